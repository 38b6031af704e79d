// Conditions of customers by how they came, came back and left: `referred customers`, `within 30 days of signup`, `churned customers`.

import SegColumns
import SegPlan

/// A question whose conditions are read.
protocol ConditionReading {
  var question: WordedQuestion { get set }
  mutating func contrast(_ table: WordVocabulary.Events, _ name: String) -> String?
  mutating func valuesOfEvents(_ table: WordVocabulary.Events) -> (found: [WordVocabulary.Found], isAny: Bool)?
  mutating func eventWindow() -> String?
  mutating func againstAll(_ value: String) -> String?
}

extension ConditionReading {
  mutating func add(_ condition: String, _ isNegated: Bool = false) {
    question.conditions.append(isNegated ? "not \(condition)" : condition)
  }

  // MARK: - Age, and when they came

  /// `older than 30`, `aged between 20 and 30`.
  mutating func age() -> Bool {
    guard let age = question.vocabulary.age, question.isOfPeople || question.events == nil else { return false }
    let found = question.reader.trying { reader -> WordedComparison? in
      if reader.take("older than"), let age = reader.number() { return WordedComparison(">", age) }
      if reader.take("younger than"), let age = reader.number() { return WordedComparison("<", age) }
      if reader.take("aged", "age", "ages", "whose age is") {
        _ = reader.take("between", "from")
        if let low = reader.number(), reader.take("to", "and", "-"), let high = reader.number() {
          return WordedComparison(from: low, to: high)
        }
        return reader.comparison(isPlain: true)
      }
      guard let found = reader.comparison(), ["years old", "year olds", "years of age"].contains(where: { $0.hasPrefix(reader.word()) }),
        !reader.isAtEnd
      else { return nil }
      return found
    }
    guard let found else { return false }
    _ = question.reader.take("years old", "year olds", "years of age", "years")
    add(found.text(age))
    return true
  }

  /// `signed up in 2024`, `joined this year`.
  mutating func joined() -> Bool {
    guard let signup = question.vocabulary.signup else { return false }
    let name = signup.lowercased().split { !$0.isLetter }.joined(separator: " ")
    // Everybody came at some time; `signed up per week` asks when.
    let verbs = question.vocabulary.signupVerbs
    if verbs.contains(where: { phrase in
      var reader = question.reader
      return reader.take(phrase) && reader.dateTest() == nil && !reader.take("date")
    }) {
      let isByPeriod = question.isByPeriod
      guard question.reader.takeAny(verbs) != nil, question.isOfPeople || isByPeriod else { return false }
      if isByPeriod { question.isOfNewcomers = spelled(signup) }
      question.isOfPeople = true
      return true
    }
    let names = verbs + ["created", "who signed up", "customer added date", "added date", "signup date", "sign up date", name]
    let found = question.reader.trying { $0.takeAny(names) == nil ? nil : $0.dateTest() }
    guard let found else { return false }
    add("\(spelled(signup)) \(found)")
    return true
  }

  // MARK: - Who sent them

  /// `referred customers`, `who were invited`: where a column says who sent them.
  mutating func referred(_ isNegated: Bool) -> Bool {
    guard let (column, participle) = question.vocabulary.referral, question.reader.word() == participle else { return false }
    let next = question.reader.word(1)
    let isPassive = question.reader.words[..<question.reader.place].suffix(2).contains {
      ["were", "was", "are", "been", "is", "not"].contains($0)
    }
    guard isPassive || WordVocabulary.people.contains(WordVocabulary.stem(next)) else { return false }
    question.reader.place += 1
    add("\(spelled(column)) is \(isNegated ? "" : "not ")missing")
    return true
  }

  // MARK: - Since they came

  /// `within 7 days of signup`, after what was done: the test of the day, of each event.
  mutating func sinceSignup(_ table: WordVocabulary.Events) -> String? {
    let vocabulary = question.vocabulary
    guard let signup = vocabulary.signup, let time = table.schema.time else { return nil }
    let isOfDays = question.vocabulary.catalog.customers?.types[signup] == .date
    return question.reader.trying { reader in
      guard reader.take("within", "in", "during"), !reader.isAtEnd else { return nil }
      reader.skip(["the", "their", "first"])
      guard let count = reader.number(), let unit = reader.unit(), unit != "hour" || !isOfDays,
        reader.take("of", "after", "from", "since", "following")
      else { return nil }
      reader.skip(["the", "their", "they"])
      let name = signup.lowercased().split { !$0.isLetter }.joined(separator: " ")
      let words =
        [
          "signing up", "sign up", "signed up", "signup", "registration", "registering", "registered", "joining", "joined", "did:signup",
          name,
        ] + vocabulary.signupVerbs + vocabulary.signupNames
      guard reader.takeAny(words) != nil else { return nil }
      _ = reader.take("date", "day")
      return "\(spelled(time)) between \(spelled(signup)) and \(spelled(signup)) + \(count) \(unit)s"
    }
  }

  /// `in 30 days`, after how often: the last ones.
  mutating func lastDays() -> String? {
    question.reader.trying { reader in
      guard reader.take("in", "within", "over"), let count = reader.number(), count != "1" || reader.words[reader.place - 1] == "1",
        let unit = reader.unit()
      else { return nil }
      return ["of", "after", "from", "before"].contains(reader.word()) ? nil : "in last \(count) \(unit)s"
    }
  }

  /// `came back after 90 days`, `returned after more than 3 months`.
  mutating func cameBack() -> Bool {
    guard let table = question.vocabulary.purchases, let time = table.schema.time else { return false }
    let found = question.reader.trying { reader -> String? in
      guard reader.take("reordered", "repurchased", "bought again", "ordered again", "came back", "returned", "come back"),
        reader.take("after")
      else { return nil }
      _ = reader.take("more than", "at least", "over")
      guard let count = reader.number().flatMap({ Int($0) }), count < 10_000, let unit = reader.unit(),
        let days = ["day": 1, "week": 7, "month": 30, "year": 365][unit]
      else { return nil }
      _ = reader.take("of inactivity", "of silence", "without an order", "without orders")
      return "\(spelled(time)) - previous(\(spelled(time))) > \(count * days)"
    }
    guard let found else { return false }
    add("any(\(table.selected(where: [found])))")
    return true
  }

  // MARK: - Of how many kinds

  /// `more than one category`, `at least 3 different products`, `at least 5 days`; nil if it is none of these.
  mutating func different(_ table: WordVocabulary.Events) -> ((String) -> String)? {
    let vocabulary = question.vocabulary
    return question.reader.trying { reader in
      reader.skip(["on", "from", "in"])
      guard let comparison = reader.comparison(isPlain: true) else { return nil }
      let isDifferent = reader.take("different", "distinct", "unique", "separate")
      if let time = table.schema.time, let unit = reader.unit(), unit != "hour" {
        let day = table.schema.types[time] == .timestamp ? "date(\(spelled(time)))" : spelled(time)
        let value = unit == "day" ? day : "start_of_\(unit)(\(spelled(time)))"
        return { comparison.text("distinct(\(value) of \(table.selected)\($0))") }
      }
      for length in stride(from: WordVocabulary.longestName, through: 1, by: -1) where reader.place + length <= reader.words.count {
        let words = reader.words[reader.place..<reader.place + length]
        let column: (name: String, events: WordVocabulary.Events)
        if let own = vocabulary.eventColumn(words), own.type == .text {
          column = (own.name, own.table.name == table.name ? table : own.table)
        } else if let linked = vocabulary.linkedColumn(words), let lines = vocabulary.linking(linked) {
          column = (linked, lines)
        } else {
          continue
        }
        guard isDifferent || words.last != words.last.map(WordVocabulary.stem) || length == 1 else { continue }
        reader.place += length
        return { comparison.text("distinct(\(spelled(column.name)) of \(column.events.selected)\($0))") }
      }
      return nil
    }
  }

  // MARK: - Who left

  /// `churned customers in the last 6 months`, `lost users`, where nothing is defined: who did something before, and nothing since.
  mutating func churned() -> Bool {
    guard question.vocabulary.lost == nil, let table = question.vocabulary.purchases else { return false }
    let vocabulary = question.vocabulary
    let found = question.reader.trying { reader -> String? in
      if reader.take("churned", "lost", "lapsed", "inactive", "dormant") {
        if WordVocabulary.people.contains(WordVocabulary.stem(reader.word())) { reader.place += 1 } else if !reader.isAtEnd { return nil }
      } else {
        reader.skip(["we", "did", "have"])
        guard reader.take("lose", "lost") else { return nil }
      }
      if ["by", "per"].contains(reader.word()), WordReader.unit(reader.word(1)) != nil { return nil }
      guard let change = WordedChange(WordedMeasure("count", nil, of: table), reader.window(), vocabulary),
        let now = change.now.window, let before = change.before.window
      else { return nil }
      return "any(\(table.selected) \(before)) and not any(\(table.selected) \(now))"
    }
    guard let found else { return false }
    question.isOfPeople = true
    add(found)
    return true
  }

  /// `of customer 17`, `user u001`: by the key.
  mutating func ofKey() -> Bool {
    guard let customers = question.vocabulary.catalog.customers else { return false }
    let isText = customers.types[customers.key] == .text
    let found = question.reader.trying { reader -> String? in
      _ = reader.take("of", "by", "for", "from")
      guard WordVocabulary.people.contains(reader.word()) || reader.word() == WordVocabulary.stem(customers.name) else { return nil }
      reader.place += 1
      _ = reader.take("id", "number", "no")
      let word = reader.word()
      guard word.contains(where: \.isNumber), word.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }), isText || Int(word) != nil,
        reader.place + 1 == reader.words.count || !["%", "days", "times", "orders"].contains(reader.word(1))
      else { return nil }
      reader.place += 1
      return isText ? WordedQuestion.text(reader.written[reader.place - 1]) : word
    }
    guard let found else { return false }
    add("\(spelled(customers.key)) = \(found)")
    return true
  }

  // MARK: - What changed

  /// `whose spending declined`, `who spend less than before`, `whose orders dropped this year`.
  mutating func changed() -> Bool {
    let vocabulary = question.vocabulary
    guard let revenue = vocabulary.revenue else { return false }
    let found = question.reader.trying { reader -> String? in
      _ = reader.take("whose", "their")
      var measure = revenue
      if let table = vocabulary.table(WordVocabulary.stem(reader.word())), reader.word() != table.stem {
        measure = WordedMeasure("count", nil, of: table)
        reader.place += 1
      } else if !reader.take("spending", "spend", "revenue", "sales", "purchases", "value") {
        return nil
      }
      if reader.take("is less than before", "less than before", "less than they used to") {
        return WordedChange(measure, nil, vocabulary).map { "\($0.now.text) < \($0.before.text)" }
      }
      reader.skip(["has", "have", "is", "are"])
      let isUp = reader.take("grew", "grown", "increased", "is growing", "growing", "increasing", "went up", "rose")
      guard
        isUp
          || reader.take("declined", "dropped", "decreased", "fell", "fallen", "shrank", "declining", "dropping", "decreasing", "went down")
      else { return nil }
      guard let change = WordedChange(measure, reader.window(), vocabulary) else { return nil }
      return "\(change.now.text) \(isUp ? ">" : "<") \(change.before.text)"
    }
    if let found { add(found) }
    return found != nil
  }

  /// `spent more in 2024 than in 2023`, `ordered less often this year than last year`, `spent less than last year`.
  mutating func comparedWithBefore() -> Bool {
    let vocabulary = question.vocabulary
    let found = question.reader.trying { reader -> String? in
      let measure: WordedMeasure?
      if reader.take("spent", "spend", "paid", "spends", "spending") {
        measure = vocabulary.revenue
      } else if reader.take("ordered", "bought", "purchased", "order", "buy") {
        measure = vocabulary.purchases.map { WordedMeasure("count", nil, of: $0) }
      } else {
        return nil
      }
      let isMore = reader.take("more often", "more money", "more")
      guard let measure, isMore || reader.take("less often", "less money", "less", "fewer times") else { return nil }
      let first = reader.window()
      guard reader.take("than"), let before = reader.window() else { return nil }
      let unit = before.split(separator: " ").last.map(String.init) ?? ""
      let isOfUnit = before.hasPrefix("in previous ")
      guard first != nil || isOfUnit || before.count == 7 else { return nil }
      let change = WordedChange(measure, first ?? "in this \(isOfUnit ? unit : "year")", before)
      return "\(change.now.text) \(isMore ? ">" : "<") \(change.before.text)"
    }
    if let found { add(found) }
    return found != nil
  }

  // MARK: - Of events

  /// `paid by card`: how, not whether.
  mutating func paidBy() {
    guard question.reader.word() == "paid", ["by", "with", "via", "using", "in"].contains(question.reader.word(1)),
      !question.vocabulary.values([question.reader.word(2)]).isEmpty
    else { return }
    question.reader.place += 2
  }

  /// `discounted orders`, where a column of events has the number.
  mutating func ofNumber() -> Bool {
    let start = question.reader.place
    _ = question.reader.take("from", "of", "with", "on")
    let word = question.reader.word()
    defer { if question.reader.word() == word { question.reader.place = start } }
    guard word.hasSuffix("ed"), word.count > 5, question.vocabulary.values([word]).isEmpty else { return false }
    for stem in [String(word.dropLast(2)), String(word.dropLast(1))] {
      for words in [[stem], [stem, "amount"]] {
        guard let column = question.vocabulary.eventColumn(words[...]), column.type == .number || column.type == .integer else { continue }
        question.reader.place += 1
        question.eventConditions.append((column.table.name, "\(spelled(column.name)) > 0"))
        return true
      }
    }
    return false
  }

  /// `unpaid invoices`, `paid invoices`: a yes/no of events.
  mutating func ofState() -> Bool {
    let word = question.reader.word()
    guard !word.isEmpty, question.vocabulary.values([word]).isEmpty else { return false }
    for (name, isYes) in [(word, true), (word.hasPrefix("un") ? String(word.dropFirst(2)) : "", false)] where !name.isEmpty {
      guard let column = question.vocabulary.eventColumn([name]), column.type == .boolean else { continue }
      question.reader.place += 1
      question.eventConditions.append((column.table.name, (isYes ? "" : "not ") + spelled(column.name)))
      return true
    }
    return false
  }

  /// `older than 30 days`: of events, by their day.
  mutating func ofAge() -> Bool {
    guard let events = question.events, !question.isOfPeople, let time = events.schema.time else { return false }
    let found = question.reader.trying { reader -> String? in
      let isOlder = reader.take("older than", "from more than")
      guard isOlder || reader.take("newer than", "younger than"), let count = reader.number(), let unit = reader.unit(), unit != "hour"
      else {
        return nil
      }
      _ = reader.take("ago", "old")
      return "\(spelled(time)) \(isOlder ? "<" : ">") \(count) \(unit)s ago"
    }
    if let found { question.eventConditions.append((events.name, found)) }
    return found != nil
  }
}

extension WordVocabulary {
  /// The column of customers that says by which customer they were sent, and the word for it: `referred_by`, `referred`.
  var referral: (column: String, participle: String)? {
    for name in catalog.customers?.columnNames ?? [] {
      let words = name.lowercased().split { !$0.isLetter }.map(String.init)
      guard let first = words.first else { continue }
      if words.count == 2, words[1] == "by", first.hasSuffix("ed") { return (name, first) }
      if ["referrer", "inviter", "referral"].contains(first) { return (name, first == "inviter" ? "invited" : "referred") }
    }
    return nil
  }
}
