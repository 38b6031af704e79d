// The values of definitions, kept for the next question.

import SegColumns
import SegDiagnostics
import SegPlan
import SegRuntime

/// The values computed for the definitions of a session, by content, day and data, so that
/// nothing is computed twice and no stale value is shown. Several threads may use it at a
/// time.
package final class ValueCache: Sendable {
  private struct Known {
    /// The digest of the definition, with the values of parameters in it.
    let content: Int
    let day: Int32
    /// Kept alive, so that no other object gets the same identity.
    let data: [AnyObject]
    let column: Column

    func isOf(_ other: [AnyObject]) -> Bool { data.count == other.count && zip(data, other).allSatisfy { $0 === $1 } }
  }

  /// By name. Keys of a type of our own would make the first question of a process slow:
  /// the runtime would search all conformances for the type's.
  private let columns = PthreadMutex<[String: [Known]]>([:])
  /// The cache of the same definitions with other parameter values, and the contents that
  /// depend on them.
  private let shared: (cache: ValueCache, program: Program)?

  package init() { shared = nil }

  /// A cache for other parameter values: values that do not depend on them are looked up and
  /// kept in the other cache.
  ///
  /// - Parameter program: that of the other cache.
  package init(over cache: ValueCache, of program: Program) {
    shared = (cache, program)
  }

  /// Drops everything, to give memory back.
  package func removeAll() { columns.withLock { $0 = [:] } }

  /// Drops what belongs to other definitions than these.
  package func keep(_ definitions: [String: Definition]) {
    columns.withLock { columns in
      columns = columns.filter { name, known in
        // Only the values of one meaning of a name are kept.
        known.contains { $0.content == definitions[name]?.content }
      }
    }
  }

  func column(of definition: Definition, on day: Int32, _ data: [AnyObject]) -> Column? {
    if let shared = sharer(of: definition) { return shared.column(of: definition, on: day, data) }
    return columns.withLock { columns in
      columns[definition.name]?.first { $0.day == day && $0.content == definition.content && $0.isOf(data) }?.column
    }
  }

  func add(_ column: Column, of definition: Definition, on day: Int32, _ data: [AnyObject]) {
    if let shared = sharer(of: definition) { return shared.add(column, of: definition, on: day, data) }
    columns.withLock { columns in
      columns[definition.name, default: []].removeAll { $0.content != definition.content || !$0.isOf(data) }
      columns[definition.name, default: []].append(Known(content: definition.content, day: day, data: data, column: column))
    }
  }

  /// The other cache, if its definition has the same meaning.
  private func sharer(of definition: Definition) -> ValueCache? {
    guard let shared, shared.program.resolved[definition.name]?.content == definition.content else { return nil }
    return shared.cache
  }
}
