// NDJSON: kinds of values, escapes, bad lines.

import SegColumns
import SegRuntime
import SegText
import Testing

struct NDJSONTests {
  private func ndjson(_ text: String, _ set: (inout ReadOptions) -> Void = { _ in }) throws -> ReadResult {
    try readBytes(Array(text.utf8), name: "t.ndjson", set)
  }

  static let cases: [(values: String, output: String)] = [
    ("1;2;null", "integer: 1 | 2 | ·"),
    ("1;2.5;-1e2", "number: 1 | 2.5 | -100"),
    ("true;false", "yes/no: yes | no"),
    (#""a";"";"b""#, "text: a | · | b"),
    (#""1";"2""#, "text: 1 | 2"),
    (#""yes";"no""#, "text: yes | no"),
    (#""2023-01-05";"2023/1/6""#, "date: 2023-01-05 | 2023-01-06"),
    (#""2023-01-05T10:00:00Z";null"#, "timestamp: 2023-01-05T10:00:00 | ·"),
    (#"1;"x""#, "text: 1 | x"),
    (#"1;true"#, "text: 1 | true"),
    (#"[1, 2];[{"b": []}]"#, #"text: [1, 2] | [{"b": []}]"#),
    (#""\u4e2d\u6587\n\"\\\/";"\ud83d\ude00";"\ud83dx""#, "text: 中文\n\"\\/ | 😀 | \u{FFFD}x"),
    ("99999999999999999999;1", "text: 99999999999999999999 | 1"),
    ("null;null", "text: · | ·"),
  ]

  @Test(arguments: cases)
  func values(_ example: (values: String, output: String)) throws {
    let lines = example.values.split(separator: ";").map { "{\"v\": \($0)}" }
    let result = try ndjson(lines.joined(separator: "\n"))
    #expect(shown(result.table["v"]) == example.output)
    #expect(result.rejects.rowCount == 0)
  }

  /// Objects in an array, over several lines, one after the other, behind separators, or wrapped.
  @Test(arguments: [
    "[{\"a\":1},{\"a\":2}]", "[\n  {\"a\":1},\n  {\"a\":2}\n]\n", "\n [ { \"a\": 1 }\n, {\"a\":2}]", "{\"a\":1}{\"a\":2}",
    "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n", "{\"a\": 1,\n \"b\": \"}\"}\n{\"a\": 2}\n", "\u{1E}{\"a\":1}\n\u{1E}{\"a\":2}\n",
    "{\"data\": [{\"a\":1}, {\"a\":2}], \"total\": 2}", "{\n\"total\": 2,\n\"rows\": [\n{\"a\":1},\n{\"a\":2}\n]\n}\n",
  ])
  func forms(_ text: String) throws {
    for chunk in [1, 1 << 20] {
      let result = try readBytes(Array(text.utf8), name: "t.json") { $0.chunkSize = chunk }
      #expect(shown(result.table["a"]) == "integer: 1 | 2")
      #expect(result.rejects.rowCount == 0)
    }
  }

  @Test func notObjects() throws {
    for (text, what) in [("[[\"a\"],[1]]", "an array of arrays"), ("[1, 2]", "an array of single values")] {
      let found = diagnostic { _ = try readBytes(Array(text.utf8), name: "t.json") }
      #expect(found?.message == "`t.json` holds \(what), not of objects")
    }
    for text in ["[", "[]", "[ ]\n"] { #expect(diagnostic { _ = try readBytes(Array(text.utf8), name: "t.json") }?.id == "empty-file") }
    // A line that is an array is a bad line.
    #expect(try ndjson("[1]\n{\"a\":2}\n").rejects.rowCount == 1)
    #expect(try ndjson("{}\n{\"a\":2}\n").table.rowCount == 2)
  }

  @Test func linesOfElements() throws {
    let text = "[\n  {\"a\": 1},\n  {\n    \"a\": 01\n  },\n  {\"a\": 3}\n]\n"
    let result = try readBytes(Array(text.utf8), name: "t.json")
    #expect(shown(result.table["a"]) == "integer: 1 | 3")
    #expect(result.rejects["line"]?[0] == .integer(3))
    #expect([0, 1].map { result.lineOfRow($0) } == [2, 6])
  }

  @Test func paths() throws {
    let result = try ndjson(
      #"{"id":1,"at":{"city":"Oslo","geo":{"x":1.5}},"n":null}"# + "\n" + #"{"id":2,"at":null,"n":{"k":[1, 2]}}"# + "\n")
    #expect(result.table.columnNames == ["id", "at.city", "at.geo.x", "n.k"])
    #expect(shown(result.table["at.city"]) == "text: Oslo | ·")
    #expect(shown(result.table["at.geo.x"]) == "number: 1.5 | ·")
    #expect(shown(result.table["n.k"]) == "text: · | [1, 2]")
  }

  @Test func faults() throws {
    let result = try ndjson("{\"a\":\"x\ty\"}\n{\"a\":\"\\x\"}\n{\"a\":\"x}\n{\"a\":\"\\ud800!\"}\n")
    #expect(shown(result.table["a"]) == "text: \u{FFFD}!")
    #expect(result.columnNotes == ["`a` has halves of characters (surrogates without their partners): each is read as \u{FFFD}"])
    #expect(
      rejects(result).map { $0.split(separator: " | ")[2] } == [
        "not valid JSON: a control character in a string, which is written \\u0009", "not valid JSON: a string has a bad escape",
        "not valid JSON: a string is not closed",
      ])
  }

  @Test func missingKeysAndOrder() throws {
    let result = try ndjson("{\"a\":1}\r\n\n{\"b\":\"x\",\"a\":2}\n{}\n")
    #expect(result.table.columnNames == ["a", "b"])
    #expect(shown(result.table["a"]) == "integer: 1 | 2 | ·")
    #expect(shown(result.table["b"]) == "text: · | x | ·")
  }

  @Test(arguments: [
    "{", "[1]", "1", "{\"a\"}", "{\"a\":}", "{\"a\":01}", "{\"a\":1,}", "{\"a\":tru}", "{\"a\":\"x}", "{\"a\":\"\\x\"}",
    "{\"a\":1} x", "{\"a\":[1}", "{\"a\":1.}", "{\"a\":+1}", "{\"a\":nan}", "{\"a\":\"\\u12\"}", "{a:1}",
    "{\"a\":1,\"a\":2}", "{\"a\":[{\"b\":1,}]}", "{\"a\":" + String(repeating: "[", count: 200) + "}",
  ])
  func badLines(_ line: String) throws {
    let result = try ndjson("{\"a\": 5}\n\(line)\n{\"a\": 6}\n")
    #expect(shown(result.table["a"]) == "integer: 5 | 6")
    #expect(result.rejects.rowCount == 1)
    #expect(result.rejects["line"]?[0] == .integer(2))
    #expect(result.rejects["text"]?[0] == .text(line))
  }

  @Test func notes() throws {
    #expect(try ndjson(#"{"t": "2023-01-05T10:00:00+08:00"}"#).columnNotes == ["`t` has time zones: converted to UTC"])
    #expect(try ndjson(#"{"t": "13/01/2023"}"#).columnNotes == ["`t` is read day first, as its values tell"])
    #expect(try ndjson(#"{"t": "03/01/2023"}"#).table["t"]?.type == .text)
    #expect(diagnostic { _ = try ndjson("\n\n") }?.id == "empty-file")
  }

  @Test func declared() throws {
    let result = try ndjson("{\"a\": \"1,000\"}\n{\"a\": \"x\"}\n") { $0.types = [("a", .integer)] }
    #expect(shown(result.table["a"]) == "integer: 1000")
    #expect(rejects(result) == ["2 | a | not an integer | {\"a\": \"x\"}"])
    #expect(diagnostic { _ = try ndjson("{\"a\":1}") { $0.types = [("b", .text)] } }?.id == "unknown-column")
  }

  @Test func manyRows() throws {
    let text = (0..<40_000).map { "{\"id\": \($0), \"t\": \"k\($0 % 300)\"}\n" }.joined()
    let table = try ndjson(text) {
      $0.context = ExecutionContext(threads: 2)
      $0.chunkSize = 100_000
    }.table
    #expect(table.rowCount == 40_000)
    #expect(table["t"]?.dictionary?.count == 300)
    #expect(table["id"]?[39_999] == .integer(39_999))
    #expect(table["t"]?[39_999] == .text("k99"))
  }
}
