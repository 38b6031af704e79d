// A call of a function that a script defines means its body with the arguments put
// in: both forms give the same answers.

import Foundation
import SegColumns
import SegDiagnostics
import Testing

@testable import Seg
@testable import SegSyntax

/// A script's text with the calls of its functions written out.
private struct Inliner {
  private struct Body {
    let parameters: [String]
    let text: String
  }

  private var bodies: [String: Body] = [:]

  /// - Parameter libraries: texts whose functions the script uses too.
  static func inlined(_ text: String, libraries: [String] = []) -> String {
    var inliner = Inliner()
    for library in libraries { inliner.collect(library) }
    inliner.collect(text)
    var text = text
    // Bodies and arguments may contain calls, too.
    for _ in 0..<40 {
      guard let next = inliner.withoutLastCall(text) else { return text }
      text = next
    }
    return text
  }

  private mutating func collect(_ text: String) {
    let source = Source(name: "", text: text)
    for statement in Parser.parse(source).script.statements {
      if case .function(let name, let parameters, let body) = statement.kind {
        bodies[name.text] = Body(parameters: parameters.map(\.text), text: body.span.text)
      }
    }
  }

  /// The text without one innermost call; nil if there is none.
  private func withoutLastCall(_ text: String) -> String? {
    let source = Source(name: "", text: text)
    let tokens = Lexer.lex(source).tokens
    for place in tokens.indices.reversed() {
      guard let name = Self.name(tokens[place]), let body = bodies[name], place + 1 < tokens.count,
        Self.symbol(tokens[place + 1], source) == "(", place == 0 || source.text(tokens[place - 1].range).lowercased() != "function"
      else { continue }
      var depth = 0
      var starts = [tokens[place + 1].range.upperBound]
      var ends: [Int] = []
      var end: Int?
      for token in tokens[(place + 1)...] where end == nil {
        switch Self.symbol(token, source) {
        case "(": depth += 1
        case ")":
          depth -= 1
          if depth == 0 {
            ends.append(token.range.lowerBound)
            end = token.range.upperBound
          }
        case "," where depth == 1:
          ends.append(token.range.lowerBound)
          starts.append(token.range.upperBound)
        default: break
        }
      }
      guard let end, starts.count == body.parameters.count else { return nil }
      let arguments = zip(starts, ends).map { source.text($0..<$1).trimmingCharacters(in: .whitespacesAndNewlines) }
      let written = substituted(body, arguments)
      return source.text(0..<tokens[place].range.lowerBound) + "(\(written))" + source.text(end..<source.utf8.count)
    }
    return nil
  }

  private func substituted(_ body: Body, _ arguments: [String]) -> String {
    let source = Source(name: "", text: body.text)
    let tokens = Lexer.lex(source).tokens
    var text = ""
    var place = 0
    for token in tokens {
      guard let name = Self.name(token), let index = body.parameters.firstIndex(of: name) else { continue }
      let isPlain = Lexer.lex(Source(name: "", text: arguments[index])).tokens.count <= 2
      text += source.text(place..<token.range.lowerBound) + (isPlain ? arguments[index] : "(\(arguments[index]))")
      place = token.range.upperBound
    }
    return text + source.text(place..<source.utf8.count)
  }

  private static func name(_ token: Token) -> String? {
    switch token.kind {
    case .word(let word, _): word
    case .quoted(let name): name
    default: nil
    }
  }

  private static func symbol(_ token: Token, _ source: Source) -> String? {
    if case .symbol = token.kind { source.text(token.range) } else { nil }
  }
}

/// One answer without the names of its columns.
private func values(_ answer: Answer) -> [[Value]] {
  // Only the numbers of an explanation are compared: its texts quote the script.
  let isExplained = ["explain", "why", "describe"].contains { answer.statement.hasPrefix($0) }
  return answer.table.fields
    .filter { !isExplained || $0.column.type != .text && $0.name != "ms" }
    .map { field in (0..<answer.table.rowCount).map { field.column[$0] } }
}

@Suite struct InliningTests {
  /// The answers of a script; nil if it does not run to its end.
  private func answers(_ text: String, _ session: Session, directory: String? = nil) -> [[[Value]]]? {
    try? session.run(text, name: "script", directory: directory).map(values)
  }

  @Test func scriptsWithFunctions() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    var compared = 0
    for folder in ["Tests/Golden", "examples"] {
      let files = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
      for case let file as URL in files ?? FileManager.DirectoryEnumerator() where file.pathExtension == "seg" {
        let text = try String(contentsOf: file, encoding: .utf8)
        guard text.contains("function ") || text.contains("use std.") else { continue }
        let libraries = StandardLibrary.files.values.filter { _ in text.contains("use std.") }
        let inlined = Inliner.inlined(text, libraries: Array(libraries))
        if inlined == text { continue }
        var capabilities = Capabilities()
        capabilities.readsFiles = true
        let directory = file.deletingLastPathComponent().path
        let called = answers(text, Session(today: .fixed("2024-12-31"), capabilities: capabilities), directory: directory)
        let written = answers(inlined, Session(today: .fixed("2024-12-31"), capabilities: capabilities), directory: directory)
        #expect(called == written, "\(file.lastPathComponent)")
        if called != nil { compared += 1 }
      }
    }
    #expect(compared > 2)
  }

  @Test(arguments: 1...40 * randomRepeats)
  func randomScripts(seed: Int) throws {
    var script = RandomScript(SeededGenerator(UInt64(seed)))
    let text = script.text
    let inlined = Inliner.inlined(text)
    let called = answers(text, try session())
    let written = answers(inlined, try session())
    #expect(called == written, "\(text)\n---\n\(inlined)")
  }

  private func session() throws -> Session {
    let session = Session(today: .fixed("2024-12-31"))
    let count: Int64 = 60
    var random = SeededGenerator(7)
    let ids = (0..<count).map { $0 }
    try session.load(
      "people",
      from: try #require(
        Table([
          Table.Field("id", .integers(ids)), Table.Field("a", .integers(ids.map { $0 % 9 == 0 ? nil : random.below(20) - 8 })),
          Table.Field("b", .numbers(ids.map { $0 % 7 == 0 ? nil : Double(random.below(40) - 15) / 4 })),
          Table.Field("city", .texts(ids.map { ["Oslo", "York", nil, "Bern"][Int($0) % 4] })),
        ])), key: "id")
    try session.load(
      "orders",
      from: try #require(
        Table([
          Table.Field("who", .integers((0..<300).map { _ in random.below(count + 3) })),
          Table.Field("day", .dates((0..<300).map { _ in CalendarDate(days: 19_800 + Int32(random.below(400))) })),
          Table.Field("amount", .numbers((0..<300).map { _ in Double(random.below(200)) / 8 })),
          Table.Field("kind", .texts((0..<300).map { ["x", "y", "z"][$0 % 3] })),
        ])), of: "people", by: "who", at: "day")
    return session
  }
}

/// A script of functions, definitions and questions that use them.
private struct RandomScript {
  private var random: SeededGenerator
  private var numbers: [(name: String, count: Int)] = []
  private var conditions: [String] = []

  init(_ random: SeededGenerator) { self.random = random }

  private mutating func pick(_ choices: [String]) -> String { choices[Int(random.below(Int64(choices.count)))] }

  /// A number of customers, made of `leaves`.
  private mutating func number(_ depth: Int, _ leaves: [String]) -> String {
    if depth == 0 || random.below(5) == 0 { return pick(leaves) }
    let (x, y) = (number(depth - 1, leaves), number(depth - 1, leaves))
    switch random.below(9) {
    case 0: return "\(x) + \(y)"
    case 1: return "\(x) - (\(y))"
    case 2: return "(\(x)) * (\(y))"
    case 3: return "-(\(x))"
    case 4: return "if \(condition(0, leaves)) then \(x) else \(y)"
    case 5: return "(\(x)) ?? \(y)"
    case 6: return "greatest(\(x), \(y))"
    default: return call(depth, leaves) ?? "\(x) + 1"
    }
  }

  private mutating func call(_ depth: Int, _ leaves: [String]) -> String? {
    guard !numbers.isEmpty else { return nil }
    let function = numbers[Int(random.below(Int64(numbers.count)))]
    return "\(function.name)(\((0..<function.count).map { _ in number(max(0, depth - 1), leaves) }.joined(separator: ", ")))"
  }

  private mutating func condition(_ depth: Int, _ leaves: [String]) -> String {
    let (x, y) = (number(depth, leaves), number(depth, leaves))
    switch random.below(5) {
    case 0: return "(\(x)) > \(random.below(9))"
    case 1: return "(\(x)) is missing"
    case 2: return "\(random.below(9) - 6) <= (\(x)) < (\(y))"
    case 3 where !conditions.isEmpty: return "\(pick(conditions))(\(x))"
    default: return "(\(x)) between (\(y)) and 9"
    }
  }

  /// A share or an amount that a cut takes.
  private mutating func cut(_ leaves: [String]) -> String {
    switch random.below(5) {
    case 0: return "top \(random.below(40))%"
    case 1: return "top \(random.below(20))"
    case 2: return "cover \(random.below(100))% of \(number(1, leaves))"
    case 3: return "spend \(random.below(60)) of \(number(1, leaves))"
    default: return "bottom \(random.below(30))"
    }
  }

  var text: String {
    mutating get {
      var lines: [String] = []
      let constants = ["1", "2", "3"]
      for index in 0..<4 {
        let parameters = index % 2 == 0 ? ["p"] : ["p", "q"]
        let body = number(2, parameters + parameters + constants)
        lines.append("function f\(index)(\(parameters.joined(separator: ", "))) = \(body)")
        numbers.append(("f\(index)", parameters.count))
      }
      lines.append("function is_so(p) = \(condition(1, ["p", "2"]))")
      conditions.append("is_so")
      lines.append("function spent(least) = sum(amount of orders where amount > least in last 200 days)")
      lines.append("function bought(what) = count(orders where kind = what)")
      lines.append("function total(value) = sum(value of orders)")
      let leaves = ["a", "b", "a", "4", "spent(\(random.below(20)))", "bought(\"x\")", "total(amount)"]
      for index in 0..<3 { lines.append("metric m\(index) = \(number(2, leaves))") }
      for index in 0..<3 {
        let ranking = random.below(2) == 0 ? "" : " rank by \(call(1, leaves) ?? "a") \(cut(leaves))"
        lines.append("segment s\(index) where \(condition(1, leaves + ["m0", "m1"]))\(ranking)")
        lines.append("show s\(index)")
        lines.append("list id, \(number(1, leaves)) as value of s\(index)")
        lines.append("explain s\(index)")
      }
      let key = number(1, leaves)
      lines.append("list id, \(call(2, leaves) ?? "a") as value of people rank by \(key) top 30")
      lines.append(
        "show sum(\(number(1, leaves))) as total, count() as n by \(condition(1, leaves)) as yes, city rank by "
          + "sum(\(call(1, leaves) ?? "a")) top 5"
      )
      lines.append("show avg(m2) as mean, median(\(call(1, leaves) ?? "a")) as middle of s0 by is_so(a) as so")
      return lines.joined(separator: "\n")
    }
  }
}
