// Values of any type as integers, so that one loop serves all types.

import SegColumns
import SegDiagnostics
import SegRuntime

/// Keys of a column's values: equal for equal values, and in the order of the values.
struct ValueKeys: Sendable {
  private let column: Column
  /// The key of each code, and the code of each key; nil but for texts.
  private let ranks: Buffer<UInt32>?
  private let codes: [UInt32]

  private static let signBit: UInt64 = 1 << 63

  /// - Parameter readsBack: whether keys are to be read as values.
  init(_ column: Column, readsBack: Bool, _ context: ExecutionContext) throws(ScriptError) {
    self.column = column
    ranks = try column.dictionary?.ranks(context)
    codes = readsBack ? column.dictionary?.codesInOrder ?? [] : []
  }

  static func key(_ value: Int64) -> UInt64 { UInt64(bitPattern: value) ^ signBit }
  static func integer(_ key: UInt64) -> Int64 { Int64(bitPattern: key ^ signBit) }

  static func key(_ number: Double) -> UInt64 {
    // Adding 0 makes -0 into 0. Negative numbers order backwards by their bits.
    let bits = (number + 0).bitPattern
    return bits & signBit == 0 ? bits | signBit : ~bits
  }

  static func number(_ key: UInt64) -> Double { Double(bitPattern: key & signBit == 0 ? ~key : key ^ signBit) }

  /// Writes the keys of some rows; any key for missing values.
  func read(_ rows: Range<Int>, into target: UnsafeMutablePointer<UInt64>) {
    @inline(__always)
    func widen<Narrow: FixedWidthInteger & BitwiseCopyable>(_ buffer: Buffer<Narrow>) {
      let source = buffer.pointer + rows.lowerBound
      for place in 0..<rows.count { target[place] = Self.key(Int64(truncatingIfNeeded: source[place])) }
    }
    @inline(__always)
    func rank<Code: FixedWidthInteger & BitwiseCopyable>(_ buffer: Buffer<Code>) {
      guard let ranks = ranks?.pointer else { return }
      let source = buffer.pointer + rows.lowerBound
      for place in 0..<rows.count { target[place] = UInt64(ranks[Int(source[place])]) }
    }
    switch column.values {
    case .int8(let buffer): widen(buffer)
    case .uint8(let buffer): widen(buffer)
    case .int16(let buffer): widen(buffer)
    case .int32(let buffer): widen(buffer)
    case .int64(let buffer): widen(buffer)
    case .float64(let buffer): for place in 0..<rows.count { target[place] = Self.key(buffer.pointer[rows.lowerBound + place]) }
    case .codes8(let buffer): rank(buffer)
    case .codes16(let buffer): rank(buffer)
    case .codes32(let buffer): rank(buffer)
    case .bits(let bits): for place in 0..<rows.count { target[place] = bits[rows.lowerBound + place] ? 1 : 0 }
    }
  }

  /// Adds the text of a key's value.
  func append(_ key: UInt64, to bytes: inout [UInt8]) {
    switch column.type {
    case .text: if let dictionary = column.dictionary { bytes.append(contentsOf: dictionary.utf8(Int(codes[Int(key)]))) }
    case .integer: bytes.append(contentsOf: Value.integer(Self.integer(key)).description.utf8)
    case .date: bytes.append(contentsOf: Value.date(Int32(truncatingIfNeeded: Self.integer(key))).description.utf8)
    case .timestamp: bytes.append(contentsOf: Value.timestamp(Self.integer(key)).description.utf8)
    case .boolean: bytes.append(contentsOf: Value.boolean(key == 1).description.utf8)
    case .number:
      let number = column.scale.map { Double(Self.integer(key)) / decimalUnits[$0] } ?? Self.number(key)
      bytes.append(contentsOf: Value.number(number).description.utf8)
    }
  }

  /// The least key and the number of keys to the greatest; nil if that is too many to count them.
  func span(_ context: ExecutionContext) throws(ScriptError) -> (low: UInt64, count: Int)? {
    if let dictionary = column.dictionary { return (0, max(1, dictionary.count)) }
    let morsels = (column.count + morselRows - 1) / morselRows
    let ranges = MorselResults<(low: UInt64, high: UInt64)>(morsels)
    try context.run(rows: column.count) { _, morsel, rows in
      let keys = Buffer<UInt64>(count: rows.count)
      read(rows, into: keys.pointer)
      var (low, high) = (UInt64.max, UInt64.min)
      for place in 0..<rows.count {
        low = min(low, keys.pointer[place])
        high = max(high, keys.pointer[place])
      }
      ranges.set(morsel, (low, high))
    }
    var (low, high) = (UInt64.max, UInt64.min)
    for morsel in 0..<morsels {
      guard let range = ranges.get(morsel) else { continue }
      (low, high) = (min(low, range.low), max(high, range.high))
    }
    guard low <= high else { return (0, 1) }
    return high - low < 1 << 28 ? (low, Int(high - low) + 1) : nil
  }
}

/// Sorts keys.
enum KeySort {
  /// Fewer are inserted one by one; more are dealt byte by byte.
  private static let fewKeys = 24
  private static let manyKeys = 2048

  static func sort(_ keys: UnsafeMutableBufferPointer<UInt64>) {
    if keys.count > manyKeys { return deal(keys) }
    if keys.count > fewKeys {
      var keys = keys
      return keys.sort()
    }
    for place in 1..<max(1, keys.count) {
      let key = keys[place]
      var hole = place
      while hole > 0, keys[hole - 1] > key {
        keys[hole] = keys[hole - 1]
        hole -= 1
      }
      keys[hole] = key
    }
  }

  /// A radix sort from the lowest byte up; bytes that are equal in all keys need no pass.
  private static func deal(_ keys: UnsafeMutableBufferPointer<UInt64>) {
    guard let home = keys.baseAddress else { return }
    let counts = Buffer<Int>(count: 8 * 256, zeroed: true)
    for key in keys {
      for byte in 0..<8 { counts.pointer[byte << 8 | Int(truncatingIfNeeded: key >> UInt64(byte * 8) & 255)] &+= 1 }
    }
    let other = Buffer<UInt64>(count: keys.count)
    var (source, target) = (home, other.pointer)
    for byte in 0..<8 {
      let starts = counts.pointer + (byte << 8)
      if (0..<256).contains(where: { starts[$0] == keys.count }) { continue }
      var start = 0
      for value in 0..<256 { (starts[value], start) = (start, start + starts[value]) }
      for place in 0..<keys.count {
        let value = Int(truncatingIfNeeded: source[place] >> UInt64(byte * 8) & 255)
        target[starts[value]] = source[place]
        starts[value] &+= 1
      }
      swap(&source, &target)
    }
    if source != home { home.update(from: source, count: keys.count) }
    withExtendedLifetime(other) {}
  }

  /// The most frequent of sorted keys, the least of several; nil of none.
  static func mode(_ keys: UnsafeMutableBufferPointer<UInt64>) -> UInt64? {
    var (mode, most): (UInt64?, Int) = (nil, 0)
    var start = 0
    for place in 0..<keys.count where place + 1 == keys.count || keys[place + 1] != keys[place] {
      if place + 1 - start > most { (mode, most) = (keys[place], place + 1 - start) }
      start = place + 1
    }
    return mode
  }
}
