// A text that two expressions share only where they mean the same, as the key
// of what was computed for them.

import SegColumns

extension Expression {
  /// What the expression computes, in brief: its kind, its constants, and the
  /// versions of the definitions that it rests on.
  ///
  /// - Parameter version: that of a definition by name.
  package func identity(_ version: (String) -> Int?) -> String {
    var text = ""
    write(version, to: &text)
    return text
  }

  private func write(_ version: (String) -> Int?, to text: inout String) {
    text += "(\(label(version))"
    for child in children {
      text += " "
      child.write(version, to: &text)
    }
    text += ")"
  }

  /// What the children do not say.
  private func label(_ version: (String) -> Int?) -> String {
    func quoted(_ value: Value) -> String { "\(value.type.map(\.rawValue) ?? "missing") \(String(reflecting: value.description))" }
    func named(_ name: String) -> String { "\(String(reflecting: name))#\(version(name) ?? -1)" }
    let own: String
    switch kind {
    case .literal(let value): own = "literal \(quoted(value))"
    case .today: own = "today"
    case .column(let name): own = "column \(String(reflecting: name))"
    case .definition(let name): own = "definition \(named(name))"
    case .ofCustomer: own = "of-customer"
    case .and: own = "and"
    case .or: own = "or"
    case .not: own = "not"
    case .compare(let comparison, _, _): own = "compare \(comparison)"
    case .isMissing: own = "is-missing"
    case .isIn(_, let values): own = "in \(values.map(quoted).joined(separator: " "))"
    case .textTest(_, let test, let pattern): own = "text \(test) \(String(reflecting: pattern))"
    case .sum(let terms): own = "sum \(terms.map { $0.isNegative ? "-" : "+" }.joined())"
    case .product(_, let factors): own = "product \(factors.map { "\($0.0)" }.joined(separator: " "))"
    case .negate: own = "negate"
    case .convert: own = "convert"
    case .shift(_, let months, let days): own = "shift \(months) \(days)"
    case .shiftByDays(_, _, let isNegative): own = "shift-by \(isNegative)"
    case .daysBetween: own = "days-between"
    case .conditional: own = "if"
    case .coalesce: own = "coalesce"
    case .call(let function, _): own = "call \(function.name) \(function.parameters)"
    case .events(let aggregate):
      own = "events \(aggregate.function) \(String(reflecting: aggregate.table)) \(aggregate.argument != nil)"
    case .purchases(let value): own = "purchases \(value.function) \(value.purchases.identity) \(value.options.identity)"
    case .scores(let value):
      own = "scores \(value.function) \(value.day != nil) \(value.within.map(named) ?? "") \(value.penalty) \(value.seed)"
    case .allocated(let value): own = "allocated \(value.within.map(named) ?? "")"
    case .population(let aggregate):
      own = "population \(aggregate.function) \(aggregate.tiles) \(aggregate.isLowBest) \(aggregate.within.map(named) ?? "")"
    case .group(let aggregate):
      own = "group \(aggregate.function) \(aggregate.table.map { String(reflecting: $0) } ?? "") \(aggregate.argument != nil)"
    case .keyHash(let seed, _): own = "key-hash \(seed)"
    case .asOf: own = "as-of"
    case .stages(let stages):
      own = "stages \(stages.map { String(reflecting: $0.name) + ($0.condition == nil ? "!" : "") }.joined(separator: " "))"
    }
    return own + " " + type.rawValue
  }
}

extension PurchaseSelection {
  /// What the expressions in it do not say.
  fileprivate var identity: String { "\(String(reflecting: table)) \(amount != nil) \(condition != nil)" }
}

extension ModelOptions {
  fileprivate var identity: String {
    var parts = [periodModel?.rawValue ?? model.rawValue, unit.rawValue, "\(month)"]
    parts.append(next.map { "\($0)" } ?? "")
    parts.append(horizon.map { "\($0)" } ?? "")
    parts.append(discount.map { "\($0.rate) \($0.pace)" } ?? "")
    parts.append(top.map { "\($0)" } ?? "")
    return parts.joined(separator: ",")
  }
}
