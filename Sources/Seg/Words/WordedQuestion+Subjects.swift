// What a question is about besides customers: the values of a column, two periods, the newest rows.

import SegColumns
import SegDiagnostics

/// What is read of a question, and its parts so far.
protocol QuestionReading {
  var vocabulary: WordVocabulary { get }
  var reader: WordReader { get set }
  var parts: QuestionParts { get set }
  /// Whether one group is asked for: `which city has the most orders`.
  var isOfOne: Bool { get set }
  mutating func namedFigure() -> WordedFigure?
  func table(_ stem: String) -> WordVocabulary.Events?
}

extension QuestionReading {
  // MARK: - The parts by their names

  var kind: QuestionParts.Kind {
    get { parts.kind }
    set { parts.kind = newValue }
  }
  var isOfPeople: Bool {
    get { parts.isOfPeople }
    set { parts.isOfPeople = newValue }
  }
  var events: WordVocabulary.Events? {
    get { parts.events }
    set { parts.events = newValue }
  }
  var conditions: [String] {
    get { parts.conditions }
    set { parts.conditions = newValue }
  }
  var connector: String {
    get { parts.connector }
    set { parts.connector = newValue }
  }
  var eventConditions: [(table: String, text: String)] {
    get { parts.eventConditions }
    set { parts.eventConditions = newValue }
  }
  var window: String? {
    get { parts.window }
    set { parts.window = newValue }
  }
  var figures: [WordedFigure] {
    get { parts.figures }
    set { parts.figures = newValue }
  }
  var pending: String? {
    get { parts.pending }
    set { parts.pending = newValue }
  }
  var groups: [String] {
    get { parts.groups }
    set { parts.groups = newValue }
  }
  var period: String? {
    get { parts.period }
    set { parts.period = newValue }
  }
  var cut: QuestionParts.Cut? {
    get { parts.cut }
    set { parts.cut = newValue }
  }
  var rank: WordedFigure? {
    get { parts.rank }
    set { parts.rank = newValue }
  }
  var overRows: String? {
    get { parts.overRows }
    set { parts.overRows = newValue }
  }
  var having: String? {
    get { parts.having }
    set { parts.having = newValue }
  }
  var isOfNewcomers: String? {
    get { parts.isOfNewcomers }
    set { parts.isOfNewcomers = newValue }
  }
  var perCustomer: Bool {
    get { parts.perCustomer }
    set { parts.perCustomer = newValue }
  }

  // MARK: - Subjects

  /// The values of a column as what is asked for: `cities with …`, `which city has …`, `payment methods`.
  mutating func valuesOfColumn() -> Bool {
    let verbs = [
      "has", "had", "with", "brings", "brought", "makes", "made", "is", "earns", "sells", "sold", "generates", "generated", "grew",
      "declined",
      "do", "does", "did", "gets", "gives", "converts", "loses", "increased", "decreased", "dropped", "shrank", "spends", "buys", "orders",
    ]
    for length in stride(from: WordVocabulary.longestName, through: 1, by: -1) where reader.place + length <= reader.words.count {
      let words = reader.words[reader.place..<reader.place + length]
      guard let last = words.last else { continue }
      let isOne = last == WordVocabulary.stem(last) && verbs.contains(reader.word(length))
      guard last != WordVocabulary.stem(last) || isOne else { continue }
      let name: String
      if let column = vocabulary.customerColumn(words), column.type == .text {
        name = column.name
      } else if let column = vocabulary.eventColumn(words), column.type == .text {
        name = column.name
      } else if let column = vocabulary.linkedColumn(words) {
        name = column
      } else {
        continue
      }
      reader.place += length
      isOfOne = isOne
      groups.append(spelled(name))
      return true
    }
    return false
  }

  /// Where a column stands after the word for its table: `product category`, `customer city`, `order status`; nil: there is no such word.
  var placeOfColumn: Int? {
    let stem = reader.word()
    let next = reader.place + 1
    guard next < reader.words.count, stem == WordVocabulary.stem(stem), vocabulary.customerColumn([stem]) == nil,
      vocabulary.eventColumn([stem]) == nil
    else { return nil }
    for length in stride(from: min(WordVocabulary.longestName - 1, reader.words.count - next), through: 1, by: -1) {
      let words = reader.words[next..<next + length]
      // The whole may be a name: `product name`.
      if vocabulary.linkedColumn(reader.words[reader.place..<next + length]) != nil { return nil }
      if WordVocabulary.people.contains(stem), vocabulary.customerColumn(words) != nil { return next }
      if vocabulary.table(stem) != nil, vocabulary.eventColumn(words) != nil { return next }
      let isReference = vocabulary.catalog.events.contains { $0.isReference && WordVocabulary.stem($0.name) == stem }
      if isReference, vocabulary.linkedColumn(words) != nil { return next }
    }
    return nil
  }

  /// `grow in 2024 compared to 2023`: takes the verb, where two periods follow.
  var growsBetween: Bool {
    mutating get {
      let start = reader.place
      guard reader.take("grow", "grew", "increase", "increased", "change", "changed", "decline", "declined", "drop", "dropped") else {
        return false
      }
      let words = reader.words[reader.place...].joined(separator: " ")
      if words.contains("compared") || words.contains(" vs ") || words.hasPrefix("from ") { return true }
      reader.place = start
      return false
    }
  }

  /// `vs 2023`, `compared to last year`: the same figure of another period; nil if no such words follow.
  mutating func versus() -> Bool? {
    guard !figures.isEmpty || events != nil || parts.isOfNewcomers != nil else { return nil }
    if overRows == "growth" || overRows == "change", window == nil, parts.compared == nil {
      // `growth from 2023 to 2024`
      let found = reader.trying { reader -> (String, String)? in
        guard reader.take("from", "between"), let first = reader.period(), reader.take("to", "and"), let last = reader.period() else {
          return nil
        }
        return ("in \(last)", "in \(first)")
      }
      if let found {
        (window, parts.compared) = found
        return true
      }
    }
    guard
      reader.take(
        "vs", "versus", "against", "compared to", "compared with", "in comparison to", "in comparison with", "relative to", "as compared to"
      )
    else { return nil }
    var next = reader
    // `orders vs revenue` are two figures.
    guard let before = next.window() ?? next.period().map({ "in \($0)" }) else { return true }
    guard parts.compared == nil else { return false }
    if window == nil {
      // Against last year: this year.
      guard before.hasPrefix("in previous "), let unit = before.split(separator: " ").last else { return false }
      window = "in this \(unit)"
    }
    reader = next
    parts.compared = before
    return true
  }

  /// `oldest customer`, `youngest 10 customers`: by age.
  private mutating func oldest() -> Bool {
    guard let age = vocabulary.age, rank == nil else { return false }
    let found = reader.trying { reader -> QuestionParts.Cut? in
      reader.skip(["the", "our"])
      let isOld = reader.take("oldest")
      guard isOld || reader.take("youngest") else { return nil }
      let number = reader.number()
      guard WordVocabulary.people.contains(WordVocabulary.stem(reader.word())) else { return nil }
      let amount = number ?? (reader.word() == WordVocabulary.stem(reader.word()) ? "1" : "10")
      return QuestionParts.Cut(word: isOld ? "top" : "bottom", amount: amount, isOfPeople: true)
    }
    guard let found else { return false }
    (cut, rank) = (found, .ofCustomers(function: "avg", value: age))
    return true
  }

  /// `latest 5 orders`, `newest customers`, `first customer`.
  mutating func newest() -> Bool {
    guard cut == nil else { return false }
    let vocabulary = vocabulary
    let found = reader.trying { reader -> QuestionParts.Cut? in
      reader.skip(["the", "our"])
      let isPlain = reader.take("latest", "newest", "most recent")
      let isOld = !isPlain && reader.take("oldest", "earliest")
      let isFirst = !isPlain && !isOld && reader.take("first")
      guard isPlain || isOld || isFirst || reader.take("last") else { return nil }
      let number = reader.number()
      let word = reader.word()
      let isOfPeople = WordVocabulary.people.contains(WordVocabulary.stem(word))
      let isOne = word == WordVocabulary.stem(word)
      guard isOfPeople || vocabulary.table(WordVocabulary.stem(word)) != nil else { return nil }
      // `first orders`, `last order date` are of each customer.
      guard isOfPeople || number != nil || (isPlain || isOld) && (!isOne || reader.place + 1 == reader.words.count) else { return nil }
      if isOfPeople, isOld, vocabulary.age != nil { return nil }
      var cut = QuestionParts.Cut(word: isOld || isFirst ? "bottom" : "top", amount: number ?? (isOne ? "1" : "10"))
      cut.isByTime = true
      return cut
    }
    if let found { cut = found }
    return found != nil || oldest()
  }

  private static var grew: [String] { ["grew", "grown", "grow", "increased", "increase", "gained", "rose", "improved", "went up"] }
  private static var shrank: [String] {
    [
      "declined", "decline", "dropped", "drop", "decreased", "decrease", "fell", "shrank", "shrunk", "lost", "went down",
    ]
  }

  /// `which city grew the most this year`, after the group.
  mutating func grewMost() -> Bool {
    guard !groups.isEmpty, figures.count <= 1, cut == nil, !isOfPeople else { return false }
    var other = self
    other.reader.skip(["has", "have", "had"])
    let isUp = other.reader.takeAny(Self.grew) != nil
    guard isUp || other.reader.takeAny(Self.shrank) != nil else { return false }
    if other.figures.isEmpty, other.reader.take("revenue", "sales") {}
    guard other.reader.take("the most", "most", "fastest", "the fastest", "strongest") else { return false }
    let isRelative = ["fastest", "strongest"].contains(other.reader.words[other.reader.place - 1])
    let measure: WordedMeasure?
    if case .aggregate(let figure)? = figures.first { measure = figure } else { measure = figures.isEmpty ? vocabulary.revenue : nil }
    guard let measure, let change = WordedChange(measure, other.reader.window() ?? other.window, vocabulary) else { return false }
    other.window = nil
    let difference = isRelative ? "current / earlier - 1 as growth" : "current - earlier as change"
    other.figures = [.whole("\(change.now.text) as current"), .whole("\(change.before.text) as earlier"), .whole(difference)]
    other.rank = .whole(isRelative ? "growth" : "change")
    other.cut = QuestionParts.Cut(word: isUp ? "top" : "bottom", amount: isOfOne || reader.words.first == "which" ? "1" : "10")
    self = other
    return true
  }
}
