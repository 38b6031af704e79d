// Values of texts in conditions: `bought tea and coffee`, `in Berlin`.

extension WordedCondition {
  /// `tea and coffee`, `tea or coffee`, `the cart page`.
  mutating func valuesOfEvents(_ table: WordVocabulary.Events) -> (found: [WordVocabulary.Found], isAny: Bool)? {
    var found: [WordVocabulary.Found] = []
    var isAny = false
    let vocabulary = question.vocabulary
    while true {
      let next = question.reader.trying { reader -> WordVocabulary.Found? in
        if !found.isEmpty, !reader.take("and", "or", ",") { return nil }
        let isOr = !found.isEmpty && reader.words[reader.place - 1] == "or"
        reader.skip(["the", "both", "either", "some", "any"])
        // What was bought may stand in the lines of an order.
        guard
          let value = Self.value(&reader, vocabulary, where: { $0.table?.name == table.name })
            ?? Self.value(&reader, vocabulary, where: { $0.table != nil })
        else { return nil }
        isAny = isAny || isOr
        return value
      }
      guard let next else { break }
      found.append(next)
      // `page`, the column's own name.
      if WordVocabulary.matches([question.reader.word()], next.column) { question.reader.place += 1 }
    }
    return found.isEmpty ? nil : (found, isAny)
  }

  static func value(
    _ reader: inout WordReader, _ vocabulary: WordVocabulary, where fits: (WordVocabulary.Found) -> Bool
  ) -> WordVocabulary.Found? {
    for length in stride(from: WordVocabulary.longestName, through: 1, by: -1) where reader.place + length <= reader.words.count {
      if let value = vocabulary.values(reader.words[reader.place..<reader.place + length]).first(where: fits) {
        reader.place += length
        return value
      }
    }
    return nil
  }

  /// `in Berlin`, `from Berlin or Hamburg`, `gold customers`, `on the gold plan`.
  mutating func values(_ isNegated: Bool) -> Bool {
    var found: [WordVocabulary.Found] = []
    var other = question.reader
    let isExcluded = isNegated || other.take("outside of", "outside", "except", "excluding")
    other.skip(["in", "from", "on", "at", "of", "the", "living", "based", "via", "through", "using", "with", "plan"])
    while let next = other.trying({ (reader: inout WordReader) -> WordVocabulary.Found? in
      if !found.isEmpty, !reader.take("and", "or", ", and", ", or", ",") { return nil }
      return Self.value(&reader, question.vocabulary, where: { found.isEmpty || $0.column == found[0].column })
    }) {
      found.append(next)
      if WordVocabulary.matches([other.word()], next.column) { other.place += 1 }
    }
    guard let first = found.first else { return false }
    let column = spelled(first.column)
    let texts = found.map { WordedQuestion.text($0.value) }
    let test =
      texts.count == 1
      ? "\(column) \(isExcluded ? "!=" : "=") \(texts[0])" : "\(column) \(isExcluded ? "not " : "")in (\(texts.joined(separator: ", ")))"
    question.reader = other
    if let table = first.table { question.eventConditions.append((table.name, test)) } else { question.conditions.append(test) }
    return true
  }

  /// `name starts with A`, `email contains gmail`; nil if the words are no such test.
  mutating func textTest() -> String? {
    let vocabulary = question.vocabulary
    return question.reader.trying { reader in
      guard let column = vocabulary.customerColumn([reader.word()]), column.type == .text else { return nil }
      reader.place += 1
      let tests = ["starts with", "begins with", "start with", "ends with", "end with", "contains", "includes", "contain"]
      guard let test = reader.takeAny(tests), !reader.isAtEnd else { return nil }
      let text = WordedQuestion.text(reader.written[reader.place])
      reader.place += 1
      let sign = test.hasPrefix("s") || test.hasPrefix("b") ? "starts with" : test.hasPrefix("e") ? "ends with" : "contains"
      return "\(spelled(column.name)) \(sign) \(text)"
    }
  }
}
