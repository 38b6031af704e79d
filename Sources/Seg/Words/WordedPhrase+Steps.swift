// Steps, and what customers go through: `funnel signup > purchase`, `conversion from signup to first order`, `new vs returning users`.

import SegColumns
import SegDiagnostics

extension WordedPhrase {
  /// Events by their noun.
  mutating func eventName() -> String? {
    question.reader.skip(["the", "a", "first", "their", "an"])
    let word = question.reader.word()
    let stem = word.hasPrefix(EventKinds.did) ? String(word.dropFirst(EventKinds.did.count)) : WordVocabulary.stem(word)
    guard let table = question.vocabulary.table(stem) else { return nil }
    question.reader.place += 1
    return table.selected
  }

  /// Where customers came from, if that is said: the day of their signup, or the event.
  mutating func signups() -> String? {
    let words = ["signups", "sign ups", "new signups", "signup", "new users", "new customers", "registrations", "registered users"]
    var other = question.reader
    guard other.takeAny(words) != nil else { return nil }
    let place = question.vocabulary.table("signup")?.selected ?? question.vocabulary.signup.map { spelled($0) }
    if place != nil { question.reader = other }
    return place
  }

  /// `by platform and plan`, at the end; nil if something else follows.
  private mutating func groups() -> String? {
    if question.reader.isAtEnd { return "" }
    guard question.reader.take("by", "per", "broken down by", "split by", "for each", "for every", "in each") else { return nil }
    repeat { guard question.group() else { return nil } } while question.reader.take("and", ",")
    guard question.period == nil, !question.isOfPeople else { return nil }
    return " by \(question.groups.joined(separator: ", "))"
  }

  /// `funnel from visits to orders within 7 days by city`, `conversion rate from visits to orders`, `visits -> orders`.
  mutating func funnel() -> [String]? {
    let isNamed = question.reader.take(
      "funnel from", "funnel of", "funnel", "conversion rate from", "conversion rate between", "conversion from", "conversion between",
      "conversion rate", "conversion funnel from", "conversion funnel", "conversion of", "conversion", "how many convert from",
      "drop off between", "drop off from", "drop off rate from", "dropoff between", "dropoff from")
    if let signup = stagesOfCustomers() { return signup }
    guard let first = eventName() else { return nil }
    var steps = [first]
    while question.reader.take("to", "→", "then", "and then", ">", ",", "into", "and"), let next = eventName() { steps.append(next) }
    guard steps.count > 1, isNamed || steps.count > 1 else { return nil }
    var limit = ""
    if question.reader.take("within", "in") {
      guard let count = question.reader.number(), let unit = question.reader.unit() else { return nil }
      limit = " within \(count) \(unit)s"
    }
    return groups().map { ["show funnel(\(steps.joined(separator: ", "))\(limit))\($0)"] }
  }

  /// `signup > order > repeat order`, where a signup is no event: how many customers there are, and how many went on.
  private mutating func stagesOfCustomers() -> [String]? {
    guard question.vocabulary.table("signup") == nil, question.vocabulary.signup != nil, let orders = question.vocabulary.purchases else {
      return nil
    }
    var other = self
    guard other.question.reader.take("signups", "signup", "sign up", "registration", "customers"),
      other.question.reader.take("to", "→", ">", "then", ",", "into")
    else { return nil }
    var items = ["count() as signups"]
    repeat {
      other.question.reader.skip(["the", "a", "first"])
      let isAgain = other.question.reader.take("repeat", "second", "repeated", "another")
      let isNoun = other.question.table(WordVocabulary.stem(other.question.reader.word()))?.name == orders.name
      if isNoun { other.question.reader.place += 1 }
      guard isAgain || isNoun else { return nil }
      items.append(isAgain ? "count(count(\(orders.selected)) > 1) as again" : "count(any(\(orders.selected))) as \(orders.stem)ed")
    } while other.question.reader.take("to", "→", ">", "then", ",", "into")
    guard items.count > 2, let by = other.groups() else { return nil }
    self = other
    return ["show \(items.joined(separator: ", "))\(by)"]
  }

  /// `conversion from signup to first order by channel`: the share of customers who bought.
  mutating func converted() -> [String]? {
    guard question.reader.take("conversion rate", "conversion", "share of signups"),
      question.reader.take(
        "from signup to first", "from signup to", "from sign up to first", "from registration to first", "signup to first", "signup to"),
      let table = eventName()
    else { return nil }
    return groups().map { ["show count(any(\(table))) / count() as share\($0)"] }
  }

  /// `new vs returning customers`, `first-time vs returning customer sales`.
  mutating func newAndReturning() -> [String]? {
    guard question.reader.take("new vs", "new and", "new versus", "first time vs", "first time and", "first time versus"),
      question.reader.take("returning", "repeat", "existing"), let orders = question.vocabulary.purchases
    else { return nil }
    if WordVocabulary.people.contains(WordVocabulary.stem(question.reader.word())) { question.reader.place += 1 }
    let count = "count(\(orders.selected))"
    if let unit = everyPeriod() {
      guard let states = states(of: question.vocabulary.active ?? orders, unit) else { return nil }
      return ["show trend(\(states.new) as new, \(states.returning) as returning, every \(unit))"]
    }
    guard !question.reader.isAtEnd else { return ["show count(\(count) = 1) as new, count(\(count) > 1) as returning"] }
    guard let value = question.oneFigure()?.ofCustomer else { return nil }
    return ["show sum(\(value) where \(count) = 1) as new, sum(\(value) where \(count) > 1) as returning"]
  }

  private mutating func everyPeriod() -> String? {
    question.reader.trying { reader in
      let adverbs = ["daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year"]
      if let unit = adverbs[reader.word()], reader.place + 1 == reader.words.count {
        reader.place += 1
        return unit
      }
      guard reader.take("by", "per", "each", "every"), let unit = reader.unit(), unit != "hour", reader.isAtEnd else { return nil }
      return unit
    }
  }

  /// Who is there in each period: for the first time, as in the one before, again after one without, and no more.
  private func states(of events: WordVocabulary.Events, _ unit: String)
    -> (new: String, returning: String, staying: String, back: String, gone: String)?
  {
    guard let time = events.schema.time else { return nil }
    let (now, before) = ("any(\(events.selected) in this \(unit))", "any(\(events.selected) in previous \(unit))")
    let isNew = "(min(\(spelled(time)) of \(events.selected)) in this \(unit))"
    return (
      "count(\(isNew))", "count(\(now) and not \(isNew))", "count(\(now) and \(before))",
      "count(\(now) and not \(before) and not \(isNew))", "count(\(before) and not \(now))"
    )
  }

  /// `lifecycle of users by week`, `resurrected users by month`.
  mutating func statesByPeriod() -> [String]? {
    guard let events = question.vocabulary.active ?? question.vocabulary.purchases else { return nil }
    let isAll = question.reader.take("lifecycle of", "lifecycle", "growth accounting of", "growth accounting")
    let isBack = !isAll && question.reader.take("resurrected", "resurrecting", "reactivated", "won back")
    let isGone = !isAll && !isBack && question.vocabulary.lost == nil && question.reader.take("churned", "dormant", "lost")
    guard isAll || isBack || isGone else { return nil }
    if WordVocabulary.people.contains(WordVocabulary.stem(question.reader.word())) { question.reader.place += 1 }
    guard let unit = everyPeriod(), let states = states(of: events, unit) else { return nil }
    let items =
      isBack
      ? "\(states.back) as resurrected"
      : isGone
        ? "\(states.gone) as churned"
        : "\(states.new) as new, \(states.staying) as returning, \(states.back) as resurrected, \(states.gone) as dormant"
    return ["show trend(\(items), every \(unit))"]
  }
}
