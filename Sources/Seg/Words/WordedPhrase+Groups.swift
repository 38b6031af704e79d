// Questions about groups of customers that have a name of their own: `best month ever`, `who referred the most people`, `gender split`.

import SegColumns
import SegDiagnostics

extension WordedPhrase {
  /// `busiest day of the week`, `best month in 2024`, `which month had the highest revenue`.
  mutating func bestPeriod() -> [String]? {
    question.reader.skip(["which", "our", "on", "in", "was"])
    let isBusiest = question.reader.take("busiest")
    let isWorst = !isBusiest && question.reader.take("worst", "weakest", "slowest")
    let isBest = !isBusiest && question.reader.take("best", "strongest")
    guard let orders = question.vocabulary.purchases, let time = orders.schema.time else { return nil }
    let day = orders.schema.types[time] == .timestamp ? "date(\(spelled(time)))" : spelled(time)
    let group: String
    if question.reader.take("day of the week", "day of week", "weekday") {
      group = "weekday(\(day))"
    } else if let unit = question.reader.unit(), unit != "hour" {
      group = unit == "day" ? day : "start_of_\(unit)(\(day))"
    } else {
      return nil
    }
    var figure = isBusiest ? WordedMeasure("count", nil, of: orders) : question.vocabulary.revenue
    if !isBusiest, !isBest, !isWorst,
      !question.reader.take("did we sell the most", "did we sell most", "did we earn the most", "sold the most", "is best", "is the best")
    {
      guard question.reader.take("had", "has", "was", "brought", "with", "did we have", "do we have") else { return nil }
      question.reader.skip(["the"])
      guard question.reader.take("highest", "most", "best", "largest", "biggest") else { return nil }
      guard case .aggregate(let measure)? = question.oneFigure() ?? countOfEvents() else { return nil }
      figure = measure
    }
    _ = question.reader.take("for sales", "for revenue")
    if let window = question.reader.window() { figure?.window = window }
    _ = question.reader.take("ever", "of all time", "so far")
    return figure.map { ["show \($0.text) by \(group) rank by \($0.text) \(isWorst ? "bottom" : "top") 1"] }
  }

  /// `revenue same period last year`: this year so far, and the same days of the year before.
  mutating func lastYear() -> [String]? {
    guard case .aggregate(let measure)? = question.oneFigure() ?? countOfEvents() else { return nil }
    _ = question.reader.take("vs", "compared to", "compared with", "against")
    guard question.reader.take("same period last year", "the same period last year", "same period of last year"),
      let today = question.vocabulary.today?.civil, let before = WordVocabulary.samePeriod(today)
    else { return nil }
    var (now, then) = (measure, measure)
    now.window = "in this year to date"
    then.window = before
    return ["show \(now.text), \(then.text)"]
  }

  /// `who referred the most people`, `top referrers`: by the column that says who sent a customer.
  mutating func referrers() -> [String]? {
    guard let (column, participle) = question.vocabulary.referral else { return nil }
    question.reader.skip(["which", "who", "customers", "users", "has", "have", "customer"])
    var count = "10"
    if question.reader.take("top", "best"), let number = question.reader.number() { count = number }
    guard question.reader.take("referrers", "inviters") || question.reader.take(participle) && question.reader.take("the most", "most")
    else {
      return nil
    }
    question.reader.skip(["other", "new"])
    if WordVocabulary.people.contains(WordVocabulary.stem(question.reader.word())) { question.reader.place += 1 }
    let name = spelled(column)
    return ["show count() as customers where \(name) is not missing by \(name) rank by customers top \(count)"]
  }

  /// `customers with the same email`, `duplicate emails`.
  mutating func duplicates() -> [String]? {
    if WordVocabulary.people.contains(WordVocabulary.stem(question.reader.word())) { question.reader.place += 1 }
    question.reader.skip(["with", "who", "have", "share", "sharing", "the", "a"])
    guard question.reader.take("same", "duplicate", "duplicated") else { return nil }
    _ = question.reader.take("values of")
    let words = question.reader.words[question.reader.place...]
    guard (1...WordVocabulary.longestName).contains(words.count), let column = question.vocabulary.customerColumn(words) else { return nil }
    question.reader.place = question.reader.words.count
    let name = spelled(column.name)
    return ["show count() as customers where \(name) is not missing by \(name) having customers > 1"]
  }

  /// `gender split of customers`, `plan mix`, `split by channel`: how many, and their share.
  mutating func composition() -> [String]? {
    let nouns = ["split", "breakdown", "mix", "ratio", "composition", "distribution", "share"]
    var other = question
    other.reader.skip(["customer", "user"])
    let isFirst = other.reader.take("split by", "split of customers by", "breakdown by", "composition by", "mix by")
    guard other.group(), other.groups.count == 1, other.period == nil, !other.isOfPeople else { return nil }
    guard isFirst || other.reader.takeAny(nouns) != nil else { return nil }
    if other.reader.take("of", "among"), !other.reader.isAtEnd {
      other.reader.skip(["our", "the", "all"])
      guard WordVocabulary.people.contains(WordVocabulary.stem(other.reader.word())) else { return nil }
      other.reader.place += 1
    }
    question = other
    return ["show count() as customers, share(customers) as share by \(other.groups[0])"]
  }

  /// `do newsletter subscribers spend more`: those against the others.
  mutating func spendMore() -> [String]? {
    guard question.reader.take("do", "does", "are", "did") else { return nil }
    let words = question.reader.words
    let verbs: Set<String> = ["spend", "order", "buy", "purchase"]
    let start = question.reader.place
    guard let verb = words.indices.first(where: { $0 > start && verbs.contains(words[$0]) }) else { return nil }
    let who = words[question.reader.place..<verb].joined(separator: " ")
    guard let parts = WordedQuestion("customers " + who, question.vocabulary).understood, parts.conditions.count == 1,
      parts.composed.first == "list * where \(parts.conditions[0])"
    else { return nil }
    let value: String
    if words[verb] == "spend" {
      guard let revenue = question.vocabulary.revenue else { return nil }
      value = revenue.metric ?? revenue.text
    } else {
      guard let orders = question.vocabulary.purchases else { return nil }
      value = "count(\(orders.selected))"
    }
    question.reader.place = verb + 1
    guard question.reader.take("more often", "more", "less often", "less") else { return nil }
    _ = question.reader.take("money", "orders")
    if question.reader.take("than") {
      question.reader.skip(["the", "other", "others", "rest", "non", "everyone", "else", "average"])
      if WordVocabulary.people.contains(WordVocabulary.stem(question.reader.word())) { question.reader.place += 1 }
    }
    return ["show count() as customers, avg(\(value)) by \(parts.conditions[0])"]
  }
}
