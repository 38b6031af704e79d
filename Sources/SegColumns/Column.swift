// A typed column: values, validity and, for text, a dictionary.

import SegDiagnostics

/// `count` values of one type, close to Arrow's physical layout: a values buffer
/// of fixed width, a validity bitmap if a value is missing, and for text the
/// dictionary that its codes point into. Narrow and scaled integers have no twin
/// in Arrow.
public struct Column: Sendable {
  /// How the values are stored. Integers take the narrowest width that holds
  /// their range, text codes the narrowest that numbers their texts. Numbers that
  /// were read as decimals (money) are integers too, in units of the last
  /// decimal (``scale``).
  ///
  /// | type | physical |
  /// |---|---|
  /// | integer | `int8`, `uint8`, `int16`, `int32` or `int64` |
  /// | number | `float64`, or with a scale `int8`, `uint8`, `int16` or `int32` |
  /// | text | `codes8` … `codes32`, unsigned |
  /// | date | `int32` days since 1970-01-01 |
  /// | timestamp | `int64` microseconds since then |
  /// | yes/no | `bits` |
  public enum Values: Sendable {
    case int8(Buffer<Int8>)
    case uint8(Buffer<UInt8>)
    case int16(Buffer<Int16>)
    case int32(Buffer<Int32>)
    case int64(Buffer<Int64>)
    case float64(Buffer<Double>)
    case codes8(Buffer<UInt8>)
    case codes16(Buffer<UInt16>)
    case codes32(Buffer<UInt32>)
    case bits(Bitmap)
  }

  public let type: ColumnType
  public let count: Int
  public let values: Values
  /// 1 for a value, 0 for a missing value; nil if no value is missing. The value
  /// under a 0 is 0, code 0 or no.
  public let validity: Bitmap?
  /// The texts of the codes; nil for other types.
  public let dictionary: TextDictionary?
  /// For numbers stored as integers: the decimals of their units, 0 to 4. The
  /// value is the integer divided by 10^scale, rounded once, as if read from text.
  public let scale: Int?
  /// The integers in a second, smaller form; nil if there is none.
  package private(set) var distances: KeyDistances?
  /// For texts that are words of ours: the message of each row, nil where it is missing. The texts are the English ones; nil: data.
  package private(set) var messages: [Message?]?
  let lazyDecimals: OnceCell<Int?>

  package init(
    _ type: ColumnType, count: Int, values: Values, validity: Bitmap? = nil,
    dictionary: TextDictionary? = nil, scale: Int? = nil
  ) {
    self.type = type
    self.count = count
    self.values = values
    self.validity = validity
    self.dictionary = dictionary
    self.scale = scale
    lazyDecimals = type == .number ? OnceCell() : Self.noDecimals
  }

  /// Shared by all columns that are not numbers.
  private static let noDecimals = OnceCell<Int?>()

  /// The column with a second form of its integers.
  package func with(_ distances: KeyDistances?) -> Column {
    var column = self
    column.distances = distances
    return column
  }

  /// Texts that every language says, or data among them; nil is missing.
  package static func messages(_ values: [Message?]) -> Column {
    var column = texts(values.map { $0?.description })
    column.messages = values
    return column
  }

  /// The column with its words in a language; data are the same in all.
  package func said(in language: Language) -> Column {
    guard language != .english, let messages else { return self }
    return .texts(messages.map { $0?.text(in: language) })
  }

  /// The same texts as messages, each for its row.
  func saying(_ messages: [Message?]?) -> Column {
    var column = self
    column.messages = messages
    return column
  }

  /// Whether the row has a value.
  @inlinable
  public func isPresent(_ row: Int) -> Bool { validity?[row] ?? true }

  public var missingCount: Int { validity.map { count - $0.population } ?? 0 }

  /// The row's value; `.missing` also outside the column.
  public subscript(row: Int) -> Value {
    guard row >= 0, row < count, isPresent(row) else { return .missing }
    switch type {
    case .integer: return .integer(integer(row))
    case .date: return .date(Int32(truncatingIfNeeded: integer(row)))
    case .timestamp: return .timestamp(integer(row))
    case .text: return .text(dictionary?[code(row)] ?? "")
    case .number: return .number(number(at: row))
    case .boolean:
      if case .bits(let bits) = values { return .boolean(bits[row]) }
      return .missing
    }
  }

  /// The value of a number column; integers, dates and timestamps as numbers; 0
  /// for other types.
  package func number(at row: Int) -> Double {
    if case .float64(let buffer) = values { return buffer[row] }
    return Double(integer(row)) / (scale.map { decimalUnits[$0] } ?? 1)
  }

  /// The value of an integer, date or timestamp column, the units of a number
  /// column in integers; 0 for other types.
  package func integer(_ row: Int) -> Int64 {
    switch values {
    case .int8(let buffer): Int64(buffer[row])
    case .uint8(let buffer): Int64(buffer[row])
    case .int16(let buffer): Int64(buffer[row])
    case .int32(let buffer): Int64(buffer[row])
    case .int64(let buffer): buffer[row]
    case .float64, .codes8, .codes16, .codes32, .bits: 0
    }
  }

  /// Writes the integers (or units) of some rows, for loops that would otherwise
  /// read one at a time; 0 for types that have none.
  package func readIntegers(_ rows: Range<Int>, into target: UnsafeMutablePointer<Int64>) {
    @inline(__always)
    func widen<Narrow: FixedWidthInteger & BitwiseCopyable>(_ buffer: Buffer<Narrow>) {
      let source = buffer.pointer + rows.lowerBound
      for place in 0..<rows.count { target[place] = Int64(truncatingIfNeeded: source[place]) }
    }
    switch values {
    case .int8(let buffer): widen(buffer)
    case .uint8(let buffer): widen(buffer)
    case .int16(let buffer): widen(buffer)
    case .int32(let buffer): widen(buffer)
    case .int64(let buffer): widen(buffer)
    case .float64, .codes8, .codes16, .codes32, .bits: target.update(repeating: 0, count: rows.count)
    }
  }

  /// The dictionary code of a text column; 0 for other types.
  package func code(_ row: Int) -> Int {
    switch values {
    case .codes8(let buffer): Int(buffer[row])
    case .codes16(let buffer): Int(buffer[row])
    case .codes32(let buffer): Int(buffer[row])
    case .int8, .uint8, .int16, .int32, .int64, .float64, .bits: 0
    }
  }

  /// Bytes in memory: values, validity and dictionary.
  package var byteCount: Int {
    let own: Int =
      switch values {
      case .int8(let buffer): buffer.byteCount
      case .uint8(let buffer): buffer.byteCount
      case .int16(let buffer): buffer.byteCount
      case .int32(let buffer): buffer.byteCount
      case .int64(let buffer): buffer.byteCount
      case .float64(let buffer): buffer.byteCount
      case .codes8(let buffer): buffer.byteCount
      case .codes16(let buffer): buffer.byteCount
      case .codes32(let buffer): buffer.byteCount
      case .bits(let bits): bits.words.byteCount
      }
    return own + (validity?.words.byteCount ?? 0) + (distances?.byteCount ?? 0)
      + (dictionary.map { $0.bytes.byteCount + $0.offsets.byteCount } ?? 0)
  }
}

extension Column {
  /// Bytes of the values, without validity and texts.
  package var valueByteCount: Int {
    switch values {
    case .int8(let buffer): buffer.byteCount
    case .uint8(let buffer), .codes8(let buffer): buffer.byteCount
    case .int16(let buffer): buffer.byteCount
    case .int32(let buffer): buffer.byteCount
    case .int64(let buffer): buffer.byteCount
    case .float64(let buffer): buffer.byteCount
    case .codes16(let buffer): buffer.byteCount
    case .codes32(let buffer): buffer.byteCount
    case .bits(let bits): bits.words.byteCount
    }
  }
}

extension Table {
  /// Bytes of the values of all columns.
  package var valueByteCount: Int { fields.reduce(0) { $0 + $1.column.valueByteCount } }
}
