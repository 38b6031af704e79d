// Random groups that stay the same when customers are added, and that any engine
// with MD5 makes again: docs/rules.md states the text that is hashed.

import CKernels
import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

extension Evaluation {
  /// For each customer the first 60 bits of the MD5 of seed, base, strata and
  /// key: from 0 to below 2^60, evenly spread.
  func keyHash(_ hash: KeyHash) throws(ScriptError) -> Column {
    guard let customers = store.customers else { return Column.integers([]) }
    var strata: [Column] = []
    for expression in hash.per { strata.append(try column(expression, on: store.customerFrame)) }
    let columns = strata + [customers.keys]
    let numbers = try Buffer<Int64>(count: customers.keys.count, in: context)
    try context.run(rows: numbers.count) { _, _, rows in
      var text = HashedText()
      text.append(String(hash.seed))
      text.append(hash.base)
      text.keepBeginning()
      var batch = HashBatch(numbers.pointer)
      for row in rows {
        text.removeAddition()
        for column in columns { text.append(column, row) }
        if !batch.append(text.bytes, row) { numbers.pointer[row] = Int64(text.head >> 4) }
      }
      batch.finish()
    }
    return Column(.integer, count: numbers.count, values: .int64(numbers))
  }

  /// A number of each customer's key, by which a model of scores holds some of
  /// them out.
  package func heldOutKeys(of rows: [Int32]) -> [UInt64] {
    guard let keys = store.customers?.keys else { return [] }
    let start = splitMix64(0x5EE6_5EE6_5EE6_5EE6)
    return rows.map { row in
      let mixed = splitMix64(start ^ Self.value(keys, Int(row)))
      return (Double(mixed >> 11) / 9_007_199_254_740_992).bitPattern
    }
  }

  /// A number of the value itself (FNV-1a of a text): not of a dictionary code,
  /// which may change.
  private static func value(_ column: Column, _ row: Int) -> UInt64 {
    guard let dictionary = column.dictionary else { return column.identity(row) }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in dictionary.utf8(column.code(row)) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}

/// The text of one customer that is hashed: fields, each its length in bytes, a
/// colon and its UTF-8 bytes; a minus where a value is missing.
private struct HashedText: ~Copyable {
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity = 256
  private var count = 0
  private var beginning = 0

  init() { memory = .allocate(capacity: capacity) }
  deinit { memory.deallocate() }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: memory, count: count) }

  /// The first eight bytes of the MD5, the first highest.
  var head: UInt64 {
    var digest: (UInt64, UInt64) = (0, 0)
    withUnsafeMutableBytes(of: &digest) { seg_md5(memory, count, $0.baseAddress?.assumingMemoryBound(to: UInt8.self)) }
    return UInt64(bigEndian: digest.0)
  }

  /// What is there now begins the texts of all customers.
  mutating func keepBeginning() { beginning = count }
  mutating func removeAddition() { count = beginning }

  mutating func append(_ field: String) {
    var field = field
    field.withUTF8 { append($0) }
  }

  mutating func append(_ column: Column, _ row: Int) {
    guard column.isPresent(row) else {
      reserve(1)
      return put(0x2D)
    }
    switch column.type {
    case .text:
      if let dictionary = column.dictionary { append(dictionary.utf8(column.code(row))) }
    case .integer:
      let value = column.integer(row)
      let digits = Self.digits(value.magnitude)
      reserve(24)
      put(magnitude: UInt64(digits + (value < 0 ? 1 : 0)))
      put(0x3A)
      if value < 0 { put(0x2D) }
      put(magnitude: value.magnitude)
    case .number, .date, .timestamp, .boolean: append(column[row].description)
    }
  }

  private mutating func append(_ field: UnsafeBufferPointer<UInt8>) {
    reserve(field.count + 24)
    put(magnitude: UInt64(field.count))
    put(0x3A)
    if let start = field.baseAddress { (memory + count).update(from: start, count: field.count) }
    count &+= field.count
  }

  private mutating func put(_ byte: UInt8) {
    memory[count] = byte
    count &+= 1
  }

  private mutating func put(magnitude value: UInt64) {
    var place = count &+ Self.digits(value)
    count = place
    var rest = value
    repeat {
      place &-= 1
      memory[place] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
  }

  private static func digits(_ value: UInt64) -> Int {
    var (digits, rest) = (1, value / 10)
    while rest > 0 {
      digits &+= 1
      rest /= 10
    }
    return digits
  }

  private mutating func reserve(_ extra: Int) {
    guard capacity - count < extra else { return }
    capacity = max(capacity * 2, count + extra)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    moved.update(from: memory, count: count)
    memory.deallocate()
    memory = moved
  }
}

/// Short texts that wait for one call that hashes them all, in padded blocks.
private struct HashBatch: ~Copyable {
  private static let limit = 256
  /// The longest text that leaves room in a block for its end.
  private static let longest = 55
  private let blocks = UnsafeMutablePointer<UInt64>.allocate(capacity: HashBatch.limit * 8)
  private let heads = UnsafeMutablePointer<UInt64>.allocate(capacity: HashBatch.limit)
  private let rows = UnsafeMutablePointer<Int>.allocate(capacity: HashBatch.limit)
  private let numbers: UnsafeMutablePointer<Int64>
  private var count = 0

  /// - Parameter numbers: where the numbers of the rows go.
  init(_ numbers: UnsafeMutablePointer<Int64>) { self.numbers = numbers }

  deinit {
    blocks.deallocate()
    heads.deallocate()
    rows.deallocate()
  }

  /// Whether the text is short enough; else nothing was done.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>, _ row: Int) -> Bool {
    guard text.count <= Self.longest, let start = text.baseAddress else { return false }
    let block = blocks + count * 8
    block.update(repeating: 0, count: 7)
    let bytes = UnsafeMutableRawPointer(block)
    bytes.copyMemory(from: start, byteCount: text.count)
    bytes.storeBytes(of: 0x80, toByteOffset: text.count, as: UInt8.self)
    block[7] = UInt64(text.count * 8).littleEndian
    rows[count] = row
    count &+= 1
    if count == Self.limit { finish() }
    return true
  }

  /// Writes the numbers of the rows that wait.
  mutating func finish() {
    seg_md5_heads(UnsafeRawPointer(blocks).assumingMemoryBound(to: UInt8.self), count, heads)
    for place in 0..<count { numbers[rows[place]] = Int64(heads[place] >> 4) }
    count = 0
  }
}
