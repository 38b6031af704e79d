// Conditions of a question: `who bought more than 5 times`, `in Berlin`, `without orders in 2024`.

import SegColumns
import SegDiagnostics
import SegPlan

struct WordedCondition: ConditionReading {
  var question: WordedQuestion

  init(_ question: WordedQuestion) { self.question = question }

  /// One condition; false if the words are none.
  mutating func predicate() -> Bool {
    let start = question.reader.place
    let joins = question.reader.take("and", "but", "or", "or who", "and who", "but who")
    if joins, question.reader.words[start] == "or" { question.connector = "or" }
    if let table = didEvents() {
      question.isOfPeople = true
      if verb(of: table, false) { return true }
    }
    question.reader.skip([
      "who", "that", "which", "have", "has", "had", "are", "is", "were", "was", "did", "do", "does", "been", "they", "also",
    ])
    let isNegated = question.reader.take("not", "never", "no longer")
    question.reader.skip([
      "have", "been", "made", "placed", "a", "an", "any", "yet", "ever", "did", "do", "perform", "performed", "complete", "completed",
      "trigger",
    ])
    paidBy()
    if ofPeople(isNegated) || ofWhat(isNegated) { return true }
    question.reader.place = start
    return false
  }

  /// What customers did, and who they are. What cannot be said with a `not` is not read after one.
  private mutating func ofPeople(_ isNegated: Bool) -> Bool {
    if !isNegated, newcomers() || paying() || again() || cameBack() || changed() || comparedWithBefore() { return true }
    if referred(isNegated) || didTo(isNegated) || verb(isNegated) || didValue(isNegated) { return true }
    if !isNegated, spent() || first() { return true }
    if having(isNegated) || columnTest(isNegated) { return true }
    if !isNegated, age() { return true }
    if active(isNegated) { return true }
    if !isNegated, joined() { return true }
    return named(isNegated)
  }

  /// What events are, and who left.
  private mutating func ofWhat(_ isNegated: Bool) -> Bool {
    if !isNegated, ofKey() || eventTest() || presence() || containing() { return true }
    if values(isNegated) { return true }
    if isNegated { return false }
    return dateColumnTest(isNegated) || weekends() || left() || churned() || ofNumber() || ofState() || ofAge() || ofEvents()
  }

  /// `paying customers`: who bought.
  private mutating func paying() -> Bool {
    guard let table = question.vocabulary.purchases, ["paying", "purchasing", "buying"].contains(question.reader.word()),
      WordVocabulary.people.contains(WordVocabulary.stem(question.reader.word(1)))
    else { return false }
    question.reader.place += 1
    add("any(\(table.selected))")
    return true
  }

  /// `new customers`, `one-time buyers`, `repeat customers`.
  private mutating func newcomers() -> Bool {
    guard let orders = question.vocabulary.purchases, let time = orders.schema.time else { return false }
    let table = orders.selected
    let vocabulary = question.vocabulary
    // `are new this year`
    if question.isOfPeople, question.reader.word() == "new", question.reader.place > 0,
      question.reader.words[question.reader.place - 1] == "are"
    {
      var other = question
      other.reader.place += 1
      if other.reader.window() != nil {
        question.reader.place += 1
        question.isOfNewcomers = "min(\(spelled(time)) of \(table))"
        return true
      }
    }
    let found = question.reader.trying { reader -> String? in
      let condition: String
      if reader.take("repeat", "returning", "recurring") {
        condition = "count(\(table)) > 1"
      } else if reader.take("one time", "one-time", "single purchase") {
        condition = "count(\(table)) = 1"
      } else if reader.take("new", "first time") {
        condition = ""
      } else {
        return nil
      }
      let isOfEvents =
        condition.isEmpty && reader.words[reader.place - 1] == "time" && vocabulary.table(WordVocabulary.stem(reader.word())) != nil
      guard isOfEvents || WordVocabulary.people.contains(WordVocabulary.stem(reader.word())) else { return nil }
      return condition
    }
    guard let found else { return false }
    if found.isEmpty {
      let place = question.reader.place
      // New buyers bought for the first time; new users, players and members came.
      let noun = question.reader.written.indices.contains(place) ? WordVocabulary.stem(question.reader.written[place]) : ""
      let isOfBuyers = ["customer", "buyer", "client", "shopper"].contains(noun) || vocabulary.table(noun) != nil
      if !WordVocabulary.people.contains(WordVocabulary.stem(question.reader.word())) { question.reader.place += 1 }
      question.isOfPeople = true
      let (bought, came) = ("min(\(spelled(time)) of \(table))", vocabulary.signup.map { spelled($0) })
      question.isOfNewcomers = isOfBuyers ? question.parts.either(bought, came) : question.parts.either(came ?? bought, bought)
    } else if question.vocabulary.definition([question.reader.words[question.reader.place - 1]])?.type != .boolean {
      add(found)
    } else {
      add(question.reader.words[question.reader.place - 1])
    }
    return true
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
    if isWithout || hasWith || comparison != nil || hadThem, let found = other.describedEvents(), comparison == nil || found.count == nil {
      let selected = found.selected
      self = other
      // `stores with fewer than 100 orders`: of each store.
      if !question.groups.isEmpty, !question.isOfPeople {
        question.having = (comparison ?? WordedComparison(isWithout ? "=" : ">", "0")).text("count(\(selected))")
        question.figures.append(.whole("count(\(selected))"))
        return true
      }
      add((comparison ?? found.count)?.text("count(\(selected))") ?? "\(isWithout ? "not " : "")any(\(selected))", isNegated)
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
    if let comparison, columnCompared(other, comparison, isNegated) { return true }
    if let comparison, let figure = other.question.oneFigure(), let value = figure.ofCustomer {
      // `between 100 and 200 revenue`
      other.question.figures = question.figures
      other.question.pending = question.pending
      self = other
      add(comparison.text(value), isNegated)
      return true
    }
    if isWithout || comparison != nil { return false }
    if countCompared(other, isNegated) { return true }
    if let test = aboveAll() {
      add(test, isNegated)
      return true
    }
    if let test = other.textTest() {
      self = other
      add(test, isNegated)
      return true
    }
    if let test = Self.birthday(&other.question.reader, question.vocabulary) {
      self = other
      add(test)
      return true
    }
    return valueCompared(other, isNegated)
  }

  /// `with more than 100 seats`, after the comparison.
  private mutating func columnCompared(_ start: WordedCondition, _ comparison: WordedComparison, _ isNegated: Bool) -> Bool {
    guard question.isOfPeople, let column = start.question.vocabulary.customerColumn([start.question.reader.word()]),
      column.type == .integer || column.type == .number
    else { return false }
    self = start
    question.reader.place += 1
    add(comparison.text(spelled(column.name)), isNegated)
    return true
  }

  /// `orders at least 3 in last 90 days`, after `where` or `with`.
  private mutating func countCompared(_ start: WordedCondition, _ isNegated: Bool) -> Bool {
    var other = start
    guard question.isOfPeople, let table = other.question.table(WordVocabulary.stem(other.question.reader.word())) else { return false }
    other.question.reader.place += 1
    guard let comparison = other.question.reader.comparison() else { return false }
    let days = other.eventWindow() ?? other.lastDays()
    self = other
    add(comparison.text("count(\(table.selected)\(days.map { " \($0)" } ?? ""))"), isNegated)
    return true
  }

  /// `birthday next month`.
  private static func birthday(_ reader: inout WordReader, _ vocabulary: WordVocabulary) -> String? {
    guard let birthday = vocabulary.birthday else { return nil }
    return reader.trying { reader in
      guard reader.take("birthday", "birthdays", "their birthday") else { return nil }
      _ = reader.take("is", "in", "on")
      let periods = [("next month", "next 30 days"), ("this month", "this month"), ("next week", "next 7 days"), ("today", "today")]
      return periods.first { reader.take($0.0) }.map { "\(spelled(birthday)) in \($0.1) each year" }
    }
  }

  /// `revenue over 1000`, `average order value is over 40`, `city is Berlin`.
  private mutating func valueCompared(_ start: WordedCondition, _ isNegated: Bool) -> Bool {
    var other = start
    guard let figure = other.countBeforeSign() ?? other.question.oneFigure() else { return false }
    other.question.reader.skip(["is", "was", "of"])
    if let value = figure.ofCustomer, let test = other.againstAll(value), question.isOfPeople || question.groups.isEmpty {
      other.question.pending = start.question.pending
      other.question.kind = start.question.kind
      self = other
      add(test, isNegated)
      return true
    }
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

  /// `number of orders > 3`.
  private mutating func countBeforeSign() -> WordedFigure? {
    let vocabulary = question.vocabulary
    return question.reader.trying { reader in
      let hasWord = reader.take("number of", "count of")
      guard let table = vocabulary.table(WordVocabulary.stem(reader.word())) else { return nil }
      reader.place += 1
      guard hasWord || reader.take("count"), [">", "<", ">=", "<=", "="].contains(reader.word()) else { return nil }
      return .aggregate(WordedMeasure("count", nil, of: table))
    }
  }

  /// `above average`, `over the median`: against all customers; nil if no such words follow.
  mutating func againstAll(_ value: String) -> String? {
    question.reader.trying { reader in
      let isAbove = reader.take("above", "over", "higher than", "more than", "greater than", ">", "better than")
      guard isAbove || reader.take("below", "under", "lower than", "less than", "<") else { return nil }
      reader.skip(["the", "overall"])
      let sign = isAbove ? ">" : "<"
      if reader.take("average", "mean", "avg") { return "zscore(\(value)) \(sign) 0" }
      return reader.take("median") ? "percentile(\(value)) \(sign) 50%" : nil
    }
  }

  /// `above average revenue`.
  private mutating func aboveAll() -> String? {
    var other = self
    guard let test = other.againstAll("…") else { return nil }
    other.question.reader.skip(["in", "of", "the", "their"])
    guard let value = other.question.oneFigure()?.ofCustomer else { return nil }
    other.question.figures = question.figures
    other.question.pending = question.pending
    self = other
    return test.replacing("…", with: value)
  }

  /// A segment, a yes/no column or a stage by its name: `loyal`, `subscribed to the newsletter`.
  private mutating func named(_ isNegated: Bool) -> Bool {
    var other = question.reader
    other.skip(["subscribed", "opted", "into", "to", "the", "in", "at", "from", "stage", "cohort", "segment"])
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
    guard let events = question.events, !question.isOfPeople else { return false }
    var other = question
    guard let comparison = other.reader.comparison() else { return false }
    // `longer than 60 minutes`: the column of that name.
    let named = other.vocabulary.eventColumn([other.reader.word()])
    if let named, named.table.name == events.name, named.type == .integer || named.type == .number {
      other.reader.place += 1
      other.eventConditions.append((events.name, comparison.text(spelled(named.name))))
    } else if let amount = events.amount {
      other.eventConditions.append((events.name, comparison.text(spelled(amount))))
    } else {
      return false
    }
    question = other
    return true
  }
}
