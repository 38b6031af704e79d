// From an expression to the kernels that compute it, batch by batch.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

/// Compiles expressions over one frame. Parts that need more than the rows of a batch
/// (definitions, aggregates, other days) are computed by the evaluation and become
/// columns.
final class Compiler {
  let evaluation: Evaluation
  let frame: Frame
  private(set) var registerCount = 0
  private(set) var constantCount = 0
  private var nextRegister = 0

  private struct Constant {
    let value: Value
    let type: ColumnType
    let register: Int
  }

  /// By how the value is written: keys of a type of our own would make the
  /// first question slow (see `ValueCache`).
  private var constants: [String: [Constant]] = [:]

  init(_ evaluation: Evaluation, frame: Frame) {
    self.evaluation = evaluation
    self.frame = frame
  }

  /// Metrics that are computed along with the expression, by name.
  private var fused: [String: Node] = [:]

  /// - Parameter metrics: computed along with the expression, dependencies first.
  func program(_ expression: Expression, along metrics: [String] = []) throws(ScriptError) -> KernelProgram {
    var first: [Node] = []
    for name in metrics {
      guard case .metric(let inner)? = evaluation.definitions[name]?.kind else { continue }
      let node = try compile(inner)
      first.append(node)
      // Its registers are not reused: they keep its values to the end.
      fused[name] = Node(register: node.register, lanes: node.lanes, column: node.column, constant: node.constant) { _ in }
    }
    let root = try compile(expression)
    return KernelProgram(root: root, first: first, registerCount: registerCount, constantCount: constantCount)
  }

  func makeRegister() -> Int {
    nextRegister += 1
    registerCount = max(registerCount, nextRegister)
    return nextRegister - 1
  }

  /// Compiles expressions whose values are used one after another, so that they share
  /// registers: a long chain needs no more than its largest part.
  func compileInTurn(_ expressions: [Expression]) throws(ScriptError) -> [Node] {
    let start = nextRegister
    var end = nextRegister
    var nodes: [Node] = []
    nodes.reserveCapacity(expressions.count)
    for expression in expressions {
      nextRegister = start
      nodes.append(try compile(expression))
      end = max(end, nextRegister)
    }
    nextRegister = end
    return nodes
  }

  func compile(_ expression: Expression) throws(ScriptError) -> Node {
    if let value = try constantValue(expression) { return constant(value, expression.type) }
    switch expression.kind {
    case .literal(let value): return constant(value, expression.type)
    // Those that have a value are replaced by it before.
    case .parameter: return constant(.missing, expression.type)
    case .today:
      guard evaluation.isDayKnown else { throw ScriptError(EngineDiagnostics.noToday(at: expression.span)) }
      return constant(.date(evaluation.asOf), .date)
    case .column(let name): return column(frame.columns[name] ?? missingColumn(expression.type))
    case .definition(let name):
      if let node = fused[name] { return node }
      return column(try evaluation.value(of: name, at: expression.span))
    case .events, .purchases, .scores, .allocated, .population, .keyHash:
      return column(try evaluation.column(expression, on: evaluation.store.customerFrame))
    case .group: return column(missingColumn(expression.type))  // replaced before compiling
    case .ofCustomer(let inner): return try ofCustomer(inner)
    case .asOf(let inner, let day): return column(try evaluation.column(inner, asOf: day, on: frame))
    case .and(let parts): return try and(parts)
    case .or(let parts): return try or(parts)
    case .not(let inner): return try not(inner)
    case .compare(let comparison, let a, let b): return try compare(comparison, a, b)
    case .isMissing(let inner): return try isMissing(inner)
    case .isIn(let inner, let values): return try isIn(inner, values)
    case .textTest(let inner, let test, let pattern): return try textTest(inner, matcher(test, pattern.value, at: expression.span))
    case .sum(let terms): return try sum(terms, expression)
    case .product(let first, let factors): return try product(first, factors, expression)
    case .negate(let inner): return try negate(inner, expression)
    case .convert(let inner): return try convert(inner, to: expression.type)
    case .shift(let inner, let months, let days): return try shift(inner, months: months.value, days: days.value)
    case .shiftByDays(let day, let count, let isNegative): return try shiftByDays(day, count, isNegative)
    case .daysBetween(let a, let b): return try daysBetween(a, b)
    case .conditional(let condition, let then, let otherwise):
      return try conditional(condition, then, otherwise, expression.type)
    case .coalesce(let parts): return try coalesce(parts, expression.type)
    case .call(let function, let arguments): return try call(function, arguments, expression)
    case .stages(let stages): return try self.stages(stages)
    }
  }

  /// The value of an expression that is the same in every row; computed once, on one row.
  func constantValue(_ expression: Expression) throws(ScriptError) -> Value? {
    if case .literal(let value) = expression.kind { return value }
    guard expression.isConstant, frame.grain != .none || frame.rowCount != 1 else { return nil }
    return try evaluation.constant(expression)
  }

  private func missingColumn(_ type: ColumnType) -> Column {
    Column.of(type, [Value](repeating: .missing, count: frame.rowCount))
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
  private static func widen<Narrow: FixedWidthInteger, Wide: FixedWidthInteger>(
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

  /// In an expression over events: the value of each event's customer.
  private func ofCustomer(_ inner: Expression) throws(ScriptError) -> Node {
    guard let rows = frame.customerRows else { return try compile(inner) }
    let column = try evaluation.column(inner, on: evaluation.store.customerFrame)
    let register = makeRegister()
    return Node(register: register, lanes: Self.lanes(column)) { batch in
      let piece = column.taking(UnsafeBufferPointer(start: rows.pointer + batch.start, count: batch.count))
      batch.kept.append(piece)
      Self.read(piece, at: 0, batch, register)
    }
  }
}
