// What customers did, in conditions: `bought more than 5 times in 2024`, `did orders`, `reordered within 30 days`.

extension WordedCondition {
  /// `bought more than 5 times in 2024`, `ordered tea`, `visited the cart page`.
  mutating func verb(_ isNegated: Bool) -> Bool {
    guard question.pending == nil else { return false }
    let isOnly = question.reader.word() == "only"
    var other = self
    if isOnly { other.question.reader.place += 1 }
    guard let table = other.verbTable(isNegated) else { return false }
    // `what do they buy` asks for what was bought.
    if other.question.reader.isAtEnd, question.reader.words.first == "what" { return false }
    self = other
    if isOnly { return boughtOnly(table) }
    return verb(of: table, isNegated)
  }

  /// `bought only tea`: and nothing else.
  private mutating func boughtOnly(_ table: WordVocabulary.Events) -> Bool {
    guard let values = valuesOfEvents(table), let first = values.found.first else { return false }
    let (events, column) = (first.events(table), spelled(first.column))
    let texts = values.found.filter { $0.column == first.column }.map { WordedQuestion.text($0.value) }
    guard texts.count == values.found.count else { return false }
    add("any(\(events.selected))")
    add("not any(\(events.selected(where: ["\(column) not in (\(texts.joined(separator: ", ")))"])))")
    return true
  }

  /// `did orders`, `completed an order`, `performed event orders`: the events.
  mutating func didEvents() -> WordVocabulary.Events? {
    let vocabulary = question.vocabulary
    return question.reader.trying { reader in
      guard reader.take("did", "completed", "performed", "triggered", "placed", "made", "done") else { return nil }
      reader.skip(["the", "a", "an", "any", "event", "events"])
      guard let table = vocabulary.table(WordVocabulary.stem(reader.word())) else { return nil }
      reader.place += 1
      return table
    }
  }

  /// `reordered within 30 days`: the second order after the first.
  mutating func again() -> Bool {
    guard let table = question.vocabulary.purchases, let time = table.schema.time else { return false }
    let day = "\(spelled(time)) of \(table.selected)"
    let found = question.reader.trying { reader -> String? in
      guard reader.take("reordered", "repurchased", "bought again", "ordered again", "came back"), reader.take("within", "in"),
        let count = reader.number(), let unit = reader.unit(), let days = ["day": 1, "week": 7][unit], let number = Int(count),
        number < 10_000
      else { return nil }
      _ = reader.take("of the first order", "of their first order", "after the first order")
      return "nth(2, \(day)) - min(\(day)) <= \(number * days)"
    }
    if let found { add(found) }
    return found != nil
  }

  mutating func verb(of table: WordVocabulary.Events, _ isNegated: Bool) -> Bool {
    if let test = occurrence(table) {
      add(test, isNegated)
      return true
    }
    question.reader.skip(["a", "an", "any", "the", "anything", "something", "from", "us", "orders", "purchases", "order", "purchase"])
    var windows: [String] = []
    if let window = eventWindow() { windows.append(window) }
    // `in both 2023 and 2024`
    if question.reader.take("in both"), let first = question.reader.period(), question.reader.take("and"),
      let second = question.reader.period()
    {
      for period in [first, second] { add("any(\(table.selected) in \(period))", isNegated) }
      return true
    }
    if !isNegated, windows.isEmpty, sumCompared(table) { return true }
    let count = times(table)
    let kinds = count == nil ? different(table) : nil
    let values = count == nil && kinds == nil ? valuesOfEvents(table) : nil
    var table = table
    if let test = sinceSignup(table) { table.test = (table.test.map { "\($0) and " } ?? "") + test }
    // `logged in 10 times on mobile`
    if count != nil, let told = told(of: table) { table.test = (table.test.map { "\($0) and " } ?? "") + told }
    if windows.isEmpty, let window = eventWindow() ?? lastDays() { windows.append(window) }
    if count != nil, let told = told(of: table) { table.test = (table.test.map { "\($0) and " } ?? "") + told }
    let name = table.selected
    let days = windows.first.map { " \($0)" } ?? ""
    if let kinds {
      add(kinds(days), isNegated)
    } else if let count {
      add(count.text("count(\(name)\(days))"), isNegated)
    } else if let values {
      let tests = values.found.map { "any(\($0.events(table).selected(where: [WordedQuestion.test($0)]))\(days))" }
      add(tests.count > 1 && values.isAny ? "(\(tests.joined(separator: " or ")))" : tests.joined(separator: " and "), isNegated)
    } else {
      add("any(\(name)\(days))", isNegated)
    }
    while let next = contrast(table, name) { add(next) }
    return true
  }

  /// `on mobile`, after how often: of which events.
  private mutating func told(of table: WordVocabulary.Events) -> String? {
    let vocabulary = question.vocabulary
    return question.reader.trying { reader in
      guard reader.take("on", "via", "through", "using", "with", "by", "from", "in", "at") else { return nil }
      reader.skip(["a", "an", "the"])
      return Self.value(&reader, vocabulary, where: { $0.table?.name == table.name }).map { WordedQuestion.test($0) }
    }
  }

  /// `for the first time in 2024`, `every month in 2024`; nil if neither follows.
  private mutating func occurrence(_ table: WordVocabulary.Events) -> String? {
    guard let time = table.schema.time else { return nil }
    let (date, name) = (spelled(time), table.selected)
    let day = "\(date) of \(name)"
    return question.reader.trying { reader in
      if reader.take("for the first time") { return reader.window().map { "min(\(day)) \($0)" } }
      let units = ["month": 12, "quarter": 4]
      guard reader.take("every", "in every", "each", "in each"), let unit = reader.unit(), let count = units[unit] else { return nil }
      reader.skip(["of", "in"])
      guard let year = reader.period(), year.count == 4 else { return nil }
      return "distinct(start_of_\(unit)(\(date)) of \(name) in \(year)) = \(count)"
    }
  }

  /// `but not in 2024`, `but not coffee`, `and coffee`.
  mutating func contrast(_ table: WordVocabulary.Events, _ name: String) -> String? {
    var other = self
    let isNegated = other.question.reader.take("but not", "and not", "but never", "and never", "but no", "not")
    guard isNegated || other.question.reader.take("and", "but also") else { return nil }
    other.question.reader.skip(["the", "also", "again"])
    if let window = other.eventWindow() {
      self = other
      return "\(isNegated ? "not " : "")any(\(name) \(window))"
    }
    if let values = other.valuesOfEvents(table) {
      self = other
      return values.found.map { found in
        "\(isNegated ? "not " : "")any(\(found.events(table).selected(where: [WordedQuestion.test(found)])))"
      }.joined(separator: " and ")
    }
    return nil
  }

  /// A window where it is not the start of something else.
  mutating func eventWindow() -> String? { question.reader.window() }

  /// The table that a verb speaks of.
  private mutating func verbTable(_ isNegated: Bool) -> WordVocabulary.Events? {
    let word = question.reader.word()
    if ["bought", "buy", "buying", "purchased", "purchase", "ordered", "order", "buys", "orders", "transacted"].contains(word) {
      guard let table = question.vocabulary.purchases else { return nil }
      // `orders over 100` are events.
      if ["order", "orders", "purchase"].contains(word), !question.isOfPeople, !isNegated { return nil }
      question.reader.place += 1
      return table
    }
    // Who was referred did not refer.
    let before = question.reader.words[..<question.reader.place].suffix(2)
    let isPassive = before.contains { ["were", "was", "been", "being", "are"].contains($0) }
    for table in question.vocabulary.events + question.vocabulary.kinds
    where !isPassive && table.isVerb(word) || question.isOfPeople && word == table.stem {
      question.reader.place += 1
      question.reader.skip(["someone", "somebody", "others", "people"])
      return table
    }
    return nil
  }

  /// `more than 5 times`, `at least 3 orders`, `twice`.
  private mutating func times(_ table: WordVocabulary.Events) -> WordedComparison? {
    question.reader.trying { reader in
      let isOnly = reader.word() == "only"
      guard let comparison = reader.comparison(isPlain: true) else { return nil }
      let isWord = isOnly || ["once", "twice", "thrice"].contains(reader.words[reader.place - 1])
      let hasUnit = reader.take("times", "time", table.name, table.stem, "orders", "order", "purchases", "purchase")
      return hasUnit || isWord ? comparison : nil
    }
  }
}
