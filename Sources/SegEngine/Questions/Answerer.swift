// From a question to the table that answers it.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// Answers questions from an evaluation.
package struct Answerer {
  package let evaluation: Evaluation
  private let analyses: (AnalysisQuestion) throws(ScriptError) -> [Column]

  /// - Parameter analyses: gives the columns of an analysis's answer.
  package init(_ evaluation: Evaluation, analyses: @escaping (AnalysisQuestion) throws(ScriptError) -> [Column]) {
    self.evaluation = evaluation
    self.analyses = analyses
  }

  var store: Store { evaluation.store }
  var context: ExecutionContext { evaluation.context }
  var definitions: [String: Definition] { evaluation.definitions }
  private var program: Program { evaluation.program }
  var answerContext: AnswerContext { evaluation.answerContext }
}

extension Answerer {
  /// Answers a question about segments, measures or rows.
  package func answer(_ question: Question) throws(ScriptError) -> AnswerTable {
    func table(_ columns: [Column]) -> AnswerTable { AnswerTable(question.schema(in: answerContext), columns) }
    switch try question.resolved(program.values) {
    case .segments(let question): return try answer(question)
    case .measures(let question): return try answer(question)
    case .list(let question): return table(try answer(question))
    case .analysis(let question):
      let long = table(try analyses(question))
      let whole = try TriangleLayout(question, long)?.table(at: question.span, context) ?? long
      return try AnalysisPivot(question, whole)?.table(context) ?? whole
    case .explain(let name): return table(try Explanation(evaluation).explain(name))
    case .why(let why): return table(try Explanation(evaluation).why(why.key, in: why.segment, at: why.span))
    case .explainStages(let name): return table(try StageExplanation(evaluation).explain(name))
    case .whyStage(let why): return table(try StageExplanation(evaluation).why(why.key, in: why.segment, at: why.span))
    case .facts(let facts): return table([Column.messages(facts.map(\.property)), Column.messages(facts.map(\.value))])
    case .expect(let condition, _): return table([Column.booleans([try evaluation.holds(condition)])])
    }
  }

  // MARK: - show SEGMENT

  private func answer(_ question: SegmentQuestion) throws(ScriptError) -> AnswerTable {
    var condition: Bitmap?
    if let wanted = question.condition {
      // It is evaluated for their customers only.
      var asked = Bitmap(count: store.customerCount)
      for name in question.segments {
        guard let definition = definitions[name] else { continue }
        asked = asked.union(try evaluation.members(of: name, at: definition.span))
      }
      condition = try evaluation.bitmap(wanted, on: store.customerFrame, among: asked)
    }
    let columns =
      question.dimensions.isEmpty
      ? try sizes(question, condition) : try sizes(question.segments, condition, by: question.dimensions)
    return try ranked(AnswerTable(question.schema(in: answerContext), columns), question.ranking, question.cut)
  }

  private func sizes(_ question: SegmentQuestion, _ condition: Bitmap?) throws(ScriptError) -> [Column] {
    var counts: [Int64] = []
    for name in question.segments {
      guard let definition = definitions[name] else { continue }
      let members = try evaluation.members(of: name, at: definition.span)
      counts.append(Int64((condition.map(members.intersection) ?? members).population))
    }
    let columns = [Column.texts(question.segments), Column.integers(counts), Column.numbers(counts.map(shareOfAll))]
    guard let ranked = question.rankedSegment(definitions), let name = question.segments.first, let definition = definitions[name]
    else { return columns }
    return columns + (try rankingColumns(ranked, evaluation.members(of: name, at: definition.span)))
  }

  private func shareOfAll(_ count: Int64) -> Double? {
    store.customerCount == 0 ? nil : Double(count) / Double(store.customerCount)
  }

  /// The figures of a ranked segment: how many customers met the condition, the members'
  /// sum of the first key, its share, and the value of the last member.
  private func rankingColumns(_ ranked: RankedSegment, _ members: Bitmap) throws(ScriptError) -> [Column] {
    var columns = [Column.integers([Int64(try evaluation.qualified(ranked.plan).population)])]
    guard ranked.isOfNumbers else { return columns }
    let values = try evaluation.column(ranked.key.expression, on: store.customerFrame)
    let everyone = Bitmap(count: store.customerCount, repeating: true)
    let inside = try evaluation.total(values, among: members)
    let all = try evaluation.total(values, among: everyone)
    columns.append(values.type == .integer ? Column.integers([Int64(exactly: inside)]) : Column.numbers([inside]))
    columns.append(Column.numbers([try share(inside, of: all, values, ranked.key.expression)]))
    if let covered = ranked.otherCovered {
      // The covered value is not the rank key: its sum and share are the answer.
      let own = try evaluation.column(covered, on: store.customerFrame)
      let all = try evaluation.total(own, among: everyone)
      let covering = try evaluation.total(own, among: members)
      columns.append(Column.numbers([covering]))
      columns.append(Column.numbers([try share(covering, of: all, own, covered)]))
    }
    if ranked.hasOneCut {
      let present = values.validity.map(members.intersection) ?? members
      // The last member is the worst one.
      let run = GroupedAggregator(rows: present, of: values.count, context: context)
      columns.append(values.gathered(try run.extremes(values, takesLarger: ranked.key.ascending)))
    }
    switch ranked.cut {
    case .coverAmount(let amount, let covered): columns += try coverColumns(amount.value, covered, ranked, members)
    case .spend(let amount, let cost): columns += try spendColumns(amount.value, cost, ranked, members, values)
    case .count, .share, .cover: break
    }
    return columns
  }

  /// The share of a sum in the total of values; nil, and a notice, if there are no shares.
  private func share(
    _ part: Double, of total: Double, _ values: Column, _ expression: Expression
  ) throws(ScriptError) -> Double? {
    if try evaluation.isWhole(total, of: values, among: values.validity) { return part / total }
    if total != 0 { evaluation.noteNoShares(of: expression.label.text, .total(total), at: expression.span) }
    return nil
  }

  private func sizes(_ names: [String], _ condition: Bitmap?, by dimensions: [NamedExpression]) throws(ScriptError) -> [Column] {
    let columns = try self.columns(dimensions, on: store.customerFrame)
    var segments: [String] = []
    var counts: [Int64] = []
    var groups: [[Int32]] = columns.map { _ in [] }
    for name in names {
      guard let definition = definitions[name] else { continue }
      let members = try evaluation.members(of: name, at: definition.span)
      let rows = condition.map(members.intersection) ?? members
      let grouping = try Grouping(columns, among: rows, context)
      let sizes = try GroupedAggregator(ids: grouping.ids, groups: grouping.count, selection: nil, context: context).counts()
      segments += [String](repeating: name, count: grouping.count)
      counts += sizes.values
      for place in groups.indices { groups[place] += grouping.representatives }
    }
    return [Column.texts(segments)] + zip(columns, groups).map { $0.gathered($1) }
      + [Column.integers(counts), Column.numbers(counts.map(shareOfAll))]
  }

  func columns(_ items: [NamedExpression], on frame: Frame) throws(ScriptError) -> [Column] {
    var columns: [Column] = []
    for item in items { columns.append(try evaluation.column(item.expression, on: frame)) }
    return columns
  }

  // MARK: - show MEASURES

  private func answer(_ question: MeasureQuestion) throws(ScriptError) -> AnswerTable {
    let frame = try evaluation.frame(question.grain)
    var rows = try evaluation.rows(question.grain, question.segment, question.condition)
    // Orphaned events are listed, but no measure counts them.
    if case .events(let name) = question.grain, let table = try evaluation.eventTable(name), !table.isReference, let owned = table.owned {
      rows = rows.intersection(owned)
    }
    let dimensions = try columns(question.dimensions, on: frame)
    if !question.isOfGroupsAlone { return try answerRows(question, dimensions, among: rows) }
    let answer: AnswerTable
    if !question.hasIntervals, let best = try best(question, dimensions, among: rows) {
      answer = best
    } else {
      let grouping =
        dimensions.isEmpty ? Grouping(all: rows) : try Grouping(dimensions, among: rows, context)
      answer = try ranked(try table(question, dimensions, grouping), question.ranking, question.cut)
    }
    let schema = question.schema(in: answerContext)
    return AnswerTable(schema, answer.table.fields.prefix(schema.columns.count).map(\.column))
  }

  /// Groups and their measures, the hidden ones last.
  func table(
    _ question: MeasureQuestion, _ dimensions: [Column], _ grouping: Grouping
  ) throws(ScriptError) -> AnswerTable {
    let groups = GroupAggregation(evaluation, grain: question.grain, grouping)
    var columns = dimensions.map { $0.gathered(grouping.representatives) }
    for measure in question.measures {
      let figures = try groups.column(measure.expression)
      columns.append(figures)
      guard question.hasInterval(measure, definitions) else { continue }
      let (low, high) = try intervals(around: figures) { (drawn) throws(ScriptError) in
        try GroupAggregation(drawn, grain: question.grain, grouping).column(measure.expression)
      }
      columns += [low, high]
    }
    for measure in question.hidden { columns.append(try groups.column(measure.expression)) }
    return AnswerTable(question.rankedSchema(in: answerContext), columns)
  }

  /// An answer's rows in the order of a ranking, and cut.
  static func frame(of answer: AnswerTable) -> Frame {
    Frame(
      rowCount: answer.table.rowCount, grain: .none,
      columns: Dictionary(answer.table.fields.map { ($0.name, $0.column) }, uniquingKeysWith: { a, _ in a }))
  }

  /// The rows of an answer that a cut keeps of some, in the order of a ranking.
  func order(_ answer: AnswerTable, _ ranking: Ranking?, _ cut: Cut?, among rows: Bitmap) throws(ScriptError) -> [Int32] {
    if ranking == nil && cut == nil { return rows.rowNumbers }
    let ranker = try Ranker(evaluation, ranking ?? Ranking(keys: [], per: []), on: Self.frame(of: answer), among: rows)
    switch cut {
    case .count?, .share?:
      // Only the kept rows are sorted.
      return try ranker.order(cut.map { (cut) throws(ScriptError) in try ranker.keep(cut, of: rows) } ?? rows)
    case .cover?, .coverAmount?, .spend?, nil:
      let whole = try ranker.order(rows)
      return if let cut { try ranker.keep(cut, inOrder: whole) } else { whole }
    }
  }

  func ranked(_ answer: AnswerTable, _ ranking: Ranking?, _ cut: Cut?) throws(ScriptError) -> AnswerTable {
    if ranking == nil && cut == nil { return answer }
    let order = try order(answer, ranking, cut, among: Bitmap(count: answer.table.rowCount, repeating: true))
    var result = answer
    try context.offer(answer.table.valueByteCount)
    result.table = answer.table.gathered(order)
    return result
  }

  // MARK: - list

  private func answer(_ question: ListQuestion) throws(ScriptError) -> [Column] {
    let frame = try evaluation.frame(question.grain)
    let rows = try evaluation.rows(question.grain, question.segment, question.condition)
    var order: [Int32]
    if let ranking = question.ranking {
      let ranker = try Ranker(evaluation, ranking, on: frame, among: rows)
      if let cut = question.cut {
        let kept = try ranker.keep(cut, of: rows)
        order = try ranker.order(kept)
      } else {
        order = try ranker.order(rows)
      }
    } else {
      if question.grain == .customers, let segment = question.segment, let definition = definitions[segment] {
        order = try evaluation.order(of: segment, at: definition.span, among: rows, question.cut)
      } else {
        order = rows.rowNumbers
        switch question.cut {
        case .count(let count)?: order = Array(order.prefix(count.value))
        case .share(let share)?: order = Array(order.prefix(share.value.count(of: order.count)))
        case .cover?, .coverAmount?, .spend?, nil: break
        }
      }
    }
    var columns: [Column] = []
    for item in question.items {
      let column = try evaluation.column(item.expression, on: frame)
      try evaluation.context.offer(order.count * 8)
      let figures = column.gathered(order)
      columns.append(figures)
      guard question.hasInterval(item, definitions) else { continue }
      let (low, high) = try intervals(around: figures) { (drawn) throws(ScriptError) in
        try drawn.column(item.expression, on: frame).gathered(order)
      }
      columns += [low, high]
    }
    return columns
  }
}
