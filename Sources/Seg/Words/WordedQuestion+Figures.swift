// Figures that a question asks for: `average order value`, `revenue`, `return rate`.

import SegColumns
import SegDiagnostics
import SegPlan

extension WordedQuestion {
  private static let functions: [(phrase: String, function: String)] = [
    ("average", "avg"), ("avg", "avg"), ("mean", "avg"), ("typical", "median"), ("median", "median"), ("total", "sum"), ("sum of", "sum"),
    ("sum", "sum"), ("overall", "sum"), ("subtotal", "sum"), ("highest", "max"), ("maximum", "max"), ("max", "max"), ("largest", "max"),
    ("biggest", "max"),
    ("lowest", "min"),
    ("minimum", "min"), ("min", "min"), ("smallest", "min"), ("standard deviation of", "stddev"), ("standard deviation in", "stddev"),
    ("stddev of", "stddev"), ("variance of", "variance"), ("most common", "mode"), ("most frequent", "mode"),
  ]

  private static let overRowsWords: [(phrase: String, function: String)] = [
    ("running total of", "running"), ("cumulative", "running"), ("running total", "running"), ("month over month growth in", "growth"),
    ("month over month growth of", "growth"), ("growth of", "growth"), ("growth in", "growth"), ("change in", "change"),
  ]

  /// A figure: a function, and what it is of.
  mutating func figure() -> Bool {
    if overRows == nil, let found = Self.overRowsWords.first(where: { reader.takeAny([$0.phrase]) != nil }) {
      overRows = found.function
      return true
    }
    if let quantile = quantile() {
      pending = quantile
      return true
    }
    if pending == nil, severalFunctions() { return true }
    if pending == nil, let found = Self.functions.first(where: { reader.takeAny([$0.phrase]) != nil }) {
      pending = found.function
      return true
    }
    if let figure = countForEach() {
      figures.append(figure)
      pending = nil
      return true
    }
    if kind == .unknown, reader.take("number of", "count of", "how many") {
      kind = .count
      return true
    }
    guard let figure = namedFigure() else { return false }
    let whole = combined(figure)
    figures.append(whole)
    pending = nil
    if figures.count == 1, overRows == nil, reader.take("growth") || growsBetween { overRows = "growth" }
    return true
  }

  /// One figure, if it is next.
  mutating func oneFigure() -> WordedFigure? {
    let before = figures.count
    while figures.count == before { guard !reader.isAtEnd, figure() else { return nil } }
    return figures.count == before + 1 ? figures.popLast() : nil
  }

  /// `min and max revenue`, `mean, median and max of revenue`.
  private mutating func severalFunctions() -> Bool {
    var other = self
    var functions: [String] = []
    while let found = Self.functions.first(where: { other.reader.takeAny([$0.phrase]) != nil }) {
      functions.append(found.function)
      _ = other.reader.take(", and", ",", "and")
    }
    guard functions.count > 1 else { return false }
    other.reader.skip(["of", "the"])
    let start = other.reader
    for function in functions {
      other.reader = start
      other.pending = function
      guard let figure = other.namedFigure() else { return false }
      other.figures.append(figure)
    }
    other.pending = nil
    self = other
    return true
  }

  /// `90th percentile of`, `p95 of`.
  private mutating func quantile() -> String? {
    reader.trying { reader in
      var word = reader.word()
      if word.hasPrefix("p"), word.count == 3, let share = Int(word.dropFirst()), share > 0 {
        reader.place += 1
        _ = reader.take("of")
        return "quantile 0.\(share < 10 ? "0" : "")\(share)"
      }
      guard ["th", "st", "nd", "rd"].contains(String(word.suffix(2))) else { return nil }
      word.removeLast(2)
      guard let share = Int(word), (1...99).contains(share) else { return nil }
      reader.place += 1
      guard reader.take("percentile of", "percentile") else { return nil }
      return "quantile 0.\(share < 10 ? "0" : "")\(share)"
    }
  }

  /// What a figure is of, with the function before it.
  mutating func namedFigure() -> WordedFigure? {
    if let figure = intervalOfPoints() ?? pairOfEvents() ?? recurringFigure() { return figure }
    if let figure = durationFigure() ?? activityFigure() ?? usualFigure() ?? perItemFigure() { return figure }
    if let figure = perActiveFigure() ?? dateFigure() ?? moneyFigure() ?? rateFigure() { return figure }
    return columnFigure() ?? amountOfEvents() ?? definedFigure()
  }

  private mutating func usualFigure() -> WordedFigure? {
    if reader.take(
      "order value", "basket value", "basket size", "basket", "aov", "average order value", "order size", "ticket size", "order amount",
      "purchase value")
    {
      return vocabulary.amountFigure(pending ?? "avg")
    }
    guard let orders = vocabulary.purchases, let time = orders.schema.time else { return nil }
    let table = orders.selected
    let date = spelled(time)
    if reader.take("repeat purchase rate", "repeat rate", "repurchase rate", "repeat customer rate", "returning customer rate") {
      return .whole("count(count(\(table)) > 1) / count(any(\(table)))")
    }
    if let ahead = expectedFigure(orders) { return ahead }
    if let interval = intervalFigure(table, date) { return interval }
    return activeFigure(orders)
  }

  /// `days between orders`, `days since last order`, `time to first order`, `units sold`.
  private mutating func intervalFigure(_ table: String, _ date: String) -> WordedFigure? {
    if let table = vocabulary.events.first(where: { $0.quantity != nil }), let quantity = table.quantity,
      reader.take("\(quantity.lowercased()) sold", "units sold", "items sold", "units", quantity.lowercased())
    {
      return .aggregate(WordedMeasure(pending ?? "sum", spelled(quantity), of: table))
    }
    if reader.take("days since last order", "days since the last order", "days since last purchase", "time since last order") {
      perCustomer = perCustomer || pending == nil
      return .ofCustomers(function: pending ?? "max", value: "today - max(\(date) of \(table))")
    }
    return nil
  }

  /// `orders per customer`: their mean.
  private mutating func countForEach() -> WordedFigure? {
    let (vocabulary, pending) = (vocabulary, pending)
    guard kind == .unknown, pending != "sum" else { return nil }
    return reader.trying { reader in
      _ = reader.take("number of")
      guard let table = vocabulary.table(WordVocabulary.stem(reader.word())), ["per", "of"].contains(reader.word(1)) else { return nil }
      let length = ["each", "every", "a"].contains(reader.word(2)) ? 3 : 2
      guard length == 3 || reader.word(1) == "per", WordVocabulary.people.contains(WordVocabulary.stem(reader.word(length))) else {
        return nil
      }
      // `largest order per customer` is of its amount.
      guard pending == nil || reader.word() != table.stem else { return nil }
      reader.place += length + 1
      return .ofCustomers(function: pending ?? "avg", value: "count(\(table.selected))")
    }
  }

  /// `first order date`, `last purchase`.
  private mutating func dateFigure() -> WordedFigure? {
    if let value = valueOfOccasion() { return value }
    let numbers = ["second": 2, "third": 3, "2nd": 2, "3rd": 3, "fourth": 4, "fifth": 5]
    if let number = numbers[reader.word()], let table = vocabulary.table(WordVocabulary.stem(reader.word(1))), let time = table.schema.time
    {
      reader.place += 2
      _ = reader.take("date", "day", "time")
      perCustomer = true
      return .ofCustomers(function: "nth", value: "nth(\(number), \(spelled(time)) of \(table.selected))")
    }
    let words = ["first": "min", "last": "max", "latest": "max", "most recent": "max", "earliest": "min"]
    for (word, function) in words.sorted(by: { $0.key < $1.key }) {
      let vocabulary = vocabulary
      let table = reader.trying { reader -> WordVocabulary.Events? in
        guard reader.takeAny([word]) != nil, let table = vocabulary.table(WordVocabulary.stem(reader.word())) else { return nil }
        reader.place += 1
        _ = reader.take("date", "day", "time")
        return table
      }
      guard let table, let time = table.schema.time else { continue }
      perCustomer = true
      return .ofCustomers(function: function, value: "\(function)(\(spelled(time)) of \(table.selected))")
    }
    return nil
  }

  /// `first purchase category`: the value in it.
  private mutating func valueOfOccasion() -> WordedFigure? {
    let vocabulary = vocabulary
    let found = reader.trying { reader -> WordedFigure? in
      let isFirst = reader.take("first")
      guard isFirst || reader.take("last", "latest"), vocabulary.table(WordVocabulary.stem(reader.word()))?.schema.time != nil else {
        return nil
      }
      reader.place += 1
      let column: (name: String, table: String)
      if let own = vocabulary.eventColumn([reader.word()]), own.type == .text {
        column = (own.name, own.table.name)
      } else if let linked = vocabulary.linkedColumn([reader.word()]), let table = vocabulary.linking(linked) {
        column = (linked, table.name)
      } else {
        return nil
      }
      reader.place += 1
      let function = isFirst ? "first" : "last"
      return .ofCustomers(function: function, value: "\(function)(\(spelled(column.name)) of \(spelled(column.table)))")
    }
    if found != nil { perCustomer = true }
    return found
  }

  /// `revenue`, `sales`, `profit`, `margin`.
  private mutating func moneyFigure() -> WordedFigure? {
    let money = ["revenue", "sales", "turnover", "income", "spend", "spending", "gmv", "spent"]
    if let margin = marginFigure() { return margin }
    if let figure = revenuePerUser() { return figure }
    if reader.take("amount spent", "total amount spent", "total spent", "money spent"), let revenue = vocabulary.revenue {
      return isOfCustomers ? perCustomerFigure(revenue) : .aggregate(revenue)
    }
    if money.contains(reader.word()) {
      guard let revenue = vocabulary.revenue else { return nil }
      reader.place += 1
      if pending == nil, let orders = vocabulary.purchases, reader.take("per \(orders.stem)", "per order", "per purchase") {
        return .ratio("\(revenue.text) / count(\(orders.selected))")
      }
      if reader.take("minus cost", "minus costs", "less cost") { return vocabulary.profit.map { .aggregate($0) } }
      return isOfCustomers ? perCustomerFigure(revenue) : .aggregate(revenue)
    }
    if ["profit", "profits", "earnings", "margin"].contains(reader.word()), let profit = vocabulary.profit {
      reader.place += 1
      return isOfCustomers ? perCustomerFigure(profit) : .aggregate(profit)
    }
    return nil
  }

  /// `gross margin`, `average margin by category`: of the revenue, or of one line.
  private mutating func marginFigure() -> WordedFigure? {
    guard vocabulary.definition(["margin"]) == nil, let profit = vocabulary.profit, let revenue = vocabulary.margined(profit) else {
      return nil
    }
    let rate = WordedFigure.pair(profit, "/", revenue)
    if reader.take("profit margin", "gross margin", "margin rate", "margin percentage", "margin %", "profit margins", "gross margins") {
      return rate
    }
    guard pending == "avg", profit.function == "sum", let value = profit.value, reader.take("margin", "margins") else { return nil }
    return parts.either(rate, .aggregate(WordedMeasure(function: "avg", value: value, table: profit.table, conditions: profit.conditions)))
  }

  /// `ARPU`, `ARPPU`, `revenue per user`: of all customers, or of those who bought.
  private mutating func revenuePerUser() -> WordedFigure? {
    guard let revenue = vocabulary.revenue, let orders = vocabulary.purchases else { return nil }
    // A definition of that name says what it is.
    if ["arpu", "arppu", "arpc", "arpdau"].contains(reader.word()), vocabulary.definition([reader.word()]) != nil { return nil }
    if reader.take("arpdau", "arpmau", "arpwau", "revenue per daily active user", "revenue per dau") {
      let units = ["arpmau": "month", "arpwau": "week"]
      if !isByPeriod { period = units[reader.words[reader.place - 1]] ?? "day" }
      let active = vocabulary.active ?? orders
      return .whole("\(revenue.text) / distinct(\(spelled(active.schema.key)) of \(active.selected)) as arpdau")
    }
    let isPaying = reader.take(
      "revenue per paying user", "revenue per paying customer", "revenue per buyer", "revenue per active customer",
      "revenue per active user",
      "arppu")
    guard isPaying || reader.take("arpu", "arpc") else { return nil }
    // In a period, the users are those who bought in it.
    if isByPeriod { return .whole("\(revenue.text) / distinct(\(spelled(orders.schema.key)) of \(orders.selected))") }
    return .whole("\(revenue.text) / \(isPaying ? "count(any(\(orders.selected)))" : "count()")")
  }

  /// Whether a function other than the sum was asked for: `average revenue`, `highest revenue`.
  private var isOfCustomers: Bool { pending != nil && pending != "sum" }

  /// `average revenue`: that of customers.
  private func perCustomerFigure(_ measure: WordedMeasure) -> WordedFigure {
    .ofCustomers(function: pending ?? "avg", value: measure.metric ?? measure.text)
  }

  /// `return rate`, `churn rate`: the share of events with a value, or of customers in a segment.
  private mutating func rateFigure() -> WordedFigure? {
    let vocabulary = vocabulary
    if let churn = churnRate() { return churn }
    let found = reader.trying { reader -> WordedFigure? in
      let word = reader.word()
      guard reader.word(1) == "rate" || reader.word(1) == "ratio" else { return nil }
      reader.place += 2
      let forms = [word, word + "ed", word + "d", word + "ned"]
      for form in forms {
        if let definition = vocabulary.definition([form]), definition.type == .boolean {
          return .whole("count(\(spelled(definition.name))) / count()")
        }
        if let value = vocabulary.values([form]).first, let table = value.table {
          let part = WordedMeasure("count", nil, of: table, conditions: [Self.test(value)])
          return .whole("\(part.text) / count(\(table.selected))")
        }
      }
      return nil
    }
    return found
  }

  static func test(_ value: WordVocabulary.Found) -> String { "\(spelled(value.column)) = \(text(value.value))" }

  static func text(_ value: String) -> String { inQuotes(value) }

  /// `seconds per visit`, `median order amount`, `amount`: a number of events or customers.
  private mutating func columnFigure() -> WordedFigure? {
    guard let function = pending else { return nil }
    let (vocabulary, highest) = (vocabulary, vocabulary.amountFigure(function))
    return reader.trying { reader in
      reader.skip(["of", "the"])
      // `order amounts`: the table's own word before its column.
      if let table = vocabulary.table(WordVocabulary.stem(reader.word())),
        reader.place + 1 < reader.words.count, table.schema.columnNames.contains(where: { WordVocabulary.matches([reader.word(1)], $0) })
      {
        reader.place += 1
      }
      for length in stride(from: WordVocabulary.longestName, through: 1, by: -1) where reader.place + length <= reader.words.count {
        let words = reader.words[reader.place..<reader.place + length]
        let isExtreme = function == "min" || function == "max"
        func fits(_ type: ColumnType) -> Bool {
          type == .number || type == .integer || function == "mode" || isExtreme && (type == .date || type == .timestamp)
        }
        if let column = vocabulary.eventColumn(words), fits(column.type) {
          reader.place += length
          _ = reader.take("per \(column.table.stem)", "of \(column.table.name)", "of all \(column.table.name)", "of \(column.table.stem)")
          return WordedFigure.aggregate(WordedMeasure(function, spelled(column.name), of: column.table))
        }
        if function == "mode", let column = vocabulary.linkedColumn(words), let table = vocabulary.linking(column) {
          reader.place += length
          return WordedFigure.aggregate(WordedMeasure(function, spelled(column), of: table))
        }
        if let column = vocabulary.customerColumn(words), fits(column.type) {
          reader.place += length
          return .ofCustomers(function: function, value: spelled(column.name))
        }
        if length == 1, words.first == "order" || words.first == "purchase", function == "max" || function == "min" {
          reader.place += 1
          return highest
        }
      }
      return nil
    }
  }

  /// A metric or a measure by its name.
  private mutating func definedFigure() -> WordedFigure? {
    let (vocabulary, pending) = (vocabulary, pending)
    return reader.trying { reader in
      for length in stride(from: WordVocabulary.longestName, through: 1, by: -1) where reader.place + length <= reader.words.count {
        guard let definition = vocabulary.definition(reader.words[reader.place..<reader.place + length]) else { continue }
        if case .measure = definition.kind {
          reader.place += length
          return .whole(spelled(definition.name))
        }
        guard definition.type == .number || definition.type == .integer else { continue }
        reader.place += length
        if pending == nil, let aggregate = vocabulary.aggregate(definition.name) { return .aggregate(aggregate) }
        return .ofCustomers(function: pending ?? "avg", value: spelled(definition.name))
      }
      return nil
    }
  }
}
