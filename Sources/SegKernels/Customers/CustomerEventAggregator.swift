// The loops over each customer's events.

import SegColumns
import SegDiagnostics
import SegRuntime

/// Events by customer, and which of them count.
package struct CustomerEventAggregator: Sendable {
  /// The place of each customer's first event, and the place after the last one.
  let offsets: Buffer<Int32>
  let ends: UnsafePlaces
  /// Each event's customer; nil: customers share events.
  let customerRows: Buffer<Int32>?
  let customers: Int
  /// nil: all.
  let selection: Bitmap?
  let context: ExecutionContext

  /// - Parameters:
  ///   - offsets: for each customer the place of the first event; one more at the end.
  ///   - customerRows: each event's customer.
  ///   - selection: the events that count; nil: all.
  package init(offsets: Buffer<Int32>, customerRows: Buffer<Int32>, customers: Int, selection: Bitmap?, context: ExecutionContext) {
    self.offsets = offsets
    ends = UnsafePlaces(owner: offsets, pointer: offsets.pointer + 1)
    self.customerRows = customerRows
    self.customers = customers
    self.selection = selection
    self.context = context
  }

  /// Customers who may share events: one customer on several days.
  ///
  /// - Parameters:
  ///   - starts: for each the place of the first event, ascending.
  ///   - ends: for each the place after the last event, ascending.
  package init(starts: Buffer<Int32>, ends: Buffer<Int32>, selection: Bitmap?, context: ExecutionContext) {
    offsets = starts
    self.ends = UnsafePlaces(owner: ends, pointer: ends.pointer)
    customerRows = nil
    customers = starts.count
    self.selection = selection
    self.context = context
  }

  /// Places in memory that is kept alive.
  struct UnsafePlaces: @unchecked Sendable {
    let owner: Buffer<Int32>
    let pointer: UnsafeMutablePointer<Int32>
  }

  private struct Words: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<UInt64>
  }

  @inline(__always)
  private func range(_ customer: Int) -> Range<Int> {
    Int(offsets.pointer[customer])..<Int(ends.pointer[customer])
  }

  /// Set bits of a range of rows.
  @inline(__always)
  private static func population(_ words: UnsafeMutablePointer<UInt64>, _ range: Range<Int>) -> Int {
    if range.isEmpty { return 0 }
    let first = range.lowerBound >> 6
    let last = (range.upperBound - 1) >> 6
    let head = ~UInt64(0) << UInt64(range.lowerBound & 63)
    let tail = ~UInt64(0) >> UInt64(63 - (range.upperBound - 1) & 63)
    if first == last { return (words[first] & head & tail).nonzeroBitCount }
    var total = (words[first] & head).nonzeroBitCount + (words[last] & tail).nonzeroBitCount
    var word = first + 1
    while word < last {
      total += words[word].nonzeroBitCount
      word += 1
    }
    return total
  }

  /// Calls `body` with each selected row of a customer, in the order of time.
  @inline(__always)
  func forEach(_ customer: Int, _ body: (Int) -> Void) { rows.forEach(customer, body) }

  /// Calls `body` with each selected row of some customers and its customer: for
  /// selections with fewer rows than customers.
  @inline(__always)
  private func forEachRow(
    _ people: Range<Int>, _ words: UnsafeMutablePointer<UInt64>, _ customerRows: Buffer<Int32>,
    _ body: (_ row: Int, _ customer: Int) -> Void
  ) {
    let rows = Int(offsets.pointer[people.lowerBound])..<Int(offsets.pointer[people.upperBound])
    if rows.isEmpty { return }
    let (first, last) = (rows.lowerBound >> 6, (rows.upperBound - 1) >> 6)
    for word in first...last {
      var bits = words[word]
      if word == first { bits &= ~UInt64(0) << UInt64(rows.lowerBound & 63) }
      if word == last { bits &= ~UInt64(0) >> UInt64(63 - (rows.upperBound - 1) & 63) }
      while bits != 0 {
        let row = word << 6 + bits.trailingZeroBitCount
        bits &= bits &- 1
        body(row, Int(customerRows.pointer[row]))
      }
    }
  }

  /// The selection, if it has fewer rows than there are customers.
  private var fewRows: (words: Words, customerRows: Buffer<Int32>)? {
    guard let selection, let customerRows, selection.population < customers else { return nil }
    return (Words(pointer: selection.words.pointer), customerRows)
  }

  /// The number of selected events of each customer.
  package func count() throws(ScriptError) -> Column {
    if let (words, customerRows) = fewRows {
      return try NarrowIntegers.column(count: customers, context) { customers, counts in
        counts.update(repeating: 0, count: customers.count)
        let start = customers.lowerBound
        forEachRow(customers, words.pointer, customerRows) { _, customer in counts[customer - start] &+= 1 }
      }
    }
    return try NarrowIntegers.column(count: customers, context) { customers, counts in
      let start = customers.lowerBound
      if let words = selection?.words.pointer {
        for customer in customers { counts[customer - start] = Int64(Self.population(words, range(customer))) }
      } else {
        for customer in customers { counts[customer - start] = Int64(range(customer).count) }
      }
    }
  }

  /// Whether each customer has a selected event.
  package func any() throws(ScriptError) -> Column {
    let words = try Buffer<UInt64>(count: Bitmap.wordCount(customers), in: context)
    if let (selected, customerRows) = fewRows {
      try context.run(rows: customers) { _, _, rows in
        for word in rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6 { words.pointer[word] = 0 }
        forEachRow(rows, selected.pointer, customerRows) { words.pointer[$1 >> 6] |= 1 << UInt64($1 & 63) }
      }
      return Column(.boolean, count: customers, values: .bits(Bitmap(count: customers, words: words)))
    }
    try context.run(rows: customers) { _, _, rows in
      for word in rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6 {
        var bits: UInt64 = 0
        for customer in word << 6..<min(rows.upperBound, word << 6 + 64) {
          var found = false
          forEach(customer) { _ in found = true }
          if found { bits |= 1 << UInt64(customer & 63) }
        }
        words.pointer[word] = bits
      }
    }
    return Column(.boolean, count: customers, values: .bits(Bitmap(count: customers, words: words)))
  }

  /// The sum of each customer's values; 0 for customers without one.
  package func sums(_ argument: Column) throws(ScriptError) -> Column {
    try numbers(argument, ofNothing: 0) { $0.total(unit: $1) }
  }

  /// The mean of each customer's values; missing for customers without one.
  package func means(_ argument: Column) throws(ScriptError) -> Column {
    try numbers(argument, ofNothing: nil) { $0.mean(unit: $1) }
  }

  /// A number from each customer's sum; `ofNothing` for customers without a value (nil:
  /// missing).
  private func numbers(
    _ argument: Column, ofNothing: Double?, _ result: @Sendable (NumberSum, _ unit: Double) -> Double
  ) throws(ScriptError) -> Column {
    // The values are so large that their sum may overflow.
    if case .int64 = argument.values { return try numbers(try argument.asNumbers(context), ofNothing: ofNothing, result) }
    let unit = try argument.decimalUnit(context)
    switch argument.values {
    case .int8(let buffer):
      nonisolated(unsafe) let values = buffer.pointer
      return try numbers(unit, ofNothing, result) { Int64(values[$0]) }
    case .uint8(let buffer):
      nonisolated(unsafe) let values = buffer.pointer
      return try numbers(unit, ofNothing, result) { Int64(values[$0]) }
    case .int16(let buffer):
      nonisolated(unsafe) let values = buffer.pointer
      return try numbers(unit, ofNothing, result) { Int64(values[$0]) }
    case .int32(let buffer):
      nonisolated(unsafe) let values = buffer.pointer
      return try numbers(unit, ofNothing, result) { Int64(values[$0]) }
    case .float64(let values):
      if unit == 0 { return try numbers(ofNothing, result: { result($0, 0) }, { $0.add(values.pointer[$1], unit: 0) }) }
      return try numbers(unit, ofNothing, result) { wholeUnits(values.pointer[$0] * unit) }
    case .int64, .codes8, .codes16, .codes32, .bits: return Column.numbers([])
    }
  }

  /// From sums of units that are few enough not to overflow.
  @inline(__always)
  private func numbers(
    _ unit: Double, _ ofNothing: Double?, _ result: @Sendable (NumberSum, _ unit: Double) -> Double,
    _ units: @Sendable (_ row: Int) -> Int64
  ) throws(ScriptError) -> Column {
    let rows = rows
    return try numbers(ofNothing) { customer in
      var sum = NumberSum()
      // So few decimals cannot overflow.
      if rows.range(customer).count < morselRows {
        var total: Int64 = 0
        var count = 0
        rows.forEach(customer) {
          total &+= units($0)
          count += 1
        }
        sum.add(units: total, count: count)
      } else {
        rows.forEach(customer) { sum.add(units: units($0), count: 1) }
      }
      return sum.count == 0 ? nil : result(sum, unit)
    }
  }

  @inline(__always)
  private func numbers(
    _ ofNothing: Double?, result: @Sendable (NumberSum) -> Double, _ add: @Sendable (inout NumberSum, _ row: Int) -> Void
  ) throws(ScriptError) -> Column {
    let rows = rows
    return try numbers(ofNothing) { customer in
      var sum = NumberSum()
      rows.forEach(customer) { add(&sum, $0) }
      return sum.count == 0 ? nil : result(sum)
    }
  }

  @inline(__always)
  func numbers(_ ofNothing: Double?, _ number: @Sendable (_ customer: Int) -> Double?) throws(ScriptError) -> Column {
    let results = try Buffer<Double>(count: customers, in: context)
    let words = try Buffer<UInt64>(count: Bitmap.wordCount(customers), in: context)
    try context.run(rows: customers) { _, _, rows in
      for word in rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6 {
        var bits: UInt64 = 0
        for customer in word << 6..<min(rows.upperBound, word << 6 + 64) {
          if let value = number(customer) ?? ofNothing, value.isFinite {
            results.pointer[customer] = value
            bits |= 1 << UInt64(customer & 63)
          } else {
            results.pointer[customer] = 0
          }
        }
        words.pointer[word] = bits
      }
    }
    return Column(.number, count: customers, values: .float64(results), validity: Self.full(words, customers))
  }

  /// The validity; nil if nothing is missing.
  static func full(_ words: Buffer<UInt64>, _ count: Int) -> Bitmap? {
    let bitmap = Bitmap(count: count, words: words)
    return bitmap.population == count ? nil : bitmap
  }

  /// Sums of integers, and the first customer whose sum overflows.
  package func integerSum(_ argument: Column) throws(ScriptError) -> (Column, failed: Int?) {
    let results = try Buffer<Int64>(count: customers, in: context)
    let failures = MorselResults<Int>((customers + morselRows - 1) / morselRows)
    try context.run(rows: customers) { _, morsel, rows in
      for customer in rows {
        var sum = IntegerSum()
        forEach(customer) { sum.add(argument.integer($0)) }
        results.pointer[customer] = sum.sum
        if sum.isBeyond && failures.get(morsel) == nil { failures.set(morsel, customer) }
      }
    }
    for morsel in 0..<(customers + morselRows - 1) / morselRows {
      if let failed = failures.get(morsel) { return (Column.integers([]), failed) }
    }
    return (Column.integer(results, validity: nil), nil)
  }

  /// A quantile of each customer's values; missing without one.
  package func quantiles(_ argument: Column, at share: QuantileShare) throws(ScriptError) -> Column {
    let unit = argument.scale.map { decimalUnits[$0] } ?? 1
    switch argument.values {
    case .int8(let buffer): return try quantiles(share) { Double(buffer.pointer[$0]) / unit }
    case .uint8(let buffer): return try quantiles(share) { Double(buffer.pointer[$0]) / unit }
    case .int16(let buffer): return try quantiles(share) { Double(buffer.pointer[$0]) / unit }
    case .int32(let buffer): return try quantiles(share) { Double(buffer.pointer[$0]) / unit }
    case .int64(let buffer): return try quantiles(share) { Double(buffer.pointer[$0]) / unit }
    case .float64(let buffer): return try quantiles(share) { buffer.pointer[$0] }
    case .codes8, .codes16, .codes32, .bits: return Column.numbers([])
    }
  }

  @inline(__always)
  private func quantiles(_ share: QuantileShare, _ value: @Sendable (_ row: Int) -> Double) throws(ScriptError) -> Column {
    try numbers(nil) { customer in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: range(customer).count) { own in
        var count = 0
        forEach(customer) {
          own[count] = value($0)
          count += 1
        }
        return Quickselect.quantile(UnsafeMutableBufferPointer(rebasing: own[..<count]), share)
      }
    }
  }

  /// The number of different values of each customer.
  package func distinct(_ argument: Column) throws(ScriptError) -> Column {
    if case .int32(let values) = argument.values {
      return try distinct { UInt64(bitPattern: Int64(values.pointer[$0])) }
    }
    return try distinct { argument.identity($0) }
  }

  @inline(__always)
  private func distinct(_ identity: @Sendable (Int) -> UInt64) throws(ScriptError) -> Column {
    try NarrowIntegers.column(count: customers, context) { customers, counts in
      var own: [UInt64] = []
      for customer in customers {
        own.removeAll(keepingCapacity: true)
        // In the order of time, days are ascending, so nothing needs sorting.
        var isAscending = true
        var count: Int64 = 0
        forEach(customer) { row in
          let value = identity(row)
          if let last = own.last {
            isAscending = isAscending && value >= last
            count += value == last ? 0 : 1
          } else {
            count = 1
          }
          own.append(value)
        }
        if !isAscending {
          own.sort()
          count = 1
          for place in 1..<own.count where own[place - 1] != own[place] { count += 1 }
        }
        counts[customer - customers.lowerBound] = count
      }
    }
  }
}

extension Column {
  /// A number that is equal for equal values and different for others.
  package func identity(_ row: Int) -> UInt64 {
    // The same for numbers in any stored form.
    if scale != nil { return number(at: row).bitPattern }
    return switch values {
    case .float64(let buffer): (buffer.pointer[row] + 0).bitPattern  // -0 is 0
    case .bits(let bits): bits[row] ? 1 : 0
    case .codes8, .codes16, .codes32: UInt64(code(row))
    case .int8, .uint8, .int16, .int32, .int64: UInt64(bitPattern: integer(row))
    }
  }
}
