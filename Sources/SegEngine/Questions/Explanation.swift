// explain and why: how a segment is determined.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

/// What a segment's steps did, and why a customer is in it or not.
struct Explanation {
  private let evaluation: Evaluation

  init(_ evaluation: Evaluation) { self.evaluation = evaluation }

  private var store: Store { evaluation.store }
  private var definitions: [String: Definition] { evaluation.definitions }
  private var answerContext: AnswerContext { evaluation.answerContext }
}

extension Explanation {
  /// One row for each step of a segment: its base, each condition, its cut.
  func explain(_ name: String) throws(ScriptError) -> [Column] {
    var steps = Steps()
    let all = Bitmap(count: store.customerCount, repeating: true)
    steps.stepRow("all customers", all, lost: 0, missing: 0, milliseconds: 0)
    guard let definition = definitions[name] else { return steps.columns }
    let plan: SegmentPlan
    switch definition.kind {
    case .segment(let segment): plan = segment
    case .metric(let condition), .lifecycle(let condition), .measure(let condition): plan = SegmentPlan(condition: condition)
    case .column, .table: plan = SegmentPlan()
    }
    var left = all
    if let base = plan.base {
      let (members, time) = try timed { () throws(ScriptError) -> Bitmap in try evaluation.members(of: base, at: definition.span) }
      steps.stepRow("from \(base)", members, lost: left.population - members.population, missing: 0, milliseconds: time)
      left = members
    }
    for condition in conditions(plan) {
      let before = left
      let (met, time) = try timed { () throws(ScriptError) -> Bitmap in
        try evaluation.bitmap(condition, on: store.customerFrame, among: before)
      }
      left = before.intersection(met)
      let lost = before.subtracting(met)
      let missing = try missing(condition).intersection(lost).population
      steps.stepRow(Message(verbatim: condition.label.text), left, lost: lost.population, missing: missing, milliseconds: time)
    }
    if let ranking = plan.ranking, let cut = plan.cut {
      let before = left
      let (kept, time) = try timed { () throws(ScriptError) -> Bitmap in
        try Ranker(evaluation, ranking, on: store.customerFrame, among: before).keep(cut, of: before)
      }
      var missing = 0
      if let needed = cut.needed, let known = try evaluation.column(needed, on: store.customerFrame).validity {
        missing = before.subtracting(known).population
      }
      steps.stepRow(ranking.text(cut), kept, lost: before.population - kept.population, missing: missing, milliseconds: time)
    }
    return steps.columns
  }

  private struct Steps {
    var names: [Message] = []
    var customers: [Int64] = []
    var lost: [Int64] = []
    var missing: [Int64] = []
    var milliseconds: [Double] = []

    mutating func stepRow(_ name: Message, _ left: Bitmap, lost: Int, missing: Int, milliseconds: Double) {
      names.append(name)
      customers.append(Int64(left.population))
      self.lost.append(Int64(lost))
      self.missing.append(Int64(missing))
      self.milliseconds.append(milliseconds)
    }

    var columns: [Column] {
      [
        Column.messages(names), Column.integers(customers), Column.integers(lost), Column.integers(missing),
        Column.numbers(milliseconds),
      ]
    }
  }

  private func timed<Result>(_ body: () throws(ScriptError) -> Result) throws(ScriptError) -> (Result, Double) {
    let clock = ContinuousClock()
    let start = clock.now
    let result = try body()
    let elapsed = start.duration(to: clock.now).components
    // In hundredths, because times are not exact.
    let milliseconds = Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) / 1e15
    return (result, (milliseconds * 100).rounded() / 100)
  }

  /// The conditions that all have to hold.
  private func conditions(_ plan: SegmentPlan) -> [Expression] { plan.condition?.conditions ?? [] }

  /// Customers with a missing value that the condition compares. A value that cannot
  /// be computed is not missing and not an error, because the condition may not need it.
  func missing(_ condition: Expression) throws(ScriptError) -> Bitmap {
    let nobody = Bitmap(count: store.customerCount)
    var rows = nobody
    for operand in condition.comparedValues(definitions) {
      if let validity = try evaluation.column(operand, on: store.customerFrame, among: nobody).validity {
        rows = rows.union(validity.complement)
      }
    }
    return rows
  }

  // MARK: - why

  /// A condition with the customer's values, and what is needed where it does not hold.
  struct Reason {
    let condition: Message
    let values: Message
    let isMet: Bool
    let needed: Message?
  }

  /// One row for each condition: the customer's values, whether it holds, and what would be
  /// needed.
  func why(_ key: Value, in name: String, at span: SourceSpan) throws(ScriptError) -> [Column] {
    guard let definition = definitions[name], let row = try row(of: key, at: span) else { return [] }
    let plan: SegmentPlan
    switch definition.kind {
    case .segment(let segment): plan = segment
    case .metric(let condition), .lifecycle(let condition), .measure(let condition): plan = SegmentPlan(condition: condition)
    case .column, .table: plan = SegmentPlan()
    }
    let written = if case .text(let text) = key { "\"\(text)\"" } else { key.description }
    var rows: [Reason] = []
    if let base = plan.base {
      let isIn = try evaluation.members(of: base, at: definition.span)[row]
      let question = Message(verbatim: "`why \(written) in \(base)`", chinese: "`为何 \(written) 在 \(base)`")
      rows.append(Reason(condition: "from \(base)", values: "", isMet: isIn, needed: isIn ? nil : "to be in `\(base)`: \(question)"))
    }
    // Only this customer's errors count.
    let own = Bitmap(count: store.customerCount)
    own.set(row)
    for condition in conditions(plan) {
      let isMet = try evaluation.bitmap(condition, on: store.customerFrame, among: own)[row]
      rows.append(
        Reason(
          condition: Message(verbatim: condition.label.text), values: try values(of: condition, row, among: own), isMet: isMet,
          needed: isMet ? nil : try change(condition, row, among: own)))
    }
    if let ranking = plan.ranking, let cut = plan.cut, let key = ranking.keys.first {
      rows.append(try rankedReason(plan, ranking, cut, key, row))
    }
    let isIn = try evaluation.members(of: name, at: definition.span)[row]
    rows.append(Reason(condition: Message(verbatim: name), values: "", isMet: isIn, needed: nil))
    return [
      Column.messages(rows.map(\.condition)), Column.messages(rows.map { $0.values.isEmpty ? nil : $0.values }),
      Column.booleans(rows.map(\.isMet)), Column.messages(rows.map(\.needed)),
    ]
  }

  /// The row of a customer; nil without customers.
  func row(of key: Value, at span: SourceSpan) throws(ScriptError) -> Int? {
    guard let customers = store.customers else { return nil }
    if let row = (0..<customers.keys.count).first(where: { customers.keys[$0] == key }) { return row }
    throw ScriptError(EngineDiagnostics.unknownCustomer(key, customers, at: span))
  }

  /// The values that a condition compares: `frequency = 3, recency = missing`.
  func values(of condition: Expression, _ row: Int, among own: Bitmap) throws(ScriptError) -> Message {
    var values: [Message] = []
    for operand in condition.comparedValues(definitions) where !operand.isConstant {
      let value = try evaluation.column(operand, on: store.customerFrame, among: own)[row]
      values.append("\(operand.label.text) = \(said(value, as: answerContext.style(of: operand)))")
    }
    return values.joined(separator: ", ")
  }

  private func said(_ value: Value, as style: ColumnStyle) -> Message {
    switch value {
    case .missing: "missing"
    case .boolean(let value): value ? "yes" : "no"
    case .integer, .number, .text, .date, .timestamp: Message(verbatim: value.shown(as: style))
    }
  }

  /// What would be needed for a condition to hold: for `and` the parts that do not hold, for
  /// `or` one of them.
  func change(_ condition: Expression, _ row: Int, among own: Bitmap) throws(ScriptError) -> Message {
    switch (condition.kind, condition.nature) {
    case (.and(let parts), _):
      var changes: [Message] = []
      for part in parts where try !evaluation.bitmap(part, on: store.customerFrame, among: own)[row] {
        changes.append(try change(part, row, among: own))
      }
      return (Array(changes.prefix(1)) + changes.dropFirst().map { ", and \($0)" as Message }).joined()
    case (.or(let parts), _):
      var changes: [Message] = []
      var seen: Set<String> = []
      for part in parts {
        let text = try change(part, row, among: own)
        // Values of a list may be compared one by one.
        if seen.insert(text.description).inserted { changes.append(text) }
      }
      return (Array(changes.prefix(1)) + changes.dropFirst().map { ", or \($0)" as Message }).joined()
    case (.not(let inner), _): return "\(inner.label.text) would have to be no"
    case (_, .stated), (_, .named), (_, .operation), (_, .moved), (_, .whole):
      return "\(condition.label.text) would have to hold"
    }
  }

  private func rankedReason(
    _ plan: SegmentPlan, _ ranking: Ranking, _ cut: Cut, _ key: Ranking.Key, _ row: Int
  ) throws(ScriptError) -> Reason {
    let qualified = try evaluation.qualified(plan)
    let ranker = try Ranker(evaluation, ranking, on: store.customerFrame, among: qualified)
    let kept = try ranker.keep(cut, of: qualified)
    let values = try evaluation.column(key.expression, on: store.customerFrame)
    let value = values[row]
    let style = answerContext.style(of: key.expression)
    var text: Message = "\(key.name) = \(said(value, as: style))"
    // A customer without a value for the cut's sum takes no place in the ranking.
    var placed = qualified
    if let needed = cut.needed, let known = try evaluation.column(needed, on: store.customerFrame).validity {
      placed = placed.intersection(known)
    }
    let order = try ranker.order(placed)
    if let place = order.firstIndex(of: Int32(row)), ranking.per.isEmpty {
      text = "\(text), place \(place + 1) of \(order.count)"
    }
    let isIn = kept[row]
    var needed: Message?
    if !isIn {
      if !qualified[row] {
        needed = "first the conditions above"
      } else if let value = cut.needed, !placed[row] {
        needed = "\(value.label.text), which is missing"
      } else if ranking.per.isEmpty, kept.population > 0 {
        needed = Self.better(than: try ranker.order(kept).last.map { values[Int($0)] } ?? .missing, value, key, style)
      } else {
        needed = ranking.per.isEmpty ? "another cut: nobody is in" : "a better place"
      }
    }
    return Reason(condition: ranking.text(cut), values: text, isMet: isIn, needed: needed)
  }

  /// The required value of the first rank key, compared with that of the last member.
  private static func better(than border: Value, _ value: Value, _ key: Ranking.Key, _ style: ColumnStyle) -> Message {
    if border == .missing { return "a value of \(key.name), which the last member lacks too" }
    let shown = border.shown(as: style)
    if border == value {
      return key.ascending ? "less than \(shown), which the last member has too" : "more than \(shown), which the last member has too"
    }
    return key.ascending ? "at most \(shown), the last member" : "at least \(shown), the last member"
  }
}

extension Ranking {
  /// The keys and the cut, as they are written.
  func text(_ cut: Cut) -> Message { "rank by \(keys.map(\.name).joined(separator: ", ")) \(cut.text)" }
}

extension Cut {
  /// The expression of which every kept customer has a value; nil: none.
  var needed: Expression? {
    switch self {
    case .cover(_, let value), .coverAmount(_, let value), .spend(_, let value): value
    case .count, .share: nil
    }
  }

  /// The text of the ranking, which `bottom` has reversed.
  var text: Message {
    switch self {
    case .count(let count): "top \(count.value)"
    case .share(let share): "top \(Value.number(share.value.value * 100))%"
    case .cover(let share, let value): "cover \(Value.number(share.value.value * 100))% of \(value.label.text)"
    case .coverAmount(let amount, let value): "cover \(Value.number(amount.value)) of \(value.label.text)"
    case .spend(let amount, let value): "spend \(Value.number(amount.value)) of \(value.label.text)"
    }
  }
}

extension Expression {
  /// The conditions that all have to hold.
  var conditions: [Expression] {
    if case .and(let parts) = kind { return parts }
    return [self]
  }

  /// The values that a condition compares or tests, each once; those of the conditions
  /// that measures are, too.
  func comparedValues(_ definitions: [String: Definition]) -> [Expression] {
    var found: [Expression] = []
    var seen: Set<String> = []
    func collect(_ expression: Expression) {
      switch (expression.kind, expression.nature) {
      case (.and, _), (.or, _), (.not, _), (.conditional, _): for child in expression.children { collect(child) }
      case (.compare, _), (.isIn, _), (.textTest, _), (.isMissing, _):
        for child in expression.children where !child.isConstant {
          let compared = if case .convert(let inner) = child.kind { inner } else { child }
          if !found.contains(compared) { found.append(compared) }
        }
      case (.definition(let name), _):
        guard type == .boolean, case .measure(let condition)? = definitions[name]?.kind else {
          found.append(expression)
          return
        }
        if seen.insert(name).inserted { collect(condition) }
      case (_, .stated), (_, .named), (_, .operation), (_, .moved), (_, .whole):
        if expression.type != .boolean || !expression.isConstant { found.append(expression) }
      }
    }
    collect(self)
    return found
  }
}

extension EngineDiagnostics {
  static func unknownCustomer(_ key: Value, _ customers: CustomerTable, at span: SourceSpan) -> Diagnostic {
    let example = if case .text(let text) = customers.keys[0] { "\"\(text)\"" } else { customers.keys[0].description }
    return Diagnostic(
      "unknown-customer", "no customer \(key) in `\(customers.name)`", at: span, label: "no customer has this `\(customers.key)`",
      fix: customers.keys[0] == .missing ? nil : Diagnostic.Fix("a key looks like \(example)"))
  }
}
