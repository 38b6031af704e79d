// Sentences of other languages and of daily speech, as statements.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSemantics
import SegSyntax

/// Statements that a text may mean, for a text that is none. They are tried before one is
/// offered, so a rule may guess.
struct Rephrasing {
  private let phrase: Phrase
  let names: KnownNames
  /// The as-of day.
  let today: CalendarDate?
  /// The statements of a question in plain words.
  let worded: [String]
  /// Those of a question that has a name of its own.
  private let named: [String]
  /// A definition whose meaning is said in words.
  private let definedInWords: [String]
  let kinds: [WordVocabulary.Events]
  private let vocabulary: WordVocabulary

  init(_ piece: SourceSpan, _ vocabulary: WordVocabulary) {
    phrase = Phrase(piece.text)
    self.vocabulary = vocabulary
    definedInWords = WordedDefinition.statements(phrase, vocabulary)
    worded =
      Self.namesLibrary(phrase, vocabulary.catalog)
      ? definedInWords
      : ChineseQuestion.statements(piece.text, vocabulary) + WordedQuestion.statements(piece.text, vocabulary) + definedInWords
    kinds = vocabulary.kinds
    named = WordedQuestion.named(piece.text, vocabulary) ?? []
    names = KnownNames(vocabulary.catalog)
    today = vocabulary.today
  }

  /// `show churn_rate`, which a library defines: it is meant as the library has it.
  private static func namesLibrary(_ phrase: Phrase, _ catalog: Catalog) -> Bool {
    guard phrase.word(0) == "show" else { return false }
    return phrase.words.contains { word in
      word.lower.contains("_") && catalog.definitions[word.lower] == nil && StandardLibrary.library(about: word.lower) != nil
    }
  }

  private typealias Rule = @Sendable (Rephrasing, Phrase) -> [String]

  /// The rules, the most certain first.
  private static let rules: [Rule] = [
    { $0.tests($1) }, { $0.toDate($1) }, { $0.chart($1) }, { CutSentences(phrase: $1).within },
    { _, phrase in RowSentences(phrase: phrase).readings }, { $0.distances($1) }, { $0.calls($1) },
    { $0.units($1) }, { $0.severalNames($1) }, { $0.eventsOfOne($1) }, { $0.usualArguments($1) }, { $0.file($1) },
    { $0.rows($1) }, { $0.periods($1) }, { $0.everyPeriod($1) }, { $0.dimensions($1) }, { $0.tableAfterOf($1) }, { $0.best($1) },
    { $0.joined($1) }, { $0.methods($1) }, { $0.having($1) }, { $0.alternatives($1) }, { $0.valueAfterName($1) }, { $0.key($1) },
    { $0.casts($1) }, { $0.monthsAlone($1) }, { DivisionSentences(phrase: $1, names: $0.names).readings }, { $0.bareClause($1) },
    { CutSentences(phrase: $1).withoutBy }, { LogSentences(phrase: $1, names: $0.names, kinds: $0.kinds).readings },
  ]

  /// The rules for sentences that say plainly what they mean.
  private static let sentences: [Rule] = [
    { $0.counted($1) }, { $0.compared($1) }, { $0.drawn($1) }, { $0.defined($1) }, { $0.exported($1) },
    { $0.setOperations($1) }, { $0.worth($1) }, { SpokenSentences(phrase: $1, names: $0.names).readings },
    { $0.assignedFile($1) },
  ]

  static let definitions: Set<String> = ["metric", "measure", "segment", "param", "function", "lifecycle", "split"]

  /// The most statements to propose.
  private static let limit = 12

  /// What a statement with more than one mistake may mean: it is no slip. A figure stays a figure.
  var ofSeveralMistakes: [String] {
    guard isShort else { return [] }
    return RowSentences(phrase: phrase).readings + worded.filter { !isStatement || $0.hasPrefix(phrase.word(0)) }
  }

  /// Statements that are meant beyond doubt, if they are statements: no other fix comes
  /// before them.
  var certain: [String] {
    guard isShort else { return [] }
    return namesOfWords(phrase) + joinedNames(phrase) + selection(phrase) + LogSentences(phrase: phrase, names: names, kinds: kinds).certain
      + (isDefinition && ["=", "as"].contains(phrase.word(2)) && phrase.word(0) == "segment" ? definedInWords : [])
      + (phrase.word(0) == "list" || phrase.word(2) == "where" ? rows(phrase) : [])
      + (isStatement ? named : []) + Self.sentences.flatMap { $0(self, phrase) }
      + (isStatement && !beginsWithAmount && !mentionsPeople || isDefinition ? [] : worded) + phrase.asCall
  }

  /// Statements that may be meant, the likeliest first.
  var guesses: [String] {
    guard isShort else { return [] }
    var found: [String] = []
    for rule in Self.rules where found.count < Self.limit {
      for reading in rule(self, phrase) where !found.contains(reading) { found.append(reading) }
    }
    // A statement with a slip is likelier than a question that begins as one.
    return found.prefix(Self.limit) + (isStatement && phrase.count > 1 || isDefinition ? worded : [])
  }

  /// `show total revenue`: the word is no name, however near one is.
  private var beginsWithAmount: Bool {
    let words: Set<String> = ["total", "average", "avg", "mean", "median", "sum", "highest", "lowest", "overall"]
    return words.contains(phrase.word(1)) && !["(", ",", "/", "of"].contains(phrase.word(2)) && !names.isKnown(phrase.word(1))
  }

  /// `show churned customers by month`: they are no name, so it is a question.
  private var mentionsPeople: Bool {
    phrase.word(0) == "show"
      && phrase.words.dropFirst(2).contains {
        WordVocabulary.people.contains(WordVocabulary.stem($0.lower)) && !names.isKnown($0.text) && $0.depth == 0
      }
  }

  /// Whether it begins as a statement: then a small mistake is likelier than another language.
  private var isStatement: Bool { ["show", "list"].contains(phrase.word(0)) && !["me", "the", "all"].contains(phrase.word(1)) }

  private var isDefinition: Bool { Self.definitions.contains(phrase.word(0)) }

  private var isShort: Bool { phrase.count > 0 && phrase.count < 400 }

  // MARK: Names

  /// `show big spenders`, where a segment has that name.
  private func namesOfWords(_ phrase: Phrase) -> [String] {
    var readings: [String] = []
    for name in names.ofWords {
      let parts = Phrase(name).words.map(\.lower)
      guard parts.count > 1, phrase.count >= parts.count else { continue }
      // A definition has a name of its own.
      let first = Self.definitions.contains(phrase.word(0)) ? 2 : 0
      for start in first..<max(first, phrase.count - parts.count + 1)
      where (0..<parts.count).allSatisfy({ phrase.word(start + $0) == parts[$0] }) {
        readings.append(phrase.replacing(start..<start + parts.count, with: "`\(name)`"))
      }
    }
    return readings
  }

  /// `show churn rate`, where `churn_rate` is defined.
  private func joinedNames(_ phrase: Phrase) -> [String] {
    let first = Self.definitions.contains(phrase.word(0)) ? 3 : 1
    return phrase.runs(from: first).compactMap { range, joined in
      names.isKnown(joined) ? phrase.replacing(range, with: joined) : nil
    }
  }

  /// `why C001 in loyal`: a key without its quotes.
  private func key(_ phrase: Phrase) -> [String] {
    guard let why = phrase.first(["why"]), why <= 1, let end = phrase.first(["in"], from: why + 1), end > why + 1 else { return [] }
    let key = phrase.text(why + 1..<end)
    let written = key.contains("\"") ? key : "\"\(key)\""
    return ["why \(written) in \(phrase.text(end + 1..<phrase.count))"]
  }

  // MARK: Rows

  /// `list customers`, `list orders where …`, `list orders.*`, `list all`, `orders.head()`.
  private func rows(_ phrase: Phrase) -> [String] {
    let isList = phrase.word(0) == "list" || phrase.word(0) == "show"
    let start = isList ? 1 : 0
    var end = start + 1
    var cut = ""
    if phrase.word(end) == ".", phrase.word(end + 1) == "*" { end += 2 }
    if phrase.word(end) == ".", ["head", "tail", "show"].contains(phrase.word(end + 1)), let close = phrase.closing(end + 2) {
      let number = phrase.text(end + 3..<close)
      cut = " top \(number.isEmpty ? "10" : number)"
      end = close + 1
    }
    guard isList || end > start + 1 else { return [] }
    if ["of", "from"].contains(phrase.word(start + 1)), ["all", "rows", "everything"].contains(phrase.word(start)) {
      return ["list * of \(phrase.text(start + 2..<phrase.count))"]
    }
    let rest = phrase.text(end..<phrase.count)
    let tail = (rest.isEmpty ? "" : " \(rest)") + cut
    let name = phrase.text(start..<start + 1)
    if ["all", "everything", "*", names.customers?.lowercased() ?? "customers"].contains(name.lowercased()) {
      return phrase.word(0) == "show" && tail.isEmpty ? ["show count()", "list *"] : ["list *\(tail)"]
    }
    guard names.tables.contains(where: { $0.name == name }) else { return [] }
    return ["list * of \(name)\(tail)"]
  }

  // MARK: Periods

  /// `by month`, `by every month`, `per month`, `monthly`, `by date_trunc("month", date)`.
  func periods(_ phrase: Phrase) -> [String] {
    guard phrase.word(0) == "show" else { return [] }
    guard let (range, unit, hasBy) = period(phrase) else { return [] }
    let function = unit == "day" ? "date" : unit == "hour" ? "hour" : "start_of_\(unit)"
    let byDates = dates(phrase).map { phrase.replacing(range, with: (hasBy ? "" : "by ") + "\(function)(\($0))") }
    let isOfEvents = phrase.words.contains { word in names.tables.contains { $0.name == word.text } }
    var readings = hasBy && isOfEvents && unit != "hour" ? [phrase.replacing(range, with: "every \(unit)")] : []
    let clause = hasBy && phrase.words.indices.contains(range.lowerBound - 1) ? range.lowerBound - 1..<range.upperBound : range
    let items = phrase.text(1..<clause.lowerBound)
    let rest = phrase.text(clause.upperBound..<phrase.count)
    let trend = unit == "hour" ? [] : ["show trend(\(items), every \(unit))" + (rest.isEmpty ? "" : " \(rest)")]
    // Customers are counted by a day of theirs; figures of what they did, by its days.
    let isOfCustomers = Phrase(items).words.allSatisfy { ["count", "(", ")"].contains($0.lower) }
    readings += hasBy && (isOfEvents || isOfCustomers) ? byDates + trend : trend + byDates
    return readings
  }

  private static let units: [String: String] = [
    "hour": "hour", "hourly": "hour",
    "day": "day", "daily": "day", "days": "day", "week": "week", "weekly": "week", "weeks": "week", "month": "month", "monthly": "month",
    "months": "month", "quarter": "quarter", "quarterly": "quarter", "year": "year", "yearly": "year", "annually": "year",
  ]

  private func period(_ phrase: Phrase) -> (range: Range<Int>, unit: String, hasBy: Bool)? {
    if phrase.count > 3, phrase.word(phrase.count - 2) == "over", phrase.word(phrase.count - 1) == "time" {
      return (phrase.count - 2..<phrase.count, "month", false)
    }
    for index in phrase.words.indices where index > 1 && phrase.words[index].depth == 0 {
      guard let unit = Self.units[phrase.word(index)], phrase.word(index + 1) != "(", !names.isColumn(phrase.words[index].text)
      else { continue }
      let start = ["every", "each"].contains(phrase.word(index - 1)) ? index - 1 : index
      let before = phrase.word(start - 1)
      if ["by", "per", ","].contains(before) { return (start..<index + 1, unit, true) }
      if start < index || phrase.word(index).hasSuffix("ly") { return (start..<index + 1, unit, false) }
    }
    return nil
  }

  /// The dates by which events or customers of the phrase may be grouped.
  private func dates(_ phrase: Phrase) -> [String] {
    let mentioned = names.tables.filter { table in phrase.words.contains { $0.text == table.name } }
    let times = mentioned.compactMap { $0.time.map(Diagnostic.name) }
    return times.isEmpty ? names.customerDates.map(Diagnostic.name) : times
  }

  /// `trend(count(orders), monthly)`, `cohorts(orders)`, `cohorts`.
  private func everyPeriod(_ phrase: Phrase) -> [String] {
    guard phrase.word(0) == "show", phrase.count > 1 else { return [] }
    var readings: [String] = []
    for index in phrase.words.indices where phrase.words[index].depth == 1 {
      guard let unit = Self.units[phrase.word(index)], [",", "("].contains(phrase.word(index - 1)) else { continue }
      readings.append(phrase.replacing(index..<index + 1, with: "every \(unit)"))
      readings.append(contentsOf: summed(Phrase(phrase.replacing(index..<index + 1, with: "every \(unit)"))))
    }
    let unit = phrase.words.lazy.compactMap { Self.units[$0.lower] }.first ?? "month"
    if phrase.word(2) == "(", let close = phrase.closing(2), close > 3 {
      let whole = "show \(phrase.text(1..<close)), every \(unit)) \(phrase.text(close + 1..<phrase.count))"
      readings.append(whole)
      readings += summed(Phrase(whole))
    } else if phrase.words.dropFirst(2).allSatisfy({ word in
      Self.units[word.lower] != nil || ["by", "per", "every", "of", "(", ")"].contains(word.lower)
        || names.tables.contains { $0.name == word.text }
    }) {
      // Of nothing but a table: of revenue it would be another question.
      for table in names.tables { readings.append("show \(phrase.words[1].text)(\(Diagnostic.name(table.name)), every \(unit))") }
    }
    return readings
  }

  /// `trend(revenue, …)`: the sum of a value of customers.
  private func summed(_ phrase: Phrase) -> [String] {
    guard phrase.word(2) == "(", phrase.words.indices.contains(3), phrase.words[3].isName, phrase.word(4) == "," else { return [] }
    return [phrase.replacing(3..<4, with: "sum(\(phrase.words[3].text))")]
  }

  // MARK: Groups

  /// `show sum(revenue), city`: what has a text for each customer groups them.
  private func dimensions(_ phrase: Phrase) -> [String] {
    guard phrase.word(0) == "show" else { return [] }
    let end = phrase.first(Phrase.clauses, from: 1) ?? phrase.count
    let items = phrase.parts(1..<end)
    let dimensions = items.filter { $0.count == 1 && names.isDimension(phrase.text($0)) }
    let measures = items.filter { !dimensions.contains($0) }.map { phrase.text($0) }
    guard !dimensions.isEmpty else { return [] }
    let by = dimensions.map { phrase.text($0) }.joined(separator: ", ")
    let rest = end < phrase.count ? " \(phrase.text(end..<phrase.count))" : ""
    return ["show \(measures.isEmpty ? "count()" : measures.joined(separator: ", "))\(rest) by \(by)"]
  }

  /// `show sum(amount) of orders`, `show count() from orders where …`: the aggregates are of
  /// the table. `of newsletter`: the customers where it is yes.
  private func tableAfterOf(_ phrase: Phrase) -> [String] {
    guard phrase.word(0) == "show", let place = phrase.first(["of", "from"], from: 1), phrase.words.indices.contains(place + 1)
    else { return [] }
    let name = phrase.words[place + 1].text
    if names.isCondition(name) { return [phrase.replacing(place..<place + 1, with: "where")] }
    guard let table = names.tables.first(where: { $0.name == name }) else { return [] }
    var end = place + 2
    var condition = ""
    if phrase.word(end) == "where" {
      let stop = phrase.first(["by", "per", "group", "order", "rank", "top", "limit", "draw", "having"], from: end) ?? phrase.count
      condition = " " + phrase.text(end..<stop)
      end = stop
    }
    let items = Selection.aggregates(Phrase(phrase.text(1..<place)), of: table.name, condition)
    return ["show \(items) \(phrase.text(end..<phrase.count))"]
  }

  /// `select … from … where … group by … order by … limit …`.
  private func selection(_ phrase: Phrase) -> [String] {
    let query = ForeignQuery(phrase: phrase, names: names)
    let rewriting = QueryRewriting(names: names)
    let made = phrase.first(["select"], from: 3)
    // `create table big as select * from customers where C`: a segment.
    if phrase.word(0) == "create", let made, phrase.word(made - 1) == "as", phrase.word(made + 1) == "*",
      phrase.word(made + 3) == names.customers?.lowercased(), phrase.word(made + 4) == "where"
    {
      return ["segment \(phrase.words[2].text) \(phrase.text(made + 4..<phrase.count))"]
    }
    let selections = ([phrase.text] + query.selections).flatMap { Selection(rewriting.rewritten(Phrase($0)), names)?.readings ?? [] }
    return selections + [rewriting.nested(phrase)].compactMap { $0 } + query.definitions
      + SpreadsheetFormula(phrase: phrase, names: names, vocabulary: vocabulary).statements
  }
}

extension Diagnostic {
  /// A name as a script has it.
  package static func name(_ name: String) -> String { Parser.isPlainName(name) ? name : "`\(name)`" }
}
