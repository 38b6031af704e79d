// How a file is cut into records: delimiters, headers, quotes, rejects.

import SegColumns
import SegRuntime
import SegText
import Testing

struct RecordTests {
  @Test(arguments: [",", ";", "\t", "|"])
  func delimiterIsFound(_ delimiter: String) throws {
    let rows = ["id;name;note", "1;Ann;\"a;b\"", "2;Bob;c  d"].map { row in
      String(row.map { $0 == ";" ? Character(delimiter) : $0 })
    }
    let result = try csv(rows.joined(separator: "\n"))
    #expect(result.delimiter == delimiter.utf8.first)
    #expect(shown(result.table["id"]) == "integer: 1 | 2")
    #expect(result.rejects.rowCount == 0)
  }

  /// Excel's first line names the delimiter, even if another one would fit.
  @Test(arguments: ["sep=;\n", "SEP=;\r\n", "\"sep=;\"\n\n", "\nsep=;\n"])
  func toldDelimiter(_ line: String) throws {
    let result = try csv(line + "a;b,c\n1,5;x\n2\n")
    #expect(result.delimiter == UInt8(ascii: ";"))
    #expect(result.table.columnNames == ["a", "b,c"])
    #expect(rejects(result).first?.hasPrefix("\(3 + line.utf8.filter { $0 == 0x0A }.count) | b,c | 1 field") == true)
    #expect(result.lineOfRow(0) == 2 + line.utf8.filter { $0 == 0x0A }.count)
  }

  @Test func toldDelimiters() throws {
    #expect(try csv("sep=\t\na\tb\n1\t2\n").delimiter == 9)
    #expect(try csv("sep=^\na^b\n1^2\n").table.columnNames == ["a", "b"])
    #expect(diagnostic { _ = try csv("sep=;\n") }?.id == "empty-file")
    #expect(diagnostic { _ = try csv("sep=,") }?.id == "empty-file")
    #expect(try csv("sep=;\na,b\n1,2\n") { $0.delimiter = 0x2C }.table.columnNames == ["a", "b"])
    // Nothing else is such a line.
    #expect(try csv("sep=5\nx\n").table.rowCount + 1 == 2)
    #expect(try csv("sep=ab\nx\n").table.columnNames == ["sep=ab"])
  }

  @Test func oneColumn() throws {
    let result = try csv("comment\ngood, really\nbad\n\nso, so, so\n")
    #expect(shown(result.table["comment"]) == "text: good, really | bad | · | so, so, so")
    #expect(result.delimiter == nil)
  }

  @Test func decimalCommasAreNotTheDelimiter() throws {
    let result = try csv("a;b;c\n1,5;2,5;3\n1,5;2,5;4\n")
    #expect(result.delimiter == UInt8(ascii: ";"))
    #expect(shown(result.table["a"]) == "number: 1.5 | 1.5")
  }

  static let headers: [(text: String, names: [String], rows: Int)] = [
    ("id,name\n1,x\n", ["id", "name"], 1),
    ("name,city\nAnn,Paris\n", ["name", "city"], 1),
    ("1,x\n2,z\n", ["column_1", "column_2"], 2),
    ("1.5,x\n2,z\n", ["column_1", "column_2"], 2),
    ("Ann,Ann\nBob,Eve\n", ["column_1", "column_2"], 2),
    ("a,b,a\n1,2,3\n", ["a", "b", "a_2"], 1),
    (",a\n0,1\n", ["column_1", "a"], 1),
    ("id,2023,2024\nx,1,y\n", ["id", "2023", "2024"], 1),
    ("id,2023,2024\nx,1999,2001\n", ["column_1", "column_2", "column_3"], 2),
    ("k,30d_orders\nx,3\n", ["k", "30d_orders"], 1),
    ("k,5kg\nx,3\n", ["column_1", "column_2"], 2),
    ("a,1st,2nd\nx,3,4\n", ["a", "1st", "2nd"], 1),
    ("email,2024-01,2024-02\nx,3,4\n", ["email", "2024-01", "2024-02"], 1),
    ("Ann,N/A,N/A\nBob,3,4\n", ["column_1", "column_2", "column_3"], 2),
    ("\u{A0}id\u{200B},a\n1,2\n", ["id", "a"], 1),
    ("id,name,\n1,x\n", ["id", "name"], 1),
    ("姓名,金额\n张三,5\n", ["姓名", "金额"], 1),
    ("a,b\n", ["a", "b"], 0),
    ("name,active\nAnn,yes\n", ["name", "active"], 1),
    ("2023-01-01,5\n2023-01-02,6\n", ["column_1", "column_2"], 2),
    ("007,Ann\n12,Bob\n", ["column_1", "column_2"], 2),
    ("cust,n\nA1,5\nA2,7\n", ["cust", "n"], 2),
    ("name,y\nAnn,2024-01-05\n", ["name", "y"], 1),
    ("姓名,是\n张三,5\n李四,6\n", ["姓名", "是"], 2),
    ("id,phone,n\nA1,13800000000,y\nA2,13800000001,n\n", ["id", "phone", "n"], 2),
    ("no,yes\n1,2\n", ["no", "yes"], 1),
    ("N\n5\n", ["N"], 1),
    ("n,city\nAnn,Paris\n", ["n", "city"], 1),
    ("Ann,yes\nBob,no\n", ["column_1", "column_2"], 2),
    ("active,n\nyes,no\n", ["active", "n"], 1),
    ("yes,no\nno,no\n", ["column_1", "column_2"], 2),
    ("d,e\n01/02/2023,1\n02/03/2023,2\n", ["d", "e"], 2),
    (" a , \"b\"\n1,2\n", ["a", "b"], 1),
  ]

  @Test(arguments: headers)
  func header(_ example: (text: String, names: [String], rows: Int)) throws {
    let result = try csv(example.text)
    #expect(result.table.columnNames == example.names)
    #expect(result.table.rowCount == example.rows)
    #expect(result.hasHeader == (example.names.first != "column_1" || example.names.last == "a"))
  }

  @Test func headerByOption() throws {
    #expect(try csv("a,b\nc,d\n") { $0.header = false }.table.rowCount == 2)
    #expect(try csv("1,2\n3,4\n") { $0.header = true }.table.columnNames == ["1", "2"])
  }

  @Test func quotes() throws {
    let result = try csv("id,t\n1,\"a \"\"b\"\" c\"\n2,\"x\ny\r\nz\"\n3,5\" disk\n4,\"last\"")
    #expect(shown(result.table["t"]) == "text: a \"b\" c | x\ny\r\nz | 5\" disk | last")
    #expect(result.rejects.rowCount == 0)
  }

  /// Blanks around the quotes of a field belong to no text.
  @Test func blanksAroundQuotes() throws {
    let result = try csv("\"id\"  ,  \"a, b\",c\n\"1\", \"x, \"\"y\"\"\" ,2\r\n2 ,\t\"p\nq\"\t,  3 \n")
    #expect(result.table.columnNames == ["id", "a, b", "c"])
    #expect(shown(result.table["id"]) == "integer: 1 | 2")
    #expect(shown(result.table["a, b"]) == "text: x, \"y\" | p\nq")
    #expect(shown(result.table["c"]) == "integer: 2 | 3")
    #expect(result.rejects.rowCount == 0)
    // A quote after blanks that does not close is text.
    let text = try csv("id,t\n1, \"so-called\" thing\n2, \"open\n")
    #expect(shown(text.table["t"]) == "text:  \"so-called\" thing |  \"open")
    // The second pass skips the columns that the first has read.
    let late = try csv("v,t\n" + String(repeating: "1, \"a,b\"\n", count: 40_000) + "x, \"a,b\"\n") {
      $0.context = ExecutionContext(threads: 2)
    }
    #expect(late.rejects.rowCount == 0)
    #expect(late.table["v"]?.type == .text && late.table["t"]?.dictionary?.texts == ["a,b"])
  }

  static let badFirstRecords: [(text: String, reason: String)] = [
    ("\"id\" x,a\n1,2\n", "text after a closing quote (a quote inside quotes is written twice)"),
    ("id,\"a\"b\n1,2\n", "text after a closing quote (a quote inside quotes is written twice)"),
    ("\"id,a,b\n1,2,3\n", "a quote opens here and is never closed"),
    ("a,\"", "a quote opens here and is never closed"),
    ("\"", "a quote opens here and is never closed"),
  ]

  @Test(arguments: badFirstRecords)
  func badFirstRecord(_ example: (text: String, reason: String)) {
    for header in [nil, true, false] {
      let found = diagnostic { _ = try csv("\n" + example.text) { $0.header = header } }
      #expect(found?.id == "bad-format")
      #expect(found?.message == "the first record of `t.csv`, line 2, cannot be read: \(example.reason)")
    }
  }

  @Test func raggedRows() throws {
    let result = try csv("a,b,c\n1,2,3\n4,5\n\n6,7,8,9\n\"x\ny\",1,2,3,4\n7,8,9\n")
    #expect(shown(result.table["a"]) == "integer: 1 | 7")
    #expect(
      rejects(result) == [
        "3 | c | 2 fields where 3 are expected | 4,5",
        "5 | · | 4 fields where 3 are expected | 6,7,8,9",
        "6 | · | 5 fields where 3 are expected | \"x\ny\",1,2,3,4",
      ])
  }

  @Test func linesCountThroughQuotesAndChunks() throws {
    var text = "a,b\n"
    for row in 0..<50 { text += row % 7 == 3 ? "\(row)\n" : "\(row),\"x\ny\"\n" }
    let expected = rejects(try csv(text))
    #expect(expected.first == "8 | b | 1 field where 2 are expected | 3")
    for chunk in [1, 5, 13, 64] { #expect(rejects(try csv(text) { $0.chunkSize = chunk }) == expected) }
  }

  /// Rows keep their line numbers, whatever is between them.
  @Test func linesOfRows() throws {
    let text =
      "\na,b\n0,1\n\n1,\"x\ny\"\n2\n3, \"p\n\n\" \r\n\r\n4,\"open\n5,x\n6,1,2\n\"7\",\"q\"\"\n\"\n8,z"
    let expected = [3, 5, 8, 13, 15, 17]
    for chunk in [1, 4, 9, 1 << 20] {
      let result = try csv(text) { $0.chunkSize = chunk }
      #expect((0..<result.table.rowCount).map { result.lineOfRow($0) } == expected, "chunk \(chunk)")
      #expect(result.lineOfRow(5) == 17 && result.lineOfRow(0) == 3)
      #expect(result.lineOfRow(6) == nil && result.lineOfRow(-1) == nil)
    }
    let one = try csv("t\n\nx\n\"a\nb\"\ny\n")
    #expect((0..<4).map { one.lineOfRow($0) } == [2, 3, 4, 6])
    let packed = try readBytes(gzip(Array(text.utf8)))
    #expect((0..<6).map { packed.lineOfRow($0) } == expected)
    for chunk in [1, 20, 1 << 20] {
      let json = try readBytes(Array("\n{\"a\":1}\n[]\n{\"a\":2}\n{}\n\n{\"a\":4}".utf8), name: "t.ndjson") {
        $0.chunkSize = chunk
      }
      #expect((0..<5).map { json.lineOfRow($0) } == [2, 4, 5, 7, nil])
    }
    var generator = SeededGenerator(state: 77)
    for _ in 0..<300 {
      var many = "a,b\n"
      for row in 0..<30 {
        let value = ["x", "\"u\nv\"", "\"open", " \"p\"", "\"\"\"\n\"", "1,2"].randomElement(using: &generator) ?? ""
        many += "\(row),\(value)\n" + (Bool.random(using: &generator) ? "" : "\r\n")
      }
      let result = try csv(many) { $0.chunkSize = Int.random(in: 1...90, using: &generator) }
      // Swift takes CR LF for one character.
      let lines = many.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(Substring($0)) }
      for row in 0..<result.table.rowCount {
        let line = result.lineOfRow(row) ?? 0
        let key = result.table["a"]?[row].description ?? ""
        #expect(lines.indices.contains(line - 1) && lines[line - 1].hasPrefix(key + ","))
      }
    }
  }

  @Test func strayQuotesSwallowNothing() throws {
    let result = try csv("a,b\n1,\"open\n2,x\n3,\"fine\"\n4,y\n")
    #expect(shown(result.table["a"]) == "integer: 2 | 3 | 4")
    #expect(
      rejects(result) == ["2 | b | text after a closing quote (a quote inside quotes is written twice) | 1,\"open"])
    let atEnd = try csv("a,b\n1,x\n2,\"open\n3,z\n")
    #expect(shown(atEnd.table["a"]) == "integer: 1 | 3")
    #expect(rejects(atEnd) == ["3 | b | a quote opens here and is never closed | 2,\"open"])
    let inside = try csv("a,b\n1,\"say \"hi\" now\"\n2,x\n")
    #expect(shown(inside.table["a"]) == "integer: 2")
  }

  /// Many lines that open a quote must not cost a scan of the file each.
  @Test func manyStrayQuotes() throws {
    let text = "a,b\n" + String(repeating: "1,\"x\n", count: 50_000) + "2,y\n"
    let result = try csv(text) { $0.context = ExecutionContext(threads: 2) }
    #expect(result.rejects.rowCount + result.table.rowCount >= 25_000)
  }

  @Test func lateDelimiterIsReconsidered() throws {
    var text = "a;b,c;d\n"
    for row in 0..<40 { text += "\(row);x,\(row);y\n" }
    #expect(try csv(text).table.columnNames == ["a", "b,c", "d"])
  }

  @Test func unknownColumn() {
    let found = diagnostic { _ = try csv("amount,b\n1,2\n") { $0.types = [("amuont", .number)] } }
    #expect(found?.id == "unknown-column")
    #expect(found?.fix?.message == "did you mean `amount`?")
  }

  @Test func tooManyColumns() {
    let line = String(repeating: "a,", count: 10_001) + "b\n"
    #expect(diagnostic { _ = try csv(line) }?.id == "too-many-columns")
  }

  @Test func options() throws {
    var options = ReadOptions()
    try options.text.set("header", to: .boolean(false))
    try options.text.set("delimiter", to: .text("tab"))
    try options.text.set("date_order", to: .text("dmy"))
    #expect(options.header == false && options.delimiter == 9 && options.dateOrder == .dmy)
    #expect(diagnostic { try options.text.set("delimiter", to: .text("ab")) }?.id == "bad-option")
    #expect(diagnostic { try options.text.set("headr", to: .boolean(true)) }?.fix?.message == "did you mean `header`?")
    #expect(diagnostic { try options.text.set("header", to: .text("no")) }?.id == "bad-option")
  }
}
