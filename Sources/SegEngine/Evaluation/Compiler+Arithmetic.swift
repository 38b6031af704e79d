// Arithmetic: the result is missing if an input is missing.

import CKernels
import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan

extension Compiler {
  func sum(_ terms: [Term], _ whole: Expression) throws(ScriptError) -> Node {
    guard let start = terms.first else { return constant(.missing, whole.type) }
    let first = try compile(start.expression)
    let nodes = try compileInTurn(terms.dropFirst().map(\.expression)).map(\.step)
    let negative = terms.dropFirst().map(\.isNegative)
    let span = whole.span
    if whole.type == .integer {
      return computed(.integers) { batch, own in
        first.run(batch)
        var values = batch.registers[first.register].integers
        var validity = batch.registers[first.register].validity
        for (index, node) in nodes.enumerated() {
          node.run(batch)
          let other = batch.registers[node.register]
          validity = Bits.validity(validity, other.validity, batch.wordCount, into: own.ownValidity)
          Arithmetic.add(
            values, other.integers, negative: negative[index], batch, into: own.ownIntegers, validity: validity, at: span)
          values = UnsafePointer(own.ownIntegers)
        }
        if nodes.isEmpty { own.ownIntegers.update(from: values, count: batch.count) }
        return validity
      }
    }
    return computed(.numbers) { batch, own in
      first.run(batch)
      var values = batch.registers[first.register].numbers
      var validity = batch.registers[first.register].validity
      let out = own.ownNumbers
      for (index, node) in nodes.enumerated() {
        node.run(batch)
        let other = batch.registers[node.register]
        validity = Bits.validity(validity, other.validity, batch.wordCount, into: own.ownValidity)
        validity = Arithmetic.calculate(
          values, other.numbers, negative[index] ? seg_minus : seg_plus, batch, into: out, validity, own: own.ownValidity)
        values = UnsafePointer(out)
      }
      if nodes.isEmpty { out.update(from: values, count: batch.count) }
      return validity
    }
  }

  /// All factors in one node, so that a long chain is not a deep one.
  func product(_ first: Expression, _ factors: [Factor], _ whole: Expression) throws(ScriptError) -> Node {
    let start = try compile(first)
    let nodes = try compileInTurn(factors.map(\.expression)).map(\.step)
    let operators = factors.map(\.operation)
    let span = whole.span
    // The binder converts the factors before a division, so a run has one type.
    if whole.type == .integer {
      return computed(.integers) { batch, own in
        start.run(batch)
        var values = batch.registers[start.register].integers
        var validity = batch.registers[start.register].validity
        for (operation, node) in zip(operators, nodes) {
          node.run(batch)
          let other = batch.registers[node.register]
          validity = Bits.validity(validity, other.validity, batch.wordCount, into: own.ownValidity)
          if operation == .times {
            Arithmetic.multiply(values, other.integers, batch, into: own.ownIntegers, validity: validity, at: span)
          } else {
            validity = Self.modulo(values, other.integers, batch, own, validity)
          }
          values = UnsafePointer(own.ownIntegers)
        }
        return validity
      }
    }
    return computed(.numbers) { batch, own in
      start.run(batch)
      var values = batch.registers[start.register].numbers
      var validity = batch.registers[start.register].validity
      let out = own.ownNumbers
      for (operation, node) in zip(operators, nodes) {
        node.run(batch)
        let other = batch.registers[node.register]
        let factor = other.numbers
        validity = Bits.validity(validity, other.validity, batch.wordCount, into: own.ownValidity)
        // Checked after each step, because infinity divided by infinity is not a number.
        switch operation {
        case .times, .divide:
          validity = Arithmetic.calculate(
            values, factor, operation == .times ? seg_times : seg_divided_by, batch, into: out, validity, own: own.ownValidity)
        case .modulo:
          for row in 0..<batch.count { out[row] = values[row].truncatingRemainder(dividingBy: factor[row]) }
          validity = Arithmetic.settle(out, batch, validity, own: own.ownValidity)
        }
        values = UnsafePointer(out)
      }
      return validity
    }
  }

  func negate(_ inner: Expression, _ whole: Expression) throws(ScriptError) -> Node {
    if whole.type == .integer {
      let zero = Expression(.literal(.integer(0)), .integer, like: whole)
      return try sum([Term(zero), Term(inner, isNegative: true)], whole)
    }
    let node = try compile(inner)
    return computed(.numbers) { batch, own in
      node.run(batch)
      let register = batch.registers[node.register]
      for row in 0..<batch.count { own.ownNumbers[row] = 0 - register.numbers[row] }
      return register.validity
    }
  }

  func convert(_ inner: Expression, to type: ColumnType) throws(ScriptError) -> Node {
    let node = try compile(inner)
    switch (inner.type, type) {
    case (.integer, .number):
      return computed(.numbers) { batch, own in
        node.run(batch)
        let register = batch.registers[node.register]
        for row in 0..<batch.count { own.ownNumbers[row] = Double(register.integers[row]) }
        return register.validity
      }
    case (.date, .timestamp):
      return computed(.integers) { batch, own in
        node.run(batch)
        let register = batch.registers[node.register]
        for row in 0..<batch.count {
          own.ownIntegers[row] = register.integers[row] &* CalendarDate.microsecondsPerDay
        }
        return register.validity
      }
    case (.timestamp, .date):
      return computed(.integers) { batch, own in
        node.run(batch)
        let register = batch.registers[node.register]
        for row in 0..<batch.count { own.ownIntegers[row] = CalendarDate.day(of: register.integers[row]) }
        return register.validity
      }
    default: return node
    }
  }

  func daysBetween(_ a: Expression, _ b: Expression) throws(ScriptError) -> Node {
    let one = try compile(a)
    let other = try compile(b)
    if a.type == .timestamp {
      return computed(.numbers) { batch, own in
        one.run(batch)
        other.run(batch)
        let x = batch.registers[one.register]
        let y = batch.registers[other.register]
        // An exact difference of microseconds, divided once.
        for row in 0..<batch.count {
          own.ownNumbers[row] = Double(x.integers[row] &- y.integers[row]) / Double(CalendarDate.microsecondsPerDay)
        }
        return Bits.validity(x.validity, y.validity, batch.wordCount, into: own.ownValidity)
      }
    }
    return computed(.integers) { batch, own in
      one.run(batch)
      other.run(batch)
      let x = batch.registers[one.register]
      let y = batch.registers[other.register]
      for row in 0..<batch.count { own.ownIntegers[row] = x.integers[row] &- y.integers[row] }
      return Bits.validity(x.validity, y.validity, batch.wordCount, into: own.ownValidity)
    }
  }

  func shift(_ inner: Expression, months: Int64, days: Int64, minutes: Int64) throws(ScriptError) -> Node {
    let isTimestamp = inner.type == .timestamp
    let node = try compile(inner)
    if minutes != 0 {
      let (microseconds, overflow) = minutes.multipliedReportingOverflow(by: 60_000_000)
      return partial(node) { value in
        let (moved, isTooFar) = value.addingReportingOverflow(microseconds)
        return overflow || isTooFar || !CalendarDate.calendar.contains(CalendarDate.day(of: moved)) ? nil : moved
      }
    }
    return partial(node) { value in
      isTimestamp
        ? Self.shiftTimestamp(value, months: months, days: days) : Self.shiftDay(value, months: months, days: days)
    }
  }

  func shiftByDays(_ day: Expression, _ count: Expression, _ isNegative: Bool) throws(ScriptError) -> Node {
    let isTimestamp = day.type == .timestamp
    let one = try compile(day)
    let other = try compile(count)
    return computed(.integers) { batch, own in
      one.run(batch)
      other.run(batch)
      let x = batch.registers[one.register]
      let y = batch.registers[other.register]
      let validity = Bits.validity(x.validity, y.validity, batch.wordCount, into: own.ownValidity)
      return Self.write(batch, own, validity) { row in
        // The calendar has less than 4 million days.
        let days = max(-4_000_000, min(4_000_000, y.integers[row]))
        let shifted = isNegative ? -days : days
        return isTimestamp
          ? Self.shiftTimestamp(x.integers[row], months: 0, days: shifted)
          : Self.shiftDay(x.integers[row], months: 0, days: shifted)
      }
    }
  }
}
