// The analyses, by name, and what they share.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

extension Evaluation {
  func answer(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable {
    switch question.analysis {
    case .pareto: try pareto(question)
    case .rfm: try rfm(question)
    case .cohorts: try cohorts(question)
    case .migration: try migration(question)
    case .overlap: try overlap(question)
    case .profile, .compare: try profile(question)
    case .funnel: try funnel(question)
    case .sequence: try sequence(question)
    case .histogram: try histogram(question)
    case .trend: try trend(question)
    case .matrix: try matrix(question)
    case .quality: try quality(question)
    case .allocation: try allocation(question)
    case .response: try response(question)
    case .scenarios: try scenarios(question)
    case .model: try modelAnswer(question)
    case .backtest: try backtest(question)
    case .calibration: try calibration(question)
    case .tracking, .trackingSteps: try tracking(question)
    case .frequencies: try frequencies(question)
    case .aliveMatrix: try aliveMatrix(question)
    case .ordersMatrix: try ordersMatrix(question)
    case .renewals: try renewals(question)
    case .renewalModel: try renewalModel(question)
    case .occasions: try occasions(question)
    case .occasionModel: try occasionModel(question)
    }
  }

  /// The customers that a question is about.
  func population(_ question: AnalysisQuestion) throws(ScriptError) -> Bitmap {
    try rows(.customers, question.segment, question.condition)
  }

  /// The values of a customer argument; its name.
  func values(_ question: AnalysisQuestion, _ place: Int) throws(ScriptError) -> (name: String, column: Column) {
    guard place < question.arguments.count, case .customers(let item) = question.arguments[place] else {
      return ("", Column.of(.number, [Value](repeating: .missing, count: store.customerCount)))
    }
    return (item.name, try column(item.expression, on: store.customerFrame))
  }

  /// The customers who meet a condition argument; its name.
  func members(_ question: AnalysisQuestion, _ place: Int) throws(ScriptError) -> (name: String, rows: Bitmap) {
    let (name, column) = try values(question, place)
    // Bits are 0 where a value is missing: missing is no.
    if case .bits(let bits) = column.values { return (name, bits) }
    return (name, Bitmap(count: store.customerCount))
  }

  /// A whole number among the named arguments.
  func count(_ question: AnalysisQuestion, _ name: String, unless standard: Int) -> Int {
    if case .count(let count)? = question.named[name] { return count }
    return standard
  }

  /// Sums of values, missing ones left out.
  func sum(_ values: Column, among rows: Bitmap) throws(ScriptError) -> GroupRun.GroupSum {
    let selection = values.validity.map(rows.intersection) ?? rows
    let run = GroupRun(rows: selection, of: values.count, context: context)
    return try run.sums(values).first ?? GroupRun.GroupSum.zero
  }

  /// Events of a selection that exist, belong to a customer of the question and
  /// have a time.
  func events(_ selection: EventSelection, _ question: AnalysisQuestion) throws(ScriptError) -> (EventTable, Bitmap)? {
    guard let events = store.eventTable(selection.table), let time = events.timeColumn else { return nil }
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
    return (events, Bitmap(count: rows.count, words: own))
  }

  /// The periods of an analysis of events `every` period; nil where there is no
  /// event, or none has ended.
  func endedPeriods(_ question: AnalysisQuestion) throws(ScriptError) -> EndedPeriods? {
    guard question.arguments.count == 2, case .events(let selection) = question.arguments[0],
      case .every(let months, let days) = question.arguments[1], let (events, rows) = try events(selection, question),
      let time = events.timeColumn
    else { return nil }
    return try endedPeriods(
      of: events, rows, try self.days(of: time), every: Periods(months: months, days: days), at: question.span)
  }
}
