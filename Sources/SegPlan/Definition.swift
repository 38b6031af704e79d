// The meaning of names: metrics, segments, lifecycles and measures.

import SegColumns
import SegDiagnostics

/// How a segment orders its customers, and which ones it keeps.
package struct Ranking: Sendable, Hashable {
  /// One key of a ranking, with its direction.
  package struct Key: Sendable, Hashable {
    package let expression: Expression
    package let ascending: Bool
    /// As written.
    package let name: String

    package init(expression: Expression, ascending: Bool, name: String) {
      self.expression = expression
      self.ascending = ascending
      self.name = name
    }
  }

  package var keys: [Key]
  /// The groups; each is ranked separately.
  package var per: [Expression]

  package init(keys: [Key], per: [Expression]) {
    self.keys = keys
    self.per = per
  }
}

/// How many of the ranked rows are kept. `bottom` is a reversed ranking.
package enum Cut: Sendable, Hashable {
  case count(Given<Int>)
  /// ⌈n·share⌉ of n rows.
  case share(Given<ExactShare>)
  /// Rows in rank order until their running sum reaches the share of the total
  /// of the positive values; rows without a value are left out.
  case cover(Given<ExactShare>, of: Expression)
  /// Rows in rank order as long as the sum of the rows before is below the amount;
  /// rows without a value are left out.
  case coverAmount(Given<Double>, of: Expression)
  /// Rows in rank order as long as their running sum does not exceed the amount;
  /// rows without a value are left out.
  case spend(Given<Double>, of: Expression)
}

/// The customers of a segment.
package struct SegmentPlan: Sendable, Hashable {
  package var base: String?
  package var condition: Expression?
  package var ranking: Ranking?
  package var cut: Cut?

  package init(base: String? = nil, condition: Expression? = nil, ranking: Ranking? = nil, cut: Cut? = nil) {
    self.base = base
    self.condition = condition
    self.ranking = ranking
    self.cut = cut
  }
}

/// A complete definition: all its names are resolved.
///
/// Two definitions are equal if they have the same name and meaning; documentation
/// does not count.
public struct Definition: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case metric(Expression)
    case segment(SegmentPlan)
    /// The expression has the stage names in order.
    case lifecycle(Expression)
    /// Group aggregates and constants.
    case measure(Expression)
    /// A column of a table.
    case column(ColumnPlan)
    /// A table made of another.
    case table(TablePlan)
  }

  public let name: String
  package let kind: Kind
  package let documentation: String?
  /// The unit that it states.
  package let unit: String?
  /// The unit of its values: the one that it states, or that of what it is made of.
  package let unitOfValues: String?
  /// Whether its values are integers that are made from dates: years.
  package let isMadeFromDate: Bool
  package let span: SourceSpan
  /// Names of the definitions that it mentions.
  package let uses: Set<String>
  /// A digest of its meaning and everything that it uses, so that values computed for
  /// one meaning are never shown for another. It differs between processes.
  package let content: Int

  /// The parameters that it depends on, through what it uses too.
  package let parameters: Set<String>
  /// Those of them whose value had to be known to bind it: seeds, for example.
  /// It is bound again for other values.
  package let fixed: Set<String>
  /// Whether its values differ between as-of days.
  package let dependsOnDay: Bool

  /// - Parameters:
  ///   - fixed: parameters whose value had to be known to bind it.
  ///   - definitions: those that it uses.
  package init(
    name: String, kind: Kind, documentation: String? = nil, unit: String? = nil, span: SourceSpan,
    uses: Set<String>, fixed: Set<String>, definitions: (String) -> Definition?
  ) {
    self.name = name
    self.kind = kind
    self.documentation = documentation
    self.unit = unit
    self.span = span
    self.uses = uses
    var hasher = Hasher()
    hasher.combine(kind)
    for used in uses.sorted() {
      hasher.combine(used)
      hasher.combine(definitions(used)?.content)
    }
    content = hasher.finalize()
    var parameters = fixed.union(kind.parameters)
    var allFixed = fixed
    for used in uses {
      guard let definition = definitions(used) else { continue }
      parameters.formUnion(definition.parameters)
      allFixed.formUnion(definition.fixed)
    }
    self.parameters = parameters
    self.fixed = allFixed
    dependsOnDay = kind.dependsOnDay(definitions)
    // From those of the definitions that it uses, so that each is looked at once.
    switch kind {
    case .metric(let expression), .measure(let expression):
      unitOfValues = unit ?? expression.unit(definitions)
      isMadeFromDate = expression.isMadeFromDate(definitions)
    case .column(let plan):
      unitOfValues = unit ?? plan.expression.unit(definitions)
      isMadeFromDate = plan.expression.isMadeFromDate(definitions)
    case .segment, .lifecycle, .table:
      unitOfValues = unit
      isMadeFromDate = false
    }
  }

  public static func == (a: Definition, b: Definition) -> Bool {
    a.content == b.content && a.name == b.name && a.kind == b.kind
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(content) }

  /// The type of its value for a customer; nil for a measure, a column and a table.
  package var type: ColumnType? {
    switch kind {
    case .metric(let expression): expression.type
    case .segment: .boolean
    case .lifecycle: .text
    case .measure, .column, .table: nil
    }
  }

  /// What it is, and of a column also that of which table.
  package var kindOfWhat: Message { if case .column(let plan) = kind { "column of \(plan.table)" } else { noun } }

  /// `metric`, `segment`, …
  package var noun: Message {
    switch kind {
    case .metric: "metric"
    case .segment: "segment"
    case .lifecycle: "lifecycle"
    case .measure: "measure"
    case .column: "column"
    case .table: "table"
    }
  }
}
