// Functions over the rows of an answer: previous, change, growth, running, moving, share, rank, total.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds one call of a function over the rows of an answer.
struct RowFunctionBinder: BinderPart {
  let binder: Binder
  let function: RowFunction
  /// The call.
  let span: SourceSpan
  /// The scope of the call.
  let scope: Scope

  /// The most rows of a moving mean.
  private static let mostRows = 1000.0

  func bind(_ arguments: [ArgumentSyntax]) -> Operand {
    guard case .groups = scope.rows, let answer = scope.answer else { return failed(.rowsOutsideAnswer(function, at: span)) }
    guard answer.hasGroups else { return failed(.answerOfOneRow(function.rawValue, at: span)) }
    guard let call = call(arguments) else { return .error }
    guard call.values.count == (function == .moving ? 2 : 1), let written = call.values.first else {
      let wanted: Message = function == .moving ? "a measure and a number of rows" : "one measure"
      let example = "\(function.rawValue)(revenue\(function == .moving ? ", 3" : ""))"
      return failed(.argumentMissing(function.rawValue, wanted, example, at: span))
    }
    if let problem = problemOfRows(call.values) { return failed(problem) }
    guard let argument = argument(written) else { return .error }
    if let problem = problem(of: argument, answer) { return failed(problem) }
    var rows = Given(1)
    if let count = call.values.dropFirst().first {
      guard let given = self.rows(count) else { return .error }
      rows = given
    }
    let column = answer.column(function, argument, rows: rows, isLowBest: call.isLowBest)
    return .value(made(.column(column.name), column.type, span, isUntyped: argument.isUntyped))
  }

  private func argument(_ syntax: ExpressionSyntax) -> Expression? {
    guard let bound = value(syntax, scope) else { return nil }
    switch function {
    case .previous, .total: return bound
    case .rank: return bound.type == .date || bound.type == .timestamp ? bound : binder.number(bound)
    case .change, .growth, .running, .moving, .share: return binder.number(bound)
    }
  }

  /// Why a function has no meaning for its argument; nil if it has one.
  private func problem(of argument: Expression, _ answer: AnswerItems) -> Diagnostic? {
    if binder.readsItemsOnOtherDay(argument) { return .itemOnOtherDay(at: argument.span) }
    switch function {
    case .previous, .change, .growth, .running, .moving, .rank: return nil
    case .share, .total:
      if answer.readsRows(argument) { return .wholeOfRows(function, at: argument.span) }
      if function == .share, !answer.isQuantity(argument, catalog.definitions) {
        return .noWhole(argument.span.text, at: argument.span)
      }
      return nil
    }
  }

  /// `moving(3, revenue)`, `moving(revenue, 3 months)`: rows are counted, after the measure.
  private func problemOfRows(_ values: [ExpressionSyntax]) -> Diagnostic? {
    guard function == .moving, values.count == 2 else { return nil }
    if case .duration(let count, _) = values[1].kind { return .rowsOfMoving(at: values[1].span, count: count) }
    guard case .integer(let count) = values[0].kind else { return nil }
    return .rowsBeforeMeasure("moving(\(values[1].span.text), \(count))", at: span)
  }

  private func rows(_ syntax: ExpressionSyntax) -> Given<Int>? {
    guard let count = value(syntax, scope.over(.constant)) else { return nil }
    guard count.type == .integer,
      let number = binder.given(count, Int.self, limits: 1...Self.mostRows, wanted: "a whole number from 1 to 1000")
    else {
      report(.rowsOfMoving(at: syntax.span))
      return nil
    }
    return number
  }

  private struct Call {
    var values: [ExpressionSyntax] = []
    var isLowBest = false
  }

  /// What is written in a call; nil if a mistake was reported.
  private func call(_ arguments: [ArgumentSyntax]) -> Call? {
    var call = Call()
    for argument in arguments {
      let clause =
        argument.table?.span ?? argument.condition?.span ?? argument.window?.span ?? argument.per.first?.span ?? argument.within?.span
      if let clause {
        report(.rowsOfMeasure(function, at: clause))
        return nil
      }
      if let limit = argument.timeLimit {
        report(.limitOutsideFunnel(limit.span))
        return nil
      }
      guard let label = argument.label else {
        call.values.append(argument.value)
        continue
      }
      guard label.text == "best", function == .rank else {
        report(.unexpectedLabel(label, of: function.rawValue))
        return nil
      }
      guard case .name(let word) = argument.value.kind, ["low", "high"].contains(word.lowercased()) else {
        report(.bestIsLowOrHigh(at: argument.value.span))
        return nil
      }
      call.isLowBest = word.lowercased() == "low"
    }
    return call
  }
}

extension Binder {
  /// Whether an expression would read an item of the answer as of another day.
  func readsItemsOnOtherDay(_ expression: Expression) -> Bool {
    if case .asOf(let inner, _) = expression.kind, !inner.columnsOfAnswer.isEmpty { return true }
    if case .group = expression.kind { return false }
    return expression.children.contains(where: readsItemsOnOtherDay)
  }
}
