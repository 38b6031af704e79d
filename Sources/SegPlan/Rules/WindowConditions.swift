// A window as a condition on the time of events, for back ends that filter rows.

import SegColumns
import SegDiagnostics

extension EventScope {
  /// The condition on the rows of the table, apart from the as-of day and orphaned
  /// events; nil: none.
  ///
  /// - Parameters:
  ///   - time: the column of the events' time; nil if the table has none.
  ///   - type: its type, a date or a timestamp.
  package func rowCondition(time: String?, _ type: ColumnType) -> Expression? {
    guard let window, let time else { return condition }
    var parts: [Expression] = [condition].compactMap { $0 }
    let column = Expression(.column(time), type, window.origin, window.label)
    func add(_ comparison: Comparison, _ border: Expression?) {
      guard let border else { return }
      let kind = Expression.Kind.compare(
        comparison, column.asInstant(beside: border), border.asInstant(beside: column))
      parts.append(Expression(kind, .boolean, window.origin, window.label))
    }
    add(.greaterOrEqual, window.start)
    add(.less, window.end)
    guard let first = parts.first, parts.count > 1 else { return parts.first }
    return Expression(.and(parts), .boolean, like: first)
  }
}

extension Expression {
  /// A date as a timestamp, if the other side is one.
  fileprivate func asInstant(beside other: Expression) -> Expression {
    type == .date && other.type == .timestamp ? Expression(.convert(self), .timestamp, like: self) : self
  }
}
