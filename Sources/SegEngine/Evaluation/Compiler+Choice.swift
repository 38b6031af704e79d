// Choices between values: if, ??, and the stages of a lifecycle.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

extension Compiler {
  func conditional(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression, _ type: ColumnType
  ) throws(ScriptError) -> Node {
    let test = try compile(condition)
    let (lanes, nodes) = try unify([then, otherwise], type)
    let maskRegister = makeRegister()
    let yes = nodes[0]
    let no = nodes[1]
    return computed(lanes) { batch, own in
      test.run(batch)
      let words = batch.wordCount
      // Errors in a branch count only for the rows that take it.
      let asked = batch.registers[maskRegister].ownWords
      let chosen = batch.registers[maskRegister].ownValidity
      let bits = batch.registers[test.register].words
      for word in 0..<words { chosen[word] = bits[word] & batch.rowMask(word) }
      for word in 0..<words { asked[word] = chosen[word] }
      batch.run(yes.run, only: asked)
      for word in 0..<words { asked[word] = ~chosen[word] }
      batch.run(no.run, only: asked)
      return Self.merge(batch, lanes, own, UnsafePointer(chosen), batch.registers[yes.register], batch.registers[no.register])
    }
  }

  /// The first value that is not missing.
  func coalesce(_ parts: [Expression], _ type: ColumnType) throws(ScriptError) -> Node {
    let (lanes, nodes) = try unify(parts, type)
    guard let start = nodes.first else { return constant(.missing, type) }
    let rest = Array(nodes.dropFirst())
    let maskRegister = makeRegister()
    // All in one node, so that a long chain is not a deep one.
    return computed(lanes) { batch, own in
      start.run(batch)
      var register = batch.registers[start.register]
      let chosen = own.ownValidity
      // Errors in a value count only for the rows that need it.
      let asked = batch.registers[maskRegister].ownWords
      for next in rest {
        guard let validity = register.validity else { break }
        for word in 0..<batch.wordCount { asked[word] = ~validity[word] }
        batch.run(next.run, only: asked)
        for word in 0..<batch.wordCount { chosen[word] = validity[word] }
        // `merge` reads `chosen` before it writes the same word of validity.
        let merged = Self.merge(batch, lanes, own, UnsafePointer(chosen), register, batch.registers[next.register])
        register.values = UnsafeRawPointer(own.ownValues)
        register.validity = merged
      }
      Self.copy(register, lanes, batch, into: own)
      return register.validity
    }
  }

  /// Nodes with a common dictionary of text codes.
  private func unify(_ expressions: [Expression], _ type: ColumnType) throws(ScriptError) -> (Lanes, [Node]) {
    let nodes = try compileAll(expressions)
    guard type == .text else { return (nodes.first?.lanes ?? .integers, nodes) }
    let dictionaries = nodes.compactMap(\.dictionary)
    guard let first = dictionaries.first, dictionaries.count == nodes.count else { return (.bits, nodes) }
    if dictionaries.allSatisfy({ $0 === first }) { return (.codes(first), nodes) }
    let (union, maps) = TextDictionary.union(dictionaries)
    return (.codes(union), zip(nodes, maps).map { recode($0, $1, union) })
  }

  /// The first stage whose condition holds; missing if none does.
  func stages(_ stages: [Stage]) throws(ScriptError) -> Node {
    var tests: [Node?] = []
    for stage in stages {
      if let condition = stage.condition { tests.append(try compile(condition)) } else { tests.append(nil) }
    }
    let dictionary = TextDictionary(stages.map(\.name), isOrdered: true)
    let conditions = tests
    let maskRegister = makeRegister()
    return computed(.codes(dictionary)) { batch, own in
      let open = own.ownValidity
      batch.fill(open)
      for row in 0..<batch.count { own.ownCodes[row] = 0 }
      // Errors in a condition count only for the rows that are in no stage yet.
      let asked = batch.registers[maskRegister].ownWords
      for (code, test) in conditions.enumerated() {
        for word in 0..<batch.wordCount { asked[word] = open[word] }
        if let test { batch.run(test.run, only: asked) }
        let bits = test.map { batch.registers[$0.register].words }
        for word in 0..<batch.wordCount {
          let taken = open[word] & (bits.map { $0[word] } ?? ~0)
          open[word] &= ~taken
          var rest = taken
          while rest != 0 {
            own.ownCodes[word << 6 + rest.trailingZeroBitCount] = UInt32(code)
            rest &= rest &- 1
          }
        }
      }
      var left: UInt64 = 0
      for word in 0..<batch.wordCount {
        left |= open[word]
        open[word] = ~open[word] & batch.rowMask(word)
      }
      return left == 0 ? nil : UnsafePointer(open)
    }
  }
}
