// Formats and sources of a host: they are loaded, checked and reported like ours.

import SegPlatform
import SegColumns
import SegDiagnostics
import Synchronization
import Testing

@testable import Seg

/// Records of a key and an amount, eight bytes each, after the word `TINY`.
private func tiny() -> FileFormat {
  struct Cut: Error {}
  return FileFormat(
    name: "tiny", summary: "keys and amounts in eight bytes each", extensions: ["tiny"], options: ["scale"],
    recognizes: { $0.starts(with: Array("TINY".utf8)) },
    schema: { _, _ in SourceSchema([.init("id", .integer), .init("amount", .number)]) },
    read: { content, request in
      var scale = 1.0
      for case ("scale", .integer(let value)) in request.options { scale = Double(value) }
      let bytes = try content.bytes().dropFirst(4)
      guard bytes.count % 16 == 0 else { throw Cut() }
      let words = stride(from: bytes.startIndex, to: bytes.endIndex, by: 8).map { start in
        bytes[start..<start + 8].reversed().reduce(Int64(0)) { $0 << 8 | Int64($1) }
      }
      let pairs = stride(from: 0, to: words.count, by: 2).map { (words[$0], Double(words[$0 + 1]) / scale) }
      let table = try #require(
        Table([Table.Field("id", .integers(pairs.map(\.0))), Table.Field("amount", .numbers(pairs.map(\.1)))]))
      return TableReading(table, facts: ["tiny"], notes: ["nothing else"])
    })
}

private func bytes(_ rows: [(Int64, Int64)]) -> [UInt8] {
  Array("TINY".utf8) + rows.flatMap { [$0.0, $0.1] }.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
}

@Suite struct FormatTests {
  private static var capabilities: Capabilities {
    var capabilities = Capabilities()
    capabilities.readsFiles = true
    return capabilities
  }

  private static let rows: [(Int64, Int64)] = [(1, 250), (2, 100), (1, 50)]

  /// A binary format is recognized by its first bytes, by the file's ending, or by
  /// name.
  @Test(arguments: [("a.tiny", ""), ("a.bin", ""), ("a.csv", ""), ("a", " with (format: tiny)")])
  func binaryFormat(_ name: String, _ options: String) throws {
    try withFolder { folder in
      save(bytes(Self.rows), to: folder + "/" + name)
      let session = Session(capabilities: Self.capabilities, formats: .all + [tiny()])
      let script = "load orders from \"\(name)\" of customers by id\(options)\nlist sum(amount of orders) as total"
      let answers = try session.run(script, directory: folder)
      #expect(answers[0].table["total"].map { [$0[0], $0[1]] } == [.number(300), .number(100)])
      #expect(session.check(script, directory: folder).isEmpty)
    }
  }

  @Test func optionsAndReceipts() throws {
    try withFolder { folder in
      save(bytes(Self.rows), to: folder + "/a.tiny")
      let session = Session(capabilities: Self.capabilities, formats: .all + [tiny()])
      var receipts: [LoadReceipt] = []
      try session.run("load o from \"a.tiny\" of customers by id with (scale: 100)\nshow sum(amount of o) as s", directory: folder) {
        outcome, _ in
        switch outcome {
        case .loaded(let receipt): receipts.append(receipt)
        case .answer(let answer): #expect(answer.table.row(0) == [.number(4)])
        case .defined, .exported, .noted, .reported, .done: break
        }
      }
      #expect(receipts.first?.lines.first == "o  3 rows · of 2 customers · tiny")
      #expect(receipts.first?.lines.last == "  note: nothing else")
      func ids(_ options: String) -> [String] {
        session.check("load o from \"a.tiny\" of customers by id with (\(options))", directory: folder).map(\.id)
      }
      #expect(ids("delimiter: \";\"") == ["bad-option"])
      #expect(ids("format: huge") == ["bad-option"])
    }
  }

  /// A file that no format claims is refused, and an error that a format throws is
  /// reported at the path.
  @Test func refusals() throws {
    try withFolder { folder in
      save([0x50, 0x41, 0x52, 0x31, 0, 0, 1, 2], to: folder + "/a.parquet")
      save(Array(bytes(Self.rows).dropLast()), to: folder + "/cut.tiny")
      let session = Session(capabilities: Self.capabilities, formats: .all + [tiny()])
      #expect(session.check("load a from \"a.parquet\" key x", directory: folder).map(\.id) == ["binary-file"])
      do throws(ScriptError) {
        try session.run("load a from \"cut.tiny\" key id", directory: folder)
        Issue.record("a cut file was read")
      } catch {
        #expect(error.diagnostics.map(\.id) == ["cannot-read"])
        #expect(error.diagnostics.first?.span?.text == "\"cut.tiny\"")
      }
    }
  }

  /// A check asks a format for its schema and reads no rows; a run reads them once.
  @Test func checksReadNoRows() throws {
    try withFolder { folder in
      save(bytes(Self.rows), to: folder + "/a.tiny")
      let counted = Counter()
      let format = FileFormat(
        name: "counted", summary: "", extensions: ["tiny"],
        schema: { _, _ in SourceSchema([.init("id", .integer), .init("amount", .number)]) },
        read: { content, request in
          counted.add()
          return try tiny().read(content, request)
        })
      let session = Session(capabilities: Self.capabilities, formats: .all + [format])
      let script = "load o from \"a.tiny\" of customers by id\nshow sum(amount of o) as s"
      #expect(session.check(script, directory: folder).isEmpty)
      #expect(session.check(script + "x of y", directory: folder).isEmpty == false)
      #expect(counted.count == 0)
      // A mistake of syntax is reported before anything is read.
      #expect(throws: ScriptError.self) { try session.run(script + "\nshow )", directory: folder) }
      #expect(counted.count == 0)
      try session.run(script, directory: folder)
      #expect(counted.count == 1)
    }
  }

  /// A source of the host is loaded like a file: rejects, facts, notes.
  @Test func sources() throws {
    struct Source: TableSource {
      let table: Table
      func schema() -> SourceSchema { table.schema() }
      func read(columns: [String]?) -> TableReading { TableReading(table, facts: ["memory"], notes: ["two of them"]) }
    }
    let table = try #require(Table([Table.Field("id", .integers([1, 2])), Table.Field("city", .texts(["York", nil]))]))
    let session = Session()
    let receipt = try session.load("customers", from: Source(table: table), key: "id")
    #expect(
      receipt.lines == [
        "customers  2 rows · key id · memory", "  id integer · city text (1 missing)", "  note: two of them",
      ])
    #expect(table.read(columns: ["city", "none"]).table.columnNames == ["city"])
    do throws(ScriptError) {
      try session.load("orders", from: table, of: "customers", by: "idd")
      Issue.record("there is no such column")
    } catch {
      #expect(error.diagnostics.map(\.id) == ["unknown-column"])
      #expect(error.diagnostics.first?.span == nil)
    }
  }

  // MARK: - what is assumed

  /// A file of which a check sees only the beginning: there, `code` and `amount`
  /// are integers, but not further down.
  private static func lateFile() -> [UInt8] {
    var text = "id,code,amount,day\n"
    for row in 0..<40_000 { text += "\(row % 1000),\(row),\(row % 90),2024-01-0\(row % 9 + 1)\n" }
    return Array((text + "1,A12,2.5,2024-01-01\n").utf8)
  }

  private static let load = "load orders from \"o.csv\" of customers by id at day\n"

  @Test func lateValuesMakeNoErrors() throws {
    try withFolder { folder in
      save(Self.lateFile(), to: folder + "/o.csv")
      let session = Session(capabilities: Self.capabilities)
      let good = Self.load + "metric odd = count(orders where code = \"A12\")\nsegment s where odd > 0\nshow count() of s"
      let found = session.check(good, directory: folder)
      #expect(found.allSatisfy { $0.severity == .note }, "\(found)")
      #expect(found.first?.id == "assumed-types")
      #expect(found.count == 2)
      let answers = try session.run(good, directory: folder)
      #expect(answers.last?.table.row(0) == [.integer(1)])
      // A mistake that does not depend on the file's rows stays an error.
      let wrong = session.check(Self.load + "metric m = sum(amuont of orders)\nshow count() of nobody", directory: folder)
      #expect(wrong.filter { $0.severity == .error }.map(\.id).sorted() == ["unknown-name", "unknown-name"], "\(wrong)")
      let late = session.check(Self.load.replacing("at day", with: "at code") + "metric n = count(orders)", directory: folder)
      #expect(late.allSatisfy { $0.severity == .note }, "\(late)")
    }
  }

  /// A load keeps the types of the whole file for later checks, until the file
  /// changes.
  @Test func surveysAreKept() throws {
    final class Memory: SurveyCache {
      let kept = Mutex<[String: [UInt8]]>([:])
      func survey(_ name: String) -> [UInt8]? { kept.withLock { $0[name] } }
      func keep(_ survey: [UInt8], as name: String) { kept.withLock { $0[name] = survey } }
    }
    try withFolder { folder in
      save(Self.lateFile(), to: folder + "/o.csv")
      let memory = Memory()
      var capabilities = Self.capabilities
      capabilities.surveys = memory
      let session = Session(capabilities: capabilities)
      func ids(_ script: String) -> [String] { session.check(Self.load + script, directory: folder).map(\.id) }
      #expect(ids("metric m = sum(code of orders)") == ["assumed-types"])
      try session.run(Self.load, directory: folder)
      #expect(memory.kept.withLock { $0.count } == 1)
      let fresh = Session(capabilities: capabilities)
      func known(_ script: String) -> [String] { fresh.check(Self.load + script, directory: folder).map(\.id) }
      #expect(known("metric m = sum(amount of orders)").isEmpty)
      #expect(known("metric m = sum(code of orders)") != ["assumed-types"])
      #expect(known("metric m = sum(code of orders)").count == 1)
      // With other options it is another table.
      let other = fresh.check(
        Self.load.replacing("at day", with: "at day with (missing: \"A12\")"), directory: folder)
      #expect(other.map(\.id) == ["assumed-types"])
      // A survey that is damaged in any way is ignored.
      let good = memory.kept.withLock { $0 }
      for damage in 0..<60 {
        memory.kept.withLock { kept in
          kept = good.mapValues { bytes in
            var bytes = bytes
            if damage % 2 == 0 { bytes.removeLast(min(bytes.count, 1 + damage)) } else { bytes[damage * 7 % bytes.count] ^= 0x55 }
            return bytes
          }
        }
        let found = known("metric m = sum(amount of orders)")
        #expect(found.isEmpty || found == ["assumed-types"], "\(damage): \(found)")
      }
      memory.kept.withLock { $0 = good }
      save(Self.lateFile() + Array("2,3,4,2024-01-01\n".utf8), to: folder + "/o.csv")
      #expect(known("metric m = sum(amount of orders)") == ["assumed-types"])
    }
  }

  /// Late lines of NDJSON may add columns.
  @Test func lateKeys() throws {
    try withFolder { folder in
      let line = "{\"id\": 1, \"amount\": 2}\n"
      let text = String(repeating: line, count: 30_000) + "{\"id\": 2, \"amount\": 1, \"city\": \"York\"}\n"
      save(Array(text.utf8), to: folder + "/o.ndjson")
      let session = Session(capabilities: Self.capabilities)
      let script = "load orders from \"o.ndjson\" of customers by id\nshow count(orders where city = \"York\") as n"
      let found = session.check(script, directory: folder)
      #expect(found.allSatisfy { $0.severity == .note }, "\(found)")
      let answers = try session.run(script, directory: folder)
      #expect(answers.last?.table.row(0) == [.integer(1)])
    }
  }

  /// A load that fails is reported once.
  @Test func failedLoadsAreSaidOnce() throws {
    try withFolder { folder in
      let session = Session(capabilities: Self.capabilities)
      let script = """
        load orders from "none.csv" of customers by id at day
        metric n = count(orders)
        segment s where n > 3 and city = "York"
        show count() of s by city
        """
      for script in [script, script + "\nshow )"] {
        let found = session.check(script, directory: folder)
        #expect(found.filter { $0.id == "file-not-found" }.count == 1)
        #expect(found.count == (script.hasSuffix("show )") ? 2 : 1), "\(found)")
      }
    }
  }
}

/// Counts calls from any thread.
private final class Counter: Sendable {
  private let calls = Mutex(0)
  func add() { calls.withLock { $0 += 1 } }
  var count: Int { calls.withLock { $0 } }
}

/// A folder that is deleted afterwards.
private func withFolder(_ body: (String) throws -> Void) throws {
  var template = Array("/tmp/segformatsXXXXXX".utf8CString)
  guard let made = mkdtemp(&template) else { return }
  let folder = String(cString: made)
  defer { _ = system("rm -rf '\(folder)'") }
  try body(folder)
}

private func save(_ bytes: [UInt8], to path: String) {
  guard let file = fopen(path, "w") else { return }
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
}
