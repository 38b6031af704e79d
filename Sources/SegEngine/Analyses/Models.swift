// model(orders): what was fitted, and the two matrices that follow from it.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegPlan
import SegRuntime

extension Evaluation {
  /// The purchases and the options of an analysis of models.
  func purchases(of question: AnalysisQuestion) throws(ScriptError) -> (PurchaseSelection, ModelOptions)? {
    guard case .purchases(let selection, let options)? = question.arguments.first else { return nil }
    return (try selection.resolved(program.values), try options.resolved(program.values))
  }

  /// One row a figure: parameters with standard errors and the ends of their
  /// 95% intervals; then likelihood and customers; of an amount also those of
  /// the model of spend. What is doubtful is a row of its own.
  func modelAnswer(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable {
    if let (score, name) = try score(of: question) { return try scoreModel(score, name, at: question.span) }
    var rows = ModelRows()
    if let (selection, options) = try purchases(of: question) {
      let record = try record(selection)
      let fit = try fit(options, record, at: question.span)
      rows.add(
        options.model.rawValue, fit?.parameters ?? [], logLikelihood: fit?.logLikelihood, unit: options, times: options.model)
      rows.add(options.model.rawValue, "customers", Double(record.buyers), "who have bought")
      rows.add(options.model.rawValue, "repeat customers", Double(record.repeaters), "who have bought on a later day")
      for warning in fit?.warnings ?? [] { rows.add(options.model.rawValue, "warning", nil, EngineDiagnostics.text(of: warning, fit?.customers ?? 0)) }
      if fit == nil { rows.add(options.model.rawValue, "warning", nil, "not fitted") }
      if selection.amount != nil {
        let spend = try spendRecord(selection)
        let fit = try self.fit(spend, at: question.span)
        rows.add("gamma-gamma", fit?.parameters ?? [], logLikelihood: fit?.logLikelihood, unit: options, times: nil)
        rows.add("gamma-gamma", "customers", Double(spend.purchases.repeaters - spend.leftOut), "whose repeat purchases bring something")
        rows.add("gamma-gamma", "left out", Double(spend.leftOut), "whose repeat purchases bring nothing or less")
        if let fit { rows.add("gamma-gamma", "mean spend", fit.model.populationMean, "expected of a customer nothing is known of") }
        if let correlation = fit?.frequencySpendCorrelation {
          rows.add("gamma-gamma", "correlation", correlation, "of repeat purchases and their mean spend; the model takes it for 0")
        }
        for warning in fit?.warnings ?? [] { rows.add("gamma-gamma", "warning", nil, EngineDiagnostics.text(of: warning, fit?.customers ?? 0)) }
        if fit == nil { rows.add("gamma-gamma", "warning", nil, "not fitted") }
      }
    }
    return rows.table
  }

  func aliveMatrix(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable {
    try matrix(question) { $0.probabilityAlive($1, in: $2) }
  }

  func ordersMatrix(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable {
    guard let (_, options) = try purchases(of: question) else { return AnswerTable([]) }
    let time = (options.next ?? 0) / options.daysPerUnit
    return try matrix(question) { $0.expectedTransactions($1, within: time, in: $2) }
  }

  /// Rows: times from first to last in about ten equal steps of whole units;
  /// columns: repeat purchases from 0. Who is as old as the oldest customer.
  /// Missing where nobody can be: a last purchase without a repeat one, or more
  /// purchases than days.
  private func matrix(
    _ question: AnalysisQuestion, _ values: (PurchaseFit, PurchaseHistories, ExecutionContext) -> [Double?]
  ) throws(ScriptError) -> AnswerTable {
    guard let (selection, options) = try purchases(of: question) else { return AnswerTable([]) }
    let record = try record(selection)
    let oldest = Double(record.histories.age.max() ?? 0)
    let perUnit = options.daysPerUnit
    let most = options.top ?? 10
    let step = max(1, (oldest / perUnit / 10).rounded(.up))
    var times: [Double] = []
    while Double(times.count) * step < (oldest / perUnit).rounded(.down) { times.append(Double(times.count) * step) }
    times.append((oldest / perUnit).rounded(.down))
    var fields: [(name: String, column: Column, role: ColumnRole)] = [
      ("first_to_last", Column.numbers(times), .group)
    ]
    guard let fit = try fit(options, record, at: question.span) else {
      return AnswerTable([("first_to_last", Column.numbers([]), .plain)])
    }
    for count in 0...most {
      let possible = times.map { count == 0 ? $0 == 0 : Double(count) <= $0 * perUnit }
      let histories = PurchaseHistories(
        frequency: times.map { _ in Double(count) }, recency: times.enumerated().map { possible[$0] ? $1 : 0 },
        age: times.map { _ in oldest / perUnit })
      let numbers = values(fit, histories, context)
      fields.append(
        ("x\(count)", Column.numbers(zip(numbers, possible).map { $1 ? $0 : nil }), .figure))
    }
    return AnswerTable(fields)
  }
}

/// The answer of `model`, figure by figure.
struct ModelRows {
  private var models: [String] = []
  private var figures: [String] = []
  private var values: [Double?] = []
  private var errors: [Double?] = []
  private var lows: [Double?] = []
  private var highs: [Double?] = []
  private var notes: [String?] = []

  mutating func add(_ model: String, _ figure: String, _ value: Double?, _ note: String?) {
    models.append(model)
    figures.append(figure)
    values.append(value)
    errors.append(nil)
    lows.append(nil)
    highs.append(nil)
    notes.append(note)
  }

  mutating func add(
    _ model: String, _ parameters: [FittedParameter], logLikelihood: Double?, unit: ModelOptions, times: PurchaseModel?
  ) {
    for (place, parameter) in parameters.enumerated() {
      let isTime = times.map { place < $0.parameterIsTime.count && $0.parameterIsTime[place] } ?? false
      add(model, parameter.name, parameter.value, isTime ? "in \(unit.unit.rawValue)s" : nil)
      errors[errors.count - 1] = parameter.standardError
      lows[lows.count - 1] = parameter.interval?.lowerBound
      highs[highs.count - 1] = parameter.interval?.upperBound
    }
    if let logLikelihood { add(model, "log-likelihood", logLikelihood, nil) }
  }

  var table: AnswerTable {
    AnswerTable([
      ("model", Column.texts(models), .plain), ("figure", Column.texts(figures), .plain),
      // A narrow terminal leaves out columns from the middle: the interval follows from the error.
      ("value", Column.numbers(values), .estimate), ("low", Column.numbers(lows), .estimate),
      ("high", Column.numbers(highs), .estimate), ("standard_error", Column.numbers(errors), .estimate),
      ("note", Column.texts(notes), .plain),
    ])
  }
}
