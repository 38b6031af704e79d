// Names, days and sets as people speak of them.

import SegDiagnostics
import SegSyntax

/// Statements that such sentences may mean; they are tried before one is offered.
struct SpokenSentences {
  let phrase: Phrase
  let names: KnownNames

  /// The readings, the likeliest first.
  var readings: [String] {
    ratioOfSegments + daysSince + ofLastEvent + lastEvents + eventsInWindow + otherCalls + forEach + nameOfWords + columnsOf
      + numbersBetween + aboveMean
      + partOfDate + ofLinked + fromTable + choice
  }

  /// `the others`, beside a segment.
  static func others(_ text: String, than segment: String, _ names: KnownNames) -> String {
    let words = text.lowercased().split(separator: " ").filter { $0 != "the" && $0 != "all" && $0 != "everyone" && $0 != "everybody" }
    guard let word = words.first, words.count == 1, ["others", "other", "rest", "else", "remaining"].contains(String(word)),
      !names.isKnown(String(word))
    else { return text }
    return segment.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } ? "not \(segment)" : "not (\(segment))"
  }

  /// `last order > 180 days ago`, `first purchase in last 30 days`, `metric last = last order date`.
  private var lastEvents: [String] {
    let functions = ["first": "min", "earliest": "min", "last": "max", "latest": "max", "newest": "max"]
    for index in phrase.words.indices where index > 1 && phrase.words[index].depth == 0 {
      guard let function = functions[phrase.word(index)], phrase.words.indices.contains(index + 1) else { continue }
      let noun = WordVocabulary.stem(phrase.word(index + 1))
      let isPurchase = ["order", "purchase", "transaction"].contains(noun)
      let tables = names.tables.filter { $0.time != nil }
      guard let table = tables.first(where: { WordVocabulary.stem($0.name) == noun }) ?? (isPurchase ? tables.first : nil),
        let time = table.time
      else { continue }
      var end = index + 2
      if ["date", "day", "time"].contains(phrase.word(end)) { end += 1 }
      // `last orders in 2024` are several; `any(…)` says whether there are some.
      let follows = phrase.word(end)
      if function == "max", end == index + 2, ["in", "since", "from", "within", "during"].contains(follows) { continue }
      if follows == "was" || follows == "is" { end += 1 }
      let value = "\(function)(\(Diagnostic.name(time)) of \(Diagnostic.name(table.name)))"
      if let ago = ago(from: end) {
        return [phrase.replacing(index..<ago.end, with: "\(value) \(ago.text)")]
      }
      return [phrase.replacing(index..<end, with: value)]
    }
    return []
  }

  /// `> 180 days ago`, `more than 6 months ago`: a day that far back, or farther.
  private func ago(from start: Int) -> (text: String, end: Int)? {
    let farther: Set<String> = [">", ">=", "more", "over", "older", "longer"]
    let nearer: Set<String> = ["<", "<=", "less", "under", "within", "fewer"]
    let sign = phrase.word(start)
    guard farther.contains(sign) || nearer.contains(sign) else { return nil }
    let number = phrase.word(start + 1) == "than" ? start + 2 : start + 1
    guard phrase.words.indices.contains(number + 2), Int(phrase.words[number].text) != nil, phrase.word(number + 2) == "ago" else {
      return nil
    }
    let isWhole = sign.hasSuffix("=")
    let comparison = (farther.contains(sign) ? "<" : ">") + (isWhole ? "=" : "")
    return ("\(comparison) \(phrase.text(number..<number + 3))", number + 3)
  }

  /// `where orders in last 30 days`, `where last order in last 30 days`: whether there are any.
  private var eventsInWindow: [String] {
    guard let start = phrase.first(["where"]) else { return [] }
    for index in phrase.words.indices where index > start {
      let word = phrase.words[index].text
      let next = ["in", "since", "before", "from", "within", "last", "during"].contains(phrase.word(index + 1))
      guard next, let table = names.tables.first(where: { $0.name == word || $0.name == word + "s" }) else { continue }
      var first = index
      while ["last", "latest", "any", "has", "have", "had", "with", "an", "a"].contains(phrase.word(first - 1)) { first -= 1 }
      guard ["where", "and", "or", "not", "("].contains(phrase.word(first - 1)) else { continue }
      let end = phrase.first(Phrase.clauses.union(["and", "or"]).subtracting(["from"]), from: index + 1) ?? phrase.count
      return [phrase.replacing(first..<end, with: "any(\(table.name) \(phrase.text(index + 1..<end)))")]
    }
    return []
  }

  /// `show loyal / customers`: how many are in each.
  private var ratioOfSegments: [String] {
    guard phrase.word(0) == "show", let sign = phrase.first(["/"]), sign > 1 else { return [] }
    let end = phrase.first(Phrase.clauses, from: 1) ?? phrase.count
    guard sign + 1 < end else { return [] }
    var counted = 0
    let said = phrase.words[1..<end].map { word -> String in
      let everybody = ["customers", "customer", "all", "everyone", "total", names.customers?.lowercased() ?? ""]
      if names.isSegment(word.text) || names.isCondition(word.text) {
        counted += 1
        return "count(\(word.text))"
      }
      if names.tables.contains(where: { $0.name == word.text }) { return "count(\(word.text))" }
      return everybody.contains(word.lower) && !names.isKnown(word.text) ? "count()" : word.text
    }
    guard counted > 0, phrase.words[1..<end].allSatisfy({ $0.depth == 0 }) else { return [] }
    return ["show \(said.joined(separator: " ")) \(phrase.text(end..<phrase.count))"]
  }

  /// `metric days since last order = …`: a name of several words is joined.
  private var nameOfWords: [String] {
    guard Rephrasing.definitions.contains(phrase.word(0)),
      let end = phrase.first(phrase.word(0) == "segment" ? ["where", "rank", "from"] : ["="], from: 2), end > 2,
      phrase.words[1..<end].allSatisfy({ $0.depth == 0 && ($0.isName || $0.text.allSatisfy(\.isNumber)) })
    else { return [] }
    let name = phrase.words[1..<end].map(\.lower).joined(separator: "_")
    return [phrase.replacing(1..<end, with: name)]
  }

  /// `columns of orders`, `show schema of orders`.
  private var columnsOf: [String] {
    let start = ["show", "list", "get"].contains(phrase.word(0)) ? 1 : 0
    guard ["columns", "fields", "schema", "structure", "types"].contains(phrase.word(start)), phrase.count == start + 3,
      ["of", "in", "from"].contains(phrase.word(start + 1))
    else { return [] }
    return ["describe \(phrase.words[start + 2].text)"]
  }

  /// `frequency from 3 to 5`, `revenue between 100 to 500`: numbers, not days.
  private var numbersBetween: [String] {
    for index in phrase.words.indices where index > 0 && ["from", "between", "of"].contains(phrase.word(index)) {
      guard phrase.words.indices.contains(index + 3), ["to", "until", "-"].contains(phrase.word(index + 2)),
        Double(phrase.words[index + 1].text) != nil, Double(phrase.words[index + 3].text) != nil
      else { continue }
      let range = "between \(phrase.words[index + 1].text) and \(phrase.words[index + 3].text)"
      return [phrase.replacing(index..<index + 4, with: range)]
    }
    return []
  }

  /// `days since signup`, `months since last order`.
  private var daysSince: [String] {
    guard let since = phrase.words.indices.first(where: { phrase.word($0) == "since" }), since > 0,
      ["day", "days", "month", "months", "year", "years"].contains(phrase.word(since - 1)),
      phrase.words.indices.contains(since + 1), phrase.words[since + 1].isName
    else { return [] }
    let stops = Phrase.clauses.union([",", ")", ">", "<", ">=", "<=", "=", "!=", "and", "or", "is", "between"])
    var end = phrase.words.indices.first { $0 > since && stops.contains(phrase.word($0)) } ?? phrase.count
    // `order` begins a clause elsewhere.
    if phrase.word(end) == "order" { end = min(end + 1, phrase.count) }
    if ["date", "day"].contains(phrase.word(end)) { end += 1 }
    let day = phrase.text(since + 1..<end)
    let said =
      switch phrase.word(since - 1).first {
      case "m": "months_between(\(day), today)"
      case "y": "years_between(\(day), today)"
      default: "today - \(day)"
      }
    let whole = phrase.replacing(since - 1..<end, with: said)
    return SpokenSentences(phrase: Phrase(whole), names: names).lastEvents + [whole]
  }

  /// `status of last order`: the value in it.
  private var ofLastEvent: [String] {
    guard
      let place = phrase.words.indices.first(where: {
        phrase.word($0) == "of" && ["last", "latest", "first"].contains(phrase.word($0 + 1))
      }),
      place > 0, phrase.words.indices.contains(place + 2),
      let table = names.tables.first(where: { WordVocabulary.stem($0.name) == WordVocabulary.stem(phrase.word(place + 2)) })
    else { return [] }
    let function = phrase.word(place + 1) == "first" ? "first" : "last"
    let value = "\(function)(\(phrase.words[place - 1].text) of \(Diagnostic.name(table.name)))"
    return [phrase.replacing(place - 1..<place + 3, with: value)]
  }

  /// `revenue > avg(revenue)`, `revenue > average`: against all customers.
  private var aboveMean: [String] {
    guard let sign = phrase.words.indices.first(where: { [">", "<", ">=", "<="].contains(phrase.word($0)) }), sign > 1,
      ["avg", "average", "mean"].contains(phrase.word(sign + 1)), phrase.words[sign - 1].isName
    else { return [] }
    let value = phrase.words[sign - 1].text
    var end = sign + 2
    if phrase.word(end) == "(" {
      guard phrase.word(end + 1) == value.lowercased(), phrase.word(end + 2) == ")" else { return [] }
      end += 3
    } else if phrase.word(end) == value.lowercased() {
      end += 1
    }
    return [phrase.replacing(sign - 1..<end, with: "zscore(\(value)) \(phrase.word(sign)) 0")]
  }

  /// `signup year = 2024`.
  private var partOfDate: [String] {
    let units = ["year", "quarter", "month", "weekday", "day", "week", "hour"]
    return phrase.words.indices.dropFirst().filter { index in
      units.contains(phrase.word(index)) && names.isColumn(phrase.words[index - 1].text)
        && ["=", "!=", ">", "<", ">=", "<=", "in"].contains(phrase.word(index + 1))
    }.map { phrase.replacing($0 - 1..<$0 + 1, with: "\(phrase.word($0))(\(phrase.words[$0 - 1].text))") }
  }

  /// `where products.category = "tea"`: whether any of the linked events has it.
  private var ofLinked: [String] {
    guard ["segment", "list", "show"].contains(phrase.word(0)), let start = phrase.first(["where"]), phrase.word(start + 2) == ".",
      names.tables.contains(where: { $0.isReference && $0.name == phrase.words[start + 1].text })
    else { return [] }
    let end = phrase.first(Phrase.clauses.union(["and", "or"]), from: start + 1) ?? phrase.count
    let condition = phrase.text(start + 1..<end)
    return names.tables.filter { !$0.isReference }.map { table in
      phrase.replacing(start + 1..<end, with: "any(\(Diagnostic.name(table.name)) where \(condition))")
    }
  }

  /// `metric x = sum(amount) from orders in last 90 days`.
  private var fromTable: [String] {
    guard ["metric", "measure"].contains(phrase.word(0)), let from = phrase.first(["from", "of"], from: 3), phrase.word(from - 1) == ")",
      phrase.words.indices.contains(from + 1), names.tables.contains(where: { $0.name == phrase.words[from + 1].text })
    else { return [] }
    let of = "\(phrase.word(from - 2) == "(" ? "" : " of ")\(phrase.text(from + 1..<phrase.count)))"
    return [phrase.text(0..<from - 1) + of]
  }

  /// `revenue > 500 ? "gold" : "silver"`.
  private var choice: [String] {
    guard let sign = phrase.text.utf8.firstIndex(of: UInt8(ascii: "?")), let equal = phrase.first(["="]), equal == 2,
      phrase.word(0) == "metric"
    else { return [] }
    let place = phrase.text.utf8.distance(from: phrase.text.startIndex, to: sign)
    guard let before = phrase.words.lastIndex(where: { $0.range.upperBound <= place }), before > 2,
      let colon = phrase.words.indices.last(where: { $0 > before && phrase.word($0) == ":" }), colon + 1 < phrase.count,
      let after = phrase.words.firstIndex(where: { $0.range.lowerBound > place })
    else { return [] }
    let (test, yes, no) = (phrase.text(3..<before + 1), phrase.text(after..<colon), phrase.text(colon + 1..<phrase.count))
    return [phrase.text(0..<3) + " if \(test) then \(yes) else \(no)"]
  }

  /// `retention(orders, every month)`, `diff(a, b)`, `show changes of loyal since "a.csv"`.
  private var otherCalls: [String] {
    let ours = ["retention": "cohorts", "retained": "cohorts", "cohort": "cohorts", "diff": "compare", "difference": "compare"]
    if let name = ours[phrase.word(1)], phrase.word(0) == "show", phrase.word(2) == "(" {
      return [phrase.replacing(1..<2, with: name).replacing("\(name) (", with: "\(name)(")]
    }
    guard phrase.word(0) == "show", phrase.word(1) == "changes", phrase.word(2) == "of", phrase.word(4) == "since",
      phrase.words.indices.contains(5), phrase.words[5].isText
    else { return [] }
    return ["show changes(\(phrase.words[3].text), since: \(phrase.words[5].text)) \(phrase.text(6..<phrase.count))"]
  }

  /// `show count() for each city`.
  private var forEach: [String] {
    guard let place = phrase.first(["for"], from: 2), ["each", "every"].contains(phrase.word(place + 1)), place + 2 < phrase.count,
      phrase.word(0) == "show"
    else { return [] }
    return [phrase.replacing(place..<place + 2, with: "by")]
  }
}
