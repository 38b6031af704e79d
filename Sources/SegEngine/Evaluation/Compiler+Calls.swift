// Calls of functions: the kernel of an overload, applied to batches.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegKernels
import SegPlan
import SegRuntime
import SegStore

extension Compiler {
  func call(_ function: FunctionReference, _ arguments: [Expression], _ whole: Expression) throws(ScriptError) -> Node {
    guard let overload = evaluation.functions.overload(function) else {
      throw ScriptError(EngineDiagnostics.noKernel(function.name, at: whole.span))
    }
    switch overload.kernel {
    case .values(let body): return try callOnValues(function, overload, body, arguments, whole)
    case .number, .numbers, .integer, .integers, .numberToInteger, .text, .textToInteger, .textToNumber: break
    }
    let nodes = try compileAll(arguments)
    guard let one = nodes.first else { return constant(.missing, whole.type) }
    let other = nodes.count > 1 ? nodes[1] : one
    switch overload.kernel {
    case .number(let body):
      return computed(.numbers) { batch, own in
        one.run(batch)
        let register = batch.registers[one.register]
        for row in 0..<batch.count { own.ownNumbers[row] = body(register.numbers[row]) }
        return Arithmetic.settle(own.ownNumbers, batch, register.validity, own: own.ownValidity)
      }
    case .numbers(let body):
      if case .number(let constant)? = other.constant, nodes.count == 2, let fixed = overload.withConstant?(constant) {
        return computed(.numbers) { batch, own in
          one.run(batch)
          let register = batch.registers[one.register]
          for row in 0..<batch.count { own.ownNumbers[row] = fixed(register.numbers[row]) }
          return Arithmetic.settle(own.ownNumbers, batch, register.validity, own: own.ownValidity)
        }
      }
      return computed(.numbers) { batch, own in
        one.run(batch)
        other.run(batch)
        let x = batch.registers[one.register]
        let y = batch.registers[other.register]
        for row in 0..<batch.count { own.ownNumbers[row] = body(x.numbers[row], y.numbers[row]) }
        let validity = Bits.validity(x.validity, y.validity, batch.wordCount, into: own.ownValidity)
        return Arithmetic.settle(own.ownNumbers, batch, validity, own: own.ownValidity)
      }
    case .integer(let body): return partial(one, body)
    case .integers(let body):
      return computed(.integers) { batch, own in
        one.run(batch)
        other.run(batch)
        let x = batch.registers[one.register]
        let y = batch.registers[other.register]
        let validity = Bits.validity(x.validity, y.validity, batch.wordCount, into: own.ownValidity)
        return Self.write(batch, own, validity) { body(x.integers[$0], y.integers[$0]) }
      }
    case .numberToInteger(let body):
      return computed(.integers) { batch, own in
        one.run(batch)
        let register = batch.registers[one.register]
        return Self.write(batch, own, register.validity) { body(register.numbers[$0]) }
      }
    case .text(let body): return try mappedTexts(one, overload.bytes?([.missing]), body)
    case .textToInteger(let body):
      if whole.type == .integer, let count = overload.counted { return try mappedCounts(one, count, body) }
      return try mapped(one, to: whole.type) { text in
        guard let value = body(text) else { return .missing }
        return whole.type == .date ? .date(Int32(clamping: value)) : .integer(value)
      }
    case .textToNumber(let body):
      return try mapped(one, to: .number) { body($0).map { $0.isFinite ? .number($0) : .missing } ?? .missing }
    case .values: return constant(.missing, whole.type)
    }
  }

  /// A function of one text, computed once for each distinct text.
  private func mapped(
    _ node: Node, to type: ColumnType, _ body: @escaping @Sendable (String) -> Value
  ) throws(ScriptError) -> Node {
    guard let dictionary = node.dictionary else { return constant(.missing, type) }
    let pieces = (dictionary.count + batchRows - 1) / batchRows
    let slots = MorselResults<[Value]>(pieces)
    try evaluation.context.run(pieces: pieces) { _, piece in
      let codes = piece * batchRows..<min(dictionary.count, (piece + 1) * batchRows)
      slots.set(piece, codes.map { body(dictionary[$0]) })
    }
    return looked(up: Column.of(type, (0..<pieces).flatMap { slots.get($0) ?? [] }), node)
  }

  /// A function from text to text, computed once for each distinct text.
  private func mappedTexts(
    _ node: Node, _ kernel: ByteKernel?, _ body: @escaping @Sendable (String) -> String?
  ) throws(ScriptError) -> Node {
    guard let dictionary = node.dictionary else { return constant(.missing, .text) }
    let mapping = try TextMapping(dictionary, kernel.map { ($0.extra, $0.body) }, evaluation.context, body)
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

  /// A test of a function's result for one text, without a dictionary of the results; nil
  /// if the expression is not such a function.
  func textTest(ofCall expression: Expression, _ matcher: TextMatcher) throws(ScriptError) -> Node? {
    guard case .call(let function, let arguments) = expression.kind, arguments.count == 1,
      let overload = evaluation.functions.overload(function), case .text(let body) = overload.kernel, let kernel = overload.bytes?([.missing])
    else { return nil }
    let node = try compile(arguments[0])
    guard let dictionary = node.dictionary else { return nil }
    return try lookup(node, dictionary) { text in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count + kernel.extra + 1) { room in
        if let base = room.baseAddress, let count = kernel.body(text, base) {
          return matcher.test(UnsafeBufferPointer(start: base, count: count))
        }
        guard var made = body(String(decoding: text, as: UTF8.self)) else { return false }
        return made.withUTF8 { matcher.test($0) }
      }
    }
  }

  /// A function that counts something in each distinct text.
  private func mappedCounts(
    _ node: Node, _ count: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Int?,
    _ body: @escaping @Sendable (String) -> Int64?
  ) throws(ScriptError) -> Node {
    guard let dictionary = node.dictionary else { return constant(.missing, .integer) }
    let counts = Buffer<Int64>(count: dictionary.count)
    let pieces = (dictionary.count + batchRows - 1) / batchRows
    let missing = MorselResults<[Int]>(pieces)
    try evaluation.context.run(pieces: pieces) { _, piece in
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
  private func looked(up answers: Column, _ node: Node) -> Node {
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
      let piece = answers.taking(UnsafeBufferPointer(start: rows, count: batch.count))
      batch.kept.append(piece)
      Self.read(piece, at: 0, batch, register)
    }
  }

  /// A function of several values. If only one text varies, it is computed once for each
  /// distinct text, otherwise row by row.
  private func callOnValues(
    _ function: FunctionReference, _ overload: Function.Overload, _ body: @escaping @Sendable ([Value]) -> Value,
    _ arguments: [Expression], _ whole: Expression
  ) throws(ScriptError) -> Node {
    let varying = arguments.indices.filter { !arguments[$0].isConstant }
    var fixed: [Value] = []
    for argument in arguments { fixed.append(argument.isConstant ? try evaluation.constant(argument) : .missing) }
    let isTotal = arguments.indices.allSatisfy { varying.contains($0) || fixed[$0] != .missing }
    guard isTotal else { return constant(.missing, whole.type) }
    if varying.count == 1, let place = varying.first, arguments[place].type == .text {
      let others = fixed
      if whole.type == .text, let bytes = overload.bytes {
        return try mappedTexts(compile(arguments[place]), bytes(others)) { text in
          var values = others
          values[place] = .text(text)
          if case .text(let result) = body(values) { return result }
          return nil
        }
      }
      return try mapped(compile(arguments[place]), to: whole.type) { text in
        var values = others
        values[place] = .text(text)
        return body(values)
      }
    }
    var columns: [Column?] = []
    for argument in arguments {
      columns.append(argument.isConstant ? nil : try evaluation.column(argument, on: frame))
    }
    var refused = Refusals()
    var results: [Value] = []
    try evaluation.context.offer(frame.rowCount * MemoryLayout<Value>.stride)
    results.reserveCapacity(frame.rowCount)
    for row in 0..<frame.rowCount {
      if row & 0xFFFF == 0 { try evaluation.context.check() }
      let values = columns.indices.map { columns[$0]?[row] ?? fixed[$0] }
      let result = values.contains(.missing) ? .missing : body(values)
      results.append(result)
      if result == .missing, let refusal = overload.refusal { refused.add(values, refusal) }
    }
    for notice in refused.notices(of: function.name, frame, whole) { evaluation.context.notices.add(notice) }
    return column(Column.of(whole.type, results))
  }
}

extension EngineDiagnostics {
  static func noKernel(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("unknown-function", "this session has no function `\(name)`", at: span)
  }

  static func badPattern(_ reason: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("bad-pattern", reason, at: span)
  }
}
