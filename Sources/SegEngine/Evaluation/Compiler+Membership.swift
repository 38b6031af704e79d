// Membership in a list.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

extension Compiler {
  func isIn(_ inner: Expression, _ values: [Value]) throws(ScriptError) -> Node {
    let node = try compile(inner)
    if let dictionary = node.dictionary {
      let wanted = values.compactMap { if case .text(let text) = $0 { Array(text.utf8) } else { nil } }
      return try isOne(of: wanted, node, dictionary)
    }
    let integers = Self.sorted(
      values.compactMap { value -> Int64? in
        switch value {
        case .integer(let integer), .timestamp(let integer): integer
        case .date(let days): Int64(days)
        case .number, .text, .boolean, .missing: nil
        }
      })
    let numbers = Self.sorted(values.compactMap { if case .number(let number) = $0 { number } else { nil } })
    let booleans = Set(values.compactMap { if case .boolean(let isTrue) = $0 { isTrue } else { nil } })
    return bits { batch, words in
      node.run(batch)
      let register = batch.registers[node.register]
      switch node.lanes {
      case .integers: Comparing.isOne(of: integers, register.integers, batch, into: words)
      case .numbers: Comparing.isOne(of: numbers, register.numbers, batch, into: words)
      case .bits:
        for word in 0..<batch.wordCount {
          var result: UInt64 = 0
          if booleans.contains(true) { result |= register.words[word] }
          if booleans.contains(false) { result |= ~register.words[word] }
          words[word] = result & batch.rowMask(word)
        }
      case .codes: break
      }
      Bits.clear(words, whereMissing: register.validity, batch.wordCount)
    }
  }
}
