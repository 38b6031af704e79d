// Conditions about when customers came and were there: `first order was in 2024`, `active on at least 5 days in December`, `aged 30 to 40`.

import SegColumns
import SegPlan

extension WordedCondition {
  /// `active in the last 30 days`, `inactive for 6 months`.
  mutating func active(_ isNegated: Bool) -> Bool {
    guard let orders = question.vocabulary.purchases else { return false }
    if question.reader.word() == "active" {
      var other = self
      other.question.reader.place += 1
      // `active on at least 5 days in December`
      let all = question.vocabulary.active ?? orders
      if let count = other.different(all) {
        let window = other.question.reader.window() ?? other.lastDays()
        self = other
        add(count(window.map { " \($0)" } ?? ""), isNegated)
        return true
      }
      // `active in November but not in December`
      if let window = other.question.reader.window() {
        self = other
        add("any(\(all.selected) \(window))", isNegated)
        while let next = contrast(all, all.selected) { add(next) }
        return true
      }
    }
    let found = question.reader.trying { reader -> String? in
      let isActive = reader.take("active", "seen", "heard from")
      guard isActive || reader.take("inactive") else { return nil }
      var window = reader.window()
      // `for 6 months`
      if window == nil, reader.take("for", "since"), let count = reader.number(), let unit = reader.unit() {
        window = "in last \(count) \(unit)s"
      }
      guard let window else { return nil }
      return "\(isActive ? "" : "not ")any(\(orders.selected) \(window))"
    }
    guard let found else { return false }
    add(found, isNegated)
    return true
  }

  /// `first order was in 2024`, `first order was tea`, `first ordered in 2024`.
  mutating func first() -> Bool {
    var other = self
    other.question.reader.skip(["whose", "with", "their", "where"])
    let isFirst = other.question.reader.take("first")
    guard isFirst || other.question.reader.take("last", "latest"),
      let table = other.question.table(WordVocabulary.stem(other.question.reader.word())),
      let time = table.schema.time
    else { return false }
    other.question.reader.place += 1
    other.question.reader.skip(["was", "is", "for", "of", "a", "date", "day"])
    let name = table.selected
    if let test = other.question.reader.dateTest() {
      self = other
      add("\(isFirst ? "min" : "max")(\(spelled(time)) of \(name)) \(test)")
      return true
    }
    let function = isFirst ? "first" : "last"
    // `first order was over 100`
    if let amount = table.amount, let comparison = other.question.reader.comparison() {
      self = other
      add(comparison.text("\(function)(\(spelled(amount)) of \(name))"))
      return true
    }
    // `first event is signup`
    if let column = EventKinds.column(of: table.schema), table.test == nil,
      let kind = question.vocabulary.kinds.first(where: {
        $0.name == table.name && $0.stem == WordVocabulary.stem(other.question.reader.word())
      }),
      let test = kind.test
    {
      other.question.reader.place += 1
      self = other
      add(test.replacing("\(spelled(column)) = ", with: "\(function)(\(spelled(column)) of \(name)) = "))
      return true
    }
    // What was bought may stand in the lines of the order.
    guard
      let value = Self.value(&other.question.reader, question.vocabulary, where: { $0.table?.name == table.name })
        ?? Self.value(&other.question.reader, question.vocabulary, where: { $0.table != nil })
    else { return false }
    self = other
    let occasion = "\(spelled(value.column)) of \(spelled(value.table?.name ?? table.name))"
    add("\(function)(\(occasion)) = \(WordedQuestion.text(value.value))")
    return true
  }
}
