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

  /// The first value for chosen rows, the second for others.
  private static func merge(
    _ batch: Batch, _ lanes: Lanes, _ own: Register, _ chosen: UnsafePointer<UInt64>, _ yes: Register, _ no: Register
  ) -> UnsafePointer<UInt64>? {
    let words = batch.wordCount
    switch lanes {
    case .integers: select(batch, chosen, yes.integers, no.integers, into: own.ownIntegers)
    case .numbers: select(batch, chosen, yes.numbers, no.numbers, into: own.ownNumbers)
    case .codes: select(batch, chosen, yes.codes, no.codes, into: own.ownCodes)
    case .bits:
      for word in 0..<words {
        own.ownWords[word] = (yes.words[word] & chosen[word] | no.words[word] & ~chosen[word]) & batch.rowMask(word)
      }
    }
    if yes.validity == nil && no.validity == nil { return nil }
    for word in 0..<words {
      let one = yes.validity.map { $0[word] } ?? ~0
      let other = no.validity.map { $0[word] } ?? ~0
      own.ownValidity[word] = (one & chosen[word] | other & ~chosen[word]) & batch.rowMask(word)
    }
    return UnsafePointer(own.ownValidity)
  }

  @inline(__always)
  private static func select<Value>(
    _ batch: Batch, _ chosen: UnsafePointer<UInt64>, _ yes: UnsafePointer<Value>, _ no: UnsafePointer<Value>,
    into out: UnsafeMutablePointer<Value>
  ) {
    for row in 0..<batch.count { out[row] = chosen[row >> 6] >> UInt64(row & 63) & 1 == 1 ? yes[row] : no[row] }
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

  private static func copy(_ register: Register, _ lanes: Lanes, _ batch: Batch, into own: Register) {
    if register.values == UnsafeRawPointer(own.ownValues) { return }
    switch lanes {
    case .integers: own.ownIntegers.update(from: register.integers, count: batch.count)
    case .numbers: own.ownNumbers.update(from: register.numbers, count: batch.count)
    case .codes: own.ownCodes.update(from: register.codes, count: batch.count)
    case .bits: own.ownWords.update(from: register.words, count: batch.wordCount)
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

  func recode(_ node: Node, _ map: Buffer<UInt32>, _ dictionary: TextDictionary) -> Node {
    computed(.codes(dictionary)) { batch, own in
      node.run(batch)
      let register = batch.registers[node.register]
      let codes = register.codes
      for row in 0..<batch.count { own.ownCodes[row] = map.pointer[Int(codes[row])] }
      return register.validity
    }
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
