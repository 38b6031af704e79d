// Conditions: yes or no for every row, never unknown.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

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

  func or(_ parts: [Expression]) throws(ScriptError) -> Node {
    let steps = try compileInTurn(withEqualitiesJoined(parts)).map(\.step)
    let openRegister = makeRegister()
    let all = inTurn(
      steps.map { step in
        { batch, words in
          // Errors count only for the rows that meet none yet.
          let open = batch.registers[openRegister].ownWords
          for word in 0..<batch.wordCount { open[word] = ~words[word] & batch.rowMask(word) }
          if !Bits.hasAny(open, batch.wordCount) { return false }
          batch.run(step.run, only: open)
          let other = batch.registers[step.register].words
          for word in 0..<batch.wordCount { words[word] |= other[word] }
          return true
        }
      })
    return bits { batch, words in
      for word in 0..<batch.wordCount { words[word] = 0 }
      all(batch, words)
      // A constant yes fills whole words.
      for word in 0..<batch.wordCount { words[word] &= batch.rowMask(word) }
    }
  }

  func not(_ inner: Expression) throws(ScriptError) -> Node {
    let node: Node
    if case .isMissing(let value) = inner.kind {
      let value = try compile(value)
      if let column = value.column { return filter(column) { _, _ in } }
      node = isMissing(value)
    } else {
      node = try compile(inner)
    }
    return bits { batch, words in
      node.run(batch)
      let other = batch.registers[node.register].words
      for word in 0..<batch.wordCount { words[word] = ~other[word] & batch.rowMask(word) }
    }
  }

  func isMissing(_ inner: Expression) throws(ScriptError) -> Node { isMissing(try compile(inner)) }

  private func isMissing(_ node: Node) -> Node {
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

  func compileAll(_ expressions: [Expression]) throws(ScriptError) -> [Node] {
    var nodes: [Node] = []
    for expression in expressions { nodes.append(try compile(expression)) }
    return nodes
  }

  func compare(_ comparison: Comparison, _ a: Expression, _ b: Expression) throws(ScriptError) -> Node {
    let one = try compile(a)
    if let constant = try constantValue(b), let node = try compare(one, comparison, constant) { return node }
    let other = try compile(b)
    if let constant = one.constant, let node = try compare(other, comparison.swapped, constant) { return node }
    if let dictionary = one.dictionary, let otherDictionary = other.dictionary {
      return compareTexts(comparison, one, dictionary, other, otherDictionary)
    }
    return bits { batch, words in
      one.run(batch)
      other.run(batch)
      let x = batch.registers[one.register]
      let y = batch.registers[other.register]
      switch one.lanes {
      case .integers: Comparing.rows(comparison, x.integers, y.integers, batch, into: words)
      case .numbers: Comparing.rows(comparison, x.numbers, y.numbers, batch, into: words)
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
        batch.fill(words)
        let register = batch.registers[node.register]
        Comparing.integers(register.integers, batch.count, comparison, value, keep: words)
        Bits.clear(words, whereMissing: register.validity, batch.wordCount)
      }
    }
    return filter(column) { rows, words in Comparing.integers(column.values, rows, comparison, value, keep: words) }
  }
}
