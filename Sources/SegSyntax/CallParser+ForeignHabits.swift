// Windows and conditions of calls where others write them. What was meant is
// plain, so it is reported and read as meant.

import SegDiagnostics

extension CallParser {
  /// `count(orders between A and B)`, where `orders` is a table of this script.
  func correctTableBetween(_ argument: inout ArgumentSyntax) {
    guard case .between(let value, let low, let high, false) = argument.value.kind, case .name(let name) = value.kind,
      loadedTables.contains(name)
    else { return }
    let place = SourceSpan(source, value.span.range.upperBound..<argument.value.span.range.upperBound)
    let text = place.text
    let blanks = text.utf8.count - text.drop { $0 == " " }.utf8.count
    let span = SourceSpan(source, place.range.lowerBound + blanks..<place.range.upperBound)
    report(.windowBetween(low, high, at: span))
    argument.value = value
    argument.window = WindowSyntax(.fromTo(low, high), span)
  }

  /// `count(orders) in last 90 days`: the window belongs inside.
  func correctAfterCall(_ call: ExpressionSyntax) -> ExpressionSyntax {
    guard calls == 0, case .call(let name, var arguments) = call.kind, index > 0 else { return call }
    let closing = tokens[index - 1].range.lowerBound
    let inner = source.text(call.span.range.lowerBound..<closing)
    let start = start
    if Self.undatedFunctions.contains(name.text.lowercased()), windows.beginsWindow || windows.beginsBareLast || beginsBetweenDates {
      let window = windows.parseWindow()
      let whole = SourceSpan(source, closing..<max(closing, lastEnd))
      report(
        .windowOutside(
          call: arguments.isEmpty ? nil : inner, inside: window.span.text, at: span(from: start), replacing: whole))
      if !arguments.isEmpty { arguments[arguments.count - 1].window = window }
    } else if at(.where), isConditionMisplaced, Self.isOfRows(arguments) {
      let condition = parseCondition()
      let whole = SourceSpan(source, closing..<max(closing, lastEnd))
      report(
        .conditionOutside(call: inner, inside: span(from: start).text, at: span(from: start), replacing: whole))
      arguments[arguments.count - 1].condition = condition
    } else {
      return call
    }
    return ExpressionSyntax(.call(name, arguments), span(from: call.span.range.lowerBound))
  }

  /// `between 2024-01-01 and …`.
  private var beginsBetweenDates: Bool {
    guard at(.between) else { return false }
    switch peek().kind {
    case .date, .period, .timestamp: return true
    case .word, .quoted, .text, .integer, .number, .percent, .symbol, .bad, .end: return false
    }
  }

  /// Aggregates whose result is no date: a window after them chooses their events.
  private static let undatedFunctions: Set<String> = ["count", "sum", "avg", "median", "quantile", "stddev", "variance", "distinct", "any"]

  /// Whether the last argument is what aggregates take: a table, or a column of one.
  private static func isOfRows(_ arguments: [ArgumentSyntax]) -> Bool {
    guard let last = arguments.last else { return false }
    if case .name = last.value.kind { return true }
    return last.table != nil
  }

  /// Whether no `where` of the statement is allowed here.
  private var isConditionMisplaced: Bool {
    if brackets > 0 || conditions > 0 { return true }
    guard let form else { return false }
    return !["show", "list", "segment"].contains(form.keyword)
  }
}
