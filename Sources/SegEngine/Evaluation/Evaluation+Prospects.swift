// Customers who are ranked by events that they do not have.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan

extension Evaluation {
  /// Says that a ranking by a value made of events has customers without such events: prospects. The
  /// value says nothing about them yet.
  ///
  /// - Parameters:
  ///   - share: said only if there are so many of them.
  package func noteProspects(
    _ expression: Expression, among rows: Bitmap, from share: Double, _ severity: Diagnostic.Severity, at span: SourceSpan
  ) throws(ScriptError) {
    let tables = tables(of: expression)
    guard !tables.isEmpty, store.customers?.isImplicit == false else { return }
    var active: Bitmap?
    for table in tables {
      let events = EventAggregate(AggregateValue(.any, nil), scope: EventScope(table: table))
      let own = try bitmap(Expression(.events(events), .boolean, like: expression), on: store.customerFrame)
      active = active?.union(own) ?? own
    }
    guard let active else { return }
    let (count, all) = (rows.subtracting(active).population, rows.population)
    guard count > 0, Double(count) >= share * Double(all) else { return }
    context.notices.addOnce(
      EngineDiagnostics.prospects(expression.label.name, count, of: all, tables, severity, at: span))
  }

  /// The tables of the events that an expression reads, also through definitions.
  private func tables(of expression: Expression) -> [String] {
    var tables: Set<String> = []
    var seen: Set<String> = []
    var waiting = [expression]
    while let next = waiting.popLast() {
      if case .events(let aggregate) = next.kind {
        tables.insert(aggregate.scope.table)
      } else if case .definition(let name) = next.kind {
        guard seen.insert(name).inserted, let definition = definitions[name] else { continue }
        waiting += definition.expressions
      } else {
        waiting += next.children
      }
    }
    return tables.sorted()
  }
}

extension EngineDiagnostics {
  /// `warning: 52 of 200 customers have no event in `orders`, and are ranked by `profit` [prospects]`
  static func prospects(
    _ value: String, _ count: Int, of all: Int, _ tables: [String], _ severity: Diagnostic.Severity, at span: SourceSpan
  ) -> Diagnostic {
    let names = Message.alternatives(tables.map { "`\($0)`" })
    let has: Message = count == 1 ? "has" : "have"
    let condition = tables.map { "any(\(ScriptSpelling.name($0)))" }.joined(separator: " or ")
    let are: Message = count == 1 ? "is" : "are"
    return Diagnostic(
      "prospects", "\(count) of \(all) customers \(has) no event in \(names), and \(are) ranked by `\(value)`", at: span,
      notes: ["prospects have no such value yet, which says nothing of what they will bring: `lookalike` scores them by attributes"],
      fix: Diagnostic.Fix("the others alone: `where \(condition)`"), severity: severity)
  }
}
