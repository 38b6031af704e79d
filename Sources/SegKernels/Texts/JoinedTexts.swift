// Texts that are joined from values: one for each customer, or each group.

import SegColumns
import SegDiagnostics
import SegRuntime

/// Makes a column of texts from pieces of rows that threads write.
struct JoinedTexts: Sendable {
  /// What stands between two values.
  private static let separator: [UInt8] = Array(", ".utf8)

  /// The texts of a piece's rows, one after another.
  fileprivate struct Piece: Sendable {
    let bytes: [UInt8]
    /// Of each row; -1: missing.
    let lengths: [Int]
    let charge: MemoryCharge
  }

  /// Writes the texts of some rows.
  struct Writer {
    private let keys: ValueKeys
    private var bytes: [UInt8] = []
    private var lengths: [Int] = []
    private var start = 0
    private var last: UInt64?

    fileprivate init(_ keys: ValueKeys) { self.keys = keys }

    /// Adds a value to the text of the row, unless it is the same as the one before.
    mutating func add(_ key: UInt64) {
      if key == last { return }
      if last != nil { bytes.append(contentsOf: separator) }
      keys.append(key, to: &bytes)
      last = key
    }

    /// Ends the text of the row; without a value it is missing.
    mutating func endRow() {
      lengths.append(last == nil ? -1 : bytes.count - start)
      start = bytes.count
      last = nil
    }

    fileprivate var piece: Piece { Piece(bytes: bytes, lengths: lengths, charge: MemoryCharge(bytes.count + 8 * lengths.count)) }
  }

  private let keys: ValueKeys
  private let count: Int
  private let pieces: MorselResults<Piece>
  private let pieceCount: Int

  init(_ keys: ValueKeys, count: Int) {
    (self.keys, self.count) = (keys, count)
    pieceCount = (count + morselRows - 1) / morselRows
    pieces = MorselResults(pieceCount)
  }

  /// Keeps the texts of a morsel of rows.
  func write(morsel: Int, _ body: (inout Writer) -> Void) {
    var writer = Writer(keys)
    body(&writer)
    pieces.set(morsel, writer.piece)
  }

  /// The texts of all rows, each once.
  func column(_ context: ExecutionContext) throws(ScriptError) -> Column {
    var (texts, size) = (0, 0)
    for piece in 0..<pieceCount {
      guard let piece = pieces.get(piece) else { continue }
      size += piece.bytes.count
      for length in piece.lengths where length >= 0 { texts += 1 }
    }
    let bytes = try Buffer<UInt8>(count: size, in: context)
    let offsets = try Buffer<Int>(count: texts + 1, in: context)
    let present = try Bitmap(count: count, in: context)
    var (row, text, end) = (0, 0, 0)
    offsets[0] = 0
    for piece in 0..<pieceCount {
      guard let piece = pieces.get(piece) else { continue }
      piece.bytes.withUnsafeBufferPointer { part in
        if let start = part.baseAddress { (bytes.pointer + end).update(from: start, count: part.count) }
      }
      for length in piece.lengths {
        if length >= 0 {
          present.set(row)
          end += length
          text += 1
          offsets[text] = end
        }
        row += 1
      }
    }
    let copied: ByteFunction = (
      1, 0,
      { text, target in
        if let start = text.baseAddress { target.update(from: start, count: text.count) }
        return text.count
      }
    )
    let mapping = try TextMapping(TextDictionary(bytes: bytes, offsets: offsets), copied, context) { $0 }
    let codes = try Buffer<UInt32>(count: count, zeroed: true, in: context)
    var next = 0
    present.forEachRow { row in
      codes.pointer[row] = mapping.codes.pointer[next]
      next += 1
    }
    return Column.text(codes, dictionary: mapping.dictionary, validity: texts == count ? nil : present)
  }
}
