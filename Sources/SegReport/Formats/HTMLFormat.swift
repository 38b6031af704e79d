// HTML: an answer as a page that a browser opens.

extension ReportFormat {
  /// A whole page with the picture and the table of one answer.
  public static let html = ReportFormat(
    name: "html", summary: "a page with picture and table, which needs no network", extensions: ["html", "htm"]
  ) {
    report, style, sink in
    var page = Page(title: "seg", language: style.language, tableBudget: 800_000)
    page.add(report)
    var text = page.html
    try text.withUTF8 { try sink($0) }
  }
}
