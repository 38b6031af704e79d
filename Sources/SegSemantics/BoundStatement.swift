// Statements that have been checked and are ready to run.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// The role of a loaded table.
package struct LoadPlan: Sendable {
  package enum Role: Sendable {
    /// One row for each customer; without a given key: the first column.
    case customers(key: NameSyntax?)
    /// Events of the customers of a table; without a given key: the customers' key.
    case events(of: NameSyntax, by: NameSyntax?, at: NameSyntax?)
  }

  package let name: NameSyntax
  package let path: String
  package let pathSpan: SourceSpan
  package let role: Role
  package let options: [OptionSyntax]
}

/// `export`: the rows, their columns and the path of the file.
package struct ExportPlan: Sendable {
  /// nil: the last answer.
  package let question: ListQuestion?
  package let path: String
  package let pathSpan: SourceSpan
  package let span: SourceSpan
}

/// A checked statement.
package enum BoundStatement: Sendable {
  case asOf(Expression)
  case parameter(Parameter)
  case function(Macro)
  case definition(Definition)
  /// The segments of a split.
  case definitions([Definition])
  case question(Question, drawing: NameSyntax?)
  case export(ExportPlan)
}
