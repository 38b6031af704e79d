// What the words of a question may name: tables, columns, definitions, and the values of texts.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSemantics
import SegStore
import SegSyntax

/// The names and values of a session, found by the words that people use for them.
struct WordVocabulary {
  /// A table of events, by its nouns and verbs.
  struct Events {
    let schema: TableSchema
    var name: String { schema.name }
    /// `visit` of `visits`: without its ending.
    let stem: String
    /// What chooses them in a log of several kinds of events: `event = "purchase"`; nil: all rows of the table.
    var test: String?

    /// Whether a word is what customers did: `visited` of `visits`, `referred` of `referrals`.
    func isVerb(_ word: String) -> Bool {
      if word == EventKinds.did + stem || stem.last.map({ word == stem + String($0) + "ed" }) == true { return true }
      if word == stem + "ed" || word == stem + "d" || EventKinds.irregular[stem]?.contains(word) == true { return true }
      return word.hasSuffix("ed") && word.count > 6 && stem.hasPrefix(word.dropLast(2))
    }

    /// A column of money, or the first number.
    let amount: String?
    let cost: String?
    /// How many pieces an event is of.
    let quantity: String?
    /// Whether a column of types has them: `deposits` are rows of `transactions` and amounts of money alike.
    var isOfType = false
  }

  let catalog: Catalog
  /// The tables of events.
  let events: [Events]
  /// The kinds of events of logs: `purchase` of `events where event = "purchase"`.
  let kinds: [Events]
  /// The as-of day.
  let today: CalendarDate?
  /// The values of texts, by table and column; of a check that reads no rows those of the first ones.
  private let store: Store
  private let seen: [String: [String: [String]]]
  private let index = Index()
  /// The columns that are found by the noun of their name alone.
  let heads = HeadNouns()

  init(_ state: SessionState) {
    catalog = state.catalog
    store = state.store
    today = (state.asOf ?? state.statedDay ?? state.store.newestDay).map { CalendarDate(days: $0) }
    seen = state.valuesSeen
    let catalog = catalog
    let names = KnownNames(catalog)
    let events: [Events] = catalog.events.filter { !$0.isReference }.map { schema in
      let numbers = names.tables.first { $0.name == schema.name }
      return Events(
        schema: schema, stem: Self.stem(schema.name), amount: numbers?.amounts.first,
        cost: numbers?.numbers.first { ["cost", "costs", "unit_cost", "成本"].contains($0.lowercased()) },
        quantity: numbers?.numbers.first { ["quantity", "qty", "units", "数量", "件数"].contains($0.lowercased()) })
    }
    self.events = events
    kinds = events.flatMap { EventKinds.kinds(of: $0, state) }
  }

  private static let usualPurchases: Set<String> = [
    "order", "purchase", "transaction", "sale", "invoice", "payment", "booking", "receipt", "订单", "交易", "下单", "购买", "支付",
  ]

  /// The purchases: the table or the kind of events of that name, or the first table with an amount.
  var purchases: Events? {
    (events + kinds.filter { !$0.isOfType }).first { Self.usualPurchases.contains($0.stem) } ?? events.first { $0.amount != nil }
      ?? events.first
  }

  /// The events with a noun; `purchases` and `orders` are the same.
  func table(_ stem: String) -> Events? {
    if let own = (events + kinds).first(where: { $0.stem == stem }) { return own }
    if ["order", "purchase", "transaction"].contains(stem) { return purchases }
    // `items` of `order_items`.
    let ofWords = stem.count > 3 ? events.filter { $0.stem.hasSuffix("_" + stem) } : []
    return ofWords.count == 1 ? ofWords.first : nil
  }

  // MARK: - Words

  static let people: Set<String> = [
    "customer", "client", "user", "buyer", "people", "person", "shopper", "member", "account", "subscriber", "contact", "everyone",
    "everybody", "purchaser",
  ]

  /// `cities` as `city`, `purchases` as `purchase`.
  static func stem(_ word: String) -> String {
    let word = word.lowercased()
    if word.count > 4, word.hasSuffix("ies") { return word.dropLast(3) + "y" }
    if word.count > 4, ["sses", "ches", "shes", "xes"].contains(where: word.hasSuffix) { return String(word.dropLast(2)) }
    if word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us") { return String(word.dropLast()) }
    return word
  }

  /// Whether words are those of a name, in its order: `signup date` of `signup_date`.
  static func matches(_ words: ArraySlice<String>, _ name: String) -> Bool {
    let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    guard parts.count == words.count else { return false }
    return zip(parts, words).allSatisfy { part, word in String(part) == word || stem(String(part)) == stem(word) }
  }

  /// The most words of a name.
  static let longestName = 4

  // MARK: - Columns and definitions

  /// A column of the customers that has the words for its name.
  func customerColumn(_ words: ArraySlice<String>) -> (name: String, type: ColumnType)? {
    column(words, catalog.customers) ?? headed(words, isOf: { $0 == catalog.customers?.name }).map { (name: $0.name, type: $0.type) }
  }

  /// A column of events that has the words for its name; of the purchases first.
  func eventColumn(_ words: ArraySlice<String>) -> (table: Events, name: String, type: ColumnType)? {
    let first = purchases?.name
    for table in events.filter({ $0.name == first }) + events.filter({ $0.name != first }) {
      if let found = column(words, table.schema) { return (table, found.name, found.type) }
    }
    guard let found = headed(words, isOf: { name in events.contains { $0.name == name } }),
      let table = events.first(where: { $0.name == found.table })
    else { return nil }
    return (table, found.name, found.type)
  }

  /// A text of a reference table that has the words for its name; what the rows are called, for the
  /// table's own noun: `product` of `products`.
  func linkedColumn(_ words: ArraySlice<String>) -> String? {
    let references = catalog.events.filter(\.isReference)
    if let found = references.lazy.compactMap({ column(words, $0) }).first(where: { $0.type == .text }) { return found.name }
    if let found = headed(words, isOf: { name in references.contains { $0.name == name } }), found.type == .text { return found.name }
    guard words.count == 1, let stem = words.first.map(Self.stem), let table = references.first(where: { Self.stem($0.name) == stem })
    else { return nil }
    let usual = ["name", "title", "\(stem)_name", "名称", "\(table.name)名称"]
    return table.columnNames.first { usual.contains($0.lowercased()) && table.types[$0] == .text }
  }

  /// The first events that are linked to a reference table with a column.
  func linking(_ column: String) -> Events? {
    let targets = catalog.events.filter { $0.isReference && $0.types[column] != nil }.map(\.name)
    return events.first { $0.schema.links.contains { targets.contains($0.target) } }
  }

  private func column(_ words: ArraySlice<String>, _ table: TableSchema?) -> (name: String, type: ColumnType)? {
    guard let table, let name = table.columnNames.first(where: { Self.matches(words, $0) }), let type = table.types[name] else {
      return nil
    }
    return (name, type)
  }

  /// A definition that has the words for its name.
  func definition(_ words: ArraySlice<String>) -> Definition? {
    catalog.order.lazy.filter { Self.matches(words, $0) }.compactMap { catalog.definitions[$0] }.first
  }

  /// A stage of a lifecycle: `lost`, as `stage is lost`.
  func stage(_ word: String) -> String? {
    for name in catalog.order {
      guard case .lifecycle(let expression)? = catalog.definitions[name]?.kind, case .stages(let stages) = expression.kind,
        let stage = stages.first(where: { $0.name.lowercased() == word || Self.stem($0.name) == Self.stem(word) })
      else { continue }
      return "\(name) is \(spelled(stage.name))"
    }
    return nil
  }

  /// The expression of a metric that is one aggregate of events: `amount - cost of orders` of
  /// `metric profit = sum(amount - cost of orders)`.
  func aggregate(_ name: String) -> WordedMeasure? {
    let value: ExpressionSyntax
    if case .metric(let metric)? = catalog.statements[name]?.kind {
      value = metric.expression
    } else if case .measure(let measure)? = catalog.statements[name]?.kind {
      value = measure.expression
    } else {
      return nil
    }
    guard case .call(let function, let arguments) = value.kind, arguments.count == 1, let argument = arguments.first,
      argument.window == nil,
      ["sum", "count", "avg", "median", "min", "max"].contains(function.text)
    else { return nil }
    let condition = argument.condition.map { [$0.span.text] } ?? []
    let isMetric = if case .metric? = catalog.statements[name]?.kind { true } else { false }
    let (metric, measure) = isMetric ? (spelled(name), nil) : (nil, spelled(name))
    if let table = argument.table {
      return WordedMeasure(
        function: function.text, value: argument.value.span.text, table: table.text, conditions: condition, metric: metric, measure: measure
      )
    }
    guard case .name(let table) = argument.value.kind, catalog.eventTable(table) != nil else { return nil }
    return WordedMeasure(function: function.text, value: nil, table: table, conditions: condition, metric: metric, measure: measure)
  }

  /// A date of the customers that says when they came.
  var signup: String? {
    let dates = KnownNames(catalog).customerDates
    return dates.first { name in SignupWords.all.contains { name.lowercased().contains($0.stem) } } ?? dates.first
  }

  /// The condition of customers who were lost: a segment, or a stage, that is called so.
  var lost: String? {
    let words = Self.wordsForLost
    let segment = words.first { catalog.definitions[$0]?.type == .boolean }
    return segment.map { spelled($0) } ?? lostStage
  }

  /// The stage of customers who were lost.
  var lostStage: String? { Self.wordsForLost.lazy.compactMap { stage($0) }.first }

  private static let wordsForLost = ["churned", "lost", "lapsed", "inactive", "dormant", "流失", "流失客户", "沉睡", "沉睡客户"]

  /// `player` of a table of players, which is no usual word for a customer; nil: it is one, or names something else.
  var nounOfCustomers: String? {
    guard let name = catalog.customers?.name else { return nil }
    let stem = Self.stem(name)
    return Self.people.contains(stem) || table(stem) != nil || customerColumn([stem]) != nil || eventColumn([stem]) != nil ? nil : stem
  }

  /// The events by which customers are active: what they do, beside what they buy.
  var active: Events? { events.first { ["visit", "session", "event", "login", "activity", "log"].contains($0.stem) } }

  /// The age of a customer: a column, or by the day of birth.
  var age: String? {
    let column = catalog.customers?.columnNames.first { ["age", "年龄"].contains($0.lowercased()) }
    return column.map { spelled($0) } ?? birthday.map { "age(\(spelled($0)))" }
  }

  /// A day of birth.
  var birthday: String? { KnownNames(catalog).customerDates.first { $0.lowercased().contains("birth") || $0.contains("生日") } }

  // MARK: - Values

  /// A value of a text column.
  struct Found {
    /// The table of events; nil: the customers.
    let table: Events?
    let column: String
    let value: String

    var isOfCustomers: Bool { table == nil }
  }

  /// The columns that have a value of these words, those of the customers first.
  func values(_ words: ArraySlice<String>) -> [Found] {
    let text = words.joined(separator: " ").replacing("-", with: " ").replacing("_", with: " ")
    if let found = index.values(self)[text] { return found }
    // `skins` of `skin`, but no noun of a table or of people.
    let stem = Self.stem(text)
    var others = ValueSynonyms.of(text)
    if stem != text, stem.count > 2, !Self.people.contains(stem), stem != "sale", table(stem) == nil { others.insert(stem, at: 0) }
    return others.lazy.compactMap { index.values(self)[$0] }.first ?? []
  }

  /// The values of the text columns of a table of events, in the order of the words.
  func values(of events: Events) -> [Found] {
    index.values(self).values.flatMap { $0 }.filter { $0.table?.name == events.name && events.schema.types[$0.column] == .text }
      .sorted { ($0.column, $0.value) < ($1.column, $1.value) }
  }

  /// This year's days until today, a year ago: `from 2023-01-01 to 2023-07-01`.
  static func samePeriod(_ today: (year: Int, month: Int, day: Int)) -> String? {
    guard let end = CalendarDate(year: today.year - 1, month: today.month, day: min(today.day, 28)) else { return nil }
    let after = CalendarDate(days: end.days + Int32(today.day - min(today.day, 28)) + 1)
    return "from \(today.year - 1)-01-01 to \(String(describing: after))"
  }

  /// The values of all text columns, by their words in lower case: made once, when first asked for.
  private final class Index {
    /// The most values of a column that are looked at: more are names of persons, not groups.
    private static let mostValues = 1_000
    private var known: [String: [Found]]?

    func values(_ vocabulary: WordVocabulary) -> [String: [Found]] {
      if let known { return known }
      var found: [String: [Found]] = [:]
      func add(_ table: Events?, _ name: String, _ rows: Table?, _ columns: [String]) {
        for column in columns {
          let dictionary = rows?[column]?.dictionary
          let texts = dictionary.map { $0.count <= Self.mostValues ? $0.texts : [] } ?? vocabulary.seen[name]?[column] ?? []
          for text in texts where !text.isEmpty {
            let words = text.lowercased().replacing("-", with: " ").replacing("_", with: " ")
            if found[words]?.contains(where: { $0.column == column && $0.table?.name == table?.name }) == true { continue }
            found[words, default: []].append(Found(table: table, column: column, value: text))
          }
        }
      }
      let store = vocabulary.store
      if let customers = vocabulary.catalog.customers { add(nil, customers.name, store.customers?.table, customers.columnNames) }
      let references = vocabulary.catalog.events.filter(\.isReference)
      for table in vocabulary.events {
        // The kinds of events are what people did.
        let columns = table.schema.columnNames.filter { EventKinds.column(of: table.schema) != $0 || vocabulary.kinds.isEmpty }
        add(table, table.name, store.events.first { $0.name == table.name }?.table, columns)
        // `tea`, a category of the products that the lines are linked to.
        for target in references where table.schema.links.contains(where: { $0.target == target.name }) {
          let columns = target.columnNames.filter { table.schema.types[$0] == nil }
          add(table, target.name, store.events.first { $0.name == target.name }?.table, columns)
        }
      }
      known = found
      return found
    }
  }
}

/// A name as a script writes it.
func spelled(_ name: String) -> String { Parser.isPlainName(name) ? name : ScriptSpelling.quoted(name) }

/// A text as a script writes it: `"Berlin"`.
func inQuotes(_ value: String) -> String { "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }
