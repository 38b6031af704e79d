// Questions with a name of their own: `rfm`, `funnel from visits to orders`, `=COUNTIF(city, "Berlin")`.

import SegDiagnostics

struct WordedPhrase {
  private var question: WordedQuestion

  /// The statements of a question that is one of these as a whole; nil: it is none.
  static func statements(_ question: WordedQuestion) -> [String]? {
    let ways: [(inout WordedPhrase) -> [String]?] = [
      { $0.pareto() }, { $0.recencyFrequencyMoney() }, { $0.funnel() }, { $0.cohorts() }, { $0.durations() }, { $0.comparedPeriods() },
      { $0.correlation() },
      { $0.histogram() },
      { $0.stickiness() }, { $0.leaving() }, { $0.growth() }, { $0.comparedGroups() }, { $0.exported() },
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
    guard let figure = oneFigure() ?? (question.reader.isAtEnd ? question.vocabulary.revenue.map { .aggregate($0) } : nil),
      let value = figure.ofCustomer
    else {
      return nil
    }
    return ["show pareto(\(value))"]
  }

  /// `rfm analysis`, where its three values are defined.
  private mutating func recencyFrequencyMoney() -> [String]? {
    guard question.reader.take("rfm segments", "rfm analysis", "rfm segmentation", "rfm table", "rfm groups", "rfm") else { return nil }
    let known = question.vocabulary.catalog.definitions
    let money = ["profit", "revenue", "monetary", "sales"].first { known[$0] != nil }
    guard known["recency"] != nil, known["frequency"] != nil, let money else { return nil }
    return ["show rfm(recency, frequency, \(money))"]
  }

  /// One figure, if it is next.
  private mutating func oneFigure() -> WordedFigure? {
    let before = question.figures.count
    while question.figures.count == before { guard !question.reader.isAtEnd, question.figure() else { return nil } }
    return question.figures.popLast()
  }

  private mutating func eventName() -> String? {
    question.reader.skip(["the", "a", "first", "their"])
    guard let table = question.vocabulary.table(WordVocabulary.stem(question.reader.word())) else { return nil }
    question.reader.place += 1
    return spelled(table.name)
  }

  /// `funnel from visits to orders within 7 days`, `conversion rate from visits to orders`, `visits -> orders`.
  private mutating func funnel() -> [String]? {
    let isNamed = question.reader.take(
      "funnel from", "funnel of", "funnel", "conversion rate from", "conversion from", "conversion rate", "conversion funnel from",
      "how many convert from")
    guard let first = eventName() else { return nil }
    var steps = [first]
    while question.reader.take("to", "->", "→", "then", "and then", ">", ",", "into"), let next = eventName() { steps.append(next) }
    guard steps.count > 1, isNamed || steps.count > 1 else { return nil }
    var limit = ""
    if question.reader.take("within", "in") {
      guard let count = question.reader.number(), let unit = question.reader.unit() else { return nil }
      limit = " within \(count) \(unit)s"
    }
    return ["show funnel(\(steps.joined(separator: ", "))\(limit))"]
  }

  /// `monthly cohorts`, `cohort retention by month`, `weekly retention of visits`.
  private mutating func cohorts() -> [String]? {
    let adverbs = ["daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year"]
    var unit = adverbs[question.reader.word()]
    if unit != nil { question.reader.place += 1 }
    // `retention` alone may be a figure of a library.
    if unit == nil, question.reader.words.count - question.reader.place == 1 { return nil }
    guard
      question.reader.take(
        "cohorts", "cohort retention", "cohort analysis", "retention cohorts", "cohort table", "retention by cohort", "retention curve",
        "retention table",
        "retention rate", "retention")
    else { return nil }
    var table = question.vocabulary.purchases.map { spelled($0.name) }
    if question.reader.take("of", "for") { table = eventName() }
    if question.reader.take("by", "per"), let found = question.reader.unit() { unit = found }
    if question.reader.take("of", "for") { table = eventName() }
    return table.map { ["show cohorts(\($0), every \(unit ?? "month"))"] }
  }

  /// `average time in stage`, `how long do customers stay in each stage`.
  private mutating func durations() -> [String]? {
    question.reader.skip(["average", "mean", "median", "typical"])
    guard
      question.reader.take(
        "time in stage", "time in each stage", "time in a stage", "time per stage", "days in stage", "days in each stage",
        "stage durations",
        "stage duration", "time spent in each stage", "how long do customers stay in each stage", "how long customers stay in each stage",
        "how long in each stage", "durations by stage", "duration by stage", "durations of stages", "durations"),
      let lifecycle = question.lifecycle
    else { return nil }
    _ = question.reader.take("by stage", "per stage")
    return ["show durations(\(spelled(lifecycle)))"]
  }

  /// `revenue this month vs last month`, `compare revenue 2023 and 2024`, `year over year revenue`.
  private mutating func comparedPeriods() -> [String]? {
    let isCompared = question.reader.take("compare")
    guard case .aggregate(let measure)? = oneFigure() ?? countOfEvents() else { return nil }
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

  private mutating func countOfEvents() -> WordedFigure? {
    _ = question.reader.take("number of")
    guard let table = question.vocabulary.table(WordVocabulary.stem(question.reader.word())) else { return nil }
    question.reader.place += 1
    return .aggregate(WordedMeasure(function: "count", value: nil, table: table.name))
  }

  private mutating func correlation() -> [String]? {
    guard question.reader.take("correlation between", "correlation of", "correlate", "how does", "relationship between"),
      let first = oneFigure(),
      let one = first.ofCustomer,
      question.reader.take("and", "with", "correlate with", "affect", "to"), let second = oneFigure(), let other = second.ofCustomer
    else { return nil }
    return ["show correlation(\(one), \(other))"]
  }

  private mutating func histogram() -> [String]? {
    guard question.reader.take("distribution of", "histogram of", "histogram", "distribution", "spread of"), let figure = oneFigure(),
      let value = figure.ofCustomer
    else {
      return nil
    }
    return ["show histogram(\(value))"]
  }

  /// `DAU/MAU`, `stickiness`.
  private mutating func stickiness() -> [String]? {
    guard question.reader.take("dau/mau", "stickiness", "dau / mau", "dau to mau", "dau over mau") else { return nil }
    guard
      let table = question.vocabulary.events.first(where: { ["visit", "session", "event", "login"].contains($0.stem) })
        ?? question.vocabulary.purchases
    else { return nil }
    let (name, key) = (spelled(table.name), spelled(table.schema.key))
    return ["show distinct(\(key) of \(name) in last 1 day) / distinct(\(key) of \(name) in last 30 days) as stickiness"]
  }

  /// `customers likely to churn`, `who is about to churn`.
  private mutating func leaving() -> [String]? {
    _ = question.reader.take(
      "which customers are", "customers who are", "customers", "users", "who is", "who are", "list customers", "who will")
    guard
      question.reader.take(
        "likely to churn", "about to churn", "at risk of churn", "at risk of churning", "at risk", "likely to leave", "about to leave",
        "going to churn",
        "churn", "most likely to churn"), let table = question.vocabulary.purchases
    else { return nil }
    let alive = "p_alive(\(spelled(table.name)))"
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
      guard let figure = oneFigure() ?? (question.reader.isAtEnd ? question.vocabulary.revenue.map { .aggregate($0) } : nil) else {
        return nil
      }
      _ = question.reader.take("growth", "change")
      return ["show \(figure.text) as figure, growth(figure) as growth by every \(unit)"]
    }
    let moving = question.reader.trying { reader -> (String, String)? in
      guard let count = reader.number(), let unit = reader.unit(),
        reader.take("moving average of", "rolling average of", "moving average", "rolling mean of")
      else { return nil }
      return (count, unit)
    }
    guard let (count, unit) = moving, let figure = oneFigure() else { return nil }
    return ["show \(figure.text) as figure, moving(figure, \(count)) as average by every \(unit)"]
  }
}
