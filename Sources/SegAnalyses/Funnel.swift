// funnel(step1, step2, … within 30 days): how many steps customers reach.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct FunnelAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// A customer passes a step with an event at or after the event of the step
  /// before, not later than the limit after the event of the first step. Every
  /// way through the events counts, not only that from the first one. An event
  /// serves one step. Events are compared by time if both tables have one, else by day;
  /// events of one time, or of one day without a time, are in the order of the steps.
  ///
  /// `median_days` is the median of the days from the first step to the earliest
  /// arrival at this one, on the way that began last.
  func funnel(_ analysis: FunnelAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    var steps: [SelectedEvents] = []
    for step in analysis.steps { steps.append(try events(of: step, question)) }
    let (counts, medians, old) = try Funnel(steps, limit: analysis.limit, customers: store.customerCount, context).run()
    // Of steps in the table of an earlier one, earlier events are what is asked about.
    for (number, step) in analysis.steps.enumerated()
    where number > 0 && !step.isFirst && old[number] > 0 && !analysis.steps[..<number].contains(where: { $0.table == step.table }) {
      context.notices.add(AnalysisDiagnostics.hadBefore(old[number], of: counts[number], step, at: question.span))
    }
    func share(_ count: Int64, _ whole: Int64?) -> Double? {
      if let whole, whole > 0 { Double(count) / Double(whole) } else { nil }
    }
    return [
      Column.integers(counts.indices.map { Int64($0 + 1) }), Column.texts(analysis.steps.map(\.name)), Column.integers(counts),
      Column.numbers(counts.map { share($0, counts.first) }),
      Column.numbers(counts.indices.map { $0 == 0 ? nil : share(counts[$0], counts[$0 - 1]) }), Column.numbers(medians),
    ]
  }
}

extension FunnelAnswer {
  /// The events of a step. `first orders where C in W`: each customer's first order that
  /// meets C, if it lies in W.
  private func events(of step: EventSelection, _ question: AnalysisQuestion) throws(ScriptError) -> SelectedEvents {
    guard step.isFirst else { return try events(step, question) }
    let any = EventScope(table: step.table, condition: step.scope.condition, orphans: step.scope.orphans)
    let found = try events(EventSelection(scope: any, name: step.name), question)
    let firsts = Bitmap(count: found.rows.count)
    let offsets = found.table.offsets
    for customer in 0..<store.customerCount {
      let own = Int(offsets.pointer[customer])..<Int(offsets.pointer[customer + 1])
      if let row = own.first(where: { found.rows[$0] }) { firsts.set(row) }
    }
    guard step.scope.window != nil else { return SelectedEvents(table: found.table, time: found.time, rows: firsts) }
    return SelectedEvents(table: found.table, time: found.time, rows: try events(step.all, question).rows.intersection(firsts))
  }
}

extension AnalysisDiagnostics {
  /// `note: 41 of 74 customers who reach `orders` had such an event before the first step [had-before]`
  fileprivate static func hadBefore(_ count: Int, of all: Int64, _ step: EventSelection, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "had-before",
      """
      \(count) of \(all) customer\(all == 1 ? "" : "s") who reach\(all == 1 ? "es" : "") `\(step.name)` had such an event before \
      the first step
      """,
      at: span, fix: Diagnostic.Fix("`first \(step.name)` counts each customer's first one alone"), severity: .note)
  }
}

/// The steps of a funnel over the events of their tables.
private struct Funnel: Sendable {
  private struct Table: Sendable {
    let name: String
    let offsets: Buffer<Int32>
    /// Days, or microseconds if all tables have them; ascending for each customer.
    let instants: Buffer<Int64>
    /// Microseconds, if instants are days and the table has times.
    let times: Column?
    /// Events of any step.
    var rows: Bitmap
  }

  private struct Step: Sendable {
    let table: Int
    let rows: Bitmap
  }

  private var tables: [Table] = []
  private var steps: [Step] = []
  private let customers: Int
  /// Instants in a day.
  private let perDay: Int64
  /// In instants; nil: none.
  private let limit: Int64?
  private let context: ExecutionContext

  init(_ found: [SelectedEvents], limit minutes: Int64?, customers: Int, _ context: ExecutionContext) throws(ScriptError) {
    self.customers = customers
    self.context = context
    perDay = found.allSatisfy { $0.time.type == .timestamp } ? CalendarDate.microsecondsPerDay : 1
    if let minutes {
      // Without times of day a limit is of whole days.
      let (instants, overflow) = perDay == 1 ? (minutes / 1_440, false) : minutes.multipliedReportingOverflow(by: 60_000_000)
      limit = overflow ? nil : instants
    } else {
      limit = nil
    }
    for step in found {
      let (events, time, rows) = (step.table, step.time, step.rows)
      if let place = tables.firstIndex(where: { $0.name == events.name }) {
        tables[place].rows = tables[place].rows.union(rows)
        steps.append(Step(table: place, rows: rows))
        continue
      }
      let instants = try Buffer<Int64>(count: time.count, in: context)
      let isRounded = perDay == 1 && time.type == .timestamp
      try context.run(rows: time.count) { _, _, range in
        for row in range { instants.pointer[row] = isRounded ? CalendarDate.day(of: time.integer(row)) : time.integer(row) }
      }
      steps.append(Step(table: tables.count, rows: rows))
      tables.append(
        Table(name: events.name, offsets: events.offsets, instants: instants, times: isRounded ? time : nil, rows: rows))
    }
  }

  /// How many customers reach each step, the median of their days to it, and how many of
  /// them had an event of the step before the first one.
  func run() throws(ScriptError) -> (counts: [Int64], medians: [Double?], old: [Int]) {
    let morsels = (customers + morselRows - 1) / morselRows
    let slots = MorselResults<(days: [[Double]], old: [Int])>(morsels)
    try context.run(rows: customers) { _, morsel, range in
      var walk = Walk(self)
      for customer in range { walk.follow(customer) }
      slots.set(morsel, (walk.days, walk.old))
    }
    var days = [[Double]](repeating: [], count: steps.count)
    var old = [Int](repeating: 0, count: steps.count)
    for morsel in 0..<morsels {
      guard let own = slots.get(morsel) else { continue }
      for step in steps.indices {
        days[step] += own.days[step]
        old[step] += own.old[step]
      }
    }
    let counts = days.map { Int64($0.count) }
    return (counts, days.indices.map { step in days[step].withUnsafeMutableBufferPointer { Quickselect.quantile($0) } }, old)
  }

  /// Walks through the events of one customer after another. It has pointers into the
  /// funnel's buffers, because reference counting would take longer than the walk.
  private struct Walk {
    private typealias Words = UnsafeMutablePointer<UInt64>

    private let funnel: Funnel
    private let instants: [UnsafeMutablePointer<Int64>]
    private let times: [Column?]
    private let tableRows: [Words]
    private let steps: [(table: Int, rows: Words)]
    private let last: Int
    private let limit: Int64?
    private let perDay: Double
    /// For each step, the days of the customers who reached it.
    private(set) var days: [[Double]]
    /// For each step, the customers who had an event of it before their first step.
    private(set) var old: [Int]
    /// The row that each step of a way has taken at the instant.
    private var taken: [Int]
    /// For each step, the latest first event from which it was reached so far: no other
    /// way can get further within the limit.
    private var starts: [Int64]
    /// Steps reached so far: always the first ones.
    private var reached = 0
    /// For each table, the events at one instant, and those after it.
    private var here: [Int]
    private var next: [Int]
    private var ends: [Int]
    private var begins: [Int]

    init(_ funnel: Funnel) {
      self.funnel = funnel
      instants = funnel.tables.map(\.instants.pointer)
      times = funnel.tables.map(\.times)
      tableRows = funnel.tables.map(\.rows.words.pointer)
      steps = funnel.steps.map { ($0.table, $0.rows.words.pointer) }
      last = steps.count - 1
      limit = funnel.limit
      perDay = Double(funnel.perDay)
      days = [[Double]](repeating: [], count: steps.count)
      old = [Int](repeating: 0, count: steps.count)
      taken = [Int](repeating: -1, count: steps.count)
      starts = [Int64](repeating: 0, count: steps.count)
      here = [Int](repeating: 0, count: instants.count)
      (next, ends, begins) = (here, here, here)
    }

    mutating func follow(_ customer: Int) {
      reached = 0
      for table in instants.indices {
        let offsets = funnel.tables[table].offsets.pointer
        begins[table] = Int(offsets[customer])
        ends[table] = Int(offsets[customer + 1])
        next[table] = Self.first(tableRows[table], begins[table], ends[table])
      }
      // A customer at the last step has passed all others.
      while reached <= last, let instant = advance() { arrive(at: instant) }
    }

    /// The first set row from a row on, or the end.
    @inline(__always)
    private static func first(_ rows: Words, _ from: Int, _ end: Int) -> Int {
      var row = from
      while row < end {
        let bits = rows[row >> 6] >> UInt64(row & 63)
        if bits != 0 { return min(end, row + bits.trailingZeroBitCount) }
        row = (row | 63) + 1
      }
      return end
    }

    /// Moves every table to the events of the next instant; nil at the end.
    private mutating func advance() -> Int64? {
      var instant: Int64?
      for table in instants.indices where next[table] < ends[table] {
        instant = min(instant ?? .max, instants[table][next[table]])
      }
      guard let instant else { return nil }
      for table in instants.indices {
        var row = next[table]
        here[table] = row
        while row < ends[table], instants[table][row] == instant { row = Self.first(tableRows[table], row + 1, ends[table]) }
        next[table] = row
      }
      return instant
    }

    /// Extends each way by as many steps as the events of the instant allow. Longer ways
    /// come first, so that a new way is not mistaken for an old one.
    private mutating func arrive(at instant: Int64) {
      let before = reached
      var from = before
      while from >= 0 {
        if from == 0 {
          walk(from: 0, startingAt: instant)
        } else if isWithinLimit(starts[from - 1], instant) {
          walk(from: from, startingAt: starts[from - 1])
        }
        from -= 1
      }
      for step in before..<reached {
        days[step].append(Double(instant &- starts[step]) / perDay)
        let table = steps[step].table
        let earliest = Self.first(steps[step].rows, begins[table], ends[table])
        if instants[table][earliest] < starts[step] { old[step] += 1 }
      }
    }

    private func isWithinLimit(_ start: Int64, _ instant: Int64) -> Bool {
      guard let limit else { return true }
      let (passed, overflow) = instant.subtractingReportingOverflow(start)
      return !overflow && passed <= limit
    }

    private mutating func walk(from: Int, startingAt start: Int64) {
      var step = from
      var time = Int64.min
      while step <= last, take(step, from: from, after: &time) {
        starts[step] = step < reached ? max(starts[step], start) : start
        step += 1
        reached = max(reached, step)
      }
    }

    /// Takes an event of the instant for a step that no step of the way from `from` on has
    /// taken; false if there is none.
    ///
    /// - Parameter time: if the instant is a day, the time of the last event with one.
    private mutating func take(_ step: Int, from: Int, after time: inout Int64) -> Bool {
      let table = steps[step].table
      var row = Self.first(steps[step].rows, here[table], next[table])
      var isTakenHere = false
      while row < next[table] {
        let own = times[table]?.integer(row) ?? time
        if own > time, isTakenHere { break }
        if own >= time {
          guard isTaken(row, of: table, from..<step) else {
            taken[step] = row
            time = own
            return true
          }
          isTakenHere = true
        }
        row = Self.first(steps[step].rows, row + 1, next[table])
      }
      guard isTakenHere else { return false }
      // Another step of the way may take another event of the time instead.
      var tried: Set<Int> = []
      if exchange(step, from..<step, at: times[table] == nil ? nil : time, &tried) { return true }
      // Later ones are taken by no step of the way.
      guard row < next[table], let own = times[table]?.integer(row) else { return false }
      taken[step] = row
      time = own
      return true
    }

    private func isTaken(_ row: Int, of table: Int, _ way: Range<Int>) -> Bool {
      for step in way where steps[step].table == table && taken[step] == row { return true }
      return false
    }

    /// Takes an event for a step from a step of the way that finds another one: an
    /// augmenting path.
    ///
    /// - Parameter time: that of all these events; nil: they have none.
    private mutating func exchange(_ step: Int, _ way: Range<Int>, at time: Int64?, _ tried: inout Set<Int>) -> Bool {
      let table = steps[step].table
      var row = Self.first(steps[step].rows, here[table], next[table])
      while row < next[table] {
        if time == nil || times[table]?.integer(row) == time, tried.insert(row).inserted {
          let owner = way.first { steps[$0].table == table && taken[$0] == row }
          if owner.map({ exchange($0, way, at: time, &tried) }) ?? true {
            taken[step] = row
            return true
          }
        }
        row = Self.first(steps[step].rows, row + 1, next[table])
      }
      return false
    }
  }
}
