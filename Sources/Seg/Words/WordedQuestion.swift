// A question in plain words: what it asks for, of which customers, by what, and when.

import SegColumns
import SegSemantics

/// Reads a question word by word. Every word must be understood, or stand in a short list of
/// words that say nothing: a question of which a part was left out would be another question.
struct WordedQuestion: QuestionReading {
  let vocabulary: WordVocabulary
  var reader: WordReader
  var parts: QuestionParts
  var isOfOne = false

  /// The words that say nothing.
  static let noise: Set<String> = [
    "the", "a", "an", "our", "my", "we", "us", "me", "i", "you", "do", "does", "did", "are", "is", "was", "were", "be", "been", "have",
    "has",
    "had", "that", "which", "who", "there", "it", "their", "they", "to", "of", "please", "all", "each", "every", "in", "what", "s",
    "with", "and", "currently", "ever", "get", "make", "made", "for", "respectively",
    "yet", "something", "anything", "came", "come", "coming", "bring", "brings", "brought", "generate", "generated", "contribute",
    "contributed", "composition", "would", "altogether", "placed", "comes", "breakdown",
  ]

  init(_ text: String, _ vocabulary: WordVocabulary) {
    self.vocabulary = vocabulary
    parts = QuestionParts(vocabulary)
    reader = WordReader(text, vocabulary.kinds + vocabulary.events, customers: vocabulary.nounOfCustomers, today: vocabulary.today)
  }

  var isShort: Bool { (1...WordReader.mostWords).contains(reader.words.count) }

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

  /// The first word, as written, that is not understood; nil if each is, or the question is too long.
  static func unknownWord(_ text: String, _ vocabulary: WordVocabulary) -> String? {
    var question = WordedQuestion(text, vocabulary)
    guard question.isShort else { return nil }
    question.opening()
    while !question.reader.isAtEnd {
      let start = question.reader.place
      guard question.step(), question.reader.place > start else { return question.reader.written[start] }
    }
    return nil
  }

  /// `show me`, `how many`, `what percentage of`.
  private mutating func opening() {
    while true {
      let start = reader.place
      reader.skip(["please", "me", "us", "the", "a"])
      // `number of orders > 3` is a condition.
      if [">", "<", ">=", "<=", "=", "!="].contains(reader.word(3)), reader.word(1) == "of" { return }
      if reader.take("total number of", "how many", "number of", "the number of", "count of", "count the", "count") { kind = .count }
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
        "what", "get", "calculate", "compute", "find", "see", "filter", "trend of", "trend", "breakdown of", "breakdown", "break down",
        "how did",
        "how does",
        "cohort", "segment of", "event segmentation")
      if let kind = Self.charts.first(where: { reader.takeAny([$0.phrase]) != nil })?.kind { parts.chart = kind }
      if reader.take("pivot table", "pivot", "crosstab of", "crosstab", "cross tab", "cross tabulate") {
        parts.isPivot = true
        while group() { _ = reader.take("and", "by", "x", ",", "vs") }
        isOfPeople = !groups.isEmpty
      }
      if reader.place == start { return }
    }
  }

  private static let charts: [(phrase: String, kind: String)] = [
    ("bar chart of", "bar"), ("bar chart", "bar"), ("bar graph of", "bar"), ("pie chart of", "bar"), ("pie chart", "bar"),
    ("line chart of", "line"), ("line chart", "line"), ("line graph of", "line"), ("chart of", ""), ("graph of", ""),
  ]

  /// Reads the next part; false if it is not understood.
  private mutating func step() -> Bool {
    if reader.take(",") || reader.take("in total", "in all", "as a table") || aboutAnswer() { return true }
    if let isCompared = versus() { return isCompared }
    if (1...3).contains(where: { reader.word($0) == "rate" }), figure() { return true }
    // Who is active in a period, whatever else is called so.
    if reader.word() == "active", WordVocabulary.people.contains(WordVocabulary.stem(reader.word(1))), isByPeriod, figure() { return true }
    if grewMost() || newest() { return true }
    if cutting() || predicate() || grouping() || figure() || subject() || windowOfAll() || bareColumn() || aside() { return true }
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

  /// What is said of the answer: totals, the layout, shares of the whole.
  private mutating func aboutAnswer() -> Bool {
    if reader.take("with grand total", "with a grand total", "with totals", "with a total", "with total", "with subtotals") {
      parts.hasTotals = true
      return true
    }
    if !figures.isEmpty, reader.take("develop", "evolve", "change over time", "over time") {
      period = period ?? "month"
      return true
    }
    let ofTotal = ["as % of total", "as a % of total", "% of total", "as percentage of total", "as percent of total", "as share of total"]
    if !figures.isEmpty, reader.takeAny(ofTotal) != nil {
      kind = .share
      return true
    }
    if parts.isPivot, reader.take("rows", "columns", "row", "column", "in rows", "in columns") { return group() }
    if parts.isPivot, reader.take("values", "value") { return true }
    // `random sample of 10% of loyal customers`
    let sample = reader.trying { reader -> String? in
      guard reader.take("a random sample of", "random sample of", "sample of", "random"), let share = reader.number(),
        reader.take("%", "percent")
      else { return nil }
      _ = reader.take("of")
      return "sample(\(share)%)"
    }
    if let sample { conditions.append(sample) }
    return sample != nil
  }

  /// The best or the worst.
  private mutating func cutting() -> Bool {
    var cut = WordedCut(self)
    guard cut.ranking() || cut.cutting() || cut.superlative() else { return false }
    self = cut.question
    return true
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
    if stem == "spender", let revenue = vocabulary.revenue {
      reader.place += 1
      isOfPeople = true
      rank = .aggregate(revenue)
      return true
    }
    if WordVocabulary.people.contains(stem) || stem == WordVocabulary.stem(vocabulary.catalog.customers?.name ?? "customers") {
      reader.place += 1
      isOfPeople = true
      // `share of pro users made a purchase`: of the pro users. `who`, `in` and the like say which customers, not what they did.
      let about = [
        "who", "that", "which", "in", "from", "with", "without", "by", "per", "where", "and", "of", "whose", ",", "at", "on", "are", "is",
      ]
      if kind == .share, !about.contains(reader.word()), parts.base == 0 { parts.base = conditions.count }
      return true
    }
    if !vocabulary.signupNouns.isEmpty, reader.takeAny(vocabulary.signupNouns) != nil {
      isOfPeople = true
      isOfNewcomers = vocabulary.signup.map { spelled($0) }
      if kind == .unknown { kind = .count }
      return true
    }
    if let table = table(stem) {
      let before = reader.place > 0 ? reader.words[reader.place - 1] : ""
      let isItem = kind == .count || reader.place == 0 || ["and", ",", "vs", "versus", "show", "plot"].contains(before)
      if isItem { parts.counted.append((figures.count, table)) }
      reader.place += 1
      events = table
      if table.isOfType, table.amount != nil { parts.isAmbiguous = true }
      _ = reader.take("total count", "count")
      return true
    }
    // `cities with more than 50 customers`: the values of a column.
    guard figures.isEmpty, groups.isEmpty, valuesOfColumn() else { return false }
    if kind == .list, let best = WordedCut.sellingBest(&reader) {
      cut = QuestionParts.Cut(word: best ? "top" : "bottom", amount: cut?.amount ?? "10")
      guard let revenue = vocabulary.revenue else { return false }
      rank = .aggregate(revenue)
      figures.append(.aggregate(revenue))
    } else if let best = WordedCut.mostPopular(&reader), let orders = vocabulary.purchases {
      let count = WordedFigure.aggregate(WordedMeasure("count", nil, of: orders))
      (cut, rank) = (QuestionParts.Cut(word: best ? "top" : "bottom", amount: cut?.amount ?? "1"), count)
      figures.append(count)
    }
    return true
  }

  func table(_ stem: String) -> WordVocabulary.Events? { vocabulary.table(stem) }

  private mutating func windowOfAll() -> Bool {
    guard window == nil, let found = reader.window() else { return false }
    window = found
    return true
  }

  // MARK: - Groups and cuts

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

  mutating func group() -> Bool {
    let adverbs = ["daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annual": "year"]
    if let unit = adverbs[reader.word()] {
      reader.place += 1
      period = unit
      return true
    }
    if let table = vocabulary.purchases, reader.take("number of \(table.name)", "\(table.stem) count", "number of \(table.stem)s") {
      groups.append("count(\(table.selected))")
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
    // Where customers are, by the column that says it.
    let places = ["city", "region", "country", "state", "province", "town"]
    if ["location", "place", "geography"].contains(reader.word()),
      let column = places.first(where: { vocabulary.customerColumn([$0]) != nil })
    {
      reader.place += 1
      groups.append(spelled(column))
      return true
    }
    if let place = placeOfColumn { reader.place = place }
    let two = reader.words[min(reader.place, reader.words.count)..<min(reader.place + 2, reader.words.count)]
    let isColumn = two.count == 2 && vocabulary.customerColumn(two) != nil
    if !isColumn, WordVocabulary.people.contains(WordVocabulary.stem(reader.word())), !reader.isAtEnd {
      reader.place += 1
      isOfPeople = true
      perCustomer = true
      return true
    }
    if let age = vocabulary.age,
      reader.take(
        "age group", "age groups", "age band", "age bands", "age range", "age ranges", "age bracket", "age brackets", "decade of age")
    {
      groups.append("floor(\(age) / 10) * 10 as age_from")
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
    return namedGroup()
  }

  /// A column or a definition that has values to group by.
  private mutating func namedGroup() -> Bool {
    for length in stride(from: WordVocabulary.longestName, through: 1, by: -1) {
      guard reader.place + length <= reader.words.count else { continue }
      let words = reader.words[reader.place..<reader.place + length]
      let name: String
      if let column = vocabulary.customerColumn(words) {
        // `revenue per seat` is no revenue by the number of seats.
        let isOne = words.last.map { $0 == WordVocabulary.stem($0) } == true && reader.place > 0 && reader.words[reader.place - 1] == "per"
        if isOne, column.type == .integer || column.type == .number { return false }
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
}
