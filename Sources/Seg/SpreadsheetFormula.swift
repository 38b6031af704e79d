// Formulas of spreadsheets and of report builders: `=SUMIFS(amount, quantity, ">3")`, `CALCULATE(SUM(lines[amount]), …)`.

import SegDiagnostics

/// A formula as statements.
struct SpreadsheetFormula {
  let phrase: Phrase
  let names: KnownNames
  let vocabulary: WordVocabulary

  /// An aggregate with its conditions.
  private struct Figure {
    var function: String
    /// nil: the rows are counted.
    var value: String?
    /// nil: of customers.
    var table: String?
    var conditions: [String] = []
    var window: String?

    var text: String {
      var parts = [[value, table.map { Diagnostic.name($0) }].compactMap { $0 }.joined(separator: " of ")].filter { !$0.isEmpty }
      if !conditions.isEmpty {
        // Of customers, `count(C)` counts those where it holds.
        let all = conditions.joined(separator: " and ")
        parts.append(parts.isEmpty ? all : "where \(all)")
      }
      if let window { parts.append(window) }
      return WordedFigure.call(function, parts.joined(separator: " "))
    }
  }

  /// What a formula gives.
  private enum Result {
    case figure(Figure)
    case whole(String)
    /// A value of each customer.
    case value(String)
    case statement(String)
  }

  /// The statements that the formula may mean; none if it is no formula.
  var statements: [String] {
    if phrase.word(0) == "{", phrase.word(1) == "fixed" { return fixed.map { [$0] } ?? [] }
    if ["metric", "measure"].contains(phrase.word(0)), phrase.word(2) == "=", phrase.word(4) == "(" {
      guard let text = text(of: 3..<phrase.count) else { return [] }
      return ["\(phrase.words[0].text) \(phrase.words[1].text) = \(text)"]
    }
    if let equal = phrase.first(["="]), equal > 0, phrase.words[0..<equal].allSatisfy(\.isName), phrase.word(equal + 2) == "(" {
      // `Total Sales = SUM(lines[amount])`
      guard let text = text(of: equal + 1..<phrase.count) else { return [] }
      return ["measure \(phrase.words[0..<equal].map(\.lower).joined(separator: "_")) = \(text)"]
    }
    let start = phrase.word(0) == "=" || phrase.word(0) == "evaluate" ? 1 : 0
    guard let result = result(start..<phrase.count) else { return [] }
    switch result {
    case .figure(let figure): return ["show \(figure.text)"]
    case .whole(let text): return ["show \(text)"]
    case .value(let text): return ["list \(key), \(text)"]
    case .statement(let text): return [text]
    }
  }

  private var key: String { Diagnostic.name(names.customerKey ?? "id") }

  private func text(of range: Range<Int>) -> String? {
    guard let result = result(range) else { return nil }
    switch result {
    case .figure(let figure): return figure.text
    case .whole(let text), .value(let text): return text
    case .statement: return nil
    }
  }

  // MARK: - Calls

  private static let aggregates = [
    "sum": "sum", "average": "avg", "avg": "avg", "median": "median", "max": "max", "min": "min", "stdev": "stddev", "var": "variance",
    "sumx": "sum", "averagex": "avg", "maxx": "max", "minx": "min",
  ]

  private func result(_ range: Range<Int>) -> Result? {
    guard range.count > 2, phrase.word(range.lowerBound + 1) == "(" else { return nil }
    guard phrase.closing(range.lowerBound + 1) == range.upperBound - 1 else { return computed(range) }
    let name = phrase.word(range.lowerBound)
    let arguments = phrase.parts(range.lowerBound + 2..<range.upperBound - 1)
    return aggregated(name, arguments) ?? conditional(name, arguments) ?? ofReport(name, arguments) ?? looked(name, arguments)
      ?? chosen(name, arguments)
  }

  /// `COUNTIF(status, "paid") / COUNTA(status)`: of two results.
  private func computed(_ range: Range<Int>) -> Result? {
    let depth = phrase.words[range.lowerBound].depth
    for sign in [["+", "-"], ["*", "/"]] {
      guard let place = range.last(where: { phrase.words[$0].depth == depth && sign.contains(phrase.words[$0].text) }),
        place > range.lowerBound,
        place + 1 < range.upperBound
      else { continue }
      func side(_ range: Range<Int>) -> String? {
        range.count == 1 && Double(phrase.words[range.lowerBound].text) != nil ? phrase.words[range.lowerBound].text : text(of: range)
      }
      guard let left = side(range.lowerBound..<place), let right = side(place + 1..<range.upperBound) else { return nil }
      return .whole("\(left) \(phrase.words[place].text) \(right)")
    }
    return nil
  }

  /// `SUM(amount)`, `COUNTROWS(orders)`, `DISTINCTCOUNT(orders[customer_id])`, `PERCENTILE(revenue, 0.9)`.
  private func aggregated(_ name: String, _ arguments: [Range<Int>]) -> Result? {
    guard let first = arguments.first else { return nil }
    switch (name, arguments.count) {
    case ("countrows", 1), ("rows", 1):
      let table = phrase.text(first)
      if table == names.customers { return .whole("count()") }
      return isTable(table) ? .figure(Figure(function: "count", value: nil, table: table)) : nil
    case ("distinctcount", 1), ("countd", 1):
      return value(first).map { .figure(Figure(function: "distinct", value: $0.text, table: $0.table)) }
    case ("counta", 1), ("count", 1):
      guard let value = value(first) else { return nil }
      return .figure(
        Figure(function: "count", value: value.table == nil ? nil : nil, table: value.table, conditions: ["\(value.text) is not missing"]))
    case ("percentile", 2), ("percentile.inc", 2), ("quantile", 2):
      return value(first).map { .figure(Figure(function: "quantile \(phrase.text(arguments[1]))", value: $0.text, table: $0.table)) }
    case ("sumproduct", 2...):
      let factors = arguments.compactMap { value($0) }
      guard factors.count == arguments.count, let table = factors.lazy.compactMap(\.table).first else { return nil }
      return .figure(Figure(function: "sum", value: factors.map(\.text).joined(separator: " * "), table: table))
    case ("correl", 2): return .whole("correlation(\(phrase.text(first)), \(phrase.text(arguments[1])))")
    default: break
    }
    guard let function = Self.aggregates[name] else { return nil }
    // `AVERAGEX(customers, revenue)`: over the rows of a table.
    if name.hasSuffix("x"), name != "max", arguments.count == 2 {
      let table = phrase.text(first)
      guard let value = value(arguments[1]) else { return nil }
      return .figure(Figure(function: function, value: value.text, table: table == names.customers ? nil : table))
    }
    guard arguments.count == 1, let value = value(first) else { return nil }
    return .figure(Figure(function: function, value: value.text, table: value.table))
  }

  /// `SUMIFS(amount, quantity, ">3")`, `COUNTIF(city, "Berlin")`, `AVERAGEIF(city, "Berlin", revenue)`.
  private func conditional(_ name: String, _ arguments: [Range<Int>]) -> Result? {
    let functions = ["sumif": "sum", "sumifs": "sum", "averageif": "avg", "averageifs": "avg", "maxifs": "max", "minifs": "min"]
    let isCount = name == "countif" || name == "countifs"
    guard isCount || functions[name] != nil else { return nil }
    var pairs = arguments
    var measured: (text: String, table: String?)?
    if !isCount {
      guard arguments.count > 2 else { return nil }
      measured = value(name.hasSuffix("ifs") ? pairs.removeFirst() : pairs.removeLast())
      if measured == nil { return nil }
    }
    // `COUNTIF(revenue > 100)`
    if isCount, pairs.count == 1 { return .figure(Figure(function: "count", conditions: [phrase.text(pairs[0])])) }
    guard pairs.count.isMultiple(of: 2) else { return nil }
    var conditions: [String] = []
    var table = measured?.table
    for index in stride(from: 0, to: pairs.count, by: 2) {
      guard let tested = value(pairs[index]) else { return nil }
      table = table ?? ofValue(tested, phrase.text(pairs[index + 1]))
      conditions.append(tested.text + criterion(phrase.text(pairs[index + 1])))
    }
    return .figure(Figure(function: functions[name] ?? "count", value: measured?.text, table: table, conditions: conditions))
  }

  /// The table of events that has a column with a value: `status` of `invoices`, for "unpaid"; nil: the customers.
  private func ofValue(_ tested: (text: String, table: String?), _ criterion: String) -> String? {
    let text = criterion.filter { !"\"'=".contains($0) }.lowercased()
    let found = vocabulary.values([text]).filter { $0.column == tested.text }
    guard let first = found.first, !found.contains(where: { $0.table?.name == tested.table }) else { return tested.table }
    return first.table?.name
  }

  /// `">3"`, `"Berlin"`, `5`: what stands behind the value.
  private func criterion(_ text: String) -> String {
    guard text.count > 1, let quote = text.first, quote == "\"" || quote == "'" else { return " = \(text)" }
    let inside = String(text.dropFirst().dropLast())
    guard let sign = [">=", "<=", "<>", ">", "<", "="].first(where: { inside.hasPrefix($0) }) else { return " = \(text)" }
    let rest = inside.dropFirst(sign.count).trimmed
    let isPlain = Double(rest) != nil || rest.split(separator: "-").count == 3
    return " \(sign == "<>" ? "!=" : sign) \(isPlain ? rest : "\"\(rest)\"")"
  }

  /// `CALCULATE(SUM(lines[amount]), orders[status] = "paid")`, `DIVIDE(a, b)`, `TOTALYTD(…)`, `RUNNING_SUM(SUM(revenue))`.
  private func ofReport(_ name: String, _ arguments: [Range<Int>]) -> Result? {
    guard let first = arguments.first else { return nil }
    switch name {
    case "calculate":
      guard var figure = figure(first) else { return nil }
      for argument in arguments.dropFirst() {
        if phrase.word(argument.lowerBound) == "sameperiodlastyear" {
          figure.window = "in previous year"
        } else {
          guard let condition = condition(argument) else { return nil }
          figure.conditions.append(condition)
        }
      }
      return .figure(figure)
    case "divide":
      guard arguments.count > 1, let top = text(of: first), let bottom = text(of: arguments[1]) else { return nil }
      return .whole("\(top) / \(bottom)")
    case "totalytd", "totalqtd", "totalmtd":
      let unit = ["totalytd": "year", "totalqtd": "quarter", "totalmtd": "month"][name] ?? "year"
      guard var figure = figure(first) else { return nil }
      figure.window = "in this \(unit) to date"
      return .figure(figure)
    case "running_sum":
      guard let figure = figure(first) else { return nil }
      return .whole("\(figure.text) as figure, running(figure) as running by every month")
    case "window_sum": return figure(first).map { .whole($0.text) }
    default: return nil
    }
  }

  /// `VLOOKUP("C0007", customers, 3, FALSE)`, `UNIQUE(city)`, `LARGE(revenue, 3)`, `RANKX(customers, revenue)`.
  private func looked(_ name: String, _ arguments: [Range<Int>]) -> Result? {
    guard let first = arguments.first else { return nil }
    let last = arguments.last.map { phrase.text($0) } ?? ""
    switch (name, arguments.count) {
    case ("unique", 1): return .statement("show count() by \(phrase.text(first))")
    case ("large", 2), ("small", 2):
      let value = phrase.text(first)
      return .statement("list \(key), \(value) rank by \(value) \(name == "large" ? "top" : "bottom") \(last)")
    case ("sort", 2...), ("sortby", 2...):
      guard phrase.text(first) == names.customers, let value = value(arguments[1])?.text else { return nil }
      let isDescending = arguments.count > 2 && last.hasPrefix("-")
      return .statement("list * rank by \(value) \(isDescending ? "desc" : "asc")")
    case ("filter", 2):
      if phrase.text(first) == names.customers { return .statement("list * where \(phrase.text(arguments[1]))") }
      return isTable(phrase.text(first)) ? .statement("list * of \(phrase.text(first)) where \(phrase.text(arguments[1]))") : nil
    case ("rank", 1): return .value("\(phrase.text(first)), rank(\(phrase.text(first)))")
    case ("rankx", 2):
      guard phrase.text(first) == names.customers, let value = value(arguments[1])?.text else { return nil }
      return .value("\(value), rank(\(value))")
    case ("topn", 3):
      guard phrase.text(arguments[1]) == names.customers, let value = value(arguments[2])?.text else { return nil }
      return .statement("list \(key), \(value) rank by \(value) top \(phrase.text(first))")
    case ("vlookup", 3...):
      return phrase.text(arguments[1]) == names.customers ? .statement("list * where \(key) = \(phrase.text(first))") : nil
    case ("xlookup", 3...):
      return .statement("list \(phrase.text(arguments[2])) where \(phrase.text(arguments[1])) = \(phrase.text(first))")
    default: return nil
    }
  }

  /// `IF(C, a, b)`, `IFS(C, a, D, b, TRUE, c)`, `SWITCH(TRUE(), C, a, b)`.
  private func chosen(_ name: String, _ arguments: [Range<Int>]) -> Result? {
    var parts = arguments.map { phrase.text($0) }
    guard ["if", "ifs", "switch"].contains(name), parts.count > 2 else { return nil }
    if name == "switch" {
      guard parts.removeFirst().lowercased().hasPrefix("true") else { return nil }
    }
    var other = "missing"
    if !parts.count.isMultiple(of: 2) { other = parts.removeLast() }
    if name == "ifs", parts.count > 2, parts[parts.count - 2].lowercased() == "true" {
      other = parts[parts.count - 1]
      parts.removeLast(2)
    }
    let choices = stride(from: 0, to: parts.count, by: 2).map { "if \(parts[$0]) then \(parts[$0 + 1]) else " }
    return .value(choices.joined() + other)
  }

  /// `{ FIXED city : SUM(revenue) }`.
  private var fixed: String? {
    guard let colon = phrase.words.indices.first(where: { phrase.word($0) == ":" }), colon > 2, phrase.word(phrase.count - 1) == "}",
      let figure = figure(colon + 1..<phrase.count - 1)
    else { return nil }
    let groups = phrase.text(2..<colon)
    return groups == names.customerKey ? "list \(key), \(figure.text)" : "show \(figure.text) by \(groups)"
  }

  // MARK: - Values

  private func isTable(_ name: String) -> Bool { names.tables.contains { $0.name == name } }

  private func figure(_ range: Range<Int>) -> Figure? {
    if case .figure(let figure)? = result(range) { return figure }
    // A measure by its name: of customers, its sum.
    guard let value = value(range), value.table == nil else { return nil }
    return Figure(function: "sum", value: value.text, table: nil)
  }

  /// `amount`, `lines[amount]`, `[revenue]`, `quantity * price`: a value, and the table of events that has it.
  private func value(_ range: Range<Int>) -> (text: String, table: String?)? {
    var words: [String] = []
    var table: String?
    var index = range.lowerBound
    while index < range.upperBound {
      let word = phrase.words[index]
      if word.isName, phrase.word(index + 1) == "[", phrase.word(index + 3) == "]", index + 3 < range.upperBound {
        if word.text != names.customers { table = word.text }
        words.append(phrase.words[index + 2].text)
        index += 4
        continue
      }
      if word.text == "[" || word.text == "]" {
        index += 1
        continue
      }
      guard word.isName || ["*", "+", "-", "/", "(", ")"].contains(word.text) || Double(word.text) != nil else { return nil }
      if word.isName {
        guard names.isKnown(word.text) else { return nil }
        table = table ?? tableOf(word.text)
      }
      words.append(word.text)
      index += 1
    }
    if let table, !isTable(table) { return nil }
    return words.isEmpty ? nil : (words.joined(separator: " "), table)
  }

  /// The table of events that alone has a column.
  private func tableOf(_ column: String) -> String? {
    if names.isOfCustomers(column) { return nil }
    // A made column may stand in the tables below too; the first one has it.
    return names.tables.first { $0.columns.contains(column) && !$0.isReference }?.name
  }

  /// `orders[status] = "paid"`.
  private func condition(_ range: Range<Int>) -> String? {
    guard let sign = range.first(where: { ["=", "<>", "!=", ">", "<", ">=", "<="].contains(phrase.word($0)) }),
      let tested = value(range.lowerBound..<sign)
    else { return nil }
    return "\(tested.text) \(phrase.word(sign) == "<>" ? "!=" : phrase.word(sign)) \(phrase.text(sign + 1..<range.upperBound))"
  }
}

extension Substring {
  fileprivate var trimmed: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
}
