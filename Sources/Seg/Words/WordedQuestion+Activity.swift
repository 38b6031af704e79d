// Figures of who is active, of what is to come, and of lines for each order: `DAU`, `expected revenue next quarter`, `items per order`.

import SegColumns
import SegPlan

extension QuestionReading {
  private static var adverbs: Set<String> { ["daily", "weekly", "monthly", "quarterly", "yearly"] }
  private static var periods: Set<String> { ["day", "week", "month", "quarter", "year"] }

  /// Whether the question goes on by periods.
  var isByPeriod: Bool {
    let rest = reader.words[min(reader.place, reader.words.count)...]
    return period != nil || rest.contains { Self.adverbs.contains($0) }
      || zip(rest, rest.dropFirst()).contains { ["by", "per", "each", "every"].contains($0) && Self.periods.contains($1) }
  }

  /// `active users`, `unique customers per month`: who did something in a period.
  mutating func activeFigure(_ orders: WordVocabulary.Events) -> WordedFigure? {
    let words = [
      "active users", "active customers", "active clients", "active accounts", "active members", "active subscribers", "actives",
    ]
    let unique = ["unique users", "unique customers", "unique buyers", "distinct users", "distinct customers"]
    guard reader.takeAny(words) != nil || isByPeriod && reader.takeAny(unique) != nil else { return nil }
    isOfPeople = false
    return users(of: vocabulary.active ?? orders)
  }

  private func users(of events: WordVocabulary.Events) -> WordedFigure {
    .aggregate(WordedMeasure("distinct", spelled(events.schema.key), of: events))
  }

  /// `DAU`, `MAU by country`, `stickiness`, `DAU/MAU by platform`.
  mutating func activityFigure() -> WordedFigure? {
    guard let active = vocabulary.active ?? vocabulary.purchases, active.schema.time != nil else { return nil }
    if reader.take("dau/mau", "stickiness", "dau / mau", "dau to mau", "dau over mau", "dau/wau", "wau/mau") {
      let ratio = reader.words[reader.place - 1]
      let (days, all) = ratio == "dau/wau" ? (1, 7) : ratio == "wau/mau" ? (7, 30) : (1, 30)
      _ = reader.take("ratio")
      let named = reader.take("of", "for") ? vocabulary.table(WordVocabulary.stem(reader.word())) : nil
      if named != nil { reader.place += 1 }
      let events = named ?? active
      let key = spelled(events.schema.key)
      func unique(_ days: Int) -> String { "distinct(\(key) of \(events.selected) in last \(days) day\(days == 1 ? "" : "s"))" }
      return .whole("\(unique(days)) / \(unique(all)) as stickiness")
    }
    let units = ["dau": "day", "wau": "week", "mau": "month", "daus": "day", "waus": "week", "maus": "month"]
    guard let unit = units[reader.word()], vocabulary.definition([reader.word()]) == nil else { return nil }
    let isByPeriod = isByPeriod
    reader.place += 1
    if !isByPeriod { period = unit }
    return users(of: active)
  }

  /// `lifetime value`, `expected revenue next quarter`, `forecast of orders for the next 6 months`.
  mutating func expectedFigure(_ orders: WordVocabulary.Events) -> WordedFigure? {
    let values = ["customer lifetime value", "expected lifetime value", "lifetime value", "ltv", "clv", "predicted value", "future value"]
    let heads = [
      "expected", "predicted", "future", "forecast of", "forecast", "forecasted", "predict", "projected", "projection of", "prediction of",
    ]
    let start = reader.place
    let isValue = reader.takeAny(values) != nil
    let isAhead = !isValue && reader.takeAny(heads) != nil
    if isAhead, reader.take("orders", "purchases", "number of orders", "number of purchases", orders.name.lowercased()) {
      guard let ahead = ahead(isPlain: true) else { return nil }
      return .ofCustomers(function: pending ?? "sum", value: "expected_orders(\(orders.selected), next: \(ahead))")
    }
    if !isValue {
      guard isAhead, reader.take("revenue", "sales", "income", "turnover", "spend", "spending") else {
        reader.place = start
        return nil
      }
    }
    guard let bought = orders.amount == nil ? vocabulary.events.first(where: { $0.amount != nil }) : orders, let amount = bought.amount,
      let months = ahead(isPlain: false)
    else { return nil }
    _ = reader.take("per customer", "per user", "of each customer", "for each customer")
    let value = "clv(\(spelled(amount)) of \(bought.selected), horizon: \(months), discount: 10% yearly)"
    return .ofCustomers(function: pending ?? (isValue ? "avg" : "sum"), value: value)
  }

  /// `next quarter`, `over the next 6 months`: 12 months if nothing is said; nil where months are needed and it is no whole number of them.
  private mutating func ahead(isPlain: Bool) -> String? {
    let found = reader.trying { reader -> (Int, String)? in
      _ = reader.take("in", "over", "for", "of", "during")
      reader.skip(["the"])
      guard reader.take("next", "coming", "following") else { return nil }
      let count = reader.number().flatMap { Int($0) } ?? 1
      return reader.unit().map { (count, $0) }
    }
    guard let (count, unit) = found else { return "12 months" }
    guard count > 0, count <= 100 else { return nil }
    if isPlain, unit == "week" || unit == "day" { return "\(count) \(unit)s" }
    return ["month": 1, "quarter": 3, "year": 12][unit].map { count * $0 == 1 ? "1 month" : "\(count * $0) months" }
  }

  /// `churn rate` where nobody is defined as lost: of those who bought before, who did not since.
  mutating func churnRate() -> WordedFigure? {
    guard vocabulary.lost == nil, vocabulary.definition(["churn", "rate"]) == nil, let table = vocabulary.purchases else { return nil }
    let vocabulary = vocabulary
    return reader.trying { reader in
      guard reader.take("churn rate", "attrition rate", "customer churn rate", "churn") else { return nil }
      let window = reader.window()
      guard let change = WordedChange(WordedMeasure("count", nil, of: table), window, vocabulary), let now = change.now.window,
        let before = change.before.window
      else { return nil }
      let were = "any(\(table.selected) \(before))"
      return .whole("count(\(were) and not any(\(table.selected) \(now))) / count(\(were)) as churn_rate")
    }
  }

  /// `events per active user by week`: of those who did something in the period.
  mutating func perActiveFigure() -> WordedFigure? {
    let (vocabulary, pending) = (vocabulary, pending)
    guard pending == nil || pending == "avg" else { return nil }
    return reader.trying { reader in
      guard let table = vocabulary.table(WordVocabulary.stem(reader.word())) else { return nil }
      reader.place += 1
      guard reader.take("per active", "per unique"), WordVocabulary.people.contains(WordVocabulary.stem(reader.word())) else { return nil }
      reader.place += 1
      return .whole("count(\(table.selected)) / distinct(\(spelled(table.schema.key)) of \(table.selected))")
    }
  }

  /// The days between two points: `how long from signup to the first order`.
  mutating func intervalOfPoints() -> WordedFigure? {
    guard let found = WordedInterval.read(reader, vocabulary, function: pending) else { return nil }
    reader = found.reader
    conditions += found.conditions
    pending = nil
    return found.figure
  }

  /// `items per order`, `products per order`, `pieces in an order`: what an order has of its lines.
  mutating func perItemFigure() -> WordedFigure? {
    let (vocabulary, pending) = (vocabulary, pending)
    guard let orders = vocabulary.purchases, pending == nil || pending == "avg",
      let lines = vocabulary.events.first(where: { $0.schema.owner == .table(orders.name) })
    else { return nil }
    return reader.trying { reader in
      _ = reader.take("number of", "count of")
      reader.skip(["of"])
      let word = WordVocabulary.stem(reader.word())
      guard ["item", "product", "unit", "piece", "article", "line", lines.stem].contains(word), reader.word() != word else { return nil }
      reader.place += 1
      guard reader.take("per", "in an", "in each", "for each"),
        [orders.stem, "order", "purchase", "basket", "cart"].contains(reader.word())
      else {
        return nil
      }
      reader.place += 1
      let pieces = word != "line" && word != "product" ? lines.quantity.map { "sum(\(spelled($0)) of \(lines.selected))" } : nil
      return .whole("\(pieces ?? "count(\(lines.selected))") / count(\(orders.selected))")
    }
  }
}
