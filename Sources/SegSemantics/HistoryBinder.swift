// time_in(stage), entered(stage), stage_path(stage): functions of a customer's stages from day to day.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds one call of a function of histories.
struct HistoryBinder: BinderPart {
  let binder: Binder
  let function: HistoryFunction
  /// The call.
  let span: SourceSpan
  /// The scope of the call.
  let scope: Scope

  func bind(_ arguments: [ArgumentSyntax]) -> Operand {
    let customers: Scope
    switch scope.rows {
    case .customers: customers = scope
    case .events: customers = scope.over(.customers)
    case .groups, .columns, .constant: return failed(.historyInMeasure(function, at: span))
    }
    var every: CalendarPeriod?
    var values: [ExpressionSyntax] = []
    for argument in arguments {
      if let label = argument.label { return failed(.unexpectedLabel(label, of: function.rawValue)) }
      if argument.table != nil || argument.condition != nil || argument.window != nil || !argument.per.isEmpty || argument.within != nil {
        return failed(.notAnAggregate(function.rawValue, at: argument.value.span))
      }
      if let limit = argument.timeLimit { return failed(.limitOutsideFunnel(limit.span)) }
      guard case .every(let count, let unit) = argument.value.kind else {
        values.append(argument.value)
        continue
      }
      guard every == nil, let period = CalendarPeriod(count, unit) else { return wrong("one period, such as `every week`,") }
      every = period
    }
    guard let first = values.first, values.count <= (function.takesStage ? 2 : 1) else {
      return wrong(function.takesStage ? "a stage and, after it, no more than the name of one" : "a stage and nothing more")
    }
    if values.count == 1, let meant = stageAlone(first) { return failed(meant) }
    guard let value = value(first, customers) else { return .error }
    switch value.type {
    case .text, .boolean: break
    case .integer, .number, .date, .timestamp: return failed(.notAStage(function, value))
    }
    var stage: String?
    if values.count == 2 {
      guard let name = named(values[1], of: value) else { return .error }
      stage = name
    }
    let expression = made(
      .history(HistoryValue(function, value, stage: stage, every: every ?? .day)), function.result, span)
    if case .events = scope.rows { return .value(made(.ofCustomer(expression), expression.type, span)) }
    return .value(expression)
  }

  private func wrong(_ what: Message) -> Operand {
    failed(.argumentMissing(function.rawValue, what, function.example, at: span))
  }

  /// `time_in(loyal)`, where `loyal` is a stage and not a name of its own.
  private func stageAlone(_ syntax: ExpressionSyntax) -> Diagnostic? {
    guard let name = scope.resolvedName(syntax), catalog.definitions[name] == nil, catalog.customers?.types[name] == nil else { return nil }
    let comparisons = ComparisonBinder(binder: binder)
    for lifecycle in catalog.order {
      guard case .lifecycle(let stages)? = catalog.definitions[lifecycle]?.kind, comparisons.stages(of: stages)?.contains(name) == true
      else { continue }
      return .stageWithoutLifecycle(function, name, of: lifecycle, at: span)
    }
    return nil
  }

  /// The stage that the second argument names.
  private func named(_ syntax: ExpressionSyntax, of value: Expression) -> String? {
    let text: String
    if case .text(let literal) = syntax.kind {
      text = literal
    } else if case .name(let name) = syntax.kind {
      text = name
    } else {
      _ = wrong("the name of a stage after the value")
      return nil
    }
    guard value.type == .text else {
      _ = wrong("no stage, because it is of a \(value.type.word)")
      return nil
    }
    if let stages = ComparisonBinder(binder: binder).stages(of: value), !stages.contains(text) {
      report(.unknownStage(NameSyntax(text, syntax.span), stages))
      return nil
    }
    return text
  }
}

extension CalendarPeriod {
  /// nil: too long a period.
  init?(_ count: Int64, _ unit: TimeUnit) {
    let (months, overflow) = (unit.months ?? 0).multipliedReportingOverflow(by: count)
    let (days, overflowDays) = (unit.days ?? 0).multipliedReportingOverflow(by: count)
    guard !overflow, !overflowDays, (1...1_000_000).contains(months + days) else { return nil }
    self.init(months: Int(months), days: Int(days), isOfWeeks: unit == .week)
  }
}

extension Diagnostic {
  /// `error: `time_in` gives each customer a value, and a group needs one for all of them [not-aggregated]`
  fileprivate static func historyInMeasure(_ function: HistoryFunction, at span: SourceSpan) -> Diagnostic {
    let aggregate = function == .timeIn ? "median" : function == .path ? "mode" : "min"
    return Diagnostic(
      "not-aggregated", "`\(function.rawValue)` gives each customer a value, and a group needs one for all of them", at: span,
      fix: Fix("did you mean `\(aggregate)(\(span.text))`?", replace: span, with: "\(aggregate)(\(span.text))"))
  }

  /// `error: `time_in` needs a stage, a segment or a text, and `spent` is a number [wrong-arguments]`
  fileprivate static func notAStage(_ function: HistoryFunction, _ value: Expression) -> Diagnostic {
    let text = value.span.text
    let type: Message = value.type == .integer ? "an integer" : "a \(value.type.word)"
    return Diagnostic(
      "wrong-arguments", "`\(function.rawValue)` needs a stage, a segment or a text, and `\(value.label.name)` is \(type)", at: value.span,
      fix: Fix("write a condition, such as `\(function.rawValue)(\(text) > 0)`, or `text(\(text))` of a few whole numbers"))
  }

  /// `error: `loyal` is a stage of `stage` [wrong-arguments]`
  fileprivate static func stageWithoutLifecycle(
    _ function: HistoryFunction, _ stage: String, of lifecycle: String, at span: SourceSpan
  ) -> Diagnostic {
    let call =
      function.takesStage
      ? "\(function.rawValue)(\(ScriptSpelling.name(lifecycle)), \(ScriptSpelling.name(stage)))"
      : "\(function.rawValue)(\(ScriptSpelling.name(lifecycle)))"
    return Diagnostic(
      "wrong-arguments", "`\(stage)` is a stage of `\(lifecycle)`", at: span,
      fix: Fix("write \(Message.script(call))", replace: span, with: call))
  }
}
