// Conditions on one column as it lies in memory, and the order in which several
// of them are asked.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan

extension Compiler {
  /// Later conditions are looked at only where earlier ones left something: in
  /// the batch, and where they are filters in the word. What they cannot compute
  /// (an integer beyond 64 bits) is an error only of rows that are left.
  func and(_ parts: [Expression]) throws(ScriptError) -> Node {
    let nodes = rarestFirst(try compileInTurn(parts))
    if let all = filters(nodes) { return filter(all) }
    let conditions = nodes.map { node -> BatchStep in
      if let fits = node.filter {
        return { batch, words in
          fits(batch.rows, words)
          return Bits.hasAny(words, batch.wordCount)
        }
      }
      let step = node.step
      return { batch, words in
        // Errors count only for the rows that are left.
        batch.run(step.run, only: words)
        let other = batch.registers[step.register].words
        for word in 0..<batch.wordCount { words[word] &= other[word] }
        return Bits.hasAny(words, batch.wordCount)
      }
    }
    let all = inTurn(conditions)
    return bits { batch, words in
      batch.fill(words)
      all(batch, words)
    }
  }
}
