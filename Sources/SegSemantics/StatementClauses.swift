// The clauses of a statement by what they are, for those that bind it.

import SegSyntax

/// The clauses of one statement. A new kind of clause has its place here; the
/// statements that have it read it from their own properties below.
struct StatementClauses {
  private(set) var key: [FileColumnSyntax] = []
  private(set) var owner: (table: NameSyntax, columns: [FileColumnSyntax])?
  private(set) var time: FileColumnSyntax?
  private(set) var options: [OptionSyntax] = []
  private(set) var base: NameSyntax?
  private(set) var segment: NameSyntax?
  private(set) var rows: [NameSyntax] = []
  private(set) var condition: ExpressionSyntax?
  private(set) var dimensions: [ItemSyntax] = []
  private(set) var ranking: RankingSyntax?
  private(set) var cut: CutSyntax?
  private(set) var having: ExpressionSyntax?
  private(set) var pivot: ExpressionSyntax?
  private(set) var hasTotals = false
  private(set) var hasIntervals = false
  private(set) var drawing: NameSyntax?
  private(set) var strata: [ExpressionSyntax] = []
  private(set) var seed: ExpressionSyntax?
  private(set) var columns: [ItemSyntax] = []
  private(set) var isSegment = false

  /// Of a clause that is there twice, which is an error, the last one counts.
  init(_ clauses: [ClauseSyntax]) {
    for clause in clauses {
      switch clause {
      case .key(let columns): key = columns
      case .owner(let table, let columns): owner = (table, columns)
      case .time(let column): time = column
      case .options(let options): self.options = options
      case .base(let name): base = name
      case .segment(let name): segment = name
      case .rows(let names): rows = names
      case .condition(let condition): self.condition = condition
      case .dimensions(let items): dimensions = items
      case .ranking(let ranking): self.ranking = ranking
      case .cut(let cut): self.cut = cut
      case .having(let condition): having = condition
      case .pivot(let dimension): pivot = dimension
      case .totals: hasTotals = true
      case .interval: hasIntervals = true
      case .drawing(let name): drawing = name
      case .strata(let groups): strata = groups
      case .seed(let seed): self.seed = seed
      case .columns(let items): columns = items
      case .distinct: break
      case .members: isSegment = true
      }
    }
    // The groups of a cut are those of its ranking.
    guard let groups = cut?.per, !groups.isEmpty, ranking?.per.isEmpty ?? true else { return }
    ranking = RankingSyntax(keys: ranking?.keys ?? [], per: groups)
  }
}

extension StatementClauses {
  /// The first clause that is about groups of measures; nil: none.
  var ofGroups: String? {
    if having != nil { return "having" }
    if pivot != nil { return "pivot" }
    return hasTotals ? "with totals" : nil
  }
}

extension LoadSyntax {
  /// The columns that identify a row.
  package var key: [FileColumnSyntax] { StatementClauses(clauses).key }
  /// The table that the rows belong to.
  package var of: NameSyntax? { StatementClauses(clauses).owner?.table }
  /// The columns with the owner's key.
  package var by: [FileColumnSyntax] { StatementClauses(clauses).owner?.columns ?? [] }
  /// The column with the events' time.
  package var at: FileColumnSyntax? { StatementClauses(clauses).time }
  /// Whether the rows are the members of a segment.
  package var isSegment: Bool { StatementClauses(clauses).isSegment }
  /// How the file is read.
  package var options: [OptionSyntax] { StatementClauses(clauses).options }
}

extension SegmentSyntax {
  var base: NameSyntax? { StatementClauses(clauses).base }
  var condition: ExpressionSyntax? { StatementClauses(clauses).condition }
  var ranking: RankingSyntax? { StatementClauses(clauses).ranking }
  var cut: CutSyntax? { StatementClauses(clauses).cut }
}

extension SplitSyntax {
  var per: [ExpressionSyntax] { StatementClauses(clauses).strata }
  var seed: ExpressionSyntax? { StatementClauses(clauses).seed }
}

extension ShowSyntax {
  var segment: NameSyntax? { StatementClauses(clauses).segment }
  var condition: ExpressionSyntax? { StatementClauses(clauses).condition }
  var dimensions: [ItemSyntax] { StatementClauses(clauses).dimensions }
  var ranking: RankingSyntax? { StatementClauses(clauses).ranking }
  var cut: CutSyntax? { StatementClauses(clauses).cut }
  /// Whether the figures of models have their intervals beside them.
  var hasIntervals: Bool { StatementClauses(clauses).hasIntervals }
  /// The first clause that is about groups of measures; nil: none.
  var clauseOfGroups: String? { StatementClauses(clauses).ofGroups }
  var drawing: NameSyntax? { StatementClauses(clauses).drawing }

  /// Whether a clause is about groups of measures, which an analysis does not take; `pivot` is one of those by groups, too.
  func clauseBesideAnalysis(_ takesGroups: Bool) -> Bool {
    let clauses = StatementClauses(clauses)
    return clauses.having != nil || clauses.hasTotals || clauses.pivot != nil && !takesGroups
  }
}

extension ListSyntax {
  /// A segment, a table, or two names for `orders.rejects`.
  var of: [NameSyntax] { StatementClauses(clauses).rows }
  var condition: ExpressionSyntax? { StatementClauses(clauses).condition }
  var ranking: RankingSyntax? { StatementClauses(clauses).ranking }
  var cut: CutSyntax? { StatementClauses(clauses).cut }
  /// Whether the values of models have their intervals beside them.
  var hasIntervals: Bool { StatementClauses(clauses).hasIntervals }
}

extension ExportSyntax {
  var options: [OptionSyntax] { StatementClauses(clauses).options }
  var columns: [ItemSyntax] { StatementClauses(clauses).columns }
}
