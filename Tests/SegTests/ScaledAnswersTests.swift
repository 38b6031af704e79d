// Questions about numbers held as units of decimals: the answers are those about
// the same numbers held as doubles, and those of a plain loop.

import SegColumns
import Testing

@testable import Seg

@Suite struct ScaledAnswersTests {
  private static let kinds: [(most: Int64, scale: Int)] = [(127, 1), (32_767, 2), (2_147_483_647, 2), (30_000, 4), (120, 0), (255, 0)]

  /// The same customers twice: amounts in units, and in doubles.
  private struct Pair {
    let amounts: [Double?]
    let others: [Double?]
    let groups: [Int64]
    let places: [String]

    init(_ count: Int, _ kind: (most: Int64, scale: Int), missing: Bool, _ random: inout SeededGenerator) {
      let unit = decimalUnits[kind.scale]
      let isByte = kind.most == 255
      func units() -> Int64? {
        switch random.below(10) {
        case 0 where missing: nil
        case 1: kind.most
        case 2: isByte ? 0 : -kind.most
        case 3: random.below(4)
        case 4: 0
        default: isByte ? random.below(256) : random.below(kind.most + kind.most / 4 + 1) - kind.most / 4
        }
      }
      amounts = (0..<count).map { _ in units().map { Double($0) / unit } }
      others = (0..<count).map { _ in units().map { Double($0) / unit } }
      groups = (0..<count).map { _ in random.below(9) }
      let names = (0..<300).map { "p\($0)" }
      places = (0..<count).map { _ in names[Int(random.below(300))] }
    }

    /// - Parameter isScaled: whether the amounts are units.
    func session(_ threads: Int, isScaled: Bool) throws -> Session {
      func column(_ values: [Double?]) throws -> Column {
        let doubles = Column.numbers(values)
        guard isScaled, case .float64(let buffer) = doubles.values else { return doubles }
        return try #require(Column.decimals(buffer, validity: doubles.validity))
      }
      let session = Session(capabilities: .all(threads: threads))
      let table = try #require(
        Table([
          Table.Field("id", .integers(amounts.indices.map { Int64($0) })), Table.Field("a", try column(amounts)),
          Table.Field("b", try column(others)), Table.Field("g", .integers(groups.map { $0 })), Table.Field("p", .texts(places.map { $0 })),
        ]))
      try session.load("customers", from: table, key: "id")
      return session
    }
  }

  private static let measures = """
    sum(a) as s, avg(a) as m, median(a) as d, min(a) as least, max(a) as most, distinct(a) as u, count(a) as n, \
    sum(b) as t, sum(a + b) as ab, sum(a * 2) as aa, avg(a where b > 0.1) as w, median(b where a <= 0) as x
    """

  /// What is asked, at any size.
  private static let questions = [
    "show \(measures)", "show \(measures) by g", "show \(measures) by p", "show sum(a) as s, median(a) as d where b > 0.3 by g",
    "show count() as n by a", "show count() as n, sum(b) as s by g, a rank by s top 9", "show count() as n where a = 0.3",
    "show count() as n where a > 0.1 + 0.2", "show count() as n where a >= 0.25 and b < 1.27 or a = -0.1",
    "show count() as n where a > b", "show count() as n where a = b", "show count() as n where a >= 0.1 and a <= 3.05",
    "show count() as n where a in (0, 0.3, 1.25, 12.7)", "show count() as n where a is missing", "show count() as n where a != 0",
    "list id, a rank by a top 7", "list id, a, b rank by a asc, b top 40", "list id, a rank by b, a asc top 10%",
    "segment s where b >= 0 rank by a top 20%; list id of s", "segment s rank by a asc top 33; list id of s",
    "segment s rank by a cover 80%; list id of s; show s", "segment s rank by a cover 40% of b; list id of s",
    "segment s rank by b asc cover 15 of a; list id of s", "metric t = ntile(7, a); show count() as n, sum(a) as s by t",
    "metric t = ntile(100, a); show count() as n, min(a) as l, max(a) as h by t", "metric r = rank(a); list id, r rank by id asc top 50",
    "metric z = a / b; show sum(z) as s, max(z) as m", "metric k = if a > 1 then a else b; show sum(k) as s, median(k) as m by g",
    "show histogram(a)", "show pareto(a)", "show sum(round(a, 1)) as s, sum(abs(a)) as t, max(-a) as m",
  ]

  /// The first difference between the answers of two sessions; nil: none.
  private func difference(_ question: String, _ found: [Answer], _ expected: [Answer]) -> String? {
    guard found.count == expected.count else { return "\(found.count) answers, not \(expected.count)" }
    for (found, expected) in zip(found.map(\.table), expected.map(\.table)) {
      guard found.rowCount == expected.rowCount else { return "\(found.rowCount) rows, not \(expected.rowCount)" }
      for (field, other) in zip(found.fields, expected.fields) {
        // Keys without a ``Value`` for each.
        let areIntegers = field.column.type == .integer && other.column.type == .integer
        for row in 0..<found.rowCount {
          if areIntegers, field.column.isPresent(row), other.column.isPresent(row), field.column.integer(row) == other.column.integer(row) {
            continue
          }
          if field.column[row] == other.column[row] { continue }
          return "\(field.name) of row \(row) is \(field.column[row]), not \(other.column[row])"
        }
      }
    }
    return nil
  }

  private func check(_ pair: Pair, _ questions: [String], threads: [Int], _ note: String) throws {
    let doubles = try pair.session(3, isScaled: false)
    let scaled = try threads.map { try pair.session($0, isScaled: true) }
    for question in questions {
      let expected = Result { try doubles.run(question) }
      for (session, threads) in zip(scaled, threads) {
        switch (Result { try session.run(question) }, expected) {
        case (.success(let found), .success(let expected)):
          if let difference = difference(question, found, expected) {
            Issue.record("\(question): \(difference); \(note), \(threads) threads")
          }
        case (.failure(let found), .failure(let expected)): #expect("\(found)" == "\(expected)")
        case (let found, _): Issue.record("\(question): \(found), not \(expected); \(note), \(threads) threads")
        }
      }
    }
  }

  @Test(arguments: kinds)
  func sameAnswers(_ kind: (most: Int64, scale: Int)) throws {
    // Each kind at a border of a word and of a batch, with missing numbers and without; every rank begins with
    // 65,536 buckets, which takes long where nothing is optimized.
    let place = Self.kinds.firstIndex { $0 == kind } ?? 0
    let sizes = place % 2 == 0 ? [(65, false), (2048, true)] : [(64, true), (2049, false)]
    for (turn, (count, missing)) in (sizes + (place < 2 ? [(place, true)] : [])).enumerated() {
      var random = SeededGenerator(UInt64(count * 10 + kind.scale))
      let pair = Pair(count, kind, missing: missing, &random)
      try check(pair, Self.questions, threads: [(turn + place / 2) % 2 == 0 ? 1 : 3], "\(count) rows to \(kind.most) of \(kind.scale)")
    }
  }

  /// Several morsels, where other ways are taken.
  @Test func manyRows() throws {
    var random = SeededGenerator(9)
    // Two keys are sorted by comparing whatever the size, which takes long where nothing is optimized.
    let questions = Self.questions.filter {
      (!$0.contains("by a") || $0.contains("rank by a")) && !$0.contains("asc, b") && !$0.contains("by b, a")
    }
    try check(Pair(65_537, Self.kinds[2], missing: true, &random), questions, threads: [3], "65,537 rows")
    // Where a sample looks for the border; ranges and ties in hundredths.
    let ranked = questions.filter { $0.hasPrefix("segment") || $0.contains("median") && !$0.contains("by p") }
      .map { $0.replacing("list id of s", with: "show sum(id) as ids, count() as n of s") }
    try check(Pair(270_000, Self.kinds[1], missing: true, &random), ranked, threads: [3], "270,000 rows")
  }

  /// Every question means something: it would prove little if all were errors.
  @Test func questionsAreAnswered() throws {
    var random = SeededGenerator(1)
    let session = try Pair(300, Self.kinds[1], missing: true, &random).session(1, isScaled: true)
    for question in Self.questions { #expect(throws: Never.self, "\(question)") { try session.run(question) } }
  }

  /// Sums, means, medians and ends of a plain loop over units.
  @Test(arguments: kinds)
  func plainLoops(_ kind: (most: Int64, scale: Int)) throws {
    let unit = decimalUnits[kind.scale]
    for count in [1, 64, 65, 2049] + (kind.most > 1 << 20 ? [65_537] : []) {
      var random = SeededGenerator(UInt64(count + kind.scale))
      let pair = Pair(count, kind, missing: true, &random)
      let present = pair.amounts.compactMap { $0 }
      let units = present.map { Int64(($0 * unit).rounded()) }
      let sorted = present.sorted()
      let total = Double(units.reduce(0, +)) / unit
      for threads in count < 60_000 ? [1, 3] : [3] {
        let answer = try pair.session(threads, isScaled: true)
          .run("show sum(a) as s, min(a) as l, max(a) as h, distinct(a) as u, count(a) as n, avg(a) as m, median(a) as d")[0].table.row(0)
        if present.isEmpty { continue }
        #expect(answer[0] == .number(total), "\(count) rows, \(kind)")
        #expect(answer[1] == .number(sorted[0]) && answer[2] == .number(sorted[sorted.count - 1]))
        #expect(answer[3] == .integer(Int64(Set(units).count)) && answer[4] == .integer(Int64(units.count)))
        guard case .number(let mean) = answer[5], case .number(let median) = answer[6] else {
          Issue.record("no mean: \(answer)")
          continue
        }
        #expect(abs(mean - total / Double(units.count)) <= abs(mean) * 1e-15)
        let middle = sorted.count / 2
        let plain = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        #expect(abs(median - plain) <= abs(plain) * 1e-15)
      }
    }
  }
}
