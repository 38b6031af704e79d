// The time between two points of a customer's life: `how long from signup to the first order`, `days to second purchase`.

/// Reads two points, and writes the days between them.
struct WordedInterval {
  private let vocabulary: WordVocabulary
  private var reader: WordReader
  /// The function before it: `average`.
  private let function: String
  /// Of which customers it can be said.
  private var conditions: [String] = []

  /// A point of a customer's life.
  private struct Point {
    /// Its day, as the language writes it.
    var text: String
    /// The events that it is one of; nil: a column of the customers.
    var events: WordVocabulary.Events?
    /// Which of them: 2 is the second, 0 the last.
    var place = 1
  }

  /// What was read: the days, the rest of the words, and of which customers they can be said.
  struct Reading {
    let figure: WordedFigure
    let reader: WordReader
    let conditions: [String]
  }

  /// The days between two points, if the words go on so.
  static func read(_ reader: WordReader, _ vocabulary: WordVocabulary, function: String?) -> Reading? {
    var interval = WordedInterval(vocabulary: vocabulary, reader: reader, function: function ?? "avg")
    return interval.figure().map { Reading(figure: $0, reader: interval.reader, conditions: interval.conditions) }
  }

  private static let spans = [
    "how long", "how many days", "how much time", "number of days", "the time", "the days", "time", "days", "hours", "duration", "interval",
    "gap", "delay", "long",
  ]
  private static let fillers = [
    "does it usually take", "does it typically take", "does it take", "do they take", "do users take", "do customers take", "is it",
    "it takes", "does it last", "on average", "needed", "passes", "pass",
  ]

  private mutating func figure() -> WordedFigure? {
    guard reader.takeAny(Self.spans) != nil else { return nil }
    while reader.takeAny(Self.fillers) != nil {}
    if reader.take("between") { return gap() ?? between("and", "to") }
    if reader.take("from") { return between("to", "until", "till") }
    if reader.take("after"), let first = point() {
      // `how long after signup do users purchase`
      _ = reader.take("do", "does", "until", "to")
      return point().flatMap { days(first, $0) }
    }
    _ = reader.take("for")
    if WordVocabulary.people.contains(WordVocabulary.stem(reader.word())) { reader.place += 1 }
    guard reader.take("until", "till", "to", "before"), let last = point() else { return nil }
    guard reader.take("after", "since", "from") else { return start(of: last).flatMap { days($0, last) } }
    return point().flatMap { days($0, last) }
  }

  /// `between signup and first order`, `between the first and the second order`.
  private mutating func between(_ joints: String...) -> WordedFigure? {
    let start = reader
    let ordinal = ordinal()
    if let ordinal, reader.takeAny(joints) != nil, let last = point(), let events = last.events {
      return point(ordinal, of: events).flatMap { days($0, last) }
    }
    reader = start
    guard let first = point(), reader.takeAny(joints) != nil, let last = point() else { return nil }
    return days(first, last)
  }

  /// `between orders`: the mean of the times from one to the next.
  private mutating func gap() -> WordedFigure? {
    let vocabulary = vocabulary
    let events = reader.trying { reader -> WordVocabulary.Events? in
      _ = reader.take("two", "consecutive", "successive")
      let word = reader.word()
      guard word != WordVocabulary.stem(word), let events = vocabulary.table(WordVocabulary.stem(word)) else { return nil }
      reader.place += 1
      return ["and", "to"].contains(reader.word()) ? nil : events
    }
    guard let events, let time = events.schema.time else { return nil }
    let (day, all) = ("\(spelled(time)) of \(events.selected)", "count(\(events.selected))")
    conditions.append("\(all) > 1")
    return .ofCustomers(function: function, value: "(max(\(day)) - min(\(day))) / (\(all) - 1)")
  }

  private mutating func days(_ first: Point, _ last: Point) -> WordedFigure? {
    guard first.text != last.text else { return nil }
    if let before = first.events, let after = last.events, before.test != after.test || before.name != after.name, before.stem != "signup" {
      conditions.append("\(last.text) >= \(first.text)")
    }
    return .ofCustomers(function: function, value: "\(last.text) - \(first.text)")
  }

  /// From where it is counted if nothing is said: to a second order from the first, to a first one from the signup.
  private func start(of last: Point) -> Point? {
    guard let events = last.events else { return nil }
    return last.place > 1 ? point(1, of: events) : signup
  }

  private var signup: Point? {
    if let column = vocabulary.signup { return Point(text: spelled(column)) }
    return vocabulary.table("signup").flatMap { point(1, of: $0) }
  }

  private func point(_ place: Int, of events: WordVocabulary.Events) -> Point? {
    guard let time = events.schema.time else { return nil }
    let day = "\(spelled(time)) of \(events.selected)"
    let text = place == 0 ? "max(\(day))" : place == 1 ? "min(\(day))" : "nth(\(place), \(day))"
    return Point(text: text, events: events, place: place)
  }

  private static let ordinals = [
    "first": 1, "1st": 1, "initial": 1, "second": 2, "2nd": 2, "next": 2, "repeat": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "fifth": 5, "5th": 5, "last": 0, "latest": 0,
  ]

  private mutating func ordinal() -> Int? {
    reader.skip(["the", "a", "an", "their", "they", "to", "do", "make", "making", "place", "placing", "complete"])
    guard let place = Self.ordinals[reader.word()] else { return nil }
    reader.place += 1
    return place
  }

  /// `signup`, `the second order`, `view_item`, `they purchase`.
  private mutating func point() -> Point? {
    reader.skip(["the", "a", "an", "their", "they", "do"])
    if WordVocabulary.people.contains(WordVocabulary.stem(reader.word())) { reader.place += 1 }
    let place = ordinal()
    let words = ["signup", "sign up", "signing up", "registration", "registering", "joining", "account creation", "did:signup"]
    if place == nil, let column = vocabulary.signup {
      let name = column.lowercased().split { !$0.isLetter }.joined(separator: " ")
      let first = String(name.prefix { $0 != " " })
      if reader.takeAny(words + [name, first]) != nil {
        _ = reader.take("date", "day")
        return signup
      }
    }
    let verbs: Set<String> = ["purchase", "purchasing", "buy", "buying", "order", "ordering", "convert", "conversion", "bought", "ordered"]
    let word = reader.word()
    let stem = word.hasPrefix(EventKinds.did) ? String(word.dropFirst(EventKinds.did.count)) : WordVocabulary.stem(word)
    guard let events = vocabulary.table(stem) ?? (verbs.contains(word) ? vocabulary.purchases : nil) else { return nil }
    reader.place += 1
    _ = reader.take("date", "day", "time")
    return point(place ?? 1, of: events)
  }
}
