// The columns of an answer, for the expressions that read them by name.

import SegColumns
import SegDiagnostics
import SegPlan

/// The answer of a `show` as far as it is bound: its items, and the functions over its rows.
final class AnswerItems {
  /// Whether it has a row for each group, so that a row has others beside it.
  let hasGroups: Bool
  private(set) var items: [NamedExpression] = []
  /// The place of the first item of each name, and the names of several.
  private var places: [String: Int] = [:]
  private var repeated: Set<String> = []
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
    if places[name] == nil { places[name] = items.count } else { repeated.insert(name) }
    items.append(NamedExpression(name: name, expression: expression))
  }

  private func item(_ name: String) -> NamedExpression? { places[name].map { items[$0] } }

  /// What has a name: an item, or a dimension.
  func named(_ name: String) -> NamedExpression? {
    item(name) ?? dimensions.first { $0.name == name }
  }

  /// Whether several items have a name.
  func isRepeated(_ name: String) -> Bool { repeated.contains(name) }

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
      if let item = item(name) { waiting += item.expression.columnsOfAnswer }
    }
    return false
  }

  /// Whether a measure of several groups together may be shared out among them: sums and
  /// counts, and what is made of them by adding and by constant factors. Chains of items and
  /// measures may be longer than the stack is deep.
  func isQuantity(_ expression: Expression, _ definitions: [String: Definition]) -> Bool {
    var seen: Set<String> = []
    var waiting = [expression]
    while let next = waiting.popLast() {
      switch (next.kind, next.nature) {
      case (.group(let aggregate), _): if ![.count, .sum, .distinct].contains(aggregate.function) { return false }
      case (.column(let name), _):
        guard let item = item(name) else { return false }
        if seen.insert("item \(name)").inserted { waiting.append(item.expression) }
      case (.definition(let name), _):
        guard case .measure(let measure)? = definitions[name]?.kind else { return false }
        if seen.insert(name).inserted { waiting.append(measure) }
      case (.negate(let inner), _), (.convert(let inner), _), (.asOf(let inner, _), _): waiting.append(inner)
      case (.sum(let terms), _): waiting += terms.map(\.expression)
      case (.product(let first, let factors), _):
        if factors.allSatisfy({ $0.expression.isConstant && $0.operation != .modulo }) {
          waiting.append(first)
        } else if first.isConstant, factors.count == 1, factors[0].operation == .times {
          waiting.append(factors[0].expression)
        } else {
          return false
        }
      case (.coalesce(let parts), _):
        guard let first = parts.first, parts.dropFirst().allSatisfy(\.isConstant) else { return false }
        waiting.append(first)
      case (_, .stated), (_, .named), (_, .operation), (_, .moved), (_, .whole): return false
      }
    }
    return true
  }
}

extension Scope {
  /// Whether its expressions have a value for each row of an answer with several rows.
  var isOfAnswerRows: Bool {
    guard case .groups = rows else { return false }
    return answer?.hasGroups == true
  }
}
