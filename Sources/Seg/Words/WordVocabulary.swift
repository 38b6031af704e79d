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

    /// Whether a word is what customers did: `visited` of `visits`, `referred` of `referrals`.
    func isVerb(_ word: String) -> Bool {
      if word == stem + "ed" || word == stem + "d" { return true }
      return word.hasSuffix("ed") && word.count > 6 && stem.hasPrefix(word.dropLast(2))
    }

    /// A column of money, or the first number.
    let amount: String?
    let cost: String?
    /// How many pieces an event is of.
    let quantity: String?
  }

  let catalog: Catalog
  let events: [Events]
  /// The as-of day.
  let today: CalendarDate?
  /// The values of texts, by table and column; of a check that reads no rows those of the first ones.
  private let store: Store
  private let seen: [String: [String: [String]]]
  private let index = Index()

  init(_ state: SessionState) {
    catalog = state.catalog
    store = state.store
    today = (state.asOf ?? state.store.newestDay).map { CalendarDate(days: $0) }
    seen = state.valuesSeen
    let catalog = catalog
    let names = KnownNames(catalog)
    events = catalog.events.filter { !$0.isReference }.map { schema in
      let numbers = names.tables.first { $0.name == schema.name }
      return Events(
        schema: schema, stem: Self.stem(schema.name), amount: numbers?.amounts.first,
        cost: numbers?.numbers.first { ["cost", "costs", "unit_cost", "成本"].contains($0.lowercased()) },
        quantity: numbers?.numbers.first { ["quantity", "qty", "units", "数量", "件数"].contains($0.lowercased()) })
    }
  }

  /// The table of purchases: by its name, or the first with an amount.
  var purchases: Events? {
    let usual: Set<String> = ["order", "purchase", "transaction", "sale", "invoice", "payment", "booking", "receipt", "订单", "交易"]
    return events.first { usual.contains($0.stem) } ?? events.first { $0.amount != nil } ?? events.first
  }

  /// The table of events with a noun; `purchases` and `orders` are the same.
  func table(_ stem: String) -> Events? {
    if let own = events.first(where: { $0.stem == stem }) { return own }
    return ["order", "purchase", "transaction"].contains(stem) ? purchases : nil
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
    column(words, catalog.customers)
  }

  /// A column of events that has the words for its name; of the purchases first.
  func eventColumn(_ words: ArraySlice<String>) -> (table: Events, name: String, type: ColumnType)? {
    let first = purchases
    let ordered = (first.map { [$0] } ?? []) + events.filter { $0.name != first?.name }
    for table in ordered {
      if let found = column(words, table.schema) { return (table, found.name, found.type) }
    }
    return nil
  }

  /// A text of a reference table that has the words for its name; what the rows are called, for the
  /// table's own noun: `product` of `products`.
  func linkedColumn(_ words: ArraySlice<String>) -> String? {
    let references = catalog.events.filter(\.isReference)
    if let found = references.lazy.compactMap({ column(words, $0) }).first(where: { $0.type == .text }) { return found.name }
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
    return dates.first { name in ["sign", "join", "regist", "creat", "since", "注册"].contains { name.lowercased().contains($0) } }
      ?? dates.first
  }

  /// The condition of customers who were lost: a segment, or a stage, that is called so.
  var lost: String? {
    let words = ["churned", "lost", "lapsed", "inactive", "dormant"]
    let segment = words.first { catalog.definitions[$0]?.type == .boolean }
    return segment.map { spelled($0) } ?? lostStage
  }

  /// The stage of customers who were lost.
  var lostStage: String? { ["churned", "lost", "lapsed", "inactive", "dormant"].lazy.compactMap { stage($0) }.first }

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
    index.values(self)[words.joined(separator: " ").replacing("-", with: " ").replacing("_", with: " ")] ?? []
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
        add(table, table.name, store.events.first { $0.name == table.name }?.table, table.schema.columnNames)
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
