// Columns from values, for hosts, answers and tests. Readers of files write buffers instead.

import SegDiagnostics
import SegRuntime

extension Column {
  /// Integers in the narrowest width; nil is missing.
  public static func integers(_ values: [Int64?]) -> Column {
    let buffer = Buffer<Int64>(count: values.count)
    for (row, value) in values.enumerated() { buffer[row] = value ?? 0 }
    return Column.integer(buffer, validity: validity(of: values))
  }

  /// Numbers. nil is missing, and so is a number that is not finite: columns never
  /// hold one.
  public static func numbers(_ given: [Double?]) -> Column {
    let values = given.contains { $0?.isFinite == false } ? given.map { $0.flatMap { $0.isFinite ? $0 : nil } } : given
    let buffer = Buffer<Double>(count: values.count)
    for (row, value) in values.enumerated() { buffer[row] = value ?? 0 }
    return Column(.number, count: values.count, values: .float64(buffer), validity: validity(of: values))
  }

  /// Texts; nil is missing.
  public static func texts(_ values: [String?]) -> Column {
    var codes: [ExactText: UInt32] = [:]
    var texts: [String] = []
    let buffer = Buffer<UInt32>(count: values.count)
    for (row, value) in values.enumerated() {
      guard let value else {
        buffer[row] = 0
        continue
      }
      if let code = codes[ExactText(value)] {
        buffer[row] = code
      } else {
        buffer[row] = UInt32(texts.count)
        codes[ExactText(value)] = UInt32(texts.count)
        texts.append(value)
      }
    }
    if texts.isEmpty { texts = [""] }  // code 0 must exist
    return Column.text(buffer, dictionary: TextDictionary(texts), validity: validity(of: values))
  }

  /// Dates; nil is missing.
  public static func dates(_ values: [CalendarDate?]) -> Column {
    let buffer = Buffer<Int32>(count: values.count)
    for (row, value) in values.enumerated() { buffer[row] = value?.days ?? 0 }
    return Column(.date, count: values.count, values: .int32(buffer), validity: validity(of: values))
  }

  /// Microseconds since 1970-01-01T00:00:00.
  public static func timestamps(_ values: [Int64?]) -> Column {
    let buffer = Buffer<Int64>(count: values.count)
    for (row, value) in values.enumerated() { buffer[row] = value ?? 0 }
    return Column(.timestamp, count: values.count, values: .int64(buffer), validity: validity(of: values))
  }

  /// Yes/no values; nil is missing.
  public static func booleans(_ values: [Bool?]) -> Column {
    Column(
      .boolean, count: values.count, values: .bits(Bitmap(values.map { $0 ?? false })),
      validity: validity(of: values))
  }

  /// A column of the given type; values of another type become missing.
  public static func of(_ type: ColumnType, _ values: [Value]) -> Column {
    switch type {
    case .integer: integers(values.map { if case .integer(let value) = $0 { value } else { nil } })
    case .number:
      numbers(
        values.map {
          switch $0 {
          case .number(let value): value
          case .integer(let value): Double(value)
          case .missing, .text, .date, .timestamp, .boolean: nil
          }
        })
    case .text: texts(values.map { if case .text(let value) = $0 { value } else { nil } })
    case .date: dates(values.map { if case .date(let value) = $0 { CalendarDate(days: value) } else { nil } })
    case .timestamp: timestamps(values.map { if case .timestamp(let value) = $0 { value } else { nil } })
    case .boolean: booleans(values.map { if case .boolean(let value) = $0 { value } else { nil } })
    }
  }

  /// A column without any value, as long as a table; its memory may be refused.
  ///
  /// - Throws: where it is.
  package static func missing(_ type: ColumnType, count: Int, in context: ExecutionContext) throws(ScriptError) -> Column {
    let values: Values =
      switch type {
      case .integer: .int8(try Buffer(count: count, zeroed: true, in: context))
      case .number: .float64(try Buffer(count: count, zeroed: true, in: context))
      case .text: .codes8(try Buffer(count: count, zeroed: true, in: context))
      case .date: .int32(try Buffer(count: count, zeroed: true, in: context))
      case .timestamp: .int64(try Buffer(count: count, zeroed: true, in: context))
      case .boolean: .bits(Bitmap(count: count))
      }
    return Column(
      type, count: count, values: values, validity: Bitmap(count: count), dictionary: type == .text ? TextDictionary([""]) : nil)
  }

  private static func validity<Element>(of values: [Element?]) -> Bitmap? {
    values.contains { $0 == nil } ? Bitmap(values.map { $0 != nil }) : nil
  }

  /// Integers in the narrowest width that holds all of them.
  package static func integer(_ buffer: Buffer<Int64>, validity: Bitmap?) -> Column {
    var low: Int64 = 0
    var high: Int64 = 0
    for row in 0..<buffer.count {
      low = min(low, buffer.pointer[row])
      high = max(high, buffer.pointer[row])
    }
    let values: Values =
      switch IntegerWidth(low, high) {
      case .int8: .int8(narrowed(buffer))
      case .uint8: .uint8(narrowed(buffer))
      case .int16: .int16(narrowed(buffer))
      case .int32: .int32(narrowed(buffer))
      case .int64: .int64(buffer)
      }
    return Column(.integer, count: buffer.count, values: values, validity: validity)
  }

  /// Text codes in the narrowest width that numbers the dictionary.
  package static func text(_ codes: Buffer<UInt32>, dictionary: TextDictionary, validity: Bitmap?) -> Column {
    let values: Values
    if dictionary.count <= 1 << 8 {
      values = .codes8(narrowed(codes))
    } else if dictionary.count <= 1 << 16 {
      values = .codes16(narrowed(codes))
    } else {
      values = .codes32(codes)
    }
    return Column(.text, count: codes.count, values: values, validity: validity, dictionary: dictionary)
  }

  private static func narrowed<Wide: FixedWidthInteger & BitwiseCopyable, Narrow: FixedWidthInteger & BitwiseCopyable>(
    _ buffer: Buffer<Wide>
  ) -> Buffer<Narrow> {
    let result = Buffer<Narrow>(count: buffer.count)
    for row in 0..<buffer.count { result.pointer[row] = Narrow(truncatingIfNeeded: buffer.pointer[row]) }
    return result
  }
}

/// The width in which a column's integers are stored.
package enum IntegerWidth {
  case int8, uint8, int16, int32, int64

  /// The narrowest width for integers from the least to the greatest.
  package init(_ low: Int64, _ high: Int64) {
    if low >= Int8.min, high <= Int8.max {
      self = .int8
    } else if low >= 0, high <= UInt8.max {
      self = .uint8
    } else if low >= Int16.min, high <= Int16.max {
      self = .int16
    } else {
      self = low >= Int32.min && high <= Int32.max ? .int32 : .int64
    }
  }
}
