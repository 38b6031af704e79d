// Conditions of a question: `who bought more than 5 times`, `in Berlin`, `without orders in 2024`.

import SegColumns
import SegDiagnostics
import SegPlan

struct WordedCondition {
  var question: WordedQuestion

  init(_ question: WordedQuestion) { self.question = question }

  /// One condition; false if the words are none.
  mutating func predicate() -> Bool {
    let start = question.reader.place
    let joins = question.reader.take("and", "but", "or", "or who", "and who", "but who")
    if joins, question.reader.words[start] == "or" { question.connector = "or" }
    question.reader.skip([
      "who", "that", "which", "have", "has", "had", "are", "is", "were", "was", "did", "do", "does", "been", "they", "also",
    ])
    let isNegated = question.reader.take("not", "never", "no longer")
    question.reader.skip(["have", "been", "made", "placed", "a", "an", "any", "yet", "ever"])
    if newcomers() || verb(isNegated) || spent() || first() || having(isNegated) || age() || active(isNegated) || joined()
      || named(isNegated)
      || values(isNegated) || ofEvents()
    {
      return true
    }
    question.reader.place = start
    return false
  }

  private mutating func add(_ condition: String, _ isNegated: Bool = false) {
    question.conditions.append(isNegated ? "not \(condition)" : condition)
  }

  /// `new customers`, `one-time buyers`, `repeat customers`.
  private mutating func newcomers() -> Bool {
    guard let orders = question.vocabulary.purchases, let time = orders.schema.time else { return false }
    let table = spelled(orders.name)
    let found = question.reader.trying { reader -> String? in
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
      question.isOfNewcomers = "min(\(spelled(time)) of \(table))"
    } else if question.vocabulary.definition([question.reader.words[question.reader.place - 1]])?.type != .boolean {
      add(found)
    } else {
      add(question.reader.words[question.reader.place - 1])
    }
    return true
  }

  /// `bought more than 5 times in 2024`, `ordered tea`, `visited the cart page`.
  private mutating func verb(_ isNegated: Bool) -> Bool {
    guard question.pending == nil, let table = verbTable(isNegated) else { return false }
    question.reader.skip(["a", "an", "any", "the", "anything", "something", "from", "us", "orders", "purchases", "order", "purchase"])
    var windows: [String] = []
    if let window = eventWindow() { windows.append(window) }
    // `in both 2023 and 2024`
    if question.reader.take("in both"), let first = question.reader.period(), question.reader.take("and"),
      let second = question.reader.period()
    {
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
      let tests = values.found.map { "any(\(spelled($0.table?.name ?? name)) where \(WordedQuestion.test($0))\(days))" }
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
    let isNegated = other.question.reader.take("but not", "and not", "but never")
    guard isNegated || other.question.reader.take("and", "but also") else { return nil }
    other.question.reader.skip(["the", "also"])
    if let window = other.eventWindow() {
      self = other
      return "\(isNegated ? "not " : "")any(\(name) \(window))"
    }
    if let values = other.valuesOfEvents(table) {
      self = other
      return values.found.map { found in
        "\(isNegated ? "not " : "")any(\(spelled(found.table?.name ?? name)) where \(WordedQuestion.test(found)))"
      }.joined(separator: " and ")
    }
    return nil
  }

  /// A window where it is not the start of something else.
  private mutating func eventWindow() -> String? { question.reader.window() }

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
    for table in question.vocabulary.events
    where word == table.stem + "ed" || word == table.stem + "d" || question.isOfPeople && word == table.stem {
      question.reader.place += 1
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

  /// `spent more than 500 in the last 90 days`.
  private mutating func spent() -> Bool {
    guard let revenue = question.vocabulary.revenue else { return false }
    let found = question.reader.trying { reader -> WordedComparison? in
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
    let isWithout = other.question.reader.take("without any", "without", "with no", "with zero", "no", "zero")
    let hasWith = !isWithout && other.question.reader.take("with", "having")
    if !isWithout, !hasWith { _ = other.question.reader.take("whose", "where", "made", "placed") }
    other.question.reader.skip(["a", "an", "the", "their"])
    let comparison = isWithout ? nil : other.question.reader.comparison(isPlain: true)
    if let table = other.question.table(WordVocabulary.stem(other.question.reader.word())), isWithout || hasWith || comparison != nil {
      other.question.reader.place += 1
      let days = other.eventWindow().map { " \($0)" } ?? ""
      let name = spelled(table.name)
      self = other
      // `stores with fewer than 100 orders`: of each store.
      if !question.groups.isEmpty, !question.isOfPeople {
        let count = "count(\(name)\(days))"
        question.having = (comparison ?? WordedComparison(isWithout ? "=" : ">", "0")).text(count)
        question.figures.append(.whole(count))
        return true
      }
      add(comparison?.text("count(\(name)\(days))") ?? "\(isWithout ? "not " : "")any(\(name)\(days))", isNegated)
      return true
    }
    if let comparison, !question.groups.isEmpty, WordVocabulary.people.contains(WordVocabulary.stem(other.question.reader.word())) {
      other.question.reader.place += 1
      self = other
      question.isOfPeople = true
      question.having = comparison.text("count()")
      return true
    }
    if isWithout, let column = other.question.vocabulary.customerColumn([other.question.reader.word()]) {
      other.question.reader.place += 1
      self = other
      add("\(spelled(column.name)) is missing", isNegated)
      return true
    }
    if isWithout || comparison != nil { return false }
    if let test = other.textTest() {
      self = other
      add(test, isNegated)
      return true
    }
    if let birthday = other.question.vocabulary.birthday, other.question.reader.take("birthday", "birthdays", "their birthday") {
      _ = other.question.reader.take("is", "in", "on")
      for (phrase, days) in [
        ("next month", "next 30 days"), ("this month", "this month"), ("next week", "next 7 days"), ("today", "today"),
      ]
      where other.question.reader.take(phrase) {
        self = other
        add("\(spelled(birthday)) in \(days) each year")
        return true
      }
      return false
    }
    return valueCompared(other, isNegated)
  }

  /// `revenue over 1000`, `average order value is over 40`, `city is Berlin`.
  private mutating func valueCompared(_ start: WordedCondition, _ isNegated: Bool) -> Bool {
    var other = start
    let before = other.question.figures.count
    while other.question.figures.count == before {
      guard other.question.figure() else { return false }
    }
    guard other.question.figures.count == before + 1, let figure = other.question.figures.popLast() else { return false }
    other.question.reader.skip(["is", "was", "of"])
    guard let comparison = other.question.reader.comparison(isPlain: true) else { return false }
    let isOfGroup = !question.isOfPeople && !question.groups.isEmpty
    other.question.pending = start.question.pending
    other.question.kind = start.question.kind
    if isOfGroup {
      self = other
      question.having = comparison.text(figure.text)
      question.figures.append(figure)
      return true
    }
    guard case let value? = figure.ofCustomer else { return false }
    var text = value
    if case .aggregate(var measure) = figure {
      measure.window = other.question.reader.window()
      text = measure.metric ?? measure.text
    }
    self = other
    add(comparison.text(text), isNegated)
    return true
  }

  /// `older than 30`, `aged between 20 and 30`.
  private mutating func age() -> Bool {
    guard let birthday = question.vocabulary.birthday else { return false }
    let found = question.reader.trying { reader -> WordedComparison? in
      if reader.take("older than"), let age = reader.number() { return WordedComparison(">", age) }
      if reader.take("younger than"), let age = reader.number() { return WordedComparison("<", age) }
      return reader.take("aged", "age") ? reader.comparison() : nil
    }
    guard let found else { return false }
    _ = question.reader.take("years old", "years")
    add(found.text("age(\(spelled(birthday)))"))
    return true
  }

  /// `active in the last 30 days`, `inactive for 6 months`.
  private mutating func active(_ isNegated: Bool) -> Bool {
    guard let orders = question.vocabulary.purchases else { return false }
    let found = question.reader.trying { reader -> String? in
      let isActive = reader.take("active")
      guard isActive || reader.take("inactive") else { return nil }
      var window = reader.window()
      // `for 6 months`
      if window == nil, reader.take("for", "since"), let count = reader.number(), let unit = reader.unit() {
        window = "in last \(count) \(unit)s"
      }
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
    other.question.reader.skip(["whose", "with", "their"])
    let isFirst = other.question.reader.take("first")
    guard isFirst || other.question.reader.take("last", "latest"),
      let table = other.question.table(WordVocabulary.stem(other.question.reader.word())),
      let time = table.schema.time
    else { return false }
    other.question.reader.place += 1
    other.question.reader.skip(["was", "is", "for", "of", "a"])
    let name = spelled(table.name)
    if let ago = Self.ago(&other.question.reader) {
      self = other
      add("\(isFirst ? "min" : "max")(\(spelled(time)) of \(name)) \(ago)")
      return true
    }
    if let window = other.question.reader.window() {
      self = other
      add("\(isFirst ? "min" : "max")(\(spelled(time)) of \(name)) \(window)")
      return true
    }
    guard let value = Self.value(&other.question.reader, question.vocabulary, where: { $0.table?.name == table.name }) else { return false }
    self = other
    add("\(isFirst ? "first" : "last")(\(spelled(value.column)) of \(name)) = \(WordedQuestion.text(value.value))")
    return true
  }

  /// `more than 6 months ago`: before that day.
  private static func ago(_ reader: inout WordReader) -> String? {
    reader.trying { reader in
      let isFarther = reader.take("more than", "over", "longer than", "at least", ">")
      guard isFarther || reader.take("less than", "under", "within", "<"), let count = reader.number(), let unit = reader.unit(),
        unit != "hour", reader.take("ago")
      else { return nil }
      return "\(isFarther ? "<" : ">") \(count) \(unit)s ago"
    }
  }

  /// `signed up in 2024`, `joined this year`.
  private mutating func joined() -> Bool {
    guard let signup = question.vocabulary.signup else { return false }
    let found = question.reader.trying { reader -> String? in
      guard reader.take("signed up", "joined", "registered", "created", "who signed up") else { return nil }
      return reader.window()
    }
    guard let found else { return false }
    add("\(spelled(signup)) \(found)")
    return true
  }

  /// A segment, a yes/no column or a stage by its name: `loyal`, `subscribed to the newsletter`.
  private mutating func named(_ isNegated: Bool) -> Bool {
    var other = question.reader
    other.skip(["subscribed", "opted", "into", "to", "the", "in", "at", "from", "stage"])
    for length in stride(from: WordVocabulary.longestName, through: 1, by: -1) where other.place + length <= other.words.count {
      let words = other.words[other.place..<other.place + length]
      if let definition = question.vocabulary.definition(words), definition.type == .boolean {
        other.place += length
        question.reader = other
        add(spelled(definition.name), isNegated)
        return true
      }
      if let column = question.vocabulary.customerColumn(words), column.type == .boolean {
        other.place += length
        question.reader = other
        add(spelled(column.name), isNegated)
        return true
      }
    }
    // `first` may be a stage, and begins `first order date` too.
    let isStage =
      other.place + 1 == other.words.count || other.word(1) == "stage" || WordVocabulary.people.contains(WordVocabulary.stem(other.word(1)))
    if isStage, let stage = question.vocabulary.stage(other.word()), question.vocabulary.values([other.word()]).isEmpty {
      other.place += 1
      _ = other.take("stage")
      question.reader = other
      add(isNegated ? stage.replacing(" is ", with: " is not ") : stage)
      return true
    }
    return false
  }

  /// `orders over 100`.
  private mutating func ofEvents() -> Bool {
    guard let events = question.events, !question.isOfPeople, let amount = events.amount, let comparison = question.reader.comparison()
    else { return false }
    question.eventConditions.append((events.name, comparison.text(spelled(amount))))
    return true
  }
}
