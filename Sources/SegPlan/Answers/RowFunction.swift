// Functions over the rows of an answer: what a row has from the rows beside it.

import SegColumns
import SegDiagnostics

/// A function over the rows of `show … by`. The rows are all groups of the question, in the
/// order of the last dimension, for each combination of the other dimensions.
///
/// A missing value is treated as follows on every back end: `change` and `growth` are missing
/// beside it, `running` and `moving` leave it out, and it has no share and no rank.
package enum RowFunction: String, Sendable, CaseIterable {
  /// The value in the row before; missing in the first.
  case previous
  /// The value minus that in the row before.
  case change
  /// The change divided by the value before; missing where that is 0.
  case growth
  /// The sum of the values up to the row.
  case running
  /// The mean of the values in the last n rows; missing where there are fewer rows.
  case moving
  /// The value divided by ``total``; missing where that is 0 or less.
  case share
  /// 1 for the highest value, or the lowest; equal values have the same place.
  case rank
  /// The measure of all these rows together: not the sum of their values.
  case total

  package var summary: Message {
    switch self {
    case .previous: "in `show … by`: the value in the row before; missing in the first"
    case .change: "in `show … by`: the value minus that in the row before; missing in the first"
    case .growth: "in `show … by`: the change divided by the value in the row before; missing where that is 0"
    case .running: "in `show … by`: the sum of the values up to the row"
    case .moving: "in `show … by`: the mean of the last n rows; missing in the first n - 1"
    case .share: "in `show … by`: the share of a sum or a count in that of all rows together"
    case .rank: "in `show … by`: 1 for the highest value, or with `best: low` the lowest; equal values have the same place"
    case .total: "in `show … by`: the measure of all rows together, computed from what they count"
    }
  }

  /// A statement that shows it.
  package var example: String {
    let months = "by start_of_month(order_date)"
    return switch self {
    case .previous: "show count(orders) as n, previous(n) \(months)"
    case .change: "show count(orders) as n, change(n) \(months)"
    case .growth: "show sum(amount of orders) as revenue, growth(revenue) \(months)"
    case .running: "show sum(amount of orders) as revenue, running(revenue) \(months)"
    case .moving: "show sum(amount of orders) as revenue, moving(revenue, 3) \(months)"
    case .share: "show sum(amount of orders) as revenue, share(revenue) by city"
    case .rank: "show sum(amount of orders) as revenue, rank(revenue) by country, city"
    case .total: "show avg(amount of orders) as mean, mean / total(mean) as index by city"
    }
  }

  /// Those whose names have no other meaning in the language.
  package static let own: [RowFunction] = [.change, .growth, .running, .moving]

  /// The type of its values.
  package func result(of argument: ColumnType) -> ColumnType {
    switch self {
    case .previous, .total, .change, .running: argument
    case .growth, .moving, .share: .number
    case .rank: .integer
    }
  }
}

/// A column of an answer that a function over its rows computes.
package struct RowFunctionColumn: Sendable, Hashable {
  /// The name by which measures read it; no column of a script has it.
  package let name: String
  package let function: RowFunction
  /// A measure, which may read columns of the answer.
  package let argument: Expression
  /// The rows of `moving`; 1 for the others.
  package let rows: Given<Int>
  /// Whether `rank` begins with the lowest value.
  package let isLowBest: Bool
  /// How many items of the question come before it: those are what it may read.
  package let itemsBefore: Int

  package init(
    name: String, function: RowFunction, argument: Expression, rows: Given<Int>, isLowBest: Bool, itemsBefore: Int
  ) {
    self.name = name
    self.function = function
    self.argument = argument
    self.rows = rows
    self.isLowBest = isLowBest
    self.itemsBefore = itemsBefore
  }

  package var type: ColumnType { function.result(of: argument.type) }
}

extension Expression {
  /// The columns of the answer that a measure reads: those outside of its aggregates.
  package var columnsOfAnswer: Set<String> {
    var found: Set<String> = []
    func collect(_ expression: Expression) {
      if expression.nature == .whole { return }
      if case .column(let name) = expression.kind { found.insert(name) }
      for child in expression.children { collect(child) }
    }
    collect(self)
    return found
  }

  /// The measure with other expressions for the columns of the answer that it reads.
  func replacingColumnsOfAnswer(_ replacement: (String) -> Expression?) -> Expression {
    if nature == .whole { return self }
    if case .column(let name) = kind { return replacement(name) ?? self }
    return with(children: children.map { $0.replacingColumnsOfAnswer(replacement) })
  }

  /// The number of its parts, counted up to a limit.
  func size(upTo limit: Int) -> Int {
    var size = 1
    for child in children where size < limit { size += child.size(upTo: limit - size) }
    return size
  }
}

extension MeasureQuestion {
  /// The function over the rows that a measure is, if it is one alone.
  package func function(_ expression: Expression) -> RowFunctionColumn? {
    guard case .column(let name) = expression.kind else { return nil }
    return functions.first { $0.name == name }
  }

  /// Whether its measures are those of their groups alone, which are not chosen among.
  package var isOfGroupsAlone: Bool {
    functions.isEmpty && having == nil && pivot == nil && !hasTotals && calendar == nil
      && (measures + hidden).allSatisfy { $0.expression.columnsOfAnswer.isEmpty }
  }

  /// The measures without names of earlier items, for what their units and styles are.
  /// Beyond a size the names stay.
  package var writtenOut: [NamedExpression] {
    var known: [String: Expression] = [:]
    for function in functions where function.keepsUnit { known[function.name] = function.argument }
    var items: [NamedExpression] = []
    for item in measures {
      var sizes = 0
      let whole = item.expression.replacingColumnsOfAnswer { name in
        guard var found = known[name] else { return nil }
        if functions.contains(where: { $0.name == name }) { found = found.replacingColumnsOfAnswer { known[$0] } }
        sizes += found.size(upTo: 1000)
        return sizes < 1000 ? found : nil
      }
      if known[item.name] == nil { known[item.name] = whole }
      items.append(NamedExpression(name: item.name, expression: whole))
    }
    return items
  }
}

extension RowFunctionColumn {
  /// Whether its values are of the unit of its argument.
  var keepsUnit: Bool {
    switch function {
    case .previous, .change, .running, .moving, .total: true
    case .growth, .share, .rank: false
    }
  }
}
