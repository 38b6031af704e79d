// Constants that a plan needs: literals, or values of parameters.

import SegColumns
import SegDiagnostics
import SegPlan

extension Binder {
  /// The value of a constant, also of a parameter, which becomes fixed; nil if it is not a
  /// literal.
  func constant(_ expression: Expression) -> Value? {
    if let (name, _) = Self.parameter(expression) { fixed.insert(name) }
    return presentValue(expression)
  }

  /// The value of a literal or, for now, of a parameter.
  func presentValue(_ expression: Expression) -> Value? {
    if case .literal(let value) = expression.kind { return value }
    if case .parameter(let name) = expression.kind { return catalog.parameters[name]?.value }
    guard case .negate(let inner) = expression.kind else { return nil }
    switch presentValue(inner) {
    case .integer(let number)? where number != .min: return .integer(-number)
    case .number(let number)?: return .number(-number)
    case .integer?, .missing?, .text?, .date?, .timestamp?, .boolean?, nil: return nil
    }
  }

  /// A constant of the plan; nil if it is not a literal or a parameter, or if its value is
  /// not allowed here.
  ///
  /// - Parameters:
  ///   - limits: the smallest and the largest number allowed here.
  ///   - wanted: the allowed values, for messages.
  func given<Constant: GivenValue>(
    _ expression: Expression, _ type: Constant.Type = Constant.self, limits: ClosedRange<Double>? = nil, wanted: Message
  ) -> Given<Constant>? {
    guard let value = presentValue(expression) else { return nil }
    let plain = ParameterUse("", limits: limits, wanted: wanted, at: expression.span)
    guard let constant = plain.constant(value, as: type) else { return nil }
    guard let (name, factor) = Self.parameter(expression) else { return Given(constant) }
    let own = factor < 0 ? limits.map { -$0.upperBound ... -$0.lowerBound } : limits
    return Given(constant, parameter: ParameterUse(name, factor: factor, limits: own, wanted: wanted, at: expression.span))
  }

  /// The parameter that an expression is, and whether it is negated.
  private static func parameter(_ expression: Expression) -> (name: String, factor: Double)? {
    if case .parameter(let name) = expression.kind { return (name, 1) }
    guard case .negate(let inner) = expression.kind else { return nil }
    return parameter(inner).map { ($0.name, -$0.factor) }
  }
}
