// Conditions: yes or no for every row, never unknown.

import CKernels
import SegColumns
import SegDiagnostics
import SegPlan

extension Compiler {
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

  /// Later conditions are looked at only where earlier ones left something in
  /// the batch.
  func and(_ parts: [Expression]) throws(ScriptError) -> Node {
    let join = joined(try compileInTurn(parts)) { batch, words, other in
      var left: UInt64 = 0
      for word in 0..<batch.wordCount {
        words[word] &= other[word]
        left |= words[word]
      }
      return left != 0
    }
    return bits { batch, words in
      for word in 0..<batch.wordCount { words[word] = batch.rowMask(word) }
      join(batch, words)
    }
  }

  /// Runs nodes one after the other and joins their bits as long as the rest
  /// may matter. A few are linked, each knowing the next, which counts no
  /// references; many are gone through in a loop, which takes no stack.
  private func joined(
    _ nodes: [Node], _ join: @escaping (Batch, UnsafeMutablePointer<UInt64>, UnsafePointer<UInt64>) -> Bool
  ) -> (Batch, UnsafeMutablePointer<UInt64>) -> Void {
    let steps = nodes.map(\.step)
    if steps.count > 32 {
      return { batch, words in
        for step in steps {
          step.run(batch)
          if !join(batch, words, batch.registers[step.register].words) { return }
        }
      }
    }
    var first: (Batch, UnsafeMutablePointer<UInt64>) -> Void = { _, _ in }
    for step in steps.reversed() {
      let (run, register, next) = (step.run, step.register, first)
      first = { batch, words in
        run(batch)
        if join(batch, words, batch.registers[register].words) { next(batch, words) }
      }
    }
    return first
  }

  func or(_ parts: [Expression]) throws(ScriptError) -> Node {
    let join = joined(try compileInTurn(withEqualitiesJoined(parts))) { batch, words, other in
      for word in 0..<batch.wordCount { words[word] |= other[word] }
      return true
    }
    return bits { batch, words in
      for word in 0..<batch.wordCount { words[word] = 0 }
      join(batch, words)
      // A constant yes fills whole words.
      for word in 0..<batch.wordCount { words[word] &= batch.rowMask(word) }
    }
  }

  func not(_ inner: Expression) throws(ScriptError) -> Node {
    let node = try compile(inner)
    return bits { batch, words in
      node.run(batch)
      let other = batch.registers[node.register].words
      for word in 0..<batch.wordCount { words[word] = ~other[word] & batch.rowMask(word) }
    }
  }

  func isMissing(_ inner: Expression) throws(ScriptError) -> Node {
    let node = try compile(inner)
    if let column = node.column {
      // Its values are not looked at.
      guard let validity = column.validity?.words else { return constant(.boolean(false), .boolean) }
      return bits { batch, words in
        let present = validity.pointer + batch.start >> 6
        for word in 0..<batch.wordCount { words[word] = ~present[word] & batch.rowMask(word) }
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

  func compileAll(_ expressions: [Expression]) throws(ScriptError) -> [Node] {
    var nodes: [Node] = []
    for expression in expressions { nodes.append(try compile(expression)) }
    return nodes
  }

  func compare(_ comparison: Comparison, _ a: Expression, _ b: Expression) throws(ScriptError) -> Node {
    var left = try compile(a)
    var right = try compile(b)
    var comparison = comparison
    if left.constant != nil {
      (left, right) = (right, left)
      comparison = comparison.swapped
    }
    let fixedComparison = comparison
    let one = left
    let other = right
    if let constant = other.constant {
      if constant == .missing { return self.constant(.boolean(false), .boolean) }
      if let node = try compare(one, comparison, constant) { return node }
    }
    if let dictionary = one.dictionary, let otherDictionary = other.dictionary {
      return compareTexts(fixedComparison, one, dictionary, other, otherDictionary)
    }
    return bits { batch, words in
      one.run(batch)
      other.run(batch)
      let x = batch.registers[one.register]
      let y = batch.registers[other.register]
      switch one.lanes {
      case .integers: Comparing.rows(fixedComparison, x.integers, y.integers, batch, into: words)
      case .numbers: Comparing.rows(fixedComparison, x.numbers, y.numbers, batch, into: words)
      case .codes: break
      case .bits:
        for word in 0..<batch.wordCount { words[word] = ~(x.words[word] ^ y.words[word]) & batch.rowMask(word) }
      }
      Bits.clear(words, whereMissing: x.validity, batch.wordCount)
      Bits.clear(words, whereMissing: y.validity, batch.wordCount)
    }
  }

  /// With a constant, a column is compared at its own width.
  private func compare(_ node: Node, _ comparison: Comparison, _ constant: Value) throws(ScriptError) -> Node? {
    switch constant {
    case .integer(let value), .timestamp(let value): return compareIntegers(node, comparison, value)
    case .date(let days): return compareIntegers(node, comparison, Int64(days))
    case .number(let value):
      if let column = node.column, column.scale != nil {
        guard let (comparison, units) = column.comparisonOfUnits(comparison, value) else {
          return self.constant(.boolean(false), .boolean)
        }
        return compareIntegers(node, comparison, units)
      }
      return bits { batch, words in
        node.run(batch)
        let register = batch.registers[node.register]
        Comparing.constant(comparison, register.numbers, value, batch, into: words)
        Bits.clear(words, whereMissing: register.validity, batch.wordCount)
      }
    case .text(let text):
      guard let dictionary = node.dictionary else { return nil }
      let wanted = Array(text.utf8)
      if comparison == .equal { return try isOne(of: [wanted], node, dictionary) }
      return try lookup(node, dictionary) { utf8 in
        wanted.withUnsafeBufferPointer { Self.holds(comparison, TextDictionary.compare(utf8, $0)) }
      }
    case .boolean, .missing: return nil
    }
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

  private func compareIntegers(_ node: Node, _ comparison: Comparison, _ value: Int64) -> Node {
    guard let column = node.column else {
      return bits { batch, words in
        node.run(batch)
        let register = batch.registers[node.register]
        Comparing.constant(comparison, register.integers, value, batch, into: words)
        Bits.clear(words, whereMissing: register.validity, batch.wordCount)
      }
    }
    let validity = column.validity?.words
    return bits { batch, words in
      let start = batch.start
      switch column.values {
      case .int8(let buffer): Comparing.narrow(comparison, UnsafePointer(buffer.pointer + start), value, batch, into: words)
      case .int16(let buffer): Comparing.narrow(comparison, UnsafePointer(buffer.pointer + start), value, batch, into: words)
      case .int32(let buffer): Comparing.narrow(comparison, UnsafePointer(buffer.pointer + start), value, batch, into: words)
      case .int64(let buffer): Comparing.narrow(comparison, UnsafePointer(buffer.pointer + start), value, batch, into: words)
      case .float64, .uint8, .uint16, .uint32, .bits: break
      }
      Bits.clear(words, whereMissing: validity.map { UnsafePointer($0.pointer + start >> 6) }, batch.wordCount)
    }
  }
}
