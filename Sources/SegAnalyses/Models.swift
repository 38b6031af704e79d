// model(orders): the fitted model, and the two matrices that follow from it.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct ModelAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// One row for each figure: parameters with standard errors and the ends of their
  /// 95% intervals; then likelihood and customers; for an amount also those of the spend
  /// model. Each warning is a row of its own.
  func model(_ analysis: ModelAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    switch analysis.subject {
    case .score(let subject): return try ScoreModelAnswer(run: run).scoreModel(subject.score, at: question.span)
    case .purchases(let subject):
      var rows = ModelRows()
      try add(purchasesOf: subject, to: &rows, at: question.span)
      if subject.purchases.amount != nil { try add(spendOf: subject, to: &rows, at: question.span) }
      return rows.columns
    }
  }

  private func add(purchasesOf subject: PurchaseSubject, to rows: inout ModelRows, at span: SourceSpan) throws(ScriptError) {
    let options = subject.options
    let name = options.model.rawValue
    let record = try purchases.record(subject.purchases)
    let fit = try purchases.fit(options, record, at: span)
    rows.add(name, fit?.parameters ?? [], logLikelihood: fit?.logLikelihood, unit: options, times: options.model)
    let missing = record.buyers - (fit.map { Int(exactly: $0.customers) ?? record.buyers } ?? record.buyers)
    rows.figureRow(name, "customers", Double(record.buyers), "who have bought")
    if missing > 0 { rows.figureRow(name, "left out", Double(missing), "without one of the covariates") }
    rows.figureRow(name, "repeat customers", Double(record.repeaters), "who have bought on a later day")
    for warning in fit?.warnings ?? [] {
      rows.figureRow(name, "warning", nil, ModelDiagnostics.text(of: warning, fit?.customers ?? 0))
    }
    if fit == nil { rows.figureRow(name, "warning", nil, "not fitted") }
  }

  private func add(spendOf subject: PurchaseSubject, to rows: inout ModelRows, at span: SourceSpan) throws(ScriptError) {
    let name = "gamma-gamma"
    let spend = try purchases.spendRecord(subject.purchases)
    let fit = try purchases.fit(spend, at: span)
    rows.add(name, fit?.parameters ?? [], logLikelihood: fit?.logLikelihood, unit: subject.options, times: nil)
    rows.figureRow(name, "customers", Double(spend.purchases.repeaters - spend.leftOut), "whose repeat purchases average above 0")
    rows.figureRow(name, "left out", Double(spend.leftOut), "whose repeat purchases average 0 or less")
    if let fit { rows.figureRow(name, "mean spend", fit.model.populationMean, "expected of a new customer") }
    if let correlation = fit?.frequencySpendCorrelation {
      rows.figureRow(name, "correlation", correlation, "of repeat purchases and mean spend; the model assumes 0")
    }
    for warning in fit?.warnings ?? [] {
      rows.figureRow(name, "warning", nil, ModelDiagnostics.text(of: warning, fit?.customers ?? 0))
    }
    if fit == nil { rows.figureRow(name, "warning", nil, "not fitted") }
  }

  func aliveMatrix(_ analysis: AliveMatrixAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    try matrix(analysis.subject, top: analysis.top, at: question.span) { $0.probabilityAlive($1, in: $2) }
  }

  func ordersMatrix(_ analysis: OrdersMatrixAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    try matrix(analysis.subject, top: analysis.top, at: question.span) {
      $0.expectedTransactions($1, within: analysis.ahead, in: $2)
    }
  }

  /// Rows: times from first to last in about ten equal steps of whole units;
  /// columns: repeat purchases from 0. Who is as old as the oldest customer.
  /// Missing if nobody can be: a last purchase without a repeat one, or more
  /// purchases than days. No rows where the model cannot be fitted.
  private func matrix(
    _ subject: PurchaseSubject, top: Int, at span: SourceSpan,
    _ values: (any PurchasePredicting, PurchaseHistories, ExecutionContext) -> [Double?]
  ) throws(ScriptError) -> [Column] {
    let options = subject.options
    let record = try purchases.record(subject.purchases)
    let oldest = record.oldest(daysPerUnit: options.daysPerUnit)
    let perUnit = options.daysPerUnit
    guard let model = try purchases.fit(options, record, at: span)?.parts.first?.model else {
      return [Column](repeating: Column.numbers([]), count: top + 2)
    }
    let step = max(1, (oldest / 10).rounded(.up))
    var times: [Double] = []
    while Double(times.count) * step < oldest.rounded(.down) { times.append(Double(times.count) * step) }
    times.append(oldest.rounded(.down))
    var columns = [Column.numbers(times)]
    for count in 0...top {
      let possible = times.map { count == 0 ? $0 == 0 : Double(count) <= $0 * perUnit }
      let histories = PurchaseHistories(
        frequency: times.map { _ in Double(count) }, recency: times.enumerated().map { possible[$0] ? $1 : 0 },
        age: times.map { _ in oldest })
      let numbers = values(model, histories, context)
      columns.append(Column.numbers(zip(numbers, possible).map { $1 ? $0 : nil }))
    }
    return columns
  }
}

/// The answer of `model`, figure by figure.
struct ModelRows {
  private var models: [String] = []
  private var figures: [Message] = []
  private var values: [Double?] = []
  private var errors: [Double?] = []
  private var lows: [Double?] = []
  private var highs: [Double?] = []
  private var notes: [Message?] = []

  mutating func figureRow(_ model: String, _ figure: Message, _ value: Double?, _ note: Message?) {
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
      figureRow(model, Message(verbatim: parameter.name), parameter.value, isTime ? "in \(unit.unit.plural)" : nil)
      errors[errors.count - 1] = parameter.standardError
      lows[lows.count - 1] = parameter.interval?.lowerBound
      highs[highs.count - 1] = parameter.interval?.upperBound
    }
    if let logLikelihood { figureRow(model, "log-likelihood", logLikelihood, nil) }
  }

  var columns: [Column] {
    [
      Column.texts(models), Column.messages(figures), Column.numbers(values), Column.numbers(lows), Column.numbers(highs),
      Column.numbers(errors), Column.messages(notes),
    ]
  }
}
