// Purchases of some customers, for models by groups: those of all customers are found once.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegRuntime
import SegStore

extension PurchaseModels {
  /// The histories of a selection of some customers' events, by those of all customers; nil if it is not one, or if there is no store
  /// of all customers.
  func ofSomeCustomers(_ selection: PurchaseSelection) throws(ScriptError) -> PurchaseRecord? {
    guard let base = kept.base, let (all, customers) = selection.apart else { return nil }
    let whole = try PurchaseModels(evaluation, base).record(all)
    let people = try evaluation.rows(.customers, nil, customers)
    return try PurchaseRecord(try whole.summaries.only(people, context), data: whole.data, context)
  }

  /// The same with the amounts of the repeat days; nil also if there are refunds, which are counted among the events.
  func spendOfSomeCustomers(_ selection: PurchaseSelection, _ events: EventTable) throws(ScriptError) -> SpendRecord? {
    guard let base = kept.base, let (all, customers) = selection.apart else { return nil }
    let whole = try PurchaseModels(evaluation, base).spendRecord(all)
    guard whole.refunds.count == 0 else { return nil }
    let people = try evaluation.rows(.customers, nil, customers)
    let summaries = try whole.summaries.only(people, context)
    // If all events have amounts, one model serves both.
    let isShared = base.record(try key(all, withAmount: false, events.offsets)) === whole.purchases
    let shared = try key(selection, withAmount: false, events.offsets)
    if isShared, let known = kept.record(shared) { return SpendRecord(summaries, known) }
    let record = try PurchaseRecord(summaries, data: events.offsets, context)
    if isShared { kept.keep(record, as: shared) }
    return SpendRecord(summaries, record)
  }

  /// Each customer's days with a purchase from a day on; nil without such a table. Of some customers' events it is that of all
  /// customers, which is found once.
  package func purchaseDays(_ selection: PurchaseSelection, since start: Int32) throws(ScriptError) -> Buffer<Int32>? {
    if let base = kept.base, let (all, _) = selection.apart {
      return try PurchaseModels(evaluation, base).purchaseDays(all, since: start)
    }
    guard let events = try evaluation.eventTable(selection.table) else { return nil }
    let key = try key(selection, withAmount: selection.amount != nil, events.offsets)
    if let known = kept.later, known.key == key, known.start == start { return known.days }
    guard let days = try selected(selection)?.purchaseDays(since: start) else { return nil }
    kept.later = LaterPurchases(key: key, data: events.offsets, start: start, days: days)
    return days
  }
}

/// Each customer's days with a purchase from a day on: the groups of an analysis ask for the same ones, one after the other.
struct LaterPurchases {
  let key: PurchaseKey
  /// What identifies the data, kept alive.
  let data: AnyObject
  let start: Int32
  let days: Buffer<Int32>
}

extension PurchaseSelection {
  /// The selection without its conditions on customers alone, and these; nil without any.
  fileprivate var apart: (all: PurchaseSelection, customers: Expression)? {
    guard summary == nil, let condition = scope.condition else { return nil }
    let parts: [Expression] = if case .and(let several) = condition.kind { several } else { [condition] }
    var (ofEvents, ofCustomers): ([Expression], [Expression]) = ([], [])
    for part in parts {
      if case .ofCustomer(let inner) = part.kind { ofCustomers.append(inner) } else { ofEvents.append(part) }
    }
    guard let customers = Self.joined(ofCustomers) else { return nil }
    let rest = EventScope(table: scope.table, condition: Self.joined(ofEvents), window: scope.window, orphans: scope.orphans)
    return (PurchaseSelection(scope: rest, amount: amount, net: net), customers)
  }

  private static func joined(_ parts: [Expression]) -> Expression? {
    guard let first = parts.first, parts.count > 1 else { return parts.first }
    return Expression(.and(parts), .boolean, like: first)
  }
}

extension PurchaseSummaries {
  /// The same of some customers; the others have not bought.
  fileprivate func only(_ people: Bitmap, _ context: ExecutionContext) throws(ScriptError) -> PurchaseSummaries {
    let own = try Buffer<Int32>(count: customerCount, in: context)
    for customer in 0..<customerCount { own.pointer[customer] = people[customer] ? repeatDays.pointer[customer] : -1 }
    return PurchaseSummaries(repeatDays: own, firstToLast: firstToLast, sinceFirst: sinceFirst, repeatSpend: repeatSpend)
  }
}
