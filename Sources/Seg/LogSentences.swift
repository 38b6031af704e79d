// Statements about the kinds of events of a log, and about events whose condition stands elsewhere.

import SegDiagnostics
import SegSyntax

/// Statements that such sentences may mean; they are tried before one is offered.
struct LogSentences {
  let phrase: Phrase
  let names: KnownNames
  let kinds: [WordVocabulary.Events]

  /// What is meant beyond doubt, if it is a statement.
  var certain: [String] { kindsInCalls(phrase) + eventConditions(phrase) }

  /// What may be meant.
  var readings: [String] { testsInCalls(phrase) + listedWithAnd(phrase) }

  /// `show funnel(signup, purchase)`, `show retention(signup, login, every week)`, `count(purchase)`: kinds of events for tables.
  private func kindsInCalls(_ phrase: Phrase) -> [String] {
    guard !kinds.isEmpty, ["show", "list", "segment", "metric", "measure"].contains(phrase.word(0)) else { return [] }
    var said = phrase
    var isChanged = false
    var index = 0
    while index < said.count {
      defer { index += 1 }
      let word = said.words[index]
      guard word.isName, word.depth > 0, !names.isKnown(word.text), ["(", ",", "of", ":"].contains(said.word(index - 1)),
        let kind = kinds.first(where: { $0.stem == WordVocabulary.stem(word.lower) })
      else { continue }
      // It may have conditions of its own.
      let hasOwn = said.word(index + 1) == "where"
      said = Phrase(said.replacing(index..<index + (hasOwn ? 2 : 1), with: kind.selected + (hasOwn ? " and" : "")))
      isChanged = true
    }
    guard isChanged else { return [] }
    return retention(said).map { [$0] } ?? [said.text]
  }

  /// `retention(START, RETURN, every week)`: cohorts of those who started.
  private func retention(_ phrase: Phrase) -> String? {
    guard ["retention", "cohorts", "cohort"].contains(phrase.word(1)), phrase.word(2) == "(", let close = phrase.closing(2) else {
      return nil
    }
    var arguments = phrase.parts(3..<close).map { phrase.text($0) }
    let rest = close + 1 < phrase.count ? " \(phrase.text(close + 1..<phrase.count))" : ""
    let every = arguments.firstIndex { $0.lowercased().hasPrefix("every") }.map { arguments.remove(at: $0) } ?? "every week"
    guard arguments.count == 2 else { return "show cohorts(\((arguments + [every]).joined(separator: ", ")))\(rest)" }
    return "show cohorts(\(arguments[1]), \(every), from: \(arguments[0]))\(rest)"
  }

  /// `show sum(price) where event = purchase by plan`: the condition is one of the events that are summed.
  private func eventConditions(_ phrase: Phrase) -> [String] {
    guard phrase.word(0) == "show", let start = phrase.first(["where"], from: 2), phrase.first(["of", "from"]) == nil else { return [] }
    let end =
      phrase.first(["by", "per", "group", "order", "rank", "top", "limit", "draw", "having", "pivot"], from: start + 1) ?? phrase.count
    guard start + 1 < end else { return [] }
    let tested = (start + 1..<end).filter { index in
      phrase.words[index].isName
        && ["=", "!=", ">", "<", ">=", "<=", "in", "is", "not", "like", "contains", "between"].contains(phrase.word(index + 1))
    }
    let columns = tested.map { phrase.words[$0].text }
    guard !columns.isEmpty,
      let table = names.tables.first(where: { table in !table.isReference && columns.allSatisfy { table.columns.contains($0) } }),
      columns.contains(where: { !names.isOfCustomers($0) })
    else { return [] }
    var condition = Phrase(phrase.text(start + 1..<end))
    // `event = purchase`: a value without its quotes.
    for index in condition.words.indices.reversed() where ["=", "!="].contains(condition.word(index - 1)) {
      let word = condition.words[index]
      guard word.isName, !word.isText, !names.isKnown(word.text) else { continue }
      condition = Phrase(condition.replacing(index..<index + 1, with: "\"\(word.text)\""))
    }
    let items = Phrase(phrase.text(1..<start))
    let selected = Selection.aggregates(items, of: table.name, " where \(condition.text)")
    guard selected != items.text else { return [] }
    return ["show \(selected) \(phrase.text(end..<phrase.count))"]
  }

  /// `count(orders status = "paid")`: a condition without its word.
  private func testsInCalls(_ phrase: Phrase) -> [String] {
    var said = phrase
    var isChanged = false
    var index = 1
    while index + 2 < said.count {
      defer { index += 1 }
      let word = said.words[index]
      guard word.depth > 0, ["(", ",", "of"].contains(said.word(index - 1)), names.tables.contains(where: { $0.name == word.text }),
        ["=", "!=", ">", "<", ">=", "<="].contains(said.word(index + 2)), names.isColumn(said.words[index + 1].text)
      else { continue }
      said = Phrase(said.replacing(index..<index + 1, with: "\(word.text) where"))
      isChanged = true
    }
    return isChanged ? [said.text] : []
  }

  /// `list name and email of loyal`: texts and numbers are no conditions.
  private func listedWithAnd(_ phrase: Phrase) -> [String] {
    guard phrase.word(0) == "list" else { return [] }
    let end = phrase.first(Phrase.clauses, from: 1) ?? phrase.count
    let places = (2..<max(2, end)).filter { phrase.word($0) == "and" && phrase.words[$0].depth == 0 }
    guard !places.isEmpty else { return [] }
    var said = phrase
    for place in places.reversed() { said = Phrase(said.replacing(place..<place + 1, with: ",")) }
    return [said.text]
  }
}
