// The values of definitions, kept for the next question.

import SegColumns
import SegDiagnostics
import SegPlan
import SegRuntime
import SegStore

/// The values computed for the definitions of a session, by content, day and data, so that
/// nothing is computed twice and no stale value is shown. Several threads may use it at a
/// time.
package final class ValueCache: Sendable {
  private struct Known<Kept> {
    /// The digest of the definition, with the values of parameters in it.
    let content: Int
    let day: Int32
    /// Kept alive, so that no other object gets the same identity.
    let data: [AnyObject]
    let kept: Kept

    func isOf(_ other: [AnyObject]) -> Bool { data.count == other.count && zip(data, other).allSatisfy { $0 === $1 } }
  }

  private struct EventValues {
    let value: Expression
    let table: String
    let data: [AnyObject]
    let column: Column
  }

  /// By name. Keys of a type of our own would make the first question of a process slow:
  /// the runtime would search all conformances for the type's.
  private let columns = PthreadMutex<[String: [Known<Column>]]>([:])
  /// Tables that scripts make, by the names of their definitions.
  private let tables = PthreadMutex<[String: [Known<EventTable>]]>([:])
  /// Values of events that are the same on every day, computed for the last aggregates.
  private let ofEvents = PthreadMutex<[EventValues]>([])
  /// The cache of the same definitions with other parameter values, and the contents that
  /// depend on them.
  private let shared: (cache: ValueCache, program: Program)?

  /// The cache of other days, for values that are the same on every day.
  private let everyDay: ValueCache?
  /// What the cache of the day before has kept.
  private let before: PthreadMutex<[String: [Known<Column>]]>

  /// The cache of values that do not follow from models, and the names of those that do.
  private let withoutModels: (cache: ValueCache, names: Set<String>)?

  package init() {
    shared = nil
    everyDay = nil
    before = PthreadMutex([:])
    withoutModels = nil
  }

  /// A cache for one day, which is dropped soon: values that are the same on every day are looked
  /// up and kept in the other cache.
  ///
  /// - Parameter before: that of the last day of the period before, which this day is compared with: its values are looked up too.
  package init(ofDayOver cache: ValueCache, after before: ValueCache? = nil) {
    self.before = PthreadMutex(before?.columns.withLock { $0 } ?? [:])
    shared = nil
    everyDay = cache
    withoutModels = nil
  }

  /// A cache for other parameter values: values that do not depend on them are looked up and
  /// kept in the other cache.
  ///
  /// - Parameter program: that of the other cache.
  package init(over cache: ValueCache, of program: Program) {
    shared = (cache, program)
    everyDay = nil
    before = PthreadMutex([:])
    withoutModels = nil
  }

  /// A cache for models with other parameters: values that do not follow from models are looked up and kept in the other
  /// cache.
  ///
  /// - Parameter names: the definitions whose values follow from models.
  package init(over cache: ValueCache, except names: Set<String>) {
    shared = nil
    everyDay = nil
    before = PthreadMutex([:])
    withoutModels = (cache, names)
  }

  /// Drops everything, to give memory back.
  package func removeAll() {
    columns.withLock { $0 = [:] }
    tables.withLock { $0 = [:] }
    ofEvents.withLock { $0 = [] }
  }

  /// Drops what belongs to other definitions than these.
  package func keep(_ definitions: [String: Definition]) {
    columns.withLock { columns in
      columns = columns.filter { name, known in
        // Only the values of one meaning of a name are kept.
        known.contains { $0.content == definitions[name]?.content }
      }
    }
    tables.withLock { tables in
      tables = tables.filter { name, known in known.contains { $0.content == definitions[name]?.content } }
    }
  }

  func column(of definition: Definition, on day: Int32, _ data: [AnyObject]) -> Column? {
    if let shared = sharer(of: definition) { return shared.column(of: definition, on: day, data) }
    return columns.withLock { Self.known($0[definition.name], definition, day, data) }
      ?? before.withLock { Self.known($0[definition.name], definition, day, data) }
  }

  func add(_ column: Column, of definition: Definition, on day: Int32, _ data: [AnyObject]) {
    if let shared = sharer(of: definition) { return shared.add(column, of: definition, on: day, data) }
    columns.withLock { Self.keep(column, &$0[definition.name, default: []], definition, day, data, atMost: nil) }
  }

  /// The days on which a table is kept: one has the size of its rows.
  private static let tableDays = 4

  func table(of definition: Definition, on day: Int32, _ data: [AnyObject]) -> EventTable? {
    if let shared = sharer(of: definition) { return shared.table(of: definition, on: day, data) }
    return tables.withLock { Self.known($0[definition.name], definition, day, data) }
  }

  func add(_ table: EventTable, of definition: Definition, on day: Int32, _ data: [AnyObject]) {
    if let shared = sharer(of: definition) { return shared.add(table, of: definition, on: day, data) }
    tables.withLock { Self.keep(table, &$0[definition.name, default: []], definition, day, data, atMost: Self.tableDays) }
  }

  /// Each takes as much as its table has rows.
  private static let mostEventValues = 2

  /// A value of the events of a loaded table that is needed on many days: computed once, and kept by the cache of all days. nil in other
  /// caches.
  func eventValues(
    _ value: Expression, of table: String, _ data: [AnyObject], _ compute: () -> Column?
  ) -> Column? {
    guard let everyDay else { return nil }
    func isSame(_ known: EventValues) -> Bool {
      known.table == table && known.value == value && known.data.count == data.count && zip(known.data, data).allSatisfy { $0 === $1 }
    }
    if let known = everyDay.ofEvents.withLock({ $0.first(where: isSame) }) { return known.column }
    guard let column = compute() else { return nil }
    let made = EventValues(value: value, table: table, data: data, column: column)
    everyDay.ofEvents.withLock { $0 = $0.suffix(Self.mostEventValues - 1) + [made] }
    return column
  }

  private static func known<Kept>(_ all: [Known<Kept>]?, _ definition: Definition, _ day: Int32, _ data: [AnyObject]) -> Kept? {
    let day = definition.dependsOnDay ? day : 0
    return all?.first { $0.day == day && $0.content == definition.content && $0.isOf(data) }?.kept
  }

  private static func keep<Kept>(
    _ kept: Kept, _ all: inout [Known<Kept>], _ definition: Definition, _ day: Int32, _ data: [AnyObject], atMost limit: Int?
  ) {
    let day = definition.dependsOnDay ? day : 0
    all.removeAll { $0.content != definition.content || !$0.isOf(data) }
    all.append(Known(content: definition.content, day: day, data: data, kept: kept))
    if let limit, all.count > limit { all.removeFirst(all.count - limit) }
  }

  /// The other cache, if its definition has the same meaning.
  private func sharer(of definition: Definition) -> ValueCache? {
    if let withoutModels { return withoutModels.names.contains(definition.name) ? nil : withoutModels.cache }
    if let everyDay, !definition.dependsOnDay, definition.parameters.isEmpty { return everyDay }
    guard let shared, shared.program.resolved[definition.name]?.content == definition.content else { return nil }
    return shared.cache
  }
}
