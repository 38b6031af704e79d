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
      let found = vocabulary.values(reader.words[reader.place..<reader.place + length]).filter(fits)
      guard let first = found.first else { continue }
      reader.place += length
      // Of several columns, that of the events that follow: `cancelled subscriptions`.
      let noun = WordVocabulary.stem(reader.word())
      return found.first { $0.table?.stem == noun } ?? first
    }
    return nil
  }

  /// `in Berlin`, `from Berlin or Hamburg`, `gold customers`, `on the gold plan`.
  mutating func values(_ isNegated: Bool) -> Bool {
    var found: [WordVocabulary.Found] = []
    var other = question.reader
    let isExcluded = isNegated || other.take("outside of", "outside", "except", "excluding")
    other.skip(["acquired", "in", "from", "on", "at", "of", "the", "living", "based", "via", "through", "using", "with", "plan"])
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
    if let table = first.table, isExcluded, question.isOfPeople {
      let own = texts.count == 1 ? "\(column) = \(texts[0])" : "\(column) in (\(texts.joined(separator: ", ")))"
      question.conditions.append("not any(\(table.selected(where: [own])))")
    } else if let table = first.table {
      question.eventConditions.append((table.name, test))
    } else {
      question.conditions.append(test)
    }
    return true
  }

  /// `with a coupon`, `used a coupon`, `without coupon`, `with free shipping`: whether a column of events has a value.
  mutating func presence() -> Bool {
    let vocabulary = question.vocabulary
    let found = question.reader.trying { reader -> (table: String, text: String)? in
      let isWithout = reader.take("without any", "without", "with no")
      guard isWithout || reader.take("with", "used", "using", "having") else { return nil }
      reader.skip(["a", "an", "any", "the"])
      let isFree = !isWithout && reader.take("free")
      for length in stride(from: WordVocabulary.longestName, through: 1, by: -1) where reader.place + length <= reader.words.count {
        guard let column = vocabulary.eventColumn(reader.words[reader.place..<reader.place + length]) else { continue }
        reader.place += length
        let isNumber = column.type == .number || column.type == .integer
        if isFree { return isNumber ? (column.table.name, "\(spelled(column.name)) = 0") : nil }
        guard !isNumber, [">", "<", "=", ">=", "<=", "over", "above", "below"].contains(reader.word()) == false else { return nil }
        return (column.table.name, "\(spelled(column.name)) is \(isWithout ? "" : "not ")missing")
      }
      return nil
    }
    if let found { question.eventConditions.append(found) }
    return found != nil
  }

  /// `on weekends`, `on weekdays`: of the events that are asked for.
  mutating func weekends() -> Bool {
    let isWeekend = question.reader.take("on weekends", "on the weekend", "at weekends", "at the weekend", "on a weekend")
    guard isWeekend || question.reader.take("on weekdays", "on working days", "on a weekday") else { return false }
    guard let table = question.events ?? question.vocabulary.purchases, let time = table.schema.time else { return false }
    question.eventConditions.append((table.name, "weekday(\(spelled(time))) \(isWeekend ? ">= 6" : "<= 5")"))
    return true
  }

  /// `we lost last quarter`, `stopped buying`, `stopped ordering in the last 90 days`.
  mutating func left() -> Bool {
    var other = question
    other.reader.skip(["we", "did", "have"])
    let isLost = other.reader.take("lose", "lost")
    if isLost {
      let window = other.reader.window()
      // When, only a stage tells.
      guard let lost = window == nil ? question.vocabulary.lost : question.vocabulary.lostStage, let name = lost.split(separator: " ").first
      else { return false }
      question = other
      question.conditions.append(lost)
      if let window { question.conditions.append("entered(\(name)) \(window)") }
      return true
    }
    guard let table = question.vocabulary.purchases,
      question.reader.take("stopped buying", "stopped ordering", "stopped purchasing", "stopped shopping", "stopped spending")
    else { return false }
    let name = table.selected
    if let window = question.reader.window() {
      question.conditions += ["any(\(name))", "not any(\(name) \(window))"]
    } else {
      guard let lost = question.vocabulary.lost else { return false }
      question.conditions.append(lost)
    }
    question.isOfPeople = true
    return true
  }

  /// `name starts with A`, `email contains gmail`; nil if the words are no such test.
  mutating func textTest() -> String? {
    let vocabulary = question.vocabulary
    return question.reader.trying { reader in
      reader.skip(["customer"])
      guard let column = vocabulary.customerColumn([reader.word()]), column.type == .text else { return nil }
      reader.place += 1
      for (sign, test) in [("!=", "!="), ("is not", "!="), ("=", "="), ("==", "="), ("is", "="), ("equals", "=")] where reader.take(sign) {
        guard let value = Self.value(&reader, vocabulary, where: { $0.isOfCustomers && $0.column == column.name }) else { return nil }
        return "\(spelled(column.name)) \(test) \(WordedQuestion.text(value.value))"
      }
      let tests = ["starts with", "begins with", "start with", "ends with", "end with", "contains", "includes", "contain"]
      guard let test = reader.takeAny(tests), !reader.isAtEnd else { return nil }
      let text = WordedQuestion.text(reader.written[reader.place])
      reader.place += 1
      let sign = test.hasPrefix("s") || test.hasPrefix("b") ? "starts with" : test.hasPrefix("e") ? "ends with" : "contains"
      return "\(spelled(column.name)) \(sign) \(text)"
    }
  }

  /// `that contained both tea and coffee`: orders by their lines.
  mutating func containing() -> Bool {
    guard let events = question.events, !question.isOfPeople else { return false }
    var other = self
    other.question.reader.skip(["that"])
    guard other.question.reader.take("contained", "containing", "contain", "contains", "included", "including", "include", "with both"),
      let values = other.valuesOfEvents(events)
    else { return false }
    let tests = values.found.map { found in
      found.table?.name == events.name
        ? WordedQuestion.test(found) : "any(\(found.events(events).selected(where: [WordedQuestion.test(found)])))"
    }
    self = other
    let text = tests.joined(separator: values.isAny ? " or " : " and ")
    question.eventConditions.append((events.name, values.isAny && tests.count > 1 ? "(\(text))" : text))
    return true
  }

  /// `status is returned`, `event = purchase`: the value of a column of events.
  mutating func eventTest() -> Bool {
    let vocabulary = question.vocabulary
    let found = question.reader.trying { reader -> (String, String)? in
      for length in stride(from: WordVocabulary.longestName, through: 1, by: -1) where reader.place + length < reader.words.count {
        guard let column = vocabulary.eventColumn(reader.words[reader.place..<reader.place + length]), column.type == .text else {
          continue
        }
        reader.place += length
        guard let sign = reader.takeAny(["!=", "is not", "=", "==", "is", "equals"]) else { return nil }
        let test: String
        if column.name == EventKinds.column(of: column.table.schema),
          let kind = vocabulary.kinds.first(where: { $0.stem == WordVocabulary.stem(reader.word()) && $0.name == column.table.name }),
          let text = kind.test
        {
          reader.place += 1
          test = text
        } else if let value = Self.value(&reader, vocabulary, where: { $0.table?.name == column.table.name && $0.column == column.name }) {
          test = WordedQuestion.test(value)
        } else {
          return nil
        }
        return (column.table.name, sign == "!=" || sign == "is not" ? "not \(test)" : test)
      }
      return nil
    }
    if let found { question.eventConditions.append(found) }
    return found != nil
  }
}
