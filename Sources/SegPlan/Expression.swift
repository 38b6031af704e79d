// The meaning of an expression: typed, resolved, ready to compute or to print as SQL.

import SegColumns
import SegDiagnostics
import SegFunctions

/// A checked expression. It is evaluated for each row of a grain: for each
/// customer, for each event of a table, or (outside of all aggregates of a
/// measure) for each group.
///
/// Two expressions are equal if they mean the same; labels and origins do not count.
/// Comparing and hashing are cheap for expressions of any size, because each has a
/// digest of its content.
public struct Expression: Sendable, Hashable {
  /// What an expression is. It is shared, so that one of any size is copied as one pointer.
  private final class Node: Sendable {
    let kind: Kind
    let type: ColumnType
    let label: Label
    let origin: Origin
    let depth: Int
    let isUntyped: Bool
    let isConstant: Bool
    let hasParameters: Bool
    let composition: Composition
    let digest: Int

    init(_ kind: Kind, _ type: ColumnType, _ origin: Origin, _ label: Label, isUntyped: Bool, isConstant: Bool) {
      self.kind = kind
      self.type = type
      self.label = label
      self.origin = origin
      composition = kind.composed()
      self.isUntyped = type == .text && (isUntyped || kind.isUntyped(composition))
      depth = 1 + composition.parts.reduce(0) { max($0, $1.depth) }
      hasParameters = composition.parts.contains(where: \.hasParameters) || !composition.parameters.isEmpty
      self.isConstant = isConstant || !kind.isOfRows(composition) && composition.parts.allSatisfy(\.isConstant)
      var hasher = Hasher()
      hasher.combine(type)
      hasher.combine(kind)
      digest = hasher.finalize()
    }

    /// The same with another label.
    init(_ other: Node, called label: Label) {
      kind = other.kind
      type = other.type
      self.label = label
      origin = other.origin
      depth = other.depth
      isUntyped = other.isUntyped
      isConstant = other.isConstant
      hasParameters = other.hasParameters
      composition = other.composition
      digest = other.digest
    }
  }

  private let node: Node

  package var kind: Kind { node.kind }
  package var composition: Composition { node.composition }
  package var type: ColumnType { node.type }
  /// The name for people.
  package var label: Label { node.label }
  package var origin: Origin { node.origin }

  /// The depth of nesting.
  package var depth: Int { node.depth }

  /// Whether the type is unknown, because a column has no value: then the expression is
  /// missing in every row, typed as text, and accepted wherever any type is expected.
  package var isUntyped: Bool { node.isUntyped }

  /// Whether the value is the same for every row: it has no column, no definition and
  /// no aggregate.
  package var isConstant: Bool { node.isConstant }

  /// Whether the value of a parameter is in it.
  package var hasParameters: Bool { node.hasParameters }

  /// A digest that equal expressions share, and others almost never: the key of cached
  /// values. It differs between processes.
  package var digest: Int { node.digest }

  private init(_ node: Node) { self.node = node }

  /// - Parameters:
  ///   - isUntyped: for a column, or for the definition that is named; other expressions
  ///     derive it from their parts.
  ///   - isConstant: for the measure that is named; the same.
  package init(_ kind: Kind, _ type: ColumnType, _ origin: Origin, _ label: Label, isUntyped: Bool = false, isConstant: Bool = false) {
    node = Node(kind, type, origin, label, isUntyped: isUntyped, isConstant: isConstant)
  }

  /// An expression written at a place; its label is the text there.
  package init(_ kind: Kind, _ type: ColumnType, _ span: SourceSpan) {
    self.init(kind, type, Origin(span), Label(span))
  }

  /// An expression in the place of another, with the same label.
  package init(_ kind: Kind, _ type: ColumnType, like other: Expression) {
    self.init(kind, type, other.origin, other.label)
  }

  /// Where it was written.
  package var span: SourceSpan { origin.span }

  /// The same expression with another label.
  package func called(_ label: Label) -> Expression { Expression(Node(node, called: label)) }

  public static func == (a: Expression, b: Expression) -> Bool {
    a.node === b.node || a.digest == b.digest && a.type == b.type && a.kind == b.kind
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(digest) }

  /// Associative operators are n-ary, so a long chain is not a deep tree.
  package indirect enum Kind: Sendable, Hashable {
    /// A value of the expression's type, or missing.
    case literal(Value)
    /// The value of a parameter.
    case parameter(String)
    /// The as-of day.
    case today
    /// A column of the rows' own table.
    case column(String)
    /// The value of a metric, segment or lifecycle, by name; in a measure that of another
    /// measure. So a plan is as long as its script, however often a definition is used.
    case definition(String)
    /// In an expression over events: the value for the event's customer.
    case ofCustomer(Expression)
    /// The value for the row of another table that a row is linked to; missing where there is none.
    case linked(LinkReference, Expression)
    case and([Expression])
    case or([Expression])
    case not(Expression)
    /// Both sides have the same type. Missing on either side gives no.
    case compare(Comparison, Expression, Expression)
    case isMissing(Expression)
    /// The values have the expression's type and are not missing.
    case isIn(Expression, [Value])
    /// A test of texts, evaluated once for each distinct text.
    case textTest(Expression, TextTest, pattern: Given<String>)
    /// Integers or numbers; the result has their type.
    case sum([Term])
    case product(Expression, [Factor])
    case negate(Expression)
    /// Integer to number, date to timestamp, timestamp to date.
    case convert(Expression)
    /// A date or timestamp later by whole days and calendar months (months
    /// first, clamped to the month's last day), a timestamp also by minutes.
    case shift(Expression, months: Given<Int64>, days: Given<Int64>, minutes: Given<Int64>)
    /// A date later by a number of days, given by an expression.
    case shiftByDays(Expression, Expression, isNegative: Bool)
    /// Days from the second date to the first, whole ones; of two timestamps with a fraction.
    case daysBetween(Expression, Expression)
    case conditional(Expression, then: Expression, else: Expression)
    case coalesce([Expression])
    /// The arguments have the types of the reference's parameters.
    case call(FunctionReference, [Expression])
    /// In an expression over events: a value of the event's place among those of its customer.
    case ordered(OrderedValue)
    /// One value computed from a customer's own events.
    case events(EventAggregate)
    /// A summary or prediction of a customer's purchases.
    case purchases(PurchaseValue)
    /// The probability that a customer is, or will be, like others.
    case scores(ScoreValue)
    /// Whether a budget is spent on the customer.
    case allocated(AllocationValue)
    /// Whether the customer is in a segment as a snapshot defines it.
    case former(FormerSegment)
    /// A value of the customer's stages on all days until the as-of day.
    case history(HistoryValue)
    /// A customer's rank or share among others.
    case population(PopulationAggregate)
    /// One value computed from a group's customers or events; in measures only.
    case group(GroupAggregate)
    /// A random number of the customer that depends on the key, the seed and the
    /// strata alone.
    case keyHash(KeyHash)
    /// The value on another day (a constant expression).
    case asOf(Expression, day: Expression)
    /// The first stage whose condition holds, as text in the stages' order.
    case stages([Stage])
  }
}

/// One summand of a sum.
package struct Term: Sendable, Hashable {
  /// Whether it is subtracted.
  package let isNegative: Bool
  package let expression: Expression

  package init(_ expression: Expression, isNegative: Bool = false) {
    self.isNegative = isNegative
    self.expression = expression
  }
}

/// One factor of a product after the first, with its operator.
package struct Factor: Sendable, Hashable {
  package let operation: ProductOperator
  package let expression: Expression

  package init(_ operation: ProductOperator, _ expression: Expression) {
    self.operation = operation
    self.expression = expression
  }
}

/// One stage of a lifecycle; without a condition it takes all remaining customers.
package struct Stage: Sendable, Hashable {
  package let name: String
  package let condition: Expression?

  package init(name: String, condition: Expression?) {
    self.name = name
    self.condition = condition
  }
}

/// The operator before a factor.
package enum ProductOperator: Sendable, Hashable {
  case times
  /// Always a number; missing for a division by zero.
  case divide
  /// The remainder with the dividend's sign; missing for a division by zero.
  case modulo
}

/// `quantile(0.9, amount …)`: a function of values, whatever rows they are of.
package struct AggregateValue: Sendable, Hashable {
  /// What is written before the value.
  package enum Leading: Sendable, Hashable {
    case nothing
    /// Of `quantile`.
    case share(Given<ExactShare>)
    /// Of `nth`.
    case place(Given<EventPlace>)
    /// The first of two values: `correlation(quantity, price …)`.
    case value(Expression)
  }

  package let function: AggregateFunction
  package let leading: Leading
  /// The value of each row; nil for `count(orders)` and `any(orders)`. A yes/no value of `count` and
  /// `any` is a condition of the rows instead.
  package let argument: Expression?

  package init(_ function: AggregateFunction, _ argument: Expression?, leading: Leading = .nothing) {
    self.function = function
    self.leading = leading
    self.argument = argument
  }

  /// The first of two values; nil where there is one.
  package var first: Expression? {
    if case .value(let first) = leading { first } else { nil }
  }

  /// The expressions in it, in the order in which they are written.
  package var expressions: [Expression] { [first, argument].compactMap { $0 } }

  /// The parameter of its constant.
  var ownParameters: [String] {
    let use: ParameterUse? =
      switch leading {
      case .share(let share): share.parameter
      case .place(let place): place.parameter
      case .nothing, .value: nil
      }
    return use.map { [$0.name] } ?? []
  }
}

/// `sum(amount of orders where …)`: for each customer, over their events in the
/// order of time; or for each row of a table, over the rows that belong to it.
package struct EventAggregate: Sendable, Hashable {
  package let value: AggregateValue
  package let scope: EventScope
  /// The table to each of whose rows some of the events belong; nil: the customers.
  package let owner: String?

  package init(_ value: AggregateValue, scope: EventScope, owner: String? = nil) {
    self.value = value
    self.scope = scope
    self.owner = owner
  }

  package var function: AggregateFunction { value.function }
  package var argument: Expression? { value.argument }
}

/// `sum(profit)` of a group of customers, or `sum(amount of orders)` of their
/// events.
package struct GroupAggregate: Sendable, Hashable {
  package let value: AggregateValue
  package let rows: AggregateRows

  package init(_ value: AggregateValue, rows: AggregateRows) {
    self.value = value
    self.rows = rows
  }

  package var function: AggregateFunction { value.function }
  package var argument: Expression? { value.argument }
}

/// `ntile(5, recency per city within loyal, best: low)`.
package struct PopulationAggregate: Sendable, Hashable {
  package let function: PopulationFunction
  package let argument: Expression
  /// Tiles of `ntile`.
  package let tiles: Given<Int>
  /// Whether low values are the best.
  package let isLowBest: Bool
  /// The values that divide the population into groups; empty: one group.
  package let per: [Expression]
  /// The segment that is the population; nil: all customers.
  package let within: String?

  package init(
    function: PopulationFunction, argument: Expression, tiles: Given<Int>, isLowBest: Bool, per: [Expression], within: String?
  ) {
    self.function = function
    self.argument = argument
    self.tiles = tiles
    self.isLowBest = isLowBest
    self.per = per
    self.within = within
  }
}

/// `time_in(stage, loyal, every week)`.
package struct HistoryValue: Sendable, Hashable {
  package let function: HistoryFunction
  /// A text, a yes/no or a whole number of each customer, which is looked at on many days.
  package let value: Expression
  /// The stage named; nil: the one that the customer is in.
  package let stage: String?
  /// The days on which the value is looked at are the last ones of these periods.
  package let every: CalendarPeriod

  package init(_ function: HistoryFunction, _ value: Expression, stage: String?, every: CalendarPeriod) {
    self.function = function
    self.value = value
    self.stage = stage
    self.every = every
  }

  /// The same of another value.
  func with(_ value: Expression) -> HistoryValue { HistoryValue(function, value, stage: stage, every: every) }
}

extension Expression.Kind {
  /// Whether it differs from row to row itself, whatever its parts are.
  fileprivate func isOfRows(_ composition: Composition) -> Bool {
    switch (self, composition.nature) {
    case (.asOf, _): false
    // A lifecycle says something of each customer, whatever its conditions are.
    case (.stages, _): true
    case (_, .stated), (_, .operation): false
    case (_, .named), (_, .moved), (_, .whole): true
    }
  }

  /// Whether it is untyped because its parts are. The parts know it already, because a
  /// chain of metrics may be long.
  fileprivate func isUntyped(_ composition: Composition) -> Bool {
    if case .events(let aggregate) = self { return aggregate.argument?.isUntyped ?? false }
    if case .group(let aggregate) = self { return aggregate.argument?.isUntyped ?? false }
    return !composition.choices.isEmpty && composition.choices.allSatisfy(\.isUntypedOrMissing)
  }
}

extension Expression {
  fileprivate var isUntypedOrMissing: Bool {
    if case .literal(.missing) = kind { return true }
    return isUntyped
  }
}
