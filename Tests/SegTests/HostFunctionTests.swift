// Functions and formats that a host adds.

import SegColumns
import SegDiagnostics
import SegReport
import Testing

@testable import Seg

@Suite struct HostFunctionTests {
  private let halved = Function(
    "halved", "half of a number", example: ("halved(3)", "1.5"), [Function.Overload([.number], .number, .number { $0 / 2 })])
  private let shout = Function(
    "shout", "a text with an exclamation mark", example: ("shout(\"a\")", "a!"),
    [Function.Overload([.text], .text, .text { $0 + "!" })])

  private func session(_ functions: [Function]) throws -> Session {
    let session = try Session(functions: .all + functions)
    let table = try #require(
      Table([
        Table.Field("id", .integers([1, 2, 3])), Table.Field("profit", .numbers([3, nil, 5])),
        Table.Field("city", .texts(["York", nil, "Bonn"])),
      ]))
    try session.load("customers", from: table, key: "id")
    return session
  }

  @Test func scriptsCallThem() throws {
    let session = try session([halved, shout])
    let answers = try session.run("metric half = halved(profit); list id, half, shout(city) as city; show sum(halved(profit)) as all")
    #expect(answers[0].table.row(0) == [.integer(1), .number(1.5), .text("York!")])
    #expect(answers[0].table.row(1) == [.integer(2), .missing, .missing])
    #expect(answers[1].table.row(0) == [.number(4)])
  }

  @Test func theyHaveHelpCompletionAndSpelling() throws {
    let session = try session([halved])
    #expect(session.help("halved")?.contains("half of a number") == true)
    #expect(Session.help("halved") == nil)
    #expect(session.completions(of: "metric x = halv").candidates == ["halved"])
    #expect(session.check("metric x = halve(profit)").first?.fix?.message.description.contains("halved") == true)
    #expect(session.check("metric x = halved(city)").first?.id == "wrong-arguments")
    #expect(session.check("function halved(a) = a").first?.severity == .error)
  }

  @Test func badOnesAreErrors() {
    func problem(_ functions: [Function]) -> String? {
      do throws(ScriptError) {
        _ = try Session(functions: .all + functions)
        return nil
      } catch {
        return error.diagnostics.first?.id
      }
    }
    func function(_ name: String, _ overloads: [Function.Overload]) -> Function {
      Function(name, "for tests", example: ("x", "y"), overloads)
    }
    let overload = Function.Overload([.number], .number, .number { $0 })
    #expect(problem([halved]) == nil)
    #expect(problem([halved, halved]) == "bad-function")
    for name in ["round", "sum", "sample", "pareto", "clv", "Halved", "2nd", "half it", "", "where"] {
      #expect(problem([function(name, [overload])]) == "bad-function", "\(name)")
    }
    #expect(problem([function("f", [])]) == "bad-function")
    #expect(problem([function("f", [overload, overload])]) == "bad-function")
    #expect(problem([function("f", [Function.Overload([.text], .number, .number { $0 })])]) == "bad-function")
    #expect(problem([function("f", [Function.Overload([], .number, .values { _ in .number(1) })])]) == "bad-function")
  }

  /// A kernel that returns another type than it declares gives missing values.
  @Test func wrongValuesAreMissing() throws {
    let wrong = Function(
      "wrong", "for tests", example: ("wrong(1)", "?"), [Function.Overload([.number], .number, .values { _ in .text("x") })])
    let far = Function(
      "far", "for tests", example: ("far(1)", "?"), [Function.Overload([.number], .date, .numberToInteger { _ in .max })])
    let session = try session([wrong, far])
    let answers = try session.run("list wrong(profit) as a")
    #expect(answers[0].table.row(0) == [.missing])
    _ = try session.run("list far(profit) as a")
  }

  @Test func formatsOfTheHostAreFoundByTheirEnding() throws {
    let rows = ReportFormat(name: "rows", summary: "how many rows", extensions: ["rows"]) { report, _, sink in
      var text = "\(report.table.rowCount)"
      try text.withUTF8 { try sink($0) }
    }
    let session = try Session(functions: .all, reports: ReportFormat.all + [rows])
    #expect(session.check("export last to \"x.rows\"").isEmpty)
    #expect(session.check("export last to \"x.row\"").first?.fix?.message.description.contains(".rows") == true)
  }
}
