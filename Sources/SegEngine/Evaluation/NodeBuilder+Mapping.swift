// Functions of texts, computed once for each distinct one.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegKernels
import SegPlan
import SegRuntime

extension NodeBuilder {
  /// A function of one text, computed once for each distinct text.
  func mapped(
    _ node: Node, to type: ColumnType, _ body: @escaping @Sendable (String) -> Value
  ) throws(ScriptError) -> Node {
    guard let dictionary = node.dictionary else { return constant(.missing, type) }
    let pieces = (dictionary.count + batchRows - 1) / batchRows
    let slots = MorselResults<[Value]>(pieces)
    try context.run(pieces: pieces) { _, piece in
      let codes = piece * batchRows..<min(dictionary.count, (piece + 1) * batchRows)
      slots.set(piece, codes.map { body(dictionary[$0]) })
    }
    return looked(up: Column.of(type, (0..<pieces).flatMap { slots.get($0) ?? [] }), node)
  }

  /// A function from text to text, computed once for each distinct text.
  func mappedTexts(
    _ node: Node, _ kernel: ByteKernel?, _ body: @escaping @Sendable (String) -> String?
  ) throws(ScriptError) -> Node {
    guard let dictionary = node.dictionary else { return constant(.missing, .text) }
    let mapping = try TextMapping(dictionary, kernel.map { ($0.factor, $0.extra, $0.body) }, context, body)
    let register = makeRegister()
    let (codes, valid) = (mapping.codes, mapping.validity)
    return Node(register: register, lanes: .codes(mapping.dictionary)) { batch in
      node.run(batch)
      let source = batch.registers[node.register]
      let own = batch.registers + register
      let target = own.pointee.ownCodes
      for row in 0..<batch.count { target[row] = codes.pointer[Int(source.codes[row])] }
      own.pointee.values = UnsafeRawPointer(target)
      guard valid != nil || source.validity != nil else {
        own.pointee.validity = nil
        return
      }
      let words = own.pointee.ownValidity
      for word in 0..<batch.wordCount { words[word] = source.validity.map { $0[word] } ?? ~0 }
      for row in 0..<batch.count {
        let isPresent = Arithmetic.isPresent(source.validity, row) && valid?[Int(source.codes[row])] ?? true
        if !isPresent {
          words[row >> 6] &= ~(1 << UInt64(row & 63))
          target[row] = 0
        }
      }
      own.pointee.validity = UnsafePointer(words)
    }
  }

  /// A function that counts something in each distinct text.
  func mappedCounts(
    _ node: Node, _ count: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Int?,
    _ body: @escaping @Sendable (String) -> Int64?
  ) throws(ScriptError) -> Node {
    guard let dictionary = node.dictionary else { return constant(.missing, .integer) }
    let counts = try Buffer<Int64>(count: dictionary.count, in: context)
    let pieces = (dictionary.count + batchRows - 1) / batchRows
    let missing = MorselResults<[Int]>(pieces)
    try context.run(pieces: pieces) { _, piece in
      var own: [Int] = []
      for code in piece * batchRows..<min(dictionary.count, (piece + 1) * batchRows) {
        let text = dictionary.utf8(code)
        if let count = count(text).map({ Int64($0) }) ?? body(String(decoding: text, as: UTF8.self)) {
          counts.pointer[code] = count
        } else {
          counts.pointer[code] = 0
          own.append(code)
        }
      }
      missing.set(piece, own)
    }
    let without = (0..<pieces).flatMap { missing.get($0) ?? [] }
    var validity: Bitmap?
    if !without.isEmpty {
      let present = Bitmap(count: dictionary.count, repeating: true)
      for code in without { present.set(code, false) }
      validity = present
    }
    return looked(up: Column.integer(counts, validity: validity), node)
  }

  /// Each row's answer is that of its text's code.
  func looked(up answers: Column, _ node: Node) -> Node {
    let register = makeRegister()
    return Node(register: register, lanes: Self.lanes(answers)) { batch in
      node.run(batch)
      let source = batch.registers[node.register]
      let validity = source.validity
      // Each row takes the answer of its code; a missing text has none.
      let rows = UnsafeMutablePointer<Int32>.allocate(capacity: batch.count)
      defer { rows.deallocate() }
      for row in 0..<batch.count {
        rows[row] = Arithmetic.isPresent(validity, row) ? Int32(truncatingIfNeeded: source.codes[row]) : -1
      }
      let piece = answers.gathered(UnsafeBufferPointer(start: rows, count: batch.count))
      batch.kept.append(piece)
      Self.read(piece, at: 0, batch, register)
    }
  }
}
