// tracking and frequencies: a purchase model compared with what customers did.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegStore

struct TrackingAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// A row for each unit of time from the first purchase to the as-of day: the
  /// repeat purchases until its end or, in steps, in it, expected and actual. With
  /// `before`, of the customers who had bought before that day, and by the model
  /// of that time.
  func tracking(_ subject: PurchaseSubject, inSteps: Bool, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let (selection, options) = (subject.purchases, subject.options)
    let fitted = try options.day.map { day throws(ScriptError) in try before(day, at: question.span) } ?? evaluation
    let record = try PurchaseModels(fitted, run.models).record(selection)
    guard let fit = try PurchaseModels(fitted, run.models).fit(options, record, at: question.span),
      let found = try purchases.selected(selection)
    else { return Self.tracked([], expected: [], actual: []) }
    var people = try population(question)
    people = people.intersection(record.buyers(with: fit))
    let arrivals = record.firstDays(until: fitted.asOf, among: people, fit)
    guard let start = arrivals.lazy.compactMap(\.first?.day).min() else { return Self.tracked([], expected: [], actual: []) }
    let ends = try periodEnds(from: start, daysPerUnit: options.daysPerUnit, at: question.span)
    let daily = try found.repeatDays(since: start, among: people)
    var actual: [Double] = []
    var seen = 0
    var next = 0
    for end in ends {
      while next <= Int(end) - Int(start), next < daily.count {
        seen += daily[next]
        next += 1
      }
      actual.append(Double(seen))
    }
    func time(_ day: Int32) -> Double { (Double(day) - Double(start)) / options.daysPerUnit }
    let expected = fit.sums { part in
      let own = arrivals[part.number]
      return part.model.expectedCumulative(
        firstPurchases: own.map { time($0.day) }, weight: own.map(\.customers), at: ends.map(time), in: context)
    }
    try purchases.check(record)
    func steps(_ totals: [Double?]) -> [Double?] {
      guard inSteps else { return totals }
      return totals.indices.map { place in
        guard let total = totals[place] else { return nil }
        if place == 0 { return total }
        return totals[place - 1].map { total - $0 }
      }
    }
    return Self.tracked(ends, expected: steps(expected), actual: steps(actual))
  }

  private static func tracked(_ ends: [Int32], expected: [Double?], actual: [Double?]) -> [Column] {
    [
      Column.integers(ends.indices.map { Int64($0 + 1) }), Column.dates(ends.map { CalendarDate(days: $0) }),
      Column.numbers(expected), Column.numbers(actual),
    ]
  }

  /// The last days of the units from a day on; the last one may be short.
  private func periodEnds(from start: Int32, daysPerUnit: Double, at span: SourceSpan) throws(ScriptError) -> [Int32] {
    let length = Double(asOf) - Double(start) + 1
    guard length / daysPerUnit <= 10_000 else { throw ScriptError(AnalysisDiagnostics.tooManyUnits(at: span)) }
    var ends: [Int32] = []
    var number = 1.0
    while (number * daysPerUnit).rounded(.down) < length {
      ends.append(start &+ Int32(clamping: Int((number * daysPerUnit).rounded(.down))) &- 1)
      number += 1
    }
    ends.append(asOf)
    return ends
  }

  /// A row for each number of repeat purchases: the actual number of customers, and the
  /// number that the model expects for customers of the same ages. The last row includes
  /// all higher numbers. With `before`, as of the day before.
  func frequencies(_ analysis: FrequenciesAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let (selection, options) = (analysis.subject.purchases, analysis.subject.options)
    let fitted = try options.day.map { day throws(ScriptError) in try before(day, at: question.span) } ?? evaluation
    let record = try PurchaseModels(fitted, run.models).record(selection)
    let top = analysis.top
    let people = try population(question)
    guard let fit = try PurchaseModels(fitted, run.models).fit(options, record, at: question.span) else {
      var actual = [Double](repeating: 0, count: top + 1)
      for customer in 0..<store.customerCount where people[customer] {
        let dense = Int(record.place.pointer[customer])
        if dense >= 0 { actual[min(top, Int(record.histories.frequency[dense]))] += 1 }
      }
      return Self.frequencies(expected: [Double?](repeating: nil, count: top + 1), actual: actual)
    }
    // The customers of the question with each history.
    let charge = try context.charge(fit.count * 24)
    defer { withExtendedLifetime(charge) {} }
    var weights = [Double](repeating: 0, count: fit.count)
    for customer in 0..<store.customerCount where people[customer] {
      let dense = Int(record.place.pointer[customer])
      if dense >= 0, fit.historyOf[dense] >= 0 { weights[Int(fit.historyOf[dense])] += 1 }
    }
    var actual = [Double](repeating: 0, count: top + 1)
    let expected = fit.sums { part in
      var histories = part.histories
      histories.weight = Array(weights[part.first..<part.first + histories.count])
      for row in 0..<histories.count { actual[min(top, Int(histories.frequency[row]))] += histories.weight[row] }
      return part.model.frequencies(histories, upTo: top, in: context).expected
    }
    try purchases.check(record)
    return Self.frequencies(expected: expected, actual: actual)
  }

  private static func frequencies(expected: [Double?], actual: [Double]) -> [Column] {
    let top = actual.count - 1
    return [
      Column.texts((0...top).map { $0 == top ? "\($0)+" : "\($0)" }), Column.numbers(expected),
      Column.integers(actual.map { Int64(exactly: $0) }),
    ]
  }
}

extension PurchaseRecord {
  /// The customers who have bought and have a value of a model.
  func buyers(with fit: FittedPurchases) -> Bitmap {
    let bits = Bitmap(count: place.count)
    for customer in 0..<place.count {
      let dense = Int(place.pointer[customer])
      if dense >= 0, fit.historyOf[dense] >= 0 { bits.set(customer) }
    }
    return bits
  }

  /// For each part of a model its customers by the day of their first purchase, ascending.
  func firstDays(until asOf: Int32, among people: Bitmap, _ fit: FittedPurchases) -> [[(day: Int32, customers: Double)]] {
    var partOf: [Int32] = []
    for part in fit.parts { partOf += [Int32](repeating: Int32(clamping: part.number), count: part.histories.count) }
    var counts = [[Int32: Double]](repeating: [:], count: fit.parts.count)
    for customer in 0..<place.count where people[customer] {
      let dense = Int(place.pointer[customer])
      guard dense >= 0, fit.historyOf[dense] >= 0 else { continue }
      counts[Int(partOf[Int(fit.historyOf[dense])])][asOf &- histories.age[dense], default: 0] += 1
    }
    return counts.map { own in own.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
  }
}

extension AnalysisDiagnostics {
  static func tooManyUnits(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "too-many-periods", "more than 10,000 units of time", at: span, fix: Diagnostic.Fix("a longer one: `unit: month`"))
  }
}
