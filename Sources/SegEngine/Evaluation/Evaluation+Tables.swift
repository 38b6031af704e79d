// Tables that a script makes of others, and the order of a customer's events.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

extension Evaluation {
  /// The event table with a name, loaded or made; nil if there is none.
  package func eventTable(_ name: String) throws(ScriptError) -> EventTable? {
    let key = DefinitionName.table(name)
    guard let definition = definitions[key] else { return store.eventTable(name) }
    if let known = cache.table(of: definition, on: asOf, data) { return known }
    // The tables that it is made of come first, so that a long chain is not a deep recursion.
    for name in needed(for: [key]) {
      guard let definition = definitions[name], case .table = definition.kind else { continue }
      try makeTable(definition)
    }
    return cache.table(of: definition, on: asOf, data)
  }

  /// For each row of a link's table the row that it leads to, -1 if there is none; nil without such a link.
  package func rows(of link: LinkReference) throws(ScriptError) -> Buffer<Int32>? {
    guard definitions[DefinitionName.table(link.table)] != nil, let made = try eventTable(link.table) else { return store.rows(of: link) }
    return made.owner == .table(link.role) ? made.ownerRows : made.linkRows[link.role]
  }

  /// The rows of a table by its name; nil if there is none.
  package func frame(named name: String) throws(ScriptError) -> Frame? {
    store.customers?.name == name ? store.customerFrame : try eventTable(name)?.frame
  }

  /// The rows of a grain.
  package func frame(_ grain: Grain) throws(ScriptError) -> Frame {
    if case .events(let name) = grain { return try eventTable(name)?.frame ?? Frame.single }
    return store.frame(grain)
  }

  /// The rows of a table with the columns that definitions give it, last.
  package func withGivenColumns(_ events: EventTable) throws(ScriptError) -> Table {
    var fields = events.table.fields
    for schema in program.events where schema.name == events.name {
      for name in schema.columnNames where schema.given.contains(name) {
        guard let definition = definitions[DefinitionName.column(name, of: events.name)] else { continue }
        fields.append(Table.Field(name, try value(of: definition.name, at: definition.span)))
      }
    }
    return Table(fields: fields, rowCount: events.table.rowCount)
  }

  /// Makes a table, unless it is kept.
  func makeTable(_ definition: Definition) throws(ScriptError) {
    guard case .table(let plan) = definition.kind, cache.table(of: definition, on: asOf, data) == nil else { return }
    try context.check()
    guard let source = try eventTable(plan.source) else { return }
    cache.add(try tables.table(plan, of: source, in: self), of: definition, on: asOf, data)
  }

  /// A value of each event's place among those of its customer.
  func ordered(_ value: OrderedValue, _ type: ColumnType, on frame: Frame) throws(ScriptError) -> Column {
    guard case .events(let name) = frame.grain, let events = try eventTable(name), events.table.rowCount == frame.rowCount else {
      return Column.of(type, [Value](repeating: .missing, count: frame.rowCount))
    }
    let places = try Buffer<Int32>(count: frame.rowCount, in: context)
    // Orphaned events are at the end, and have no place.
    let owned = Int(events.offsets[store.customerCount])
    for row in owned..<frame.rowCount { places.pointer[row] = -1 }
    let (offsets, time, existing) = (events.offsets, events.timeColumn?.validity, try selection(of: events, nil))
    func fill(_ place: @Sendable (_ count: Int32, _ last: Int32, _ row: Int) -> Int32, backwards: Bool) throws(ScriptError) {
      try context.run(rows: store.customerCount) { _, _, customers in
        for customer in customers {
          let own = Int(offsets.pointer[customer])..<Int(offsets.pointer[customer + 1])
          var (count, last): (Int32, Int32) = (0, -1)
          for step in 0..<own.count {
            let row = backwards ? own.upperBound - 1 - step : own.lowerBound + step
            guard time?[row] ?? true, existing?[row] ?? true else {
              places.pointer[row] = -1
              continue
            }
            count += 1
            places.pointer[row] = place(count, last, row)
            last = Int32(truncatingIfNeeded: row)
          }
        }
      }
    }
    switch value {
    case .position:
      try fill({ count, _, _ in count }, backwards: false)
      var validity: Bitmap?
      for row in 0..<places.count where places.pointer[row] < 0 {
        let bits = validity ?? Bitmap(count: places.count, repeating: true)
        bits.set(row, false)
        validity = bits
        places.pointer[row] = 0
      }
      return Column(.integer, count: places.count, values: .int32(places), validity: validity)
    case .previous(let inner):
      try fill({ _, last, _ in last }, backwards: false)
      return try column(inner, on: frame).gathered(places.values)
    case .next(let inner):
      try fill({ _, last, _ in last }, backwards: true)
      return try column(inner, on: frame).gathered(places.values)
    }
  }
}
