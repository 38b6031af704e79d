// profile(S) and compare(S1, S2): how customers differ, by effect size.

import SegPlatform
import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct ProfileAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// A segment against all others, or against another segment: every column and
  /// definition of the customers, the largest effects first.
  ///
  /// Numbers are compared by their means, dates by the mean number of days
  /// before the as-of day, yes/no by the share of yes, and texts of at most 50
  /// values by the share of each. Missing values are left out on both sides.
  func profile(_ analysis: ProfileAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let people = try population(question)
    let members = try members(analysis.members)
    return try columns(
      of: differences(people.intersection(members), people.subtracting(members), analysis.attributes, but: [analysis.members.name]))
  }

  /// The same of two segments, with a test of each difference. Segments that have customers
  /// in common are not independent: their differences have no test.
  func compare(_ analysis: CompareAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let people = try population(question)
    let one = people.intersection(try members(analysis.first))
    let other = people.intersection(try members(analysis.second))
    let rows = try differences(one, other, analysis.attributes, but: [analysis.first.name, analysis.second.name])
    let common = one.intersection(other).population
    if common > 0 {
      context.notices.add(
        AnalysisDiagnostics.inBoth(
          common, analysis.first.name, analysis.second.name, isWithin: common == other.population, at: question.span))
    }
    let tests = rows.map { common > 0 ? nil : $0.test }
    return columns(of: rows)
      + [\DifferenceTest.low, \.high, \.pValue, \.detectable].map { part in
        Column.numbers(tests.map { $0.flatMap { Profile.finite($0[keyPath: part]) } })
      }
  }

  private func columns(of rows: [Profile.Row]) -> [Column] {
    [
      Column.texts(rows.map(\.attribute)), Column.messages(rows.map(\.value)), Column.numbers(rows.map(\.one)),
      Column.numbers(rows.map(\.other)), Column.numbers(rows.map(\.difference)), Column.numbers(rows.map(\.effect)),
    ]
  }

  /// - Parameter own: attributes that say what the groups are.
  private func differences(
    _ one: Bitmap, _ other: Bitmap, _ attributes: [NamedExpression], but own: [String]
  ) throws(ScriptError) -> [Profile.Row] {
    var profile = Profile(one: one, other: other, day: evaluation.isDayKnown ? asOf : nil, context: context)
    for attribute in attributes where !own.contains(attribute.name) {
      try profile.add(attribute.name, try values(attribute))
    }
    return profile.sorted
  }
}

/// Two groups of customers and their differences.
private struct Profile {
  struct Row {
    let attribute: String
    let value: Message?
    let one: Double?
    let other: Double?
    let effect: Double?
    let test: DifferenceTest?

    var difference: Double? {
      guard let one, let other else { return nil }
      return Profile.finite(one - other)
    }
  }

  let one: Bitmap
  let other: Bitmap
  /// The as-of day; nil if it is unknown.
  let day: Int32?
  let context: ExecutionContext
  private var rows: [Row] = []

  private static let mostCategories = 50

  init(one: Bitmap, other: Bitmap, day: Int32?, context: ExecutionContext) {
    self.one = one
    self.other = other
    self.day = day
    self.context = context
  }

  /// The rows, the largest effects first and those without one last. Effects that agree
  /// to nine decimals tie, so that rounding cannot swap a share and its complement.
  var sorted: [Row] {
    func key(_ row: Row) -> Double { row.effect.map { -(abs($0) * 1e9).rounded() } ?? .infinity }
    return rows.enumerated().map { (key: key($1), place: $0, row: $1) }
      .sorted { $0.key != $1.key ? $0.key < $1.key : $0.place < $1.place }.map(\.row)
  }

  static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }

  mutating func add(_ name: String, _ values: Column) throws(ScriptError) {
    switch values.type {
    case .integer, .number: try addMeans(name, nil, values.asNumbers(context))
    case .date, .timestamp: if let day { try addMeans(name, "days ago", try daysAgo(values, day)) }
    case .boolean:
      guard case .bits(let bits) = values.values else { return }
      func yes(_ side: Bitmap) -> (Int, of: Int) {
        (bits.intersection(side).population, of: (values.validity.map(side.intersection) ?? side).population)
      }
      addShares(name, "yes", yes(one), yes(other))
    case .text: try addCategories(name, values)
    }
  }

  private func daysAgo(_ values: Column, _ day: Int32) throws(ScriptError) -> Column {
    let days = try Buffer<Double>(count: values.count, in: context)
    for row in 0..<values.count {
      let value = values.integer(row)
      days.pointer[row] = Double(day) - Double(values.type == .timestamp ? CalendarDate.day(of: value) : value)
    }
    return Column(.number, count: values.count, values: .float64(days), validity: values.validity)
  }

  /// Cohen's d: the distance of the means in pooled standard deviations (Jacob
  /// Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd ed.
  /// 1988, (2.5.1) and (2.5.2)).
  private mutating func addMeans(_ name: String, _ value: Message?, _ numbers: Column) throws(ScriptError) {
    let a = try Moments.of(numbers, among: one, context)
    let b = try Moments.of(numbers, among: other, context)
    var effect: Double?
    if let mean = a.mean, let otherMean = b.mean, a.count + b.count > 2 {
      let deviation = ((a.squares + b.squares) / Double(a.count + b.count - 2)).squareRoot()
      if deviation > 0 { effect = Self.finite((mean - otherMean) / deviation) }
    }
    rows.append(
      Row(
        attribute: name, value: value, one: a.mean.flatMap(Self.finite), other: b.mean.flatMap(Self.finite),
        effect: effect,
        test: DifferenceTest.ofMeans((a.count, a.mean ?? 0, a.squares), (b.count, b.mean ?? 0, b.squares))))
  }

  /// Cohen's h: the distance of two shares on a scale on which each step is as
  /// hard to see as any other (Cohen 1988, (6.2.1)).
  private mutating func addShares(_ name: String, _ value: Message, _ one: (yes: Int, of: Int), _ other: (yes: Int, of: Int)) {
    func share(_ side: (yes: Int, of: Int)) -> Double? { side.of == 0 ? nil : Double(side.yes) / Double(side.of) }
    let (a, b) = (share(one), share(other))
    var effect: Double?
    if let a, let b { effect = 2 * asin(a.squareRoot()) - 2 * asin(b.squareRoot()) }
    rows.append(
      Row(attribute: name, value: value, one: a, other: b, effect: effect, test: DifferenceTest.ofShares(one, other)))
  }

  private mutating func addCategories(_ name: String, _ values: Column) throws(ScriptError) {
    guard let dictionary = values.dictionary else { return }
    let people = one.union(other)
    let present = values.validity.map(people.intersection) ?? people
    // Columns such as names are rejected here after a few rows.
    guard let codes = Self.codes(values, among: present) else { return }
    let ordered = codes.sorted { a, b in
      dictionary.isOrdered ? a < b : TextDictionary.compare(dictionary.utf8(a), dictionary.utf8(b)) < 0
    }
    let groups = try Buffer<Int32>(count: dictionary.count + 1, zeroed: true, in: context)
    for (group, code) in ordered.enumerated() { groups.pointer[code] = Int32(truncatingIfNeeded: group) }
    let ids = try Buffer<Int32>(count: values.count, in: context)
    try context.run(rows: values.count) { _, _, range in
      for row in range { ids.pointer[row] = present[row] ? groups.pointer[values.code(row)] : -1 }
    }
    func counts(_ side: Bitmap) throws(ScriptError) -> Buffer<Int64> {
      try GroupedAggregator(ids: .wide(ids), groups: ordered.count, selection: side, context: context).counts()
    }
    let a = try counts(one)
    let b = try counts(other)
    let known = present.intersection(one).population
    let otherKnown = present.intersection(other).population
    for (group, code) in ordered.enumerated() {
      addShares(name, Message(verbatim: dictionary[code]), (Int(a[group]), of: known), (Int(b[group]), of: otherKnown))
    }
  }

  /// The distinct codes among rows; nil if there are too many to compare.
  private static func codes(_ values: Column, among rows: Bitmap) -> [Int]? {
    var codes: [Int] = []
    let seen = Bitmap(count: values.dictionary?.count ?? 0)
    for word in 0..<rows.words.count {
      var bits = rows.words.pointer[word]
      while bits != 0 {
        let code = values.code(word << 6 + bits.trailingZeroBitCount)
        bits &= bits &- 1
        if seen[code] { continue }
        if codes.count == mostCategories { return nil }
        seen.set(code)
        codes.append(code)
      }
    }
    return codes
  }
}
