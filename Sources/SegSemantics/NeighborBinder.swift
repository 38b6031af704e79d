// position, previous and next: a row's place among the events of its customer.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds values of the order of events.
struct NeighborBinder: BinderPart {
  let binder: Binder
  let span: SourceSpan
  let scope: Scope

  /// `position`, where nothing has that name.
  func position() -> Operand {
    guard let table = table("position") else { return .error }
    return table.isUnknown ? .error : .value(made(.ordered(.position), .integer, span))
  }

  func bind(_ function: NeighborFunction, _ arguments: [ArgumentSyntax]) -> Operand {
    guard let table = table(function.rawValue) else { return .error }
    guard arguments.count == 1, let argument = arguments.first, argument.label == nil else {
      return failed(.argumentMissing(function.rawValue, "one value of the event", function.example, at: span))
    }
    if let wrong = argument.table?.span ?? argument.condition?.span ?? argument.window?.span {
      return failed(.neighborsOfSome(function.rawValue, at: wrong))
    }
    if table.isUnknown { return .error }
    guard let inner = value(argument.value, scope) else { return .error }
    return .value(made(.ordered(function.value(of: inner)), inner.type, span, isUntyped: inner.isUntyped))
  }

  /// The table whose rows are in an order; nil if there is none, which is reported.
  private func table(_ name: String) -> TableSchema? {
    guard case .events(let table) = scope.rows else {
      report(.orderOutsideEvents(name, catalog.events.first, at: span))
      return nil
    }
    return binder.isOfCustomersInTime(table, at: span) ? table : nil
  }
}
