// The names of a file's columns, such that a script can write each of them.

import SegDiagnostics

/// Names that can be written and are distinct.
struct ColumnNames {
  private(set) var all: [String] = []

  /// - Parameters:
  ///   - written: as the file has them.
  ///   - notes: receives what was changed.
  init(_ written: [String], _ notes: inout [Message]) {
    var taken: Set<String> = []
    for (index, text) in written.enumerated() {
      let plain = Self.plain(text)
      let wanted = plain.isEmpty ? "column_\(index + 1)" : plain
      var name = wanted
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(wanted)_\(number)"
        number += 1
      }
      if plain.isEmpty {
        notes.append(ColumnNote.unnamed(name))
      } else if plain != text {
        notes.append(ColumnNote.onOneLine(name))
      }
      if name != wanted { notes.append(ColumnNote.renamed(wanted, to: name)) }
      all.append(name)
    }
  }

  /// A name without line breaks and other control characters: each run of them becomes a blank.
  static func plain(_ name: String) -> String {
    guard name.unicodeScalars.contains(where: isControl) else { return name }
    let words = name.unicodeScalars.split(whereSeparator: isControl).map { String(String.UnicodeScalarView($0)) }
    return words.joined(separator: " ")
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x85 || scalar.value == 0x2028 || scalar.value == 0x2029
  }
}
