// The syntax tree of expressions: what was written, without the meaning of names.

import SegDiagnostics

/// A name as written (backticks removed, NFC) and where.
package struct NameSyntax: Sendable {
  package let text: String
  package let span: SourceSpan

  package init(_ text: String, _ span: SourceSpan) {
    self.text = text
    self.span = span
  }

  /// The English word that the name is where it stands for one: `all` of 全部. Else the name, in small letters.
  package var word: String { Keyword(word: text)?.rawValue ?? ChineseWords.twin(ofPlace: text) ?? text.lowercased() }
}

/// The units of a duration.
package enum TimeUnit: String, Sendable, CaseIterable {
  case minute, hour
  case day, week, month, quarter, year

  /// The name of one, for people.
  package var word: Message {
    switch self {
    case .minute: "minute"
    case .hour: "hour"
    case .day: "day"
    case .week: "week"
    case .month: "month"
    case .quarter: "quarter"
    case .year: "year"
    }
  }

  /// The minutes of a unit of the clock.
  package var minutes: Int64? {
    switch self {
    case .minute: 1
    case .hour: 60
    case .day, .week, .month, .quarter, .year: nil
    }
  }

  /// The days of a unit, if it always has the same number of them.
  package var days: Int64? {
    switch self {
    case .day: 1
    case .week: 7
    case .minute, .hour, .month, .quarter, .year: nil
    }
  }

  /// Months of a calendar unit.
  package var months: Int64? {
    switch self {
    case .minute, .hour, .day, .week: nil
    case .month: 1
    case .quarter: 3
    case .year: 12
    }
  }
}

/// How long a period of the calendar is.
package enum PeriodLength: Sendable, Hashable {
  case months(Int64)
  case week
}

/// An expression as written.
package struct ExpressionSyntax: Sendable {
  package let kind: Kind
  package let span: SourceSpan

  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

  /// Parentheses are not kept, because the tree shows the grouping.
  package indirect enum Kind: Sendable {
    /// A mistake that the parser has reported; the binder does not report it again.
    case error
    case integer(Int64)
    case number(Double)
    /// `20%` is 0.2.
    case percent(Double)
    case text(String)
    case boolean(Bool)
    /// The literal `missing`.
    case missing
    /// Days since 1970-01-01.
    case date(Int32)
    /// Microseconds since then.
    case timestamp(Int64)
    /// `2024-12`, `2024-Q4` or `2024-W07`: its first day and its length.
    case period(start: Int32, length: PeriodLength)
    /// `90 days`.
    case duration(Int64, TimeUnit)
    /// `90 days ago`.
    case ago(Int64, TimeUnit)
    /// `n days`, where `n` is a param.
    case namedDuration(NameSyntax, TimeUnit)
    /// `n days ago`.
    case namedAgo(NameSyntax, TimeUnit)
    /// `4.345 weeks`: an argument that is a length of time.
    case brokenDuration(Double, TimeUnit)
    /// `first orders`: an argument that is each customer's first event of a table.
    case firstEvents(NameSyntax)
    /// `1% monthly`: an argument that is a rate.
    case rate(ExpressionSyntax, TimeUnit)
    /// `(age, income)`: a named argument with several values.
    case list([ExpressionSyntax])
    case today
    /// `every month`, `every 2 weeks`: an argument of an analysis.
    case every(Int64, TimeUnit)
    case name(String)
    /// `orders.amount`, `customers.channel`.
    case qualified(path: [NameSyntax], column: NameSyntax)
    case call(NameSyntax, [ArgumentSyntax])
    case or([ExpressionSyntax])
    case and([ExpressionSyntax])
    case not(ExpressionSyntax)
    /// `0 < x <= 5`: one operand more than operators.
    case comparison([ExpressionSyntax], [ComparisonOperator])
    case inList(ExpressionSyntax, [ExpressionSyntax], negated: Bool)
    case between(ExpressionSyntax, low: ExpressionSyntax, high: ExpressionSyntax, negated: Bool)
    case textTest(ExpressionSyntax, TextTest, pattern: ExpressionSyntax, negated: Bool)
    case isMissing(ExpressionSyntax, negated: Bool)
    case isStage(ExpressionSyntax, NameSyntax, negated: Bool)
    /// `signup in last 90 days`: a test of a date.
    case inWindow(ExpressionSyntax, WindowSyntax, negated: Bool)
    /// `a ?? b ?? c`.
    case coalesce([ExpressionSyntax])
    /// `a + b - c`: first, then each with its operator.
    case sum(ExpressionSyntax, [(SumOperator, ExpressionSyntax)])
    /// `a * b / c mod d`.
    case product(ExpressionSyntax, [(ProductOperator, ExpressionSyntax)])
    case negate(ExpressionSyntax)
    case asOf(ExpressionSyntax, ExpressionSyntax)
    case conditional(ExpressionSyntax, then: ExpressionSyntax, else: ExpressionSyntax)
  }
}

/// The operator of a comparison, as written.
package enum ComparisonOperator: String, Sendable, CaseIterable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// The operator that holds where the sides of this one are exchanged.
  var reversed: ComparisonOperator {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}

/// The test of a text, as written: `name like "A%"`.
package enum TextTest: String, Sendable, CaseIterable {
  case like
  case contains
  case startsWith = "starts with"
  case endsWith = "ends with"
  case matches
}

/// The operator before a term of a sum.
package enum SumOperator: String, Sendable { case plus = "+", minus = "-" }

/// The operator before a factor of a product.
package enum ProductOperator: String, Sendable {
  case times = "*"
  case divide = "/"
  case modulo = "mod"
}

/// One argument of a call, with the clauses of an aggregate or a population
/// function: `amount of orders where category = "tea" in last 90 days`,
/// `profit per city within loyal`.
package struct ArgumentSyntax: Sendable {
  /// The name in `name: value`.
  package var label: NameSyntax?
  package var value: ExpressionSyntax
  /// The table after `of`.
  package var table: NameSyntax?
  /// `of all TABLE`, `count(all TABLE)`: the whole table, whatever the group.
  package var isOfAll = false
  /// The condition after `where`.
  package var condition: ExpressionSyntax?
  /// The window: `in last 90 days`.
  package var window: WindowSyntax?
  package var per: [ExpressionSyntax] = []
  /// The segment after `within`.
  package var within: NameSyntax?
  /// `within 30 days`: a duration.
  package var timeLimit: ExpressionSyntax?
  /// The name of a measure's column: `sum(amount of orders) as revenue`.
  package var name: NameSyntax?

  package init(_ value: ExpressionSyntax, label: NameSyntax? = nil) {
    self.value = value
    self.label = label
  }
}

/// A window: the days on which events count.
package struct WindowSyntax: Sendable {
  package enum Kind: Sendable {
    /// `in last 90 days`.
    case last(Int64, TimeUnit)
    /// `in last n days`, where `n` is a param.
    case lastNamed(NameSyntax, TimeUnit)
    /// `in the 90 days before`: before the last 90 days; or `in the 90 days before D`. The
    /// length is a duration.
    case preceding(ExpressionSyntax, before: ExpressionSyntax?)
    /// `in 2024-Q1`, `in 2024`, `in 2024-12-31`.
    case period(ExpressionSyntax)
    /// `in next 30 days`: those that begin with today. The length is a duration.
    case next(ExpressionSyntax)
    /// `in this month` (0), `in previous month` (-1); to date: the part of it that ends today.
    case calendar(Int64, TimeUnit, toDate: Bool)
    /// `from A to B`: A included, B not.
    case fromTo(ExpressionSyntax, ExpressionSyntax)
    /// `since D`.
    case since(ExpressionSyntax)
    /// `before D`.
    case before(ExpressionSyntax)
  }

  package let kind: Kind
  package let span: SourceSpan
  /// `each year`: the year of the tested date does not count.
  package let isYearly: Bool

  package init(_ kind: Kind, _ span: SourceSpan, isYearly: Bool = false) {
    self.kind = kind
    self.span = span
    self.isYearly = isYearly
  }
}
