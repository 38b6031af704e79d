// Columns from the beginning of a text, and columns that are not wanted.

import SegColumns
import SegFiles
import Testing

@testable import SegText

struct SchemaTests {
  private func source(_ bytes: [UInt8], _ name: String, _ set: (inout FileRequest) -> Void = { _ in }) throws -> FileSource {
    var request = FileRequest()
    set(&request)
    return FileSource(.file(try file(bytes)), name: name, formats: [.csv, .ndjson], request: request)
  }

  private static let csv: String =
    "id,name,amount,day,note\n"
    + (0..<60_000).map { row in
      "\(row),Ann \(row % 77),\(row % 9).5,2024-02-0\(row % 9 + 1),\"a \"\"b\"\",\nc\"\n"
    }.joined()

  /// The columns of a homogeneous file are those of all of it, in any encoding.
  @Test func beginningsTellColumns() throws {
    let utf8 = Array(Self.csv.utf8)
    let texts: [(name: String, bytes: [UInt8])] = [
      ("a.csv", utf8), ("a.csv.gz", gzip(utf8)), ("u.csv", utf16(Self.csv, bigEndian: false)),
      ("m.csv", [0xEF, 0xBB, 0xBF] + utf8),
    ]
    for (name, bytes) in texts {
      let source = try source(bytes, name)
      let schema = try source.schema()
      let whole = try source.read().table
      #expect(schema.columns.map(\.name) == whole.columnNames, "\(name)")
      #expect(schema.columns.map(\.type) == whole.fields.map(\.column.type), "\(name)")
      let rows = try #require(schema.sampledRows)
      #expect(rows > 1000 && rows < 20_000, "\(name): \(rows)")
      #expect(schema.columns.map(\.isCertain) == [false, true, false, false, true], "\(name)")
      #expect(!schema.mayHaveOtherColumns)
    }
    let declared = try source(utf8, "a.csv") { $0.types = [("id", .text)] }
    #expect(try declared.schema()["id"] == SourceSchema.Column("id", .text))
  }

  /// GB18030 is found by its first bytes, wherever the beginning is cut.
  @Test func chineseBeginnings() throws {
    let row: [UInt8] = [0xB1, 0xB1, 0xBE, 0xA9, 0x2C, 0x31, 0x32, 0x0A]
    for pad in 0..<4 {
      let head = [0xB3, 0xC7, 0xCA, 0xD0, 0x2C, 0x6E] + [UInt8](repeating: 0x78, count: pad) + [0x0A]
      let bytes = head + [[UInt8]](repeating: row, count: 100_000).flatMap { $0 }
      let schema = try source(bytes, "c.csv").schema()
      #expect(schema.columns.map(\.type) == [.text, .integer])
      #expect(schema.columnNames.first == "城市")
    }
  }

  @Test func smallFilesAreKnown() throws {
    let schema = try source(Array("id,phone,d\n1,13800000000,\n2,2,\n".utf8), "s.csv").schema()
    #expect(schema.sampledRows == nil)
    #expect(schema.columns == [.init("id", .integer), .init("phone", .integer), .init("d", .text, isEmpty: true)])
  }

  /// What further rows may change is not certain: dates of which order, phone
  /// numbers, names of columns that may be values.
  @Test func whatIsNotCertain() throws {
    let rows = (0..<40_000).map { "\(1_380_000_000 + $0),0\($0 % 9 + 1)/0\($0 % 7 + 1)/2024,x\n" }.joined()
    let schema = try source(Array(("phone,day,x\n" + rows).utf8), "s.csv").schema()
    #expect(schema.columns.map(\.type) == [.text, .text, .text])
    #expect(schema.columns.map(\.isCertain) == [false, false, true])
    #expect(!schema.mayHaveOtherColumns)
    let odd = try source(Array(("phone,day,2\n" + rows).utf8), "s.csv").schema()
    #expect(odd.mayHaveOtherColumns)
    let told = try source(Array(("phone,day,2\n" + rows).utf8), "s.csv") { $0.options = [("header", .boolean(true))] }
    let known = try told.schema()
    #expect(!known.mayHaveOtherColumns)
  }

  @Test func linesOfJSON() throws {
    let text = (0..<30_000).map { "{\"id\": \($0), \"city\": \"上海\($0 % 5)\", \"day\": \"2024-01-05\"}\n" }.joined()
    for (name, bytes) in [("a.ndjson", Array(text.utf8)), ("a.ndjson.gz", gzip(Array(text.utf8)))] {
      let source = try source(bytes, name)
      let schema = try source.schema()
      #expect(schema.columns.map(\.type) == [.integer, .text, .date])
      #expect(schema.columns.map(\.isCertain) == [false, true, false])
      #expect(schema.mayHaveOtherColumns && schema.sampledRows != nil)
      #expect(try source.read().table.rowCount == 30_000)
    }
  }

  /// A record longer than what is looked at: its columns are known, their types not.
  @Test func longFirstRecords() throws {
    let long = "\"" + String(repeating: "x\n", count: 200_000) + "\""
    let schema = try source(Array("id,\(long)\n1,2\n".utf8), "l.csv").schema()
    #expect(schema.columns.count == 2 && schema.columns[0].isEmpty && schema.sampledRows == 0)
  }

  // MARK: - columns that are not wanted

  /// The wanted columns are what they are among all, however the file is cut.
  @Test(arguments: [["id"], ["day", "name"], ["note"], [], ["none", "amount"]])
  func projection(_ wanted: [String]) throws {
    let json = (0..<3000).map { "{\"id\": \($0), \"name\": \"Ann\", \"amount\": \($0 % 3).5, \"day\": \"2024-01-05\", \"note\": null}\n" }
    let texts = [("a.csv", String(Self.csv.prefix(200_000))), ("a.ndjson", json.joined())]
    for (name, text) in texts {
      for chunk in [1 << 20, 3000] {
        let source = try source(Array(text.utf8), name) { $0.work.chunkSize = chunk }
        let whole = try source.read()
        let some = try source.read(columns: wanted)
        #expect(dump(some.table) == dump(whole.table.only(wanted)), "\(name) \(chunk)")
        #expect(some.rejects?.rowCount == whole.rejects?.rowCount)
      }
    }
  }

  /// A declared column rejects rows though it is not wanted.
  @Test func declaredColumnsReject() throws {
    let source = try source(Array("id,n\n1,2\n2,x\n3,4\n".utf8), "d.csv") { $0.types = [("n", .integer)] }
    let some = try source.read(columns: ["id"])
    #expect(some.table.columnNames == ["id"] && some.table.rowCount == 2 && some.rejects?.rowCount == 1)
  }
}
