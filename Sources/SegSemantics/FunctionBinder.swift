// Functions of values, and functions of the script.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Binds calls of functions of values, and of functions of the script.
struct FunctionBinder: BinderPart {
  let binder: Binder

  /// A function of values: the overload that takes what is written.
  func bind(
    _ function: Function, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    guard let plain = plainArguments(arguments, of: function.name) else { return .error }
    var values: [Expression] = []
    for argument in plain {
      guard let bound = value(argument, scope) else { continue }
      values.append(bound)
    }
    guard values.count == plain.count else { return .error }
    if function.isUntilToday, let overload = function.overloads.first, values.count == overload.parameters.count - 1 {
      values.append(made(.today, .date, span))
    }
    guard let (overload, converted) = overload(of: function, for: values) else {
      if function.name == "date", values.count == 2, values[1].type == .text {
        return failed(.dateInFormat(values[0], format: plain[1].span.text, at: span))
      }
      if ["date", "timestamp"].contains(function.name), values.count == 1, values[0].type == .integer || values[0].type == .number {
        return failed(.timeOfNumber(function.name, values[0], at: span))
      }
      report(.noOverload(function, values.map(\.type), ofTexts(function, values), at: span))
      return .error
    }
    if overload.parameters == [.timestamp], let day = values.first, day.type == .date {
      return failed(.timeOfDay(function.name, day))
    }
    if let place = overload.pattern, !isPattern(converted[place], of: function.name) { return .error }
    return .value(made(.call(FunctionReference(function, overload), converted), overload.result, span))
  }

  /// The call with `text(…)` around the arguments that are to be texts; nil if that is not all.
  private func ofTexts(_ function: Function, _ values: [Expression]) -> String? {
    for overload in function.overloads where overload.parameters.count == values.count {
      let texts = zip(values, overload.parameters).compactMap { value, type in
        if binder.coerced(value, to: type) != nil { return value.span.text }
        return type == .text ? "text(\(value.span.text))" : nil
      }
      if texts.count == values.count { return "\(function.name)(\(texts.joined(separator: ", ")))" }
    }
    return nil
  }

  /// Whether an argument is a constant text that is a pattern; what is wrong is reported.
  private func isPattern(_ argument: Expression, of name: String) -> Bool {
    guard case .text(let text)? = binder.constant(argument) else {
      report(.patternNotConstant(name, at: argument.span))
      return false
    }
    do {
      _ = try Pattern(text)
    } catch {
      report(.badPattern(error, at: argument.span))
      return false
    }
    return true
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
      let converted = zip(values, overload.parameters).compactMap { binder.coerced($0, to: $1) }
      if converted.count == values.count { return (overload, converted) }
    }
    return nil
  }

  /// The body of a function with its arguments.
  func expand(_ macro: ScriptFunction, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
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

}
