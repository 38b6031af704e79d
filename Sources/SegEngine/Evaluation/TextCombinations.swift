// Functions of several texts, computed once for each combination of them, and the memory of the texts that they make.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegKernels
import SegRuntime

/// The arguments of a function whose texts have few combinations.
struct TextCombinations {
  private let texts: [(place: Int, column: Column, dictionary: TextDictionary)]
  private let fixed: [Value]
  private let rowCount: Int
  private let most: Int

  /// nil where an argument is no text, and where there are not much fewer combinations than rows.
  ///
  /// - Parameters:
  ///   - columns: the arguments that vary; nil for those that are `fixed`.
  init?(_ columns: [Column?], _ fixed: [Value], rowCount: Int) {
    var texts: [(place: Int, column: Column, dictionary: TextDictionary)] = []
    var combinations = 1
    for (place, column) in columns.enumerated() {
      guard let column else { continue }
      guard let dictionary = column.dictionary else { return nil }
      let (product, isBeyond) = combinations.multipliedReportingOverflow(by: dictionary.count + 1)
      if isBeyond || product > min(rowCount / 4, Int(Int32.max)) { return nil }
      combinations = product
      texts.append((place, column, dictionary))
    }
    (self.texts, self.fixed, self.rowCount, most) = (texts, fixed, rowCount, combinations)
  }

  /// The value of each row, computed for the combinations that occur.
  func column(
    _ overload: Function.Overload, _ body: @Sendable ([Value]) -> Value, _ type: ColumnType, _ context: ExecutionContext
  ) throws(ScriptError) -> Column {
    let known = try Buffer<Int32>(count: most, in: context)
    known.pointer.update(repeating: -1, count: most)
    let places = try Buffer<Int32>(count: rowCount, in: context)
    var results: [Value] = []
    var made = MadeTexts()
    for start in stride(from: 0, to: rowCount, by: 1 << 16) {
      try context.check()
      let rows = start..<min(rowCount, start + 1 << 16)
      number(rows, places.pointer)
      for row in rows {
        let combination = Int(places.pointer[row])
        if known.pointer[combination] < 0 {
          var values = fixed
          for text in texts { values[text.place] = text.column[row] }
          if let longest = overload.longest { try made.offer(longest(values.map(\.byteCount)), context) }
          known.pointer[combination] = Int32(truncatingIfNeeded: results.count)
          results.append(texts.contains { !$0.column.isPresent(row) } ? .missing : body(values))
        }
        places.pointer[row] = known.pointer[combination]
      }
    }
    return try Column.of(type, results).gathered(places.values, in: context)
  }

  /// Writes which combination each row has: the codes of its texts as digits, 0 where one is missing.
  private func number(_ rows: Range<Int>, _ places: UnsafeMutablePointer<Int32>) {
    for row in rows { places[row] = 0 }
    for text in texts {
      let base = Int32(truncatingIfNeeded: text.dictionary.count + 1)
      let validity = text.column.validity
      func add<Code: FixedWidthInteger & BitwiseCopyable>(_ codes: Buffer<Code>) {
        for row in rows {
          let digit = validity?[row] == false ? 0 : Int32(truncatingIfNeeded: codes.pointer[row]) &+ 1
          places[row] = places[row] &* base &+ digit
        }
      }
      switch text.column.values {
      case .codes8(let codes): add(codes)
      case .codes16(let codes): add(codes)
      case .codes32(let codes): add(codes)
      case .int8, .uint8, .int16, .int32, .int64, .float64, .bits: break
      }
    }
  }
}

/// Asks for the memory of texts before they are made, a few at a time.
struct MadeTexts {
  private static let atATime = 1 << 20
  private var bytes = 0
  private var asked = 0

  mutating func offer(_ next: Int, _ context: ExecutionContext) throws(ScriptError) {
    bytes = bounded(bytes.addingReportingOverflow(next))
    guard bytes - asked >= Self.atATime else { return }
    asked = bytes
    try context.check()
    // The texts, and then the dictionary of them.
    try context.offer(bounded(bytes.multipliedReportingOverflow(by: 2)))
  }
}

/// More than there is of memory, where a size is too large to be told.
func bounded(_ size: (partialValue: Int, overflow: Bool)) -> Int {
  let most = 1 << 60
  return size.overflow ? most : min(size.partialValue, most)
}

extension Value {
  /// The bytes of a text; a whole number, which may be a width, as it is; 0 of anything else.
  var byteCount: Int {
    switch self {
    case .text(let text): text.utf8.count
    case .integer(let width): Int(clamping: max(0, width))
    case .missing, .number, .date, .timestamp, .boolean: 0
    }
  }
}
