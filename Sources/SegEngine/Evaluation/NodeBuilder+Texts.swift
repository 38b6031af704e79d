// Conditions on texts: evaluated for the distinct texts, then looked up by code.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

extension NodeBuilder {
  static let textsAtATime = 4096
  static let textsInRegisters = 1024
  static let fewCodes = 4

  /// A test of texts, evaluated once for each distinct text.
  func lookup(
    _ node: Node, _ dictionary: TextDictionary, _ test: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Bool
  ) throws(ScriptError) -> Node {
    let answers = try Buffer<UInt8>(count: dictionary.count + 1, zeroed: true, in: context)
    try context.run(pieces: (dictionary.count + Self.textsAtATime - 1) / Self.textsAtATime) { _, piece in
      let start = piece * Self.textsAtATime
      for code in start..<min(dictionary.count, start + Self.textsAtATime) {
        answers.pointer[code] = bit(test(dictionary.utf8(code)))
      }
    }
    return isOne(of: (0..<dictionary.count).filter { answers[$0] == 1 }, node, dictionary, answers)
  }

  /// Whether a text is in a list.
  func isOne(of texts: [[UInt8]], _ node: Node, _ dictionary: TextDictionary) throws(ScriptError) -> Node {
    isOne(of: try TextFinding(texts).codes(in: dictionary, context), node, dictionary, nil)
  }

  /// - Parameters:
  ///   - codes: those for which the answer is yes.
  ///   - answers: one byte for each code, if it exists already.
  func isOne(of codes: [Int], _ node: Node, _ dictionary: TextDictionary, _ answers: Buffer<UInt8>?) -> Node {
    let column = node.column
    if codes.count == 1, let column { return isCode(codes[0], column) }
    if codes.count <= Self.fewCodes, dictionary.count > Self.textsInRegisters, let column { return isOneOfFew(codes, column) }
    let answers = answers ?? Buffer<UInt8>(count: dictionary.count + 1, zeroed: true)
    for code in codes { answers[code] = 1 }
    if dictionary.count <= Self.textsInRegisters, let column, let node = isOne(of: codes, answers, column) { return node }
    guard let column else {
      return bits { batch, words in
        node.run(batch)
        batch.fill(words)
        let register = batch.registers[node.register]
        Comparing.lookup(register.codes, answers.pointer, batch.count, keep: words)
        Bits.clear(words, whereMissing: register.validity, batch.wordCount)
      }
    }
    return filter(column) { rows, words in Comparing.lookup(column.values, rows, answers.pointer, keep: words) }
  }

  /// A few codes are compared, because the answers of many texts do not fit the nearest cache.
  func isOneOfFew(_ codes: [Int], _ column: Column) -> Node {
    let steps = codes.map { isCode($0, column).step }
    return bits { batch, words in
      for word in 0..<batch.wordCount { words[word] = 0 }
      for step in steps {
        step.run(batch)
        let other = batch.registers[step.register].words
        for word in 0..<batch.wordCount { words[word] |= other[word] }
      }
    }
  }

  /// With few texts, the answers are bits in registers.
  func isOne(of codes: [Int], _ answers: Buffer<UInt8>, _ column: Column) -> Node? {
    let table = Buffer<UInt64>(count: Self.textsInRegisters / 64, zeroed: true)
    for code in codes { table[code >> 6] |= 1 << UInt64(code & 63) }
    switch column.values {
    case .codes8, .codes16: break
    case .int8, .uint8, .int16, .int32, .int64, .float64, .codes32, .bits: return nil
    }
    return filter(column) { rows, words in
      Comparing.lookup(column.values, rows, answers.pointer, bits: table.pointer, keep: words)
    }
  }

  /// If only one text has the answer yes, its code is compared.
  func isCode(_ code: Int, _ column: Column) -> Node {
    filter(column) { rows, words in Comparing.code(column.values, rows, code, keep: words) }
  }

  /// Texts of two dictionaries are compared by their places in a common order.
  func compareTexts(
    _ comparison: Comparison, _ one: Node, _ dictionary: TextDictionary, _ other: Node, _ otherDictionary: TextDictionary
  ) throws(ScriptError) -> Node {
    let (ranks, otherRanks) = try TextDictionary.commonRanks(dictionary, otherDictionary, context)
    return bits { batch, words in
      one.run(batch)
      other.run(batch)
      let x = batch.registers[one.register]
      let y = batch.registers[other.register]
      Comparing.rows(comparison, x.codes, ranks, y.codes, otherRanks, batch, into: words)
      Bits.clear(words, whereMissing: x.validity, batch.wordCount)
      Bits.clear(words, whereMissing: y.validity, batch.wordCount)
    }
  }
}
