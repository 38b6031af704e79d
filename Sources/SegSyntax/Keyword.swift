// The words of the language: one list, which the parser, completion and the
// grammar's test all read.

/// A word with a meaning in the language. Case does not matter, and most keywords are
/// also allowed as names: a column may be called `rank` or `segment`.
package enum Keyword: String, Sendable, CaseIterable {
  // Statements begin with one of these, or with `as of`.
  case load, append, link, column, table, param, metric, lifecycle, segment, split, measure, function
  case show, list, describe, explain, why, expect, export, snapshot, report, note, use
  // Clauses.
  case `as`, of, from, key, by, at, with, when, otherwise, `where`
  case rank, asc, desc, per, top, bottom, cover, spend
  case into, seed, draw, to, columns, distinct, having, pivot, totals, interval, title
  // Expressions.
  case or, and, not, `in`, between, like, contains, starts, ends, matches, `is`
  case mod, `if`, then, `else`, missing, yes, no, `true`, `false`, today, ago
  case last, since, before, within, every
  // Units of durations.
  case day, days, week, weeks, month, months, quarter, quarters, year, years
  // How often a rate applies: `1% monthly`.
  case daily, weekly, monthly, quarterly, yearly

  /// The keyword of a word, in any case, English or Chinese; nil if it is not a keyword.
  package init?(word: String) {
    guard word.utf8.count <= Self.longest, let keyword = Self.byWord[word.lowercased()] ?? ChineseWords.byWord[word] else { return nil }
    self = keyword
  }

  private static let longest = (allCases.map(\.rawValue) + ChineseWords.byWord.keys).reduce(0) { max($0, $1.utf8.count) }
  private static let byWord = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// The keywords that begin a statement; only `as of` has two words.
  package static let statements: [Keyword] = StatementKeyword.allCases.filter { $0 != .as }.compactMap {
    Keyword(rawValue: $0.rawValue)
  }

  var startsStatement: Bool { Self.statementSet.contains(self) }

  /// Words that are names only in backticks, because expressions with them would be
  /// ambiguous for people and for the parser.
  package var isReserved: Bool { Self.reserved.contains(self) }

  /// Whether it continues a statement at the beginning of a line.
  var continuesStatement: Bool { Self.continuing.contains(self) }

  private static let continuing: Set<Keyword> = ofClauses.union([
    .when, .otherwise, .asc, .into, .to, .or, .and, .in, .between, .like, .contains, .starts, .ends, .matches, .is, .mod, .then, .else,
    .since, .before, .within,
  ])

  /// The words that begin clauses.
  private static let ofClauses = Set(ClauseSyntax.Kind.allCases.flatMap(\.keywords))

  /// Words that may follow an expression, to suggest a spelling for others.
  static let afterExpressions: [String] = allCases.filter { ofClauses.contains($0) || betweenExpressions.contains($0) }.map(\.rawValue)

  private static let betweenExpressions: Set<Keyword> = [
    .asc, .desc, .into, .to, .when, .otherwise, .and, .or, .else, .then, .between, .like, .contains, .matches, .since, .before, .within,
  ]

  private static let statementSet = Set(statements)
  private static let reserved: Set<Keyword> = [
    .or, .and, .not, .in, .is, .between, .like, .if, .then, .else, .when, .otherwise,
    .where, .of, .as, .by, .per, .within, .missing, .yes, .no, .true, .false, .today,
  ]

  /// The unit of a duration: `day` and `days` are the same.
  var unit: TimeUnit? {
    Self.units[self]
  }

  private static let units: [Keyword: TimeUnit] = [
    .day: .day, .days: .day, .week: .week, .weeks: .week, .month: .month, .months: .month, .quarter: .quarter, .quarters: .quarter,
    .year: .year, .years: .year,
  ]

  /// The period of a rate: `monthly` is a month.
  var pace: TimeUnit? {
    Self.paces[self]
  }

  private static let paces: [Keyword: TimeUnit] = [
    .daily: .day, .weekly: .week, .monthly: .month, .quarterly: .quarter, .yearly: .year,
  ]
}

/// The first words of statements: the parser of each is found by it.
enum StatementKeyword: String, CaseIterable {
  case load, append, link, column, table, param, metric, lifecycle, segment, split, measure, function
  case show, list, describe, explain, why, expect, export, snapshot, report, note, use
  case `as`
}
