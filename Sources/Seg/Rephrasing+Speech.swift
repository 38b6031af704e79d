// Habits of speech, of spreadsheets and of data frames.

import SegDiagnostics
import SegSyntax

extension Rephrasing {
  /// `list top 10 customers by revenue`, `list city top 10 by revenue`, `where top 20% by
  /// revenue`, `where revenue in top 20%`, `list city by revenue`.
  func best(_ phrase: Phrase) -> [String] {
    if let place = phrase.words.indices.first(where: { ["top", "bottom"].contains(phrase.word($0)) }), place + 1 < phrase.count {
      return bestOf(phrase, at: place)
    }
    if phrase.word(0) == "list", let by = phrase.first(["by"], from: 1), phrase.word(by - 1) != "rank" {
      return [phrase.replacing(by..<by + 1, with: "rank by")]
    }
    // where rank by revenue <= 10
    if let rank = phrase.first(["rank"]), phrase.word(rank - 1) == "where", phrase.word(rank + 1) == "by",
      let sign = phrase.first(["<=", "<"], from: rank)
    {
      return ["\(phrase.text(0..<rank - 1)) \(phrase.text(rank..<sign)) top \(phrase.text(sign + 1..<phrase.count))"]
    }
    return []
  }

  private static let parts = ["decile": "10%", "quintile": "20%", "quartile": "25%", "quarter": "25%", "third": "33.3%", "half": "50%"]

  /// The best of all customers or of a segment; of anything else it would be another question.
  private func bestOf(_ phrase: Phrase, at place: Int) -> [String] {
    var end = place + 2
    if phrase.word(end) == "%" { end += 1 }
    let amount = Self.parts[phrase.word(place + 1)] ?? phrase.text(place + 1..<end)
    let cut = "\(phrase.word(place)) \(amount)"
    var after = end
    var segment: String?
    if phrase.words.indices.contains(after), phrase.words[after].isName, !["by", "of"].contains(phrase.word(after)) {
      let subject = phrase.words[after].text
      if names.isSegment(subject) {
        segment = subject
      } else if !WordVocabulary.people.contains(WordVocabulary.stem(subject)), subject != names.customers {
        return []
      }
      after += 1
    }
    var start = place
    while ["the", "in", "is"].contains(phrase.word(start - 1)) { start -= 1 }
    if start < place, phrase.word(start - 2) == "where" {
      return [phrase.text(0..<start - 2) + " rank by \(phrase.words[start - 1].text) \(cut)"]
    }
    if phrase.word(start - 1) == "where" { start -= 1 }
    let head = start <= 1 ? "list *" + (segment.map { " of \($0)" } ?? "") : phrase.text(0..<start)
    if ["by", "of"].contains(phrase.word(after)), after + 1 < phrase.count {
      return ["\(head) rank by \(phrase.text(after + 1..<phrase.count)) \(cut)"]
    }
    // Which are the first of all customers, without an order, nobody asks.
    return start <= 1 && segment != nil && after == phrase.count ? ["\(head) \(cut)"] : []
  }

  /// `name || city`, `name & " " & city`, `first + last`: texts are joined by a function.
  func joined(_ phrase: Phrase) -> [String] {
    let signs: Set<String> = ["||", "&", "+"]
    var readings: [String] = []
    guard let first = phrase.words.indices.first(where: { signs.contains(phrase.words[$0].text) }) else { return [] }
    let depth = phrase.words[first].depth
    func isBorder(_ index: Int) -> Bool {
      let word = phrase.words[index]
      let ends = Phrase.clauses.union([",", "=", "!=", "list", "show"])
      return word.depth < depth || word.depth == depth && ends.contains(word.lower)
    }
    let start = phrase.words.indices.last { $0 < first && isBorder($0) }.map { $0 + 1 } ?? 0
    let end = phrase.words.indices.first { $0 > first && isBorder($0) } ?? phrase.count
    var parts: [String] = []
    var from = start
    for index in start..<end where signs.contains(phrase.words[index].text) && phrase.words[index].depth == depth {
      parts.append(phrase.text(from..<index))
      from = index + 1
    }
    parts.append(phrase.text(from..<end))
    guard parts.count > 1, !parts.contains("") else { return [] }
    readings.append(phrase.replacing(start..<end, with: "concat(\(parts.joined(separator: ", ")))"))
    return readings
  }

  /// `revenue.mean()`, `city.contains("Ber")`, `city.isin(["Berlin"])`, `orders.groupby("city").sum()`.
  func methods(_ phrase: Phrase) -> [String] {
    guard let dot = phrase.words.indices.first(where: { phrase.word($0) == "." && phrase.word($0 + 2) == "(" }), dot > 0,
      let close = phrase.closing(dot + 2)
    else { return [] }
    let value = phrase.words[dot - 1].text
    let method = phrase.word(dot + 1)
    let argument = phrase.text(dot + 3..<close)
    let plain = argument.filter { $0 != "[" && $0 != "]" }
    let range = dot - 1..<close + 1
    func said(_ text: String) -> [String] { [phrase.replacing(range, with: text)] }
    switch method {
    case "contains", "like", "matches": return said("\(value) \(method) \(plain)")
    case "startswith", "starts_with": return said("\(value) starts with \(plain)")
    case "endswith", "ends_with": return said("\(value) ends with \(plain)")
    case "isin", "in": return said("\(value) in (\(plain))")
    case "isna", "isnull": return said("\(value) is missing")
    case "notna", "notnull": return said("\(value) is not missing")
    case "fillna": return said("(\(value) ?? \(plain))")
    case "nunique": return said("distinct(\(value))")
    case "mean", "average": return said("avg(\(value))")
    default: return said(argument.isEmpty ? "\(method)(\(value))" : "\(method)(\(value), \(argument))")
    }
  }

  /// `has orders`, `no orders`, `without orders`, `with visits`.
  func having(_ phrase: Phrase) -> [String] {
    if let reading = columnOfTable(phrase) { return [reading] }
    for index in phrase.words.indices.dropLast() {
      let table = phrase.words[index + 1].text
      guard names.tables.contains(where: { $0.name == table }) else { continue }
      switch phrase.word(index) {
      case "has", "have", "with", "bought", "placed": return [phrase.replacing(index..<index + 2, with: "any(\(table))")]
      case "no", "without", "never": return [phrase.replacing(index..<index + 2, with: "not any(\(table))")]
      default: continue
      }
    }
    return []
  }

  /// `where amount of orders > 100`: a condition on events.
  private func columnOfTable(_ phrase: Phrase) -> String? {
    for index in phrase.words.indices where index > 1 && phrase.word(index) == "of" && phrase.words[index].depth == 0 {
      guard phrase.words.indices.contains(index + 2), names.tables.contains(where: { $0.name == phrase.words[index + 1].text }),
        ["where", "and", "or", "not"].contains(phrase.word(index - 2))
      else { continue }
      let end = phrase.first(Phrase.clauses.union(["and", "or"]), from: index + 1) ?? phrase.count
      let condition = "\(phrase.words[index - 1].text) \(phrase.text(index + 2..<end))"
      return phrase.replacing(index - 1..<end, with: "any(\(phrase.words[index + 1].text) where \(condition))")
    }
    return nil
  }

  /// `city = "Berlin" or "Hamburg"`.
  func alternatives(_ phrase: Phrase) -> [String] {
    guard let sign = phrase.words.indices.dropLast().first(where: { phrase.word($0) == "=" && phrase.words[$0 + 1].isText })
    else { return [] }
    var texts = [phrase.words[sign + 1].text]
    var end = sign + 2
    while ["or", "||", "|", ","].contains(phrase.word(end)), phrase.words.indices.contains(end + 1), phrase.words[end + 1].isText {
      texts.append(phrase.words[end + 1].text)
      end += 2
    }
    return texts.count > 1 ? [phrase.replacing(sign..<end, with: "in (\(texts.joined(separator: ", ")))")] : []
  }

  /// `where plan pro`: a column and a value without a sign between them.
  func valueAfterName(_ phrase: Phrase) -> [String] {
    guard let start = phrase.first(["where"]) else { return [] }
    for index in phrase.words.indices.dropLast() where index > start && names.isColumn(phrase.words[index].text) {
      let next = phrase.words[index + 1]
      if next.isText { return [phrase.replacing(index + 1..<index + 2, with: "= \(next.text)")] }
      guard next.isName, !Phrase.clauses.contains(next.lower) else { continue }
      return [phrase.replacing(index + 1..<index + 2, with: "= \"\(next.text)\"")]
    }
    return []
  }

  /// `cast(revenue as int)`, `revenue::int`, `extract(year from signup)`.
  func casts(_ phrase: Phrase) -> [String] {
    let types = [
      "int": "integer", "integer": "integer", "bigint": "integer", "float": "number", "double": "number", "numeric": "number",
      "decimal": "number", "text": "text", "varchar": "text", "string": "text", "date": "date",
    ]
    func converted(_ value: String, _ type: String) -> [String] {
      guard let function = types[type] else { return [] }
      return function == "integer" ? ["integer(\(value))", "round(\(value))"] : ["\(function)(\(value))"]
    }
    for index in phrase.words.indices where phrase.word(index) == "cast" || phrase.word(index) == "extract" {
      guard phrase.word(index + 1) == "(", let close = phrase.closing(index + 1) else { continue }
      let middle = phrase.word(index) == "cast" ? "as" : "from"
      guard let word = (index + 2..<close).first(where: { phrase.word($0) == middle }) else { continue }
      let (first, second) = (phrase.text(index + 2..<word), phrase.text(word + 1..<close))
      if middle == "from" {
        let parts = ["dow": "weekday", "isodow": "weekday", "doy": "day_of_year"]
        let part = parts[first.lowercased()] ?? first.lowercased()
        return [phrase.replacing(index..<close + 1, with: "\(part)(\(second))")]
      }
      return converted(first, second.lowercased()).map { phrase.replacing(index..<close + 1, with: $0) }
    }
    if let index = phrase.first(["substring"]), phrase.word(index + 1) == "(", let close = phrase.closing(index + 1),
      let from = (index + 2..<close).first(where: { phrase.word($0) == "from" })
    {
      let end = (from..<close).first { phrase.word($0) == "for" }
      let count = end.map { ", \(phrase.text($0 + 1..<close))" } ?? ""
      let ours = "part(\(phrase.text(index + 2..<from)), \(phrase.text(from + 1..<(end ?? close)))\(count))"
      return [phrase.replacing(index..<close + 1, with: ours)]
    }
    guard let colon = phrase.words.indices.first(where: { phrase.word($0) == ":" && phrase.word($0 + 1) == ":" }), colon > 0
    else { return [] }
    return converted(phrase.words[colon - 1].text, phrase.word(colon + 2)).map { phrase.replacing(colon - 1..<colon + 3, with: $0) }
  }

  /// `rank by revenue top 20%`, `where city = "Berlin"`: a clause without its statement.
  func bareClause(_ phrase: Phrase) -> [String] {
    switch phrase.word(0) {
    case "rank", "where", "top", "bottom": ["list * \(phrase.text)"]
    case "by": ["show count() \(phrase.text)"]
    case "use": ["use \(phrase.text(1..<phrase.count).filter { $0 != "\"" })"]
    case "explain": ["show \(phrase.text(1..<phrase.count))"]
    default: []
    }
  }
}
