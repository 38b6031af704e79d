// scenarios(measure, param: (…)): what would be with other values of params.

import SegColumns

/// A measure with other values of one or two params: what each definition means
/// then, and the measure.
package struct Scenarios: Sendable, Hashable {
  package struct Axis: Sendable, Hashable {
    package let parameter: String
    package let isPercent: Bool
    package let values: [Value]

    package init(parameter: String, isPercent: Bool, values: [Value]) {
      self.parameter = parameter
      self.isPercent = isPercent
      self.values = values
    }
  }

  package struct Case: Sendable, Hashable {
    package let measure: Expression
    package let definitions: [String: Definition]

    package init(measure: Expression, definitions: [String: Definition]) {
      self.measure = measure
      self.definitions = definitions
    }
  }

  /// The measure as written.
  package let name: String
  package let first: Axis
  package let second: Axis?
  /// Of each combination, the values of the last axis one after the other.
  package let cases: [Case]

  package init(name: String, first: Axis, second: Axis?, cases: [Case]) {
    self.name = name
    self.first = first
    self.second = second
    self.cases = cases
  }
}

/// What a measure would be with other values of params.
package struct ScenariosAnalysis: AnalysisCall {
  package let scenarios: Scenarios

  private static let scenarios = AnalysisParameter.scenarios

  package static let name = AnalysisName.scenarios

  package static let signature = AnalysisSignature(
    "a measure with other values of one param (one row each), or of two params (rows for the first, columns for the second)",
    "show scenarios(total_value, retention: (70%, 80%, 90%), discount: (8%, 10%, 12%))", [scenarios.shape])

  package init(_ arguments: AnalysisArguments) throws(ArgumentProblem) {
    scenarios = try arguments[Self.scenarios]
  }

  package func schema(in context: AnswerContext) -> AnswerSchema {
    let first = scenarios.first
    let unit = scenarios.cases.first.flatMap { context.unit(of: $0.measure) }
    let row = AnswerColumn(
      first.parameter, first.values.first?.type ?? .number, .dimension, style: first.isPercent ? .share : .group)
    guard let second = scenarios.second else {
      return AnswerSchema([row, AnswerColumn(scenarios.name, .number, .measure, unit: unit)], view: .curve)
    }
    return AnswerSchema(
      [row]
        + second.values.map { value in
          AnswerColumn("\(second.parameter) \(second.text(of: value))", .number, .measure, unit: unit)
        }, view: .grid)
  }
}

extension Scenarios.Axis {
  /// A value as it reads in a script.
  fileprivate func text(of value: Value) -> String {
    if isPercent, case .number(let share) = value {
      // 0.07 × 100 is 7.000000000000001.
      return "\(Value.number((share * 1e10).rounded() / 1e8))%"
    }
    return value.description
  }
}
