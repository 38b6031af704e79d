// Steps that are yes or no for every row, never unknown.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime

extension NodeBuilder {
  /// A condition with its bits in a register of its own.
  func bits(_ body: @escaping (Batch, UnsafeMutablePointer<UInt64>) -> Void) -> Node {
    let register = makeRegister()
    var node = Node(register: register, lanes: .bits) { batch in
      let target = batch.registers + register
      body(batch, target.pointee.ownWords)
      target.pointee.values = UnsafeRawPointer(target.pointee.ownValues)
      target.pointee.validity = nil
    }
    node.isCondition = true
    return node
  }

  func isMissing(_ node: Node) -> Node {
    if let column = node.column {
      // Its values are not read.
      guard let validity = column.validity?.words else { return constant(.boolean(false), .boolean) }
      return filter { rows, words in
        let present = validity.pointer + rows.lowerBound >> 6
        for word in 0..<(rows.count + 63) >> 6 { words[word] &= ~present[word] }
      }
    }
    return bits { batch, words in
      node.run(batch)
      let validity = batch.registers[node.register].validity
      for word in 0..<batch.wordCount {
        words[word] = validity.map { ~$0[word] & batch.rowMask(word) } ?? 0
      }
    }
  }

  /// With a constant, a column is compared at its own width.
  func compare(_ node: Node, _ comparison: Comparison, _ constant: Value) throws(ScriptError) -> Node? {
    switch constant {
    case .missing: return self.constant(.boolean(false), .boolean)
    case .integer(let value), .timestamp(let value): return compareIntegers(node, comparison, value)
    case .date(let days): return compareIntegers(node, comparison, Int64(days))
    case .number(let value):
      if let column = node.column, column.scale != nil {
        guard let (comparison, units) = column.comparisonOfUnits(comparison, value) else {
          return self.constant(.boolean(false), .boolean)
        }
        return compareIntegers(node, comparison, units)
      }
      if let column = node.column, case .float64(let buffer) = column.values {
        return filter(column) { rows, words in
          Comparing.numbers(UnsafePointer(buffer.pointer + rows.lowerBound), rows.count, comparison, value, keep: words)
        }
      }
      return bits { batch, words in
        node.run(batch)
        batch.fill(words)
        let register = batch.registers[node.register]
        Comparing.numbers(register.numbers, batch.count, comparison, value, keep: words)
        Bits.clear(words, whereMissing: register.validity, batch.wordCount)
      }
    case .text(let text):
      guard let dictionary = node.dictionary else { return nil }
      let wanted = Array(text.utf8)
      if comparison == .equal { return try isOne(of: [wanted], node, dictionary) }
      return try lookup(node, dictionary) { utf8 in
        wanted.withUnsafeBufferPointer { Self.holds(comparison, TextDictionary.compare(utf8, $0)) }
      }
    case .boolean: return nil
    }
  }

  func compareIntegers(_ node: Node, _ comparison: Comparison, _ value: Int64) -> Node {
    guard let column = node.column else {
      return bits { batch, words in
        node.run(batch)
        batch.fill(words)
        let register = batch.registers[node.register]
        Comparing.integers(register.integers, batch.count, comparison, value, keep: words)
        Bits.clear(words, whereMissing: register.validity, batch.wordCount)
      }
    }
    return filter(column) { rows, words in Comparing.integers(column.values, rows, comparison, value, keep: words) }
  }

  static func holds(_ comparison: Comparison, _ order: Int) -> Bool {
    switch comparison {
    case .equal: order == 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }

  static func sorted<Number: Comparable & BitwiseCopyable>(_ numbers: [Number]) -> Buffer<Number> {
    Buffer(numbers.sorted())
  }
}
