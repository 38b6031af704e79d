// Finds the characters that structure a CSV file, and where its table starts, from its
// own records.

import SegPlatform
import SegFiles

/// The delimiter of a file and the start of its table.
struct CSVDialect: Equatable {
  /// ``CSVLayout/noDelimiter`` in files of one column.
  var delimiter: UInt8
  /// Where the first record of the table starts.
  var start: Int
  /// The number of fields that most records have, without empty ones at the end of all.
  var fields: Int
  /// Where the table may start instead: the lines before are filled with delimiters, as
  /// spreadsheets do. Only the columns' types can tell.
  var wideStart: Int?

  static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]  // , ; tab |

  /// Records at the beginning among which the table's first one is looked for.
  private static let leadCount = 64

  /// The dialect with which the records agree best.
  ///
  /// With the right delimiter most records have as many fields as the first one. Lines
  /// before the table are considered only if no delimiter makes the first line a part of it.
  ///
  /// - Parameters:
  ///   - told: the delimiter, if it is known.
  ///   - decimal: the decimal mark, if it is known. A comma in numbers is hardly one between fields.
  ///   - bytes: how much of the file to examine.
  ///   - hasPreamble: whether lines may stand before the table.
  static func detected(
    _ layout: CSVLayout, from start: Int, bytes: Int, told: UInt8?, decimal: DecimalMark?, hasPreamble: Bool
  ) -> CSVDialect {
    let shapes = (told.map { [$0] } ?? delimiters).map { delimiter in
      var candidate = layout
      candidate.delimiter = delimiter
      return Shape(candidate, from: start, bytes: bytes, leadCount: leadCount)
    }
    var best: (shape: Shape, agreeing: Double, place: Int)?
    func offer(_ shape: Shape, _ place: Int) {
      let isInNumbers = decimal == .comma && shape.delimiter == UInt8(ascii: ",")
      let (agreeing, fields) = (shape.agreement(from: place) - (isInNumbers ? 0.25 : 0), shape.lead[place].fields)
      guard fields > 1 || told != nil else { return }
      if let best {
        // Several delimiters in nearly each record are no accident; one may be, as in a name and in amounts.
        let bestFields = best.shape.lead[best.place].fields
        let hasMore = agreeing > 0.9 && fields > bestFields + 1
        let hasFewer = best.agreeing > 0.9 && bestFields > fields + 1
        let isBetter = agreeing > best.agreeing + 0.001 && !hasFewer
        guard hasMore || isBetter || agreeing > best.agreeing - 0.001 && fields > bestFields else { return }
      }
      best = (shape, agreeing, place)
    }
    for shape in shapes where !shape.lead.isEmpty { offer(shape, 0) }
    if hasPreamble && (best?.agreeing ?? 0) < 0.5 {
      let first = best
      for shape in shapes { if let place = shape.tableAfterLines { offer(shape, place) } }
      if let found = best, found.place > 0, found.agreeing < 0.8 { best = first }
    }
    guard let best, told != nil || best.agreeing > 0.1 || best.shape.beginsWithNames(layout) else {
      return CSVDialect(delimiter: told ?? CSVLayout.noDelimiter, start: start, fields: 1)
    }
    let wide = hasPreamble && best.place == 0 ? best.shape.wideTable : nil
    let usual = best.shape.usualFields(above: best.place == 0 ? 0 : 1)
    return CSVDialect(
      delimiter: best.shape.delimiter, start: best.place == 0 ? start : best.shape.lead[best.place].start,
      fields: min(usual, best.shape.needed(upTo: usual)), wideStart: wide.map { best.shape.lead[$0].start })
  }

  /// Carriage return if most lines of the beginning end with it alone, line feed otherwise.
  /// Line breaks inside quotes do not count.
  static func newline(_ layout: CSVLayout, from start: Int, bytes: Int) -> UInt8 {
    let end = min(layout.count, start + bytes)
    var (returns, feeds) = (0, 0)
    var isQuoted = false
    var index = start
    while index < end {
      let byte = layout.base[index]
      if byte == layout.marks.quote {
        isQuoted.toggle()
      } else if byte <= CSVLayout.carriageReturn, !isQuoted, case let length = layout.lineBreak(at: index), length > 0 {
        if length == 1 && byte == CSVLayout.carriageReturn { returns += 1 } else { feeds += 1 }
        if returns + feeds > 100 { break }
        index += length
        continue
      }
      index += 1
    }
    return returns > feeds ? CSVLayout.carriageReturn : CSVLayout.lineFeed
  }

  /// The delimiter given by a first line `sep=;`, and where the next line starts.
  /// Excel writes and reads such a line.
  static func told(_ layout: CSVLayout, at start: Int) -> (delimiter: UInt8, next: Int)? {
    if start >= layout.count { return nil }
    let next = layout.nextLine(start)
    var end = next
    while end > start, [CSVLayout.lineFeed, CSVLayout.carriageReturn].contains(layout.base[end - 1]) { end -= 1 }
    var line = UnsafeBufferPointer(start: layout.base + start, count: end - start)[...]
    if line.first == layout.marks.quote, line.last == layout.marks.quote, line.count > 2 {
      line = line.dropFirst().dropLast()
    }
    guard line.count == 5, ["sep=", "SEP="].contains(String(decoding: line.prefix(4), as: UTF8.self)),
      let delimiter = line.last, TextOptions.isDelimiter(delimiter)
    else { return nil }
    return (delimiter, next)
  }
}

/// The numbers of fields that records have with one delimiter.
private struct Shape {
  struct Record {
    var start: Int
    /// A record that cannot be split has at least the faulty field.
    var fields: Int
    /// Fields that are not empty.
    var filled: Int
    /// Fields up to the last one that is not empty.
    var needed: Int
    var isSound: Bool
    var isAfterBlank: Bool
    /// Whether a blank follows a delimiter, as in a sentence.
    var isProse: Bool
  }

  let delimiter: UInt8
  /// The first records.
  private(set) var lead: [Record] = []
  /// Sound records by their fields and the needed ones of them.
  private var counts: [Form: Int] = [:]
  /// The last records that have one field each: perhaps remarks after the table.
  private var remarks = 0

  private struct Form: Hashable {
    var fields: Int
    var needed: Int
  }

  init(_ layout: CSVLayout, from start: Int, bytes: Int, leadCount: Int) {
    delimiter = layout.delimiter
    var fields: [CSVLayout.Field] = []
    var position = start
    var isAfterBlank = false
    // Searches for the ends of long quoted fields, but not for those of many stray
    // quotes.
    var patience = 8
    let end = min(layout.count, start + bytes)
    while position < end {
      if let length = layout.skippedLine(at: position, blanks: true) {
        position += length
        isAfterBlank = true
        continue
      }
      let limit = patience > 0 ? layout.count : min(layout.count, position + 1 << 16)
      let (next, isSound) = layout.record(at: position, limit: limit, into: &fields)
      if !isSound { patience -= 1 }
      // A record at the end of the examined part says nothing.
      if next >= end && (next < layout.count || layout.isCut) && !lead.isEmpty { break }
      let needed = (fields.lastIndex { !Self.isEmpty($0, layout) } ?? -1) + 1
      if lead.count < leadCount {
        lead.append(
          Record(
            start: position, fields: isSound ? fields.count : fields.count + 1,
            filled: fields.reduce(0) { $0 + (Self.isEmpty($1, layout) ? 0 : 1) }, needed: needed, isSound: isSound,
            isAfterBlank: isAfterBlank, isProse: fields.dropFirst().contains { !$0.isQuoted && layout.base[$0.start] == 0x20 }))
      }
      remarks = isSound && fields.count == 1 ? remarks + 1 : 0
      if isSound { counts[Form(fields: fields.count, needed: needed), default: 0] += 1 }
      isAfterBlank = false
      position = max(next, position + 1)
    }
  }

  private static func isEmpty(_ field: CSVLayout.Field, _ layout: CSVLayout) -> Bool {
    CellReader.isBlank(layout.base + field.start, field.end - field.start)
  }

  /// Fields up to the last one that is not empty in all records with at most so many: records with more are none of the table.
  func needed(upTo usual: Int) -> Int { max(1, counts.keys.reduce(0) { $1.needed > usual ? $0 : max($0, $1.needed) }) }

  /// The number of fields that most records have, of those with more than some; the larger one of
  /// two.
  func usualFields(above least: Int) -> Int {
    var sums: [Int: Int] = [:]
    for (form, count) in counts where form.fields > least { sums[form.fields, default: 0] += count }
    return sums.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? lead.first?.fields ?? 1
  }

  /// The share of the records after one of the first that have as many fields as it, not
  /// counting empty ones at their end; 1 if there are none.
  func agreement(from place: Int) -> Double {
    let wanted = lead[place]
    var (agreeing, records) = (0, 0)
    for (form, count) in counts {
      records += count
      if agrees(form.fields, form.needed, with: wanted) { agreeing += count }
    }
    for record in lead[...place] where record.isSound {
      records -= 1
      if agrees(record.fields, record.needed, with: wanted) { agreeing -= 1 }
    }
    if agreeing > 0 && wanted.fields > 1 { records -= min(remarks, 20) }
    return records == 0 ? 1 : Double(agreeing) / Double(records)
  }

  /// Whether a record fits a first one: its fields are as many, except for empty ones at
  /// the end of either.
  private func agrees(_ fields: Int, _ needed: Int, with first: Record) -> Bool {
    fields == first.fields || fields > first.fields && needed <= first.fields
      || fields < first.fields && fields >= first.needed && fields > 1
  }

  /// The first record of a table that other lines stand before.
  ///
  /// Those lines have fewer fields: usually one. A header with one field less than its
  /// rows is none of them.
  var tableAfterLines: Int? {
    let usual = usualFields(above: 1)
    guard usual > 1, var place = lead.firstIndex(where: { $0.isSound && $0.fields == usual }), place > 0, place <= 40 else { return nil }
    // A header without the delimiter at the end of its rows.
    if lead[place - 1].isSound, lead[place - 1].fields == usual - 1, needed(upTo: usual) < usual { place -= 1 }
    guard place > 0,
      lead[...(place - 1)].allSatisfy({ $0.isSound && $0.fields <= max(1, usual - 2) }),
      // A heading over sentences is the name of their column.
      place > 1 || lead[place].isAfterBlank || !lead[place].isProse
    else { return nil }
    return place
  }

  /// The first record that fills nearly all of its fields, if one is before it that does not.
  var wideTable: Int? {
    let usual = usualFields(above: 0)
    guard usual > 2, let place = lead.firstIndex(where: { $0.filled * 4 >= usual * 3 }), place > 0, place <= 40 else { return nil }
    return place
  }

  /// Whether the first record is made of names, although no other one has as many fields.
  func beginsWithNames(_ layout: CSVLayout) -> Bool {
    guard let first = lead.first, first.isSound, first.filled == first.fields, first.fields > 1 else { return false }
    var candidate = layout
    candidate.delimiter = delimiter
    var fields: [CSVLayout.Field] = []
    _ = candidate.record(at: first.start, limit: candidate.count, into: &fields)
    let names = fields.map { candidate.content($0) }
    // Blanks follow the commas of a sentence.
    return Set(names).count == names.count
      && names.allSatisfy { $0.count <= 64 && $0.first.map { $0 > 0x20 } ?? false && $0.last.map { $0 > 0x20 } ?? false }
  }
}
