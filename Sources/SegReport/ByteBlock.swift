// Writes cells as bytes: a String for each of ten million cells would cost more than the query.

import SegColumns

/// A growing block of UTF-8 that is handed to a ``ByteSink`` whenever it is
/// large enough.
struct ByteBlock: ~Copyable {
  /// With this many bytes or more, `drainIfFull` hands the block over.
  private static let full = 1 << 16

  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = ByteBlock.full + 4096) {
    self.capacity = max(64, capacity)
    memory = .allocate(capacity: self.capacity)
  }

  deinit { memory.deallocate() }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: memory, count: count) }

  mutating func removeAll() { count = 0 }

  /// Makes room for `extra` bytes; every append calls it before it writes.
  @inline(__always)
  mutating func reserve(_ extra: Int) {
    if capacity &- count < extra { grow(extra) }
  }

  @inline(never)
  private mutating func grow(_ extra: Int) {
    let larger = max(capacity * 2, count + extra)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: memory, count: count)
    memory.deallocate()
    memory = moved
    capacity = larger
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    memory[count] = byte
    count &+= 1
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    (memory + count).update(from: start, count: bytes.count)
    count &+= bytes.count
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  mutating func append(_ text: String, times: Int) {
    for _ in 0..<max(0, times) { append(text) }
  }

  mutating func appendSpaces(_ number: Int) {
    guard number > 0 else { return }
    reserve(number)
    (memory + count).update(repeating: 0x20, count: number)
    count &+= number
  }

  mutating func append(integer value: Int64) {
    if value < 0 { append(0x2D) }
    append(magnitude: value.magnitude)
  }

  /// Digits, at least `padding` of them.
  mutating func append(magnitude value: UInt64, padding: Int = 1) {
    reserve(max(20, padding))
    var digits = 1
    var bound: UInt64 = 10
    while digits < 20 && value >= bound {
      digits &+= 1
      bound = digits < 20 ? bound &* 10 : bound
    }
    digits = max(digits, padding)
    var rest = value
    var place = count &+ digits
    for _ in 0..<digits {
      place &-= 1
      memory[place] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count &+= digits
  }

  /// As ``Value/description``: exact, and without an exponent if plain digits
  /// are as short.
  ///
  /// - Parameter isComputed: whether it is written without the noise of arithmetic.
  mutating func append(number value: Double, isComputed: Bool = false) {
    // n / 10^d is the double nearest to that decimal, and decimals of at most
    // 15 digits are all distinct, so a match is the shortest text.
    if append(value, scale: 1, decimals: 0) || append(value, scale: 100, decimals: 2)
      || append(value, scale: 10_000, decimals: 4)
    {
      return
    }
    append(Value.numberText(isComputed ? Value.withoutNoise(value) : value))
  }

  @inline(__always)
  private mutating func append(_ value: Double, scale: Double, decimals: Int) -> Bool {
    let scaled = (value * scale).rounded()
    guard abs(scaled) < 1e15, scaled / scale == value else { return false }
    append(decimal: Int64(scaled), decimals: decimals)
    return true
  }

  private mutating func append(decimal scaled: Int64, decimals: Int) {
    if scaled < 0 { append(0x2D) }
    var magnitude = scaled.magnitude
    var decimals = decimals
    while decimals > 0 && magnitude % 10 == 0 {
      magnitude /= 10
      decimals -= 1
    }
    var scale: UInt64 = 1
    for _ in 0..<decimals { scale *= 10 }
    append(magnitude: magnitude / scale)
    if decimals > 0 {
      append(0x2E)
      append(magnitude: magnitude % scale, padding: decimals)
    }
  }

  /// `2024-12-31`.
  mutating func append(days: Int32) {
    let (year, month, day) = CalendarDate(days: days).civil
    guard (0...9999).contains(year) else { return append(CalendarDate(days: days).description) }
    append(magnitude: UInt64(year), padding: 4)
    append(0x2D)
    append(magnitude: UInt64(truncatingIfNeeded: month), padding: 2)
    append(0x2D)
    append(magnitude: UInt64(truncatingIfNeeded: day), padding: 2)
  }

  /// Hands the bytes over and starts again.
  mutating func drain(to sink: ByteSink) throws {
    if count > 0 { try sink(bytes) }
    count = 0
  }

  @inline(__always)
  mutating func drainIfFull(to sink: ByteSink) throws {
    if count >= Self.full { try drain(to: sink) }
  }
}
