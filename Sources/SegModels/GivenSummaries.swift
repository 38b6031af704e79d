// Histories of a table that has one row a customer, as other tools write them.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegRuntime
import SegStore

extension PurchaseModels {
  /// The histories that a summary gives.
  func given(_ summary: PurchaseSummary, _ selection: PurchaseSelection) throws(ScriptError) -> PurchaseRecord {
    guard let data = store.customers?.keys.storage else { return try nobody() }
    let key = try key(selection, withAmount: false, data)
    if let known = kept.record(key) { return known }
    let made = try record(of: summary, data)
    kept.keep(made, as: key)
    return made
  }

  /// The same with the mean amount of each customer's repeat days.
  func given(
    _ summary: PurchaseSummary, spend: Expression, _ selection: PurchaseSelection
  ) throws(ScriptError) -> SpendRecord {
    guard let data = store.customers?.keys.storage else { return try nobodysSpend() }
    let key = try key(selection, withAmount: true, data)
    if let known = kept.amounts(key) { return known }
    let purchases = try given(summary, selection)
    let amounts = try evaluation.column(spend, on: store.customerFrame)
    let means = try Buffer<Double>(count: store.customerCount, in: context)
    for customer in 0..<means.count {
      means.pointer[customer] = amounts.isPresent(customer) ? amounts.number(at: customer) : .nan
    }
    let own = purchases.summaries
    let summaries = PurchaseSummaries(
      repeatDays: own.repeatDays, firstToLast: own.firstToLast, sinceFirst: own.sinceFirst, repeatSpend: means)
    let made = SpendRecord(summaries, purchases)
    kept.keep(made, as: key)
    return made
  }

  private func record(of summary: PurchaseSummary, _ data: AnyObject) throws(ScriptError) -> PurchaseRecord {
    let frame = store.customerFrame
    let frequency = try evaluation.column(summary.frequency, on: frame)
    let recency = try evaluation.column(summary.recency, on: frame)
    let age = try evaluation.column(summary.age, on: frame)
    let people = store.customerCount
    let charge = try context.charge(people * 3 * MemoryLayout<Double>.stride)
    defer { withExtendedLifetime(charge) {} }
    var histories = TimedHistories(frequency: [], recency: [], age: [])
    let (repeats, span) = (try Buffer<Int32>(count: people, in: context), try Buffer<Int32>(count: people, zeroed: true, in: context))
    let since = try Buffer<Int32>(count: people, zeroed: true, in: context)
    for customer in 0..<people {
      repeats.pointer[customer] = -1
      guard frequency.isPresent(customer), recency.isPresent(customer), age.isPresent(customer) else { continue }
      let (x, last, now) = (frequency.number(at: customer), recency.number(at: customer), age.number(at: customer))
      if let problem = problem(x, last, now) {
        throw ScriptError(
          ModelDiagnostics.badSummary(
            "\(store.describe(row: customer, of: .customers))", problem.text, fix: problem.fix, at: summary.frequency.span))
      }
      histories.frequency.append(x)
      histories.recency.append(last + 0)
      histories.age.append(now + 0)
      repeats.pointer[customer] = Int32(exactly: x) ?? -1
      if customer & 0xffff == 0 { try context.check() }
    }
    return try PurchaseRecord(
      PurchaseSummaries(repeatDays: repeats, firstToLast: span, sinceFirst: since, repeatSpend: nil), data: data, given: histories, context)
  }

  /// What is wrong with a history; nil: nothing.
  private func problem(_ x: Double, _ last: Double, _ now: Double) -> (text: Message, fix: Message)? {
    guard x >= 0, x <= PurchaseHistories.mostRepeatPurchases, x == x.rounded(.down) else {
      return ("a frequency of \(Value.number(x))", "`frequency` is the number of days with a purchase after the first one")
    }
    guard last >= 0, now >= 0, last.isFinite, now.isFinite else {
      return ("a time below 0", "`recency` and `age` are times since the first purchase")
    }
    guard last <= now else {
      return (
        "a recency of \(Value.number(last)) and an age of \(Value.number(now))",
        "`recency` is the time from the first purchase to the last: `recency: age - since_last`, where it is counted from the last one"
      )
    }
    guard x > 0 || last == 0 else {
      return (
        "no repeat purchase, and a recency of \(Value.number(last))",
        "`recency` is the time from the first purchase to the last, and 0 with one purchase alone"
      )
    }
    return nil
  }
}

extension Column {
  /// The memory of its values, which identifies them.
  fileprivate var storage: AnyObject {
    switch values {
    case .int8(let buffer): buffer
    case .uint8(let buffer), .codes8(let buffer): buffer
    case .int16(let buffer): buffer
    case .int32(let buffer): buffer
    case .int64(let buffer): buffer
    case .float64(let buffer): buffer
    case .codes16(let buffer): buffer
    case .codes32(let buffer): buffer
    case .bits(let bits): bits.words
    }
  }
}
