// Several files give the table of one file with all of their rows.

import SegColumns
import SegFiles
import SegPlatform
import SegRuntime
import Testing

@testable import SegText

/// The table of some files that are written for it.
private func several(_ parts: [[UInt8]], in folder: String, threads: Int = 1, chunk: Int = 1 << 20) throws -> TableReading {
  var request = FileRequest()
  request.options = [("header", .boolean(true))]
  request.work.context = ExecutionContext(threads: threads)
  request.work.chunkSize = chunk
  let files = parts.indices.map { NamedFile(name: "p\($0).csv", path: "\(folder)/p\($0).csv") }
  for (file, part) in zip(files, parts) { save(part, to: file.path) }
  return try SeveralFiles(files, formats: [.csv, .ndjson], request: request).read()
}

struct RandomPartsTests {
  /// A random table: its columns' names and the fields of its rows.
  private struct Sheet {
    var names: [String]
    var rows: [[String]]

    init(_ generator: inout SeededGenerator) {
      let kinds = (0..<Int.random(in: 3...6, using: &generator)).map { _ in Int.random(in: 0..<10, using: &generator) }
      names = ["key"] + kinds.enumerated().map { $1 == 5 ? "phone\($0)" : "c\($0)" }
      let isOdd = Int.random(in: 0..<3, using: &generator) == 0
      rows = (0..<Int.random(in: 1...60, using: &generator)).map { row in
        ["k\(row)"] + kinds.map { Sheet.value($0, &generator, isOdd: isOdd) }
      }
    }

    /// A value of a kind; now and then one that changes the type of its column.
    private static func value(_ kind: Int, _ generator: inout SeededGenerator, isOdd: Bool) -> String {
      let number = Int.random(in: 0...9999, using: &generator)
      let rare = Int.random(in: 0..<25, using: &generator) == 0
      if Int.random(in: 0..<8, using: &generator) == 0 { return "" }
      switch kind {
      case 0: return rare ? "\(number).5" : "\(number)"
      case 1: return isOdd ? "\(number / 100),\(number % 90 + 10)" : "\(number / 100).\(number % 90 + 10)"
      case 2: return "\(rare ? 25 : number % 12 + 1)/\(number % 11 + 1)/2024"
      case 3: return "2024-0\(number % 9 + 1)-1\(number % 9)" + (rare ? " 10:30" : "")
      case 4: return rare ? "maybe" : number % 2 == 0 ? "yes" : "no"
      case 5: return rare && isOdd ? "5" : "55512\(number % 90 + 10)\(number % 9)"
      case 6: return rare ? "0\(number)" : "\(number)"
      case 7: return ["Aix", "Bonn", "x y", "北京"][number % 4]
      case 8: return rare ? "n/a" : "\(number)%"
      default: return "1.\(number % 12)0"
      }
    }

    /// The text of some rows, with columns in some order.
    func text(_ rows: Range<Int>, columns: [Int], delimiter: String) -> String {
      ([names] + self.rows[rows]).map { record in
        columns.map { record[$0].contains(delimiter) ? "\"\(record[$0])\"" : record[$0] }.joined(separator: delimiter) + "\n"
      }.joined()
    }

    /// A random part of the rows, in a random form; columns without values may be left out.
    func part(_ rows: Range<Int>, _ generator: inout SeededGenerator) -> [UInt8] {
      var columns = Array(names.indices)
      columns.removeAll { column in column > 0 && rows.allSatisfy { self.rows[$0][column].isEmpty } && rows.count % 2 == 0 }
      columns.shuffle(using: &generator)
      let text = Array(text(rows, columns: columns, delimiter: [",", ";", "\t"].randomElement(using: &generator) ?? ",").utf8)
      return Bool.random(using: &generator) ? gzip(text) : text
    }
  }

  /// A table cut at random places, each part written in a form of its own, is the table of one file.
  @Test(arguments: 0..<200)
  func partsAreTheWhole(_ seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(seed))
    let sheet = Sheet(&generator)
    let whole = try csv(sheet.text(0..<sheet.rows.count, columns: Array(sheet.names.indices), delimiter: ";")) {
      $0.header = true
      $0.delimiter = 0x3B
    }.table
    var cuts = (0..<Int.random(in: 0...4, using: &generator)).map { _ in Int.random(in: 0...sheet.rows.count, using: &generator) }
    cuts = [0] + cuts.sorted() + [sheet.rows.count]
    let parts = zip(cuts, cuts.dropFirst()).map { sheet.part($0..<$1, &generator) }
    try withFolder { folder in
      for (threads, chunk) in [(1, 1 << 20), (2, 40)] {
        let table = try several(parts, in: folder, threads: threads, chunk: chunk).table
        #expect(table.rowCount == sheet.rows.count)
        for name in sheet.names {
          // A column without any value may be in no part.
          if whole[name]?.missingCount == sheet.rows.count { continue }
          #expect(shown(table[name]) == shown(whole[name]), "\(name)")
        }
      }
    }
  }
}

struct SeveralFilesTests {
  /// Rows that do not fit, and rows that do, are found where they were written.
  @Test func placesNameFileAndLine() throws {
    try withFolder { folder in
      let reading = try several(
        [Array("a,b,c\n1,2,3\n1,2\n4,5,6\n".utf8), Array("c,b,a\n\n7,8,9\n".utf8)], in: folder)
      #expect(reading.rejects.map { $0.row(0).map(\.description) } == ["p0.csv", "3", "c", "2 fields where 3 are expected", "1,2"])
      #expect(
        (0..<3).map { reading.place($0) } == [
          RowPlace(file: "p0.csv", line: 2), RowPlace(file: "p0.csv", line: 4), RowPlace(file: "p1.csv", line: 3),
        ])
    }
  }

  /// A file that was written to meanwhile tells no lines.
  @Test func changedFilesTellNoLines() throws {
    try withFolder { folder in
      let reading = try several([Array("a,b\n1,2\n".utf8), Array("a,b\n3,4\n".utf8)], in: folder)
      save(Array("a,b\n\n\n3,4\n".utf8), to: "\(folder)/p1.csv")
      #expect(reading.place(1) == RowPlace(file: "p1.csv", line: nil))
    }
  }

  /// Patterns are matched under the folder of the script alone, and the matches are ordered by name.
  @Test func patternsMatchByName() throws {
    try withFolder { folder in
      let odd = folder + "/[x]*"
      #expect(mkdir(odd, 0o755) == 0)
      for name in ["b.csv", "a.csv", ".c.csv", "d.txt", "e[1].csv"] { save(Array("a\n".utf8), to: odd + "/" + name) }
      func names(_ paths: [String], _ endings: [String]? = ["csv"]) throws -> [String] {
        try FileMatches(paths, in: odd, endings: endings).files.map(\.name)
      }
      let (all, some, literal) = (try names(["*.csv"]), try names(["[ab].csv", "d.txt"]), try names(["e[1].csv"]))
      #expect(all == ["a.csv", "b.csv", "e[1].csv"])
      #expect(some == ["a.csv", "b.csv", "d.txt"])
      #expect(literal == ["e[1].csv"])
      let (ofFolder, any) = (try names(["./"]), try names(["./"], nil))
      #expect(ofFolder == ["./a.csv", "./b.csv", "./e[1].csv"])
      #expect(any.count == 4)
      #expect(throws: FileMatches.Problem.self) { try names(["f*"]) }
      #expect(throws: FileMatches.Problem.self) { try names(["a.csv", "?.csv"]) }
    }
  }
}
