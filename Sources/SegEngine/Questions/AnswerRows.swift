// The columns of an answer of groups: measures, and what is computed from them row by row.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan

/// The columns of a question over some groups, each computed when it is first asked for.
final class AnswerRows {
  /// What the groups are.
  enum Level {
    /// The rows of the answer: groups of all dimensions.
    case rows
    /// Groups that are totals of the rows of the answer, which have no rows beside them.
    case totals
    /// A group of no rows: a cell of a pivot for which there is none.
    case nothing
  }

  let grouping: Grouping
  /// The values of the dimensions, a row for each group.
  let values: [Column]
  private let evaluation: Evaluation
  private let question: MeasureQuestion
  private let level: Level
  /// The dimensions of every row that is grouped.
  private let dimensions: [Column]
  private let rows: Bitmap
  private let groups: GroupAggregation
  private let steps: [Step]
  /// The place of the first step of each name.
  private let places: [String: Int]
  private var known: [String: Column] = [:]
  private var runs: RowRuns?
  private var wholes: AnswerRows?

  /// A column that others read by name.
  private enum Step {
    case item(NamedExpression)
    case function(RowFunctionColumn)

    var name: String {
      switch self {
      case .item(let item): item.name
      case .function(let function): function.name
      }
    }

    var reads: Set<String> {
      switch self {
      case .item(let item): item.expression.columnsOfAnswer
      case .function(let function): function.argument.columnsOfAnswer
      }
    }
  }

  /// - Parameters:
  ///   - dimensions: those of the groups; the question's own for its rows.
  ///   - period: the place among them of the one whose periods are all groups.
  init(
    _ evaluation: Evaluation, _ question: MeasureQuestion, _ dimensions: [Column], period: Int? = nil, among rows: Bitmap, _ level: Level
  ) throws(ScriptError) {
    self.evaluation = evaluation
    self.question = question
    self.level = level
    self.dimensions = dimensions
    self.rows = rows
    if let calendar = question.calendar, let period {
      let filled = try CalendarGroups(
        dimensions, at: period, calendar.period, among: rows, evaluation, at: question.dimensions[calendar.place].expression.span)
      grouping = filled.grouping
      values = filled.dimensions
    } else {
      let own = dimensions.isEmpty ? Grouping(all: rows) : try Grouping(dimensions, among: rows, evaluation.context)
      grouping = own
      values = dimensions.map { $0.gathered(own.representatives) }
    }
    groups = GroupAggregation(evaluation, grain: question.grain, grouping)
    var steps: [Step] = []
    for (place, item) in question.measures.enumerated() {
      steps += question.functions.filter { $0.itemsBefore == place }.map(Step.function)
      steps.append(.item(item))
    }
    steps += question.functions.filter { $0.itemsBefore >= question.measures.count }.map(Step.function)
    self.steps = steps
    places = Dictionary(steps.enumerated().map { ($1.name, $0) }) { first, _ in first }
    if case .rows = level {
      for (item, values) in zip(question.dimensions, values) where !question.measures.contains(where: { $0.name == item.name }) {
        known[item.name] = values
      }
    }
  }

  /// The values of a measure that may read columns of the answer.
  func column(_ measure: Expression) throws(ScriptError) -> Column {
    try prepare(measure.columnsOfAnswer)
    return try groups.column(measure, reading: known)
  }

  /// Whether the period of each row has ended on the as-of day; nil where no dimension is a period of the calendar.
  var complete: Column? {
    guard let calendar = question.calendar, values.indices.contains(calendar.place) else { return nil }
    // Periods that begin before this day have ended.
    let (next, overflow) = evaluation.asOf.addingReportingOverflow(1)
    let current = Periods(calendar.period, asOf: evaluation.asOf).start(of: overflow ? evaluation.asOf : next)
    let starts = values[calendar.place]
    return Column.of(
      .boolean,
      (0..<grouping.count).map { row in
        if case .date(let start) = starts[row] { .boolean(start < current) } else { .missing }
      })
  }

  /// Computes the columns of some names and those that these read, one after the other: a
  /// chain of items may be longer than the stack is deep.
  private func prepare(_ names: Set<String>) throws(ScriptError) {
    var wanted: Set<Int> = []
    var waiting = Array(names)
    while let name = waiting.popLast() {
      guard known[name] == nil, let place = places[name], wanted.insert(place).inserted else { continue }
      waiting += steps[place].reads
    }
    for place in wanted.sorted() {
      switch steps[place] {
      case .item(let item): known[item.name] = try groups.column(item.expression, reading: known)
      case .function(let function): known[function.name] = try values(of: function)
      }
    }
  }

  // MARK: - Functions over the rows

  private func values(of function: RowFunctionColumn) throws(ScriptError) -> Column {
    switch level {
    case .rows: return try amongRows(function)
    case .totals:
      // The measure of all rows is its own total.
      switch function.function {
      case .total: return try column(function.argument)
      case .share: return try shares(function, of: column(function.argument))
      case .previous, .change, .growth, .running, .moving, .rank: return try missing(function)
      }
    case .nothing: return try missing(function)
    }
  }

  private func missing(_ function: RowFunctionColumn) throws(ScriptError) -> Column {
    try Column.missing(function.type, count: grouping.count, in: evaluation.context)
  }

  private func amongRows(_ function: RowFunctionColumn) throws(ScriptError) -> Column {
    let values = try column(function.argument)
    let runs = try rowRuns()
    switch function.function {
    case .previous: return values.gathered(try runs.previous())
    case .change: return try fitting(try runs.changes(values), function)
    case .growth: return try runs.growth(values)
    case .running: return try fitting(try runs.running(values), function)
    case .moving: return try runs.moving(values, rows: function.rows.value)
    case .rank: return try runs.ranks(values, isLowBest: function.isLowBest)
    case .total: return try totals(of: function.argument, runs)
    case .share: return try shares(function, of: totals(of: function.argument, runs))
    }
  }

  private func fitting(_ column: Column?, _ function: RowFunctionColumn) throws(ScriptError) -> Column {
    guard let column else { throw ScriptError(EngineDiagnostics.integerOverflow(at: function.argument.span, row: "a row of the answer")) }
    return column
  }

  /// The measure of the rows of a run together, for each row: computed for their events or
  /// customers, so that it is no sum of ratios.
  private func totals(of measure: Expression, _ runs: RowRuns) throws(ScriptError) -> Column {
    // Groups are in the order of their values, and so are the runs.
    return try ofWholes().column(measure).gathered(try runs.runs())
  }

  private func ofWholes() throws(ScriptError) -> AnswerRows {
    if let wholes { return wholes }
    let outer = Array(dimensions.dropLast())
    let period = question.calendar.flatMap { $0.place < outer.count ? $0.place : nil }
    let made = try AnswerRows(evaluation, question, outer, period: period, among: rows, .totals)
    wholes = made
    return made
  }

  private func shares(_ function: RowFunctionColumn, of totals: Column) throws(ScriptError) -> Column {
    let values = try column(function.argument)
    let runs = try rowRuns()
    let (shares, lacking) = try runs.shares(values, of: totals)
    if lacking > 0 {
      evaluation.noteNoShares(of: function.argument.label.text, .groups(lacking, of: values.count), at: function.argument.span)
    }
    return shares
  }

  /// The rows in runs with the same values of all dimensions but the last.
  private func rowRuns() throws(ScriptError) -> RowRuns {
    if let runs { return runs }
    let made = try RowRuns(Array(values.dropLast()), rowCount: grouping.count, evaluation.context)
    runs = made
    return made
  }
}
