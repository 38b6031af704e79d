// Windows in the words of other languages: one diagnostic, with the right form.

import SegDiagnostics
import Testing

@testable import SegSyntax

@Suite struct WindowMistakeTests {
  /// The argument of `count`, and what the fix makes of it.
  @Test(arguments: [
    ("orders until 2024-01-01", "orders before 2024-01-01"),
    ("orders after 2024-01-01", "orders since 2024-01-01"),
    ("orders on 2024-01-01", "orders in 2024-01-01"),
    ("orders during 2024", "orders in 2024"),
    ("orders in last month", "orders in previous month"),
    ("orders in the last 90 days", "orders in last 90 days"),
    ("orders in past 90 days", "orders in last 90 days"),
    ("orders last 90 days", "orders in last 90 days"),
    ("orders last n days", "orders in last n days"),
    ("orders within last 90 days", "orders in last 90 days"),
    ("orders from 90 days ago", "orders since 90 days ago"),
    ("orders from 2024-01-01 until today", "orders from 2024-01-01 to today"),
    ("orders where amount > 5 and in last 90 days", "orders where amount > 5 in last 90 days"),
    ("orders where amount > 5 and since 2024-01-01", "orders where amount > 5 since 2024-01-01"),
    ("amount of orders between 2024-01-01 and today", "amount of orders from 2024-01-01 to today + 1 day"),
    ("orders in last 0 days", "orders in last 1 days"),
    ("orders in 98", "orders in 1998"), ("orders in 7", "orders in 2007"), ("orders in 12345", ""),
    ("orders in n days", "orders in last n days"),
  ])
  func inside(_ written: String, _ meant: String) throws {
    for (before, after) in [("metric x = count(", ")"), ("segment a where count(", ") > 3 rank by b top 5")] {
      let diagnostics = Parser.parse(Source(name: "<text>", text: before + written + after)).diagnostics
      let first = try #require(diagnostics.first, "\(written)")
      #expect(diagnostics.map(\.id) == ["bad-window"], "\(diagnostics.map { $0.rendered() })")
      #expect(applied(first.fix, to: before + written + after) == (meant.isEmpty ? nil : before + meant + after))
    }
  }

  @Test(arguments: [
    ("metric x = count(orders) in last 90 days", "metric x = count(orders in last 90 days)"),
    ("metric x = count(orders) in last 90 days > 3", "metric x = count(orders in last 90 days) > 3"),
    ("metric x = (sum(a of orders) since 2024-01-01) / 2", "metric x = (sum(a of orders since 2024-01-01)) / 2"),
    ("segment a where count(orders) in last 90 days > 3", "segment a where count(orders in last 90 days) > 3"),
    ("show count(orders) in 2024", "show count(orders in 2024)"),
    ("segment a where x > 5 in last 90 days", ""),
    ("segment a where x > 5 and in last 90 days", ""),
  ])
  func outside(_ written: String, _ meant: String) throws {
    let diagnostics = Parser.parse(Source(name: "<text>", text: written)).diagnostics
    let first = try #require(diagnostics.first, "\(written)")
    #expect(diagnostics.map(\.id) == ["bad-window"], "\(diagnostics.map { $0.rendered() })")
    #expect(first.notes.contains { $0.description.contains("`since D`") })
    #expect(applied(first.fix, to: written) == (meant.isEmpty ? nil : meant))
  }

  @Test func betweenOfATable() throws {
    let load = "load orders from \"o.csv\" of customers by c\n"
    let text = load + "metric x = count(orders between 2024-01-01 and 2024-02-01)"
    let diagnostics = Parser.parse(Source(name: "<text>", text: text)).diagnostics
    #expect(diagnostics.map(\.id) == ["bad-window"])
    #expect(
      applied(diagnostics.first?.fix, to: text)
        == load + "metric x = count(orders from 2024-01-01 to 2024-02-02)")
    #expect(parsed(load + "measure x = count(birthday between 2024-01-01 and 2024-02-01)").ids.isEmpty)
  }

  @Test(arguments: [
    ("segment a where count(orders) > 1 from b", "segment a from b where (> count[orders] 1)"),
    ("metric x = count(orders) in days", "metric x count[orders] in days"),
    ("metric x = sum(abs(a) in last 9 days of orders)", "metric x sum[abs[a] of orders last 9-day]"),
    ("show sum(a of orders) where b", "show sum[a of orders] where b"),
    ("show count() of a where b by f(c) rank by sum(d) top 5", "show count[] of a where b by f[c] rank sum[d] top 5"),
    ("metric x = since and from + before", "metric x (and since (from + before))"),
    ("list until, after", "list until, after"),
  ])
  func notMistaken(_ text: String, _ tree: String) {
    #expect(parsed(text).ids.isEmpty)
    #expect(parsed(text).tree == tree)
  }
}

/// A text after a fix; nil where there is no replacement.
func applied(_ fix: Diagnostic.Fix?, to text: String) -> String? {
  guard let span = fix?.span, let replacement = fix?.replacement else { return nil }
  let bytes = Array(text.utf8)
  return String(
    decoding: bytes[..<span.range.lowerBound] + Array(replacement.utf8) + bytes[span.range.upperBound...],
    as: UTF8.self)
}
