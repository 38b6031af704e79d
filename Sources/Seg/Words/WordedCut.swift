// The best and the worst of a question: `top 10 customers by revenue`, `most popular product`, `sorted by city`.

/// Reads how many of what are asked for, and in which order.
struct WordedCut {
  var question: WordedQuestion

  init(_ question: WordedQuestion) { self.question = question }

  /// `by revenue` after `top 10 customers`; `rank cities by revenue`.
  mutating func ranking() -> Bool {
    if question.cut == nil, question.figures.isEmpty, question.conditions.isEmpty, !question.isOfPeople,
      question.reader.take("rank", "sort")
    {
      question.cut = QuestionParts.Cut()
      return true
    }
    guard question.rank == nil else { return false }
    var other = self
    let isOrder = other.question.reader.take("ordered by", "sorted by", "ranked by", "sort by", "order by")
    let isOfGroups = isOrder && !question.groups.isEmpty && !question.figures.isEmpty
    guard question.cut != nil || question.isOfPeople && question.figures.isEmpty || isOfGroups else { return false }
    guard isOrder || question.cut != nil && other.question.reader.take("by", "in terms of", "with respect to", "according to") else {
      return false
    }
    let before = other.question.figures.count
    if question.isOfPeople, let column = other.ofColumn(isNumber: !isOrder) {
      other.question.figures.append(.ofCustomers(function: "avg", value: column))
    }
    if other.question.figures.count == before, let count = other.countOfEvents() { other.question.figures.append(count) }
    let start = other
    while other.question.figures.count == before {
      guard other.question.figure() else {
        // `by amount`: by their sum.
        guard start.question.pending == nil else { return false }
        other = start
        other.question.pending = "sum"
        guard let figure = other.question.namedFigure() else { return false }
        other.question.pending = nil
        other.question.figures.append(figure)
        break
      }
    }
    question.rank = other.question.figures.popLast()
    question.reader = other.question.reader
    if !isOrder, question.cut?.amount == nil, ascending() { question.cut?.word = "bottom" }
    if isOrder {
      let isAscending = ascending()
      question.cut = QuestionParts.Cut(word: isAscending ? "bottom" : "top", amount: question.cut?.amount)
    }
    return true
  }

  /// `by number of logins`, `by orders`.
  private mutating func countOfEvents() -> WordedFigure? {
    let vocabulary = question.vocabulary
    return question.reader.trying { reader -> WordedFigure? in
      let isCount = reader.take("number of", "count of", "the number of", "total number of")
      guard let table = vocabulary.table(WordVocabulary.stem(reader.word())) else { return nil }
      reader.place += 1
      guard isCount || reader.take("count") || reader.isAtEnd else { return nil }
      if !isCount, table.isOfType, let amount = table.amount { return .aggregate(WordedMeasure("sum", spelled(amount), of: table)) }
      return .aggregate(WordedMeasure("count", nil, of: table))
    }
  }

  /// `age`, `signup date`: a column of the customers; of numbers only where one of another kind would be a group.
  private mutating func ofColumn(isNumber: Bool) -> String? {
    for length in stride(from: WordVocabulary.longestName, through: 1, by: -1)
    where question.reader.place + length <= question.reader.words.count {
      let words = question.reader.words[question.reader.place..<question.reader.place + length]
      guard let column = question.vocabulary.customerColumn(words),
        !isNumber || column.type == .integer || column.type == .number
      else { continue }
      question.reader.place += length
      return spelled(column.name)
    }
    return nil
  }

  private mutating func ascending() -> Bool {
    if question.reader.take("asc", "ascending", "from low to high") { return true }
    _ = question.reader.take("desc", "descending", "from high to low")
    return false
  }

  /// `top 10`, `best 20%`, `the 5 worst`.
  mutating func cutting() -> Bool {
    let best = ["top", "best", "biggest", "most valuable", "highest", "most expensive", "largest"]
    let worst = ["bottom", "worst", "smallest", "least valuable", "lowest"]
    let vocabulary = question.vocabulary
    let found = question.reader.trying { reader -> QuestionParts.Cut? in
      reader.skip(["from", "the"])
      let isTop = reader.takeAny(best) != nil
      guard isTop || reader.takeAny(worst) != nil else { return nil }
      let word = isTop ? "top" : "bottom"
      guard let number = reader.number() else {
        let isOfEvents = vocabulary.table(WordVocabulary.stem(reader.word())) != nil && reader.word() != WordVocabulary.stem(reader.word())
        return Self.beginsSubject(reader) || isOfEvents || Self.beginsColumn(reader, vocabulary)
          ? QuestionParts.Cut(word: word, amount: "10") : nil
      }
      let amount = reader.take("%", "percent") ? "\(number)%" : number
      return QuestionParts.Cut(word: word, amount: amount, isOfPeople: Self.beginsSubject(reader))
    }
    if let found {
      question.cut = found
      return true
    }
    // `the 10 customers with the highest revenue`
    let counted = question.reader.trying { reader -> QuestionParts.Cut? in
      guard let number = reader.number(), Int(number) != nil else { return nil }
      let isShare = reader.take("%", "percent")
      _ = reader.take("of")
      let isBest = reader.takeAny(best) != nil
      guard Self.beginsSubject(reader) else { return nil }
      return QuestionParts.Cut(word: isBest ? "top" : "", amount: isShare ? "\(number)%" : number, isOfPeople: true)
    }
    if let counted {
      question.cut = counted
      return true
    }
    return ranked()
  }

  /// `with the highest revenue`, after the customers or how many of them.
  private mutating func ranked() -> Bool {
    if question.isOfPeople, question.figures.isEmpty, question.rank == nil, let figure = mostOfPeople() {
      question.rank = figure
      question.cut = QuestionParts.Cut(word: "top", amount: question.cut?.amount ?? "10")
      return true
    }
    let isOfGroups = !question.isOfPeople && question.figures.isEmpty && !question.groups.isEmpty
    guard question.cut != nil || question.isOfPeople || isOfGroups else { return false }
    var other = self
    other.question.reader.skip(["with", "having", "by", "the", "have", "has", "had", "bring", "brings", "make", "makes", "earn", "earns"])
    let isTop = other.question.reader.take("most", "highest", "largest", "biggest", "greatest")
    guard isTop || other.question.reader.take("least", "lowest", "smallest", "fewest") else { return false }
    let before = other.question.figures.count
    other.question.reader.skip(["number", "of"])
    if WordVocabulary.people.contains(WordVocabulary.stem(other.question.reader.word())), isOfGroups {
      other.question.reader.place += 1
      other.question.figures.append(.whole("count()"))
    } else if let table = question.vocabulary.table(WordVocabulary.stem(other.question.reader.word())) {
      other.question.reader.place += 1
      other.question.figures.append(.aggregate(WordedMeasure("count", nil, of: table)))
    }
    while other.question.figures.count == before { guard !other.question.reader.isAtEnd, other.question.figure() else { return false } }
    question.rank = other.question.figures.popLast()
    question.reader = other.question.reader
    question.cut = QuestionParts.Cut(word: isTop ? "top" : "bottom", amount: question.cut?.amount ?? (question.isOfOne ? "1" : "10"))
    return true
  }

  /// `who spent the most`, `that buy most often`.
  private mutating func mostOfPeople() -> WordedFigure? {
    let start = question.reader.place
    question.reader.skip(["who", "that", "have", "has"])
    if question.reader.take("spent the most", "spent most", "spend the most", "spend most"), let revenue = question.vocabulary.revenue {
      return .aggregate(revenue)
    }
    for table in question.vocabulary.events + question.vocabulary.kinds where table.isVerb(question.reader.word()) {
      question.reader.place += 1
      guard question.reader.take("the most", "most often", "most") else { continue }
      _ = question.reader.take("people", "customers", table.name)
      return .aggregate(WordedMeasure("count", nil, of: table))
    }
    let often = [
      "bought the most", "bought most often", "bought most", "buy the most", "buy most often", "buy most", "ordered the most",
      "ordered most often", "ordered most", "order the most", "order most often",
    ]
    if question.reader.takeAny(often) != nil, let orders = question.vocabulary.purchases {
      return .aggregate(WordedMeasure("count", nil, of: orders))
    }
    question.reader.place = start
    return nil
  }

  /// `best selling category`, `most popular page`, `least profitable city`.
  mutating func superlative() -> Bool {
    let forms: [(phrase: String, word: String, figure: String)] = [
      ("best selling", "top", "revenue"), ("top selling", "top", "revenue"), ("worst selling", "bottom", "revenue"),
      ("most popular", "top", "count"),
      ("least popular", "bottom", "count"), ("most profitable", "top", "profit"), ("least profitable", "bottom", "profit"),
      ("most valuable", "top", "revenue"),
    ]
    guard let form = forms.first(where: { question.reader.takeAny([$0.phrase]) != nil }) else { return false }
    let figure: WordedMeasure?
    switch form.figure {
    case "revenue": figure = question.vocabulary.revenue
    case "profit": figure = question.vocabulary.profit
    default: figure = question.vocabulary.purchases.map { WordedMeasure("count", nil, of: $0) }
    }
    guard let figure else { return false }
    question.rank = .aggregate(figure)
    question.cut = QuestionParts.Cut(word: form.word, amount: "10")
    if WordVocabulary.people.contains(WordVocabulary.stem(question.reader.word())) { return true }
    guard let group = namedGroup() else { return false }
    // Products are bought in lines.
    let counted = form.figure == "count" ? group.map { WordedMeasure("count", nil, of: $0) } : nil
    question.rank = .aggregate(counted ?? figure)
    question.figures.append(.aggregate(counted ?? figure))
    return true
  }

  /// A group by its name, and the events that are linked to it; nil if the word is none.
  private mutating func namedGroup() -> WordVocabulary.Events?? {
    let words = question.reader.words[question.reader.place..<min(question.reader.words.count, question.reader.place + 1)]
    guard !words.isEmpty else { return nil }
    var linked: WordVocabulary.Events?
    if let column = question.vocabulary.customerColumn(words) {
      question.groups.append(spelled(column.name))
    } else if let column = question.vocabulary.eventColumn(words) {
      question.groups.append(spelled(column.name))
    } else if let column = question.vocabulary.linkedColumn(words) {
      question.groups.append(spelled(column))
      linked = question.vocabulary.linking(column)
    } else {
      return nil
    }
    question.reader.place += 1
    return .some(linked)
  }

  /// `products`, `cities`, `payment methods`.
  private static func beginsColumn(_ reader: WordReader, _ vocabulary: WordVocabulary) -> Bool {
    (1...WordVocabulary.longestName).contains { length in
      guard reader.place + length <= reader.words.count else { return false }
      let words = reader.words[reader.place..<reader.place + length]
      guard let last = words.last, last != WordVocabulary.stem(last) else { return false }
      return vocabulary.customerColumn(words)?.type == .text || vocabulary.eventColumn(words)?.type == .text
        || vocabulary.linkedColumn(words) != nil
    }
  }

  /// `is most popular`, `is used most`: whether the most frequent is asked for; nil if it says nothing of the kind.
  static func mostPopular(_ reader: inout WordReader) -> Bool? {
    if reader.take(
      "is most popular", "is the most popular", "is most used", "is used most", "is used the most", "is most common", "is the most common",
      "is the most used", "is most frequent", "are most popular", "are most common", "do people use most", "do customers use most")
    {
      return true
    }
    return reader.take("is least popular", "is the least popular", "is least used", "is used least", "is least common") ? false : nil
  }

  private static func beginsSubject(_ reader: WordReader) -> Bool {
    let stem = WordVocabulary.stem(reader.word())
    return WordVocabulary.people.contains(stem) || stem == "spender"
  }

  /// `which products sell best`: whether the best are asked for; nil if it says nothing of the kind.
  static func sellingBest(_ reader: inout WordReader) -> Bool? {
    if reader.take("sell best", "sell the best", "sell most", "sell the most", "sells best", "bring the most", "earn the most") {
      return true
    }
    return reader.take("sell worst", "sell the worst", "sell least", "sell the least") ? false : nil
  }
}
