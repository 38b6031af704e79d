// Statements that have been checked and are ready to run.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// `export`: the rows, their columns and the path of the file.
package struct ExportPlan: Sendable {
  /// What is written.
  package enum Rows: Sendable {
    case question(ListQuestion)
    /// The last answer.
    case last
    /// All answers so far.
    case all
  }

  package let rows: Rows
  package let path: String
  package let options: ExportOptions
  package let pathSpan: SourceSpan
  package let span: SourceSpan
  /// What a snapshot says besides its rows; nil: an export.
  package var snapshot: SnapshotPlan?
}

/// `with (replace: yes, folders: yes, bom: yes)`.
package struct ExportOptions: Sendable {
  /// Whether a file that exists may be replaced, and folders be made.
  package var replaces = false
  /// Whether folders may be made.
  package var makesFolders = false
  /// Whether the file is for a spreadsheet: it begins with a byte order mark, and no text in it is a formula.
  package var isForSpreadsheet = false

  /// In the order of the manual.
  package static let names = ["replace", "folders", "bom"]

  package init() {}
}

/// `report`: the file of a page, and its title.
package struct ReportPlan: Sendable {
  /// Where to; it has no rows.
  package let output: ExportPlan
  /// nil: the name of the file.
  package let title: String?
}

/// A checked statement.
package enum BoundStatement: Sendable {
  case load(LoadPlan)
  case link(LinkPlan)
  case asOf(Expression)
  case parameter(Parameter)
  case function(ScriptFunction)
  case definition(Definition)
  /// The segments of a split.
  case definitions([Definition])
  case question(Question, drawing: NameSyntax?)
  case export(ExportPlan)
  case report(ReportPlan)
  /// A text in Markdown.
  case note(String)
}
