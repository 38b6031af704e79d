// Measures that are used by others.

import SegColumns
import SegDiagnostics
import SegPlan

/// The values of measures by name, for the expressions that use them.
package struct MeasureValues {
  private enum Known {
    /// The same for all groups.
    case constant(Expression)
    case column(Column)
  }

  private var known: [String: Known] = [:]

  package init() {}

  package func has(_ name: String) -> Bool { known[name] != nil }

  /// Adds a measure: an expression that replaces it if it is constant, otherwise its
  /// values.
  package mutating func add(_ name: String, _ expression: Expression, _ values: @autoclosure () throws(ScriptError) -> Column)
    throws(ScriptError)
  {
    known[name] = expression.isConstant ? .constant(expression) : .column(try values())
  }

  /// What an expression is that names one of the measures; nil if it names none.
  package func value(of expression: Expression, _ columns: inout [String: Column]) -> Expression? {
    guard case .definition(let measure) = expression.kind else { return nil }
    switch known[measure] {
    case .constant(let value): return value
    case .column(let values):
      let name = "#\(columns.count)"
      columns[name] = values
      return Expression(.column(name), expression.type, like: expression)
    case nil: return nil
    }
  }
}

extension Evaluation {
  /// The measures that an expression uses on this day, those that others use first.
  package func measures(usedBy expression: Expression) -> [(name: String, expression: Expression)] {
    needed(for: expression.definitionsNow.sorted()).compactMap { name in
      guard case .measure(let expression)? = definitions[name]?.kind else { return nil }
      return (name, expression)
    }
  }
}
