// Words of other stores of events and of nested queries, before the clauses of a query are read.

import SegDiagnostics

extension QueryRewriting {
  /// `uniq(user_id)`, `toStartOfWeek(timestamp)`, `countIf(status = 'paid')`, `properties.device`, `a <> b`.
  func eventStore(_ phrase: Phrase) -> String? {
    guard phrase.word(0) == "select" else { return nil }
    for index in phrase.words.indices {
      let word = phrase.word(index)
      if word == "<>" { return phrase.replacing(index..<index + 1, with: "!=") }
      if word == "<", phrase.word(index + 1) == ">" { return phrase.replacing(index..<index + 2, with: "!=") }
      if word == "properties", phrase.word(index + 1) == ".", phrase.words.indices.contains(index + 2), !names.isKnown("properties"),
        names.isColumn(phrase.words[index + 2].text)
      {
        let start = ["person", "event"].contains(phrase.word(index - 2)) && phrase.word(index - 1) == "." ? index - 2 : index
        return phrase.replacing(start..<index + 2, with: "")
      }
      if ["person_id", "distinct_id"].contains(word), !names.isColumn(phrase.words[index].text), let key = names.customerKey {
        return phrase.replacing(index..<index + 1, with: Diagnostic.name(key))
      }
      guard phrase.word(index + 1) == "(", let close = phrase.closing(index + 1) else { continue }
      let inner = phrase.text(index + 2..<close)
      switch word {
      case "uniq", "uniqexact", "count_distinct", "countdistinct", "approx_count_distinct", "countunique":
        return phrase.replacing(index..<close + 1, with: "count(distinct \(inner))")
      case "tostartofday", "todate": return phrase.replacing(index..<close + 1, with: "date(\(inner))")
      case "tostartofweek", "tostartofmonth", "tostartofquarter", "tostartofyear":
        let first = phrase.parts(index + 2..<close).first.map { phrase.text($0) } ?? inner
        return phrase.replacing(index..<close + 1, with: "start_of_\(word.dropFirst(9))(\(first))")
      case "toyear", "tomonth", "toquarter", "tohour": return phrase.replacing(index..<close + 1, with: "\(word.dropFirst(2))(\(inner))")
      case "countif": return phrase.replacing(index..<close + 1, with: "count(*) filter (where \(inner))")
      case "sumif", "avgif":
        let parts = phrase.parts(index + 2..<close)
        guard parts.count == 2 else { continue }
        let call = "\(word.dropLast(2))(\(phrase.text(parts[0]))) filter (where \(phrase.text(parts[1])))"
        return phrase.replacing(index..<close + 1, with: call)
      default: continue
      }
    }
    return nil
  }

  /// `select avg(n) from (select customer_id, count(*) as n from orders group by customer_id)`: of customers.
  func nested(_ phrase: Phrase) -> String? {
    guard phrase.word(0) == "select", phrase.word(2) == "(", let end = phrase.closing(2), end == 4, phrase.word(5) == "from",
      phrase.word(6) == "(", phrase.word(7) == "select", let close = phrase.closing(6), close >= phrase.count - 3,
      let key = names.customerKey?.lowercased()
    else { return nil }
    let inner = Phrase(phrase.text(7..<close))
    guard let from = inner.first(["from"]), from + 1 < inner.count,
      let table = names.tables.first(where: { $0.name == inner.words[from + 1].text && !$0.isReference }),
      let group = inner.first(["group"]), group > from, inner.word(group + 2) == key, group + 3 == inner.count
    else { return nil }
    let start = inner.first(["where"]) ?? group
    guard start <= group else { return nil }
    let filter = inner.text(start..<group)
    for item in inner.parts(1..<from) where item.count > 2 && inner.word(item.upperBound - 1) == phrase.word(3) {
      let hasWord = inner.word(item.upperBound - 2) == "as"
      let value = Phrase(inner.text(item.lowerBound..<item.upperBound - (hasWord ? 2 : 1)))
      let condition = filter.isEmpty ? "" : " \(filter)"
      let metric = Selection.aggregates(value, of: table.name, condition)
      return "show \(phrase.words[1].text)(\(metric)) where any(\(Diagnostic.name(table.name))\(condition))"
    }
    return nil
  }
}
