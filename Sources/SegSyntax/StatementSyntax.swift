// The syntax tree of statements: what was written.

import SegDiagnostics

/// A script as written, in the order of its statements.
package struct ScriptSyntax: Sendable {
  /// The text of one statement, also of one that could not be read.
  package struct Piece: Sendable {
    /// From its first token to its last.
    package let span: SourceSpan
    /// nil: it could not be read.
    package let statement: StatementSyntax?
    /// Whether a mistake ended the reading, so that a part of the statement is not in the tree.
    package let isBroken: Bool
  }

  package let source: Source
  package let pieces: [Piece]
  /// Those that could be read, perhaps in part.
  package let statements: [StatementSyntax]

  init(source: Source, pieces: [Piece]) {
    self.source = source
    self.pieces = pieces
    statements = pieces.compactMap(\.statement)
  }
}

/// One statement; the span reaches from its keyword to its last token.
package struct StatementSyntax: Sendable {
  package let kind: Kind
  package let span: SourceSpan

  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

  package enum Kind: Sendable {
    case load(LoadSyntax)
    /// The rows of further files for a table; the only clause is the options.
    case append(LoadSyntax)
    case link(LinkSyntax)
    case column(ColumnSyntax)
    case table(TableSyntax)
    case asOf(ExpressionSyntax)
    case param(NameSyntax, ExpressionSyntax)
    case metric(DefinitionSyntax)
    case measure(DefinitionSyntax)
    case function(NameSyntax, parameters: [NameSyntax], body: ExpressionSyntax)
    case lifecycle(NameSyntax, [StageSyntax])
    case segment(SegmentSyntax)
    case split(SplitSyntax)
    case show(ShowSyntax)
    case list(ListSyntax)
    /// `describe NAME`, or `describe NAME of TABLE` for a column.
    case describe(NameSyntax, of: NameSyntax?)
    case explain(NameSyntax)
    case why(ExpressionSyntax, NameSyntax)
    case expect(ExpressionSyntax, message: String?)
    case export(ExportSyntax)
    /// The members of a segment as a file; the only clause is the options.
    case snapshot(ExportSyntax)
    case report(ReportSyntax)
    /// A text in Markdown for the page that is being written.
    case note(String)
    case use(UseSyntax)
  }
}

/// A file as written: a path, a pattern or a folder.
package struct PathSyntax: Sendable {
  package var text: String
  package var span: SourceSpan

  package init(text: String, span: SourceSpan) {
    self.text = text
    self.span = span
  }
}

/// A column of a file or table that a load or a link names, or an expression over its columns.
package struct FileColumnSyntax: Sendable {
  /// The column's name; that of an expression is its text, on one line.
  package let name: NameSyntax
  /// nil: a column of the file, written without parentheses.
  package let expression: ExpressionSyntax?

  /// Whether it is a column of the file.
  package var isName: Bool {
    guard let expression else { return true }
    if case .name = expression.kind { return true }
    return false
  }

  init(name: NameSyntax) {
    self.name = name
    expression = nil
  }

  init(expression: ExpressionSyntax) {
    if case .name(let column) = expression.kind {
      name = NameSyntax(column, expression.span)
    } else {
      name = NameSyntax(expression.span.text.split(whereSeparator: \.isWhitespace).joined(separator: " "), expression.span)
    }
    self.expression = expression
  }
}

/// `load NAME from SOURCE[, SOURCE …] [key COL, …] [of TABLE by COL, …] [at COL] [as segment] [with (…)]`
package struct LoadSyntax: Sendable {
  package var name: NameSyntax
  /// At least one.
  package var paths: [PathSyntax]
  package var clauses: [ClauseSyntax]

  package init(name: NameSyntax, paths: [PathSyntax], clauses: [ClauseSyntax]) {
    self.name = name
    self.paths = paths
    self.clauses = clauses
  }

  /// The files, from the first to the last.
  package var pathSpan: SourceSpan {
    paths.dropFirst().reduce(paths.first?.span ?? name.span) { $0.merged(with: $1.span) }
  }
}

/// `link TABLE to TABLE by COLUMN, … [as ROLE]`
package struct LinkSyntax: Sendable {
  package let table: NameSyntax
  package let target: NameSyntax
  package let columns: [FileColumnSyntax]
  package let role: NameSyntax?

  package init(table: NameSyntax, target: NameSyntax, columns: [FileColumnSyntax], role: NameSyntax?) {
    self.table = table
    self.target = target
    self.columns = columns
    self.role = role
  }
}

/// `delimiter: ";"`, `types: (phone: text)`.
package struct OptionSyntax: Sendable {
  package enum Value: Sendable {
    case expression(ExpressionSyntax)
    case group([OptionSyntax])
  }

  package let name: NameSyntax
  package let value: Value

  package init(name: NameSyntax, value: Value) {
    self.name = name
    self.value = value
  }
}

/// `metric NAME = EXPR ["doc"] [in UNIT]`, and the same for a measure.
package struct DefinitionSyntax: Sendable {
  package var name: NameSyntax
  package var expression: ExpressionSyntax
  package var documentation: String?
  package var unit: String?
  /// Where the unit is.
  package var unitSpan: SourceSpan?

  package init(name: NameSyntax, expression: ExpressionSyntax, documentation: String? = nil, unit: String? = nil) {
    self.name = name
    self.expression = expression
    self.documentation = documentation
    self.unit = unit
  }
}

/// `STAGE when COND`, or `STAGE otherwise` if the condition is nil.
package struct StageSyntax: Sendable {
  package let name: NameSyntax
  package let condition: ExpressionSyntax?

  package init(name: NameSyntax, condition: ExpressionSyntax?) {
    self.name = name
    self.condition = condition
  }
}

/// `profit desc`; the best first, unless `asc` is written.
package struct RankKeySyntax: Sendable {
  package let expression: ExpressionSyntax
  package let ascending: Bool

  package init(expression: ExpressionSyntax, ascending: Bool) {
    self.expression = expression
    self.ascending = ascending
  }
}

/// `rank by KEY, … [per EXPR, …]`
package struct RankingSyntax: Sendable {
  package var keys: [RankKeySyntax]
  package var per: [ExpressionSyntax]

  package init(keys: [RankKeySyntax], per: [ExpressionSyntax] = []) {
    self.keys = keys
    self.per = per
  }
}

/// The part of a ranking to keep. The amount is a literal or the name of a parameter;
/// `top 20%` and `top 20` differ by the literal's kind.
package struct CutSyntax: Sendable {
  package enum Kind: Sendable {
    case top
    case bottom
    /// `cover P% [of EXPR]` or `cover AMOUNT of EXPR`
    case cover(of: ExpressionSyntax?)
    /// `spend AMOUNT of EXPR`
    case spend(of: ExpressionSyntax)
  }

  package let kind: Kind
  package let amount: ExpressionSyntax
  /// The groups that are cut each for itself: `top 3 per city` means `rank … per city top 3`.
  package let per: [ExpressionSyntax]
  package let span: SourceSpan

  package init(kind: Kind, amount: ExpressionSyntax, per: [ExpressionSyntax] = [], span: SourceSpan) {
    self.kind = kind
    self.amount = amount
    self.per = per
    self.span = span
  }
}

/// `segment NAME [from SEGMENT] [where COND] [rank by …] [CUT]`
package struct SegmentSyntax: Sendable {
  package var name: NameSyntax
  package var clauses: [ClauseSyntax]

  package init(name: NameSyntax, clauses: [ClauseSyntax]) {
    self.name = name
    self.clauses = clauses
  }
}

/// `split SEGMENT into NAME P%, … [per EXPR, …] [seed N]`
package struct SplitSyntax: Sendable {
  /// One group of a split and its share: `control 20%`.
  package struct Part: Sendable {
    package let name: NameSyntax
    package let share: ExpressionSyntax

    package init(name: NameSyntax, share: ExpressionSyntax) {
      self.name = name
      self.share = share
    }
  }

  package var segment: NameSyntax
  package var parts: [Part]
  package var clauses: [ClauseSyntax]

  package init(segment: NameSyntax, parts: [Part], clauses: [ClauseSyntax]) {
    self.segment = segment
    self.parts = parts
    self.clauses = clauses
  }
}

/// An expression of `show`, `list` or `by`, with the name its column gets.
package struct ItemSyntax: Sendable {
  package let expression: ExpressionSyntax
  package let name: NameSyntax?

  package init(expression: ExpressionSyntax, name: NameSyntax? = nil) {
    self.expression = expression
    self.name = name
  }
}

/// `show ITEM, … [of SEGMENT] [where COND] [by ITEM, …] [rank by …] [top N] [draw KIND]`
package struct ShowSyntax: Sendable {
  package var items: [ItemSyntax]
  package var clauses: [ClauseSyntax]

  package init(items: [ItemSyntax], clauses: [ClauseSyntax]) {
    self.items = items
    self.clauses = clauses
  }
}

/// `list ITEM, … [of SEGMENT|TABLE|TABLE.rejects] [where COND] [rank by …] [top N]`;
/// `list *, profit` has all columns and then its items.
package struct ListSyntax: Sendable {
  package var items: [ItemSyntax]
  /// Whether `*` is among the items.
  package var hasAllColumns: Bool
  package var clauses: [ClauseSyntax]

  package init(items: [ItemSyntax], hasAllColumns: Bool, clauses: [ClauseSyntax]) {
    self.items = items
    self.hasAllColumns = hasAllColumns
    self.clauses = clauses
  }
}

/// `export SEGMENT|last to SINK [columns ITEM, …] [with (OPTION: VALUE, …)]`, and
/// `snapshot SEGMENT as SINK [with (OPTION: VALUE, …)]`.
package struct ExportSyntax: Sendable {
  package var what: NameSyntax
  package var path: String
  package var pathSpan: SourceSpan
  package var clauses: [ClauseSyntax]

  package init(what: NameSyntax, path: String, pathSpan: SourceSpan, clauses: [ClauseSyntax]) {
    self.what = what
    self.path = path
    self.pathSpan = pathSpan
    self.clauses = clauses
  }
}

/// `report "FILE" [title "TITLE"] [with (OPTION: VALUE, …)]`
package struct ReportSyntax: Sendable {
  package var path: String
  package var pathSpan: SourceSpan
  package var title: String?
  package var clauses: [ClauseSyntax]

  package init(path: String, pathSpan: SourceSpan, title: String?, clauses: [ClauseSyntax]) {
    self.path = path
    self.pathSpan = pathSpan
    self.title = title
    self.clauses = clauses
  }
}

/// `use "path.seg"` or `use std.lifecycle [with (NAME: NAME, …)]`.
package enum UseSyntax: Sendable {
  case path(String, SourceSpan)
  /// The parts of the library's name, and its names for tables and columns with those of the script.
  case library([NameSyntax], names: [OptionSyntax])
}
