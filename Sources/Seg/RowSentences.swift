// Sentences about the rows of an answer, as other languages say them.

import SegDiagnostics

/// Statements that such sentences may mean; they are tried before one is offered.
struct RowSentences {
  let phrase: Phrase

  /// The readings, the likeliest first.
  var readings: [String] { overRows + ofTotal + totals }

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
    case "lag":
      let arguments = Phrase(value)
      readings = arguments.parts(0..<arguments.count).prefix(1).map { "previous(\(arguments.text($0)))" }
    case "rank", "dense_rank", "row_number":
      guard let order = inside.first(["order"]), order + 2 < inside.count else { return [] }
      let last = inside.word(inside.count - 1)
      let key = inside.text(order + 2..<inside.count - (["asc", "desc"].contains(last) ? 1 : 0))
      readings = ["rank(\(key)\(last == "desc" ? "" : ", best: low"))"]
    case "sum", "count": readings = isOrdered ? ["running(\(value))", "running(\(call))"] : ["total(\(value))", "total(\(call))"]
    case "avg": readings = isOrdered ? [] : ["total(\(value))", "total(\(call))"]
    default: return []
    }
    return readings.map { phrase.replacing(opening - 1..<end + 1, with: $0) }
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
    guard let word = phrase.words.indices.first(where: { ["rollup", "cube", "totals", "total", "subtotals"].contains(phrase.word($0)) })
    else { return [] }
    if phrase.word(word + 1) == "(", let end = phrase.closing(word + 1) {
      let dimensions = phrase.text(word + 2..<end)
      return [phrase.replacing(word..<end + 1, with: dimensions) + " with totals"]
    }
    let start = ["and", "with", "plus", ","].contains(phrase.word(word - 1)) ? word - 1 : word
    return [phrase.text(0..<start) + " with totals"]
  }
}
