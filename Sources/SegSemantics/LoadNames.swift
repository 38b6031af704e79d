// The names in a load, from a script or from a host.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// The names of a load's table and of its special columns.
package struct LoadNames {
  /// A name and its place; a name from a host has no place.
  package struct Name {
    package let text: String
    package let span: SourceSpan?
    /// What a column is made of, if it is none of the file: its text is the name then.
    let expression: ExpressionSyntax?

    package init(_ text: String, _ span: SourceSpan? = nil, expression: ExpressionSyntax? = nil) {
      self.text = text
      self.span = span
      self.expression = expression
    }

    init(_ syntax: NameSyntax) { self.init(syntax.text, syntax.span) }

    /// The name of a column or an expression over the columns, as a host writes it: `lower(email)`.
    func read(over columns: [String]) throws(ScriptError) -> Name {
      if columns.contains(text) { return self }
      let (column, problems) = Parser.fileColumn(Source(name: "<host>", text: text))
      if !problems.isEmpty { throw ScriptError(problems) }
      return column.map { Name($0) } ?? self
    }

    init(_ syntax: FileColumnSyntax) {
      if let expression = syntax.expression, !syntax.isName {
        self.init(Label(expression.span).name, expression.span, expression: expression)
      } else {
        self.init(syntax.name)
      }
    }
  }

  package let table: Name
  /// The columns that identify a row.
  package var key: [Name] = []
  /// The table that owns the rows.
  package var of: Name?
  /// The columns with the owners' keys.
  package var by: [Name] = []
  /// The column with the time of events.
  package var at: Name?
  /// Whether the rows are the members of a segment.
  private(set) var isSegment = false
  /// The source's name in messages: its path, or the table's name.
  let label: String
  /// How the dates of some columns are written, as expressions say.
  private(set) var formats: [LoadSource.DateFormat] = []

  /// The special columns.
  var all: [Name] { key + by + [at].compactMap { $0 } }

  /// The names that a host gives.
  package init(table: String) {
    self.table = Name(table)
    label = table
  }

  /// The names that a host gives, of columns or of what is made of these.
  package func read(over columns: [String]) throws(ScriptError) -> LoadNames {
    var names = self
    names.key = try key.map { (name) throws(ScriptError) in try name.read(over: columns) }
    names.by = try by.map { (name) throws(ScriptError) in try name.read(over: columns) }
    names.at = try at.map { (name) throws(ScriptError) in try name.read(over: columns) }
    return names
  }

  /// The names that a script gives.
  init(_ load: LoadSyntax) {
    table = Name(load.name)
    label = load.paths.map(\.text).joined(separator: ", ")
    of = load.of.map { Name($0) }
    isSegment = load.isSegment
    key = load.key.map { column($0) }
    by = load.by.map { column($0) }
    at = load.at.map { column($0) }
  }

  /// A column of a load. `date(day, "%d%b%y")` is the column `day`, read in that format.
  private mutating func column(_ syntax: FileColumnSyntax) -> Name {
    // The format belongs to the load.
    if let (column, format) = syntax.expression?.dateInFormat {
      formats.append(LoadSource.DateFormat(column.text, format))
      return Name(column)
    }
    return Name(syntax)
  }
}

extension ExpressionSyntax {
  /// Of `date(COLUMN, "FORMAT")` its two parts; nil for anything else.
  fileprivate var dateInFormat: (column: NameSyntax, format: String)? {
    guard case .call(let function, let arguments) = kind, function.text == "date", arguments.count == 2,
      arguments.allSatisfy({ $0.label == nil }), case .name(let column) = arguments[0].value.kind,
      case .text(let format) = arguments[1].value.kind
    else { return nil }
    return (NameSyntax(column, arguments[0].value.span), format)
  }
}
