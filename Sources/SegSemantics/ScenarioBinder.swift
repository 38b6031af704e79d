// scenarios(MEASURE, PARAM: (values…)): bound once, computed with each value.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds `scenarios(…)`.
struct ScenarioBinder: BinderPart {
  let binder: Binder

  /// More could not be read, and each is computed for itself.
  private static let mostScenarios = 400

  /// The measure and the values; nil where something was reported.
  func scenarios(_ call: AnalysisCallSyntax) -> Scenarios? {
    let positional = call.arguments.filter { $0.label == nil }
    guard let measure = positional.first?.value, positional.count == 1 else {
      report(call.wants("one measure, and then params with their values"))
      return nil
    }
    for argument in call.arguments where argument.hasClause {
      report(.clauseInScenarios(at: argument.value.span))
      return nil
    }
    guard let axes = axes(call) else { return nil }
    guard let first = axes.first, axes.count <= 2 else {
      report(call.wants("one param or two, each with its values"))
      return nil
    }
    guard axes.reduce(1, { $0 * $1.values.count }) <= Self.mostScenarios else {
      report(call.wants("\(Self.mostScenarios) combinations or fewer"))
      return nil
    }
    guard let bound = value(measure, Scope(.groups(nil))).flatMap(binder.number), canChange(axes, of: bound) else { return nil }
    return Scenarios(name: label(measure.span).name, measure: bound, first: first, second: axes.dropFirst().first)
  }

  /// The measure, and each param with a tenth less and a tenth more; nil where something was reported.
  func factors(_ call: AnalysisCallSyntax) -> Factors? {
    let values = call.arguments.map(\.value)
    guard let measure = values.first, values.count > 1, values.count <= Self.mostScenarios,
      call.arguments.allSatisfy({ $0.label == nil && !$0.hasClause })
    else {
      report(call.wants("one measure, and then params"))
      return nil
    }
    var axes: [Scenarios.Axis] = []
    for value in values.dropFirst() {
      guard case .name(let name) = value.kind, let parameter = catalog.parameters[name] else {
        report(.unknownParameter(NameSyntax(value.span.text, value.span), catalog.parameters.keys.sorted()))
        return nil
      }
      guard let ends = Self.tenth(of: parameter) else {
        report(.parameterWithoutTenth(parameter, at: value.span))
        return nil
      }
      axes.append(Scenarios.Axis(parameter: name, isPercent: parameter.isPercent, values: ends, span: value.span))
    }
    guard let bound = self.value(measure, Scope(.groups(nil))).flatMap(binder.number), canChange(axes, of: bound) else { return nil }
    return Factors(measure: bound, axes: axes)
  }

  /// A param's value with a tenth less and a tenth more; nil if that is no other value.
  private static func tenth(of parameter: Parameter) -> [Value]? {
    switch parameter.value {
    case .integer(let value):
      let (step, size) = (max(1, (Double(value.magnitude) / 10).rounded()), Double(value.magnitude))
      guard value != 0, size < 1e15 else { return nil }
      return [.integer(value - Int64(step)), .integer(value + Int64(step))]
    case .number(0): return parameter.isPercent ? [.number(-0.1), .number(0.1)] : nil
    case .number(let value):
      let step = abs(value) / 10
      let isShare = parameter.isPercent && value >= 0 && value <= 1
      return [.number(value - step), .number(isShare ? min(1, value + step) : value + step)]
    case .missing, .boolean, .text, .date, .timestamp: return nil
    }
  }

  /// Whether the answer depends on each of the params; one that changes nothing is reported.
  func areUsed(
    _ axes: [Scenarios.Axis], by measure: Expression, _ name: String, segment: String?, condition: Expression?
  ) -> Bool {
    let expressions = [measure] + (condition.map { [$0] } ?? [])
    var used: Set<String> = []
    for expression in expressions {
      used.formUnion(expression.parameters)
      for name in expression.definitions { used.formUnion(catalog.definitions[name]?.parameters ?? []) }
    }
    // A segment may choose the customers.
    if let segment { used.formUnion(catalog.definitions[segment]?.parameters ?? []) }
    guard let axis = axes.first(where: { !used.contains($0.parameter) }) else {
      return true
    }
    report(.parameterWithoutEffect(axis.parameter, of: name, used.sorted(), at: axis.span))
    return false
  }

  /// The params of a call, each once.
  private func axes(_ call: AnalysisCallSyntax) -> [Scenarios.Axis]? {
    var axes: [Scenarios.Axis] = []
    for argument in call.arguments {
      guard let label = argument.label else { continue }
      guard let axis = axis(label, argument.value) else { return nil }
      if axes.contains(where: { $0.parameter == axis.parameter }) {
        report(.optionTwice(label))
        return nil
      }
      axes.append(axis)
    }
    return axes
  }

  /// Whether a measure can be computed with all values of some parameters; what
  /// it cannot be is reported.
  private func canChange(_ axes: [Scenarios.Axis], of measure: Expression) -> Bool {
    let used = measure.definitions.compactMap { catalog.definitions[$0] }
    for axis in axes {
      if binder.fixed.contains(axis.parameter) || used.contains(where: { $0.fixed.contains(axis.parameter) }) {
        report(.fixedParameter(axis.parameter, at: axis.span))
        return false
      }
      for value in axis.values {
        do throws(ScriptError) {
          _ = try measure.resolved(try catalog.program.with([axis.parameter: value]).values)
        } catch {
          for problem in error.diagnostics.prefix(1) {
            var diagnostic = problem
            diagnostic.labels.insert(Diagnostic.Label(axis.span, "with \(value) here"), at: 0)
            report(diagnostic)
          }
          return false
        }
      }
    }
    return true
  }

  /// A param and its other values, each of its type.
  private func axis(_ label: NameSyntax, _ syntax: ExpressionSyntax) -> Scenarios.Axis? {
    guard let parameter = catalog.parameters[label.text] else {
      report(.unknownParameter(label, catalog.parameters.keys.sorted()))
      return nil
    }
    var elements = [syntax]
    if case .list(let several) = syntax.kind { elements = several }
    var values: [Value] = []
    var isPercent = true
    for element in elements {
      if case .percent = element.kind {} else { isPercent = false }
      guard let bound = value(element, Scope(.constant)) else { return nil }
      let value: Value
      switch (binder.constant(bound), parameter.value) {
      case (.integer(let number)?, .number): value = .number(Double(number))
      case (let literal?, _) where literal.type == parameter.value.type: value = literal
      default:
        report(.otherTypeOfParameter(parameter, at: element.span))
        return nil
      }
      values.append(value)
    }
    return Scenarios.Axis(parameter: parameter.name, isPercent: isPercent, values: values, span: label.span)
  }
}
