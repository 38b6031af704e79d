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
    guard let overload = source.functions.overload(function) else {
      throw ScriptError(EngineDiagnostics.noKernel(function.name, at: whole.span))
    }
    let kernel = overload.kernel.inCalendar(whole.type)
    switch kernel {
    case .values(let body): return try callOnValues(function, overload, body, arguments, whole)
    case .number, .numbers, .integer, .integers, .numberToInteger, .text, .textToInteger, .textToNumber: break
    }
    let nodes = try compileAll(arguments)
    guard let one = nodes.first else { return constant(.missing, whole.type) }
    let other = nodes.count > 1 ? nodes[1] : one
    switch kernel {
    case .number(let body):
      return computed(.numbers) { batch, own in
        one.run(batch)
        let register = batch.registers[one.register]
        for row in 0..<batch.count { own.ownNumbers[row] = body(register.numbers[row]) }
        return Arithmetic.settle(own.ownNumbers, batch, register.validity, own: own.ownValidity)
      }
    case .numbers(let body): return numbers(of: one, nodes.count == 2 ? other : nil, overload, body)
    case .integer(let body):
      if let ofDay = overload.ofDay, frame.rowCount >= DayTable.manyRows {
        return partial(one, DayTable(ofDay).body(ofTimestamps: arguments[0].type == .timestamp, body))
      }
      return partial(one, body)
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

  /// A function of two numbers; if the second is constant, the form that the function has
  /// for it.
  private func numbers(
    of one: Node, _ second: Node?, _ overload: Function.Overload, _ body: @escaping @Sendable (Double, Double) -> Double
  ) -> Node {
    if case .number(let constant)? = second?.constant, let fixed = overload.withConstant?(constant) {
      return computed(.numbers) { batch, own in
        one.run(batch)
        let register = batch.registers[one.register]
        for row in 0..<batch.count { own.ownNumbers[row] = fixed(register.numbers[row]) }
        return Arithmetic.settle(own.ownNumbers, batch, register.validity, own: own.ownValidity)
      }
    }
    let other = second ?? one
    return computed(.numbers) { batch, own in
      one.run(batch)
      other.run(batch)
      let x = batch.registers[one.register]
      let y = batch.registers[other.register]
      for row in 0..<batch.count { own.ownNumbers[row] = body(x.numbers[row], y.numbers[row]) }
      let validity = Bits.validity(x.validity, y.validity, batch.wordCount, into: own.ownValidity)
      return Arithmetic.settle(own.ownNumbers, batch, validity, own: own.ownValidity)
    }
  }

  /// A test of a function's result for one text, without a dictionary of the results; nil
  /// if the expression is not such a function.
  func textTest(ofCall expression: Expression, _ matcher: TextMatcher) throws(ScriptError) -> Node? {
    guard case .call(let function, let arguments) = expression.kind, arguments.count == 1,
      let overload = source.functions.overload(function), case .text(let body) = overload.kernel,
      let kernel = overload.bytes?([.missing])
    else { return nil }
    let node = try compile(arguments[0])
    guard let dictionary = node.dictionary else { return nil }
    return try lookup(node, dictionary) { text in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count * kernel.factor + kernel.extra + 1) { room in
        if let base = room.baseAddress, let count = kernel.body(text, base) {
          return count >= 0 && matcher.test(UnsafeBufferPointer(start: base, count: count))
        }
        guard var made = body(String(decoding: text, as: UTF8.self)) else { return false }
        return made.withUTF8 { matcher.test($0) }
      }
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
    for argument in arguments { fixed.append(argument.isConstant ? try source.constant(argument) : .missing) }
    let isTotal = arguments.indices.allSatisfy { varying.contains($0) || fixed[$0] != .missing }
    guard isTotal else { return constant(.missing, whole.type) }
    let body = overload.prepared?(fixed) ?? body
    if varying.count == 1, let place = varying.first, arguments[place].type == .text {
      let others = fixed
      let node = try compile(arguments[place])
      if let longest = overload.longest, let dictionary = node.dictionary {
        // As far as it depends on its text, a result is at most in proportion to it: so are
        // all of them to all texts.
        var sizes = others.map(\.byteCount)
        let own = longest(sizes)
        sizes[place] = dictionary.byteCount
        try context.offer(bounded(own.multipliedReportingOverflow(by: dictionary.count)))
        try context.offer(bounded((longest(sizes), false)))
      }
      if whole.type == .text, let bytes = overload.bytes {
        return try mappedTexts(node, bytes(others)) { text in
          var values = others
          values[place] = .text(text)
          if case .text(let result) = body(values) { return result }
          return nil
        }
      }
      return try mapped(node, to: whole.type) { text in
        var values = others
        values[place] = .text(text)
        return body(values)
      }
    }
    var columns: [Column?] = []
    for argument in arguments {
      columns.append(argument.isConstant ? nil : try source.column(argument, of: frame))
    }
    if overload.domainError == nil, let combinations = TextCombinations(columns, fixed, rowCount: frame.rowCount) {
      return column(try combinations.column(overload, body, whole.type, context))
    }
    var refused = DomainErrors()
    var results: [Value] = []
    try context.offer(frame.rowCount * MemoryLayout<Value>.stride)
    results.reserveCapacity(frame.rowCount)
    var made = MadeTexts()
    for row in 0..<frame.rowCount {
      if row & 0xFFFF == 0 { try context.check() }
      let values = columns.indices.map { columns[$0]?[row] ?? fixed[$0] }
      if let longest = overload.longest { try made.offer(longest(values.map(\.byteCount)), context) }
      let result = values.contains(.missing) ? .missing : body(values)
      results.append(result)
      if result == .missing, let domainError = overload.domainError { refused.add(values, domainError) }
    }
    for notice in refused.notices(of: function.name, frame, whole) { context.notices.add(notice) }
    return column(Column.of(whole.type, results))
  }
}

/// A function of days, computed once for each day of two centuries.
private struct DayTable: @unchecked Sendable {
  /// As many rows are worth the table.
  static let manyRows = 1 << 18
  private static let days: Range<Int64> = -25_567..<47_847

  private let values: Buffer<Int64>

  init(_ body: @Sendable (Int64) -> Int64?) {
    values = Buffer(Self.days.map { body($0) ?? .min })
  }

  /// - Parameter body: for days that are not in the table.
  func body(ofTimestamps isOfTimestamps: Bool, _ body: @escaping @Sendable (Int64) -> Int64?) -> @Sendable (Int64) -> Int64? {
    let values = values
    return { time in
      let day = isOfTimestamps ? CalendarDate.day(of: time) : time
      if !Self.days.contains(day) { return body(time) }
      let value = values.pointer[Int(day - Self.days.lowerBound)]
      return value == .min ? nil : value
    }
  }
}

extension EngineDiagnostics {
  static func noKernel(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("unknown-function", "this session has no function `\(name)`", at: span)
  }

  static func badPattern(_ reason: Message, at span: SourceSpan) -> Diagnostic {
    Diagnostic("bad-pattern", reason, at: span)
  }
}
