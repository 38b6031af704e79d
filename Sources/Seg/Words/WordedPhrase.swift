// Questions with a name of their own: `rfm`, `funnel from visits to orders`, `=COUNTIF(city, "Berlin")`.

import SegColumns
import SegDiagnostics

struct WordedPhrase {
  var question: WordedQuestion

  /// The statements of a question that is one of these as a whole; nil: it is none.
  static func statements(_ question: WordedQuestion) -> [String]? {
    let ways: [(inout WordedPhrase) -> [String]?] = [
      { $0.pareto() }, { $0.recencyFrequencyMoney() }, { $0.funnel() }, { $0.cohorts() }, { $0.durations() }, { $0.comparedPeriods() },
      { $0.correlation() },
      { $0.histogram() },
      { $0.leaving() }, { $0.growth() }, { $0.comparedGroups() }, { $0.exported() }, { $0.newAndReturning() },
      { $0.converted() }, { $0.bestPeriod() }, { $0.timesInStage() }, { $0.lastYear() }, { $0.referrers() },
      { $0.duplicates() }, { $0.composition() }, { $0.spendMore() }, { $0.statesByPeriod() },
    ]
    for way in ways {
      var phrase = WordedPhrase(question: question)
      phrase.question.reader.skip(["show", "me", "the", "a", "what", "is", "give", "plot", "draw"])
      if let found = way(&phrase), phrase.question.reader.isAtEnd { return found }
    }
    return nil
  }

  private mutating func pareto() -> [String]? {
    let isNamed = question.reader.take("80/20", "80/20 rule", "pareto", "abc analysis", "pareto analysis", "80/20 analysis")
    if !isNamed {
      guard question.reader.take("which 20 % of", "20 % of"), WordVocabulary.people.contains(WordVocabulary.stem(question.reader.word()))
      else { return nil }
      question.reader.place += 1
      guard question.reader.take("make 80 % of", "bring 80 % of", "generate 80 % of", "make up 80 % of", "account for 80 % of") else {
        return nil
      }
      question.reader.skip(["the", "our"])
    }
    _ = question.reader.take("of customers by", "of customers", "of", "by", "on")
    guard let figure = question.oneFigure() ?? (question.reader.isAtEnd ? question.vocabulary.revenue.map { .aggregate($0) } : nil),
      let value = figure.ofCustomer
    else {
      return nil
    }
    return ["show pareto(\(value))"]
  }

  /// `rfm analysis`, where its three values are defined.
  private mutating func recencyFrequencyMoney() -> [String]? {
    _ = question.reader.take("segment customers by", "segment by", "segment users by")
    guard question.reader.take("rfm segments", "rfm analysis", "rfm segmentation", "rfm table", "rfm groups", "rfm") else { return nil }
    let known = question.vocabulary.catalog.definitions
    let money = ["profit", "revenue", "monetary", "sales"].first { known[$0] != nil }
    guard known["recency"] != nil, known["frequency"] != nil, let money else { return nil }
    return ["show rfm(recency, frequency, \(money))"]
  }

  /// `monthly cohorts`, `cohort retention by month`, `weekly retention of visits`.
  private mutating func cohorts() -> [String]? {
    let adverbs = ["daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year"]
    var unit = adverbs[question.reader.word()]
    if unit != nil { question.reader.place += 1 }
    // `30-day retention`, `N-day retention`, `day 30 retention`: of each day.
    var layout = ""
    if question.reader.take("n day", "day n") || question.reader.trying({ $0.number() != nil && $0.take("day") ? true : nil }) != nil
      || question.reader.trying({ $0.take("day") && $0.number() != nil ? true : nil }) != nil
    {
      unit = "day"
      layout = ", layout: long"
    }
    let kind = question.reader.takeAny(["unbounded", "rolling", "recurring"])
    // `retention` alone may be a figure of a library.
    if unit == nil, kind == nil, question.reader.words.count - question.reader.place == 1 { return nil }
    // Cohorts are of purchases unless told, retention is of what customers do.
    let isRetention = question.reader.take(
      "cohort retention", "retention cohorts", "retention by cohort", "retention curve", "retention table", "retention rate", "retention")
    guard isRetention || question.reader.take("cohorts", "cohort analysis", "cohort table") else { return nil }
    let (active, purchases) = (question.vocabulary.active, question.vocabulary.purchases)
    if let word = adverbs[question.reader.word()] {
      question.reader.place += 1
      unit = word
    }
    var table = (isRetention ? active ?? purchases : purchases ?? active).map { $0.selected }
    var from = ""
    if !beginsCustomers, question.reader.take("of", "for") {
      if let signup = signups() { from = ", from: \(signup)" } else { table = eventName() }
    }
    if let found = bySignup() {
      guard let signup = question.vocabulary.signup else { return nil }
      from = ", from: \(spelled(signup))"
      unit = found.unit ?? unit
    }
    if question.reader.take("by", "per"), let found = question.reader.unit() { unit = found }
    if beginsCustomers, question.reader.take("of", "for"), let condition = customers() {
      return table.map { ["show cohorts(\($0), every \(unit ?? "month")) where \(condition)"] }
    }
    let retention = kind.map { ", retention: \($0)" } ?? ""
    return table.map { ["show cohorts(\($0), every \(unit ?? "month")\(from)\(retention)\(layout))"] }
  }

  /// `by signup month`, `by week of install`: the unit, if it is said; nil: no such words follow.
  private mutating func bySignup() -> (unit: String?, isSignup: Bool)? {
    let names = question.vocabulary.signupNames
    return question.reader.trying { reader -> (unit: String?, isSignup: Bool)? in
      guard reader.take("by", "per") else { return nil }
      if reader.takeAny(names) != nil {
        let unit = reader.unit()
        if unit == nil { _ = reader.take("date", "day") }
        return (unit, true)
      }
      guard let unit = reader.unit(), reader.take("of", "when they", "they"), reader.takeAny(names) != nil else { return nil }
      return (unit, true)
    }
  }

  /// Whether it goes on with which customers.
  private var beginsCustomers: Bool {
    ["of", "for"].contains(question.reader.word())
      && (WordVocabulary.people.contains(WordVocabulary.stem(question.reader.word(1)))
        || WordVocabulary.people.contains(WordVocabulary.stem(question.reader.word(2))))
  }

  /// The rest of the question, if it says which customers: their condition.
  private mutating func customers() -> String? {
    let rest = question.reader.words[question.reader.place...].joined(separator: " ")
    guard let parts = WordedQuestion(rest, question.vocabulary).understood, let list = parts.composed.first, list.hasPrefix("list * where ")
    else { return nil }
    question.reader.place = question.reader.words.count
    return String(list.dropFirst("list * where ".count))
  }

  /// `average time in stage`, `how long do customers stay in each stage`.
  private mutating func durations() -> [String]? {
    question.reader.skip(["average", "mean", "median", "typical"])
    guard
      question.reader.take(
        "time in stage", "time in each stage", "time in a stage", "time per stage", "days in stage", "days in each stage",
        "stage durations",
        "stage duration", "how long are customers in each stage", "time spent in each stage", "how long do customers stay in each stage",
        "how long customers stay in each stage",
        "how long in each stage", "durations by stage", "duration by stage", "durations of stages", "durations"),
      let lifecycle = question.lifecycle
    else { return nil }
    _ = question.reader.take("by stage", "per stage")
    return ["show durations(\(spelled(lifecycle)))"]
  }

  /// `revenue this month vs last month`, `compare revenue 2023 and 2024`.
  private mutating func comparedPeriods() -> [String]? {
    let isCompared = question.reader.take("compare")
    guard case .aggregate(let measure)? = question.oneFigure() ?? countOfEvents() else { return nil }
    _ = question.reader.take("in", "of", "between")
    guard let first = question.reader.window() ?? question.reader.period().map({ "in \($0)" }) else { return nil }
    guard
      question.reader.take("vs", "versus", "compared to", "compared with", "against", "to", "with")
        || isCompared && question.reader.take("and")
    else {
      return nil
    }
    guard let second = question.reader.window() ?? question.reader.period().map({ "in \($0)" }) else { return nil }
    var (now, then) = (measure, measure)
    now.window = first
    then.window = second
    return ["show \(now.text), \(then.text)"]
  }

  /// `difference between loyal and churned customers`.
  private mutating func comparedGroups() -> [String]? {
    guard question.reader.take("difference between", "differences between", "compare", "how do"), let first = segment() else { return nil }
    guard question.reader.take("and", "with", "to", "vs", "versus", "differ from") else { return nil }
    let isRest = question.reader.take("the rest", "the others", "all others", "everyone else", "others", "rest")
    guard let second = isRest ? "not \(first)" : segment() else { return nil }
    return ["show compare(\(first), \(second))"]
  }

  private mutating func segment() -> String? {
    question.reader.skip(["the", "our"])
    guard let definition = question.vocabulary.definition([question.reader.word()]), definition.type == .boolean else { return nil }
    question.reader.place += 1
    if WordVocabulary.people.contains(WordVocabulary.stem(question.reader.word())) { question.reader.place += 1 }
    return spelled(definition.name)
  }

  /// `export loyal customers to csv`.
  private mutating func exported() -> [String]? {
    guard question.reader.take("export", "save", "download", "write"), let segment = segment(), question.reader.take("to", "as", "into")
    else { return nil }
    question.reader.skip(["a", "an", "the"])
    let endings = ["csv": "csv", "json": "json", "tsv": "tsv", "excel": "xlsx", "xlsx": "xlsx"]
    guard let ending = endings[question.reader.word()] else { return nil }
    question.reader.place += 1
    _ = question.reader.take("file")
    return ["export \(segment) to \(WordedQuestion.text(segment.replacing("`", with: "") + "." + ending))"]
  }

  mutating func countOfEvents() -> WordedFigure? {
    _ = question.reader.take("number of")
    guard let table = question.vocabulary.table(WordVocabulary.stem(question.reader.word())) else { return nil }
    question.reader.place += 1
    return .aggregate(WordedMeasure("count", nil, of: table))
  }

  private mutating func correlation() -> [String]? {
    guard question.reader.take("correlation between", "correlation of", "correlate", "how does", "relationship between"),
      let one = valueOfCustomers(), question.reader.take("and", "with", "correlate with", "affect", "to"), let other = valueOfCustomers()
    else { return nil }
    return ["show correlation(\(one), \(other))"]
  }

  /// `revenue`, `age`: a figure or a number of each customer.
  private mutating func valueOfCustomers() -> String? {
    for length in stride(from: WordVocabulary.longestName, through: 1, by: -1)
    where question.reader.place + length <= question.reader.words.count {
      let words = question.reader.words[question.reader.place..<question.reader.place + length]
      guard let column = question.vocabulary.customerColumn(words), column.type == .integer || column.type == .number else { continue }
      question.reader.place += length
      return spelled(column.name)
    }
    return question.oneFigure()?.ofCustomer ?? countOfEvents()?.ofCustomer
  }

  /// `distribution of order values`: of the events, by quarters.
  private mutating func spreadOfEvents() -> [String]? {
    guard let orders = question.vocabulary.purchases, let amount = orders.amount,
      question.reader.take(
        "order values", "order value", "order amounts", "order sizes", "basket sizes", "\(orders.stem) \(amount.lowercased())s")
    else { return nil }
    let value = "\(spelled(amount)) of \(orders.selected)"
    let parts = [("0.25", "low"), ("0.5", "middle"), ("0.75", "high")].map { "quantile(\($0), \(value)) as \($1)" }
    return ["show min(\(value)) as lowest, \(parts.joined(separator: ", ")), max(\(value)) as highest"]
  }

  private mutating func histogram() -> [String]? {
    guard
      question.reader.take(
        "frequency distribution of", "distribution of", "histogram of", "histogram", "distribution", "spread of")
    else { return nil }
    if let spread = spreadOfEvents() { return spread }
    return valueOfCustomers().map { ["show histogram(\($0))"] }
  }

  /// `customers likely to churn`, `who is about to churn`.
  private mutating func leaving() -> [String]? {
    _ = question.reader.take(
      "which customers are", "customers who are", "customers", "users", "which customers", "who is", "who are", "list customers", "who will"
    )
    if question.reader.take(
      "likely to buy again", "who will probably buy again", "who will buy again", "likely to return", "likely to order again"),
      let table = question.vocabulary.purchases
    {
      let (key, alive) = (spelled(question.vocabulary.catalog.customers?.key ?? "id"), "p_alive(\(table.selected))")
      return ["list \(key), \(alive) where \(alive) >= 50% rank by \(alive)"]
    }
    guard
      question.reader.take(
        "likely to churn", "about to churn", "at risk of churn", "at risk of churning", "at risk", "likely to leave", "about to leave",
        "going to churn",
        "churn", "most likely to churn"), let table = question.vocabulary.purchases
    else { return nil }
    let alive = "p_alive(\(table.selected))"
    return [
      "list \(spelled(question.vocabulary.catalog.customers?.key ?? "id")), \(alive) where \(alive) < 50% rank by \(alive) asc"
    ]
  }

  /// `month over month growth`, `3 month moving average of revenue`, `year over year revenue growth`.
  private mutating func growth() -> [String]? {
    let units = [
      "month over month": "month", "mom": "month", "year over year": "year", "yoy": "year", "week over week": "week",
      "quarter over quarter": "quarter",
    ]
    if let phrase = question.reader.takeAny(units.keys.sorted()), let unit = units[phrase] {
      _ = question.reader.take("growth of", "growth in", "growth", "change in", "change of")
      guard let figure = question.oneFigure() ?? (question.reader.isAtEnd ? question.vocabulary.revenue.map { .aggregate($0) } : nil) else {
        return nil
      }
      _ = question.reader.take("growth", "change")
      return ["show \(figure.text) as figure, growth(figure) as growth by every \(unit)"]
    }
    let moving = question.reader.trying { reader -> (String, String)? in
      let isFirst = reader.take("rolling", "moving")
      guard let count = reader.number(), let unit = reader.unit() else { return nil }
      if isFirst { return reader.take("average of", "mean of", "average") ? (count, unit) : nil }
      guard
        reader.take("moving average of", "rolling average of", "moving average", "rolling mean of")
      else { return nil }
      return (count, unit)
    }
    guard let (count, unit) = moving, let figure = question.oneFigure() else { return nil }
    return ["show \(figure.text) as figure, moving(figure, \(count)) as average by every \(unit)"]
  }

  /// `customers by time in stage`.
  private mutating func timesInStage() -> [String]? {
    question.reader.skip(["list", "customers", "users"])
    guard question.reader.take("by time in stage", "by time in their stage", "by days in stage"), let lifecycle = question.lifecycle else {
      return nil
    }
    let value = "time_in(\(spelled(lifecycle)))"
    return ["list \(spelled(question.vocabulary.catalog.customers?.key ?? "id")), \(spelled(lifecycle)), \(value) rank by \(value)"]
  }
}
