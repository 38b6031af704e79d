// Queries of Malloy, of R and of data frames, as `select … from …`.

import SegDiagnostics

/// A query that is written as steps from a table.
struct ForeignQuery {
  let phrase: Phrase
  let names: KnownNames

  /// The same in SQL; empty if it is none.
  var selections: [String] { (malloy ?? piped ?? chained).map { [$0.text] } ?? [] }

  /// Statements that define what Malloy calls a source, a dimension or a measure.
  var definitions: [String] {
    guard phrase.word(1) == ":", phrase.word(3) == "is", phrase.count > 4 else { return [] }
    let (name, rest) = (phrase.words[2].text, phrase.text(4..<phrase.count))
    switch phrase.word(0) {
    case "measure": return ["measure \(name) = \(rest)"]
    case "dimension": return ["segment \(name) where \(rest)", "metric \(name) = \(rest)"]
    case "source":
      if let measure = measureOfSource { return [measure] }
      guard phrase.word(4) == names.customers?.lowercased(), phrase.word(5) == "extend", phrase.word(6) == "{", phrase.word(7) == "where",
        phrase.word(8) == ":", phrase.word(phrase.count - 1) == "}"
      else { return [] }
      return ["segment \(name) where \(phrase.text(9..<phrase.count - 1))"]
    default: return []
    }
  }

  /// `source: big is orders extend { measure: total is amount.sum() }`: the measure.
  private var measureOfSource: String? {
    guard phrase.word(5) == "extend", phrase.word(6) == "{", phrase.word(7) == "measure", phrase.word(8) == ":", phrase.word(10) == "is",
      phrase.word(phrase.count - 1) == "}", phrase.first([":"], from: 9) == nil, isTable(phrase.words[4].text)
    else { return nil }
    let value = Phrase(Self.said(phrase.text(11..<phrase.count - 1)))
    let table = phrase.words[4].text
    return "measure \(phrase.words[9].text) = \(table == names.customers ? value.text : Selection.aggregates(value, of: table, ""))"
  }

  /// A query, clause by clause.
  private struct Query {
    var table: String
    var conditions: [String] = []
    var groups: [String] = []
    var items: [String] = []
    var having: String?
    var order: String?
    var limit: String?

    var text: String {
      let all = groups + items
      var parts = ["select \(all.isEmpty ? "*" : all.joined(separator: ", ")) from \(table)"]
      if !conditions.isEmpty { parts.append("where \(conditions.joined(separator: " and "))") }
      if !groups.isEmpty { parts.append("group by \(groups.joined(separator: ", "))") }
      if let having { parts.append("having \(having)") }
      if let order { parts.append("order by \(order)") }
      if let limit { parts.append("limit \(limit)") }
      return parts.joined(separator: " ")
    }
  }

  private func isTable(_ name: String) -> Bool { name == names.customers || names.tables.contains { $0.name == name } }

  // MARK: - Malloy

  private static let sections: Set<String> = ["group_by", "aggregate", "where", "having", "order_by", "limit", "top", "select", "project"]

  /// `run: orders -> { group_by: status; aggregate: n is count() }`.
  private var malloy: Query? {
    // `orders -> { … }` stands alone too.
    let table = ["run", "query"].contains(phrase.word(0)) && phrase.word(1) == ":" ? 2 : 0
    guard phrase.words.indices.contains(table), isTable(phrase.words[table].text),
      let opening = phrase.words.indices.first(where: { phrase.word($0) == "{" }), opening < table + 4, opening > table + 1 || table > 0,
      phrase.word(phrase.count - 1) == "}"
    else { return nil }
    var query = Query(table: phrase.words[table].text)
    let end = phrase.count - 1
    let starts = (opening + 1..<end).filter { Self.sections.contains(phrase.word($0)) && phrase.word($0 + 1) == ":" }
    guard starts.first == opening + 1 else { return nil }
    for (index, start) in starts.enumerated() {
      var stop = index + 1 < starts.count ? starts[index + 1] : end
      while [";", ","].contains(phrase.word(stop - 1)) { stop -= 1 }
      let parts = phrase.parts(start + 2..<stop).map { Self.said(phrase.text($0)) }
      switch phrase.word(start) {
      case "group_by": query.groups += parts
      case "aggregate", "select", "project": query.items += parts.filter { $0 != "*" }
      case "where": query.conditions += parts
      case "having": query.having = parts.joined(separator: " and ")
      case "order_by": query.order = parts.joined(separator: ", ")
      default: query.limit = parts.first
      }
    }
    return query
  }

  /// `n is count()` as `count() as n`, `shipping.avg()` as `avg(shipping)`, `order_date.month` as its function.
  private static func said(_ text: String) -> String {
    let phrase = Phrase(text)
    if phrase.word(1) == "is", phrase.count > 2 { return "\(said(phrase.text(2..<phrase.count))) as \(phrase.words[0].text)" }
    guard phrase.word(1) == ".", phrase.words.indices.contains(2) else {
      // Of a key, Malloy counts the distinct ones.
      let isOfKey = phrase.word(0) == "count" && phrase.word(1) == "(" && phrase.count == 4
      return isOfKey ? "count(distinct \(phrase.words[2].text))" : text
    }
    let (value, word) = (phrase.words[0].text, phrase.word(2))
    if ["day", "week", "month", "quarter", "year"].contains(word), phrase.count == 3 {
      return word == "day" ? value : "start_of_\(word)(\(value))"
    }
    return phrase.word(3) == "(" && phrase.count == 5 ? "\(word)(\(value))" : text
  }

  // MARK: - Pipes

  /// `customers %>% filter(revenue > 500) |> count(city)`.
  private var piped: Query? {
    let steps = phrase.text.replacing("%>%", with: "|>").parts(separatedBy: "|>").filter { !$0.isEmpty }.map { Phrase(String($0)) }
    guard steps.count > 1, steps[0].count == 1, isTable(steps[0].words[0].text) else { return nil }
    var query = Query(table: steps[0].words[0].text)
    for step in steps.dropFirst() {
      guard step.word(1) == "(", let close = step.closing(1), close == step.count - 1 else { return nil }
      let parts = step.parts(2..<close).map { range -> String in
        let part = Phrase(step.text(range))
        let (value, name) = part.word(1) == "=" ? (part.text(2..<part.count), part.words[0].text) : (part.text, nil)
        return value.replacing("n()", with: "count(*)").replacing("==", with: "=") + (name.map { " as \($0)" } ?? "")
      }
      switch step.word(0) {
      case "filter": query.conditions += parts
      case "group_by": query.groups += parts
      case "summarise", "summarize": query.items += parts
      case "select": query.items += parts
      case "count":
        query.groups += parts
        query.items.append("count(*)")
      case "tally": query.items.append("count(*)")
      case "arrange":
        query.order = parts.map { $0.hasPrefix("desc(") ? "\($0.dropFirst(5).dropLast()) desc" : $0 }.joined(separator: ", ")
      case "head", "slice_head": query.limit = parts.first.map { $0.replacing("n = ", with: "") } ?? "6"
      default: return nil
      }
    }
    return query
  }

  // MARK: - Data frames

  private struct Step {
    var name: String
    /// nil: no call.
    var arguments: [String]?
  }

  /// `orders.groupby("status").shipping.mean()`, `df[df.city == "Berlin"].head(5)`, `len(customers)`.
  private var chained: Query? {
    if phrase.word(0) == "len", phrase.count == 4, isTable(phrase.words[2].text) {
      return Query(table: phrase.words[2].text, items: ["count(*)"])
    }
    guard phrase.count > 2, [".", "["].contains(phrase.word(1)) else { return nil }
    let name = phrase.words[0].text
    guard let table = isTable(name) ? name : tableOfFrame, let steps = steps(of: name), !steps.isEmpty else { return nil }
    var query = Query(table: table)
    var column: String?
    for step in steps {
      guard take(step, &query, &column) else { return nil }
    }
    return column == nil ? query : nil
  }

  /// The table of a frame that is called `df`: the customers, or the first events, with all columns that are named.
  private var tableOfFrame: String? {
    guard ["df", "data", "dataframe", "frame", "d"].contains(phrase.word(0)), !names.isKnown(phrase.words[0].text) else { return nil }
    let mentioned = phrase.words.map { $0.isText ? String($0.text.dropFirst().dropLast()) : $0.text }.filter { names.isColumn($0) }
    guard !mentioned.isEmpty else { return nil }
    if let customers = names.customers, mentioned.allSatisfy({ names.isOfCustomers($0) }) { return customers }
    let events = names.tables.filter { !$0.isReference }
    return events.first { table in mentioned.allSatisfy { table.columns.contains($0) } }?.name
      ?? events.first { table in mentioned.allSatisfy { table.columns.contains($0) || names.isOfCustomers($0) } }?.name
  }

  private func steps(of table: String) -> [Step]? {
    var steps: [Step] = []
    var index = 1
    func plain(_ text: String) -> String { text.filter { !"[]\"'".contains($0) } }
    while index < phrase.count {
      if phrase.word(index) == "[", let close = phrase.closing(index) {
        let inside = phrase.text(index + 1..<close)
        let isColumn = close == index + 2 || inside.hasPrefix("[")
        steps.append(isColumn ? Step(name: plain(inside)) : Step(name: "query", arguments: [Self.condition(inside, of: table)]))
        index = close + 1
      } else if phrase.word(index) == ".", phrase.words.indices.contains(index + 1) {
        let name = phrase.words[index + 1].text
        index += 2
        guard phrase.word(index) == "(", let close = phrase.closing(index) else {
          steps.append(Step(name: name))
          continue
        }
        let isCondition = name == "query"
        let arguments = isCondition ? [phrase.text(index + 1..<close)] : phrase.parts(index + 1..<close).map { phrase.text($0) }
        steps.append(
          Step(
            name: name,
            arguments: isCondition ? arguments.map { String($0.dropFirst().dropLast()).replacing("==", with: "=") } : arguments.map(plain)))
        index = close + 1
      } else {
        return nil
      }
    }
    return steps
  }

  /// `df["age"] > 30`, `df.city.isin(["Berlin"])`, `df.email.isna()`: as the language says it.
  private static func condition(_ text: String, of table: String) -> String {
    var said = Phrase(
      text.replacing("==", with: "=").replacing("&", with: " and ").replacing("|", with: " or ").replacing("~", with: " not "))
    var index = 0
    // The frame's own name, with a point or brackets.
    while index < said.count {
      if said.words[index].text == table, said.word(index + 1) == "." {
        said = Phrase(said.replacing(index..<index + 2, with: ""))
      } else if said.words[index].text == table, said.word(index + 1) == "[", said.word(index + 3) == "]" {
        said = Phrase(said.replacing(index..<index + 4, with: plainName(said.words[index + 2].text)))
      } else {
        index += 1
      }
    }
    for index in said.words.indices.reversed() where said.word(index) == "." && said.word(index + 2) == "(" {
      guard let close = said.closing(index + 2) else { continue }
      let inside = said.text(index + 3..<close)
      let test: String
      switch said.word(index + 1) {
      case "isin": test = "in (\(inside.filter { !"[]".contains($0) }))"
      case "isna", "isnull": test = "is missing"
      case "notna", "notnull": test = "is not missing"
      case "contains" where said.word(index - 1) == "str" && said.word(index - 2) == ".": test = "contains \(inside)"
      case "startswith" where said.word(index - 1) == "str" && said.word(index - 2) == ".": test = "starts with \(inside)"
      case "between": test = "between \(inside.replacing(",", with: " and "))"
      default: continue
      }
      let start = said.word(index - 1) == "str" && said.word(index - 2) == "." ? index - 2 : index
      return condition(said.replacing(start..<close + 1, with: test), of: table)
    }
    return said.text
  }

  private static func plainName(_ text: String) -> String { text.filter { !"[]\"'".contains($0) } }

  /// `df["city"]`, `orders.created_at.dt.month`: a column, or a part of its day.
  private func column(_ text: String) -> String {
    var parts = Self.plainName(text).split(separator: ".").map { $0.filter { !$0.isWhitespace } }
    if parts.count > 1, parts[0] == phrase.words[0].text { parts.removeFirst() }
    guard parts.count > 2, parts[1] == "dt" else { return parts.joined(separator: ".") }
    if parts[2].hasPrefix("to_period") {
      let units: [Character: String] = ["M": "month", "Q": "quarter", "Y": "year", "W": "week"]
      return units[parts[2].dropFirst("to_period(".count).first ?? " "].map { "start_of_\($0)(\(parts[0]))" } ?? parts[0]
    }
    return ["date", "month", "year", "quarter", "hour", "weekday"].contains(parts[2]) ? "\(parts[2])(\(parts[0]))" : parts[0]
  }

  /// `agg(["count", "sum"])`, `agg({"amount": "sum"})`, `agg(total=("amount", "sum"))`.
  private func aggregated(_ arguments: [String], _ column: String?) -> [String]? {
    var parts = arguments.flatMap { $0.split(separator: ",") }.map { part in
      part.filter { !$0.isWhitespace && !"{}()[]\"'".contains($0) }
    }
    var items: [String] = []
    while !parts.isEmpty {
      let part = parts.removeFirst()
      var (value, function, name): (String?, String, String?) = (column, part, nil)
      if let sign = part.firstIndex(of: ":") {
        (value, function, name) = (String(part[..<sign]), String(part[part.index(after: sign)...]), nil)
      } else if let sign = part.firstIndex(of: "="), !parts.isEmpty {
        (value, function, name) = (String(part[part.index(after: sign)...]), parts.removeFirst(), String(part[..<sign]))
      }
      let alias = name.map { " as \($0)" } ?? ""
      if ["count", "size"].contains(function) {
        items.append("count(*)\(alias)")
      } else if let known = Self.functions[function], let value {
        items.append("\(known)(\(value))\(alias)")
      } else if function == "nunique", let value {
        items.append("count(distinct \(value))\(alias)")
      } else {
        return nil
      }
    }
    return items.isEmpty ? nil : items
  }

  private static let functions = [
    "mean": "avg", "sum": "sum", "median": "median", "max": "max", "min": "min", "std": "stddev", "var": "variance",
  ]

  private func take(_ step: Step, _ query: inout Query, _ column: inout String?) -> Bool {
    guard let arguments = step.arguments else {
      guard column == nil else { return false }
      column = step.name
      return true
    }
    if let function = Self.functions[step.name], let value = column {
      query.items.append("\(function)(\(value))")
      column = nil
      return true
    }
    switch step.name {
    case "query": query.conditions += arguments
    case "groupby":
      query.groups += arguments.filter { !$0.contains("=") || $0.hasPrefix("by=") }.map { self.column($0.replacing("by=", with: "")) }
    case "agg", "aggregate":
      guard let items = aggregated(arguments, column) else { return false }
      query.items += items
    case "nlargest", "nsmallest":
      guard column == nil, arguments.count == 2 else { return false }
      query.limit = arguments[0]
      query.order = arguments[1].replacing("columns=", with: "") + (step.name == "nlargest" ? " desc" : " asc")
    case "merge", "join":
      // The rows of events have what their customers have.
      guard let other = arguments.first, isTable(other) else { return false }
      if query.table == names.customers { query.table = other } else { return other == names.customers }
    case "reset_index", "round", "dropna", "copy", "to_frame", "unstack", "plot": return true
    case "size", "count": query.items.append("count(*)")
    case "nunique":
      guard let value = column ?? arguments.first else { return false }
      query.items.append("count(distinct \(value))")
    case "value_counts", "unique":
      guard let value = column ?? arguments.first else { return false }
      query.groups.append(value)
      query.items.append("count(*)")
    case "describe":
      guard let value = column else { return false }
      query.items += ["min", "avg", "median", "max", "stddev"].map { "\($0)(\(value))" }
    case "sort_values":
      guard let by = arguments.first?.replacing("by=", with: "") else { return false }
      query.order = by + (arguments.contains { $0.filter { $0 != " " } == "ascending=False" } ? " desc" : " asc")
      return column == nil
    case "head": query.limit = arguments.first ?? "5"
    default: return false
    }
    column = nil
    return true
  }
}
