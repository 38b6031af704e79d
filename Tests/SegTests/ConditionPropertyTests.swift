// Random conditions against a naive evaluation, row by row, and the laws that every
// condition obeys.

import Foundation
import SegColumns
import SegDiagnostics
import Synchronization
import Testing

@testable import Seg

/// A small random generator with a seed (xorshift), so that a failure repeats.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  /// A number from 0 to below `bound`: without optimization ten times as fast as
  /// `Int.random(in:using:)`, and even enough for tests.
  mutating func below(_ bound: Int64) -> Int64 { Int64(truncatingIfNeeded: next() % UInt64(bound)) }
}

/// How often random tests are repeated with other seeds: `SEG_REPEAT=50` makes fifty times as many.
let randomRepeats = ProcessInfo.processInfo.environment["SEG_REPEAT"].flatMap(Int.init) ?? 1

/// One customer as plain Swift values.
private struct Person {
  var id: Int64
  var age: Int64?
  var income: Double?
  var city: String?
  var member: Bool?
}

/// A condition with its text and its naive meaning: missing compares as no.
private struct Condition {
  let text: String
  let holds: (Person) -> Bool
}

private struct Generator {
  var random: SeededGenerator

  mutating func person(_ id: Int64) -> Person {
    Person(
      id: id, age: Int.random(in: 0..<5, using: &random) == 0 ? nil : Int64.random(in: -3...70_000, using: &random) % 90,
      income: Int.random(in: 0..<4, using: &random) == 0 ? nil : Double(Int.random(in: -40...40, using: &random)) / 4,
      city: Int.random(in: 0..<4, using: &random) == 0 ? nil : ["杭州", "苏州", "York", "", "Ü"].randomElement(using: &random),
      member: Int.random(in: 0..<3, using: &random) == 0 ? nil : Bool.random(using: &random))
  }

  mutating func condition(_ depth: Int) -> Condition {
    if depth > 0 {
      let a = condition(depth - 1)
      let b = condition(depth - 1)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: return Condition(text: "(\(a.text) and \(b.text))") { a.holds($0) && b.holds($0) }
      case 1: return Condition(text: "(\(a.text) or \(b.text))") { a.holds($0) || b.holds($0) }
      case 2: return Condition(text: "not (\(a.text))") { !a.holds($0) }
      default:
        return Condition(text: "(if \(a.text) then \(b.text) else member)") { a.holds($0) ? b.holds($0) : $0.member ?? false }
      }
    }
    let number = Int64.random(in: -3...60, using: &random)
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return Condition(text: "age > \(number)") { $0.age.map { $0 > number } ?? false }
    case 1: return Condition(text: "age != \(number)") { !($0.age.map { $0 == number } ?? false) }
    case 2: return Condition(text: "\(number) <= age < 50") { $0.age.map { number <= $0 && $0 < 50 } ?? false }
    case 3: return Condition(text: "income < age") { p in p.income.flatMap { i in p.age.map { i < Double($0) } } ?? false }
    case 4: return Condition(text: "income is missing") { $0.income == nil }
    case 5: return Condition(text: "city = \"杭州\"") { $0.city == "杭州" }
    case 6: return Condition(text: "city ends with \"州\"") { $0.city?.hasSuffix("州") ?? false }
    case 7: return Condition(text: "city not in (\"York\", \"Ü\")") { !["York", "Ü"].contains($0.city) }
    case 8: return Condition(text: "member") { $0.member ?? false }
    case 9: return Condition(text: "(income ?? 0) * 2 + 1 >= \(number)") { ($0.income ?? 0) * 2 + 1 >= Double(number) }
    case 10: return Condition(text: "age mod 7 in (0, 3)") { $0.age.map { [0, 3].contains($0 % 7) } ?? false }
    default: return Condition(text: "10 / (age - 5) > 1") { p in p.age.map { $0 != 5 && 10 / Double($0 - 5) > 1 } ?? false }
    }
  }
}

@Suite struct ConditionPropertyTests {
  private func table(_ people: [Person]) throws -> Table {
    try #require(
      Table([
        Table.Field("id", .integers(people.map(\.id))), Table.Field("age", .integers(people.map(\.age))),
        Table.Field("income", .numbers(people.map(\.income))),
        // A file cannot give an empty text, but a host can.
        Table.Field("city", .texts(people.map(\.city))), Table.Field("member", .booleans(people.map(\.member))),
      ]))
  }

  private func count(_ session: Session, _ condition: String) throws -> Int64 {
    let answer = try #require(try session.run("show count(\(condition)) as n").first)
    guard case .integer(let count) = answer.table.row(0)[0] else { return -1 }
    return count
  }

  @Test(arguments: [1, 63, 64, 65, 2047, 2048, 2049, 70_000])
  func conditionsMeanWhatTheySay(_ size: Int) throws {
    var generator = Generator(random: SeededGenerator(UInt64(size)))
    let people = (0..<Int64(size)).map { generator.person($0) }
    var capabilities = Capabilities()
    capabilities.threads = 2
    let session = Session(today: .fixed("2024-12-31"), capabilities: capabilities)
    try session.load("people", from: table(people), key: "id")
    for _ in 0..<(size > 10_000 ? 12 : 40) {
      let condition = generator.condition(Int.random(in: 0...4, using: &generator.random))
      let expected = people.filter(condition.holds).map(\.id)
      try session.run("segment found where \(condition.text)")
      let found = try session.segment("found").keys
      #expect(found == expected.map { .integer($0) }, "\(condition.text)")
    }
  }

  /// Enough rows for the engine to reorder conditions, and to skip those of words
  /// that have no rows left.
  @Test func rareConditionsBesideOthers() throws {
    var generator = Generator(random: SeededGenerator(23))
    let people = (0..<Int64(140_000)).map { generator.person($0) }
    var capabilities = Capabilities()
    capabilities.threads = 2
    let session = Session(today: .fixed("2024-12-31"), capabilities: capabilities)
    try session.load("people", from: table(people), key: "id")
    for _ in 0..<12 {
      var parts = (0..<generator.random.below(4) + 1).map { _ in generator.condition(0) }
      let start = generator.random.below(140_000)
      let end = start + [1, 70, 5000, 140_000][Int(generator.random.below(4))]
      parts.insert(
        Condition(text: "\(start) <= id and id < \(end)") { start <= $0.id && $0.id < end },
        at: Int(generator.random.below(Int64(parts.count) + 1)))
      let condition = parts.map(\.text).joined(separator: " and ")
      let expected = people.filter { person in parts.allSatisfy { $0.holds(person) } }.map(\.id)
      try session.run("segment found where \(condition)")
      #expect(try session.segment("found").keys == expected.map { .integer($0) }, "\(condition)")
    }
  }

  @Test func lawsOfConditions() throws {
    var generator = Generator(random: SeededGenerator(7))
    let people = (0..<Int64(3000)).map { generator.person($0) }
    let session = Session(today: .fixed("2024-12-31"))
    try session.load("people", from: table(people), key: "id")
    for _ in 0..<60 {
      let a = generator.condition(2).text
      let b = generator.condition(2).text
      #expect(try count(session, a) + count(session, "not (\(a))") == 3000, "complement of \(a)")
      #expect(try count(session, "\(a) and \(b)") == count(session, "\(b) and \(a)"), "\(a), \(b)")
      #expect(
        try count(session, "not (\(a) or \(b))") == count(session, "not (\(a)) and not (\(b))"), "De Morgan: \(a), \(b)")
      #expect(try count(session, "(\(a)) as of today") == count(session, a), "as of today: \(a)")
    }
  }

  /// Adding a customer who does not qualify changes nothing.
  @Test func unqualifiedCustomersChangeNothing() throws {
    var generator = Generator(random: SeededGenerator(11))
    var people = (0..<Int64(500)).map { generator.person($0) }
    func members(_ people: [Person]) throws -> [Value] {
      let session = Session(today: .fixed("2024-12-31"))
      try session.load("people", from: table(people), key: "id")
      try session.run("segment best where age > 20 rank by income, age asc top 20%")
      return try session.segment("best").keys
    }
    let before = try members(people)
    people.append(Person(id: 1000, age: 20, income: 1e9, city: nil, member: true))
    #expect(try members(people) == before)
  }

  @Test(arguments: [1, 2, 3, 8])
  func threadsChangeNothing(_ threads: Int) throws {
    var generator = Generator(random: SeededGenerator(5))
    let people = (0..<Int64(200_000)).map { generator.person($0) }
    var capabilities = Capabilities()
    capabilities.threads = threads
    let session = Session(today: .fixed("2024-12-31"), capabilities: capabilities)
    try session.load("people", from: table(people), key: "id")
    let answer = try #require(
      try session.run("show sum(income * 1.1) as s, avg(income) as a, median(age) as m by city, member").first)
    let rows = (0..<answer.table.rowCount).map { answer.table.row($0).map(\.description).joined(separator: "|") }
    Self.first.withLock { first in
      if first.isEmpty { first = rows }
      #expect(rows == first)
    }
  }

  private static let first = Mutex<[String]>([])
}
