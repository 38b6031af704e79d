// Groups by a period of the calendar: a period without events is a group too.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan

/// The groups of some dimensions of which one is `every month`: each group of the others has a
/// row for every period from the first with an event to that of the as-of day.
struct CalendarGroups {
  /// The group of each row; it has no representatives, because some groups have no row.
  let grouping: Grouping
  /// The values of the dimensions, a row for each group.
  let dimensions: [Column]

  /// The most periods of a group.
  private static let mostPeriods = 10_000

  /// - Parameters:
  ///   - place: that of the period among the dimensions.
  ///   - rows: the rows of the groups.
  init(
    _ columns: [Column], at place: Int, _ period: CalendarPeriod, among rows: Bitmap, _ evaluation: Evaluation, at span: SourceSpan
  ) throws(ScriptError) {
    let context = evaluation.context
    let own = try Grouping(columns, among: rows, context)
    let starts = columns[place].gathered(own.representatives)
    let others = columns.indices.filter { $0 != place }
    // The groups of the other dimensions, by a row of each.
    var groups: [[Value]: Int32] = [:]
    var known: Set<[Value]> = []
    var first: Int32?
    for (group, row) in own.representatives.enumerated() {
      let key = others.map { columns[$0][Int(row)] }
      groups[key] = min(groups[key] ?? row, row)
      known.insert(key + [starts[group]])
      if case .date(let day) = starts[group] { first = min(first ?? day, day) }
    }
    var added: [(row: Int32, start: Int32)] = []
    if let first, first <= evaluation.asOf {
      let periods = try NumberedPeriods(
        Periods(period, asOf: evaluation.asOf), first...evaluation.asOf, limit: Self.mostPeriods, at: span)
      try context.offer(periods.starts.count * groups.count * 64)
      for (key, row) in groups {
        for start in periods.starts where !known.contains(key + [.date(start)]) { added.append((row, start)) }
        try context.check()
      }
    }
    let representatives = own.representatives + added.map(\.row)
    var all = columns.map { $0.gathered(representatives) }
    let days: [Value] = (0..<own.count).map { starts[$0] } + added.map { .date($0.start) }
    all[place] = Column.of(.date, days)
    let sorted = try Grouping(all, among: Bitmap(count: representatives.count, repeating: true), context)
    dimensions = all.map { $0.gathered(sorted.representatives) }
    let ids = try Buffer<Int32>(count: rows.count, in: context)
    let (old, new) = (own.ids, sorted.ids)
    try context.run(rows: rows.count) { _, _, range in
      for row in range {
        let group = rows[row] ? old[row] : -1
        ids.pointer[row] = group < 0 ? -1 : Int32(truncatingIfNeeded: new[group])
      }
    }
    grouping = Grouping(ids: .wide(ids), count: sorted.count, representatives: [])
  }
}
