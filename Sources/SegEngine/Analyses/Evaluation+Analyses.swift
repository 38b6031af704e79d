// The analyses, by name, and what they share.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

extension Evaluation {
  func answer(_ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    switch question.analysis {
    case .pareto(let analysis): try pareto(analysis, question)
    case .rfm(let analysis): try rfm(analysis, question)
    case .cohorts(let analysis): try cohorts(analysis, question)
    case .migration(let analysis): try migration(analysis, question)
    case .overlap(let analysis): try overlap(analysis, question)
    case .profile(let analysis): try profile(analysis, question)
    case .compare(let analysis): try compare(analysis, question)
    case .funnel(let analysis): try funnel(analysis, question)
    case .sequence(let analysis): try sequence(analysis, question)
    case .histogram(let analysis): try histogram(analysis, question)
    case .trend(let analysis): try trend(analysis, question)
    case .matrix(let analysis): try matrix(analysis, question)
    case .quality(let analysis): try quality(analysis, question)
    case .allocation(let analysis): try allocation(analysis, question)
    case .response(let analysis): try response(analysis, question)
    case .scenarios(let analysis): try scenarios(analysis.scenarios, question)
    case .model(let analysis): try model(analysis, question)
    case .backtest(let analysis): try backtest(analysis, question)
    case .calibration(let analysis): try calibration(analysis, question)
    case .tracking(let analysis): try tracking(analysis.subject, inSteps: false, question)
    case .trackingSteps(let analysis): try tracking(analysis.subject, inSteps: true, question)
    case .frequencies(let analysis): try frequencies(analysis, question)
    case .aliveMatrix(let analysis): try aliveMatrix(analysis, question)
    case .ordersMatrix(let analysis): try ordersMatrix(analysis, question)
    case .renewals(let analysis): try renewals(analysis, question)
    case .renewalModel(let analysis): try renewalModel(analysis, question)
    case .occasions(let analysis): try occasions(analysis, question)
    case .occasionModel(let analysis): try occasionModel(analysis, question)
    }
  }

  /// The customers of a question.
  func population(_ question: AnalysisQuestion) throws(ScriptError) -> Bitmap {
    try rows(.customers, question.segment, question.condition)
  }

  /// The values of all customers.
  func values(_ item: Item) throws(ScriptError) -> Column {
    try column(item.expression, on: store.customerFrame)
  }

  /// The customers who meet a condition.
  func members(_ item: Item) throws(ScriptError) -> Bitmap {
    // Bits are 0 if a value is missing: missing is no.
    if case .bits(let bits) = try values(item).values { return bits }
    return Bitmap(count: store.customerCount)
  }

  /// The number of each group; nil if it has none.
  func numbers(_ item: Item, of grouping: Grouping) throws(ScriptError) -> [Double?] {
    let column = try GroupAggregation(self, grain: .customers, grouping).column(item.expression)
    return (0..<grouping.count).map { column.number($0) }
  }

  /// The same; nil of all groups where nothing was written.
  func numbers(_ item: Item?, of grouping: Grouping) throws(ScriptError) -> [Double?] {
    if let item { return try numbers(item, of: grouping) }
    return [Double?](repeating: nil, count: grouping.count)
  }

  /// Sums of values, missing ones left out.
  func sum(_ values: Column, among rows: Bitmap) throws(ScriptError) -> GroupRun.GroupSum {
    let selection = values.validity.map(rows.intersection) ?? rows
    let run = GroupRun(rows: selection, of: values.count, context: context)
    return try run.sums(values).first ?? GroupRun.GroupSum.zero
  }

  /// Events of a selection that exist, belong to a customer of the question and
  /// have a time.
  func events(_ selection: EventSelection, _ question: AnalysisQuestion) throws(ScriptError) -> SelectedEvents {
    guard let events = store.eventTable(selection.table), let time = events.timeColumn else {
      throw ScriptError(EngineDiagnostics.noTimes(selection.table, at: question.span))
    }
    let people = try population(question)
    var rows = try self.selection(of: events, selection.scope) ?? Bitmap(count: events.table.rowCount, repeating: true)
    if let validity = time.validity { rows = rows.intersection(validity) }
    let own = Buffer<UInt64>(count: rows.words.count)
    let selected = rows
    try context.run(rows: rows.count) { _, _, range in
      for word in range.lowerBound >> 6..<(range.upperBound + 63) >> 6 {
        var bits: UInt64 = 0
        for row in word << 6..<min(range.upperBound, word << 6 + 64) {
          bits |= UInt64(bit(people[Int(events.customerRows.pointer[row])])) << UInt64(row & 63)
        }
        own.pointer[word] = selected.words.pointer[word] & bits
      }
    }
    return SelectedEvents(table: events, time: time, rows: Bitmap(count: rows.count, words: own))
  }
}

extension Evaluation {
  /// The periods of events; nil if there is no event, or none has ended.
  func endedPeriods(
    _ selection: EventSelection, every period: CalendarPeriod, _ question: AnalysisQuestion
  ) throws(ScriptError) -> EndedPeriods? {
    let selected = try events(selection, question)
    return try endedPeriods(
      of: selected.table, selected.rows, days(of: selected.time), every: Periods(period), at: question.span)
  }
}

/// The events of an analysis.
struct SelectedEvents {
  let table: EventTable
  let time: Column
  /// Rows of the table.
  let rows: Bitmap
}

extension EngineDiagnostics {
  /// `error: no table `orders` with a time [unknown-table]`
  static func noTimes(_ table: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("unknown-table", "no table `\(table)` with a time", at: span)
  }
}
