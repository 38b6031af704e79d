// funnel(step1, step2, … within 30 days): how many steps customers reach.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct FunnelAnswer: AnalysisAnswering {
  let run: AnalysisRun

  /// A customer passes a step with an event at or after the event of the step
  /// before, not later than the limit after the event of the first step. Every
  /// way through the events counts, not only that from the first one. An event
  /// serves one step; events of one table at the same instant stay in the order
  /// of the file. If a table has only days, all events are compared by day.
  ///
  /// `median_days` is the median of the days from the first step to the earliest
  /// arrival at this one, on the way that began last.
  func funnel(_ analysis: FunnelAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    var steps: [SelectedEvents] = []
    for step in analysis.steps { steps.append(try events(step, question)) }
    let (counts, medians) = try Funnel(steps, limit: analysis.limit, customers: store.customerCount, context).run()
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

/// The steps of a funnel over the events of their tables.
private struct Funnel: Sendable {
  private struct Table: Sendable {
    let name: String
    let offsets: Buffer<Int32>
    /// Days, or microseconds if all tables have them; ascending for each customer.
    let instants: Buffer<Int64>
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

  init(_ found: [SelectedEvents], limit days: Int64?, customers: Int, _ context: ExecutionContext) throws(ScriptError) {
    self.customers = customers
    self.context = context
    perDay = found.allSatisfy { $0.time.type == .timestamp } ? CalendarDate.microsecondsPerDay : 1
    if let days {
      let (instants, overflow) = days.multipliedReportingOverflow(by: perDay)
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
      let instants = Buffer<Int64>(count: time.count)
      let isRounded = perDay == 1 && time.type == .timestamp
      try context.run(rows: time.count) { _, _, range in
        for row in range { instants.pointer[row] = isRounded ? CalendarDate.day(of: time.integer(row)) : time.integer(row) }
      }
      steps.append(Step(table: tables.count, rows: rows))
      tables.append(Table(name: events.name, offsets: events.offsets, instants: instants, rows: rows))
    }
  }

  /// How many customers reach each step, and the median of their days to it.
  func run() throws(ScriptError) -> ([Int64], [Double?]) {
    let morsels = (customers + morselRows - 1) / morselRows
    let slots = MorselResults<[[Double]]>(morsels)
    try context.run(rows: customers) { _, morsel, range in
      var walk = Walk(self)
      for customer in range { walk.follow(customer) }
      slots.set(morsel, walk.days)
    }
    var days = [[Double]](repeating: [], count: steps.count)
    for morsel in 0..<morsels {
      for (step, own) in (slots.get(morsel) ?? []).enumerated() { days[step] += own }
    }
    let counts = days.map { Int64($0.count) }
    return (counts, days.indices.map { step in days[step].withUnsafeMutableBufferPointer { Quickselect.median($0) } })
  }

  /// Walks through the events of one customer after another. It has pointers into the
  /// funnel's buffers, because reference counting would take longer than the walk.
  private struct Walk {
    private typealias Words = UnsafeMutablePointer<UInt64>

    private let funnel: Funnel
    private let instants: [UnsafeMutablePointer<Int64>]
    private let tableRows: [Words]
    private let steps: [(table: Int, rows: Words)]
    private let last: Int
    private let limit: Int64?
    private let perDay: Double
    /// For each step, the days of the customers who reached it.
    private(set) var days: [[Double]]
    /// For each step, the latest first event from which it was reached so far: no other
    /// way can get further within the limit.
    private var starts: [Int64]
    /// Steps reached so far: always the first ones.
    private var reached = 0
    /// For each table, the events at one instant, and those after it.
    private var here: [Int]
    private var next: [Int]
    private var ends: [Int]
    /// For each table, the first event at the instant that is not yet taken.
    private var free: [Int]

    init(_ funnel: Funnel) {
      self.funnel = funnel
      instants = funnel.tables.map(\.instants.pointer)
      tableRows = funnel.tables.map(\.rows.words.pointer)
      steps = funnel.steps.map { ($0.table, $0.rows.words.pointer) }
      last = steps.count - 1
      limit = funnel.limit
      perDay = Double(funnel.perDay)
      days = [[Double]](repeating: [], count: steps.count)
      starts = [Int64](repeating: 0, count: steps.count)
      here = [Int](repeating: 0, count: instants.count)
      (next, ends, free) = (here, here, here)
    }

    mutating func follow(_ customer: Int) {
      reached = 0
      for table in instants.indices {
        let offsets = funnel.tables[table].offsets.pointer
        ends[table] = Int(offsets[customer + 1])
        next[table] = Self.first(tableRows[table], Int(offsets[customer]), ends[table])
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
      for step in before..<reached { days[step].append(Double(instant &- starts[step]) / perDay) }
    }

    private func isWithinLimit(_ start: Int64, _ instant: Int64) -> Bool {
      guard let limit else { return true }
      let (passed, overflow) = instant.subtractingReportingOverflow(start)
      return !overflow && passed <= limit
    }

    private mutating func walk(from: Int, startingAt start: Int64) {
      for table in here.indices { free[table] = here[table] }
      var step = from
      while step <= last {
        // Taking the earliest free event leaves most events for later steps of its table.
        let table = steps[step].table
        let row = Self.first(steps[step].rows, free[table], next[table])
        if row == next[table] { return }
        free[table] = row + 1
        starts[step] = step < reached ? max(starts[step], start) : start
        step += 1
        reached = max(reached, step)
      }
    }
  }
}
