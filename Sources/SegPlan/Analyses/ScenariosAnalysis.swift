// scenarios(measure, param: (…)): a measure with other values of params.

import SegColumns
import SegDiagnostics

/// A measure with other values of one or two params.
package struct Scenarios: Sendable, Hashable {
  /// A param and its other values.
  package struct Axis: Sendable, Hashable {
    package let parameter: String
    package let isPercent: Bool
    package let values: [Value]
    /// Where the param is named; does not count in comparisons.
    package let span: SourceSpan

    package init(parameter: String, isPercent: Bool, values: [Value], span: SourceSpan) {
      self.span = span
      self.parameter = parameter
      self.isPercent = isPercent
      self.values = values
    }

    package static func == (a: Axis, b: Axis) -> Bool {
      a.parameter == b.parameter && a.isPercent == b.isPercent && a.values == b.values
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(parameter)
      hasher.combine(values)
    }
  }

  /// The measure as written.
  package let name: String
  /// A number of a group.
  package let measure: Expression
  package let first: Axis
  package let second: Axis?

  package init(name: String, measure: Expression, first: Axis, second: Axis?) {
    self.name = name
    self.measure = measure
    self.first = first
    self.second = second
  }

  /// The values of the params in each combination, those of the second one after
  /// the other.
  package var combinations: [[String: Value]] {
    first.values.flatMap { value -> [[String: Value]] in
      let row = [first.parameter: value]
      guard let second else { return [row] }
      return second.values.map { row.merging([second.parameter: $0]) { _, new in new } }
    }
  }
}

/// A measure with other values of params.
package struct ScenariosAnalysis: AnalysisCall {
  package let scenarios: Scenarios

  private static let scenarios = AnalysisParameter.scenarios

  package static let name = AnalysisName.scenarios

  package static let signature = AnalysisSignature(
    """
    a measure with other values of one param (one row each), or of two params (rows for the first, \
    columns for the second)
    """,
    "show scenarios(total_value, retention: (70%, 80%, 90%), discount: (8%, 10%, 12%))", [scenarios.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    scenarios = try arguments[Self.scenarios]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    let first = scenarios.first
    let unit = context.unit(of: scenarios.measure)
    let row = AnswerColumn(
      Message(verbatim: first.parameter), first.values.first?.type ?? .number, .dimension, style: first.isPercent ? .share : .group)
    guard let second = scenarios.second else {
      return AnswerSchema([row, AnswerColumn(Message(verbatim: scenarios.name), .number, .measure, unit: unit)], view: .curve)
    }
    return AnswerSchema(
      [row]
        + second.values.map { value in
          AnswerColumn("\(second.parameter) \(second.text(of: value))", .number, .measure, unit: unit)
        }, view: .grid)
  }

  package var planTrees: [PlanTree] { scenarios.planTrees }
}

extension Scenarios.Axis {
  /// A value as written in a script.
  fileprivate func text(of value: Value) -> String {
    if isPercent, case .number(let share) = value {
      // 0.07 × 100 is 7.000000000000001.
      return "\(Value.number((share * 1e10).rounded() / 1e8))%"
    }
    return value.description
  }
}

extension Scenarios {
  var planTrees: [PlanTree] {
    [.named("measure", measure)]
      + ([first] + (second.map { [$0] } ?? [])).map { axis in
        .node("param", [.atom(axis.parameter)] + axis.values.map { $0.planTree(of: $0.type ?? .number) })
      }
  }
}
