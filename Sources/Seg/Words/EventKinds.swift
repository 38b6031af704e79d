// Logs with several kinds of events: `purchase` and `login` in a column `event`.

import SegColumns
import SegDiagnostics
import SegPlan

/// The kinds of events of a log are what people speak of: `users who purchased`, `conversion from signup to purchase`.
enum EventKinds {
  /// Verbs that are not their noun with an ending.
  static let irregular: [String: [String]] = [
    "withdrawal": ["withdrew", "withdrawn", "withdraw"], "repayment": ["repaid"], "booking": ["booked"], "donation": ["donated"],
    "stay": ["stayed"], "flight": ["flew", "flown"], "call": ["called"], "redemption": ["redeemed"], "enrollment": ["enrolled"],
    "renewal": ["renewed"], "cancellation": ["cancelled", "canceled"], "subscription": ["subscribed"], "reservation": ["reserved"],
  ]

  /// What stands before the noun where the words are its verb: `logged in` of `login`.
  static let did = "did:"

  private static let columns: Set<String> = [
    "event", "event_name", "eventname", "event_type", "eventtype", "action", "action_name", "action_type", "activity", "activity_type",
    "事件", "事件名", "事件名称", "事件类型", "行为", "行为类型", "操作",
  ]
  private static let mostKinds = 200

  /// Columns whose values are nouns too, and stay values beside: `deposits` of `type = "deposit"`, `online orders` of `type = "online"`.
  private static let types: Set<String> = [
    "type", "kind", "transaction_type", "txn_type", "trans_type", "entry_type", "record_type", "operation", "operation_type", "movement",
    "movement_type", "类型", "交易类型", "业务类型", "流水类型",
  ]
  /// More are no kinds.
  private static let mostTypes = 40

  /// The column of a table that says of what type a row is; nil: it has none, or one that says what happened.
  private static func typeColumn(of schema: TableSchema) -> String? {
    let own = "\(WordVocabulary.stem(schema.name))_type"
    return schema.columnNames.first { (types.contains($0.lowercased()) || $0.lowercased() == own) && schema.types[$0] == .text }
  }

  /// The column of a log that says what happened; nil: its rows are of one kind.
  static func column(of schema: TableSchema) -> String? {
    schema.columnNames.first { columns.contains($0.lowercased()) && schema.types[$0] == .text }
  }

  /// The kinds of events of a table, without those that are called as the table is.
  static func kinds(of events: WordVocabulary.Events, _ state: SessionState) -> [WordVocabulary.Events] {
    let happened = column(of: events.schema)
    guard let column = happened ?? typeColumn(of: events.schema) else { return [] }
    let dictionary = state.store.events.first { $0.name == events.name }?.table[column]?.dictionary
    let most = happened == nil ? mostTypes : mostKinds
    let texts = dictionary.map { $0.count <= most ? $0.texts : [] } ?? state.valuesSeen[events.name]?[column] ?? []
    return texts.compactMap { text in
      let stem = noun(words(text))
      guard !stem.isEmpty, stem != events.stem else { return nil }
      let test = "\(spelled(column)) = \(inQuotes(text))"
      return WordVocabulary.Events(
        schema: events.schema, stem: stem, test: test, amount: events.amount, cost: events.cost, quantity: events.quantity,
        isOfType: happened == nil)
    }
  }

  /// `add_to_cart` and `AddToCart` as their words.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for character in text {
      let isPart = character.isLetter || character.isNumber
      if !word.isEmpty, !isPart || wasLower && character.isUppercase {
        words.append(word.lowercased())
        word = ""
      }
      if isPart { word.append(character) }
      wasLower = character.isLowercase
    }
    return word.isEmpty ? words : words + [word.lowercased()]
  }

  /// One word for all: `add_to_cart`.
  private static func noun(_ words: [String]) -> String {
    guard let last = words.last else { return "" }
    return (words.dropLast() + [WordVocabulary.stem(last)]).joined(separator: "_")
  }

  // MARK: - In a question

  /// The words of a question with those of each kind as one: `added items to cart` as the verb of `add_to_cart`.
  static func joined(_ written: [String], _ kinds: [WordVocabulary.Events]) -> (words: [String], written: [String]) {
    let lower = written.map { $0.lowercased() }
    guard !kinds.isEmpty else { return (lower, written) }
    let known = kinds.flatMap { Self.forms(of: $0) }.sorted { $0.words.count > $1.words.count }
    var result: (words: [String], written: [String]) = ([], [])
    var place = 0
    while place < lower.count {
      if let (length, token) = known.lazy.compactMap({ form in Self.length(of: form, lower, place).map { ($0, form.token) } }).first {
        result.words.append(token)
        result.written.append(written[place..<place + length].joined(separator: " "))
        place += length
      } else {
        result.words.append(lower[place])
        result.written.append(written[place])
        place += 1
      }
    }
    return result
  }

  /// Words, and what stands for them.
  private struct Form {
    var words: [String]
    var token: String
  }

  private static let fillers: Set<String> = ["a", "an", "the", "any", "some", "something", "items", "item", "products", "product", "their"]

  /// The number of words from a place on that are those of a form, some of which others may stand between; nil: they are not.
  private static func length(of form: Form, _ words: [String], _ start: Int) -> Int? {
    var place = start
    for (index, part) in form.words.enumerated() {
      while index > 0, place < words.count, words[place] != part, fillers.contains(words[place]) { place += 1 }
      guard place < words.count, words[place] == part else { return nil }
      place += 1
    }
    return place - start
  }

  private static let ends = ["up", "in", "out", "off"]

  /// The words of a kind: `sign up`, `signed up`, `signups`; of a table, `page views` of `page_views`.
  private static func forms(of kind: WordVocabulary.Events) -> [Form] {
    let stem = kind.stem
    var parts = stem.split(separator: "_").map(String.init)
    guard let first = parts.first else { return [] }
    // `signup`, `login`, `checkout`: verbs of two words.
    if parts.count == 1, let end = ends.first(where: { first.hasSuffix($0) && first.count > $0.count + 2 }) {
      let begin = String(first.dropLast(end.count))
      if ["sign", "log", "check", "opt", "drop", "start", "set"].contains(begin) { parts = [begin, end] }
    }
    guard parts.count > 1, let begin = parts.first, let last = parts.last else { return [] }
    let rest = Array(parts.dropFirst())
    var forms = [Form(words: parts, token: stem), Form(words: parts.dropLast() + [last + "s"], token: stem + "s")]
    // The rows of a table of two words are no verb, and those of a type are nouns.
    if kind.isOfType || kind.test == nil && !(parts.count == 2 && ends.contains(last)) { return forms }
    forms += pasts(begin).map { Form(words: [$0] + rest, token: did + stem) }
    forms += pasts(begin).map { Form(words: [$0] + rest.dropLast() + [last + "s"], token: did + stem) }
    if parts.count == 2, Self.ends.contains(last) {
      forms += [Form(words: [begin + last], token: stem), Form(words: [begin + last + "s"], token: stem + "s")]
    }
    return forms
  }

  /// `added` of `add`, `viewed` of `view`, `logged` of `log`; what is past already stays: `completed`.
  private static func pasts(_ verb: String) -> [String] {
    let irregular = ["buy": "bought", "pay": "paid", "send": "sent", "make": "made", "begin": "began", "see": "saw", "read": "read"]
    if let past = irregular[verb] { return [past] }
    guard let last = verb.last else { return [] }
    return [verb + "ed", verb + "d", verb + String(last) + "ed", verb.dropLast() + "ied"]
  }
}

extension WordVocabulary.Events {
  /// The events as an aggregate takes them: `orders`, `events where event = "purchase"`.
  var selected: String { selected(where: []) }

  /// Those that meet more conditions.
  func selected(where conditions: [String]) -> String {
    let tests = (test.map { [$0] } ?? []) + conditions
    return spelled(name) + (tests.isEmpty ? "" : " where \(tests.joined(separator: " and "))")
  }
}

extension WordVocabulary.Found {
  /// The events that have the value: those that are asked for, or the rows of another table.
  func events(_ asked: WordVocabulary.Events) -> WordVocabulary.Events {
    guard let table, table.name != asked.name else { return asked }
    return table
  }
}
