// Parts of SQL that Seg says in other words, before the clauses of a query are read.

/// A query of SQL that is rewritten step by step: joins, subqueries, functions and aliases.
struct QueryRewriting {
  let names: KnownNames

  /// The query without what Seg has no form for; the text itself if nothing is to be rewritten.
  func rewritten(_ phrase: Phrase) -> Phrase {
    let steps: [(Phrase) -> String?] = [
      common, { eventStore($0) }, { functions($0) }, { filtered($0) }, { intervals($0) }, { subqueries($0) }, { exists($0) },
      { joined($0) }, { aliased($0) },
    ]
    return steps.reduce(phrase) { phrase, step in
      var phrase = phrase
      for _ in 0..<8 { if let next = step(phrase) { phrase = Phrase(next) } else { break } }
      return phrase
    }
  }

  /// `with big as (select * from customers where C) select … from big`.
  private func common(_ phrase: Phrase) -> String? {
    guard phrase.word(0) == "with", phrase.word(2) == "as", phrase.word(3) == "(", let close = phrase.closing(3),
      phrase.word(4) == "select",
      phrase.word(5) == "*", phrase.word(6) == "from", phrase.word(8) == "where"
    else { return nil }
    let rest = Phrase(phrase.text(close + 1..<phrase.count))
    guard let from = rest.first(["from"]), rest.word(from + 1) == phrase.word(1) else { return nil }
    let (table, condition) = (phrase.words[7].text, phrase.text(9..<close))
    let isFiltered = rest.word(from + 2) == "where"
    let replacement = "from \(table) where \(condition)" + (isFiltered ? " and" : "")
    return rest.replacing(from..<from + (isFiltered ? 3 : 2), with: replacement)
  }

  /// `extract(year from d)`, `percentile_cont(0.5) within group (order by x)`, `ntile(4) over (order by x desc)`.
  private func functions(_ phrase: Phrase) -> String? {
    for index in phrase.words.indices where phrase.word(index + 1) == "(" {
      guard let close = phrase.closing(index + 1) else { continue }
      switch phrase.word(index) {
      case "extract":
        guard phrase.word(index + 3) == "from" else { continue }
        return phrase.replacing(index..<close + 1, with: "\(phrase.word(index + 2))(\(phrase.text(index + 4..<close)))")
      case "percentile_cont":
        guard phrase.word(close + 1) == "within", phrase.word(close + 3) == "(", phrase.word(close + 4) == "order",
          let end = phrase.closing(close + 3)
        else { continue }
        return phrase.replacing(
          index..<end + 1, with: "quantile(\(phrase.text(index + 2..<close)), \(phrase.text(close + 6..<end)))")
      case "ntile":
        guard phrase.word(close + 1) == "over", phrase.word(close + 3) == "order", let end = phrase.closing(close + 2) else { continue }
        // The first of SQL's parts is that of the first rows; Seg's last part is the best.
        let isDescending = phrase.word(end - 1) == "desc"
        let value = phrase.text(close + 5..<end - (isDescending || phrase.word(end - 1) == "asc" ? 1 : 0))
        return phrase.replacing(
          index..<end + 1, with: "ntile(\(phrase.text(index + 2..<close)), \(value)\(isDescending ? ", best: low" : ""))")
      default: continue
      }
    }
    return nil
  }

  /// `count(*) filter (where status = 'paid')`.
  private func filtered(_ phrase: Phrase) -> String? {
    guard let filter = phrase.words.indices.first(where: { phrase.word($0) == "filter" && phrase.word($0 + 1) == "(" }), filter > 3,
      phrase.word(filter + 2) == "where", let end = phrase.closing(filter + 1), phrase.word(filter - 1) == ")",
      let from = phrase.first(["from"], from: filter), phrase.words.indices.contains(from + 1)
    else { return nil }
    guard let opening = phrase.words.indices.last(where: { $0 < filter - 1 && phrase.closing($0) == filter - 1 && phrase.word($0) == "(" })
    else { return nil }
    let table = phrase.words[from + 1].text
    let value = phrase.text(opening + 1..<filter - 1)
    let selected = value == "*" || value.isEmpty ? table : "\(value) of \(table)"
    return phrase.replacing(opening - 1..<end + 1, with: "\(phrase.word(opening - 1))(\(selected) \(phrase.text(filter + 2..<end)))")
  }

  /// `current_date - interval '30 days'`.
  private func intervals(_ phrase: Phrase) -> String? {
    for index in phrase.words.indices {
      let word = phrase.word(index)
      if word == "current_date" { return phrase.replacing(index..<index + 1, with: "today") }
      if ["now", "getdate", "curdate"].contains(word), phrase.word(index + 1) == "(", phrase.word(index + 2) == ")" {
        return phrase.replacing(index..<index + 3, with: "today")
      }
      guard word == "interval", phrase.words.indices.contains(index + 1), phrase.words[index + 1].isText else { continue }
      let length = String(phrase.words[index + 1].text.dropFirst().dropLast())
      return phrase.replacing(index..<index + 2, with: length)
    }
    return nil
  }

  /// `customer_id not in (select customer_id from orders where C)`: whether a customer has such events.
  private func subqueries(_ phrase: Phrase) -> String? {
    guard let select = phrase.words.indices.first(where: { $0 > 2 && phrase.word($0) == "select" && phrase.word($0 - 1) == "(" }),
      phrase.word(select - 2) == "in", let close = phrase.closing(select - 1), phrase.word(select + 2) == "from",
      let table = names.tables.first(where: { $0.name == phrase.words[select + 3].text })
    else { return nil }
    let isNegated = phrase.word(select - 3) == "not"
    let key = select - (isNegated ? 4 : 3)
    guard key > 0, phrase.words[key].text == names.customerKey else { return nil }
    let any = "any(\(phrase.text(select + 3..<close)))"
    let start = phrase.word(key - 1) == "." ? key - 2 : key
    return table.isReference ? nil : phrase.replacing(start..<close + 1, with: isNegated ? "not \(any)" : any)
  }

  /// `exists (select 1 from orders o where o.customer_id = c.customer_id and C)`.
  private func exists(_ phrase: Phrase) -> String? {
    guard let word = phrase.first(["exists"], from: 1), phrase.word(word + 1) == "(", let close = phrase.closing(word + 1),
      let from = (word + 2..<close).first(where: { phrase.word($0) == "from" }),
      let filter = (from..<close).first(where: { phrase.word($0) == "where" }), let key = names.customerKey?.lowercased(),
      phrase.word(filter + 2) == ".", phrase.word(filter + 3) == key, phrase.word(filter + 4) == "=", phrase.word(filter + 7) == key
    else { return nil }
    let table = phrase.words[from + 1].text
    let more = phrase.word(filter + 8) == "and" ? " where \(phrase.text(filter + 9..<close))" : ""
    guard filter + 8 == close || !more.isEmpty else { return nil }
    return phrase.replacing(word..<close + 1, with: "any(\(table)\(more))")
  }

  /// `from customers c join orders o on …`: the table with the most rows, to which the others belong.
  private func joined(_ phrase: Phrase) -> String? {
    guard let from = phrase.first(["from"], from: 1), let join = phrase.first(["join"], from: from) else { return nil }
    let end = phrase.first(["where", "group", "having", "order", "limit"], from: join) ?? phrase.count
    let all = phrase.words.indices.filter { $0 >= from && $0 < end && ["from", "join"].contains(phrase.word($0)) }
    guard all.allSatisfy({ !["right", "full", "cross"].contains(phrase.word($0 - (phrase.word($0 - 1) == "outer" ? 2 : 1))) }) else {
      return nil
    }
    // A left join keeps customers without orders: it only shows where rows are counted.
    let isLeft = all.contains { ["left", "outer"].contains(phrase.word($0 - 1)) }
    let countsRows = phrase.words.indices.contains { phrase.word($0) == "count" && ["*", ")", "1"].contains(phrase.word($0 + 2)) }
    if isLeft, countsRows || !phrase.words[..<from].contains(where: { ["sum", "avg", "max", "min", "count"].contains($0.lower) }) {
      return nil
    }
    var aliases: [String: String] = [:]
    var tables: [String] = []
    for place in all {
      guard phrase.words.indices.contains(place + 1) else { return nil }
      let name = phrase.words[place + 1].text
      guard name == names.customers || names.tables.contains(where: { $0.name == name }) else { return nil }
      tables.append(name)
      let next = phrase.word(place + 2) == "as" ? place + 3 : place + 2
      if phrase.words.indices.contains(next), phrase.words[next].isName,
        !["join", "on", "inner", "using", "left", "outer"].contains(phrase.word(next))
      {
        aliases[phrase.word(next)] = name
      }
    }
    // Of `customers`, `orders` and `lines`, the lines: each has its order and its customer.
    func depth(_ name: String) -> Int {
      var (depth, table) = (0, names.tables.first { $0.name == name && !$0.isReference })
      while let current = table, depth < 10 {
        (depth, table) = (depth + 1, current.owner.flatMap { owner in names.tables.first { $0.name == owner } })
      }
      return depth
    }
    guard let base = tables.max(by: { depth($0) < depth($1) }), depth(base) > 0 else { return nil }
    var text = "\(phrase.text(0..<from)) from \(base) \(phrase.text(end..<phrase.count))"
    for alias in Array(aliases.keys) + tables.filter({ table in !names.tables.contains { $0.name == table && $0.isReference } }) {
      text = Self.withoutPrefix(alias, text)
    }
    return text
  }

  /// `c.city` as `city`.
  private static func withoutPrefix(_ prefix: String, _ text: String) -> String {
    var phrase = Phrase(text)
    while let index = phrase.words.indices.first(where: { phrase.word($0) == prefix.lowercased() && phrase.word($0 + 1) == "." }) {
      phrase = Phrase(phrase.replacing(index..<index + 2, with: ""))
    }
    return phrase.text
  }

  /// `select X as month, … group by month order by month`: by what it is.
  private func aliased(_ phrase: Phrase) -> String? {
    guard phrase.word(0) == "select", let from = phrase.first(["from"], from: 1), let group = phrase.first(["group"], from: from) else {
      return nil
    }
    let end = phrase.first(["having", "order", "limit"], from: group) ?? phrase.count
    for item in phrase.parts(1..<from) where item.count > 2 && phrase.word(item.upperBound - 2) == "as" {
      let alias = phrase.word(item.upperBound - 1)
      guard
        let place = (group + 2..<end).first(where: {
          phrase.word($0) == alias && phrase.words[$0].depth == 0 && phrase.word($0 - 1) != "as" && phrase.word($0 + 1) != "("
        })
      else { continue }
      let value = phrase.text(item)
      return phrase.replacing(place..<place + 1, with: value)
    }
    return nil
  }
}
