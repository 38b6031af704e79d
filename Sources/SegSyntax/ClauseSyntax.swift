// What was written: the clauses of statements.

import SegDiagnostics

/// A clause of a statement. Clauses follow the head of their statement in any
/// order, each once.
///
/// To add one: a case here and in ``Kind``. The compiler then names what has to
/// know it: its words (`Kind.keywords`), `ClauseParser.parse`, the layout
/// (`TreeLayout.clause`), the outline, and what it means (`StatementClauses`).
package enum ClauseSyntax: Sendable {
  /// `key COLUMN, …` of a load.
  case key([FileColumnSyntax])
  /// `of TABLE by COLUMN, …` of a load.
  case owner(NameSyntax, by: [FileColumnSyntax])
  /// `at COLUMN` of a load.
  case time(FileColumnSyntax)
  /// `with (OPTION: VALUE, …)` of a load or an export.
  case options([OptionSyntax])
  /// `from SEGMENT` of a segment.
  case base(NameSyntax)
  /// `of SEGMENT` of a question.
  case segment(NameSyntax)
  /// `of TABLE` or `of TABLE.rejects` of a list: one name or two.
  case rows([NameSyntax])
  /// `where CONDITION`.
  case condition(ExpressionSyntax)
  /// `by ITEM, …`.
  case dimensions([ItemSyntax])
  /// `rank by EXPR, … [per EXPR, …]`.
  case ranking(RankingSyntax)
  /// `top N` and its like.
  case cut(CutSyntax)
  /// `having CONDITION`.
  case having(ExpressionSyntax)
  /// `pivot DIMENSION`.
  case pivot(ExpressionSyntax)
  /// `with totals`.
  case totals
  /// `with interval`.
  case interval
  /// `draw KIND`.
  case drawing(NameSyntax)
  /// `per EXPR, …` of a split.
  case strata([ExpressionSyntax])
  /// `seed N` of a split.
  case seed(ExpressionSyntax)
  /// `columns ITEM, …` of an export.
  case columns([ItemSyntax])
  /// `distinct` of a table.
  case distinct
  /// `as segment` of a load.
  case members

  /// Which clause it is. The order is the usual one in a statement.
  package enum Kind: Sendable, CaseIterable {
    case key, owner, time, options, base, segment, rows, condition, dimensions, having, ranking, cut, pivot, totals, interval, drawing
    case strata
    case seed, columns, distinct, members
  }

  package var kind: Kind {
    switch self {
    case .key: .key
    case .owner: .owner
    case .time: .time
    case .options: .options
    case .base: .base
    case .segment: .segment
    case .rows: .rows
    case .condition: .condition
    case .dimensions: .dimensions
    case .having: .having
    case .ranking: .ranking
    case .cut: .cut
    case .pivot: .pivot
    case .totals: .totals
    case .interval: .interval
    case .drawing: .drawing
    case .strata: .strata
    case .seed: .seed
    case .columns: .columns
    case .distinct: .distinct
    case .members: .members
    }
  }
}

extension ClauseSyntax.Kind {
  /// The words that begin the clause, the usual one first.
  var keywords: [Keyword] {
    switch self {
    case .key: [.key]
    case .owner, .segment, .rows: [.of]
    case .time: [.at]
    case .options: [.with]
    case .base: [.from]
    case .condition: [.where]
    case .dimensions: [.by]
    case .ranking: [.rank]
    case .cut: [.top, .bottom, .cover, .spend]
    case .having: [.having]
    case .pivot: [.pivot]
    case .totals, .interval: [.with]
    case .drawing: [.draw]
    case .strata: [.per]
    case .seed: [.seed]
    case .columns: [.columns]
    case .distinct: [.distinct]
    case .members: [.as]
    }
  }
}

extension [ClauseSyntax] {
  /// The clauses in their usual order, whatever order they were written in.
  var inUsualOrder: [ClauseSyntax] {
    ClauseSyntax.Kind.allCases.flatMap { kind in filter { $0.kind == kind } }
  }
}
