// From a question to the table that answers it.

import SegColumns
import SegDiagnostics
import SegPlan

extension Evaluation {
  /// Answers a question about segments, measures or rows.
  package func answer(_ question: Question) throws(ScriptError) -> AnswerTable {
    switch try question.resolved(program.values) {
    case .segments(let question): return try answer(question)
    case .measures(let question): return try answer(question)
    case .list(let question): return try answer(question)
    case .analysis(let question): return try cache.models.alone { () throws(ScriptError) -> AnswerTable in try answer(question) }
    case .explain(let name): return try explain(name)
    case .why(let key, let name, let span): return try why(key, in: name, at: span)
    case .facts(let facts):
      return AnswerTable([
        ("property", Column.texts(facts.map(\.property)), .plain), ("value", Column.texts(facts.map(\.value)), .plain),
      ])
    case .expect(let condition, _):
      return AnswerTable([("expect", Column.booleans([try holds(condition)]), .plain)])
    }
  }

  /// Whether a measure-like condition holds for all customers together.
  package func holds(_ condition: Expression) throws(ScriptError) -> Bool {
    try number(condition) == .boolean(true)
  }

  /// The value of a measure of all customers.
  package func number(_ measure: Expression) throws(ScriptError) -> Value {
    let all = Grouping(all: Bitmap(count: store.customerCount, repeating: true))
    return try GroupAggregation(self, grain: .customers, all).column(measure)[0]
  }

  /// What a condition on measures compares, with the values: `count() = 12`.
  package func comparedNumbers(_ condition: Expression) throws(ScriptError) -> [String] {
    var found: [String] = []
    for value in try resolved(condition).comparedValues where !value.isConstant {
      let number = try number(value)
      found.append("\(value.label.text) is \(number == .missing ? "missing" : number.shown(as: role(of: value)))")
    }
    return found
  }

  // MARK: - show SEGMENT

  private func answer(_ question: SegmentQuestion) throws(ScriptError) -> AnswerTable {
    var condition: Bitmap?
    if let wanted = question.condition {
      // It is asked of their customers only.
      var asked = Bitmap(count: store.customerCount)
      for name in question.segments {
        guard let definition = definitions[name] else { continue }
        asked = asked.union(try members(of: name, at: definition.span))
      }
      condition = try bitmap(wanted, on: store.customerFrame, among: asked)
    }
    let result =
      question.dimensions.isEmpty
      ? try sizes(question.segments, condition) : try sizes(question.segments, condition, by: question.dimensions)
    return try ranked(result, question.ranking, question.cut)
  }

  private func sizes(_ names: [String], _ condition: Bitmap?) throws(ScriptError) -> AnswerTable {
    var counts: [Int64] = []
    for name in names {
      guard let definition = definitions[name] else { continue }
      let members = try members(of: name, at: definition.span)
      counts.append(Int64((condition.map(members.intersection) ?? members).population))
    }
    var fields: [(name: String, column: Column, role: ColumnRole)] = [
      ("segment", Column.texts(names), .plain),
      ("customers", Column.integers(counts), .figure),
      ("share", Column.numbers(counts.map(shareOfAll)), .share),
    ]
    if names.count == 1, let name = names.first, condition == nil { fields += try rankingFields(name) }
    return AnswerTable(fields)
  }

  private func shareOfAll(_ count: Int64) -> Double? {
    store.customerCount == 0 ? nil : Double(count) / Double(store.customerCount)
  }

  /// What a ranked segment's ranking says: how many met the condition, what
  /// the members bring of the first key, its share, and the last one's value.
  private func rankingFields(_ name: String) throws(ScriptError) -> [(name: String, column: Column, role: ColumnRole)] {
    guard let definition = definitions[name], case .segment(let plan) = definition.kind, let ranking = plan.ranking,
      plan.cut != nil, let key = ranking.keys.first
    else { return [] }
    let members = try members(of: name, at: definition.span)
    let values = try column(key.expression, on: store.customerFrame)
    var fields: [(name: String, column: Column, role: ColumnRole)] = [
      ("qualified", Column.integers([Int64(try qualified(plan).population)]), .figure)
    ]
    guard values.type == .number || values.type == .integer else { return fields }
    let inside = try total(values, among: members)
    let all = try total(values, among: Bitmap(count: store.customerCount, repeating: true))
    let isInteger = values.type == .integer
    fields.append(
      (key.name, isInteger ? Column.integers([Int64(exactly: inside)]) : Column.numbers([inside]), .figure))
    fields.append(("\(key.name)_share", Column.numbers([all == 0 ? nil : inside / all]), .share))
    if case .cover(_, let covered)? = plan.cut, covered != key.expression {
      // What is covered is not what ranks: its sum and share are the answer.
      let own = try column(covered, on: store.customerFrame)
      let everyone = try total(own, among: Bitmap(count: store.customerCount, repeating: true))
      let covering = try total(own, among: members)
      fields.append((covered.label.name, Column.numbers([covering]), .figure))
      fields.append(("\(covered.label.name)_share", Column.numbers([everyone == 0 ? nil : covering / everyone]), .share))
    }
    if ranking.per.isEmpty {
      let present = values.validity.map(members.intersection) ?? members
      // The last one in is the worst that is in.
      let worst = try GroupRun(rows: present, of: values.count, context: context).extremes(values, takesLarger: key.ascending)
      fields.append(("cutoff", values.taking(worst), .figure))
    }
    if case .coverAmount(let amount, let covered)? = plan.cut { fields += try coverFields(amount.value, covered, ranking, members) }
    if case .spend(let amount, let cost)? = plan.cut { fields += try spendFields(amount.value, cost, plan, ranking, members, values) }
    return fields
  }

  func total(_ numbers: Column, among rows: Bitmap) throws(ScriptError) -> Double {
    let selection = numbers.validity.map(rows.intersection) ?? rows
    let run = GroupRun(rows: selection, of: numbers.count, context: context)
    return try run.sums(numbers).first?.total ?? 0
  }

  private func sizes(_ names: [String], _ condition: Bitmap?, by dimensions: [Item]) throws(ScriptError) -> AnswerTable {
    let columns = try self.columns(dimensions, on: store.customerFrame)
    var segments: [String] = []
    var counts: [Int64] = []
    var groups: [[Int32]] = columns.map { _ in [] }
    for name in names {
      guard let definition = definitions[name] else { continue }
      let members = try members(of: name, at: definition.span)
      let rows = condition.map(members.intersection) ?? members
      let grouping = try Grouping(columns, among: rows, context)
      let sizes = try GroupRun(ids: grouping.ids, groups: grouping.count, selection: nil, context: context).counts()
      segments += [String](repeating: name, count: grouping.count)
      counts += sizes.values
      for place in groups.indices { groups[place] += grouping.representatives }
    }
    var fields: [(name: String, column: Column, role: ColumnRole)] = [("segment", Column.texts(segments), .plain)]
    for (place, column) in columns.enumerated() {
      fields.append((dimensions[place].name, column.taking(groups[place]), role(ofGroup: dimensions[place].expression)))
    }
    fields.append(("customers", Column.integers(counts), .figure))
    fields.append(("share", Column.numbers(counts.map(shareOfAll)), .share))
    return AnswerTable(fields)
  }

  func columns(_ items: [Item], on frame: Frame) throws(ScriptError) -> [Column] {
    var columns: [Column] = []
    for item in items { columns.append(try column(item.expression, on: frame)) }
    return columns
  }

  // MARK: - show MEASURES

  private func answer(_ question: MeasureQuestion) throws(ScriptError) -> AnswerTable {
    let frame = store.frame(question.grain)
    var rows = try self.rows(question.grain, question.segment, question.condition)
    // Events of nobody are listed, and no measure counts them.
    if case .events(let name) = question.grain, let owned = store.eventTable(name)?.owned { rows = rows.intersection(owned) }
    let dimensions = try columns(question.dimensions, on: frame)
    var answer: AnswerTable
    if let best = try best(question, dimensions, among: rows) {
      answer = best
    } else {
      let grouping =
        dimensions.isEmpty ? Grouping(all: rows) : try Grouping(dimensions, among: rows, context)
      answer = try ranked(try table(question, dimensions, grouping), question.ranking, question.cut)
    }
    let shown = dimensions.count + question.measures.count
    answer.table = Table(fields: Array(answer.table.fields.prefix(shown)), rowCount: answer.table.rowCount)
    answer.roles = Array(answer.roles.prefix(shown))
    return answer
  }

  /// Groups and their measures, the hidden ones last.
  func table(
    _ question: MeasureQuestion, _ dimensions: [Column], _ grouping: Grouping
  ) throws(ScriptError) -> AnswerTable {
    let groups = GroupAggregation(self, grain: question.grain, grouping)
    var fields: [(name: String, column: Column, role: ColumnRole)] = []
    for (place, column) in dimensions.enumerated() {
      let item = question.dimensions[place]
      fields.append((item.name, column.taking(grouping.representatives), role(ofGroup: item.expression)))
    }
    for measure in question.measures {
      let column = try groups.column(measure.expression)
      fields.append((measure.name, column, role(of: measure.expression)))
    }
    for measure in question.hidden { fields.append((measure.name, try groups.column(measure.expression), .plain)) }
    return AnswerTable(fields)
  }

  /// The rows of a grain that a question is about.
  func rows(_ grain: Grain, _ segment: String?, _ condition: Expression?) throws(ScriptError) -> Bitmap {
    let frame = store.frame(grain)
    // Nil: all of them, until something leaves some out.
    var rows: Bitmap?
    func narrow(to other: Bitmap) { rows = rows?.intersection(other) ?? other }
    if case .events(let name) = grain, let events = store.eventTable(name), let existing = try selection(of: events, nil) {
      narrow(to: existing)
    }
    if let segment, let definition = definitions[segment] {
      let members = try members(of: segment, at: definition.span)
      if let customers = frame.customerRows {
        let own = Bitmap(count: frame.rowCount)
        for row in 0..<frame.rowCount where customers.pointer[row] >= 0 && members[Int(customers.pointer[row])] { own.set(row) }
        narrow(to: own)
      } else {
        narrow(to: members)
      }
    }
    if let condition { narrow(to: try bitmap(condition, on: frame, among: rows)) }
    return rows ?? Bitmap(count: frame.rowCount, repeating: true)
  }

  /// An answer's rows in the order of a ranking, and cut.
  static func frame(of answer: AnswerTable) -> Frame {
    Frame(
      rowCount: answer.table.rowCount, grain: .none,
      columns: Dictionary(answer.table.fields.map { ($0.name, $0.column) }, uniquingKeysWith: { a, _ in a }))
  }

  func ranked(_ answer: AnswerTable, _ ranking: Ranking?, _ cut: Cut?) throws(ScriptError) -> AnswerTable {
    if ranking == nil && cut == nil { return answer }
    let frame = Self.frame(of: answer)
    let all = Bitmap(count: frame.rowCount, repeating: true)
    let ranker = try Ranker(self, ranking ?? Ranking(keys: [], per: []), on: frame, among: all)
    let order: [Int32]
    switch cut {
    case .count?, .share?:
      // Only what is kept is put in order.
      order = try ranker.order(cut.map { (cut) throws(ScriptError) in try ranker.keep(cut, of: all) } ?? all)
    case .cover?, .coverAmount?, .spend?, nil:
      let whole = try ranker.order(all)
      order = if let cut { try ranker.keep(cut, inOrder: whole) } else { whole }
    }
    var result = answer
    result.table = answer.table.taking(order)
    return result
  }

  // MARK: - list

  private func answer(_ question: ListQuestion) throws(ScriptError) -> AnswerTable {
    let frame = store.frame(question.grain)
    let rows = try self.rows(question.grain, question.segment, question.condition)
    var order: [Int32]
    if let ranking = question.ranking {
      let ranker = try Ranker(self, ranking, on: frame, among: rows)
      if let cut = question.cut {
        let kept = try ranker.keep(cut, of: rows)
        order = try ranker.order(kept)
      } else {
        order = try ranker.order(rows)
      }
    } else {
      if question.grain == .customers, let segment = question.segment, let definition = definitions[segment] {
        order = try self.order(of: segment, at: definition.span, among: rows, question.cut)
      } else {
        order = rows.rows.map { Int32(truncatingIfNeeded: $0) }
        switch question.cut {
        case .count(let count)?: order = Array(order.prefix(count.value))
        case .share(let share)?: order = Array(order.prefix(share.value.count(of: order.count)))
        case .cover?, .coverAmount?, .spend?, nil: break
        }
      }
    }
    var fields: [(name: String, column: Column, role: ColumnRole)] = []
    for item in question.items {
      let column = try self.column(item.expression, on: frame).taking(order)
      fields.append((item.name, column, role(of: item.expression)))
    }
    return AnswerTable(fields)
  }
}
