// Analyses by groups of customers: one answer for each group, below one another.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

/// Answers an analysis for each group of customers as if there were no others: a model is fitted to the customers of the
/// group. Groups are those of the as-of day.
struct GroupedAnalyses: AnalysisAnswer {
  let run: AnalysisRun
  private let question: AnalysisQuestion

  /// The most groups: each is an analysis of its own.
  private static let mostGroups = 1_000

  init(_ run: AnalysisRun) {
    self.run = run
    question = run.question
  }

  /// The groups' values, and the columns of the analysis.
  ///
  /// - Parameter answer: answers one group. A group that has no answer has a row without figures.
  func columns(_ answer: (AnalysisRun) throws(ScriptError) -> [Column]) throws(ScriptError) -> [Column] {
    var dimensions: [Column] = []
    for group in question.groups { dimensions.append(try values(group)) }
    let grouping = try Grouping(dimensions, among: try population(question), context)
    guard grouping.count <= Self.mostGroups else {
      throw ScriptError(AnalysisDiagnostics.tooManyGroups(grouping.count, Self.mostGroups, at: question.groups[0].expression.span))
    }
    let context = AnswerContext(definitions: evaluation.definitions, customers: nil, events: [])
    let types = question.analysis.call.schema(in: context).columns.map(\.type)
    var values = [[Value]](repeating: [], count: types.count)
    var messages = [[Message?]](repeating: [], count: types.count)
    var rows: [Int32] = []
    var said = GroupNotices()
    var unanswered: [ScriptError] = []
    try run.evaluation.context.each(grouping.representatives) { row throws(ScriptError) in
      let group = dimensions.map { $0[Int(row)] }
      let found = try columns(of: group, answer, &said, &unanswered)
      // A group without an answer is a row, too.
      let count = found.first?.count ?? 0
      for place in types.indices {
        values[place] += count == 0 ? [.missing] : (0..<count).map { found[place][$0] }
        messages[place] += count == 0 ? [nil] : found[place].messages ?? []
      }
      rows += [Int32](repeating: row, count: max(1, count))
    }
    // What is wrong with every group is not due to the groups.
    if unanswered.count == grouping.count, let problem = unanswered.first { throw problem }
    for notice in said.all { run.evaluation.context.notices.add(notice) }
    return dimensions.map { $0.gathered(rows) }
      + types.indices.map { place in
        let hasWords = types[place] == .text && messages[place].count == rows.count
        return hasWords ? .messages(messages[place]) : Column.of(types[place], values[place])
      }
  }

  /// The answer of one group; no columns if its data have none.
  private func columns(
    of group: [Value], _ answer: (AnalysisRun) throws(ScriptError) -> [Column], _ said: inout GroupNotices,
    _ unanswered: inout [ScriptError]
  ) throws(ScriptError) -> [Column] {
    let condition = condition(of: group)
    var own = question
    own.groups = []
    own.condition = question.condition.map { Expression(.and([$0, condition]), .boolean, like: condition) } ?? condition
    own.analysis = question.analysis.ofModels(among: onThisDay(condition)) ?? question.analysis
    let notices = Notices()
    let there = Evaluation(
      store: store, program: evaluation.program, functions: evaluation.functions, asOf: asOf, isDayKnown: evaluation.isDayKnown,
      context: context.saying(to: notices), models: evaluation.models, tables: evaluation.tables, cache: evaluation.cache)
    let name = zip(question.groups, group).map { "\($0.name) \($1 == .missing ? "missing" : $1.description)" }.joined(separator: ", ")
    defer { for notice in notices.take() { said.add(notice, of: name) } }
    do throws(ScriptError) {
      // The models of a group are asked for once.
      return try answer(AnalysisRun(own, there, ModelStore(over: run.models)))
    } catch {
      guard let problem = error.diagnostics.first, problem.id == "no-holdout" else { throw error }
      var warning = problem
      warning.severity = .warning
      said.add(warning, of: name)
      unanswered.append(error)
      return []
    }
  }

  /// The customers of a group.
  private func condition(of group: [Value]) -> Expression {
    let parts = zip(question.groups, group).map { item, value -> Expression in
      let dimension = item.expression
      if value == .missing { return Expression(.isMissing(dimension), .boolean, like: dimension) }
      return Expression(
        .compare(.equal, dimension, Expression(.literal(value), dimension.type, like: dimension)), .boolean, like: dimension)
    }
    return parts.count == 1 ? parts[0] : Expression(.and(parts), .boolean, like: parts[0])
  }

  /// The condition as of this day, for events of a model of an earlier one.
  private func onThisDay(_ condition: Expression) -> Expression {
    Expression(.asOf(condition, day: Expression(.literal(.date(asOf)), .date, like: condition)), .boolean, like: condition)
  }
}

/// What is to be said of groups: of each kind once, with the groups that it is true of.
private struct GroupNotices {
  private var kinds: [(notice: Diagnostic, groups: [String])] = []

  mutating func add(_ notice: Diagnostic, of group: String) {
    if let place = kinds.firstIndex(where: { $0.notice.id == notice.id && $0.notice.span == notice.span && $0.notice.fix == notice.fix }) {
      if kinds[place].groups.last != group { kinds[place].groups.append(group) }
    } else {
      kinds.append((notice, [group]))
    }
  }

  var all: [Diagnostic] {
    kinds.map { kind in
      var notice = kind.notice
      let rest = kind.groups.count - 4
      let others = kind.groups.dropFirst().prefix(3).map { "`\($0)`" }.joined(separator: ", ")
      let more: Message = rest > 0 ? " and \(rest) more" : ""
      notice.notes.append(
        others.isEmpty ? "in the group `\(kind.groups[0])`" : "in the group `\(kind.groups[0])`, and the like in \(others)\(more)")
      return notice
    }
  }
}

extension AnalysisDiagnostics {
  /// `error: 12000 groups, and an analysis takes at most 1000 [too-many-groups]`
  static func tooManyGroups(_ count: Int, _ most: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "too-many-groups", "\(count) groups, and an analysis takes at most \(most)", at: span,
      fix: Diagnostic.Fix("group by fewer values, or choose customers with `of SEGMENT` or `where`"))
  }
}
