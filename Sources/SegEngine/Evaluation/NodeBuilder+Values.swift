// Steps that write values of their own.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime

extension NodeBuilder {
  /// A node that writes values of its own; `body` returns their validity.
  func computed(_ lanes: Lanes, _ body: @escaping (Batch, Register) -> UnsafePointer<UInt64>?) -> Node {
    let register = makeRegister()
    return Node(register: register, lanes: lanes) { batch in
      let target = batch.registers + register
      let validity = body(batch, target.pointee)
      target.pointee.values = UnsafeRawPointer(target.pointee.ownValues)
      target.pointee.validity = validity
    }
  }

  /// Integers from integers, row by row; nil is missing.
  func partial(_ node: Node, _ body: @escaping (Int64) -> Int64?) -> Node {
    computed(.integers) { batch, own in
      node.run(batch)
      let register = batch.registers[node.register]
      let values = register.integers
      return Self.write(batch, own, register.validity) { body(values[$0]) }
    }
  }

  /// Writes a value for each row that is not missing; nil makes it missing.
  static func write(
    _ batch: Batch, _ own: Register, _ validity: UnsafePointer<UInt64>?, _ body: (Int) -> Int64?
  ) -> UnsafePointer<UInt64>? {
    var isFull = validity == nil
    for word in 0..<batch.wordCount {
      var bits = validity.map { $0[word] } ?? batch.rowMask(word)
      for row in word << 6..<min(batch.count, word << 6 + 64) {
        if bits >> UInt64(row & 63) & 1 == 1, let value = body(row) {
          own.ownIntegers[row] = value
        } else {
          own.ownIntegers[row] = 0
          bits &= ~(1 << UInt64(row & 63))
          isFull = false
        }
      }
      own.ownValidity[word] = bits
    }
    return isFull ? nil : UnsafePointer(own.ownValidity)
  }

  static func modulo(
    _ values: UnsafePointer<Int64>, _ divisors: UnsafePointer<Int64>, _ batch: Batch, _ own: Register,
    _ validity: UnsafePointer<UInt64>?
  ) -> UnsafePointer<UInt64>? {
    for word in 0..<batch.wordCount {
      var bits = validity.map { $0[word] } ?? batch.rowMask(word)
      for row in word << 6..<min(batch.count, word << 6 + 64) {
        let divisor = divisors[row]
        if divisor == 0 {
          bits &= ~(1 << UInt64(row & 63))
          own.ownIntegers[row] = 0
        } else {
          // The smallest integer by -1 overflows, though its remainder is 0.
          own.ownIntegers[row] = divisor == -1 ? 0 : values[row] % divisor
        }
      }
      own.ownValidity[word] = bits
    }
    return UnsafePointer(own.ownValidity)
  }

  /// The day of the years 1 to 9999, or nil.
  static func shiftDay(_ day: Int64, months: Int64, days: Int64) -> Int64? {
    var date = CalendarDate(days: Int32(clamping: day))
    if months != 0 {
      guard let moved = date.adding(months: Int(clamping: months)) else { return nil }
      date = moved
    }
    let (moved, overflow) = Int64(date.days).addingReportingOverflow(days)
    return overflow || !CalendarDate.calendar.contains(moved) ? nil : moved
  }

  static func shiftTimestamp(_ microseconds: Int64, months: Int64, days: Int64) -> Int64? {
    let day = CalendarDate.day(of: microseconds)
    let rest = microseconds &- day &* CalendarDate.microsecondsPerDay
    return shiftDay(day, months: months, days: days).map { $0 * CalendarDate.microsecondsPerDay + rest }
  }
}
