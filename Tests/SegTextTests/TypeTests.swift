// Which type a column gets and what its values read as.

import SegColumns
import SegRuntime
import SegText
import Testing

struct TypeTests {
  /// Column values separated by `;`, and what comes out. `""` in the input
  /// stands for itself.
  static let cases: [(input: String, output: String)] = [
    ("1;2;-3", "integer: 1 | 2 | -3"),
    ("0;-0;12", "integer: 0 | 0 | 12"),
    ("1;;3", "integer: 1 | · | 3"),
    ("1;\"\";3", "integer: 1 | · | 3"),
    ("1;  ;3", "integer: 1 | · | 3"),
    (" 1 ;2;\"3\"", "integer: 1 | 2 | 3"),
    ("9223372036854775807;-9223372036854775808", "integer: 9223372036854775807 | -9223372036854775808"),
    ("9223372036854775808;1", "text: 9223372036854775808 | 1"),
    ("007;12", "text: 007 | 12"),
    ("00;1", "text: 00 | 1"),
    ("+86 138;+8613800000000", "text: +86 138 | +8613800000000"),
    ("+8613800000000;+8613800000001", "text: +8613800000000 | +8613800000001"),
    ("+5;-5", "integer: 5 | -5"),
    ("1.5;2", "number: 1.5 | 2"),
    ("1;2.50", "number: 1 | 2.5"),
    ("0.1;.5;-0.25", "number: 0.1 | 0.5 | -0.25"),
    ("1.;2", "text: 1. | 2"),
    ("1e5;2E-2;1.5e+3", "number: 100000 | 0.02 | 1500"),
    ("1e999;1", "text: 1e999 | 1"),
    ("0.1234567890123456789;1", "number: 0.12345678901234568 | 1"),
    ("123456789012345678901.5;1", "number: 1.2345678901234568e+20 | 1"),
    ("9007199254740993.0;1", "number: 9007199254740992 | 1"),
    ("\"1,234.50\";2", "number: 1234.5 | 2"),
    ("\"1,234\";\"12,345,678\"", "integer: 1234 | 12345678"),
    ("\"1,23\";5", "number: 1.23 | 5"),
    ("\"1234,567\";5", "number: 1234.567 | 5"),
    ("\"1,2,3\";5", "text: 1,2,3 | 5"),
    ("\"￥2,000\";¥30;4元;￥-6;-￥7", "integer: 2000 | 30 | 4 | -6 | -7"),
    ("$4;€5", "text: $4 | €5"),
    ("$4;5;CAD 6", "integer: 4 | 5 | 6"),
    ("12%;15", "text: 12% | 15"),
    ("\"1,5\";\"2,25\"", "number: 1.5 | 2.25"),
    ("12E4;7E10", "text: 12E4 | 7E10"),
    ("1.1;1.10", "text: 1.1 | 1.10"),
    ("1'234.5;2 345.5;\"1,23,456.5\"", "number: 1234.5 | 2345.5 | 123456.5"),
    ("300-;5", "integer: -300 | 5"),
    ("1万2千;3.5万", "number: 12000 | 35000"),
    ("1万2;5", "text: 1万2 | 5"),
    ("12.5%;50%;-1%", "number: 0.125 | 0.5 | -0.01"),
    ("(300);5;\"(1,234.5)\"", "number: -300 | 5 | -1234.5"),
    ("(300);5", "integer: -300 | 5"),
    ("1.2万;3万;5", "number: 12000 | 30000 | 5"),
    ("1.5亿;2", "number: 150000000 | 2"),
    ("１２３;４５", "integer: 123 | 45"),
    ("１．５;－２", "number: 1.5 | -2"),
    ("nan;1", "text: nan | 1"),
    ("inf;1", "text: inf | 1"),
    ("0x10;1", "text: 0x10 | 1"),
    ("1 2;3", "text: 1 2 | 3"),
    ("是;否;是", "yes/no: yes | no | yes"),
    ("真;假", "yes/no: yes | no"),
    ("yes;No;TRUE;false;Y;n", "yes/no: yes | no | yes | no | yes | no"),
    ("Y;;n", "yes/no: yes | · | no"),
    ("Y;X", "text: Y | X"),
    ("1;0;1", "integer: 1 | 0 | 1"),
    ("yes;1", "text: yes | 1"),
    ("2023-01-05;2024-02-29", "date: 2023-01-05 | 2024-02-29"),
    ("2023-02-29;2024-02-29", "text: 2023-02-29 | 2024-02-29"),
    ("2023/1/5;2023-01-06;2023.1.7;2023年1月8日", "date: 2023-01-05 | 2023-01-06 | 2023-01-07 | 2023-01-08"),
    ("20230105;20230106", "integer: 20230105 | 20230106"),
    ("13/01/2023;05/01/2023", "date: 2023-01-13 | 2023-01-05"),
    ("1/13/2023;1/5/2023", "date: 2023-01-13 | 2023-01-05"),
    ("05/01/2023;06/02/2023", "text: 05/01/2023 | 06/02/2023"),
    ("13/01/2023;01/13/2023", "text: 13/01/2023 | 01/13/2023"),
    ("13/01/2023;2023-01-05", "date: 2023-01-13 | 2023-01-05"),
    ("0001-01-01;9999-12-31", "date: 0001-01-01 | 9999-12-31"),
    ("2023-01-05 18:00;2023-01-05", "timestamp: 2023-01-05T18:00:00 | 2023-01-05T00:00:00"),
    ("2023-01-05T18:00:01.250;2023-01-05 8:05:00", "timestamp: 2023-01-05T18:00:01.25 | 2023-01-05T08:05:00"),
    ("2023-01-05T18:00:00Z;2023-01-05T18:00:00+08:00", "timestamp: 2023-01-05T18:00:00 | 2023-01-05T10:00:00"),
    ("2023-01-05T01:00:00+0800;2023-01-05", "timestamp: 2023-01-04T17:00:00 | 2023-01-05T00:00:00"),
    ("1/13/2023 3:04:05 PM;1/5/2023 12:00 AM", "timestamp: 2023-01-13T15:04:05 | 2023-01-05T00:00:00"),
    (
      "2023-01-05 18:07:59;2024-02-29T00:00:00;1969-12-31 23:59:59",
      "timestamp: 2023-01-05T18:07:59 | 2024-02-29T00:00:00 | 1969-12-31T23:59:59"
    ),
    ("2023-01-05 18:60:00;2023-01-05 18:00:00", "text: 2023-01-05 18:60:00 | 2023-01-05 18:00:00"),
    ("2023-01-05 24:00;2023-01-05", "timestamp: 2023-01-06T00:00:00 | 2023-01-05T00:00:00"),
    ("2023-01-05 24:01;2023-01-05", "text: 2023-01-05 24:01 | 2023-01-05"),
    ("5-Jan-2023;\"Jan 6, 2023\"", "date: 2023-01-05 | 2023-01-06"),
    ("5-Jan-2023;31-Feb-2023", "text: 5-Jan-2023 | 31-Feb-2023"),
    ("a; b ;\" c \"", "text: a |  b  |  c "),
    ("a;   ;b", "text: a | · | b"),
    ("a;\"\";b", "text: a | · | b"),
    (";;", "text: · | · | ·"),
    ("NA;1", "text: NA | 1"),
    ("1;2023-01-05", "text: 1 | 2023-01-05"),
  ]

  @Test(arguments: cases)
  func columnOfValues(_ example: (input: String, output: String)) throws {
    // A second column keeps blank values from being blank lines.
    let lines = example.input.split(separator: ";", omittingEmptySubsequences: false).map { "x,\($0)" }
    for ending in ["\n", "\r\n", "\r"] {
      for chunk in [1, 7, 1 << 20] {
        let text = (["k,v"] + lines).joined(separator: ending) + (chunk == 7 ? "" : ending)
        let result = try csv(text) { options in
          options.chunkSize = chunk
          options.header = true
          options.delimiter = 0x2C
        }
        #expect(shown(result.table["v"]) == example.output, "ending \(ending.debugDescription), chunk \(chunk)")
        #expect(result.rejects.rowCount == 0)
      }
    }
  }

  /// The sample cannot see every value: the type is that of all of them.
  @Test(arguments: [
    ("1", "1.5", ColumnType.number), ("1", "x", .text), ("1.5", "x", .text),
    ("2023-01-05", "2023-01-05 10:00", .timestamp),
    ("", "2023-01-05", .date), ("", "7", .integer), ("05/01/2023", "13/01/2023", .date), ("x", "1", .text),
    ("yes", "maybe", .text), ("1", "007", .text), ("1", "99999999999999999999", .text), ("2.5", "1", .number),
  ])
  func lateValue(_ usual: String, _ late: String, _ type: ColumnType) throws {
    var text = "id,v\n"
    for row in 0..<30_000 { text += "\(row),\(row == 29_997 ? late : usual)\n" }
    for threads in [1, 2] {
      let result = try csv(text) {
        $0.context = ExecutionContext(threads: threads)
        $0.chunkSize = 4000
      }
      let column = result.table["v"]
      #expect(column?.type == type)
      #expect(result.table.rowCount == 30_000)
      #expect(column?.missingCount == (usual.isEmpty ? 29_999 : 0))
    }
  }

  @Test func integersAreNarrow() throws {
    let table = try csv("a,b,c,d\n127,128,32768,2147483648\n-128,-1,1,1\n").table
    let widths = dump(table).split(separator: "\n").map { $0.split(separator: " ")[1] }
    #expect(widths == ["int8", "int16", "int32", "int64"])
  }

  /// From 0 to 255 in one chunk or another; not where some are below 0.
  @Test func bytesWithoutSign() throws {
    var text = "byte,below,above,decimal\n"
    for row in 0..<3000 {
      switch row {
      case 20: text += "20,-1,256,25.5\n"
      case 2500: text += "255,255,200,0.5\n"
      default: text += "\(row % 100),3,200,0.5\n"
      }
    }
    for threads in [1, 2] {
      let table = try csv(text) {
        $0.context = ExecutionContext(threads: threads)
        $0.chunkSize = 1000
      }.table
      let widths = dump(table).split(separator: "\n").map { $0.split(separator: " ")[1] }
      #expect(widths == ["uint8", "int16", "int16", "uint8"])
      #expect(table["byte"]?[2500] == .integer(255) && table["below"]?[20] == .integer(-1) && table["above"]?[20] == .integer(256))
      #expect(table["byte"]?[2499] == .integer(99) && table["decimal"]?[20] == .number(25.5) && table["decimal"]?[21] == .number(0.5))
    }
  }

  @Test func phoneNumbersStayText() throws {
    let result = try csv("手机号,mobile,amount\n13800000000,13900000000,13900000000\n13800000001,,13900000001\n")
    #expect(shown(result.table["手机号"]) == "text: 13800000000 | 13800000001")
    #expect(shown(result.table["mobile"]) == "text: 13900000000 | ·")
    #expect(result.table["amount"]?.type == .integer)
    #expect(result.columnNotes.count == 2)
  }

  @Test func declaredTypesReject() throws {
    let result = try csv("id,amount\n1,5\n2,x\n3,\n4,\"1,000\"\n") { $0.types = [("amount", .number)] }
    #expect(shown(result.table["amount"]) == "number: 5 | · | 1000")
    #expect(rejects(result) == ["3 | amount | not a number | 2,x"])
  }

  @Test func declaredTextKeepsDigits() throws {
    let result = try csv("id,v\n1,5\n2,6\n") { $0.types = [("id", .text)] }
    #expect(shown(result.table["id"]) == "text: 1 | 2")
  }

  /// A rejected row does not affect the types of other columns.
  @Test func rejectedRowsDoNotWiden() throws {
    let result = try csv("a,b,c\n1,2,u\n9.5,x,v\n3,4,u\n1,2\n2023-01-01,1,w,5\n") { $0.types = [("b", .integer)] }
    #expect(shown(result.table["a"]) == "integer: 1 | 3")
    #expect(shown(result.table["c"]) == "text: u | u")
    #expect(result.table["c"]?.dictionary?.count == 1)
    #expect(result.rejects.rowCount == 3)
  }

  @Test func months() throws {
    let result = try csv("id,a,b,c,d\n1,2024-03,Mar 2024,03/2024,2001-02\n2,,Apr 2024,12/2024,2001-13\n")
    #expect(
      result.columnNotes.map(\.description) == [
        "`a` stays text: `2024-03` may be a month; for its first day: with (date_format: (a: \"%Y-%m\"))",
        "`b` stays text: `Mar 2024` may be a month; for its first day: with (date_format: (b: \"%b %Y\"))",
        "`c` stays text: `03/2024` may be a month; for its first day: with (date_format: (c: \"%m/%Y\"))",
      ])
    #expect(result.table["d"]?.type == .text)
  }

  @Test func dateOrder() throws {
    let text = "id,d\n1,05/01/2023\n2,06/02/2023\n"
    let open = try csv(text)
    #expect(open.table["d"]?.type == .text)
    #expect(open.columnNotes.first?.description.hasPrefix("`d` stays text: day or month first?") == true)
    #expect(shown(try csv(text) { $0.dateOrder = .dmy }.table["d"]) == "date: 2023-01-05 | 2023-02-06")
    #expect(shown(try csv(text) { $0.dateOrder = .mdy }.table["d"]) == "date: 2023-05-01 | 2023-06-02")
    #expect(diagnostic { _ = try csv(text) { $0.types = [("d", .date)] } }?.id == "ambiguous-date")
    let told = try csv(text + "3,31/01/2023\n") { $0.types = [("d", .date)] }
    #expect(shown(told.table["d"]) == "date: 2023-01-05 | 2023-02-06 | 2023-01-31")
  }

  /// Eight digits are a date if the column is declared as dates.
  @Test func compactDates() throws {
    let text = "id,d\n1,20240105\n2, \"20240229\" \n3,2024-03-01\n4,20230229\n5,\"20,240,105\"\n6,2024010\n"
    #expect(try csv("id,d\n1,20240105\n").table["d"]?.type == .integer)
    let dates = try csv(text) { $0.types = [("d", .date)] }
    #expect(shown(dates.table["d"]) == "date: 2024-01-05 | 2024-02-29 | 2024-03-01")
    #expect(rejects(dates).map { $0.prefix(23) } == (5...7).map { "\($0) | d | not a date | \($0 - 1)," })
    let times = try csv(text + "7,2024-03-01 10:00\n") { $0.types = [("d", .timestamp)] }
    #expect(times.table["d"]?[0] == .timestamp(1_704_412_800_000_000))
    #expect(times.table.rowCount == 4)
    let json = try readBytes(Array("{\"d\":20240105}\n{\"d\":\"20240106\"}\n{\"d\":20241301}\n".utf8), name: "t.jsonl") {
      $0.types = [("d", .date)]
    }
    #expect(shown(json.table["d"]) == "date: 2024-01-05 | 2024-01-06")
    #expect(json.rejects.rowCount == 1)
  }

  @Test func missingWords() throws {
    let result = try csv("a,b\n1,x\nNA,NA\n\\N,y\n") { $0.missing = ["NA", "\\N"] }
    #expect(shown(result.table["a"]) == "integer: 1 | · | ·")
    #expect(shown(result.table["b"]) == "text: x | · | y")
  }

  /// Columns that a few values keep from being numbers or dates.
  static let nearly: [(values: String, note: String?)] = [
    (
      "1.5;2;3;N/A;4;5",
      "1 of 6 values is no number, `N/A` on line 5: with (missing: \"N/A\") or with (types: (v: number))"
    ),
    (
      "1;2;3;4;5;6;7;8;x1;9;n.a.",
      "2 of 11 values are no numbers, the first `x1` on line 10: with (types: (v: integer))"
    ),
    (
      "2024-01-05;;2024-01-06;unknown;2024-01-07;2024-01-08",
      "1 of 5 values is no date, `unknown` on line 5: with (missing: \"unknown\") or with (types: (v: date))"
    ),
    (
      "2024-01-05 10:00;2024-01-06;2024-01-07;2024-01-08;\\N",
      "1 of 5 values is no timestamp, `\\N` on line 6: with (missing: \"\\\\N\") or with (types: (v: timestamp))"
    ),
    ("1.234,50;2;3,5", nil),
    ("-1,5;12,25;x;7;8,0", "1 of 5 values is no number, `x` on line 4: with (missing: \"x\") or with (types: (v: number))"),
    (
      "NA;1.5;null;3;NA",
      "3 of 5 values are no numbers, the first `NA` on line 2: with (missing: (\"NA\", \"null\")) or with (types: (v: number))"
    ),
    (
      "yes;no;yes;yes;no;1",
      "1 of 6 values is not yes or no, `1` on line 7: with (types: (v: boolean))"
    ),
    ("13/01/2023;05/06/2023;01/14/2023", "`13/01/2023` on line 2 has the day first, `01/14/2023` on line 4 the month"),
    // A third word makes groups of them, and no missing values.
    ("yes;no;maybe;yes;no", nil),
    ("yes;no;maybe;perhaps", nil),
    ("536365;536366;536367;536368;536369;C536379", nil),
    ("71053;22633;22632;84879;22745;85123A", nil),
    ("1;2;x;y", nil),
    ("1;2;3;4;5;007", nil),
    ("1;2;3;4;99999999999999999999", nil),
    ("1;2;3;4;+8613800000000", nil),
    ("a;b;c", nil), ("1;2", nil), ("05/01/2023;06/01/2023", nil), (";;", nil),
  ]

  @Test(arguments: nearly)
  func nearlyTyped(_ example: (values: String, note: String?)) throws {
    let lines = example.values.split(separator: ";", omittingEmptySubsequences: false).map { "x;\($0)\n" }
    for chunk in [1, 1 << 20] {
      let result = try csv("k;v\n" + lines.joined()) {
        $0.chunkSize = chunk
        $0.header = true
        $0.delimiter = UInt8(ascii: ";")
      }
      #expect(result.columnNotes.map(\.description).first { $0.contains("is text") } == example.note.map { "`v` is text: " + $0 })
    }
  }

  @Test func nearlyTypedCountsRows() throws {
    let text = (0..<7000).map { $0 % 1000 == 999 ? "\($0),-\n" : "\($0),0.5\n" }.joined()
    let result = try csv("id,price\n" + text) { $0.context = ExecutionContext(threads: 2) }
    #expect(
      result.columnNotes.map(\.description) == [
        "`price` is text: 7 of 7,000 values are no numbers, the first `-` on line 1,001: "
          + "with (missing: \"-\"), then `price ?? 0` if it means 0, or with (types: (price: number))"
      ])
    let one = (0..<300).map { "\($0),\($0 == 250 ? "007" : "5")\n" }.joined()
    #expect(
      try csv("id,n\n" + one).columnNotes == [
        "`n` is text: 1 of 300 values is no number, `007` on line 252: with (types: (n: integer))"
      ])
    #expect(try csv("id,phone\n1,5\n2,6\n3,7\n4,8\n5,x\n").columnNotes == [])
    let json = (0..<9).map { "{\"v\": \($0 == 4 ? "\"\\u001b?\"" : "\($0)")}\n" }.joined()
    #expect(
      try readBytes(Array(json.utf8), name: "t.ndjson").columnNotes == [
        "`v` is text: 1 of 9 values is no number, ` ?` on line 5: with (types: (v: integer))"
      ])
  }

  /// A declared number takes any sign of a currency, but several are said.
  @Test func severalCurrenciesAreNoted() throws {
    let note = "`v` has several currencies, and is declared as a number: a sum adds them"
    func notes(_ rows: [String], _ type: ColumnType, json: Bool = false) throws -> [String] {
      let text = json ? rows.map { "{\"v\": \"\($0)\"}\n" }.joined() : "id,v\n" + rows.map { "1,\($0)\n" }.joined()
      return try readBytes(Array(text.utf8), name: json ? "t.ndjson" : "t.csv") { $0.types = [("v", type)] }.columnNotes.map(\.description)
    }
    for json in [false, true] {
      #expect(try notes(["$100", "€100"], .number, json: json) == [note])
      #expect(try notes(["5", "US$7.50", "8 EUR"], .number, json: json) == [note])
      #expect(try notes(["$100", "100€"], .integer, json: json) == [note])
      #expect(try notes(["$100", "7", "US$5"], .number, json: json) == [])
      #expect(try notes(["$100", "€100"], .text, json: json) == [])
    }
    // A row that is rejected says nothing.
    #expect(try notes(["$100", "€100x", "$5"], .number) == [])
  }

  @Test func timeZonesAreNoted() throws {
    let result = try csv("id,t\n1,2023-01-05T18:00:00+08:00\n")
    #expect(result.columnNotes == ["`t` has time zones: converted to UTC"])
  }
}
