// The syntax tree of the statements that give tables columns, or make tables of others.

import SegDiagnostics

/// `column NAME of TABLE = EXPR ["doc"] [in UNIT]`
package struct ColumnSyntax: Sendable {
  package var table: NameSyntax
  package var definition: DefinitionSyntax

  package init(table: NameSyntax, definition: DefinitionSyntax) {
    self.table = table
    self.definition = definition
  }

  package var name: NameSyntax { definition.name }
}

/// `table NAME from TABLE [where COND] [distinct|per COLUMN, …] [: COLUMN = EXPR, …]`
package struct TableSyntax: Sendable {
  /// One column of the groups: `amount = sum(amount)`.
  package struct Column: Sendable {
    package let name: NameSyntax
    package let expression: ExpressionSyntax
  }

  package var name: NameSyntax
  package var source: NameSyntax
  package var clauses: [ClauseSyntax]
  package var columns: [Column]

  package init(name: NameSyntax, source: NameSyntax, clauses: [ClauseSyntax], columns: [Column]) {
    self.name = name
    self.source = source
    self.clauses = clauses
    self.columns = columns
  }

  /// Whether rows that repeat are dropped.
  package var isDistinct: Bool { clauses.contains { $0.kind == .distinct } }
}
