// Customers with equal histories as one: sorted by what identifies a history.

import SegRuntime

extension CustomerHistories {
  /// Distinct histories in units of `daysPerUnit` days, ordered by x, then T,
  /// then t_x (neighbors then share what depends on x and T alone), and for
  /// each customer the index of its history.
  ///
  /// - Returns: nil where memory for it is refused.
  /// - Complexity: O(n) for n customers; 1 million take about 30 ms.
  package func grouped(daysPerUnit: Double) -> GroupedHistories? {
    guard let keys = HistoryKeys(self) else { return numbered(daysPerUnit: daysPerUnit) }
    let rows = count
    // The index of each customer's history; the words that are sorted, twice.
    guard let charge = MemoryCharge(asking: rows * (MemoryLayout<Int32>.stride + 16)) else { return nil }
    let words = keys.sortedWords()
    var histories = PurchaseHistories(frequency: [], recency: [], age: [], weight: [])
    var historyOf = [Int32](repeating: 0, count: rows)
    let distinct = keys.distinct(words)
    guard let most = MemoryCharge(asking: distinct * 32) else { return nil }
    histories.reserve(distinct)
    var last: UInt64?
    for word in words {
      let (key, row) = keys.parts(of: word)
      if key == last {
        histories.weight[histories.weight.count - 1] += 1
      } else {
        last = key
        let (x, age, recency) = keys.history(of: key)
        histories.frequency.append(Double(x))
        histories.recency.append(Double(recency) / daysPerUnit)
        histories.age.append(Double(age) / daysPerUnit)
        histories.weight.append(1)
      }
      historyOf[row] = Int32(truncatingIfNeeded: histories.weight.count - 1)
    }
    most.change(to: 0)
    charge.change(to: rows * MemoryLayout<Int32>.stride + histories.count * 32)
    return GroupedHistories(histories: histories, historyOf: historyOf, charge: charge)
  }

  /// The same for histories that do not fit in a word with the row: each is looked up.
  private func numbered(daysPerUnit: Double) -> GroupedHistories? {
    let rows = count
    guard let charge = MemoryCharge(asking: rows * MemoryLayout<Int32>.stride) else { return nil }
    var keys = DenseKeyPairMap(capacity: min(rows, 200_000))
    var historyOf = [Int32](repeating: 0, count: rows)
    var weights: [Double] = []
    for row in 0..<rows {
      let high =
        UInt64(UInt32(bitPattern: frequency[row])) << 32 | UInt64(UInt32(bitPattern: age[row]))
      let number = keys.number(high, UInt64(UInt32(bitPattern: recency[row])))
      historyOf[row] = Int32(truncatingIfNeeded: number)
      if number == weights.count { weights.append(1) } else { weights[number] += 1 }
    }
    // Weights are moved as they grow; an order, places, and four numbers of each history.
    guard let most = MemoryCharge(asking: keys.count * (16 + 4 + 4 + 32)) else { return nil }
    // Customers hold few distinct histories, so sorting these is cheap.
    let order = (0..<Int32(clamping: keys.count)).sorted { a, b in
      let (a, b) = (Int(a), Int(b))
      return keys.high[a] == keys.high[b] ? keys.low[a] < keys.low[b] : keys.high[a] < keys.high[b]
    }
    var place = [Int32](repeating: 0, count: order.count)
    for (index, number) in order.enumerated() { place[Int(number)] = Int32(truncatingIfNeeded: index) }
    for row in 0..<rows { historyOf[row] = place[Int(historyOf[row])] }
    func days(_ bits: UInt64) -> Double {
      Double(Int32(bitPattern: UInt32(truncatingIfNeeded: bits)))
    }
    let histories = PurchaseHistories(
      frequency: order.map { days(keys.high[Int($0)] >> 32) },
      recency: order.map { days(keys.low[Int($0)]) / daysPerUnit },
      age: order.map { days(keys.high[Int($0)]) / daysPerUnit },
      weight: order.map { weights[Int($0)] })
    most.change(to: 0)
    charge.change(to: rows * MemoryLayout<Int32>.stride + histories.count * 32)
    return GroupedHistories(histories: histories, historyOf: historyOf, charge: charge)
  }
}

extension PurchaseHistories {
  /// Makes room for so many.
  fileprivate mutating func reserve(_ rows: Int) {
    frequency.reserveCapacity(rows)
    recency.reserveCapacity(rows)
    age.reserveCapacity(rows)
    weight.reserveCapacity(rows)
  }
}

/// Histories as words that sort as they do: x, T, t_x and the row, each in as many bits as the greatest needs.
private struct HistoryKeys {
  private let histories: CustomerHistories
  private let ageBits: UInt64
  private let recencyBits: UInt64
  private let rowBits: UInt64
  /// Of a whole word.
  private let bits: UInt64

  /// nil unless a history and its row fit in a word.
  init?(_ histories: CustomerHistories) {
    func bits(_ values: [Int32]) -> UInt64? {
      var (all, least) = (Int32(0), Int32(0))
      for value in values {
        all |= value
        least = min(least, value)
      }
      return least < 0 ? nil : UInt64(32 - all.leadingZeroBitCount)
    }
    guard let x = bits(histories.frequency), let age = bits(histories.age), let recency = bits(histories.recency) else { return nil }
    self.histories = histories
    (ageBits, recencyBits) = (age, recency)
    rowBits = UInt64(Int.bitWidth - histories.count.leadingZeroBitCount)
    self.bits = x + age + recency + rowBits
    if self.bits > 64 { return nil }
  }

  private static func low(_ bits: UInt64) -> UInt64 { (1 << bits) - 1 }

  /// The history and the row of a word.
  @inline(__always)
  func parts(of word: UInt64) -> (key: UInt64, row: Int) { (word >> rowBits, Int(truncatingIfNeeded: word & Self.low(rowBits))) }

  @inline(__always)
  func history(of key: UInt64) -> (x: UInt64, age: UInt64, recency: UInt64) {
    (key >> (ageBits + recencyBits), key >> recencyBits & Self.low(ageBits), key & Self.low(recencyBits))
  }

  func distinct(_ words: [UInt64]) -> Int {
    var (count, last): (Int, UInt64?) = (0, nil)
    for word in words {
      let key = parts(of: word).key
      if key != last { count += 1 }
      last = key
    }
    return count
  }

  /// A word for each row, in their order. By counting digits from the last to the first, those of rows left out: the rows are in
  /// their order already.
  func sortedWords() -> [UInt64] {
    var words = [UInt64](unsafeUninitializedCapacity: histories.count) { target, filled in
      for row in 0..<histories.count {
        let (x, age) = (UInt64(truncatingIfNeeded: histories.frequency[row]), UInt64(truncatingIfNeeded: histories.age[row]))
        let recency = UInt64(truncatingIfNeeded: histories.recency[row])
        target[row] = ((x << ageBits | age) << recencyBits | recency) << rowBits | UInt64(truncatingIfNeeded: row)
      }
      filled = histories.count
    }
    var others = [UInt64](repeating: 0, count: words.count)
    var shift = rowBits
    while shift < bits {
      Self.sort(words, into: &others, by: shift)
      swap(&words, &others)
      shift += Self.digitBits
    }
    return words
  }

  private static let digitBits: UInt64 = 11

  private static func sort(_ words: [UInt64], into target: inout [UInt64], by shift: UInt64) {
    var places = [Int](repeating: 0, count: 1 << Int(digitBits))
    for word in words { places[Int(truncatingIfNeeded: word >> shift & low(digitBits))] += 1 }
    var next = 0
    for digit in places.indices { (places[digit], next) = (next, next + places[digit]) }
    for word in words {
      let digit = Int(truncatingIfNeeded: word >> shift & low(digitBits))
      target[places[digit]] = word
      places[digit] += 1
    }
  }
}
