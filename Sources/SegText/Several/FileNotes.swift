// The notes on several files, for people: what all have in common is said once.

import SegColumns
import SegDiagnostics

/// Gathers the notes of files that are one table.
struct FileNotes {
  private let files: [String]
  private var order: [Message] = []
  private var places: [Message: [Int]] = [:]
  private var own: [Message] = []
  private var added = 0

  /// How many notes a receipt shows.
  private static let most = 12

  init(_ files: [String]) { self.files = files }

  /// `1,234 rows`
  static func rows(_ count: Int) -> Message { "\(ColumnNote.grouped(count)) \(count == 1 ? "row" : "rows")" }

  /// The names without the folder that all have in common.
  static func shortened(_ names: [String]) -> [String] {
    var common = names.first?.lastIndex(of: "/").map { names[0][...$0] } ?? ""
    for name in names {
      while !common.isEmpty, !name.hasPrefix(common) {
        common = common.dropLast().lastIndex(of: "/").map { common[...$0] } ?? ""
      }
    }
    return names.map { String($0.dropFirst(common.count)) }
  }

  /// Adds the notes of the next file.
  mutating func add(_ notes: [Message]) {
    for note in notes {
      if places[note] == nil { order.append(note) }
      places[note, default: []].append(added)
    }
    added += 1
  }

  /// Adds notes about all files.
  mutating func add(whole notes: [Message]) { own += notes }

  /// Notes columns that some files do not have.
  mutating func addMissing(_ columns: [Set<String>], _ names: [String]) {
    var groups: [(files: [Int], names: [String])] = []
    for name in names {
      let without = columns.indices.filter { !columns[$0].contains(name) }
      if without.isEmpty { continue }
      if let group = groups.firstIndex(where: { $0.files == without }) {
        groups[group].names.append(name)
      } else {
        groups.append((without, [name]))
      }
    }
    for group in groups {
      let all = group.names.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
      let rest = group.names.count - 3
      let what: Message = rest > 0 ? "\(all) and \(rest) more columns" : "\(all)"
      let files = shown(group.files)
      own.append(group.names.count == 1 ? "\(what) is missing in \(files)" : "\(what) are missing in \(files)")
    }
  }

  /// Notes text columns with values that are nearly all of another type.
  mutating func addNearlyTyped(
    _ table: Table, declared: Set<String>, dateOrder: DateOrder?, places: @escaping (Int) -> RowPlace?
  ) {
    let reader = CellReader(dateOrder: dateOrder)
    for field in table.fields where !declared.contains(field.name) {
      if order.contains(where: { $0.description.hasPrefix("`\(field.name)` stays text") }) { continue }
      if let note = MixedTypeReport(field.column, field.name, reader: reader, place: places)?.note { own.append(note) }
    }
  }

  /// All notes, the most common first mentioned as they are.
  var all: [Message] {
    let notes = order.map { note -> Message in
      let places = places[note] ?? []
      return places.count == files.count ? note : "\(shown(places)): \(note)"
    }
    let all = notes + own
    return all.count > Self.most ? all.prefix(Self.most - 1) + ["\(all.count - Self.most + 1) more notes are left out"] : all
  }

  /// `` `a.csv` ``, `` `a.csv` and `b.csv` ``, `` `a.csv` and 3 other files ``
  private func shown(_ places: [Int]) -> Message {
    let first: Message = "`\(files[places[0]])`"
    if places.count == 1 { return first }
    return places.count == 2 ? "\(first) and `\(files[places[1]])`" : "\(first) and \(places.count - 1) other files"
  }
}
