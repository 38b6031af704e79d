// The events that are purchases, and the periods they fall into.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegRuntime
import SegStore

extension PurchaseModels {
  /// The events of a selection as of the evaluation's day; nil if the table is missing or
  /// has no time.
  package func selected(_ selection: PurchaseSelection) throws(ScriptError) -> Purchases? {
    guard let events = try evaluation.eventTable(selection.table), let time = events.timeColumn else { return nil }
    var rows = try evaluation.selection(of: events, selection.scope)
    if let validity = time.validity { rows = rows?.intersection(validity) ?? validity }
    var amount: Column?
    if let expression = selection.amount {
      let column = try evaluation.column(expression, on: events.frame)
      amount = column
      if let validity = column.validity { rows = rows?.intersection(validity) ?? validity }
    }
    let days: Buffer<Int32>
    if case (.int32(let dates), .date) = (time.values, time.type) { days = dates } else { days = try evaluation.days(of: time) }
    let found = Purchases(
      events: events, days: days, selection: rows, amount: amount, customers: store.customerCount, asOf: asOf, context: context)
    guard let net = selection.net else { return found }
    return try found.onDays(withPositive: try evaluation.column(net, on: events.frame))
  }
}

extension PurchaseModels {
  /// The periods of purchases; nil if there is no event, or no period has ended.
  func endedPeriods(_ purchases: Purchases, every period: CalendarPeriod, at span: SourceSpan) throws(ScriptError) -> EndedPeriods? {
    var rows = purchases.selection ?? Bitmap(count: purchases.days.count, repeating: true)
    if let owned = purchases.events.owned { rows = rows.intersection(owned) }
    guard let range = try evaluation.range(of: purchases.days, among: rows) else { return nil }
    let every = Periods(period, asOf: asOf)
    let periods = try NumberedPeriods(every, range.lowerBound...max(range.upperBound, asOf), limit: 4_000, at: span)
    // If today's period has ended, tomorrow is in another one.
    let isWhole = asOf < Int32.max && every.start(of: asOf + 1) != every.start(of: asOf)
    let ended = Int(periods.number(of: asOf)) + (isWhole ? 1 : 0)
    guard ended > 0 else { return nil }
    return EndedPeriods(
      count: ended, offsets: purchases.events.offsets, rows: rows, days: purchases.days, periods: periods, asOf: asOf)
  }
}
