// Questions with a name of their own: `rfm`, `funnel from visits to orders`, `=COUNTIF(city, "Berlin")`.

import SegColumns
import SegDiagnostics

struct WordedPhrase {
  private var question: WordedQuestion

  /// The statements of a question that is one of these as a whole; nil: it is none.
  static func statements(_ question: WordedQuestion) -> [String]? {
    let ways: [(inout WordedPhrase) -> [String]?] = [
      { $0.pareto() }, { $0.recencyFrequencyMoney() }, { $0.funnel() }, { $0.cohorts() }, { $0.durations() }, { $0.comparedPeriods() },
      { $0.correlation() },
      { $0.histogram() },
      { $0.stickiness() }, { $0.leaving() }, { $0.growth() }, { $0.comparedGroups() }, { $0.exported() }, { $0.newAndReturning() },
      { $0.converted() }, { $0.bestPeriod() }, { $0.timesInStage() }, { $0.lastYear() },
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
    guard
      question.reader.take(
        "cohorts", "cohort retention", "cohort analysis", "retention cohorts", "cohort table", "retention by cohort", "retention curve",
        "retention table", "retention rate", "retention")
    else { return nil }
    if let word = adverbs[question.reader.word()] {
      question.reader.place += 1
      unit = word
    }
    var table = question.vocabulary.purchases.map { spelled($0.name) }
    if !beginsCustomers, question.reader.take("of", "for") { table = eventName() }
    var from = ""
    if question.reader.take("by signup month", "by month of signup", "by signup date", "by signup") {
      guard let signup = question.vocabulary.signup else { return nil }
      from = ", from: \(spelled(signup))"
    }
    if question.reader.take("by", "per"), let found = question.reader.unit() { unit = found }
    if beginsCustomers, question.reader.take("of", "for"), let condition = customers() {
      return table.map { ["show cohorts(\($0), every \(unit ?? "month")) where \(condition)"] }
    }
    let retention = kind.map { ", retention: \($0)" } ?? ""
    return table.map { ["show cohorts(\($0), every \(unit ?? "month")\(from)\(retention)\(layout))"] }
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

  /// `revenue this month vs last month`, `compare revenue 2023 and 2024`, `year over year revenue`.
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

  private mutating func countOfEvents() -> WordedFigure? {
    _ = question.reader.take("number of")
    guard let table = question.vocabulary.table(WordVocabulary.stem(question.reader.word())) else { return nil }
    question.reader.place += 1
    return .aggregate(WordedMeasure(function: "count", value: nil, table: table.name))
  }

  private mutating func correlation() -> [String]? {
    guard question.reader.take("correlation between", "correlation of", "correlate", "how does", "relationship between"),
      let first = question.oneFigure(),
      let one = first.ofCustomer,
      question.reader.take("and", "with", "correlate with", "affect", "to"), let second = question.oneFigure(),
      let other = second.ofCustomer
    else { return nil }
    return ["show correlation(\(one), \(other))"]
  }

  private mutating func histogram() -> [String]? {
    guard
      question.reader.take(
        "frequency distribution of", "distribution of", "histogram of", "histogram", "distribution", "spread of"),
      let figure = question.oneFigure() ?? countOfEvents(), let value = figure.ofCustomer
    else { return nil }
    return ["show histogram(\(value))"]
  }

  /// `DAU/MAU`, `stickiness`.
  private mutating func stickiness() -> [String]? {
    guard question.reader.take("dau/mau", "stickiness", "dau / mau", "dau to mau", "dau over mau") else { return nil }
    let named = question.reader.take("of", "for") ? question.vocabulary.table(WordVocabulary.stem(question.reader.word())) : nil
    if named != nil { question.reader.place += 1 }
    guard
      let table = named ?? question.vocabulary.events.first(where: { ["visit", "session", "event", "login"].contains($0.stem) })
        ?? question.vocabulary.purchases
    else { return nil }
    let (name, key) = (spelled(table.name), spelled(table.schema.key))
    return ["show distinct(\(key) of \(name) in last 1 day) / distinct(\(key) of \(name) in last 30 days) as stickiness"]
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
      let (key, alive) = (spelled(question.vocabulary.catalog.customers?.key ?? "id"), "p_alive(\(spelled(table.name)))")
      return ["list \(key), \(alive) where \(alive) >= 50% rank by \(alive)"]
    }
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

  /// `new vs returning customers`, `first-time vs returning customer sales`.
  private mutating func newAndReturning() -> [String]? {
    guard question.reader.take("new vs", "new and", "new versus", "first time vs", "first time and", "first time versus"),
      question.reader.take("returning", "repeat", "existing"), let orders = question.vocabulary.purchases
    else { return nil }
    if WordVocabulary.people.contains(WordVocabulary.stem(question.reader.word())) { question.reader.place += 1 }
    let count = "count(\(spelled(orders.name)))"
    guard !question.reader.isAtEnd else { return ["show count(\(count) = 1) as new, count(\(count) > 1) as returning"] }
    guard let value = question.oneFigure()?.ofCustomer else { return nil }
    return ["show sum(\(value) where \(count) = 1) as new, sum(\(value) where \(count) > 1) as returning"]
  }

  /// `conversion from signup to first order`: the share of customers who bought.
  private mutating func converted() -> [String]? {
    guard question.reader.take("conversion rate", "conversion", "share of signups"),
      question.reader.take("from signup to first", "from signup to", "from sign up to first", "from registration to first"),
      let table = eventName()
    else { return nil }
    return ["show count(any(\(table))) / count() as share"]
  }

  /// `busiest day of the week`, `best month in 2024`, `which month had the highest revenue`.
  private mutating func bestPeriod() -> [String]? {
    question.reader.skip(["which", "our"])
    let isBusiest = question.reader.take("busiest")
    let isBest = !isBusiest && question.reader.take("best", "strongest")
    guard let orders = question.vocabulary.purchases, let time = orders.schema.time else { return nil }
    let day = spelled(time)
    let group: String
    if question.reader.take("day of the week", "day of week", "weekday") {
      group = "weekday(\(day))"
    } else if let unit = question.reader.unit(), unit != "hour" {
      group = unit == "day" ? day : "start_of_\(unit)(\(day))"
    } else {
      return nil
    }
    var figure = isBusiest ? WordedMeasure(function: "count", value: nil, table: orders.name) : question.vocabulary.revenue
    if !isBusiest, !isBest {
      guard question.reader.take("had", "has", "was", "brought", "with") else { return nil }
      question.reader.skip(["the"])
      guard question.reader.take("highest", "most", "best", "largest", "biggest") else { return nil }
      guard case .aggregate(let measure)? = question.oneFigure() ?? countOfEvents() else { return nil }
      figure = measure
    }
    if let window = question.reader.window() { figure?.window = window }
    return figure.map { ["show \($0.text) by \(group) rank by \($0.text) top 1"] }
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

  /// `revenue same period last year`: this year so far, and the same days of the year before.
  private mutating func lastYear() -> [String]? {
    guard case .aggregate(let measure)? = question.oneFigure() ?? countOfEvents() else { return nil }
    _ = question.reader.take("vs", "compared to", "compared with", "against")
    guard question.reader.take("same period last year", "the same period last year", "same period of last year"),
      let today = question.vocabulary.today?.civil,
      let end = CalendarDate(year: today.year - 1, month: today.month, day: min(today.day, 28))
    else { return nil }
    let after = CalendarDate(days: end.days + Int32(today.day - min(today.day, 28)) + 1)
    var (now, then) = (measure, measure)
    now.window = "in this year to date"
    then.window = "from \(today.year - 1)-01-01 to \(String(describing: after))"
    return ["show \(now.text), \(then.text)"]
  }
}
