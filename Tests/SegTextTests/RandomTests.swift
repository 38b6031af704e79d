// Random files: against a naive reader, over chunk sizes and threads, mutated.

import SegColumns
import SegFiles
import SegRuntime
import SegText
import Testing

/// Reads well-formed CSV character by character, all fields as text.
private func naive(_ text: String) -> [[String]] {
  var records: [[String]] = []
  var record: [String] = []
  var field = ""
  var isQuoted = false
  var scalars = Array(text.unicodeScalars)[...]
  while let scalar = scalars.popFirst() {
    if isQuoted {
      if scalar == "\"" {
        if scalars.first == "\"" {
          field.unicodeScalars.append("\"")
          scalars.removeFirst()
        } else {
          isQuoted = false
        }
      } else {
        field.unicodeScalars.append(scalar)
      }
    } else if scalar == "\"" {
      isQuoted = true
    } else if scalar == "," {
      record.append(field)
      field = ""
    } else if scalar == "\n" {
      record.append(field)
      records.append(record)
      record = []
      field = ""
    } else {
      field.unicodeScalars.append(scalar)
    }
  }
  return records
}

struct RandomTests {
  private static let fields = [
    "1", "-7", "300", "70000", "5000000000", "1.5", "0.25", "2023-01-05", "2024-12-31", "a", "北京", "x y", "", "",
    "\"\"", "\"a,b\"", "\"x\ny\"", "\"q \"\"u\"\" q\"", "yes", "no", "007", "12%", "abcdefghijklmnopqrstuvwxyz",
    "2023-01-05 10:00", "13/01/2023", "01/13/2023", "a rather long text without a comma",
  ]

  private static func file(_ generator: inout SeededGenerator, rows: Int, isRagged: Bool = false) -> String {
    let columns = Int.random(in: 2...5, using: &generator)
    // Some columns of one kind of values, some of any.
    let kinds = (0..<columns).map { _ in Int.random(in: 0..<6, using: &generator) }
    var text = (0..<columns).map { "c\($0)" }.joined(separator: ",") + "\n"
    for _ in 0..<rows {
      var record: [String] = []
      for kind in kinds {
        switch kind {
        case 0: record.append(String(Int.random(in: -200...200, using: &generator)))
        case 1: record.append("\(Double(Int.random(in: 0...9999, using: &generator)) / 100)")
        case 2: record.append("2023-0\(Int.random(in: 1...9, using: &generator))-11")
        case 3: record.append(["u", "v", "\"w\nz\"", ""].randomElement(using: &generator) ?? "")
        case 4: record.append("k\(Int.random(in: 0...999_999, using: &generator))")
        default: record.append(fields.randomElement(using: &generator) ?? "")
        }
      }
      if isRagged && Int.random(in: 0..<9, using: &generator) == 0 { record.append("more") }
      if isRagged && Int.random(in: 0..<9, using: &generator) == 0 { record.removeLast() }
      text += record.joined(separator: ",") + "\n"
    }
    return text
  }

  @Test(arguments: 0..<60)
  func likeTheNaiveReader(_ seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(seed))
    let text = Self.file(&generator, rows: Int.random(in: 1...60, using: &generator))
    let expected = naive(text)
    let result = try csv(text) { options in
      options.header = true
      options.delimiter = 0x2C
      options.types = expected[0].map { ($0, .text) }
      options.chunkSize = [1, 10, 100, 10_000][seed % 4]
      options.context = ExecutionContext(threads: seed % 2 + 1)
    }
    #expect(result.table.columnNames == expected[0])
    #expect(result.table.rowCount == expected.count - 1)
    #expect(result.rejects.rowCount == 0)
    for (row, record) in expected.dropFirst().enumerated() {
      for (column, field) in record.enumerated() {
        #expect(result.table.fields[column].column[row] == (field.isEmpty ? .missing : .text(field)))
      }
    }
  }

  /// Types, widths, dictionaries and rejects do not depend on how the work is cut.
  @Test(arguments: 0..<120)
  func chunksAndThreadsLeaveNoTrace(_ seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(1000 + seed))
    let text = Self.file(&generator, rows: Int.random(in: 1...80, using: &generator), isRagged: seed % 2 == 0)
    var expected: String?
    for (chunk, threads) in [(1 << 20, 1), (1, 1), (3, 2), (17, 2), (64, 1), (200, 2), (1000, 3)] {
      let result = try csv(text) { options in
        options.delimiter = 0x2C
        options.header = true
        options.chunkSize = chunk
        options.context = ExecutionContext(threads: threads)
        if seed % 3 == 0 { options.types = [("c0", .integer)] }
      }
      let found = dump(result.table) + rejects(result).joined(separator: "\n") + result.columnNotes.joined().description
      if let expected { #expect(found == expected, "chunk \(chunk), threads \(threads)") } else { expected = found }
    }
  }

  /// Many distinct texts, then repeated ones: beyond the point where threads
  /// stop looking texts up.
  @Test func manyDistinctTexts() throws {
    var generator = SeededGenerator(state: 3)
    var texts = (0..<60_000).map { "key-\($0 * 7919 % 1_000_003)-\($0 % 3 == 0 ? "北京" : "")" }
    for _ in 0..<20_000 { texts.append(texts[Int.random(in: 0..<texts.count, using: &generator)]) }
    texts += (0..<20_000).map { "last \($0 / 2)" }
    let file = "id,t\n" + texts.enumerated().map { "\($0.offset),\($0.element)\n" }.joined()
    var expected: [String] = []
    var seen: Set<String> = []
    for text in texts where seen.insert(text).inserted { expected.append(text) }
    for (threads, chunk) in [(1, 1 << 20), (2, 50_000), (3, 9_000)] {
      let column = try csv(file) {
        $0.context = ExecutionContext(threads: threads)
        $0.chunkSize = chunk
      }.table["t"]
      #expect(column?.dictionary?.texts == expected)
      #expect((0..<texts.count).allSatisfy { column?[$0] == .text(texts[$0]) })
    }
  }

  /// So many that some have the same hash, in some chunks each with values
  /// missing: every text keeps its own code, and each row its text.
  @Test func manyDistinctTextsWithMissing() throws {
    func key(_ row: Int) -> String { "\(row % 5 == 0 ? "Łódź " : "k")\((row &* 48_271) % 1_299_709)" }
    let rows = 240_000
    // Stretches with all values, with some, and some that were there before.
    let texts = (0..<rows).map { row -> String? in
      if row / 20_000 % 3 == 1 && row % 7 == 0 { return nil }
      return row > 200_000 && row % 2 == 0 ? key(row - 150_000) : key(row)
    }
    let file = "id,t\n" + texts.enumerated().map { "\($0.offset),\($0.element ?? "")\n" }.joined()
    var codes: [String: Int] = [:]
    for case let text? in texts where codes[text] == nil { codes[text] = codes.count }
    for (threads, chunk) in [(1, 1 << 20), (2, 1 << 18), (3, 70_000)] {
      let column = try #require(
        try csv(file) {
          $0.context = ExecutionContext(threads: threads)
          $0.chunkSize = chunk
        }.table["t"])
      let dictionary = try #require(column.dictionary)
      #expect(dictionary.count == codes.count)
      #expect((0..<dictionary.count).allSatisfy { codes[dictionary[$0]] == $0 })
      #expect(
        texts.indices.allSatisfy { row in
          guard let text = texts[row] else { return !column.isPresent(row) && column.code(row) == 0 }
          return column.isPresent(row) && column.code(row) == codes[text]
        })
    }
  }

  /// Decimals of any length are the nearest double.
  @Test func roundedDecimals() throws {
    var generator = SeededGenerator(state: 4)
    var written = ["9007199254740993.5", "0.1", "1.7976931348623157e308", "4.9e-324", "2.2250738585072011e-308"]
    for _ in 0..<20_000 {
      let value = Double(bitPattern: generator.next())
      if value.isFinite { written.append("\(value)") }
      let whole = generator.next() >> UInt64.random(in: 1...62, using: &generator)
      let fraction = generator.next() >> UInt64.random(in: 0...63, using: &generator)
      written.append("\(whole).\(fraction)")
      written.append("-0.\(fraction)")
      // Halfway between two doubles, or nearly so.
      let half = Double(whole >> 12) + 0.5
      written.append("\(UInt64(half)).5")
      written.append("\((1 << 53) + (whole >> 11) | 1).0")
    }
    let file = "id,v\n" + written.enumerated().map { "\($0.offset),\($0.element)\n" }.joined()
    let column = try csv(file) { $0.context = ExecutionContext(threads: 2) }.table["v"]
    #expect(column?.type == .number)
    for (row, text) in written.enumerated() {
      let expected = Double(text) ?? .nan
      #expect(column?[row] == .number(expected == 0 ? 0 : expected), "\(text)")
    }
  }

  /// Any bytes give a table or a diagnostic, never a trap.
  @Test(arguments: 0..<200)
  func mutatedBytes(_ seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(5000 + seed))
    var bytes = Array(Self.file(&generator, rows: 30, isRagged: true).utf8)
    let special: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x00, 0xFF, 0xE4, 0x3B, 0x09, 0x2D, 0x2E, 0x30, 0x25, 0x28]
    for _ in 0..<Int.random(in: 1...40, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.insert(special.randomElement(using: &generator) ?? 0, at: place)
      case 2: bytes[place] = special.randomElement(using: &generator) ?? 0
      default: if bytes.count > 10 { bytes.remove(at: place) }
      }
    }
    var expected: String?
    for (chunk, threads) in [(1 << 20, 1), (1, 2), (23, 2)] {
      var found = ""
      do {
        let result = try readBytes(bytes) { options in
          options.chunkSize = chunk
          options.context = ExecutionContext(threads: threads)
        }
        found = dump(result.table) + rejects(result).joined(separator: "\n")
      } catch let error as ReadError {
        found = error.diagnostic.rendered()
      }
      if let expected { #expect(found == expected, "chunk \(chunk)") } else { expected = found }
    }
    _ = try? readBytes(bytes, name: "x.ndjson")
    _ = try? readBytes(bytes) { $0.encoding = "gb18030" }
    _ = try? readBytes([0x1F, 0x8B, 8] + bytes)
    _ = try? readBytes([0xFF, 0xFE] + bytes)
  }

  /// First records of any kind: those that cannot be read give a diagnostic.
  @Test(arguments: 0..<40)
  func mutatedHeaders(_ seed: Int) {
    var generator = SeededGenerator(state: UInt64(20_000 + seed))
    let pieces = [
      "\"", "\"", "\"\"", " ", "\t", ",", ",", ";", "|", "\n", "\r\n", "\r", "a", "id", "n", "1", "2024-01-05", "姓名",
      "sep=;", "[{", "\u{1F}", "\u{A0}", "\u{FEFF}",
    ]
    for _ in 0..<500 {
      var text = ""
      for _ in 0..<Int.random(in: 1...9, using: &generator) { text += pieces.randomElement(using: &generator) ?? "" }
      if Bool.random(using: &generator) { text += "\n1,2\n3,\"x\"\n" }
      var bytes = Array(text.utf8)
      if Int.random(in: 0..<8, using: &generator) == 0 {
        bytes[bytes.count / 2] = generator.state.isMultiple(of: 2) ? 0xC3 : 0
      }
      var expected: String?
      for (chunk, header) in [(1 << 20, nil as Bool?), (1, nil), (3, true)] {
        var found = ""
        do {
          let result = try readBytes(bytes) {
            $0.chunkSize = chunk
            $0.header = header
          }
          #expect(!result.table.fields.isEmpty)
          found = dump(result.table) + rejects(result).joined(separator: "\n")
        } catch let error as ReadError {
          found = error.diagnostic.rendered()
        } catch {
          Issue.record("\(error)")
        }
        if let expected, header == nil { #expect(found == expected, "\(text.debugDescription)") }
        if expected == nil { expected = found }
      }
    }
  }

  @Test(arguments: 0..<100)
  func mutatedLines(_ seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(9000 + seed))
    let line = #"{"a": 1, "b": "x\u00e9\ud83d\ude00", "c": [1, {"d": null}], "e": true, "f": -1.5e3}"#
    let other = #"{"b": "2023-01-05", "a": 70000.5, "g": "k"}"#
    var bytes = Array((0..<12).map { $0 % 3 == 1 ? other : line }.joined(separator: "\n").utf8)
    for _ in 0..<Int.random(in: 1...10, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      bytes[place] = Array("{}[]\":,\\u0x-.e\n".utf8).randomElement(using: &generator) ?? 0
      if seed % 3 == 0 { bytes.removeLast() }
    }
    var expected: String?
    for (chunk, threads) in [(1 << 20, 1), (1, 2), (100, 2), (150, 1)] {
      var found = ""
      do {
        let result = try readBytes(bytes, name: "x.ndjson") {
          $0.chunkSize = chunk
          $0.context = ExecutionContext(threads: threads)
        }
        #expect(result.table.rowCount + result.rejects.rowCount > 0)
        found = dump(result.table) + rejects(result).joined(separator: "\n")
      } catch let error as ReadError {
        found = error.diagnostic.rendered()
      }
      if let expected { #expect(found == expected, "chunk \(chunk)") } else { expected = found }
    }
  }
}
