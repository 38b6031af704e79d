// Few of a table's events by themselves: what is computed of their columns is computed for these rows alone.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

/// The selected events of customers, without those of nobody, in the order of their table.
struct SelectedEvents {
  /// Customer c has the events `offsets[c]..<offsets[c + 1]`.
  let offsets: Buffer<Int32>
  /// Each event's customer.
  let customerRows: Buffer<Int32>
  /// Each event's row in its table, ascending.
  private let rows: Buffer<Int32>
  private let source: any ColumnSource
  private let frame: Frame

  init(_ events: EventTable, _ selection: Bitmap, _ source: any ColumnSource) throws(ScriptError) {
    let context = source.context
    let owned = events.table.rowCount - events.orphanCount
    // How many are selected before each word.
    let before = try Buffer<Int32>(count: selection.words.count + 1, in: context)
    var count = 0
    for word in 0..<selection.words.count {
      before.pointer[word] = Int32(truncatingIfNeeded: count)
      count += selection.words.pointer[word].nonzeroBitCount
    }
    before.pointer[selection.words.count] = Int32(truncatingIfNeeded: count)
    @Sendable @inline(__always)
    func place(_ row: Int) -> Int32 {
      let bits = row & 63 == 0 ? 0 : selection.words.pointer[row >> 6] & (1 << UInt64(row & 63) &- 1)
      return before.pointer[row >> 6] &+ Int32(truncatingIfNeeded: bits.nonzeroBitCount)
    }
    let rows = try Buffer<Int32>(count: Int(place(owned)), in: context)
    let customerRows = try Buffer<Int32>(count: rows.count, in: context)
    try context.run(rows: owned) { _, _, range in
      var next = Int(before.pointer[range.lowerBound >> 6])
      selection.forEachRow(in: range) { row in
        if row >= owned { return }
        rows.pointer[next] = Int32(truncatingIfNeeded: row)
        customerRows.pointer[next] = events.customerRows.pointer[row]
        next += 1
      }
    }
    let offsets = try Buffer<Int32>(count: events.offsets.count, in: context)
    try context.run(rows: offsets.count) { _, _, customers in
      for customer in customers { offsets.pointer[customer] = place(Int(events.offsets.pointer[customer])) }
    }
    (self.offsets, self.customerRows, self.rows, self.source, frame) = (offsets, customerRows, rows, source, events.frame)
  }

  /// The values of an expression over the table's rows, for these rows.
  ///
  /// - Throws: also where a value cannot be computed; the row that it names is not that of the table.
  func column(_ expression: Expression) throws(ScriptError) -> Column {
    var columns: [String: Column] = [:]
    let own = try over(expression, &columns)
    return try source.column(
      own, of: Frame(rowCount: rows.count, grain: frame.grain, columns: columns, customerRows: customerRows))
  }

  /// The expression over these rows: what is more than a step of its own row becomes a column.
  private func over(_ expression: Expression, _ columns: inout [String: Column]) throws(ScriptError) -> Expression {
    let taken: Column
    switch (expression.kind, expression.nature) {
    case (_, .stated): return expression
    case (.column(let name), _):
      // A column that a script gives may look at other rows: it is computed of all.
      if columns[name] == nil { columns[name] = try source.column(expression, of: frame).taken(rows, source.context) }
      return expression
    case (.ofCustomer(let inner), _):
      taken = try source.column(inner, of: source.store.customerFrame).taken(customerRows, source.context)
    case (.linked(let link, let inner), _):
      guard let all = try source.rows(of: link), let target = try source.frame(named: link.target) else { fallthrough }
      let own = try Buffer<Int32>(count: rows.count, in: source.context)
      for place in 0..<rows.count { own.pointer[place] = all.pointer[Int(rows.pointer[place])] }
      taken = try source.column(inner, of: target).taken(own, source.context)
    case (_, .named), (_, .moved), (_, .whole):
      taken = try source.column(expression, of: frame).taken(rows, source.context)
    case (_, .operation):
      var parts: [Expression] = []
      for child in expression.children { parts.append(try over(child, &columns)) }
      return expression.with(children: parts)
    }
    let name = "\u{1}\(columns.count)"
    columns[name] = taken
    return Expression(.column(name), expression.type, like: expression)
  }
}

extension Expression {
  /// Whether its values are computed row by row, so that fewer rows take less time.
  var isComputedByRow: Bool {
    switch (kind, nature) {
    case (.asOf, _), (_, .stated), (_, .named), (_, .whole): false
    case (_, .operation), (_, .moved): true
    }
  }
}
