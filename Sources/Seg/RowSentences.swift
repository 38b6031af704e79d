// Sentences about the rows of an answer, as other languages say them.

import SegDiagnostics

/// Statements that such sentences may mean; they are tried before one is offered.
struct RowSentences {
  let phrase: Phrase

  /// The readings, the likeliest first.
  var readings: [String] { overRows + pivotedTrend + ofTotal + totals + functions + bareFunctions + chosen + best + laidOut + dimensions }

  /// `sum(x) over (order by month)`, `lag(x) over (…)`, `rank() over (order by x desc)`.
  private var overRows: [String] {
    guard let over = phrase.words.indices.first(where: { phrase.word($0) == "over" && phrase.word($0 + 1) == "(" }), over > 2,
      let end = phrase.closing(over + 1), phrase.word(over - 1) == ")",
      let opening = phrase.words.indices.last(where: { $0 < over - 1 && phrase.word($0) == "(" && phrase.closing($0) == over - 1 }),
      opening > 0
    else { return [] }
    let inside = Phrase(phrase.text(over + 2..<end))
    let call = phrase.text(opening - 1..<over)
    let value = phrase.text(opening + 1..<over - 1)
    let isOrdered = inside.first(["order"]) != nil
    var readings: [String] = []
    switch phrase.word(opening - 1) {
    case "lag" where inside.first(["partition"]) == nil:
      let arguments = Phrase(value)
      readings = arguments.parts(0..<arguments.count).prefix(1).map { "previous(\(arguments.text($0)))" }
    case "rank", "dense_rank", "row_number":
      guard let order = inside.first(["order"]), order + 2 < inside.count else { return [] }
      let last = inside.word(inside.count - 1)
      let key = inside.text(order + 2..<inside.count - (["asc", "desc"].contains(last) ? 1 : 0))
      let partition = inside.first(["partition"]).map { " per \(inside.text($0 + 2..<order))" } ?? ""
      let direction = last == "desc" ? "" : ", best: low"
      readings = ["rank(\(key)\(partition)\(direction))"]
      // A rank of rows is that within the groups of all dimensions but the last.
      if let part = inside.first(["partition"]), let by = phrase.first(["by"], from: end),
        phrase.text(by + 1..<phrase.count).hasPrefix(inside.text(part + 2..<order) + ",")
      {
        readings.append("rank(\(key)\(direction))")
      }
    case "sum", "count": readings = isOrdered ? ["running(\(value))", "running(\(call))"] : ["total(\(value))", "total(\(call))"]
    case "avg": readings = isOrdered ? [] : ["total(\(value))", "total(\(call))"]
    default: return []
    }
    return readings.map { phrase.replacing(opening - 1..<end + 1, with: $0) }
  }

  /// `show trend(M, every month) by channel pivot channel`: the periods are a dimension then.
  private var pivotedTrend: [String] {
    guard phrase.word(0) == "show", phrase.word(1) == "trend", phrase.word(2) == "(", let close = phrase.closing(2),
      let pivot = phrase.first(["pivot"], from: close), pivot + 1 < phrase.count,
      let every = (3..<close).last(where: { phrase.word($0) == "every" }), phrase.word(every - 1) == ","
    else { return [] }
    let by = phrase.first(["by"], from: close) ?? pivot
    let groups = by < pivot ? phrase.text(by + 1..<pivot) : phrase.text(pivot + 1..<phrase.count)
    let head = "show \(phrase.text(3..<every - 1)) \(phrase.text(close + 1..<by))"
    return ["\(head) by \(phrase.text(every..<close)), \(groups) \(phrase.text(pivot..<phrase.count))"]
  }

  /// `show revenue % of total by city`, `show revenue as % of total`.
  private var ofTotal: [String] {
    guard let sign = phrase.first(["%", "percent", "percentage", "pct", "share"], from: 2), phrase.word(sign + 1) == "of" else { return [] }
    let hasArticle = phrase.word(sign + 2) == "the"
    let end = sign + (hasArticle ? 4 : 3)
    guard ["total", "totals", "all"].contains(phrase.word(end - 1)) else { return [] }
    let isNamed = phrase.word(sign - 1) == "as" || phrase.word(sign - 1) == "in"
    let valueEnd = sign - (isNamed ? 1 : 0)
    let start = phrase.words.indices.last { $0 < valueEnd && phrase.words[$0].depth == 0 && [",", "show"].contains(phrase.word($0)) }
    guard let start, start + 1 < valueEnd else { return [] }
    return [phrase.replacing(start + 1..<end, with: "share(\(phrase.text(start + 1..<valueEnd)))")]
  }

  /// `by rollup(city)`, `by city rollup`, `by city and total`.
  private var totals: [String] {
    guard
      let word = phrase.words.indices.first(where: {
        ["rollup", "cube", "totals", "total", "subtotals", "subtotal"].contains(phrase.word($0))
      })
    else { return [] }
    if phrase.word(word + 1) == "(", let end = phrase.closing(word + 1) {
      let dimensions = phrase.text(word + 2..<end)
      return [phrase.replacing(word..<end + 1, with: dimensions) + " with totals"]
    }
    var start = word
    while start > 2, ["and", "with", "plus", ",", "grand", "a", "including", "incl", "the"].contains(phrase.word(start - 1)) { start -= 1 }
    return [phrase.text(0..<start) + " with totals"]
  }

  /// Where the clause or the item ends that begins at a place.
  private func end(from start: Int) -> Int { phrase.first(Phrase.clauses.subtracting(["of"]).union([","]), from: start) ?? phrase.count }

  /// `cumulative sum of revenue`, `running total of revenue`, `3 month moving average of revenue`, `month over month growth of revenue`.
  private var functions: [String] {
    let ways: [(words: Set<String>, function: String)] = [
      (["cumulative", "running"], "running"), (["moving", "rolling"], "moving"), (["growth", "increase"], "growth"),
      (["change", "difference"], "change"), (["share", "percentage"], "share"), (["rank", "place"], "rank"),
      (["previous", "prior"], "previous"),
    ]
    let fillers: Set<String> = ["sum", "total", "average", "avg", "mean", "rate", "of", "in", "the"]
    for (words, function) in ways {
      guard let word = phrase.first(words, from: 1), phrase.word(word + 1) != "(" else { continue }
      var start = word
      var rows: String?
      // What stands before it in the item: `3 month`, `month over month`, `percent`.
      while start > 1, ![",", "show"].contains(phrase.word(start - 1)), phrase.words[start - 1].depth == 0 {
        start -= 1
        if phrase.words[start].text.allSatisfy(\.isNumber) { rows = phrase.words[start].text }
      }
      var value = word + 1
      while value < phrase.count, fillers.contains(phrase.word(value)) { value += 1 }
      let end = end(from: value)
      guard value < end else { continue }
      let arguments = phrase.text(value..<end) + (function == "moving" ? ", \(rows ?? "3")" : "")
      return [phrase.replacing(start..<end, with: "\(function)(\(arguments))")]
    }
    return []
  }

  /// `show revenue, growth by month`, `having growth > 0`: of the first item.
  private var bareFunctions: [String] {
    guard phrase.word(0) == "show", let first = phrase.parts(1..<end(from: 1)).first else { return [] }
    let names: Set<String> = ["growth", "share", "rank", "change", "running", "previous", "total"]
    guard let word = phrase.first(names, from: first.upperBound), phrase.word(word + 1) != "(" else { return countedRows }
    let item = phrase.text(first)
    let value = item.hasPrefix(phrase.word(word) + "(") ? item : "\(phrase.word(word))(\(item))"
    var start = word
    while start > first.upperBound + 1, ["month", "year", "week", "quarter", "day", "over", "percent"].contains(phrase.word(start - 1)) {
      start -= 1
    }
    return [phrase.replacing(start..<word + 1, with: value)]
  }

  /// `having count > 1`.
  private var countedRows: [String] {
    guard let having = phrase.first(["having"]), phrase.word(having + 1) == "count", phrase.word(having + 2) != "(" else { return [] }
    return [phrase.replacing(having + 1..<having + 2, with: "count()")]
  }

  /// `by city filter count() > 1`, `by city qualify rank(revenue) <= 2`, `revenue / sum(revenue)`.
  private var chosen: [String] {
    if let by = phrase.first(["by"]), let word = phrase.first(["filter", "qualify", "if", "where"], from: by + 1) {
      return [phrase.replacing(word..<word + 1, with: "having")]
    }
    guard phrase.first(["by"]) != nil else { return [] }
    let sums = phrase.words.indices.filter { phrase.word($0) == "sum" && phrase.word($0 + 1) == "(" && phrase.word($0 + 3) == ")" }
    return sums.map { phrase.replacing($0..<$0 + 4, with: "total(\(phrase.text($0 + 2..<$0 + 3)))") }
  }

  /// `top 2 each city`, `top 2 per city by revenue`.
  private var best: [String] {
    guard phrase.word(0) == "show", let cut = phrase.first(["top", "bottom"], from: 2), cut + 2 < phrase.count else { return [] }
    if phrase.word(cut + 2) == "each" { return [phrase.replacing(cut + 2..<cut + 3, with: "per")] }
    guard let by = phrase.first(["by"], from: cut), phrase.first(["rank"]) == nil else { return [] }
    let key = phrase.text(by + 1..<phrase.count)
    return ["\(phrase.text(0..<cut)) rank by \(key) \(phrase.text(cut..<by))"]
  }

  /// `by city pivot category`, `by city across category`, `pivot by category`: what is laid out is a dimension.
  private var laidOut: [String] {
    guard phrase.word(0) == "show", let by = phrase.first(["by"], from: 1),
      let pivot = phrase.first(["pivot", "across", "columns", "crosstab"], from: 1), pivot + 1 < phrase.count
    else { return [] }
    let start = pivot + (phrase.word(pivot + 1) == "by" ? 2 : 1)
    let dimension = phrase.text(start..<max(start, end(from: start)))
    let isFirst = pivot < by
    let head = phrase.text(0..<(isFirst ? pivot : by))
    let groups = phrase.text(by + 1..<(isFirst ? end(from: by + 1) : pivot))
    if isFirst, phrase.word(pivot + 1) == "by" { return [] }
    let isThere = groups.split(separator: ",").contains { $0.drop(while: \.isWhitespace) == dimension }
    return (isThere ? [] : ["\(head) by \(groups), \(dimension) pivot \(dimension)"]) + ["\(head) by \(groups) pivot \(dimension)"]
  }

  /// `by city and category`, `by city x category`, `by city by category`.
  private var dimensions: [String] {
    guard phrase.word(0) == "show", let by = phrase.first(["by"], from: 1),
      let word = phrase.first(["and", "x", "vs", "by", "then"], from: by + 2)
    else { return [] }
    let before = phrase.words[word - 1].range.upperBound
    let text = phrase.text
    return [String(decoding: text.utf8.prefix(before), as: UTF8.self) + ", \(phrase.text(word + 1..<phrase.count))"]
  }
}
