// Pages: that they are whole, small, and show hostile values instead of obeying them.

import SegColumns
@testable import SegReport
import Testing

@Suite struct PageTests {
  @Test func digestsAreThoseOfTheStandard() {
    #expect(SHA256.base64(of: "abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
    #expect(SHA256.base64(of: "") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
  }

  private let hostile = report(
    [
      ("<img src=x onerror=alert(1)>", .texts(["<script>alert(1)</script>", "a\" onload='b'", "\u{202E}\u{1B}[31m", nil]), .plain),
      ("n", .integers([1, 2, 3, 4]), .figure),
    ], statement: "show n by `<b>`\ndraw bar</pre><script>")

  @Test func nothingOfTheDataIsAnElement() {
    var page = Page(title: "</title><script>alert(2)</script>")
    page.add(note: "# <script>x</script>\n[a](javascript:alert(3)) **<b>** `<i>`\n- <u>")
    page.add(hostile)
    page.warnings = ["<script>"]
    page.receipts = [["<i>people</i>"]]
    let html = page.html
    #expect(html.components(of: "<script>") == 1)
    for element in ["<img", "<b>&", "<i>", "<u>", "<a href=\"java", " onload='"] { #expect(!html.contains(element), "\(element)") }
    #expect(!html.contains("\u{202E}") && !html.contains("\u{1B}"))
    #expect(html.contains("a (javascript:alert(3))"))
  }

  @Test func pagesStaySmall() {
    let long = String(repeating: "长", count: 10_000)
    let rows = 5_000
    let wide = report(
      [("k", .texts((0..<rows).map { "\($0) \(long.prefix(50))" }), .plain)]
        + (0..<500).map { ("c\($0)", .integers([Int64?](repeating: 1_234_567, count: rows)), .figure) })
    var page = Page(title: "all")
    for _ in 0..<20 { page.add(wide) }
    #expect(page.html.utf8.count < 1_000_000)
    #expect(page.html.contains("of 5,000 rows are shown"))
  }

  @Test func markdownHasItsElements() {
    let note = Markdown("# One\nA *b* **c** `d`\ne\n\n- f\n- g\n1. h\n2 * 3 * 4", prefix: "t")
    #expect(
      note.html == "<h2 id=\"t-1\">One</h2>\n<p>A <em>b</em> <strong>c</strong> <code>d</code> e</p>\n<ul>\n<li>f</li>\n<li>g</li>\n</ul>\n"
        + "<ol>\n<li>h</li>\n</ol>\n<p>2 * 3 * 4</p>\n")
    #expect(note.headings.map(\.text) == ["One"])
  }
}

extension String {
  fileprivate func components(of text: String) -> Int { self.split(separator: text, omittingEmptySubsequences: false).count - 1 }
}
