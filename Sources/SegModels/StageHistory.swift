// The stages that customers were in from day to day.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// What a history is of.
struct HistoryKey: Equatable {
  let value: Expression
  let every: CalendarPeriod
  /// The digest of the definitions that the value uses.
  let content: Int
  let day: Int32
  /// Kept alive, so that no other object gets the same identity.
  let data: [AnyObject]

  static func == (a: HistoryKey, b: HistoryKey) -> Bool {
    a.value == b.value && a.every == b.every && a.content == b.content && a.day == b.day && a.data.count == b.data.count
      && zip(a.data, b.data).allSatisfy { $0 === $1 }
  }
}

/// A value of every customer, looked at on many days: the runs of equal values, in the order of time.
package final class StageHistory: Sendable {
  /// The day of a run that began before the first day of the data, nobody knows when.
  package static let unseen = Int32.min
  /// The code of a customer who has no value, or is not known yet.
  package static let none: Int32 = -1

  /// The value of each code, in their order.
  package let values: [Value]
  /// `customers + 1` places of each customer's first run.
  package let offsets: Buffer<Int>
  /// The first day of each run.
  package let days: Buffer<Int32>
  package let codes: Buffer<Int32>
  /// The first day of the data.
  package let first: Int32
  /// The last day that was looked at: the as-of day.
  package let today: Int32
  /// Whether only stays with the value yes count.
  package let isOfCondition: Bool

  fileprivate init(_ recorder: HistoryRecorder, first: Int32, today: Int32, isOfCondition: Bool, _ context: ExecutionContext)
    throws(ScriptError)
  {
    self.first = first
    self.today = today
    self.isOfCondition = isOfCondition
    let (order, places) = recorder.orderedValues
    values = order
    offsets = try Buffer<Int>(count: recorder.customers + 1, in: context)
    offsets.pointer.update(repeating: 0, count: recorder.customers + 1)
    let morsels = (recorder.customers + morselRows - 1) / morselRows
    for morsel in 0..<morsels {
      for change in recorder.changes.get(morsel) ?? [] { offsets.pointer[Int(change.customer) + 1] += 1 }
      try context.check()
    }
    for customer in 0..<recorder.customers { offsets.pointer[customer + 1] += offsets.pointer[customer] }
    let count = offsets.pointer[recorder.customers]
    days = try Buffer<Int32>(count: count, in: context)
    codes = try Buffer<Int32>(count: count, in: context)
    let (offsets, days, codes) = (self.offsets, self.days, self.codes)
    // A morsel's customers are its own, and their changes are in the order of days.
    try context.run(pieces: morsels) { _, morsel in
      var next = (morsel * morselRows..<min(recorder.customers, (morsel + 1) * morselRows)).map { offsets.pointer[$0] }
      for change in recorder.changes.get(morsel) ?? [] {
        let place = next[Int(change.customer) - morsel * morselRows]
        next[Int(change.customer) - morsel * morselRows] += 1
        days.pointer[place] = change.day
        codes.pointer[place] = change.code < 0 ? Self.none : places[Int(change.code)]
      }
    }
  }

  package var customers: Int { offsets.count - 1 }

  /// The runs of a customer.
  package func runs(of customer: Int) -> Range<Int> { offsets.pointer[customer]..<offsets.pointer[customer + 1] }

  /// Whether a code is that of a stage: a value, and of a condition yes.
  package func isStage(_ code: Int32) -> Bool {
    code >= 0 && (!isOfCondition || values[Int(code)] == .boolean(true))
  }

  /// The first day of the run after one; nil where it lasts until today.
  package func end(of run: Int, _ customer: Int) -> Int32? {
    run + 1 < offsets.pointer[customer + 1] ? days.pointer[run + 1] : nil
  }

  /// For each code how long its stays last. Stays whose first day is unknown do not count.
  package func curves(among rows: Bitmap?) -> [SurvivalCurve] {
    var ended = values.map { _ in StayCounts(most: Int(today) - Int(first) + 1) }
    var lasting = ended
    for customer in 0..<customers where rows?[customer] ?? true {
      for run in runs(of: customer) where isStage(codes.pointer[run]) && days.pointer[run] != Self.unseen {
        let code = Int(codes.pointer[run])
        if let end = end(of: run, customer) {
          ended[code].add(Int(end) - Int(days.pointer[run]))
        } else {
          lasting[code].add(Int(today) - Int(days.pointer[run]))
        }
      }
    }
    return values.indices.map { SurvivalCurve(ended: ended[$0].byDays, lasting: lasting[$0].byDays) }
  }
}

/// How many stays last so many days.
private struct StayCounts {
  /// The number of stays of each length up to the most that have a place of their own.
  private var counts: [Int64]
  private var longer: [Int: Int64] = [:]

  init(most: Int) { counts = [Int64](repeating: 0, count: min(max(0, most) + 1, 1 << 14)) }

  mutating func add(_ days: Int) {
    if counts.indices.contains(days) { counts[days] += 1 } else { longer[days, default: 0] += 1 }
  }

  var byDays: [Int: Int64] {
    var all = longer
    for (days, count) in counts.enumerated() where count > 0 { all[days] = count }
    return all
  }
}

/// A customer whose value is another one from a day on.
private struct StageChange: Sendable {
  let customer: Int32
  let day: Int32
  let code: Int32
}

/// Notes the changes from one look at all customers to the next.
private final class HistoryRecorder: @unchecked Sendable {
  let customers: Int
  /// By morsels of customers.
  let changes: MorselResults<[StageChange]>
  private let current: Buffer<Int32>
  private var values: [Value] = []
  private var codes: [Value: Int32] = [:]
  private var isOrdered = false
  private var noted = 0
  private let charge: MemoryCharge

  init(customers: Int, _ context: ExecutionContext) throws(ScriptError) {
    self.customers = customers
    changes = MorselResults((customers + morselRows - 1) / morselRows)
    current = try Buffer<Int32>(count: customers, in: context)
    current.pointer.update(repeating: StageHistory.none, count: customers)
    charge = MemoryCharge(0)
  }

  /// The values in their order, and the place of each code in it.
  var orderedValues: (values: [Value], places: [Int32]) {
    var order = Array(values.indices)
    if !isOrdered {
      order.sort { a, b in
        switch (values[a], values[b]) {
        case (.integer(let a), .integer(let b)): a < b
        case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
        case (.boolean(let a), .boolean(let b)): !a && b
        case (.integer, _), (.text, _), (.boolean, _), (.number, _), (.date, _), (.timestamp, _), (.missing, _): a < b
        }
      }
    }
    var places = [Int32](repeating: 0, count: values.count)
    for (place, code) in order.enumerated() { places[code] = Int32(truncatingIfNeeded: place) }
    return (order.map { values[$0] }, places)
  }

  private func code(of value: Value) -> Int32 {
    if let code = codes[value] { return code }
    let code = Int32(truncatingIfNeeded: values.count)
    codes[value] = code
    values.append(value)
    return code
  }

  /// - Parameters:
  ///   - known: the customers who are known by the day; nil: all.
  ///   - day: the day that the changes get.
  func look(at column: Column, known: Bitmap?, day: Int32, _ context: ExecutionContext) throws(ScriptError) {
    let now = try codes(in: column, context)
    let (current, changes) = (self.current, self.changes)
    let validity = column.validity
    try context.run(rows: customers) { _, morsel, rows in
      var own: [StageChange]?
      for customer in rows {
        var code = now.pointer[customer]
        if let validity, !validity[customer] { code = StageHistory.none }
        if let known, !known[customer] { code = StageHistory.none }
        if code == current.pointer[customer] { continue }
        current.pointer[customer] = code
        if own == nil {
          own = changes.get(morsel) ?? []
          // The array has one owner, so that it grows in place.
          changes.set(morsel, [])
        }
        own?.append(StageChange(customer: Int32(truncatingIfNeeded: customer), day: day, code: code))
      }
      if let own { changes.set(morsel, own) }
    }
    var count = 0
    for morsel in 0..<(customers + morselRows - 1) / morselRows { count += changes.get(morsel)?.count ?? 0 }
    charge.change(to: count * MemoryLayout<StageChange>.stride)
    try context.check()
  }

  /// - Parameters:
  ///   - column: values of customers on looks, who have not been looked at yet.
  ///   - days: of the looks; the first one is before the data.
  func note(
    _ column: Column, of rows: CustomerLooks, on days: [Int32], _ known: KnownCustomers, _ context: ExecutionContext
  ) throws(ScriptError) {
    let now = try codes(in: column, context)
    let customers = rows.offsets.count - 1
    let pieces = (customers + Self.pieceSize - 1) / Self.pieceSize
    let found = MorselResults<[StageChange]>(pieces)
    try context.run(pieces: pieces) { _, piece in
      var own: [StageChange] = []
      for place in piece * Self.pieceSize..<min((piece + 1) * Self.pieceSize, customers) {
        let customer = rows.first + place
        var current = StageHistory.none
        for row in rows.offsets[place]..<rows.offsets[place + 1] {
          let look = Int(rows.looks.pointer[row])
          var code = now.pointer[row]
          if let validity = column.validity, !validity[row] { code = StageHistory.none }
          if !known.contains(customer, on: days[look]) { code = StageHistory.none }
          if code == current { continue }
          current = code
          let day = look == 0 ? StageHistory.unseen : days[look]
          own.append(StageChange(customer: Int32(truncatingIfNeeded: customer), day: day, code: code))
        }
      }
      found.set(piece, own)
    }
    let morsel = rows.first / morselRows
    var own = changes.get(morsel) ?? []
    // The array has one owner, so that it grows in place.
    changes.set(morsel, [])
    let before = own.count
    for piece in 0..<pieces { own += found.get(piece) ?? [] }
    noted += own.count - before
    changes.set(morsel, own)
    charge.change(to: noted * MemoryLayout<StageChange>.stride)
    try context.check()
  }

  private static let pieceSize = 1024

  /// The code of each row's value.
  private func codes(in column: Column, _ context: ExecutionContext) throws(ScriptError) -> Buffer<Int32> {
    let now = try Buffer<Int32>(count: column.count, in: context)
    var places: [Int32] = []
    if let dictionary = column.dictionary {
      isOrdered = isOrdered || dictionary.isOrdered
      places = (0..<dictionary.count).map { code(of: .text(dictionary[$0])) }
    } else if column.type == .boolean {
      places = [code(of: .boolean(false)), code(of: .boolean(true))]
    } else {
      // Whole numbers have few values where they are stages.
      for row in 0..<column.count { now.pointer[row] = column.isPresent(row) ? code(of: column[row]) : StageHistory.none }
      return now
    }
    let known = places
    try context.run(rows: column.count) { _, _, rows in
      @inline(__always)
      func copy<Code: FixedWidthInteger & BitwiseCopyable>(_ codes: Buffer<Code>) {
        for customer in rows { now.pointer[customer] = known[Int(codes.pointer[customer])] }
      }
      switch column.values {
      case .codes8(let codes): copy(codes)
      case .codes16(let codes): copy(codes)
      case .codes32(let codes): copy(codes)
      case .bits(let bits): for customer in rows { now.pointer[customer] = known[bits[customer] ? 1 : 0] }
      case .int8, .uint8, .int16, .int32, .int64, .float64: break
      }
    }
    return now
  }
}

/// Makes histories, and values of them.
package struct StageHistories {
  private let evaluation: Evaluation
  private let models: ModelStore
  private var context: ExecutionContext { evaluation.context }

  package init(_ evaluation: Evaluation, _ models: ModelStore) {
    self.evaluation = evaluation
    self.models = models
  }

  /// Most days that a history looks at.
  private static let mostLooks = 20_000
  /// Most histories that are kept.
  private static let mostKept = 4

  /// The history of a value.
  package func history(of value: Expression, every period: CalendarPeriod, at span: SourceSpan) throws(ScriptError) -> StageHistory {
    let (store, asOf) = (evaluation.store, evaluation.asOf)
    guard evaluation.isDayKnown else { throw ScriptError(EngineDiagnostics.noToday(at: span)) }
    let key = HistoryKey(
      value: value, every: period, content: evaluation.content(of: [value]), day: asOf, data: store.identities)
    if let known = models.histories.first(where: { $0.key == key }) { return known.history }
    let known = try KnownCustomers(store, context)
    let oldest = try KnownCustomers.firstDay(in: evaluation).flatMap { $0 <= asOf ? $0 : nil }
    let first = oldest ?? asOf
    let periods = try NumberedPeriods(Periods(period, asOf: asOf), first...asOf, limit: Self.mostLooks, at: span)
    let ends = periods.ends(asOf: asOf)
    // What customers are before the data begin, nobody has seen begin.
    let looks = oldest == nil ? [asOf] : [first - 1] + ends
    if looks.count > 2, let history = try? changing(value, on: looks, since: first, known) { return keep(history, key) }
    let recorder = try HistoryRecorder(customers: store.customerCount, context)
    try context.each(looks) { day throws(ScriptError) in
      let own = context.saying(to: Notices())
      let then = try evaluation.passing(on: day, context: own, at: span)
      defer { context.notices.add(from: own.notices) }
      let column = try then.column(value, on: store.customerFrame)
      let isUnseen = day < first || oldest == nil
      try recorder.look(at: column, known: known.until(day), day: isUnseen ? StageHistory.unseen : day, context)
    }
    return keep(try StageHistory(recorder, first: first, today: asOf, isOfCondition: value.type == .boolean, context), key)
  }

  private func keep(_ history: StageHistory, _ key: HistoryKey) -> StageHistory {
    models.histories.append((key, history))
    if models.histories.count > Self.mostKept { models.histories.removeFirst() }
    return history
  }

  /// The history from the looks alone on which each customer's value may change.
  ///
  /// - Throws: where a value may change on any look, or cannot be computed: then it has to be computed on each day.
  func changing(_ value: Expression, on looks: [Int32], since first: Int32, _ known: KnownCustomers) throws -> StageHistory {
    let customers = evaluation.store.customerCount
    let changes = try LookEvaluation(of: value, on: Looks(looks), evaluation, watchesAll: !known.areAllKnown)
    let recorder = try HistoryRecorder(customers: customers, context)
    for start in stride(from: 0, to: customers, by: Self.customersAtATime) {
      let (rows, column) = try changes.column(of: start..<min(start + Self.customersAtATime, customers))
      try recorder.note(column, of: rows, on: looks, known, context)
    }
    return try StageHistory(recorder, first: first, today: evaluation.asOf, isOfCondition: value.type == .boolean, context)
  }

  /// Part of a morsel, so that their rows stay in the processor's memory.
  private static let customersAtATime = morselRows / 2

  /// A function of each customer's history.
  func column(_ value: HistoryValue, at span: SourceSpan) throws(ScriptError) -> Column {
    let history = try history(of: value.value, every: value.every, at: span)
    let functions = HistoryFunctions(history: history, context: context)
    let stage = value.stage.map { name in history.values.firstIndex(of: .text(name)).map { Int32(truncatingIfNeeded: $0) } ?? -2 }
    switch value.function {
    case .timeIn:
      if let stage { return try functions.days(in: stage) }
      return try functions.daysSoFar()
    case .entered:
      if let stage { return try functions.firstDay(in: stage) }
      return try functions.firstDays()
    case .path: return try functions.paths()
    case .expectedLeaving: return try functions.lastDays()
    }
  }
}
