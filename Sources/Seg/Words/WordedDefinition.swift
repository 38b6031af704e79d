// Definitions whose meaning is said in plain words: `segment lapsed where no order in last 6 months`, `metric ltv = lifetime value`.

import SegDiagnostics

enum WordedDefinition {
  /// The statements that such a definition may mean; none if a word was not understood.
  static func statements(_ phrase: Phrase, _ vocabulary: WordVocabulary) -> [String] {
    switch phrase.word(0) {
    case "segment": segment(phrase, vocabulary)
    case "metric": metric(phrase, vocabulary)
    default: []
    }
  }

  /// The customers of a list are a segment.
  private static func segment(_ phrase: Phrase, _ vocabulary: WordVocabulary) -> [String] {
    guard phrase.word(2) == "where" || phrase.word(2) == "=" || phrase.word(2) == "as", phrase.count > 3 else { return [] }
    let head = "segment \(phrase.words[1].text)"
    let rest = phrase.text(3..<phrase.count)
    return ["customers who", "customers with", "customers whose", "customers", ""].flatMap { opening in
      WordedQuestion.statements("\(opening) \(rest)", vocabulary).compactMap { statement in
        let list = Phrase(statement)
        guard list.word(0) == "list", list.first(["of", "by"]) == nil || list.first(["rank"]) != nil,
          let clause = list.first(["where", "rank"])
        else { return nil }
        return "\(head) \(list.text(clause..<list.count))"
      }
    }
  }

  /// A figure of one customer is a metric.
  private static func metric(_ phrase: Phrase, _ vocabulary: WordVocabulary) -> [String] {
    guard let sign = phrase.first(["="]), (2...6).contains(sign), sign + 1 < phrase.count, phrase.words[1..<sign].allSatisfy(\.isName)
    else {
      return []
    }
    let rest = phrase.text(sign + 1..<phrase.count)
    guard let parts = WordedQuestion(rest, vocabulary).understood, let value = parts.valueOfCustomer else { return [] }
    return ["metric \(sign == 2 ? phrase.words[1].text : phrase.words[1..<sign].map(\.lower).joined(separator: "_")) = \(value)"]
  }
}
