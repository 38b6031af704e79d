// `select … from …` of SQL, as a statement.

import SegDiagnostics

/// A query of SQL, cut into its clauses.
struct Selection {
  private let names: KnownNames
  private let phrase: Phrase
  private let items: Range<Int>
  private let table: String?
  private var clauses: [String: Range<Int>] = [:]

  /// nil if the phrase is no query of one table.
  init?(_ phrase: Phrase, _ names: KnownNames) {
    guard ["select", "show", "list", "get", "find"].contains(phrase.word(0)), phrase.count > 1 else { return nil }
    self.names = names
    self.phrase = phrase
    let words: Set<String> = [
      "from", "where", "group", "having", "order", "sort", "limit", "by", "rank", "top", "of", "pivot", "with", "draw",
    ]
    var starts: [Int] = []
    var place = 1
    while let next = phrase.first(words, from: place) {
      starts.append(next)
      place = next + (phrase.word(next + 1) == "by" ? 2 : 1)
    }
    let foreign: Set<String> = ["from", "group", "order", "limit"]
    guard phrase.word(0) == "select" || starts.contains(where: { foreign.contains(phrase.word($0)) }) else { return nil }
    items = 1..<(starts.first ?? phrase.count)
    for (index, start) in starts.enumerated() {
      let isPair = phrase.word(start + 1) == "by"
      let end = index + 1 < starts.count ? starts[index + 1] : phrase.count
      clauses[phrase.word(start)] = start + (isPair ? 2 : 1)..<end
    }
    table = (clauses["from"] ?? clauses["of"]).map { phrase.text($0.lowerBound..<$0.lowerBound + 1) }
  }

  private func text(_ names: [String]) -> String? { names.lazy.compactMap { clauses[$0] }.first.map { phrase.text($0) } }

  /// The statements that the query may mean.
  var readings: [String] {
    guard !items.isEmpty else { return [] }
    let known = table.flatMap { name in names.tables.first { $0.name == name } }
    // `select distinct city`: its values.
    if phrase.word(1) == "distinct", phrase.word(2) != "(", clauses["group"] == nil, items.count > 1 {
      let counted = known.map { "count(\(Diagnostic.name($0.name))\(text(["where"]).map { " where \($0)" } ?? ""))" } ?? "count()"
      let condition = known == nil ? text(["where"]).map { " where \($0)" } ?? "" : ""
      return ["show \(counted)\(condition) by \(phrase.text(2..<items.upperBound))"]
    }
    let parts = phrase.parts(items)
    let isAggregated = parts.filter { phrase.word($0.lowerBound + 1) == "(" && Self.functions.contains(phrase.word($0.lowerBound)) }
    let condition = text(["where"]).map { " where \($0)" } ?? ""
    if phrase.word(0) == "show", known == nil { return [asWritten(parts, condition)] }
    if isAggregated.isEmpty, clauses["group"] == nil, phrase.word(0) != "show" { return [rows(parts, known?.name, condition)] }
    let group = grouping(parts) ?? parts.filter { !isAggregated.contains($0) }.map { phrase.text($0) }.joined(separator: ", ")
    let written = isAggregated.map { phrase.text($0) }.joined(separator: ", ")
    var measures = written.isEmpty ? "count()" : written.replacing("(*)", with: "()")
    var rest = condition
    var having = having
    if let known {
      measures = Self.aggregates(Phrase(measures), of: known.name, condition)
      having = Self.aggregates(Phrase(having), of: known.name, condition)
      rest = ""
    }
    let by = group.isEmpty ? "" : " by \(group)"
    var order = order(parts)
    if let known { order = Self.aggregates(Phrase(order), of: known.name, condition) }
    return [["show \(measures)\(rest)\(by)", having, order, cut].filter { !$0.isEmpty }.joined(separator: " ")]
  }

  /// `show revenue group by city having count(*) > 5 limit 3`: its items are ours.
  private func asWritten(_ parts: [Range<Int>], _ condition: String) -> String {
    let by = text(["group", "by"]).map { "by \($0)" } ?? ""
    let of = text(["of", "from"]).map { $0 == names.customers ? "" : " of \($0)" } ?? ""
    let rest = ["pivot", "with", "draw"].compactMap { word in clauses[word].map { "\(word) \(phrase.text($0))" } }
    let items = phrase.text(items).replacing("(*)", with: "()")
    return (["show \(items)\(of)\(condition)", by, having, order(parts), cut] + rest).filter { !$0.isEmpty }.joined(separator: " ")
  }

  private var having: String { text(["having"]).map { "having \($0.replacing("(*)", with: "()"))" } ?? "" }

  private func rows(_ parts: [Range<Int>], _ table: String?, _ condition: String) -> String {
    // `c.city` of a table that has an alias.
    let alias = clauses["from"].flatMap { $0.count > 1 ? phrase.text($0.upperBound - 1..<$0.upperBound) : nil }
    var items = parts.map { phrase.text($0) }.joined(separator: ", ")
    if let alias { items = items.replacing("\(alias).", with: "") }
    let of = table.map { " of \($0)" } ?? ((self.table ?? names.customers) == names.customers ? "" : " of \(self.table ?? "")")
    return ["list \(items)\(of)\(condition)", order(parts), cut].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The groups; a number means the item at that place.
  private func grouping(_ parts: [Range<Int>]) -> String? {
    guard let range = ["group", "by"].lazy.compactMap({ clauses[$0] }).first else { return nil }
    return phrase.parts(range).map { part in
      let key = phrase.text(part)
      return Int(key).flatMap { parts.indices.contains($0 - 1) ? phrase.text(parts[$0 - 1]) : nil } ?? key
    }.joined(separator: ", ")
  }

  /// The order; a number means the item at that place.
  private func order(_ parts: [Range<Int>]) -> String {
    guard let range = ["order", "sort", "rank"].lazy.compactMap({ clauses[$0] }).first else { return "" }
    let keys = phrase.parts(range).map { part -> String in
      let last = phrase.word(part.upperBound - 1)
      let isDescending = last == "desc" || last == "descending"
      let isAscending = last == "asc" || last == "ascending"
      var key = phrase.text(part.lowerBound..<part.upperBound - (isDescending || isAscending ? 1 : 0))
      if let place = Int(key), parts.indices.contains(place - 1) { key = phrase.text(parts[place - 1]) }
      // Without a word, the smallest come first in SQL.
      return "\(key.replacing("(*)", with: "()")) \(isDescending || phrase.word(0) != "select" && !isAscending ? "desc" : "asc")"
    }
    return "rank by \(keys.joined(separator: ", "))"
  }

  private var cut: String { text(["limit", "top"]).map { "top \($0)" } ?? "" }

  private static let functions: Set<String> = [
    "count", "sum", "avg", "min", "max", "median", "mean", "average", "distinct", "first", "last", "mode", "stddev", "variance", "quantile",
  ]

  /// Aggregates as aggregates of a table: `sum(amount)` is `sum(amount of orders)`.
  static func aggregates(_ phrase: Phrase, of table: String, _ condition: String) -> String {
    let name = Diagnostic.name(table)
    var result = phrase.text
    for index in phrase.words.indices.reversed() where functions.contains(phrase.word(index)) && phrase.word(index + 1) == "(" {
      guard let close = phrase.closing(index + 1) else { continue }
      let inner = phrase.text(index + 2..<close)
      // It says its table already.
      if phrase.words[index + 2..<close].contains(where: { $0.lower == "of" || $0.lower == table.lowercased() }) { continue }
      let isRows = inner.isEmpty || inner == "*" || inner == "1"
      let bytes = Array(result.utf8)
      let start = phrase.words[index + 1].range.upperBound
      let end = phrase.words[close].range.lowerBound
      let written = isRows ? "\(name)\(condition)" : "\(inner) of \(name)\(condition)"
      result = String(decoding: bytes[..<start] + Array(written.utf8) + bytes[end...], as: UTF8.self)
    }
    return result
  }
}
