// Steps that take one value or another.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime

extension NodeBuilder {
  /// The first value for chosen rows, the second for others.
  static func merge(
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
  static func select<Value>(
    _ batch: Batch, _ chosen: UnsafePointer<UInt64>, _ yes: UnsafePointer<Value>, _ no: UnsafePointer<Value>,
    into out: UnsafeMutablePointer<Value>
  ) {
    for row in 0..<batch.count { out[row] = chosen[row >> 6] >> UInt64(row & 63) & 1 == 1 ? yes[row] : no[row] }
  }

  static func copy(_ register: Register, _ lanes: Lanes, _ batch: Batch, into own: Register) {
    if register.values == UnsafeRawPointer(own.ownValues) { return }
    switch lanes {
    case .integers: own.ownIntegers.update(from: register.integers, count: batch.count)
    case .numbers: own.ownNumbers.update(from: register.numbers, count: batch.count)
    case .codes: own.ownCodes.update(from: register.codes, count: batch.count)
    case .bits: own.ownWords.update(from: register.words, count: batch.wordCount)
    }
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
}
