// Facts about a file that a load found, kept for checks that read no rows.

import SegColumns
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
    guard let bytes = cache.survey(name), let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    let expected = head
    guard lines.popLast() == "", let sum = lines.popLast(), lines.count > expected.count,
      lines.prefix(expected.count).elementsEqual(expected, by: { $0 == $1 }), sum == Self.sum(lines.joined(separator: "\n"))
    else { return nil }
    var columns: [SourceSchema.Column] = []
    for line in lines.dropFirst(expected.count) {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard parts.count == 3, let type = ColumnType(rawValue: String(parts[0])), ["empty", "filled"].contains(parts[1]),
        let name = Self.unescaped(parts[2])
      else { return nil }
      columns.append(SourceSchema.Column(name, type, isEmpty: parts[1] == "empty"))
    }
    return columns.isEmpty ? nil : SourceSchema(columns)
  }

  /// Keeps the columns that were found, if the file is still the same.
  func keep(_ schema: SourceSchema) {
    guard FileIdentity(path: path) == identity else { return }
    var lines = head
    for column in schema.columns {
      lines.append("\(column.type.rawValue)\t\(column.isEmpty ? "empty" : "filled")\t\(Self.escaped(column.name))")
    }
    cache.keep(Array((lines + [Self.sum(lines.joined(separator: "\n")), ""]).joined(separator: "\n").utf8), as: name)
  }

  /// The beginning of a survey of this file and these options.
  private var head: [String] {
    [
      "seg survey 1", Self.escaped(identity.path), ([Int64(identity.size)] + identity.numbers).map(String.init).joined(separator: " "),
      manner,
    ]
  }

  /// One of 4,096 names, so that a cache stays small; if two files collide, the later
  /// one is kept.
  private var name: String {
    let hash = Self.hash(identity.path + "\n" + manner)
    let slot = String((hash ^ hash >> 32) & 0xFFF, radix: 16)
    return "survey-" + String(repeating: "0", count: 3 - slot.count) + slot
  }

  /// A checksum over all lines, to detect damage.
  private static func sum(_ text: String) -> String { "sum " + String(hash(text), radix: 16) }

  /// FNV-1a.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\t", with: "%09").replacing("\n", with: "%0A")
  }

  private static func unescaped(_ text: Substring) -> String? {
    text.contains("\n")
      ? nil
      : text.replacing("%0A", with: "\n").replacing("%09", with: "\t").replacing("%25", with: "%")
        .description
  }
}
