// The training set of a score: customers with an outcome, and the attributes of an earlier
// day.

import SegColumns
import SegDiagnostics
import SegEngine
import SegFunctions
import SegKernels
import SegPlan
import SegStore

/// The training set, and the customers who were excluded.
package struct ScoreLesson: Sendable {
  package enum Reason: Sendable, Hashable {
    /// They have no event until the day, in any table with a time.
    case absent(on: Int32)
    /// The condition already held on the day.
    case metAlready(on: Int32)
    /// None of the attributes is known.
    case unknown
  }

  package struct LeftOut: Sendable {
    package let reason: Reason
    /// More than 0.
    package let customers: Int
  }

  let rows: [Int32]
  /// One for each row.
  let outcomes: [Bool]
  let leftOut: [LeftOut]

  var positives: Int { outcomes.count { $0 } }
}

/// The data that an outcome uses, relative to the day of the attributes.
enum OutcomeReach: Sendable {
  /// Only columns that are the same on all days.
  case timeless
  /// Only events after the day: customers who met the condition on the day may meet it again.
  case after
  /// Also events until the day, or values derived from them: customers who met the condition
  /// on the day are excluded. With the first window that begins before the day.
  case before(Window?)

  struct Window: Sendable {
    let text: String
    /// Days since 1970, of the first event in the window.
    let first: Int32
    let span: SourceSpan
  }
}

extension ScoreModels {
  /// The training set.
  ///
  /// - Parameters:
  ///   - day: the index of the attributes' day among the days.
  ///   - teacher: the evaluation of the attributes' day, also used for `within`.
  ///   - outcome: the customers who have it, among all customers.
  ///   - open: the data that the outcome uses; nil if it is of the attributes' own day.
  func lesson(
    _ value: ScoreValue, _ attributes: ScoreAttributes, on day: Int, _ teacher: Evaluation, outcome: Bitmap,
    open: OutcomeReach?, at span: SourceSpan
  ) throws(ScriptError) -> ScoreLesson {
    var people = Bitmap(count: store.customerCount, repeating: true)
    if let within = value.within { people = try teacher.members(of: within, at: span) }
    var leftOut: [ScoreLesson.LeftOut] = []
    func leave(_ reason: ScoreLesson.Reason, _ rows: Bitmap) {
      let count = people.population
      people = people.subtracting(rows)
      if count > people.population { leftOut.append(ScoreLesson.LeftOut(reason: reason, customers: count - people.population)) }
    }
    if let open {
      // A segment of that day decides who was a customer; without one, the events do.
      if value.within == nil, let present = try ScoreModels(teacher, kept).present() {
        leave(.absent(on: teacher.asOf), present.complement)
      }
      if case .before = open {
        leave(.metAlready(on: teacher.asOf), try teacher.bitmap(value.target, on: store.customerFrame))
      }
    }
    leave(.unknown, attributes.known(on: day).complement)
    let rows = people.rows.map { Int32(truncatingIfNeeded: $0) }
    return ScoreLesson(rows: rows, outcomes: rows.map { outcome[Int($0)] }, leftOut: leftOut)
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
      switch next.kind {
      case .events(let aggregate):
        add(try reach(of: aggregate.scope, next, back: day))
      case .purchases(let value):
        add(try reach(of: value.purchases.scope, next, back: day))
      // Values of another day or of a model are known before.
      case .today, .asOf, .scores: add(.before(nil))
      case .literal, .parameter, .column, .definition, .ofCustomer, .and, .or, .not, .compare, .isMissing, .isIn,
        .textTest, .sum, .product, .negate, .convert, .shift, .shiftByDays, .daysBetween, .conditional, .coalesce,
        .call, .allocated, .population, .group, .keyHash, .stages:
        waiting += next.children
      }
      for name in next.ownDefinitions where seen.insert(name).inserted {
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
    guard let events = store.eventTable(scope.table) else { return .timeless }
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
