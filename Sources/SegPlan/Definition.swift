// What a name means: metrics, segments, lifecycles and measures.

import SegColumns
import SegDiagnostics

/// How a segment orders its customers, and whom it keeps.
package struct Ranking: Sendable, Hashable {
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
  /// Groups that are ranked each for itself.
  package var per: [Expression]

  package init(keys: [Key], per: [Expression]) {
    self.keys = keys
    self.per = per
  }
}

/// How many of the ranked rows stay. `bottom` is a ranking turned round.
package enum Cut: Sendable, Hashable {
  case count(Int)
  /// ⌈n·share⌉ of n rows.
  case share(ExactShare)
  /// Rows in rank order until their running sum reaches the share of the total
  /// of the positive values; rows without a value are left out.
  case cover(ExactShare, of: Expression)
  /// Rows in rank order as long as the sum of those before is below the amount;
  /// rows without a value are left out.
  case coverAmount(Double, of: Expression)
  /// Rows in rank order as long as their running sum does not pass the amount;
  /// rows without a value are left out.
  case spend(Double, of: Expression)
}

/// A share as a decimal fraction, so that 7% of 100 is 7 and not 8.
package struct ExactShare: Sendable, Hashable {
  package let numerator: Int64
  package let denominator: Int64

  /// The decimal that a double is written as (0.07 is 7/100); nil where it is
  /// not between 0 and 1.
  package init?(_ value: Double) {
    guard value >= 0, value <= 1 else { return nil }
    var scaled = value
    var denominator: Int64 = 1
    // The shortest decimal that reads back to the same double ends the search.
    while denominator < 1_000_000_000_000, scaled.rounded() / Double(denominator) != value {
      denominator *= 10
      scaled = value * Double(denominator)
    }
    numerator = Int64(scaled.rounded())
    self.denominator = denominator
  }

  /// nil where it is not between 0 and 1.
  package init?(_ numerator: Int64, of denominator: Int64) {
    guard denominator > 0, (0...denominator).contains(numerator) else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  package var value: Double { Double(numerator) / Double(denominator) }

  /// ⌈count·share⌉.
  package func count(of count: Int) -> Int {
    let product = UInt64(count).multipliedFullWidth(by: UInt64(numerator))
    let (quotient, remainder) = UInt64(denominator).dividingFullWidth(product)
    return Int(quotient) + (remainder > 0 ? 1 : 0)
  }
}

/// What a segment's customers are.
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

/// A definition, complete: nothing in it waits to be resolved.
///
/// Two are equal where they mean the same by the same name, whatever their
/// documentation says.
public struct Definition: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case metric(Expression)
    case segment(SegmentPlan)
    /// Stage names in order stand in the expression.
    case lifecycle(Expression)
    /// Made of group aggregates and constants.
    case measure(Expression)
  }

  public let name: String
  package let kind: Kind
  package let documentation: String?
  package let unit: String?
  package let span: SourceSpan
  /// Names of the definitions that it mentions.
  package let uses: Set<String>
  /// A number for what it means, and all that it uses: what was computed for
  /// one meaning is never shown for another. Another number in each process.
  package let content: Int

  /// - Parameter contents: the ``content`` of definitions that it uses.
  package init(
    name: String, kind: Kind, documentation: String? = nil, unit: String? = nil, span: SourceSpan,
    uses: Set<String>, contents: (String) -> Int?
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
      hasher.combine(contents(used))
    }
    content = hasher.finalize()
  }

  public static func == (a: Definition, b: Definition) -> Bool {
    a.content == b.content && a.name == b.name && a.kind == b.kind
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(content) }

  /// The type of its value for a customer; nil for a measure.
  package var type: ColumnType? {
    switch kind {
    case .metric(let expression): expression.type
    case .segment: .boolean
    case .lifecycle: .text
    case .measure: nil
    }
  }

  /// `metric`, `segment`, …
  package var noun: String {
    switch kind {
    case .metric: "metric"
    case .segment: "segment"
    case .lifecycle: "lifecycle"
    case .measure: "measure"
    }
  }
}
