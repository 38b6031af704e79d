// The arguments of an aggregate: its value, and what is written before it.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Takes the arguments of one call of an aggregate apart.
struct AggregateCall: BinderPart {
  let binder: Binder
  let function: AggregateFunction
  /// The call.
  let span: SourceSpan

  /// The arguments as written. The clauses (`of`, `where`, a window) go with the value.
  struct Arguments {
    let leading: ExpressionSyntax?
    let value: ArgumentSyntax

    /// What stands before the value, with a comma.
    var leadingText: String { leading.map { "\($0.span.text), " } ?? "" }

    /// All values of rows among them.
    var values: [ExpressionSyntax] { [leading, value.value].compactMap { $0 } }
  }

  /// nil if a mistake was reported.
  func arguments(_ written: [ArgumentSyntax]) -> Arguments? {
    let wanted = function.leading == nil ? 1 : 2
    guard written.count == wanted, let value = written.last else {
      report(wrongCount(written))
      return nil
    }
    for argument in written {
      if let label = argument.label { report(.unexpectedLabel(label, of: function.rawValue)) }
      if let limit = argument.timeLimit { report(.limitOutsideFunnel(limit.span)) }
      let wrong = argument.within?.span ?? argument.per.first?.span
      if let wrong { report(.groupsInAggregate(function, at: wrong)) }
      if argument.label != nil || argument.timeLimit != nil || wrong != nil { return nil }
    }
    guard wanted == 2, let first = written.first else { return Arguments(leading: nil, value: value) }
    if function.leading != .value, isConstant(value.value), !isConstant(first.value) {
      report(.aggregateTurned(function, ours("\(value.value.span.text), \(text(0, of: written))"), at: span))
      return nil
    }
    if first.table != nil || first.condition != nil || first.window != nil {
      let clauses = value.table == nil ? text(0, of: written).dropFirst(first.value.span.text.count) : ""
      report(.clausesBeforeValue(function, ours("\(first.value.span.text), \(text(1, of: written))\(clauses)"), at: first.value.span, span))
      return nil
    }
    return Arguments(leading: first.value, value: value)
  }

  /// What stands before the value, where the values are of the rows of a scope; nil if a mistake was
  /// reported.
  func leading(_ syntax: ExpressionSyntax?, over rows: Scope) -> AggregateValue.Leading? {
    guard let syntax, let kind = function.leading else { return .nothing }
    switch kind {
    case .value:
      guard let first = value(syntax, rows) else { return nil }
      let settled = first.isUntyped ? binder.settled(first, as: .number) : first
      if function.result(of: settled.type) != nil { return .value(settled) }
      report(.cannotAggregate(function, settled.type, at: syntax.span))
    case .share:
      let wanted: Message = "a share between 0 and 1"
      guard let share = value(syntax, rows.over(.constant)) else { return nil }
      if let given = binder.given(share, ExactShare.self, limits: 0...1, wanted: wanted) { return .share(given) }
      report(.noShareOfValues(percent(syntax), at: syntax.span))
    case .place:
      guard let place = value(syntax, rows.over(.constant)) else { return nil }
      if let given = binder.given(place, EventPlace.self, wanted: "a place from 1, or from -1 backwards") { return .place(given) }
      report(.noPlace(at: syntax.span))
    }
    return nil
  }

  /// `90`: the percentage that it may mean.
  private func percent(_ syntax: ExpressionSyntax) -> String? {
    if case .integer(2...100) = syntax.kind { return "\(syntax.span.text)%" }
    if case .number(2...100) = syntax.kind { return "\(syntax.span.text)%" }
    return nil
  }

  /// Whether it is a number or a parameter, as what stands before the value of `quantile` and `nth` is.
  private func isConstant(_ syntax: ExpressionSyntax) -> Bool {
    if case .integer = syntax.kind { return true }
    if case .number = syntax.kind { return true }
    if case .percent = syntax.kind { return true }
    if case .negate(let inner) = syntax.kind { return isConstant(inner) }
    if case .name(let name) = syntax.kind { return catalog.parameters[name] != nil }
    return false
  }

  // MARK: - What was meant

  private func wrongCount(_ written: [ArgumentSyntax]) -> Diagnostic {
    switch function.leading {
    case .share: return missing("a share and a value", "0.9", written)
    case .place: return missing("a place and a value", "2", written)
    case .value: return .argumentMissing(function.rawValue, "two values", function.example, at: span)
    case nil: break
    }
    guard written.count == 2 else { return .aggregateOfSeveral(function, nil, at: span) }
    let (first, second) = (written[0].value, written[1].value)
    let (firstText, secondText) = (first.span.text, second.span.text)
    var meant: String?
    if case .name(let name) = second.kind, catalog.eventTable(name) != nil {
      // `count(orders, amount > 5)`, `sum(amount, orders)`: the same with one argument.
      meant = "\(firstText) of \(secondText)"
    } else if case .name(let name) = first.kind, catalog.eventTable(name) != nil {
      meant = function == .count || function == .any ? "\(firstText) where \(secondText)" : "\(secondText) of \(firstText)"
    } else if function == .list, case .text = second.kind {
      meant = text(0, of: written)
    }
    let place = first.span.merged(with: second.span)
    return .aggregateOfSeveral(
      function, meant.map { Diagnostic.Fix("write \(Message.script("\(function.rawValue)(\($0))"))", replace: place, with: $0) }, at: span)
  }

  private func missing(_ wanted: Message, _ constant: String, _ written: [ArgumentSyntax]) -> Diagnostic {
    let example = written.count == 1 && !isConstant(written[0].value) ? ours("\(constant), \(text(0, of: written))") : function.example
    return .argumentMissing(function.rawValue, wanted, example, at: span)
  }

  /// A call of the function.
  private func ours(_ arguments: String) -> String { "\(function.rawValue)(\(arguments))" }

  private func text(_ place: Int, of written: [ArgumentSyntax]) -> String { written.text(place, of: span) }
}

extension [ArgumentSyntax] {
  /// An argument of a call as it is written, with its clauses.
  func text(_ place: Int, of call: SourceSpan) -> String {
    let start = self[place].value.span.range.lowerBound
    let isLast = place + 1 == count
    let end = isLast ? call.range.upperBound - 1 : self[place + 1].value.span.range.lowerBound
    var text = call.source.text(start..<Swift.max(start, end))[...]
    while let last = text.last, last.isWhitespace || !isLast && (last == "," || last == "，") { text.removeLast() }
    return String(text)
  }
}
