// Steps of compiled expressions, built from other steps.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// Builds the steps of one compiled expression, and assigns their registers. It knows
/// columns, values and other steps, but no expressions.
class NodeBuilder {
  let frame: Frame
  let context: ExecutionContext
  var registerCount = 0
  private(set) var constantCount = 0
  /// The next register that is free.
  var nextRegister = 0

  private struct Constant {
    let value: Value
    let type: ColumnType
    let register: Int
  }

  /// By how the value is written: keys of a type of our own would make the
  /// first question slow (see `ValueCache`).
  private var constants: [String: [Constant]] = [:]

  init(frame: Frame, context: ExecutionContext) {
    self.frame = frame
    self.context = context
  }

  func makeRegister() -> Int {
    nextRegister += 1
    registerCount = max(registerCount, nextRegister)
    return nextRegister - 1
  }

  func missingColumn(_ type: ColumnType) throws(ScriptError) -> Column {
    try Column.missing(type, count: frame.rowCount, in: context)
  }

  static func lanes(_ column: Column) -> Lanes {
    switch column.type {
    case .integer, .date, .timestamp: .integers
    case .number: .numbers
    case .text: .codes(column.dictionary ?? TextDictionary([""]))
    case .boolean: .bits
    }
  }

  /// Reads a column of the frame's rows.
  func column(_ column: Column) -> Node {
    let register = makeRegister()
    var node = Node(register: register, lanes: Self.lanes(column), column: column) { batch in
      Self.read(column, at: batch.start, batch, register)
    }
    if case .bits(let bits) = column.values {
      let values = bits.words
      node.filter = { rows, words in
        let own = values.pointer + rows.lowerBound >> 6
        for word in 0..<(rows.count + 63) >> 6 { words[word] &= own[word] }
      }
    }
    return node
  }

  /// Points a register at rows of a column, or widens them if the column is narrow.
  static func read(_ column: Column, at start: Int, _ batch: Batch, _ register: Int) {
    let target = batch.registers + register
    let count = batch.count
    target.pointee.validity = column.validity.map { UnsafePointer($0.words.pointer + start >> 6) }
    if column.scale != nil {
      column.readNumbers(start..<start + count, into: target.pointee.ownNumbers)
      target.pointee.values = UnsafeRawPointer(target.pointee.ownValues)
      return
    }
    switch column.values {
    case .int8(let buffer): widen(buffer.pointer + start, into: target.pointee.ownIntegers, count)
    case .uint8(let buffer): widen(buffer.pointer + start, into: target.pointee.ownIntegers, count)
    case .int16(let buffer): widen(buffer.pointer + start, into: target.pointee.ownIntegers, count)
    case .int32(let buffer): widen(buffer.pointer + start, into: target.pointee.ownIntegers, count)
    case .codes8(let buffer): widen(buffer.pointer + start, into: target.pointee.ownCodes, count)
    case .codes16(let buffer): widen(buffer.pointer + start, into: target.pointee.ownCodes, count)
    case .int64(let buffer): target.pointee.values = UnsafeRawPointer(buffer.pointer + start)
    case .float64(let buffer): target.pointee.values = UnsafeRawPointer(buffer.pointer + start)
    case .codes32(let buffer): target.pointee.values = UnsafeRawPointer(buffer.pointer + start)
    case .bits(let bits): target.pointee.values = UnsafeRawPointer(bits.words.pointer + start >> 6)
    }
    switch column.values {
    case .int8, .uint8, .int16, .int32, .codes8, .codes16: target.pointee.values = UnsafeRawPointer(target.pointee.ownValues)
    case .int64, .float64, .codes32, .bits: break
    }
  }

  @inline(__always)
  static func widen<Narrow: FixedWidthInteger, Wide: FixedWidthInteger>(
    _ from: UnsafeMutablePointer<Narrow>, into: UnsafeMutablePointer<Wide>, _ count: Int
  ) {
    for row in 0..<count { into[row] = Wide(truncatingIfNeeded: from[row]) }
  }

  /// The same value in every row; written once for each thread.
  func constant(_ value: Value, _ type: ColumnType) -> Node {
    // Constants keep their registers, numbered from -1 down.
    let text = value.description
    let known = constants[text]?.first { $0.value == value && $0.type == type }?.register
    let register = known ?? -constantCount - 1
    if known == nil {
      constantCount += 1
      constants[text, default: []].append(Constant(value: value, type: type, register: register))
    }
    let lanes: Lanes
    switch type {
    case .integer, .date, .timestamp: lanes = .integers
    case .number: lanes = .numbers
    case .text:
      if case .text(let text) = value { lanes = .codes(TextDictionary([text])) } else { lanes = .codes(TextDictionary([""])) }
    case .boolean: lanes = .bits
    }
    return Node(register: register, lanes: lanes, constant: value) { batch in
      let target = batch.registers + register
      if target.pointee.isFilled { return }
      target.pointee.isFilled = true
      target.pointee.values = UnsafeRawPointer(target.pointee.ownValues)
      switch value {
      case .missing:
        target.pointee.ownValues.initializeMemory(as: UInt8.self, repeating: 0, count: batchRows * 8)
        target.pointee.ownValidity.update(repeating: 0, count: batchWords)
        target.pointee.validity = UnsafePointer(target.pointee.ownValidity)
      case .integer(let integer), .timestamp(let integer):
        target.pointee.ownIntegers.update(repeating: integer, count: batchRows)
      case .date(let days): target.pointee.ownIntegers.update(repeating: Int64(days), count: batchRows)
      case .number(let number): target.pointee.ownNumbers.update(repeating: number, count: batchRows)
      case .text: target.pointee.ownCodes.update(repeating: 0, count: batchRows)
      case .boolean(let isTrue): target.pointee.ownWords.update(repeating: isTrue ? ~0 : 0, count: batchWords)
      }
    }
  }
}
