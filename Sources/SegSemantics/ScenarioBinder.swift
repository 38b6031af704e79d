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

  /// Whether the answer depends on each of the params; one that changes nothing is reported.
  func areUsed(_ scenarios: Scenarios, segment: String?, condition: Expression?) -> Bool {
    let expressions = [scenarios.measure] + (condition.map { [$0] } ?? [])
    var used: Set<String> = []
    for expression in expressions {
      used.formUnion(expression.parameters)
      for name in expression.definitions { used.formUnion(catalog.definitions[name]?.parameters ?? []) }
    }
    // A segment may choose the customers.
    if let segment { used.formUnion(catalog.definitions[segment]?.parameters ?? []) }
    guard let axis = [scenarios.first, scenarios.second].compactMap({ $0 }).first(where: { !used.contains($0.parameter) }) else {
      return true
    }
    report(.parameterWithoutEffect(axis.parameter, of: scenarios.name, used.sorted(), at: axis.span))
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
