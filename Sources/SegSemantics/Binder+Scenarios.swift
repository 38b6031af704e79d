// scenarios(MEASURE, PARAM: (values…)): everything bound again for each value.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension Binder {
  /// More could not be read, and each is bound and computed for itself.
  private static let mostScenarios = 400

  /// The measure and its cases; nil where something was reported.
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
    let combinations = axes.dropFirst().reduce(first.values.map { [$0] }) { rows, axis in
      rows.flatMap { row in axis.values.map { row + [$0] } }
    }
    guard combinations.count <= Self.mostScenarios else {
      report(call.wants("\(Self.mostScenarios) combinations or fewer"))
      return nil
    }
    var cases: [Scenarios.Case] = []
    for values in combinations {
      guard let one = scenario(measure, axes, values, at: call.span) else { return nil }
      cases.append(one)
    }
    return Scenarios(name: label(measure.span).name, first: first, second: axes.dropFirst().first, cases: cases)
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
      switch (bound.kind, parameter.value) {
      case (.literal(.integer(let number)), .number): value = .number(Double(number))
      case (.literal(let literal), _) where literal.type == parameter.value.type: value = literal
      default:
        report(.otherTypeOfParameter(parameter, at: element.span))
        return nil
      }
      values.append(value)
    }
    return Scenarios.Axis(parameter: parameter.name, isPercent: isPercent, values: values)
  }

  /// The measure, and all definitions, with these values.
  private func scenario(
    _ measure: ExpressionSyntax, _ axes: [Scenarios.Axis], _ values: [Value], at span: SourceSpan
  ) -> Scenarios.Case? {
    var other = catalog
    for (axis, value) in zip(axes, values) {
      guard let parameter = other.parameters[axis.parameter] else { return nil }
      other.parameters[axis.parameter] = parameter.with(value, isPercent: parameter.isPercent)
    }
    let cause = zip(axes, values).map { "\($0.parameter): \($1)" }.joined(separator: ", ")
    let (_, _, problems) = other.rebind(other.order, because: cause, isError: true)
    guard problems.isEmpty else {
      problems.prefix(3).forEach(report)
      return nil
    }
    let binder = Binder(other, allowsRedefinition: true)
    let bound = binder.value(measure, Scope(.groups(nil)))
    binder.diagnostics.forEach(report)
    guard let bound = bound.flatMap(number) else { return nil }
    return Scenarios.Case(measure: bound, definitions: other.definitions)
  }
}

extension Diagnostic {
  static func clauseInScenarios(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`scenarios` takes a measure, and params with their values", at: span,
      fix: Fix("put conditions inside an aggregate: `sum(profit where …)`, or behind the call: `of SEGMENT`"))
  }

  /// `error: no param `retention` [unknown-name]`
  static func unknownParameter(_ label: NameSyntax, _ known: [String]) -> Diagnostic {
    let near = Speller.nearest(to: label.text, among: known)
    return Diagnostic(
      "unknown-name", "no param `\(label.text)`", at: label.span, label: "names here are those of params",
      notes: known.isEmpty ? ["none is defined"] : ["there are \(known.map { "`\($0)`" }.joined(separator: ", "))"],
      fix: near.map { Fix("did you mean `\($0)`?", replace: label.span, with: $0) } ?? Fix("define it first: `param \(label.text) = …`"))
  }

  static func otherTypeOfParameter(_ parameter: Parameter, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "`\(parameter.name)` is \(parameter.value.type?.rawValue ?? "missing"), as in `param \(parameter.name) = \(parameter.written)`",
      at: span, label: "another type")
  }
}
