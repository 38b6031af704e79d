// The statements that give tables columns, or make tables of others.

import SegDiagnostics

extension StatementParser {
  /// Column = "column" Name OfTable "=" Expression [ text ] [ "in" ( Name | text ) ] ;
  func parseColumn() -> StatementSyntax.Kind? {
    advance()
    let name = parseName("a name for the column")
    guard at(.of) || isPanicking else {
      fail(.columnWithoutTable(name.text, at: gap))
      return nil
    }
    let table = expressions.parseOfTable()
    cursor.table = table.text
    guard let definition = parseDefinition(of: name, after: "the column's table"), !table.text.isEmpty else { return nil }
    return .column(ColumnSyntax(table: table, definition: definition))
  }

  /// Table = "table" Name "from" Name [ < Condition | "distinct" | Per > ] [ ":" Entry { "," Entry } ] ;
  func parseTable() -> StatementSyntax.Kind? {
    advance()
    let name = parseName("a name for the table")
    if at(.equal) {
      report(.equalForFrom(at: placeOfCurrent))
      advance()
    } else {
      correctWord(.from, from: [.of, .as])
      expectWord(.from, "`from` and the table that it is made of")
    }
    let source = parseName("a table after `from`", .table)
    cursor.table = source.text
    let clauses = clauses.parseClauses([.condition, .distinct, .strata])
    var columns: [TableSyntax.Column] = []
    if take(.colon) { columns = parseSequence { parseEntry() } }
    if name.text.isEmpty || source.text.isEmpty { return nil }
    loadedTables.insert(name.text)
    return .table(TableSyntax(name: name, source: source, clauses: clauses, columns: columns))
  }

  /// Entry = Name "=" Expression ;
  func parseEntry() -> TableSyntax.Column {
    let name = parseName("a name for a column of the groups")
    expectDefinitionSign(after: "the column's name")
    return TableSyntax.Column(name: name, expression: expressions.parseExpression())
  }
}

extension Diagnostic {
  /// `column gap = …`
  static func columnWithoutTable(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "expected `of` and the table of the column", at: span,
      fix: Fix("write `column \(name) of TABLE = …`; a value for each customer is a `metric`"))
  }

  /// `table sales = items`
  static func equalForFrom(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unexpected-token", "expected `from` and the table that it is made of", at: span,
      fix: Fix("write `from`", replace: span, with: "from"))
  }
}
