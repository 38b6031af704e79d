// The three numbers of each customer's purchases that models need, in one pass over
// events sorted by customer and time.

import SegPlatform
import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// The purchases of every customer until a day. All events of a customer on one day are one
/// purchase. Arrays have an entry for each customer, in key order.
package struct PurchaseSummaries: Sendable {
  /// Days with a purchase after the first; -1 without any purchase.
  let repeatDays: Buffer<Int32>
  /// Days from the first purchase to the last; 0 without a purchase.
  let firstToLast: Buffer<Int32>
  /// Days from the first purchase to the as-of day; 0 without a purchase.
  let sinceFirst: Buffer<Int32>
  /// The mean amount of a repeat day; NaN without a repeat day, or if it is not finite. nil
  /// without an amount.
  let repeatSpend: Buffer<Double>?

  var customerCount: Int { repeatDays.count }
}

/// Which events are purchases, found and ready for passes over them.
package struct Purchases: Sendable {
  let events: EventTable
  /// Each event's day.
  let days: Buffer<Int32>
  /// Events that exist, have a time and meet the condition; nil: all.
  let selection: Bitmap?
  let amount: Column?
  let customers: Int
  let asOf: Int32
  /// Whether refunds of a day are taken off its purchases.
  var isNet = false
  let context: ExecutionContext

  /// Calls `body` with the rows of each customer's purchases, in the order of
  /// time, on all threads.
  @inline(__always)
  private func forEachCustomer(_ body: @Sendable (_ customer: Int, _ rows: Range<Int>) -> Void) throws(ScriptError) {
    let offsets = events.offsets
    try context.run(rows: customers) { _, _, range in
      for customer in range {
        body(customer, Int(offsets.pointer[customer])..<Int(offsets.pointer[customer + 1]))
      }
    }
  }

  @inline(__always)
  private static func isIn(_ words: UnsafeMutablePointer<UInt64>?, _ row: Int) -> Bool {
    guard let words else { return true }
    return words[row >> 6] >> UInt64(row & 63) & 1 == 1
  }

  /// The purchases on days on which the values of a customer's events add up to more than
  /// 0. Events without a value count as 0.
  func onDays(withPositive values: Column) throws(ScriptError) -> Purchases {
    let column = try values.asNumbers(context)
    guard case .float64(let numbers) = column.values else { return self }
    let unit = try values.decimalUnit(context)
    let chosen = try Buffer<UInt8>(count: numbers.count, zeroed: true, in: context)
    let (days, words) = (self.days, selection?.words)
    try forEachCustomer { _, rows in
      var start = rows.lowerBound
      while start < rows.upperBound {
        var end = start
        var sum = NumberSum()
        while end < rows.upperBound, days.pointer[end] == days.pointer[start] {
          if Self.isIn(words?.pointer, end), column.isPresent(end) { sum.add(numbers.pointer[end], unit: unit) }
          end += 1
        }
        if sum.count > 0, sum.total(unit: unit) > 0 {
          for row in start..<end where Self.isIn(words?.pointer, row) { chosen.pointer[row] = 1 }
        }
        start = end
      }
    }
    let kept = Bitmap(count: numbers.count)
    for row in 0..<numbers.count where chosen.pointer[row] == 1 { kept.set(row) }
    return Purchases(
      events: events, days: days, selection: kept, amount: amount, customers: customers, asOf: asOf, isNet: true, context: context)
  }

  /// - Parameter withSpend: whether the amounts are summed as well.
  /// - Complexity: O(events), sequential in memory.
  func summaries(withSpend: Bool) throws(ScriptError) -> PurchaseSummaries {
    let repeats = try Buffer<Int32>(count: customers, in: context)
    let span = try Buffer<Int32>(count: customers, in: context)
    let age = try Buffer<Int32>(count: customers, in: context)
    let amounts = withSpend ? try amount?.asNumbers(context) : nil
    let spend = amounts == nil ? nil : try Buffer<Double>(count: customers, in: context)
    let unit = if withSpend, let amount { try amount.decimalUnit(context) } else { 0.0 }
    var values: Buffer<Double>?
    if case .float64(let buffer)? = amounts?.values { values = buffer }
    let (days, words, asOf, numbers) = (self.days, selection?.words, self.asOf, values)
    try forEachCustomer { customer, rows in
      var count: Int32 = 0
      var first: Int32 = 0
      var last: Int32 = 0
      var sum = NumberSum()
      for row in rows where Self.isIn(words?.pointer, row) {
        let day = days.pointer[row]
        if count == 0 {
          first = day
          last = day
          count = 1
        } else if day != last {
          last = day
          count &+= 1
        }
        if let numbers, day != first { sum.add(numbers.pointer[row], unit: unit) }
      }
      repeats.pointer[customer] = count - 1
      // Dates are days of the years 1 to 9999: their differences fit.
      span.pointer[customer] = last &- first
      age.pointer[customer] = count == 0 ? 0 : max(0, asOf &- first)
      if let spend {
        let mean = count > 1 ? sum.total(unit: unit) / Double(count - 1) : .nan
        spend.pointer[customer] = mean.isFinite ? mean : .nan
      }
    }
    return PurchaseSummaries(repeatDays: repeats, firstToLast: span, sinceFirst: age, repeatSpend: spend)
  }

  /// Purchases with an amount below 0, and all purchases.
  func refunds() throws(ScriptError) -> (count: Int, of: Int) {
    guard !isNet, case .float64(let values)? = try amount?.asNumbers(context).values else { return (0, 0) }
    let words = selection?.words
    let counts = MorselResults<Int>(context.threads)
    try context.run(rows: values.count) { worker, _, rows in
      var count = 0
      for row in rows where values.pointer[row] < 0 && Self.isIn(words?.pointer, row) { count += 1 }
      counts.set(worker, (counts.get(worker) ?? 0) + count)
    }
    let count = (0..<context.threads).reduce(0) { $0 + (counts.get($1) ?? 0) }
    return (count, selection?.population ?? values.count)
  }

  /// Days with a purchase on a day or later, for each customer.
  package func purchaseDays(since start: Int32) throws(ScriptError) -> Buffer<Int32> {
    let counts = try Buffer<Int32>(count: customers, in: context)
    let (days, words) = (self.days, selection?.words)
    try forEachCustomer { customer, rows in
      var count: Int32 = 0
      var last = Int32.min
      for row in rows where Self.isIn(words?.pointer, row) {
        let day = days.pointer[row]
        if day >= start, day != last {
          count &+= 1
          last = day
        }
      }
      counts.pointer[customer] = count
    }
    return counts
  }

  /// Repeat purchases of the customers among `people`, by the days since
  /// `start`: element d counts those on day start + d.
  package func repeatDays(since start: Int32, among people: Bitmap) throws(ScriptError) -> [Int] {
    let length = max(0, Int(asOf) - Int(start) + 1)
    let slots = MorselResults<Buffer<Int32>>(context.threads)
    let (days, words, offsets) = (self.days, selection?.words, events.offsets)
    try context.run(rows: customers) { worker, _, range in
      let counts = slots.get(worker) ?? Buffer<Int32>(count: length, zeroed: true)
      slots.set(worker, counts)
      for customer in range where people[customer] {
        var last: Int32?
        for row in Int(offsets.pointer[customer])..<Int(offsets.pointer[customer + 1]) where Self.isIn(words?.pointer, row) {
          let day = days.pointer[row]
          if let before = last, day != before, day >= start, Int(day) - Int(start) < length {
            counts.pointer[Int(day) - Int(start)] &+= 1
          }
          last = day
        }
      }
    }
    var total = [Int](repeating: 0, count: length)
    for worker in 0..<context.threads {
      if let own = slots.get(worker) { for day in 0..<length { total[day] += Int(own.pointer[day]) } }
    }
    return total
  }

  /// The value of each customer's amounts on a day; missing without a purchase, or if it is
  /// not finite.
  ///
  /// - Parameter rate: continuous, per day: an amount of day d is multiplied by
  ///   e^(rate·(day − d)).
  func presentValues(on day: Int32, rate: Double) throws(ScriptError) -> Column {
    guard let amount, case .float64(let values) = try amount.asNumbers(context).values else { return Column.numbers([]) }
    let unit = rate == 0 ? try amount.decimalUnit(context) : 0
    let (days, words) = (self.days, selection?.words)
    let (offsets, people) = (events.offsets, customers)
    return try Column.ofCustomers(people, context) { customer in
      var sum = NumberSum()
      for row in Int(offsets.pointer[customer])..<Int(offsets.pointer[customer + 1]) where Self.isIn(words?.pointer, row) {
        let value = values.pointer[row]
        let exponent = rate * (Double(day) - Double(days.pointer[row]))
        sum.add(rate == 0 ? value : value * exp(exponent), unit: unit)
      }
      return sum.count == 0 ? nil : sum.total(unit: unit)
    }
  }
}
