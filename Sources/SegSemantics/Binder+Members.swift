// Segments by name: the members of `of`, `from` and `within`.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension Binder {
  /// The name of a yes/no definition: the members of `of` and `from`.
  ///
  /// - Parameter described: the place of a statement that may be meant to describe the name.
  func members(_ name: NameSyntax, described: SourceSpan? = nil) -> String? {
    guard let definition = catalog.definitions[name.text] else {
      if catalog.failedNames.contains(name.text) { return nil }
      if let missing = catalog.unavailable[name.text] {
        report(.unavailable(name.text, missing, at: name.span))
        return nil
      }
      if catalog.customers?.types[name.text] != nil || catalog.eventTable(name.text) != nil || catalog.customers?.name == name.text {
        report(.notASegment(name, "a column or table", described: described))
      } else {
        report(.unknownSegment(name, catalog.order.filter { catalog.definitions[$0]?.type == .boolean }))
      }
      return nil
    }
    guard definition.type == .boolean else {
      report(.notASegment(name, "a \(definition.noun)", described: described))
      return nil
    }
    return name.text
  }

  /// Whether a name is that of a lifecycle.
  func isLifecycle(_ name: NameSyntax) -> Bool {
    if case .lifecycle? = catalog.definitions[name.text]?.kind { true } else { false }
  }
}
