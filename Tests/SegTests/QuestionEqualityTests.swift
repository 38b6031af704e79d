// Questions are plans: equal where they ask the same, wherever and however they are written.

import SegPlan
import Testing

@testable import Seg

struct QuestionEqualityTests {
  private static let folder = "\(#filePath)".replacing("SegTests/QuestionEqualityTests.swift", with: "Golden")

  private func questions(_ text: String) -> [Question] {
    let session = Session(capabilities: .all(threads: 1))
    let definitions = """
      load people from "data/people.csv" key id
      load purchases from "data/purchases.csv" of people by person at day
      metric spent = sum(amount of purchases)
      measure mean = sum(spent) / count()
      segment rich where spent > 10

      """
    let checked = session.checker.prepare(definitions + text, name: "<test>", directory: Self.folder, session.state)
    #expect(checked.diagnostics.isEmpty)
    return checked.steps.compactMap { if case .bound(.question(let question, _)) = $0.action { question } else { nil } }
  }

  @Test(arguments: [
    ("show mean as m by city as c", "show   (mean) as m\nby people.city as c"),
    ("list id, spent as s of rich rank by s top 2", "# The same.\nlist id,  (spent) as s of rich\nrank by s top 2"),
    ("why \"01\" in rich", "why   \"01\"   in rich"),
    ("describe mean", "\n\ndescribe mean"),
    ("expect mean > 1 + 1 else \"low\"", "expect mean > (1 + 1) else \"low\""),
    ("show pareto(spent) of rich", "show pareto( spent ) of rich"),
  ])
  func spellingDoesNotCount(one: String, other: String) {
    let (one, other) = (questions(one), questions(other))
    #expect(one.count == 1)
    #expect(one == other)
    #expect(Set(one + other).count == 1)
  }

  @Test func meaningCounts() {
    let all = questions(
      "show mean\nshow mean by city\nlist id\nlist id of rich\nwhy \"01\" in rich\nwhy \"02\" in rich\ndescribe mean\nexplain rich")
    #expect(Set(all).count == all.count)
    #expect(all.count == 8)
  }
}
