// Facts about a file that a load found, kept for checks that read no rows.

import SegColumns
import SegDiagnostics
import SegFiles
import SegPlan

/// The store of surveys between runs, which the host provides. Lost or damaged surveys are
/// made again.
public protocol SurveyCache: Sendable {
  /// The survey kept under a name; nil: none.
  func survey(_ name: String) -> [UInt8]?
  /// Keeps a survey, in place of the one of the same name.
  func keep(_ survey: [UInt8], as name: String)
}

/// The survey of one file, for one set of options.
struct FileSurvey {
  private let cache: any SurveyCache
  private let path: String
  private let identity: FileIdentity
  /// The options of reading: other options may give other columns.
  private let manner: String

  /// nil if there is no cache, or if the file is small: its columns are read as fast.
  init?(_ source: LoadSource, path: String, _ cache: (any SurveyCache)?) {
    guard let cache, let identity = FileIdentity(path: path), identity.size > 1 << 18 else { return nil }
    self.cache = cache
    self.path = path
    self.identity = identity
    let parts =
      ["\(source.format ?? "")"] + source.types.map { "\($0.column):\($0.type.rawValue)" }
      + source.formats.map { "\($0.column)~\($0.format)" }
      + source.options.map { "\($0.name)=\($0.value)" }
    manner = parts.map(Self.escaped).joined(separator: "\t")
  }

  /// The columns that a load of the unchanged file found.
  var known: SourceSchema? {
    guard let bytes = cache.survey(name), bytes.last == Self.newLine else { return nil }
    var lines = bytes.dropLast().split(separator: Self.newLine, omittingEmptySubsequences: false)
    let expected = head
    guard let sum = lines.popLast(), lines.count > expected.count, zip(lines, expected).allSatisfy({ $0.elementsEqual($1.utf8) }),
      sum.elementsEqual(Self.sum(bytes.dropLast(sum.count + 2)).utf8)
    else { return nil }
    var columns: [SourceSchema.Column] = []
    for line in lines.dropFirst(expected.count) {
      let fields = line.split(separator: Self.tab, omittingEmptySubsequences: false)
      let parts = fields.compactMap(Self.unescaped)
      guard parts.count == fields.count, parts.count >= 3, let type = ColumnType(rawValue: parts[0]), let fill = Fill(rawValue: parts[1])
      else { return nil }
      var column = SourceSchema.Column(parts[2], type, isEmpty: fill == .empty)
      column.hasAllValues = fill == .listed
      column.values = Array(parts[3...])
      columns.append(column)
    }
    return columns.isEmpty ? nil : SourceSchema(columns)
  }

  /// What is kept of the values of a column.
  private enum Fill: String {
    case empty
    /// It has values, which are not kept.
    case filled
    /// All values are kept: the texts follow its name.
    case listed
  }

  /// The most bytes of values that are kept of a column, and of all: the values of a longer column are names, not groups.
  private static let mostBytes = (column: 1 << 14, all: 1 << 17)

  /// Keeps the columns of a table that was read, if the file is still the same.
  func keep(_ table: Table) {
    guard FileIdentity(path: path) == identity else { return }
    var lines = head
    var room = Self.mostBytes.all
    for column in table.schema().columns {
      var fill = column.isEmpty ? Fill.empty : .filled
      var parts = [Self.escaped(column.name)]
      if fill == .filled, let texts = table[column.name]?.dictionary, texts.byteCount + texts.count <= min(Self.mostBytes.column, room) {
        fill = .listed
        room -= texts.byteCount + texts.count
        parts += texts.texts.map(Self.escaped)
      }
      lines.append(([column.type.rawValue, fill.rawValue] + parts).joined(separator: "\t"))
    }
    let text = lines.joined(separator: "\n").utf8
    cache.keep(Array(text) + Array("\n\(Self.sum(text))\n".utf8), as: name)
  }

  /// The beginning of a survey of this file and these options.
  private var head: [String] {
    [
      "seg survey 2", Self.escaped(identity.path), ([Int64(identity.size)] + identity.numbers).map(String.init).joined(separator: " "),
      manner,
    ]
  }

  /// One of 4,096 names, so that a cache stays small; if two files collide, the later
  /// one is kept.
  private var name: String {
    let hash = Self.hash("\(identity.path)\n\(manner)".utf8)
    let slot = String((hash ^ hash >> 32) & 0xFFF, radix: 16)
    return "survey-" + String(repeating: "0", count: 3 - slot.count) + slot
  }

  /// A checksum over all lines, to detect damage.
  private static func sum(_ text: some Sequence<UInt8>) -> String { "sum " + String(hash(text), radix: 16) }

  /// FNV-1a.
  private static func hash(_ text: some Sequence<UInt8>) -> UInt64 {
    text.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private static let newLine = UInt8(ascii: "\n")
  private static let tab = UInt8(ascii: "\t")
  private static let percent = UInt8(ascii: "%")

  /// The text without tabs and ends of lines.
  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { [newLine, tab, percent].contains($0) }) else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case newLine: bytes += "%0A".utf8
      case tab: bytes += "%09".utf8
      case percent: bytes += "%25".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// nil if it is no text of a survey.
  private static func unescaped(_ text: ArraySlice<UInt8>) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var place = text.startIndex
    while place < text.endIndex {
      if text[place] != percent {
        bytes.append(text[place])
        place += 1
        continue
      }
      switch text[place...].prefix(3) {
      case let code where code.elementsEqual("%0A".utf8): bytes.append(newLine)
      case let code where code.elementsEqual("%09".utf8): bytes.append(tab)
      case let code where code.elementsEqual("%25".utf8): bytes.append(percent)
      default: return nil
      }
      place += 3
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
