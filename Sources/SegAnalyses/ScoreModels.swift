// model(METRIC) and calibration(METRIC) of a score.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegStore

struct ScoreModelAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// One row for each coefficient, the attributes in their order; then the training set,
  /// and how well the model predicts it and the holdout. Each warning is a row of its own.
  func scoreModel(_ value: ScoreValue, at span: SourceSpan) throws(ScriptError) -> [Column] {
    let record = try scores.scoreRecord(value, at: span)
    var rows = ScoreRows()
    func place(_ line: ScoreRecord.Line) -> Int { line.coefficient.column.feature ?? -1 }
    let order = record.lines.indices.sorted { (place(record.lines[$0]), $0) < (place(record.lines[$1]), $1) }
    let names = value.attributes.map(\.name)
    for index in order {
      let feature = place(record.lines[index])
      rows.add(record.lines[index], named: names.indices.contains(feature) ? Message(verbatim: names[feature]) : "intercept" as Message)
    }
    rows.figureRow("customers", nil, record.learned, "learned from")
    rows.figureRow("positives", nil, record.positives, Self.positives(value))
    for part in record.leftOut { rows.figureRow("left out", nil, part.customers, ModelDiagnostics.text(of: part.reason, value)) }
    rows.add(record.validation, reason: record.reason)
    for warning in record.model?.warnings ?? [] {
      guard let model = record.model else { break }
      if case .pooled(let feature, let categories, let customers) = warning {
        rows.figureRow(
          "taken together", nil, customers, "\(categories) rare values of \(names.indices.contains(feature) ? names[feature] : "")")
      } else if let text = ModelDiagnostics.text(of: warning, model, names) {
        rows.figureRow("warning", nil, nil, text)
      }
    }
    if let failure = record.failure {
      rows.figureRow("warning", nil, nil, "not fitted: \(ModelDiagnostics.text(of: failure, value, record.learned))")
    }
    return rows.columns
  }

  private static func positives(_ value: ScoreValue) -> Message {
    let target = value.target.label.name
    return value.function == .lookalike ? Message(verbatim: target) : "\(target) today"
  }

  /// Customers that the model has not seen, in tenths from the lowest score up; equal
  /// scores are always in the same tenth.
  func scoreCalibration(_ value: ScoreValue, at span: SourceSpan) throws(ScriptError) -> [Column] {
    let record = try scores.scoreRecord(value, at: span)
    let groups: [ScoreQuality.Group]
    switch record.validation {
    case .random(_, let holdout), .later(_, let holdout, _, _): groups = holdout.calibration
    case .none: groups = []
    }
    return [
      Column.integers(groups.indices.map { Int64($0 + 1) }), Column.integers(groups.map { Int64($0.rows) }),
      Column.numbers(groups.map(\.leastScore)), Column.numbers(groups.map(\.greatestScore)),
      Column.numbers(groups.map(\.meanScore)), Column.numbers(groups.map(\.rate)),
    ]
  }
}

/// The answer of `model` for a score, figure by figure.
private struct ScoreRows {
  private var figures: [Message] = []
  private var categories: [Message?] = []
  private var values: [Double?] = []
  private var errors: [Double?] = []
  private var ratios: [Double?] = []
  private var units: [Double?] = []
  private var customers: [Int64?] = []
  private var notes: [Message?] = []

  mutating func figureRow(_ figure: Message, _ value: Double?, _ count: Int?, _ note: Message?) {
    figures.append(figure)
    categories.append(nil)
    values.append(value)
    errors.append(nil)
    ratios.append(nil)
    units.append(nil)
    customers.append(count.map { Int64($0) })
    notes.append(note)
  }

  mutating func add(_ line: ScoreRecord.Line, named name: Message) {
    let coefficient = line.coefficient
    let note: Message
    switch coefficient.column {
    case .intercept: note = "numbers at their means, categories at their bases"
    case .number: note = "per standard deviation"
    case .missing where line.base == nil: note = "against the mean"
    case .missing, .category, .otherCategories: note = line.base.map { "against \($0)" } ?? "against the base"
    }
    figureRow(name, coefficient.value, coefficient.rows, note)
    let last = figures.count - 1
    categories[last] = line.category
    errors[last] = coefficient.standardError
    ratios[last] = coefficient.oddsRatio
    units[last] = coefficient.perUnit
  }

  mutating func add(_ validation: ScoreRecord.ScoreValidation, reason: Message?) {
    let (learned, unseen): (ScoreQuality, ScoreQuality)
    let (first, second): (Message, Message)
    switch validation {
    case .none: return
    case .random(let training, let holdout):
      (learned, unseen) = (training, holdout)
      first = "70% at random" as Message
      second = reason.map { "the other 30%; not a later time: \($0)" as Message } ?? "the other 30%" as Message
    case .later(let training, let holdout, let from, let to):
      (learned, unseen) = (training, holdout)
      first = "trained one time span earlier" as Message
      second = "attributes of \(CalendarDate(days: from)), outcome of \(CalendarDate(days: to))" as Message
    }
    figureRow("auc training", learned.areaUnderCurve, learned.rows, first)
    figureRow("auc holdout", unseen.areaUnderCurve, unseen.rows, second)
    figureRow("log loss training", learned.logLoss, learned.rows, first)
    figureRow("log loss holdout", unseen.logLoss, unseen.rows, second)
    figureRow("log loss of share", unseen.logLossOfRate, unseen.rows, "if all scores were the overall share")
  }

  var columns: [Column] {
    [
      Column.messages(figures), Column.messages(categories), Column.numbers(values), Column.numbers(errors), Column.numbers(ratios),
      Column.numbers(units), Column.integers(customers), Column.messages(notes),
    ]
  }
}
