// Calls: aggregates, built-in functions, and functions of the script.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

extension Binder {
  func bindCall(_ name: NameSyntax, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    if let macro = catalog.functions[name.text] { return expand(macro, name, arguments, span, scope) }
    guard let callable = catalog.callables[name.text] else {
      if catalog.failedNames.contains(name.text) { return .error }
      report(.unknownFunction(name, catalog.allCallables.filter { !$0.isAnalysis }.map(\.name)))
      return .error
    }
    switch callable {
    case .aggregate(let function):
      return AggregateBinder(binder: self, function: function, span: span, scope: scope).bind(arguments)
    case .population(let function): return bindPopulation(function, arguments, span, scope)
    case .sample: return bindSample(arguments, span, scope)
    case .purchases(let function): return bindModelFunction(function, arguments, span, scope)
    case .score(let function): return bindScoreFunction(function, arguments, span, scope)
    case .allocated: return bindAllocated(arguments, span, scope)
    case .function(let function): return bindFunction(function, name, arguments, span, scope)
    case .analysis, .script:
      report(.analysisInExpression(name, callable.example))
      return .error
    }
  }

  /// A function of values: the overload that takes what is written.
  private func bindFunction(
    _ function: Function, _ name: NameSyntax, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    guard let plain = plainArguments(arguments, of: name.text) else { return .error }
    var values: [Expression] = []
    for argument in plain {
      guard let bound = value(argument, scope) else { continue }
      values.append(bound)
    }
    guard values.count == plain.count else { return .error }
    guard let (overload, converted) = overload(of: function, for: values) else {
      report(.noOverload(function, values.map(\.type), at: span))
      return .error
    }
    return .value(made(.call(FunctionReference(function, overload), converted), overload.result, span))
  }

  /// Arguments without a table, a condition or a label.
  private func plainArguments(_ arguments: [ArgumentSyntax], of name: String) -> [ExpressionSyntax]? {
    for argument in arguments {
      if let label = argument.label {
        report(.unexpectedLabel(label, of: name))
        return nil
      }
      if argument.table != nil || argument.condition != nil || argument.window != nil || !argument.per.isEmpty
        || argument.within != nil
      {
        report(.notAnAggregate(name, at: argument.value.span))
        return nil
      }
      if let limit = argument.timeLimit {
        report(.limitOutsideFunnel(limit.span))
        return nil
      }
    }
    return arguments.map(\.value)
  }

  /// The first overload that takes the types as they are, otherwise the first that takes
  /// them converted.
  private func overload(of function: Function, for values: [Expression]) -> (Function.Overload, [Expression])? {
    let fitting = function.overloads.filter { $0.parameters.count == values.count }
    if let exact = fitting.first(where: { $0.parameters == values.map(\.type) }) { return (exact, values) }
    for overload in fitting {
      let converted = zip(values, overload.parameters).compactMap { coerced($0, to: $1) }
      if converted.count == values.count { return (overload, converted) }
    }
    return nil
  }

  /// The body of a function with its arguments.
  private func expand(
    _ macro: ScriptFunction, _ name: NameSyntax, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    guard let plain = plainArguments(arguments, of: macro.name) else { return .error }
    guard plain.count == macro.parameters.count else {
      report(.wrongArgumentCount(macro, plain.count, at: span))
      return .error
    }
    guard !scope.active.contains(macro.name) else {
      report(.circularFunction(macro.name, at: span))
      return .error
    }
    var inner = scope
    inner.active.insert(macro.name)
    inner.arguments = [:]
    for (parameter, syntax) in zip(macro.parameters, plain) { inner.arguments[parameter] = ScriptArgument(syntax, scope) }
    let substitutions = macro.mentions.compactMap { mention in
      inner.arguments[mention.text].map { argument in
        Label.Substitution(
          span: mention.span, label: Label(argument.syntax.span, scope.expansion?.substitutions ?? []),
          isCompound: argument.syntax.isCompound)
      }
    }
    inner.expansion = Expansion(
      calls: (scope.expansion?.calls ?? []) + [Origin.Call(function: macro.name, span: span)], substitutions: substitutions)
    let (operand, problems) = trying { bind(macro.body, inner) }
    for problem in problems.prefix(3) {
      // Reported where the function is used; the body is the second place.
      var diagnostic = problem
      let isFull = diagnostic.labels.count > 3
      if !isFull,
        diagnostic.span?.source !== span.source || !span.range.overlaps(diagnostic.span?.range ?? 0..<0)
      {
        diagnostic.labels.append(Diagnostic.Label(span, "in this call of `\(macro.name)`"))
      }
      report(diagnostic)
    }
    return operand
  }

  /// The events selected by `where` and a window; nil if a mistake was reported.
  func eventScope(_ argument: ArgumentSyntax, _ table: TableSchema, _ scope: Scope) -> EventScope? {
    let condition = Optionally(argument.condition) { self.condition($0, scope) }
    let window = Optionally(argument.window) { self.window($0, table, scope) }
    if condition.hasFailed || window.hasFailed { return nil }
    return EventScope(table: table.name, condition: condition.value, window: window.value)
  }

  /// The name that an expression consists of, through macro parameters.
  func resolvedName(_ syntax: ExpressionSyntax, _ scope: Scope) -> String? {
    guard case .name(let name) = syntax.kind else { return nil }
    guard let argument = scope.arguments[name] else { return name }
    return resolvedName(argument.syntax, scope.outside(of: argument))
  }

  /// Whether a name is that of something that can be called without a definition.
  func isBuiltIn(_ name: String) -> Bool {
    catalog.callables[name].map { !$0.isAnalysis } ?? false
  }
}
