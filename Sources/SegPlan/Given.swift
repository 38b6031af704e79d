// Constants of a plan that are not expressions: given, or the value of a parameter.

import SegColumns
import SegDiagnostics

/// A constant that a plan needs, such as the number of rows of a cut.
package struct Given<Constant: GivenValue>: Sendable, Hashable {
  /// For a parameter: its value when the plan was made.
  package let value: Constant
  /// The parameter; nil if the constant was written as a literal.
  package let parameter: ParameterUse?

  package init(_ value: Constant, parameter: ParameterUse? = nil) {
    self.value = value
    self.parameter = parameter
  }

  /// The constant with the current values of parameters.
  ///
  /// - Throws: if the value of the parameter is not allowed here.
  package func resolved(_ parameters: [String: Value]) throws(ScriptError) -> Given {
    guard let parameter, let value = parameters[parameter.name] else { return self }
    guard let constant = parameter.constant(value, as: Constant.self) else {
      throw ScriptError(.badParameter(parameter.name, value, wanted: parameter.wanted, at: parameter.span))
    }
    return Given(constant)
  }

  /// For a parameter, its name; otherwise the value.
  package static func == (a: Given, b: Given) -> Bool {
    a.parameter == b.parameter && (a.parameter != nil || a.value == b.value)
  }

  package func hash(into hasher: inout Hasher) {
    if let parameter { hasher.combine(parameter) } else { hasher.combine(value) }
  }
}

extension Given<Int64> {
  /// Twice the number; the greatest one beyond 64 bits.
  package var doubled: Given {
    let (double, overflow) = value.multipliedReportingOverflow(by: 2)
    return Given(overflow ? .max : double, parameter: parameter?.scaled(by: 2))
  }
}

/// How a constant is computed from a parameter.
package struct ParameterUse: Sendable, Hashable {
  package let name: String
  /// The factor of a number, and the number to add then: months of a year, for example.
  package let factor: Double
  /// The number to add after the factor.
  package let offset: Double
  /// The smallest and the largest number allowed here, before `factor`.
  package let limits: ClosedRange<Double>?
  /// The allowed values in a message: `a number from 1 to 100`.
  package let wanted: Message
  /// The place of the parameter.
  package let span: SourceSpan

  package init(
    _ name: String, factor: Double = 1, offset: Double = 0, limits: ClosedRange<Double>? = nil, wanted: Message, at span: SourceSpan
  ) {
    self.name = name
    self.factor = factor
    self.offset = offset
    self.limits = limits
    self.wanted = wanted
    self.span = span
  }

  /// The constant for a value of the parameter; nil if it is not allowed here.
  package func constant<Constant: GivenValue>(_ value: Value, as type: Constant.Type) -> Constant? {
    if let limits {
      switch value {
      case .integer(let number): if !limits.contains(Double(number)) { return nil }
      case .number(let number): if !limits.contains(number) { return nil }
      case .missing, .text, .date, .timestamp, .boolean: break
      }
    }
    return Constant(given: value, factor: factor, offset: offset)
  }

  /// The same parameter, negated.
  package var negated: ParameterUse { scaled(by: -1) }

  /// The same parameter, multiplied.
  package func scaled(by other: Double) -> ParameterUse {
    ParameterUse(name, factor: factor * other, offset: offset * other, limits: limits, wanted: wanted, at: span)
  }

  package static func == (a: ParameterUse, b: ParameterUse) -> Bool {
    a.name == b.name && a.factor == b.factor && a.offset == b.offset
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(factor)
    hasher.combine(offset)
  }
}

/// The type of a plan's constant.
package protocol GivenValue: Sendable, Hashable {
  /// The constant for a value of a parameter; nil if there is none.
  init?(given value: Value, factor: Double, offset: Double)
}

extension Int64: GivenValue {
  package init?(given value: Value, factor: Double, offset: Double) {
    guard case .integer(let number) = value else { return nil }
    if factor == 1, offset == 0 {
      self = number
    } else {
      // Below 2⁵³, where a double holds every integer.
      let result = Double(number) * factor + offset
      guard result.magnitude < 9e15 else { return nil }
      self.init(exactly: result)
    }
  }
}

extension Int: GivenValue {
  package init?(given value: Value, factor: Double, offset: Double) {
    switch value {
    case .integer:
      guard let number = Int64(given: value, factor: factor, offset: offset) else { return nil }
      self.init(exactly: number)
    case .number(let number): self.init(exactly: number)
    case .missing, .text, .date, .timestamp, .boolean: return nil
    }
  }
}

extension Double: GivenValue {
  package init?(given value: Value, factor: Double, offset: Double) {
    switch value {
    case .integer(let number): self = Double(number) * factor + offset
    case .number(let number): self = number * factor + offset
    case .missing, .text, .date, .timestamp, .boolean: return nil
    }
  }
}

extension ExactShare: GivenValue {
  package init?(given value: Value, factor: Double, offset: Double) {
    guard let number = Double(given: value, factor: factor, offset: offset) else { return nil }
    self.init(number)
  }
}

extension String: GivenValue {
  package init?(given value: Value, factor: Double, offset: Double) {
    guard case .text(let text) = value else { return nil }
    self = text
  }
}

extension Diagnostic {
  /// `error: `part` is 120, and a percentage between 0% and 100% is expected here [type-mismatch]`
  package static func badParameter(_ name: String, _ value: Value, wanted: Message, at span: SourceSpan) -> Diagnostic {
    let shown: Message = value == .missing ? "missing" : Message(verbatim: value.description)
    return Diagnostic("type-mismatch", "`\(name)` is \(shown), and \(wanted) is expected here", at: span)
  }
}
