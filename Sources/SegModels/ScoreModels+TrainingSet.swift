// Who a score learns from.

import SegColumns
import SegDiagnostics
import SegEngine
import SegFunctions
import SegKernels
import SegPlan
import SegStore

extension ScoreModels {
  /// The training set.
  ///
  /// - Parameters:
  ///   - day: the index of the attributes' day among the days.
  ///   - observation: the evaluation of the attributes' day, also used for `within`.
  ///   - outcome: the customers who have it, among all customers.
  ///   - open: the data that the outcome uses; nil if it is of the attributes' own day.
  func trainingSet(
    _ value: ScoreValue, _ attributes: ScoreAttributes, on day: Int, _ observation: Evaluation, outcome: Bitmap,
    open: OutcomeReach?, at span: SourceSpan
  ) throws(ScriptError) -> TrainingSet {
    var people = Bitmap(count: store.customerCount, repeating: true)
    if let within = value.within { people = try observation.members(of: within, at: span) }
    var leftOut: [TrainingSet.LeftOut] = []
    func leave(_ reason: TrainingSet.Reason, _ rows: Bitmap) {
      let count = people.population
      people = people.subtracting(rows)
      if count > people.population { leftOut.append(TrainingSet.LeftOut(reason: reason, customers: count - people.population)) }
    }
    if let open {
      // A segment of that day decides who was a customer; without one, the events do.
      if value.within == nil, let present = try ScoreModels(observation, kept).present() {
        leave(.absent(on: observation.asOf), present.complement)
      }
      if case .before = open {
        leave(.metAlready(on: observation.asOf), try observation.bitmap(value.target, on: store.customerFrame))
      }
    }
    leave(.unknown, attributes.known(on: day).complement)
    let charge = try context.charge(people.population * (MemoryLayout<Int32>.stride + 1))
    let rows = people.rowNumbers
    return TrainingSet(rows: rows, outcomes: rows.map { outcome[Int($0)] }, leftOut: leftOut, charge: charge)
  }

  /// Customers with an event until the as-of day, in any table with a time; nil if there is
  /// no such table.
  private func present() throws(ScriptError) -> Bitmap? {
    let tables = store.events.filter { $0.timeColumn != nil }
    if tables.isEmpty { return nil }
    let present = Bitmap(count: store.customerCount)
    for events in tables {
      let rows = try evaluation.selection(of: events, nil)
      for customer in 0..<store.customerCount where !present[customer] {
        let own = Int(events.offsets.pointer[customer])..<Int(events.offsets.pointer[customer + 1])
        if !own.isEmpty, rows.map({ rows in own.contains { rows[$0] } }) ?? true { present.set(customer) }
      }
    }
    return present
  }

  /// The data that a condition of the as-of day uses, relative to an earlier day.
  func reach(of target: Expression, back day: Int32) throws(ScriptError) -> OutcomeReach {
    var found = OutcomeReach.timeless
    var seen: Set<String> = []
    var waiting = [target]
    func add(_ reach: OutcomeReach) {
      switch (found, reach) {
      case (_, .timeless), (.before(_?), _), (.before, .after): break
      case (.timeless, _), (.after, _), (.before(nil), .before): found = reach
      }
    }
    while let next = waiting.popLast() {
      if let events = next.composition.events {
        add(try reach(of: events, next, back: day))
      } else if next.isKnownBefore {
        add(.before(nil))
      } else {
        waiting += next.children
      }
      for name in next.composition.definitions where seen.insert(name).inserted {
        guard let definition = definitions[name] else { continue }
        waiting += definition.expressions
        if case .segment(let plan) = definition.kind, let base = plan.base {
          waiting.append(Expression(.definition(base), .boolean, definition.span))
        }
      }
    }
    return found
  }

  /// Whether an aggregate uses events until a day.
  private func reach(
    of scope: EventScope, _ whole: Expression, back day: Int32
  ) throws(ScriptError) -> OutcomeReach {
    guard let events = try evaluation.eventTable(scope.table) else { return .timeless }
    guard let time = events.timeColumn else { return .before(nil) }
    let rows = try evaluation.selection(of: events, scope) ?? Bitmap(count: events.table.rowCount, repeating: true)
    let later = try evaluation.rows(of: time, since: day + 1)
    let earlier = rows.subtracting(later)
    guard earlier.population > 0 else { return .after }
    let dated = time.validity.map(earlier.intersection) ?? earlier
    let isWindow = scope.window?.isConstant ?? false
    guard isWindow, rows.intersection(later).population > 0,
      let first = try evaluation.range(of: try evaluation.days(of: time), among: dated)?.lowerBound
    else { return .before(nil) }
    return .before(OutcomeReach.Window(text: whole.label.text, first: first, span: whole.span))
  }
}

extension Expression {
  /// Whether it is the as-of day, or a value of another day or of a model: all are known before.
  fileprivate var isKnownBefore: Bool {
    switch (kind, nature) {
    case (.today, _), (.asOf, _), (.scores, _): true
    case (_, .stated), (_, .named), (_, .operation), (_, .moved), (_, .whole): false
    }
  }
}
