// Figures of amounts: `average withdrawal`, `deposits minus withdrawals`, `MRR`, `playtime`, `amount by month`.

import SegColumns
import SegDiagnostics
import SegPlan

extension QuestionReading {
  // MARK: - Of events, by their noun

  /// `average withdrawal`, `largest transfer`, `total deposits`: their amounts.
  mutating func amountOfEvents() -> WordedFigure? {
    guard let function = pending, function != "mode" else { return nil }
    var other = self
    other.reader.skip(["of", "the", "all"])
    let word = other.reader.word()
    guard let table = other.table(WordVocabulary.stem(word)), let amount = table.amount else { return nil }
    let isOne = word == WordVocabulary.stem(word)
    other.reader.place += 1
    let hasNoun = other.reader.take("amount", "amounts", "value", "values", "sum", "volume")
    guard hasNoun || !["per", "count", "date", "day", "time"].contains(other.reader.word()) else { return nil }
    let sum = WordedFigure.aggregate(WordedMeasure(function, spelled(amount), of: table))
    let count = WordedFigure.aggregate(WordedMeasure("count", nil, of: table))
    let figure: WordedFigure?
    if hasNoun {
      figure = sum
    } else if function == "sum" {
      // `total orders` are counted, `total deposits` are money; each may be the other.
      figure = table.isOfType ? other.parts.either(sum, count) : other.parts.either(count, sum)
    } else {
      // `average orders` may be their number.
      figure = isOne || table.isOfType ? sum : nil
    }
    guard let figure else { return nil }
    self = other
    return figure
  }

  private static var opposites: [String: String] {
    [
      "deposit": "withdrawal", "credit": "debit", "purchase": "refund", "sale": "return", "inflow": "outflow", "income": "expense",
      "topup": "spend", "earn": "redeem", "accrual": "redemption", "payment": "refund", "charge": "refund",
    ]
  }

  /// `deposits minus withdrawals`, `ratio of logins to purchases`, `net deposits`.
  mutating func pairOfEvents() -> WordedFigure? {
    guard pending == nil || pending == "sum" else { return nil }
    let (vocabulary, isCount) = (vocabulary, kind == .count)
    func measure(_ reader: inout WordReader) -> WordedMeasure? {
      reader.skip(["the", "number", "of", "total"])
      guard let table = vocabulary.table(WordVocabulary.stem(reader.word())) else { return nil }
      reader.place += 1
      if table.isOfType, !isCount, let amount = table.amount { return WordedMeasure("sum", spelled(amount), of: table) }
      return WordedMeasure("count", nil, of: table)
    }
    let found = reader.trying { reader -> WordedFigure? in
      if reader.take("net"), let left = measure(&reader) {
        let stem = WordVocabulary.stem(reader.words[reader.place - 1])
        guard left.value != nil, let other = Self.opposites[stem].flatMap({ vocabulary.table($0) }), other.isOfType,
          let amount = other.amount
        else { return nil }
        return .pair(left, "-", WordedMeasure("sum", spelled(amount), of: other))
      }
      let isRatio = reader.take("ratio of", "ratio between")
      guard let left = measure(&reader), let sign = isRatio ? reader.take("to", "and") ? "/" : nil : reader.sign(),
        let right = measure(&reader)
      else { return nil }
      return .pair(left, sign, right)
    }
    return found
  }

  /// `revenue minus refunds`, `revenue divided by orders`, after the first figure.
  mutating func combined(_ figure: WordedFigure) -> WordedFigure {
    guard case .aggregate(let left) = figure else { return figure }
    var other = self
    guard let sign = other.reader.sign() else { return figure }
    other.pending = nil
    other.reader.skip(["the", "number", "of"])
    let right: WordedMeasure
    if let table = other.table(WordVocabulary.stem(other.reader.word())) {
      other.reader.place += 1
      right =
        table.isOfType && table.amount != nil && sign != "/"
        ? WordedMeasure("sum", spelled(table.amount ?? ""), of: table) : WordedMeasure("count", nil, of: table)
    } else if case .aggregate(let measure)? = other.namedFigure() {
      right = measure
    } else {
      return figure
    }
    self = other
    return .pair(left, sign, right)
  }

  // MARK: - Contracts

  /// `MRR`, `ARR by plan`: of the contracts that run, or of all.
  mutating func recurringFigure() -> WordedFigure? {
    guard pending == nil || pending == "sum", vocabulary.definition([reader.word()]) == nil else { return nil }
    var other = self
    let isMonthly = other.reader.take("mrr", "monthly recurring revenue")
    guard isMonthly || other.reader.take("arr", "annual recurring revenue", "annualized recurring revenue", "annual run rate", "run rate"),
      let found = vocabulary.recurring(isMonthly: isMonthly)
    else { return nil }
    let figure: WordedFigure?
    if let table = found.events {
      let all = WordedMeasure("sum", found.value, of: table)
      if other.isByPeriod {
        // At the end of each period, of the contracts that ran then.
        guard let end = found.end else { return nil }
        let running = WordedMeasure("sum", found.value, of: table, conditions: ["(\(end) is missing or \(end) > today)"])
        figure = .ofCustomers(function: "sum", value: running.text)
      } else {
        var active = all
        active.conditions += found.active.map { [$0] } ?? []
        figure = other.parts.either(WordedFigure.aggregate(active), WordedFigure.aggregate(all))
      }
    } else {
      guard !other.isByPeriod else { return nil }
      if let active = found.active, !other.conditions.contains(active), other.parts.either(true, false) == true {
        other.conditions.append(active)
      }
      figure = .ofCustomers(function: "sum", value: found.value)
    }
    self = other
    return figure
  }

  // MARK: - Time

  private static var spans: [String] {
    [
      "playtime", "play time", "time played", "watch time", "listening time", "time spent", "usage time", "screen time", "talk time",
      "minutes played", "hours played", "minutes watched", "session time", "total time", "usage minutes", "viewing time",
    ]
  }
  private static var lengths: [String] {
    [
      "session length", "session duration", "session lengths", "length of session", "length of sessions", "visit duration", "visit length",
      "call duration", "call length", "length of call", "length of calls", "stay length", "length of stay", "duration of sessions",
      "duration of calls", "minutes per session", "time per session", "minutes per call", "minutes per visit",
    ]
  }

  /// `playtime by platform`, `average session length`: a column of events that says how long they took.
  mutating func durationFigure() -> WordedFigure? {
    var other = self
    let isSpan = other.reader.takeAny(Self.spans) != nil
    guard isSpan || other.reader.takeAny(Self.lengths) != nil, let found = vocabulary.duration else { return nil }
    func figure(_ function: String) -> WordedFigure { .aggregate(WordedMeasure(function, found.column, of: found.events)) }
    let sum = "sum(\(found.column) of \(found.events.selected))"
    switch (pending, isSpan) {
    case ("avg"?, true):
      let isEach = other.reader.take("per session", "per visit", "per call", "per login")
      let ofEach = WordedFigure.ofCustomers(function: "avg", value: sum)
      let mean: WordedFigure? = isEach ? figure("avg") : other.parts.either(ofEach, figure("avg"))
      self = other
      return mean
    case (let function?, _):
      self = other
      return figure(function)
    case (nil, _):
      self = other
      return figure(isSpan ? "sum" : "avg")
    }
  }

  // MARK: - Columns alone

  private static var means: [String] {
    ["price", "rate", "score", "rating", "age", "level", "duration", "minutes", "temperature", "percent", "margin"]
  }

  /// `amount by month`, where nothing is said of how: their sum, or their mean.
  mutating func bareColumn() -> Bool {
    guard figures.isEmpty, pending == nil, kind == .unknown, events == nil, !isOfPeople, cut == nil else { return false }
    for length in stride(from: WordVocabulary.longestName, through: 1, by: -1) where reader.place + length <= reader.words.count {
      let words = reader.words[reader.place..<reader.place + length]
      guard let column = vocabulary.eventColumn(words), column.type == .number || column.type == .integer,
        !column.table.schema.keys.contains(column.name)
      else { continue }
      let next = reader.word(length)
      guard
        next.isEmpty || ["by", "per", "in", "for", "each", "last", "this", "since", "where", "from", "on", "and", ",", "of"].contains(next)
      else { return false }
      reader.place += length
      func figure(_ function: String) -> WordedFigure {
        .aggregate(WordedMeasure(function, spelled(column.name), of: column.table))
      }
      let isMean = Self.means.contains { column.name.lowercased().contains($0) }
      guard let found = parts.either(figure(isMean ? "avg" : "sum"), figure(isMean ? "sum" : "avg")) else { return false }
      figures.append(found)
      return true
    }
    return false
  }

  /// `fees paid in 2024`, `how much did they pay in fees`: verbs that add nothing to what is said.
  mutating func aside() -> Bool {
    if pending == "sum", figures.isEmpty {
      return reader.take("pay", "paid", "spend on", "spent on", "spend", "spent", "cost", "earn", "owe")
    }
    guard events != nil || !figures.isEmpty else { return false }
    return reader.take(
      "paid", "made", "issued", "placed", "charged", "sent", "received", "recorded", "there were", "do we have", "did we have", "occurred",
      "happened", "take place", "took place", "happen", "completed", "booked")
  }
}

extension WordReader {
  /// `minus`, `divided by`: the sign of a computation.
  mutating func sign() -> String? {
    if take("minus", "less", "-", "net of") { return "-" }
    if take("plus", "+") { return "+" }
    return take("divided by", "/") ? "/" : nil
  }
}

extension WordVocabulary {
  /// What contracts bring in each month or year.
  struct Recurring {
    /// nil: a column of the customers.
    let events: Events?
    let value: String
    /// Which of them run.
    let active: String?
    /// Their last day.
    let end: String?
  }

  private static let monthly = [
    "mrr", "monthly_recurring_revenue", "monthly_fee", "monthly_price", "monthly_amount", "monthly_revenue", "monthly_charge",
    "monthly_charges", "price_per_month", "月费", "月租",
  ]
  private static let yearly = ["arr", "annual_recurring_revenue", "annual_fee", "annual_value", "annual_price", "acv", "年费"]

  func recurring(isMonthly: Bool) -> Recurring? {
    let tables = (catalog.customers.map { [$0] } ?? []) + events.map(\.schema)
    for (names, isOwn) in [(isMonthly ? Self.monthly : Self.yearly, true), (isMonthly ? Self.yearly : Self.monthly, false)] {
      for name in names {
        for table in tables {
          guard let column = table.columnNames.first(where: { $0.lowercased() == name }), let type = table.types[column],
            type == .number || type == .integer
          else { continue }
          let own = events.first { $0.name == table.name }
          let value = isOwn ? spelled(column) : "\(spelled(column)) \(isMonthly ? "/" : "*") 12"
          return Recurring(events: own, value: value, active: running(table, own), end: end(of: table))
        }
      }
    }
    return nil
  }

  /// The last day of a contract.
  private func end(of table: TableSchema) -> String? {
    let parts = ["end", "cancel", "churn", "expir", "until", "terminat", "结束", "到期", "取消"]
    return table.columnNames.first { name in
      (table.types[name] == .date || table.types[name] == .timestamp) && parts.contains { name.lowercased().contains($0) }
    }.map { spelled($0) }
  }

  private func running(_ table: TableSchema, _ own: Events?) -> String? {
    if let column = table.columnNames.first(where: { ["is_active", "active"].contains($0.lowercased()) && table.types[$0] == .boolean }) {
      return spelled(column)
    }
    let states = ["active", "live", "current", "running", "有效", "生效", "在用"]
    let found = states.lazy.flatMap { values([$0]) }.first { own == nil ? $0.isOfCustomers : $0.table?.name == own?.name }
    if let found { return WordedQuestion.test(found) }
    return end(of: table).map { "(\($0) is missing or \($0) > today)" }
  }

  /// How long events took, of what customers do first.
  var duration: (events: Events, column: String)? {
    let parts = ["duration", "minutes", "seconds", "hours", "playtime", "play_time", "length", "时长"]
    let tables = (active.map { [$0] } ?? []) + events
    for part in parts {
      for table in tables {
        let column = table.schema.columnNames.first { name in
          let type = table.schema.types[name]
          return (type == .number || type == .integer) && name.lowercased().contains(part)
        }
        if let column { return (table, spelled(column)) }
      }
    }
    return nil
  }
}
