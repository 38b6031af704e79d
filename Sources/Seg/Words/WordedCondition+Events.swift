// Events with what is said of them: `with unpaid invoices over 100`, `paid an invoice`, `spent a total of 20 on skins`.

import SegColumns
import SegDiagnostics
import SegPlan

/// Some events, as a condition or a figure takes them.
struct DescribedEvents {
  var events: WordVocabulary.Events
  /// Their days.
  var window: String?
  /// How often, or with which sums, where that follows the noun: `orders over 5`.
  var count: WordedComparison?
  /// Whether something was said of them.
  var isTold = false

  /// `invoices where status = "unpaid" in 2024`.
  var selected: String { events.selected + (window.map { " \($0)" } ?? "") }
}

extension ConditionReading {
  /// `unpaid invoices over 100 in 2024`; nil, and nothing is read, if the words are no events.
  mutating func describedEvents() -> DescribedEvents? {
    var other = self
    guard var found = other.noun() else { return nil }
    while other.qualifier(&found) {}
    self = other
    return found
  }

  /// `unpaid or overdue invoices`: the noun with the values before it.
  private mutating func noun() -> DescribedEvents? {
    let vocabulary = question.vocabulary
    return question.reader.trying { reader -> DescribedEvents? in
      var values: [WordVocabulary.Found] = []
      var states: [(table: String, text: String)] = []
      for _ in 0..<6 {
        reader.skip(["a", "an", "any", "the", "some", "their", "other", "one", "of", "our"])
        let isJoined = !values.isEmpty && reader.take("or", "and", ",")
        if !isJoined, let table = vocabulary.table(WordVocabulary.stem(reader.word())), !Self.isAdjective(reader, vocabulary) {
          reader.place += 1
          let tests = Self.tests(of: values)
          guard values.allSatisfy({ $0.table?.name == table.name }), states.allSatisfy({ $0.table == table.name }) else { return nil }
          let all = tests + states.map(\.text)
          var events = table
          events.test = ((table.test.map { [$0] } ?? []) + all).joined(separator: " and ")
          if events.test?.isEmpty == true { events.test = nil }
          return DescribedEvents(events: events, isTold: !all.isEmpty)
        }
        if let value = WordedCondition.value(&reader, vocabulary, where: { $0.table != nil }) {
          values.append(value)
        } else if let state = Self.state(&reader, vocabulary) {
          states.append(state)
        } else {
          return nil
        }
      }
      return nil
    }
  }

  /// `transfer` before `transactions` says of what type they are.
  private static func isAdjective(_ reader: WordReader, _ vocabulary: WordVocabulary) -> Bool {
    let next = reader.word(1)
    return !next.isEmpty && next != WordVocabulary.stem(next) && vocabulary.table(WordVocabulary.stem(next)) != nil
      && !vocabulary.values([reader.word()]).isEmpty
  }

  /// Values of one column are alternatives.
  private static func tests(of values: [WordVocabulary.Found]) -> [String] {
    var columns: [String] = []
    for value in values where !columns.contains(value.column) { columns.append(value.column) }
    return columns.map { column in
      let own = values.filter { $0.column == column }
      if own.count == 1 { return WordedQuestion.test(own[0]) }
      return "\(spelled(column)) in (\(own.map { WordedQuestion.text($0.value) }.joined(separator: ", ")))"
    }
  }

  /// `unpaid`, of a yes/no column `paid`.
  private static func state(_ reader: inout WordReader, _ vocabulary: WordVocabulary) -> (table: String, text: String)? {
    let word = reader.word()
    for (name, isYes) in [(word, true), (word.hasPrefix("un") ? String(word.dropFirst(2)) : "", false)] where !name.isEmpty {
      guard let column = vocabulary.eventColumn([name]), column.type == .boolean else { continue }
      reader.place += 1
      return (column.table.name, (isYes ? "" : "not ") + spelled(column.name))
    }
    return nil
  }

  /// `on mobile`, `over 100`, `in 2024`, `with a coupon`: what stands behind the noun.
  private mutating func qualifier(_ found: inout DescribedEvents) -> Bool {
    if found.window == nil, let window = question.reader.window() {
      found.window = window
      return true
    }
    let (vocabulary, events) = (question.vocabulary, found.events)
    let told = question.reader.trying { reader -> String? in
      reader.skip(["of", "in", "on", "by", "from", "via", "through", "using", "with", "for", "at", "as", "to", "where"])
      reader.skip(["a", "an", "the", "status", "type"])
      let value = WordedCondition.value(&reader, vocabulary, where: { $0.table?.name == events.name })
      if value != nil, WordVocabulary.people.contains(WordVocabulary.stem(reader.word())) { return nil }
      if let value, WordVocabulary.matches([reader.word()], value.column) { reader.place += 1 }
      return value.map { WordedQuestion.test($0) }
    }
    if let told {
      found.add(told)
      return true
    }
    if let test = Self.compared(&question.reader, vocabulary, events) {
      found.add(test)
      return true
    }
    guard found.count == nil, let amount = events.amount, found.window == nil else { return false }
    var other = question
    let isWorth = other.reader.take("worth", "valued at", "totaling", "totalling")
    // `orders > 5` are counted.
    if ["<", ">", "=", "<=", ">=", "!="].contains(other.reader.word()) { return false }
    guard let comparison = other.reader.comparison() else { return false }
    if isWorth || !question.isOfPeople {
      question = other
      found.add(comparison.text(spelled(amount)))
      return true
    }
    guard let isOfAmount = other.parts.either(true, false) else { return false }
    question = other
    if isOfAmount { found.add(comparison.text(spelled(amount))) } else { found.count = comparison }
    return true
  }

  /// `with a discount over 10`: a number of such events.
  private static func compared(_ reader: inout WordReader, _ vocabulary: WordVocabulary, _ events: WordVocabulary.Events) -> String? {
    reader.trying { reader in
      guard reader.take("with", "where", "having", "whose", "of") else { return nil }
      reader.skip(["a", "an", "the", "their"])
      for length in stride(from: WordVocabulary.longestName, through: 1, by: -1) where reader.place + length < reader.words.count {
        guard let column = vocabulary.eventColumn(reader.words[reader.place..<reader.place + length]), column.table.name == events.name,
          column.type == .number || column.type == .integer
        else { continue }
        reader.place += length
        reader.skip(["is", "are", "was", "of"])
        return reader.comparison(isPlain: true).map { $0.text(spelled(column.name)) }
      }
      return nil
    }
  }

  // MARK: - Conditions

  /// `paid an invoice`, `never cancelled an order`: a state as a verb of what it is of.
  mutating func didTo(_ isNegated: Bool) -> Bool {
    guard question.isOfPeople else { return false }
    let word = question.reader.word()
    let objects: Set<String> = ["a", "an", "any", "the", "their", "all", "one"]
    guard word.hasSuffix("ed") || word.hasSuffix("id"), objects.contains(question.reader.word(1)) || isNegated else { return false }
    var other = self
    guard let found = other.describedEvents(), found.isTold, found.count == nil else { return false }
    self = other
    add("any(\(found.selected))", isNegated)
    return true
  }

  /// `played pvp`, `used the app`, `watched drama`: a verb that says nothing but that they did it.
  mutating func didValue(_ isNegated: Bool) -> Bool {
    let verbs = [
      "played", "play", "used", "use", "uses", "tried", "chose", "watched", "watch", "listened to", "opened", "took", "take", "attended",
      "redeemed", "flew", "read", "joined", "got", "received", "had", "made", "did", "plays", "watches", "subscribed to", "rented",
      "booked",
      "stayed in", "stayed at", "donated to", "gave to", "called", "shipped", "browsed", "viewed", "clicked",
    ]
    var other = self
    guard question.isOfPeople, other.question.reader.takeAny(verbs) != nil || ["had", "did", "got", "made"].contains(wordBefore) else {
      return false
    }
    other.question.reader.skip(["a", "an", "the", "any", "only", "some", "in", "at", "with"])
    let vocabulary = question.vocabulary
    var reader = other.question.reader
    guard let first = WordedCondition.value(&reader, vocabulary, where: { $0.table != nil }), let table = first.table,
      let values = other.valuesOfEvents(table)
    else { return false }
    // `played pvp sessions`
    if other.question.table(WordVocabulary.stem(other.question.reader.word()))?.name == table.name { other.question.reader.place += 1 }
    var events = table
    let tests = Self.tests(of: values.found)
    let window = other.question.reader.window()
    let days = window.map { " \($0)" } ?? ""
    self = other
    if values.isAny || tests.count > 1 || values.found.count == 1 {
      events.test = ((table.test.map { [$0] } ?? []) + tests).joined(separator: " and ")
      add("any(\(events.selected)\(days))", isNegated)
    } else {
      for value in values.found { add("any(\(table.selected(where: [WordedQuestion.test(value)]))\(days))", isNegated) }
    }
    while let next = contrast(table, table.selected) { add(next) }
    return true
  }

  /// The word before the next one.
  var wordBefore: String {
    let place = question.reader.place
    return place > 0 && place <= question.reader.words.count ? question.reader.words[place - 1] : ""
  }

  /// `with unpaid invoices`, where the customers have them.
  var hadThem: Bool {
    question.isOfPeople && ["have", "has", "had", "made", "placed", "got", "hold", "own"].contains(wordBefore)
  }

  /// `deposited more than 10000`: their sum, where no noun says how often.
  mutating func sumCompared(_ table: WordVocabulary.Events) -> Bool {
    guard table.isOfType, let amount = table.amount else { return false }
    var other = self
    _ = other.question.reader.take("a total of", "in total")
    guard let comparison = other.question.reader.comparison(),
      !["time", "times", "day", "days", "week", "month", "months"].contains(other.question.reader.word()),
      other.question.table(WordVocabulary.stem(other.question.reader.word())) == nil
    else { return false }
    _ = other.question.reader.take("in total")
    let window = other.eventWindow() ?? other.lastDays()
    self = other
    add(comparison.text("sum(\(spelled(amount)) of \(table.selected)\(window.map { " \($0)" } ?? ""))"))
    return true
  }

  /// `employees over 500`, `whose balance is above 50000`, `with negative balance`: a number of the customers, or of the events asked for.
  mutating func columnTest(_ isNegated: Bool) -> Bool {
    // Of groups, it would be a condition of theirs.
    guard question.isOfPeople || question.groups.isEmpty else { return false }
    let vocabulary = question.vocabulary
    var other = self
    other.question.reader.skip(["whose", "with", "where", "having", "their", "a", "an", "the"])
    let signs = ["negative": "< 0", "positive": "> 0", "zero": "= 0"]
    let adjective = signs[other.question.reader.word()]
    if adjective != nil { other.question.reader.place += 1 }
    guard let column = other.numberColumn(vocabulary) else { return false }
    let name = spelled(column.name)
    let test: String
    if let adjective {
      test = "\(name) \(adjective)"
    } else {
      other.question.reader.skip(["is", "are", "was", "of", "at"])
      if let sign = signs[other.question.reader.word()] {
        other.question.reader.place += 1
        test = "\(name) \(sign)"
      } else if column.table == nil, let against = other.againstAll(name) {
        test = against
      } else if let comparison = other.question.reader.comparison(isPlain: true) {
        test = comparison.text(name)
      } else {
        return false
      }
    }
    guard let table = column.table else {
      self = other
      add(test, isNegated)
      return true
    }
    guard !isNegated, question.events?.name == table || question.isOfPeople && question.events == nil else { return false }
    self = other
    if question.events == nil {
      // One of their events, or all together.
      let sum = test.replacing(name, with: "sum(\(name) of \(spelled(table)))")
      guard let condition = question.parts.either("any(\(spelled(table)) where \(test))", sum) else { return false }
      add(condition)
    } else {
      question.eventConditions.append((table, test))
    }
    return true
  }

  private mutating func numberColumn(_ vocabulary: WordVocabulary) -> (name: String, table: String?)? {
    for length in stride(from: WordVocabulary.longestName, through: 1, by: -1)
    where question.reader.place + length <= question.reader.words.count {
      let words = question.reader.words[question.reader.place..<question.reader.place + length]
      func isNumber(_ type: ColumnType) -> Bool { type == .number || type == .integer }
      // Of events that are asked for, theirs.
      if let events = question.events, let own = vocabulary.eventColumn(words), own.table.name == events.name, isNumber(own.type) {
        question.reader.place += length
        return (own.name, own.table.name)
      }
      if let column = vocabulary.customerColumn(words), isNumber(column.type) {
        question.reader.place += length
        return (column.name, nil)
      }
      if let column = vocabulary.eventColumn(words), isNumber(column.type) {
        question.reader.place += length
        return (column.name, column.table.name)
      }
    }
    return nil
  }

  /// `end date before 2025`, `opened in 2020`, `expiring in the next 30 days`: a day of the customers, or of the events asked for.
  mutating func dateColumnTest(_ isNegated: Bool) -> Bool {
    guard !isNegated else { return false }
    let vocabulary = question.vocabulary
    var other = self
    other.question.reader.skip(["whose", "with", "where", "their", "a", "an", "the"])
    for length in stride(from: WordVocabulary.longestName, through: 1, by: -1)
    where other.question.reader.place + length < other.question.reader.words.count {
      let words = other.question.reader.words[other.question.reader.place..<other.question.reader.place + length]
      let found: (name: String, table: String?)
      func isDay(_ type: ColumnType) -> Bool { type == .date || type == .timestamp }
      if let column = vocabulary.customerColumn(words), isDay(column.type) {
        found = (column.name, nil)
      } else if let column = vocabulary.eventColumn(words), isDay(column.type), question.events?.name == column.table.name {
        found = (column.name, column.table.name)
      } else {
        continue
      }
      other.question.reader.place += length
      other.question.reader.skip(["is", "was", "are", "date", "day"])
      guard let test = other.question.reader.dateTest() else { return false }
      self = other
      if let table = found.table { question.eventConditions.append((table, "\(spelled(found.name)) \(test)")) }
      if found.table == nil { add("\(spelled(found.name)) \(test)") }
      return true
    }
    return false
  }
}

extension DescribedEvents {
  fileprivate mutating func add(_ test: String) {
    events.test = (events.test.map { "\($0) and " } ?? "") + test
    isTold = true
  }
}
