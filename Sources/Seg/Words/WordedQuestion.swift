// A question in plain words: what it asks for, of which customers, by what, and when.

import SegColumns
import SegSemantics

/// Reads a question word by word. Every word must be understood, or stand in a short list of
/// words that say nothing: a question of which a part was left out would be another question.
struct WordedQuestion {
  let vocabulary: WordVocabulary
  var reader: WordReader
  var parts: QuestionParts
  /// Whether one group is asked for: `which city has the most orders`.
  private var isOfOne = false

  /// The words that say nothing.
  static let noise: Set<String> = [
    "the", "a", "an", "our", "my", "we", "us", "me", "i", "you", "do", "does", "did", "are", "is", "was", "were", "be", "been", "have",
    "has",
    "had", "that", "which", "who", "there", "it", "their", "they", "to", "of", "please", "all", "each", "every", "in", "what", "s",
    "with", "and", "currently", "ever", "get", "make", "made", "for", "respectively",
  ]

  init(_ text: String, _ vocabulary: WordVocabulary) {
    self.vocabulary = vocabulary
    parts = QuestionParts(vocabulary)
    reader = WordReader(text)
  }

  /// Statements that the question may mean, the likeliest first; none if a word was not understood.
  static func statements(_ text: String, _ vocabulary: WordVocabulary) -> [String] {
    let question = WordedQuestion(text, vocabulary)
    guard question.isShort else { return [] }
    return WordedPhrase.statements(question) ?? question.understood?.composed ?? []
  }

  private var isShort: Bool { (1...WordReader.mostWords).contains(reader.words.count) }

  /// The parts of the question; nil if a word was not understood.
  var understood: QuestionParts? {
    guard isShort else { return nil }
    var question = self
    question.opening()
    while !question.reader.isAtEnd {
      let start = question.reader.place
      guard question.step(), question.reader.place > start else { return nil }
    }
    return question.parts
  }

  /// `show me`, `how many`, `what percentage of`.
  private mutating func opening() {
    while true {
      let start = reader.place
      reader.skip(["please", "me", "us", "the", "a"])
      if reader.take("how many", "number of", "the number of", "count of", "count the", "count") { kind = .count }
      if reader.take("how much") { pending = "sum" }
      if reader.take(
        "what percentage of", "what percent of", "what share of", "what proportion of", "percentage of", "percent of", "share of",
        "proportion of", "% of")
      {
        kind = .share
      }
      if kind == .unknown, reader.take("list", "find", "who are", "who", "which", "give me a list of", "email list of", "mailing list of") {
        kind = .list
      }
      _ = reader.take(
        "show me", "show", "give me", "give", "display", "tell me", "i want to see", "i want", "i need", "what is", "what are", "what was",
        "what were",
        "what", "get", "calculate", "compute", "find", "see")
      if reader.place == start { return }
    }
  }

  /// Reads the next part; false if it is not understood.
  private mutating func step() -> Bool {
    if reader.take(",") { return true }
    if !figures.isEmpty || events != nil, reader.take("vs", "versus", "against") {
      // `revenue vs last year` are two figures of one name.
      var next = reader
      return next.window() == nil
    }
    if (1...3).contains(where: { reader.word($0) == "rate" }), figure() { return true }
    if ranking() || cutting() || superlative() || predicate() || grouping() || figure() || subject() || windowOfAll() { return true }
    if reader.take("or") {
      connector = "or"
      return !conditions.isEmpty
    }
    if reader.take("but") { return !conditions.isEmpty }
    if Self.noise.contains(reader.word()) {
      reader.place += 1
      return true
    }
    return false
  }

  /// A condition of customers or of events.
  private mutating func predicate() -> Bool {
    var condition = WordedCondition(self)
    guard condition.predicate() else { return false }
    self = condition.question
    return true
  }

  // MARK: - Subjects

  /// `customers`, `orders`.
  private mutating func subject() -> Bool {
    let stem = WordVocabulary.stem(reader.word())
    if WordVocabulary.people.contains(stem) || stem == WordVocabulary.stem(vocabulary.catalog.customers?.name ?? "customers") {
      reader.place += 1
      isOfPeople = true
      return true
    }
    if let table = table(stem) {
      let before = reader.place > 0 ? reader.words[reader.place - 1] : ""
      let isItem = kind == .count || reader.place == 0 || ["and", ",", "vs", "versus", "show", "plot"].contains(before)
      if isItem { parts.counted.append((figures.count, table.name)) }
      reader.place += 1
      events = table
      return true
    }
    // `cities with more than 50 customers`: the values of a column.
    let word = reader.word()
    // `which city has …`, `city with …`
    let isOne = word == stem && ["has", "had", "with", "brings", "brought", "makes", "made", "is", "earns"].contains(reader.word(1))
    guard word != stem || isOne, figures.isEmpty, groups.isEmpty else { return false }
    isOfOne = isOne
    if let column = vocabulary.customerColumn([word]), column.type == .text {
      groups.append(spelled(column.name))
    } else if let column = vocabulary.eventColumn([word]), column.type == .text {
      groups.append(spelled(column.name))
    } else if let column = vocabulary.linkedColumn([word]) {
      groups.append(spelled(column))
    } else {
      return false
    }
    reader.place += 1
    if kind == .list, let best = sellingBest() {
      cut = QuestionParts.Cut(word: best ? "top" : "bottom", amount: cut?.amount ?? "10")
      guard let revenue = vocabulary.revenue else { return false }
      rank = .aggregate(revenue)
      figures.append(.aggregate(revenue))
    }
    return true
  }

  /// `which products sell best`: whether the best are asked for; nil if it says nothing of the kind.
  private mutating func sellingBest() -> Bool? {
    if reader.take("sell best", "sell the best", "sell most", "sell the most", "sells best", "bring the most", "earn the most") {
      return true
    }
    return reader.take("sell worst", "sell the worst", "sell least", "sell the least") ? false : nil
  }

  func table(_ stem: String) -> WordVocabulary.Events? { vocabulary.table(stem) }

  private mutating func windowOfAll() -> Bool {
    guard window == nil, let found = reader.window() else { return false }
    window = found
    return true
  }

  // MARK: - Groups and cuts

  /// `by revenue` after `top 10 customers`; `rank cities by revenue`.
  private mutating func ranking() -> Bool {
    if cut == nil, figures.isEmpty, conditions.isEmpty, !isOfPeople, reader.take("rank", "sort") {
      cut = QuestionParts.Cut()
      return true
    }
    guard cut != nil || isOfPeople && figures.isEmpty, rank == nil else { return false }
    var other = self
    let isOrder = other.reader.take("ordered by", "sorted by", "ranked by", "sort by", "order by")
    guard isOrder || cut != nil && other.reader.take("by", "in terms of", "with respect to", "according to") else { return false }
    let before = other.figures.count
    while other.figures.count == before { guard other.figure() else { return false } }
    rank = other.figures.popLast()
    reader = other.reader
    if isOrder {
      let isAscending = reader.take("asc", "ascending", "from low to high")
      if !isAscending { _ = reader.take("desc", "descending", "from high to low") }
      cut = QuestionParts.Cut(word: isAscending ? "bottom" : "top", amount: cut?.amount)
    }
    return true
  }

  /// `by city and month`, `per customer`, `in each stage`, `broken down by channel`.
  private mutating func grouping() -> Bool {
    guard
      reader.takeAny([
        "grouped by", "group by", "broken down by", "split by", "segmented by", "by each", "by", "per", "for each", "for every", "in each",
        "across",
        "of each", "each", "every", "over",
      ]) != nil || ["daily", "weekly", "monthly", "quarterly", "yearly", "annual"].contains(reader.word())
    else { return false }
    let start = reader.place
    var hasAny = false
    repeat {
      reader.skip(["the", "each", "every", "lifecycle"])
      guard group(), Set(groups).count == groups.count else { break }
      hasAny = true
    } while reader.take("and", ",")
    if !hasAny { reader.place = start - 1 }
    return hasAny
  }

  private mutating func group() -> Bool {
    let adverbs = ["daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annual": "year"]
    if let unit = adverbs[reader.word()] {
      reader.place += 1
      period = unit
      return true
    }
    if let table = vocabulary.purchases, reader.take("number of \(table.name)", "\(table.stem) count", "number of \(table.stem)s") {
      groups.append("count(\(spelled(table.name)))")
      return true
    }
    if reader.take("hour of day", "hour of the day", "hour"), let time = (events ?? vocabulary.purchases)?.schema.time {
      groups.append("hour(\(spelled(time)))")
      return true
    }
    if reader.take("weekday", "day of week", "day of the week"), let time = (events ?? vocabulary.purchases)?.schema.time {
      groups.append("weekday(\(spelled(time)))")
      return true
    }
    if let unit = reader.unit() {
      period = unit
      return true
    }
    if WordVocabulary.people.contains(WordVocabulary.stem(reader.word())), !reader.isAtEnd {
      reader.place += 1
      isOfPeople = true
      perCustomer = true
      return true
    }
    if reader.word() == "age", let birthday = vocabulary.birthday {
      reader.place += 1
      groups.append("age(\(birthday))")
      return true
    }
    if ["stage", "lifecycle"].contains(reader.word()), let name = lifecycle {
      reader.place += 1
      groups.append(spelled(name))
      return true
    }
    for length in stride(from: WordVocabulary.longestName, through: 1, by: -1) {
      guard reader.place + length <= reader.words.count else { continue }
      let words = reader.words[reader.place..<reader.place + length]
      let name: String
      if let column = vocabulary.customerColumn(words) {
        name = column.name
      } else if let column = vocabulary.eventColumn(words) {
        name = column.name
      } else if let definition = vocabulary.definition(words), definition.type == .text || definition.type == .boolean {
        name = definition.name
      } else if let column = vocabulary.linkedColumn(words) {
        name = column
      } else {
        continue
      }
      reader.place += length
      groups.append(spelled(name))
      return true
    }
    return false
  }

  var lifecycle: String? {
    vocabulary.catalog.order.first { if case .lifecycle? = vocabulary.catalog.definitions[$0]?.kind { true } else { false } }
  }

  /// `top 10`, `best 20%`, `the 5 worst`.
  private mutating func cutting() -> Bool {
    let best = ["top", "best", "biggest", "most valuable", "highest"]
    let worst = ["bottom", "worst", "smallest", "least valuable", "lowest"]
    let vocabulary = vocabulary
    let found = reader.trying { reader -> QuestionParts.Cut? in
      let isTop = reader.takeAny(best) != nil
      guard isTop || reader.takeAny(worst) != nil else { return nil }
      let word = isTop ? "top" : "bottom"
      guard let number = reader.number() else {
        return Self.beginsSubject(reader) || Self.beginsLinked(reader, vocabulary) ? QuestionParts.Cut(word: word, amount: "10") : nil
      }
      return QuestionParts.Cut(word: word, amount: reader.take("%", "percent") ? "\(number)%" : number)
    }
    if let found {
      cut = found
      return true
    }
    // `the 10 customers with the highest revenue`
    let counted = reader.trying { reader -> QuestionParts.Cut? in
      guard let number = reader.number(), Int(number) != nil else { return nil }
      let isShare = reader.take("%", "percent")
      _ = reader.take("of")
      guard Self.beginsSubject(reader) else { return nil }
      return QuestionParts.Cut(word: "", amount: isShare ? "\(number)%" : number)
    }
    if let counted {
      cut = counted
      return true
    }
    return ranked()
  }

  /// `with the highest revenue`, after the customers or how many of them.
  private mutating func ranked() -> Bool {
    if isOfPeople, figures.isEmpty, rank == nil, let figure = mostOfPeople() {
      rank = figure
      cut = QuestionParts.Cut(word: "top", amount: cut?.amount ?? "10")
      return true
    }
    let isOfGroups = !isOfPeople && figures.isEmpty && !groups.isEmpty
    guard cut != nil || isOfPeople || isOfGroups else { return false }
    var other = self
    other.reader.skip(["with", "having", "by", "the", "have", "has", "had", "bring", "brings", "make", "makes", "earn", "earns"])
    let isTop = other.reader.take("most", "highest", "largest", "biggest", "greatest")
    guard isTop || other.reader.take("least", "lowest", "smallest", "fewest") else { return false }
    let before = other.figures.count
    other.reader.skip(["number", "of"])
    if WordVocabulary.people.contains(WordVocabulary.stem(other.reader.word())), isOfGroups {
      other.reader.place += 1
      other.figures.append(.whole("count()"))
    } else if let table = vocabulary.table(WordVocabulary.stem(other.reader.word())) {
      other.reader.place += 1
      other.figures.append(.aggregate(WordedMeasure(function: "count", value: nil, table: table.name)))
    }
    while other.figures.count == before { guard !other.reader.isAtEnd, other.figure() else { return false } }
    rank = other.figures.popLast()
    reader = other.reader
    cut = QuestionParts.Cut(word: isTop ? "top" : "bottom", amount: cut?.amount ?? (isOfOne ? "1" : "10"))
    return true
  }

  /// `who spent the most`, `that buy most often`.
  private mutating func mostOfPeople() -> WordedFigure? {
    let (vocabulary, start) = (vocabulary, reader.place)
    reader.skip(["who", "that", "have", "has"])
    if reader.take("spent the most", "spent most", "spend the most", "spend most"), let revenue = vocabulary.revenue {
      return .aggregate(revenue)
    }
    let often = [
      "bought the most", "bought most often", "bought most", "buy the most", "buy most often", "buy most", "ordered the most",
      "ordered most often", "ordered most", "order the most", "order most often",
    ]
    if reader.takeAny(often) != nil, let orders = vocabulary.purchases {
      return .aggregate(WordedMeasure(function: "count", value: nil, table: orders.name))
    }
    reader.place = start
    return nil
  }

  private static func beginsLinked(_ reader: WordReader, _ vocabulary: WordVocabulary) -> Bool {
    reader.word() != WordVocabulary.stem(reader.word()) && vocabulary.linkedColumn([reader.word()]) != nil
  }

  private static func beginsSubject(_ reader: WordReader) -> Bool {
    let stem = WordVocabulary.stem(reader.word())
    return WordVocabulary.people.contains(stem)
  }
}
