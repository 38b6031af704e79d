// Stages and segments as they stood at the ends of many periods, from their changes.

import SegColumns
import SegDiagnostics
import SegEngine
import SegPlan
import SegRuntime

/// What lifecycles and segments were on the last days of periods, for evaluations of these days. Of most customers they
/// changed in few of the periods, and are computed for these alone.
package struct PeriodValues {
  private struct Past {
    let name: String
    let content: Int
    let history: StageHistory
    /// The code of each value of the history in the column; nil: yes and no.
    let texts: (dictionary: TextDictionary, codes: [UInt32])?
    /// The run of each customer that holds in the last period that was asked for.
    let runs: Buffer<Int>
  }

  /// So few periods are as fast one by one.
  private static let fewest = 8

  private let past: [Past]
  private let context: ExecutionContext

  /// - Parameters:
  ///   - expressions: what is computed for each period; definitions that they name are looked at.
  ///   - first: the first day of the data.
  ///   - ends: the last days of the periods, ascending.
  package init(
    of expressions: [Expression], since first: Int32, on ends: [Int32], _ evaluation: Evaluation, _ models: ModelStore
  ) throws(ScriptError) {
    context = evaluation.context
    var found: [Past] = []
    if ends.count >= Self.fewest {
      var names = expressions.reduce(into: Set<String>()) { $0.formUnion($1.definitions) }
      for (_, measure) in expressions.flatMap({ evaluation.measures(usedBy: $0) }) { names.formUnion(measure.definitions) }
      for name in names.sorted() {
        if let past = try? Self.past(of: name, since: first, on: ends, evaluation, models) { found.append(past) }
        try context.check()
      }
    }
    past = found
  }

  /// nil for what is neither a lifecycle nor a segment.
  ///
  /// - Throws: where it may change in any period.
  private static func past(
    of name: String, since first: Int32, on ends: [Int32], _ evaluation: Evaluation, _ models: ModelStore
  ) throws -> Past? {
    guard let definition = evaluation.definitions[name], let type = definition.type else { return nil }
    switch definition.kind {
    case .lifecycle, .segment: break
    case .metric, .measure, .column, .table: return nil
    }
    let value = Expression(.definition(name), type, definition.span)
    let history = try StageHistories(evaluation, models).changing(value, on: [first - 1] + ends, since: first, .all)
    var texts: (TextDictionary, [UInt32])?
    if type == .text {
      guard let dictionary = try evaluation.value(of: name, at: definition.span).dictionary else { return nil }
      var codes: [UInt32] = []
      for value in history.values {
        guard case .text(let text) = value, let code = (0..<dictionary.count).first(where: { dictionary[$0] == text }) else { return nil }
        codes.append(UInt32(truncatingIfNeeded: code))
      }
      texts = (dictionary, codes)
    }
    let runs = try Buffer<Int>(count: history.customers, in: evaluation.context)
    for customer in 0..<history.customers {
      let first = history.offsets.pointer[customer]
      // A customer who has no stage on some days has none of the codes.
      guard first < history.offsets.pointer[customer + 1], history.days.pointer[first] == StageHistory.unseen else { return nil }
      runs.pointer[customer] = first
    }
    if history.codes.values.contains(where: { $0 < 0 }) { return nil }
    return Past(name: name, content: definition.content, history: history, texts: texts, runs: runs)
  }

  /// Gives the values of a day to its evaluation. Days are asked for in their order; after the last one, from the first again.
  package func add(to evaluation: Evaluation) throws(ScriptError) {
    for past in past where evaluation.definitions[past.name]?.content == past.content {
      evaluation.cache.keep(try column(past, on: evaluation.asOf), as: past.name, for: evaluation)
    }
  }

  private func column(_ past: Past, on day: Int32) throws(ScriptError) -> Column {
    let (history, runs, codes) = (past.history, past.runs, past.texts?.codes ?? [])
    let (count, offsets, days) = (history.customers, past.history.offsets, past.history.days)
    @Sendable func code(_ customer: Int) -> Int {
      var run = runs.pointer[customer]
      if days.pointer[run] > day { run = offsets.pointer[customer] }
      while run + 1 < offsets.pointer[customer + 1], days.pointer[run + 1] <= day { run += 1 }
      runs.pointer[customer] = run
      return Int(history.codes.pointer[run])
    }
    if let texts = past.texts {
      let column = try Buffer<UInt32>(count: count, in: context)
      try context.run(rows: count) { _, _, rows in
        for customer in rows { column.pointer[customer] = codes[code(customer)] }
      }
      return Column.text(column, dictionary: texts.dictionary, validity: nil)
    }
    let isYes = history.values.map { $0 == .boolean(true) }
    let bits = Bitmap(count: count)
    try context.run(rows: count) { _, _, rows in for customer in rows where isYes[code(customer)] { bits.set(customer) } }
    return Column(.boolean, count: count, values: .bits(bits))
  }
}
