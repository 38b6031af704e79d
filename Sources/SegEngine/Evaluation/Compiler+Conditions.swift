// Conditions: yes or no for every row, never unknown.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan

extension Compiler {
  func or(_ parts: [Expression]) throws(ScriptError) -> Node {
    let steps = try compileInTurn(Expression.joiningEqualities(parts)).map(\.step)
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
      return try compareTexts(comparison, one, dictionary, other, otherDictionary)
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
}
