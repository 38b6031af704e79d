// Conditions of a question: `who bought more than 5 times`, `in Berlin`, `without orders in 2024`.

import SegColumns
import SegPlan

extension WordedQuestion {
  /// One condition; false if the words are none.
  mutating func predicate() -> Bool {
    let start = reader.place
    let joins = reader.take("and", "but", "or", "or who", "and who", "but who")
    if joins, reader.words[start] == "or" { connector = "or" }
    reader.skip(["who", "that", "which", "have", "has", "had", "are", "is", "were", "was", "did", "do", "does", "been", "they", "also"])
    let isNegated = reader.take("not", "never", "no longer")
    reader.skip(["have", "been", "made", "placed", "a", "an", "any", "yet", "ever"])
    if newcomers() || verb(isNegated) || spent() || having(isNegated) || age() || active(isNegated) || first() || joined() || named(isNegated)
      || values(isNegated) || ofEvents()
    {
      return true
    }
    reader.place = start
    return false
  }

  private mutating func add(_ condition: String, _ isNegated: Bool = false) {
    conditions.append(isNegated ? "not \(condition)" : condition)
  }

  /// `new customers`, `one-time buyers`, `repeat customers`.
  private mutating func newcomers() -> Bool {
    let vocabulary = vocabulary
    guard let orders = vocabulary.purchases, let time = orders.schema.time else { return false }
    let table = spelled(orders.name)
    let found = reader.trying { reader -> String? in
      let condition: String
      if reader.take("repeat", "returning", "recurring") {
        condition = "count(\(table)) > 1"
      } else if reader.take("one time", "one-time", "single purchase") {
        condition = "count(\(table)) = 1"
      } else if reader.take("new") {
        condition = ""
      } else {
        return nil
      }
      guard WordVocabulary.people.contains(WordVocabulary.stem(reader.word())) else { return nil }
      return condition
    }
    guard let found else { return false }
    if found.isEmpty {
      isOfNewcomers = "min(\(spelled(time)) of \(table))"
    } else if vocabulary.definition([reader.words[reader.place - 1]])?.type != .boolean {
      add(found)
    } else {
      add(reader.words[reader.place - 1])
    }
    return true
  }

  /// `bought more than 5 times in 2024`, `ordered tea`, `visited the cart page`.
  private mutating func verb(_ isNegated: Bool) -> Bool {
    guard pending == nil, let table = verbTable(isNegated) else { return false }
    reader.skip(["a", "an", "any", "the", "anything", "something", "from", "us", "orders", "purchases", "order", "purchase"])
    var windows: [String] = []
    if let window = eventWindow() { windows.append(window) }
    // `in both 2023 and 2024`
    if reader.take("in both"), let first = reader.period(), reader.take("and"), let second = reader.period() {
      for period in [first, second] { add("any(\(spelled(table.name)) in \(period))", isNegated) }
      return true
    }
    let count = times(table)
    let values = count == nil ? valuesOfEvents(table) : nil
    if windows.isEmpty, let window = eventWindow() { windows.append(window) }
    let name = spelled(table.name)
    let days = windows.first.map { " \($0)" } ?? ""
    if let count {
      add(count.text("count(\(name)\(days))"), isNegated)
    } else if let values {
      let tests = values.found.map { "any(\(name) where \(Self.test($0))\(days))" }
      add(tests.count > 1 && values.isAny ? "(\(tests.joined(separator: " or ")))" : tests.joined(separator: " and "), isNegated)
    } else {
      add("any(\(name)\(days))", isNegated)
    }
    while let next = contrast(table, name) { add(next) }
    return true
  }

  /// `but not in 2024`, `but not coffee`, `and coffee`.
  private mutating func contrast(_ table: WordVocabulary.Events, _ name: String) -> String? {
    var other = self
    let isNegated = other.reader.take("but not", "and not", "but never")
    guard isNegated || other.reader.take("and", "but also") else { return nil }
    other.reader.skip(["the", "also"])
    if let window = other.eventWindow() {
      self = other
      return "\(isNegated ? "not " : "")any(\(name) \(window))"
    }
    if let values = other.valuesOfEvents(table) {
      self = other
      return values.found.map { "\(isNegated ? "not " : "")any(\(name) where \(Self.test($0)))" }.joined(separator: " and ")
    }
    return nil
  }

  /// A window where it is not the start of something else.
  private mutating func eventWindow() -> String? { reader.window() }

  /// The table that a verb speaks of.
  private mutating func verbTable(_ isNegated: Bool) -> WordVocabulary.Events? {
    let word = reader.word()
    if ["bought", "buy", "buying", "purchased", "purchase", "ordered", "order", "buys", "orders", "transacted"].contains(word) {
      guard let table = vocabulary.purchases else { return nil }
      // `orders over 100` are events.
      if ["order", "orders", "purchase"].contains(word), !isOfPeople, !isNegated { return nil }
      reader.place += 1
      return table
    }
    for table in vocabulary.events where word == table.stem + "ed" || word == table.stem + "d" || isOfPeople && word == table.stem {
      reader.place += 1
      return table
    }
    return nil
  }

  /// `more than 5 times`, `at least 3 orders`, `twice`.
  private mutating func times(_ table: WordVocabulary.Events) -> WordedComparison? {
    reader.trying { reader in
      let isWord = ["once", "twice"].contains(reader.word()) || reader.word() == "only"
      guard let comparison = reader.comparison(isPlain: true) else { return nil }
      let hasUnit = reader.take("times", "time", table.name, table.stem, "orders", "order", "purchases", "purchase")
      return hasUnit || isWord ? comparison : nil
    }
  }

  /// `tea and coffee`, `tea or coffee`, `the cart page`.
  private mutating func valuesOfEvents(_ table: WordVocabulary.Events) -> (found: [WordVocabulary.Found], isAny: Bool)? {
    var found: [WordVocabulary.Found] = []
    var isAny = false
    let vocabulary = vocabulary
    while true {
      let next = reader.trying { reader -> WordVocabulary.Found? in
        if !found.isEmpty, !reader.take("and", "or", ",") { return nil }
        let isOr = !found.isEmpty && reader.words[reader.place - 1] == "or"
        reader.skip(["the", "both", "either", "some", "any"])
        guard let value = Self.value(&reader, vocabulary, where: { $0.table?.name == table.name }) else { return nil }
        isAny = isAny || isOr
        return value
      }
      guard let next else { break }
      found.append(next)
      // `page`, the column's own name.
      if WordVocabulary.matches([reader.word()], next.column) { reader.place += 1 }
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

  /// `spent more than 500 in the last 90 days`.
  private mutating func spent() -> Bool {
    guard let revenue else { return false }
    let found = reader.trying { reader -> WordedComparison? in
      guard reader.take("spent", "spend", "paid", "spends", "spending") else { return nil }
      _ = reader.take("a total of")
      return reader.comparison()
    }
    guard let found else { return false }
    var measure = revenue
    measure.window = eventWindow()
    add(found.text(measure.metric ?? measure.text))
    return true
  }

  /// `with more than 3 orders in 2024`, `without orders`, `with revenue over 1000`.
  private mutating func having(_ isNegated: Bool) -> Bool {
    var other = self
    let isWithout = other.reader.take("without any", "without", "with no", "with zero", "no", "zero")
    if !isWithout { _ = other.reader.take("with", "having", "whose", "where", "made", "placed") }
    other.reader.skip(["a", "an", "the", "their"])
    let comparison = isWithout ? nil : other.reader.comparison(isPlain: true)
    if let table = other.table(WordVocabulary.stem(other.reader.word())), isWithout || comparison != nil {
      other.reader.place += 1
      let days = other.eventWindow().map { " \($0)" } ?? ""
      let name = spelled(table.name)
      self = other
      add(comparison?.text("count(\(name)\(days))") ?? "not any(\(name)\(days))", isNegated)
      return true
    }
    if let comparison, !groups.isEmpty, WordVocabulary.people.contains(WordVocabulary.stem(other.reader.word())) {
      other.reader.place += 1
      self = other
      isOfPeople = true
      having = comparison.text("count()")
      return true
    }
    if isWithout || comparison != nil { return false }
    if let birthday = other.vocabulary.birthday, other.reader.take("birthday", "birthdays", "their birthday") {
      _ = other.reader.take("is", "in", "on")
      for (phrase, days) in [("next month", "next 30 days"), ("this month", "this month"), ("next week", "next 7 days"), ("today", "today")]
      where other.reader.take(phrase) {
        self = other
        add("\(spelled(birthday)) in \(days) each year")
        return true
      }
      return false
    }
    return valueCompared(other, isNegated)
  }

  /// `revenue over 1000`, `average order value is over 40`, `city is Berlin`.
  private mutating func valueCompared(_ start: WordedQuestion, _ isNegated: Bool) -> Bool {
    var other = start
    let before = other.figures.count
    while other.figures.count == before {
      guard other.figure() else { return false }
    }
    guard other.figures.count == before + 1, let figure = other.figures.popLast() else { return false }
    other.reader.skip(["is", "was", "of"])
    guard let comparison = other.reader.comparison(isPlain: true) else { return false }
    let isOfGroup = !isOfPeople && !groups.isEmpty
    other.pending = start.pending
    other.kind = start.kind
    if isOfGroup {
      self = other
      having = comparison.text(figure.text)
      figures.append(figure)
      return true
    }
    guard case let value? = figure.ofCustomer else { return false }
    var text = value
    if case .aggregate(var measure) = figure {
      measure.window = other.reader.window()
      text = measure.metric ?? measure.text
    }
    self = other
    add(comparison.text(text), isNegated)
    return true
  }

  /// `older than 30`, `aged between 20 and 30`.
  private mutating func age() -> Bool {
    guard let birthday = vocabulary.birthday else { return false }
    let found = reader.trying { reader -> WordedComparison? in
      if reader.take("older than"), let age = reader.number() { return WordedComparison(">", age) }
      if reader.take("younger than"), let age = reader.number() { return WordedComparison("<", age) }
      return reader.take("aged", "age") ? reader.comparison() : nil
    }
    guard let found else { return false }
    _ = reader.take("years old", "years")
    add(found.text("age(\(spelled(birthday)))"))
    return true
  }

  /// `active in the last 30 days`, `inactive for 6 months`.
  private mutating func active(_ isNegated: Bool) -> Bool {
    guard let orders = vocabulary.purchases else { return false }
    let found = reader.trying { reader -> String? in
      let isActive = reader.take("active")
      guard isActive || reader.take("inactive") else { return nil }
      var window = reader.window()
      // `for 6 months`
      if window == nil, reader.take("for", "since"), let count = reader.number(), let unit = reader.unit() { window = "in last \(count) \(unit)s" }
      guard let window else { return nil }
      return "\(isActive ? "" : "not ")any(\(spelled(orders.name)) \(window))"
    }
    guard let found else { return false }
    add(found, isNegated)
    return true
  }

  /// `first order was in 2024`, `first order was tea`, `first ordered in 2024`.
  private mutating func first() -> Bool {
    var other = self
    other.reader.skip(["whose", "with", "their"])
    let isFirst = other.reader.take("first")
    guard isFirst || other.reader.take("last", "latest"), let table = other.table(WordVocabulary.stem(other.reader.word())),
      let time = table.schema.time
    else { return false }
    other.reader.place += 1
    other.reader.skip(["was", "is", "for", "of", "a"])
    let name = spelled(table.name)
    if let window = other.reader.window() {
      self = other
      add("\(isFirst ? "min" : "max")(\(spelled(time)) of \(name)) \(window)")
      return true
    }
    guard let value = Self.value(&other.reader, vocabulary, where: { $0.table?.name == table.name }) else { return false }
    self = other
    add("\(isFirst ? "first" : "last")(\(spelled(value.column)) of \(name)) = \(Self.text(value.value))")
    return true
  }

  /// `signed up in 2024`, `joined this year`.
  private mutating func joined() -> Bool {
    guard let signup = vocabulary.signup else { return false }
    let found = reader.trying { reader -> String? in
      guard reader.take("signed up", "joined", "registered", "created", "who signed up") else { return nil }
      return reader.window()
    }
    guard let found else { return false }
    add("\(spelled(signup)) \(found)")
    return true
  }

  /// A segment, a yes/no column or a stage by its name: `loyal`, `subscribed to the newsletter`.
  private mutating func named(_ isNegated: Bool) -> Bool {
    var other = reader
    other.skip(["subscribed", "opted", "into", "to", "the", "in", "at", "from", "stage"])
    for length in stride(from: WordVocabulary.longestName, through: 1, by: -1) where other.place + length <= other.words.count {
      let words = other.words[other.place..<other.place + length]
      if let definition = vocabulary.definition(words), definition.type == .boolean {
        other.place += length
        reader = other
        add(spelled(definition.name), isNegated)
        return true
      }
      if let column = vocabulary.customerColumn(words), column.type == .boolean {
        other.place += length
        reader = other
        add(spelled(column.name), isNegated)
        return true
      }
    }
    // `first` may be a stage, and begins `first order date` too.
    let isStage = other.place + 1 == other.words.count || other.word(1) == "stage" || WordVocabulary.people.contains(WordVocabulary.stem(other.word(1)))
    if isStage, let stage = vocabulary.stage(other.word()), vocabulary.values([other.word()]).isEmpty {
      other.place += 1
      _ = other.take("stage")
      reader = other
      add(isNegated ? stage.replacing(" is ", with: " is not ") : stage)
      return true
    }
    return false
  }

  /// `in Berlin`, `from Berlin or Hamburg`, `gold customers`, `on the gold plan`.
  private mutating func values(_ isNegated: Bool) -> Bool {
    var found: [WordVocabulary.Found] = []
    var other = reader
    let isExcluded = isNegated || other.take("outside of", "outside", "except", "excluding")
    other.skip(["in", "from", "on", "at", "of", "the", "living", "based", "via", "through", "using", "with", "plan"])
    while let next = other.trying({ (reader: inout WordReader) -> WordVocabulary.Found? in
      if !found.isEmpty, !reader.take("and", "or", ", and", ", or", ",") { return nil }
      return Self.value(&reader, vocabulary, where: { found.isEmpty || $0.column == found[0].column })
    }) {
      found.append(next)
      if WordVocabulary.matches([other.word()], next.column) { other.place += 1 }
    }
    guard let first = found.first else { return false }
    let column = spelled(first.column)
    let texts = found.map { Self.text($0.value) }
    let test =
      texts.count == 1
      ? "\(column) \(isExcluded ? "!=" : "=") \(texts[0])" : "\(column) \(isExcluded ? "not " : "")in (\(texts.joined(separator: ", ")))"
    reader = other
    if let table = first.table { eventConditions.append((table.name, test)) } else { conditions.append(test) }
    return true
  }

  /// `orders over 100`.
  private mutating func ofEvents() -> Bool {
    guard let events, !isOfPeople, let amount = events.amount, let comparison = reader.comparison() else { return false }
    eventConditions.append((events.name, comparison.text(spelled(amount))))
    return true
  }
}
