// The columns of an answer, for the expressions that read them by name.

import SegColumns
import SegDiagnostics
import SegPlan

/// The answer of a `show` as far as it is bound: its items, and the functions over its rows.
final class AnswerItems {
  /// Whether it has a row for each group, so that a row has others beside it.
  let hasGroups: Bool
  private(set) var items: [NamedExpression] = []
  /// Items that were wrong, which was reported.
  private(set) var failed: Set<String> = []
  /// The functions over the rows so far.
  private(set) var functions: [RowFunctionColumn] = []
  /// The dimensions, where a condition of groups may name them.
  var dimensions: [NamedExpression] = []

  init(hasGroups: Bool) { self.hasGroups = hasGroups }

  /// Adds an item; nil: it was wrong.
  func add(_ name: String, _ expression: Expression?) {
    guard let expression else {
      failed.insert(name)
      return
    }
    items.append(NamedExpression(name: name, expression: expression))
  }

  /// What has a name: an item, or a dimension.
  func named(_ name: String) -> NamedExpression? {
    items.first { $0.name == name } ?? dimensions.first { $0.name == name }
  }

  /// Whether several items have a name.
  func isRepeated(_ name: String) -> Bool { items.count { $0.name == name } > 1 }

  /// The column of a function over the rows; the same one where it is there already.
  func column(_ function: RowFunction, _ argument: Expression, rows: Given<Int>, isLowBest: Bool) -> RowFunctionColumn {
    let known = functions.first {
      $0.function == function && $0.argument == argument && $0.rows == rows && $0.isLowBest == isLowBest
    }
    if let known { return known }
    let column = RowFunctionColumn(
      name: "#\(function.rawValue) \(functions.count)", function: function, argument: argument, rows: rows, isLowBest: isLowBest,
      itemsBefore: items.count)
    functions.append(column)
    return column
  }

  /// Whether an expression reads a function over the rows, itself or through items.
  func readsRows(_ expression: Expression) -> Bool {
    var seen: Set<String> = []
    var waiting = Array(expression.columnsOfAnswer)
    while let name = waiting.popLast() {
      guard seen.insert(name).inserted else { continue }
      if functions.contains(where: { $0.name == name }) { return true }
      if let item = items.first(where: { $0.name == name }) { waiting += item.expression.columnsOfAnswer }
    }
    return false
  }

  /// Whether a measure of several groups together may be shared out among them: sums and
  /// counts, and what is made of them by adding and by constant factors.
  func isQuantity(_ expression: Expression, _ definitions: [String: Definition]) -> Bool {
    var left = 10_000
    return isQuantity(expression, definitions, &left)
  }

  private func isQuantity(_ expression: Expression, _ definitions: [String: Definition], _ left: inout Int) -> Bool {
    left -= 1
    guard left > 0 else { return true }
    switch expression.kind {
    case .group(let aggregate):
      return [.count, .sum, .distinct].contains(aggregate.function)
    case .column(let name):
      guard let item = items.first(where: { $0.name == name }) else { return false }
      return isQuantity(item.expression, definitions, &left)
    case .definition(let name):
      guard case .measure(let measure)? = definitions[name]?.kind else { return false }
      return isQuantity(measure, definitions, &left)
    case .negate(let inner), .convert(let inner), .asOf(let inner, _): return isQuantity(inner, definitions, &left)
    case .sum(let terms):
      for term in terms where !isQuantity(term.expression, definitions, &left) { return false }
      return true
    case .product(let first, let factors):
      guard factors.allSatisfy({ $0.expression.isConstant && $0.operation != .modulo }) else {
        // A constant may come first: `0.5 * sum(profit)`.
        guard first.isConstant, factors.count == 1, factors[0].operation == .times else { return false }
        return isQuantity(factors[0].expression, definitions, &left)
      }
      return isQuantity(first, definitions, &left)
    case .coalesce(let parts):
      guard let first = parts.first, parts.dropFirst().allSatisfy(\.isConstant) else { return false }
      return isQuantity(first, definitions, &left)
    case .literal, .parameter, .today, .ofCustomer, .linked, .and, .or, .not, .compare, .isMissing, .isIn, .textTest, .shift,
      .shiftByDays, .daysBetween, .conditional, .call, .ordered, .events, .purchases, .scores, .allocated, .population, .keyHash, .stages:
      return false
    }
  }
}

extension Scope {
  /// Whether its expressions have a value for each row of an answer with several rows.
  var isOfAnswerRows: Bool {
    guard case .groups = rows else { return false }
    return answer?.hasGroups == true
  }
}
