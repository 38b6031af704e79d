// Laws that the analyses obey on random events, and a funnel against every possible
// sequence.

import SegColumns
import Testing

@testable import Seg

private struct Visit {
  let who: Int64
  let day: Int32
  let kind: String?
}

@Suite struct AnalysisPropertyTests {
  private func visits(_ count: Int, people: Int64, days: Int32, _ random: inout SeededGenerator) -> [Visit] {
    (0..<count).map { _ in
      Visit(
        who: Int64.random(in: 0..<people, using: &random), day: 19_000 + Int32.random(in: 0..<days, using: &random),
        kind: ["a", "b", "c", nil].randomElement(using: &random) ?? nil)
    }
  }

  private func session(_ visits: [Visit], people: Int64, threads: Int = 2) throws -> Session {
    var capabilities = Capabilities()
    capabilities.threads = threads
    let session = Session(capabilities: capabilities)
    let ids = (0..<people).map { $0 }
    try session.load(
      "people",
      from: try #require(
        Table([
          Table.Field("id", .integers(ids)), Table.Field("size", .numbers(ids.map { $0 % 7 == 0 ? nil : Double($0 % 50) / 8 })),
        ])), key: "id")
    try session.load(
      "visits",
      from: try #require(
        Table([
          Table.Field("who", .integers(visits.map(\.who))),
          Table.Field("day", .dates(visits.map { CalendarDate(days: $0.day) })),
          Table.Field("kind", .texts(visits.map(\.kind))),
        ])), of: "people", by: "who", at: "day")
    return session
  }

  private func rows(_ session: Session, _ question: String) throws -> [[Value]] {
    let table = try #require(try session.run(question).first).table
    return (0..<table.rowCount).map { table.row($0) }
  }

  private func integer(_ value: Value) -> Int64 {
    if case .integer(let integer) = value { integer } else { -1 }
  }

  private func sum(_ rows: [[Value]], _ column: Int, where isCounted: ([Value]) -> Bool = { _ in true }) -> Int64 {
    rows.filter(isCounted).reduce(0) { $0 + integer($1[column]) }
  }

  /// - Parameter people: more than a morsel of rows, so that pieces are joined.
  @Test(arguments: [Int64(5), 64, 3000, 70_000])
  func everybodyIsCountedOnce(_ people: Int64) throws {
    var random = SeededGenerator(UInt64(people))
    let visits = visits(Int(people) * 2, people: people, days: 500, &random)
    let session = try session(visits, people: people)
    let active = Int64(Set(visits.map(\.who)).count)
    try session.run("metric n = count(visits) metric gap = today - max(day of visits)")
    try session.run("lifecycle stage: none when n = 0, once when n = 1, quiet when gap > 100, busy otherwise")
    try session.run("segment s where n > 1 segment t where size > 3 segment u where gap < 90")

    let cohorts = try rows(session, "show cohorts(visits, every 30 days, layout: long)")
    #expect(sum(cohorts, 1) { $0[2] == .integer(0) } == active)
    #expect(cohorts.allSatisfy { integer($0[3]) <= integer($0[1]) })

    for row in try rows(session, "show count() by stage as of 2022-10-01") where people > 5 {
      let from = try rows(session, "show migration(stage, 2022-10-01, today)").filter { $0[0] == row[0] }
      #expect(sum(from, 2) == integer(row[1]))
    }
    let now = try rows(session, "show migration(stage, today, today)")
    #expect(now.allSatisfy { $0[0] == $0[1] } && sum(now, 2) == people)

    let regions = try rows(session, "show overlap(s, t, u)")
    #expect(sum(regions, 2) { $0[0] == .text("only") || $0[0] == .text("outside") } == people)
    let both = try rows(session, "show overlap(t, s)").first
    #expect(both?[2] == (try rows(session, "show count(s and t)").first?[0]))

    #expect(sum(try rows(session, "show histogram(size, bins: 9)"), 2) == people)
    #expect(sum(try rows(session, "show histogram(n)"), 2) == people)
    let sized = people - (people + 6) / 7
    #expect(sum(try rows(session, "show matrix(size, n, tiles: 4)"), 2) == sized)
    #expect(sum(try rows(session, "show pareto(size)"), 1) == people)
    #expect(sum(try rows(session, "show rfm(gap, n, n)"), 3) == active)
    #expect(sum(try rows(session, "show trend(count(visits), every 7 days)"), 1) == Int64(visits.count))
    let paths = try rows(session, "show sequence(kind of visits, length: 2)")
    #expect(sum(paths, 1) == Int64(Set(visits.filter { $0.kind != nil }.map(\.who)).count))
  }

  /// Tries every sequence of a customer's events.
  private func furthest(_ events: [Visit], _ steps: [(Visit) -> Bool], within limit: Int32) -> (Int, days: [Int32]) {
    var best = 0
    /// For each step the earliest arrival, and the latest start of those.
    var found = [(arrival: Int32, start: Int32)?](repeating: nil, count: steps.count)
    func follow(_ step: Int, used: [Int], from day: Int32, start: Int32) {
      if step == steps.count { return }
      // Events of one day are in any order, each once.
      for next in events.indices where events[next].day >= day && !used.contains(next) && steps[step](events[next]) {
        let start = step == 0 ? events[next].day : start
        if events[next].day - start > limit { return }
        best = max(best, step + 1)
        let arrival = (arrival: events[next].day, start: start)
        if found[step].map({ (arrival.arrival, -arrival.start) < ($0.arrival, -$0.start) }) ?? true { found[step] = arrival }
        follow(step + 1, used: used + [next], from: events[next].day, start: start)
      }
    }
    follow(0, used: [], from: .min, start: 0)
    return (best, found.prefix(best).map { $0.map { $0.arrival - $0.start } ?? -1 })
  }

  @Test(arguments: 0..<12 * randomRepeats)
  func funnelsFindTheBestWay(_ seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) + 100)
    let people: Int64 = 300
    let visits = visits(2400, people: people, days: 60, &random)
    let session = try session(visits, people: people)
    let kinds = (0..<4).map { _ in ["a", "b", "c"].randomElement(using: &random) ?? "a" }
    let limit = Int32.random(in: 0...25, using: &random)
    // The second step takes any event: events of overlapping steps are not used twice.
    let steps: [(Visit) -> Bool] = kinds.enumerated().map { step, kind in { step == 1 || $0.kind == kind } }
    var expected = [[Int32]](repeating: [], count: steps.count)
    for who in 0..<people {
      let own = visits.enumerated().filter { $1.who == who }.sorted { ($0.1.day, $0.0) < ($1.1.day, $1.0) }.map(\.element)
      for (step, days) in furthest(own, steps, within: limit).days.enumerated() { expected[step].append(days) }
    }
    let arguments = kinds.enumerated().map { $0 == 1 ? "visits" : "visits where kind = \"\($1)\"" }
    let answer = try rows(session, "show funnel(\(arguments.joined(separator: ", ")) within \(limit) days)")
    #expect(answer.map { integer($0[2]) } == expected.map { Int64($0.count) }, "\(arguments) within \(limit)")
    for (step, days) in expected.enumerated() {
      let sorted = days.sorted().map { Double($0) }
      let middle = sorted.count / 2
      let median = sorted.isEmpty ? nil : sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
      #expect(answer[step][5] == median.map { .number($0) } ?? .missing)
    }
  }

  @Test func threadsChangeNothing() throws {
    var random = SeededGenerator(3)
    let visits = visits(200_000, people: 70_000, days: 900, &random)
    let questions = [
      "pareto(size)", "rfm(gap, n, size)", "cohorts(visits, every month, layout: long)", "migration(n, 2023-01-01, today)",
      "overlap(n > 3, size > 2, gap < 30)", "profile(gap < 30)", "compare(n > 3, gap < 30)", "sequence(kind of visits)",
      "funnel(visits where kind = \"a\", visits where kind = \"b\", visits within 90 days)", "histogram(size * 1.1)",
      "trend(avg(size), every 3 months)", "matrix(size, n)", "quality(visits)", "quality(people)",
    ]
    var first: [String] = []
    for threads in [1, 2, 5] {
      let session = try session(visits, people: 70_000, threads: threads)
      try session.run("metric n = count(visits) metric gap = today - max(day of visits)")
      var all: [String] = []
      for question in questions { all += try rows(session, "show \(question)").map { $0.map(\.description).joined(separator: "|") } }
      if first.isEmpty { first = all }
      #expect(all == first)
    }
  }

  /// No question traps on tables without rows, or with only missing values.
  @Test func nothingIsAnAnswerToo() throws {
    for people: Int64 in [0, 1] {
      let session = try session([], people: people)
      try session.run("as of 2024-01-01 metric n = count(visits) metric gap = today - max(day of visits)")
      for question in [
        "pareto(gap)", "rfm(gap, n, size)", "cohorts(visits, every month, layout: long)",
        "cohorts(visits, every 7 days, count(visits), layout: long)",
        "migration(gap, 2023-01-01, today)", "overlap(n > 3, size > 2)", "profile(gap < 30)", "compare(n > 3, gap < 30)",
        "sequence(kind of visits)", "funnel(visits, visits within 9 days)", "histogram(gap)", "histogram(size)",
        "trend(avg(size), every month)", "matrix(size, gap)", "quality(visits)", "quality(people)",
      ] {
        _ = try rows(session, "show \(question)")
      }
    }
  }

  /// The smallest and largest numbers have borders too.
  @Test func histogramsOfExtremes() throws {
    let wide: [Double?] = [-1.7e308, 1.7e308, 0, .leastNonzeroMagnitude, nil]
    let narrow: [Double?] = [1, 1 + 2.220446049250313e-16, 1, 1, 1]
    let whole: [Int64?] = [.min, .max, 0, nil, 1]
    let high: [Int64?] = [.max, .max - 1, .max - 30, nil, .max]
    let session = Session(today: .fixed("2024-12-31"))
    let table = Table([
      Table.Field("id", .integers([1, 2, 3, 4, 5])), Table.Field("wide", .numbers(wide)), Table.Field("narrow", .numbers(narrow)),
      Table.Field("whole", .integers(whole)), Table.Field("high", .integers(high)),
    ])
    try session.load("people", from: try #require(table), key: "id")
    for name in ["wide", "narrow", "whole", "high", "wide / 1000", "narrow / 1000000000000"] {
      for bins in [1, 2, 20, 10_000] { #expect(sum(try rows(session, "show histogram(\(name), bins: \(bins))"), 2) == 5) }
    }
    #expect(try rows(session, "show quality(people)").count == 7)
    #expect(try rows(session, "show profile(wide > 0)").count == 4)
  }
}
