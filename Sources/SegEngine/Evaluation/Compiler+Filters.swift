// Conditions on one column in its stored form, and the order in which several of them
// are evaluated.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan

extension Compiler {
  /// Later conditions are evaluated only where earlier ones left rows: by batch, and by
  /// word if they are filters. A value that cannot be computed (an integer beyond 64
  /// bits) is an error only in rows that are left.
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
