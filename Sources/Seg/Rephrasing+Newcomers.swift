// Sentences as somebody types who has not read the manual.

import SegDiagnostics
import SegSyntax

extension Rephrasing {
  // MARK: Statements that begin with another word

  /// `count customers`, `how many orders`, `show number of orders by city`, `show unique customers`.
  func counted(_ phrase: Phrase) -> [String] {
    var start = phrase.word(0) == "show" ? 1 : 0
    switch phrase.word(start) {
    case "count" where phrase.word(start + 1) != "(": start += 1
    case "number", "total", "no": start += phrase.word(start + 1) == "of" ? 1 : phrase.count
    case "how": start += phrase.word(start + 1) == "many" ? 2 : phrase.count
    case "unique", "distinct": start += phrase.word(start + 1) == "(" ? phrase.count : 1
    default: return []
    }
    while ["of", "the", "all", "unique", "distinct"].contains(phrase.word(start)) { start += 1 }
    guard phrase.words.indices.contains(start) else { return [] }
    let name = phrase.words[start].text
    let tail = phrase.text(start + 1..<phrase.count)
    let rest = tail.isEmpty ? "" : " \(tail)"
    let customers = ["customers", "rows", "customer", names.customers?.lowercased() ?? ""]
    if customers.contains(name.lowercased()) { return ["show count()\(rest)"] }
    if names.tables.contains(where: { $0.name == name }) {
      // `how many orders under 5` compares their amount, not their number.
      if ["under", "over", "above", "below", "more", "less", "between", ">", "<", "older"].contains(phrase.word(start + 1)) { return [] }
      if phrase.word(start + 1) == "where" { return inTable(phrase, name, from: start + 1) }
      return ["show count(\(name))\(rest)"]
    }
    if names.isSegment(name) { return ["show count() of \(name)\(rest)"] }
    return names.isColumn(name) ? ["show distinct(\(name))\(rest)"] : []
  }

  /// `count orders where amount > 5 by city`.
  private func inTable(_ phrase: Phrase, _ table: String, from start: Int) -> [String] {
    let end = phrase.first(["by", "per", "draw", "rank", "top"], from: start) ?? phrase.count
    return ["show count(\(table) \(phrase.text(start..<end))) \(phrase.text(end..<phrase.count))"]
  }

  /// `compare loyal and new`, `show compare loyal with new`.
  func compared(_ phrase: Phrase) -> [String] {
    let start = phrase.word(0) == "show" ? 1 : 0
    guard phrase.word(start) == "compare", phrase.word(start + 1) != "(",
      let middle = phrase.first(["and", "with", "to", "vs", "versus", "against", ","], from: start + 2)
    else { return [] }
    let first = phrase.text(start + 1..<middle)
    return ["show compare(\(first), \(SpokenSentences.others(phrase.text(middle + 1..<phrase.count), than: first, names)))"]
  }

  /// `draw revenue by city`, `plot …`, `chart …`.
  func drawn(_ phrase: Phrase) -> [String] {
    guard ["draw", "plot", "chart", "graph"].contains(phrase.word(0)), phrase.count > 1 else { return [] }
    let shown = Phrase("show \(phrase.text(1..<phrase.count))")
    return periods(shown).map { "\($0) draw line" } + ["\(shown.text) draw bar"]
  }

  /// `show predicted value of vip`, `show ltv by city`: what customers will be worth.
  func worth(_ phrase: Phrase) -> [String] {
    guard phrase.word(0) == "show" else { return [] }
    let adjectives: Set<String> = ["predicted", "future", "expected", "lifetime", "life", "customer", "time", "total", "average", "the"]
    let nouns: Set<String> = ["value", "clv", "ltv", "cltv", "worth"]
    var end = 1
    while adjectives.contains(phrase.word(end)) { end += 1 }
    guard nouns.contains(phrase.word(end)), end > 1 || phrase.word(end) != "value", phrase.word(end + 1) != "(" else { return [] }
    let rest = phrase.text(end + 1..<phrase.count)
    return names.tables.filter { $0.time != nil }.flatMap { table in
      table.amounts.map { "show avg(clv(\($0) of \(table.name), horizon: 12 months, discount: 10% yearly)) \(rest)" }
    }
  }

  /// `since January`, `in March`: the last one until today.
  func monthsAlone(_ phrase: Phrase) -> [String] {
    guard let today = today?.civil else { return [] }
    let months = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ]
    for index in phrase.words.indices.dropFirst() where ["since", "before", "from", "in", "to", "until"].contains(phrase.word(index - 1)) {
      let word = phrase.word(index)
      guard word.count >= 3, let month = months.firstIndex(where: { $0.hasPrefix(word) }), !names.isKnown(phrase.words[index].text)
      else { continue }
      let year = month + 1 > today.month ? today.year - 1 : today.year
      let written = "\(year)-\(month < 9 ? "0" : "")\(month + 1)"
      return [phrase.replacing(index..<index + 1, with: phrase.word(index - 1) == "in" ? written : written + "-01")]
    }
    return []
  }

  /// `define metric a as revenue`, `create segment s where …`, `def f(x): x * 2`.
  func defined(_ phrase: Phrase) -> [String] {
    guard ["define", "def", "create", "let", "set", "add", "make", "new"].contains(phrase.word(0)) else { return [] }
    if phrase.word(2) == "(", let close = phrase.closing(2) {
      let sign = [":", "="].contains(phrase.word(close + 1)) ? close + 2 : close + 1
      return ["function \(phrase.text(1..<close + 1)) = \(phrase.text(sign..<phrase.count))"]
    }
    guard Self.definitions.contains(phrase.word(1)) else { return [] }
    let definition = Phrase(phrase.text(1..<phrase.count))
    let isSegment = definition.word(0) == "segment"
    if definition.word(2) == "as" { return [definition.replacing(2..<3, with: isSegment ? "where" : "=")] }
    return [definition.text]
  }

  /// `export list name, city of loyal to "loyal.csv"`.
  func exported(_ phrase: Phrase) -> [String] {
    guard ["export", "save", "write"].contains(phrase.word(0)), let segment = phrase.first(["of", "from"], from: 2),
      let target = phrase.first(["to", "into", "as"], from: segment), target == segment + 2
    else { return [] }
    let start = ["list", "show", "select"].contains(phrase.word(1)) ? 2 : 1
    let columns = phrase.text(start..<segment)
    let export = "export \(phrase.words[segment + 1].text) to \(phrase.text(target + 1..<phrase.count))"
    return [columns == "*" ? export : "\(export) columns \(columns)"]
  }

  /// `load "visits.csv"`: events of the customers that are loaded.
  func file(_ phrase: Phrase) -> [String] {
    guard phrase.word(0) == "load", phrase.words.indices.contains(1), phrase.words[1].isText else { return [] }
    let path = phrase.words[1].text
    let file = path.dropFirst().dropLast().split(separator: "/").last.map(String.init) ?? ""
    let name = file.split(separator: ".").first.map(String.init) ?? file
    let owner = phrase.first(["of", "join"]) == nil ? ownerOfEvents : ""
    return ["load \(Diagnostic.name(name)) from \(path)\(owner) \(phrase.text(2..<phrase.count))"]
  }

  /// `visits = load("visits.csv")`, `df = pd.read_csv("visits.csv")`.
  func assignedFile(_ phrase: Phrase) -> [String] {
    // `load segment vip from "list.csv"`: a list of customers.
    if phrase.word(0) == "load", phrase.word(1) == "segment", phrase.word(3) == "from", phrase.count > 4 {
      return ["load \(phrase.words[2].text) \(phrase.text(3..<phrase.count)) as segment"]
    }
    guard phrase.word(1) == "=", phrase.words[0].isName, let path = phrase.words.first(where: \.isText),
      phrase.words.contains(where: { $0.lower == "load" || $0.lower.hasPrefix("read") })
    else { return [] }
    return ["load \(phrase.words[0].text) from \(path.text)\(ownerOfEvents)"]
  }

  private var ownerOfEvents: String {
    guard let key = names.customerKey, let customers = names.customers else { return "" }
    return " of \(Diagnostic.name(customers)) by \(Diagnostic.name(key))"
  }

  /// `segment a, b where …`: one statement for each; `segment ,a where …`.
  func severalNames(_ phrase: Phrase) -> [String] {
    guard ["segment", "metric", "measure"].contains(phrase.word(0)) else { return [] }
    if [",", "，", "、"].contains(phrase.word(1)) { return [phrase.replacing(1..<2, with: "")] }
    var index = 1
    var defined: [String] = []
    while phrase.words.indices.contains(index), phrase.words[index].isName {
      defined.append(phrase.words[index].text)
      guard [",", "，", "、", "and"].contains(phrase.word(index + 1)) else { break }
      index += 2
    }
    guard defined.count > 1, ["where", "=", "rank"].contains(phrase.word(index + 1)) else { return [] }
    let body = phrase.text(index + 1..<phrase.count)
    return [defined.map { "\(phrase.words[0].text) \($0) \(body)" }.joined(separator: "; ")]
  }

  // MARK: Questions

  /// `show loyal and new`, `show loyal minus new`: how many customers.
  func setOperations(_ phrase: Phrase) -> [String] {
    guard phrase.word(0) == "show" else { return [] }
    let end = phrase.first(Phrase.clauses, from: 1) ?? phrase.count
    let operators: [String: String] = [
      "and": "and", "or": "or", "&": "and", "&&": "and", "|": "or", "||": "or", "intersect": "and", "union": "or", "minus": "and not",
      "except": "and not", "without": "and not", "-": "and not", "not": "not",
    ]
    var said: [String] = []
    for word in phrase.words[1..<max(1, end)] {
      if let operation = operators[word.lower] {
        said.append(operation)
      } else if names.isSegment(word.text) || names.isCondition(word.text) || ["(", ")"].contains(word.text) {
        said.append(word.text)
      } else {
        return []
      }
    }
    guard said.count > 1 else { return [] }
    return ["show count(\(said.joined(separator: " "))) \(phrase.text(end..<phrase.count))"]
  }

  /// `list orders of Ann`, where `Ann` is no segment: the events of one customer.
  func eventsOfOne(_ phrase: Phrase) -> [String] {
    guard ["list", "show"].contains(phrase.word(0)), phrase.count == 4, phrase.word(2) == "of",
      phrase.words[3].isName || phrase.words[3].isText,
      let table = names.tables.first(where: { $0.name == phrase.words[1].text }), !names.isSegment(phrase.words[3].text)
    else { return [] }
    let value = phrase.words[3].isText ? phrase.words[3].text : "\"\(phrase.words[3].text)\""
    let columns = names.customerTexts.sorted { Self.seemsName($0) && !Self.seemsName($1) }
    return columns.map { "list * of \(Diagnostic.name(table.name)) where \(Diagnostic.name($0)) = \(value)" }
  }

  private static func seemsName(_ column: String) -> Bool { column.lowercased().contains("name") }

  /// `draw bar chart`, `as a bar chart`.
  func chart(_ phrase: Phrase) -> [String] {
    guard phrase.count > 3, ["chart", "graph", "plot", "diagram"].contains(phrase.word(phrase.count - 1)) else { return [] }
    let before = phrase.words.indices.last { ["draw", "as"].contains(phrase.word($0)) }
    guard let before, before > 1 else { return [] }
    let kind = phrase.word(phrase.count - 2)
    return ["\(phrase.text(0..<before)) draw \(ChartKind.named(kind) == nil ? "bar" : kind)"]
  }

  /// `… year to date`, `… month to date`.
  func toDate(_ phrase: Phrase) -> [String] {
    guard let unit = phrase.words.indices.first(where: { phrase.word($0 + 1) == "to" && phrase.word($0 + 2) == "date" }),
      ["year", "quarter", "month", "week"].contains(phrase.word(unit))
    else { return [] }
    let start = ["in", "for"].contains(phrase.word(unit - 1)) ? unit - 1 : unit
    let window = "in this \(phrase.word(unit)) to date"
    let outside = phrase.replacing(start..<unit + 3, with: window)
    guard phrase.words[start].depth == 0, let close = phrase.words[..<start].lastIndex(where: { $0.text == ")" }) else { return [outside] }
    return ["\(phrase.text(0..<close)) \(window)) \(phrase.text(close + 1..<start)) \(phrase.text(unit + 3..<phrase.count))", outside]
  }

  // MARK: Conditions

  /// `where "nn" in name`, `where city is one of ("A", "B")`, `where email exists`, `revenue = > 5`.
  func tests(_ phrase: Phrase) -> [String] {
    for index in phrase.words.indices where index > 0 {
      let word = phrase.words[index]
      if word.lower == "in", phrase.words[index - 1].isText, phrase.words.indices.contains(index + 1), phrase.words[index + 1].isName {
        return [phrase.replacing(index - 1..<index + 2, with: "\(phrase.words[index + 1].text) contains \(phrase.words[index - 1].text)")]
      }
      if ["one", "any"].contains(word.lower), phrase.word(index + 1) == "of", phrase.word(index + 2) == "(" {
        let isNegated = phrase.word(index - 1) == "not"
        let start = phrase.word(index - (isNegated ? 2 : 1)) == "is" ? index - (isNegated ? 2 : 1) : index - (isNegated ? 1 : 0)
        return [phrase.replacing(start..<index + 2, with: isNegated ? "not in" : "in")]
      }
      if word.lower == "exists", phrase.words[index - 1].isName { return [phrase.replacing(index..<index + 1, with: "is not missing")] }
      if let sign = Self.signs["\(phrase.words[index - 1].text) \(word.text)"] {
        return [phrase.replacing(index - 1..<index + 1, with: sign)]
      }
    }
    return []
  }

  private static let signs = ["= >": ">=", "= <": "<=", "> =": ">=", "< =": "<=", "< >": "!=", "! =": "!=", "= =": "="]

  /// `days between signup and today`.
  func distances(_ phrase: Phrase) -> [String] {
    guard let between = phrase.words.indices.first(where: { ["between", "from"].contains(phrase.word($0)) }), between > 0,
      let and = phrase.words.indices.first(where: { $0 > between + 1 && ["and", "to"].contains(phrase.word($0)) })
    else { return [] }
    let (from, unit) = (phrase.text(between + 1..<and), phrase.word(between - 1))
    let stops = Phrase.clauses.union([",", ")", ">", "<", ">=", "<=", "=", "!=", "and", "or"])
    let end = phrase.words.indices.first { $0 > and && stops.contains(phrase.word($0)) } ?? phrase.count
    let to = phrase.text(and + 1..<end)
    let said: String
    switch unit {
    case "day", "days": said = "\(to) - \(from)"
    case "month", "months": said = "months_between(\(from), \(to))"
    case "year", "years": said = "years_between(\(from), \(to))"
    default: return []
    }
    return [phrase.replacing(between - 1..<end, with: said)]
  }

  // MARK: Calls

  /// `count(unique city)`, `total(amount of orders)`, `histogram(revenue, 10)`.
  func calls(_ phrase: Phrase) -> [String] {
    for index in phrase.words.indices where phrase.word(index + 1) == "(" {
      guard let close = phrase.closing(index + 1) else { continue }
      let inner = phrase.text(index + 2..<close)
      switch phrase.word(index) {
      case "count" where ["unique", "distinct"].contains(phrase.word(index + 2)):
        return [phrase.replacing(index..<close + 1, with: "distinct(\(phrase.text(index + 3..<close)))")]
      case "total" where phrase.words[index + 2..<close].contains(where: { $0.lower == "of" }):
        return [phrase.replacing(index..<close + 1, with: "sum(\(inner))")]
      case "compare":
        let arguments = phrase.parts(index + 2..<close).map { phrase.text($0) }
        guard arguments.count > 1 else { continue }
        let second = SpokenSentences.others(arguments[1], than: arguments[0], names)
        guard second != arguments[1] else { continue }
        let all = ([arguments[0], second] + arguments.dropFirst(2)).joined(separator: ", ")
        return [phrase.replacing(index + 2..<close, with: all)]
      case "histogram":
        guard let comma = (index + 2..<close).first(where: { phrase.word($0) == "," }), phrase.word(comma + 2) == ")" else { continue }
        return [phrase.replacing(comma + 1..<comma + 2, with: "bins: \(phrase.words[comma + 1].text)")]
      default: continue
      }
    }
    return []
  }

  /// `show rfm`, `show rfm()`: with the values that usually are its arguments.
  func usualArguments(_ phrase: Phrase) -> [String] {
    guard phrase.word(0) == "show", phrase.word(1) == "rfm", phrase.count == 2 || phrase.count == 4 && phrase.word(3) == ")"
    else { return [] }
    return ["profit", "revenue", "monetary", "sales"].map { "show rfm(recency, frequency, \($0))" }
  }

  /// `metric margin = profit / revenue as percent`: the unit follows `in`.
  func units(_ phrase: Phrase) -> [String] {
    guard ["metric", "measure"].contains(phrase.word(0)), phrase.count > 5, phrase.word(phrase.count - 2) == "as" else { return [] }
    return [phrase.replacing(phrase.count - 2..<phrase.count - 1, with: "in")]
  }
}
