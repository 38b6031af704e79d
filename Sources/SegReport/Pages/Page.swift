// A page: answers and texts as one file in HTML, which needs no network.

import SegDiagnostics

/// A page that is being put together. It keeps what it shows and no tables.
public struct Page: Sendable {
  /// What a figure is made of.
  public struct Definition: Sendable {
    public let name: String
    /// `definition`, `unit`, `columns`, and so on, with what they are.
    public let facts: [(property: Message, value: Message)]

    public init(name: String, facts: [(property: Message, value: Message)]) {
      self.name = name
      self.facts = facts
    }
  }

  /// A line of the contents.
  private struct Entry {
    let text: String
    let identifier: String
    let isInside: Bool
  }

  public var title: String
  /// Under the title: the day that the figures are of.
  public var subtitle: Message = ""
  /// For each loaded table, what its file had.
  public var receipts: [[Message]] = []
  public var warnings: [Message] = []
  /// The expectations that held.
  public var checks: [String] = []
  /// Seconds after which a browser reads the page anew; nil: never.
  public var refresh: Int?
  public private(set) var answerCount = 0
  private var body = ""
  private var contents: [Entry] = []
  private var hasHeadings = false
  /// The language of what stands around answers and notes.
  private let language: Language
  /// Bytes of one table at most.
  private let tableBudget: Int

  /// - Parameter tableBudget: bytes of one table at most: 20 of the default make less than 1 MB.
  public init(title: String, language: Language = .english, tableBudget: Int = 24_000) {
    self.title = title
    self.language = language
    self.tableBudget = tableBudget
  }

  /// Adds a text in Markdown.
  public mutating func add(note text: String) {
    let note = Markdown(text, prefix: "t\(contents.count)")
    body += "<div class=\"text\">\n\(note.html)</div>\n"
    contents += note.headings.map { Entry(text: $0.text, identifier: $0.identifier, isInside: false) }
    hasHeadings = hasHeadings || !note.headings.isEmpty
  }

  /// Adds an answer with its picture and what it is made of.
  public mutating func add(_ report: Report, _ definitions: [Definition] = []) {
    answerCount += 1
    let report = report.said(in: language)
    let identifier = "a\(answerCount)"
    let heading = Self.heading(report)
    contents.append(Entry(text: heading, identifier: identifier, isInside: hasHeadings))
    body += "<section class=\"card\" id=\"\(identifier)\">\n<h3>\(SVGCanvas.escaped(heading))</h3>\n"
    if let tiles = Self.tiles(report) {
      body += tiles
    } else {
      if let chart = Self.chart(report) { body += Self.pictures(chart, identifier) }
      body += PageTable(report, language, budget: tableBudget).html
    }
    body += "<details><summary>\(said("Where this comes from"))</summary>\n<pre>\(SVGCanvas.escaped([report.statement]))</pre>\n"
    for definition in definitions {
      body += "<div class=\"def\"><b>\(SVGCanvas.escaped(definition.name))</b><dl>"
      for fact in definition.facts { body += "<dt>\(said(fact.property))</dt><dd>\(said(fact.value))</dd>" }
      body += "</dl></div>\n"
    }
    body += "</details>\n</section>\n"
  }

  /// The whole page.
  public var html: String {
    let hasContents = contents.count > 2
    var text = "<!DOCTYPE html>\n<html lang=\"\(language.tag)\">\n<head>\n<meta charset=\"utf-8\">\n"
    text += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    text += "<meta http-equiv=\"Content-Security-Policy\" content=\"\(Self.policy)\">\n"
    if let refresh { text += "<meta http-equiv=\"refresh\" content=\"\(refresh)\">\n" }
    text +=
      "<meta name=\"generator\" content=\"seg\">\n<title>\(SVGCanvas.escaped(title))</title>\n<style>\(PageStyle.text)</style>\n</head>\n"
    text += "<body>\n<div class=\"page\(hasContents ? " has-nav" : "")\">\n<header><div><h1>\(SVGCanvas.escaped(title))</h1>"
    text += "<p class=\"sub\">\(said(subtitle))</p></div><button id=\"theme\" type=\"button\" "
    text += "data-dark=\"\(said("Dark"))\" data-light=\"\(said("Light"))\" hidden>\(said("Dark"))</button></header>\n"
    if hasContents { text += navigation }
    text += "<main>\n\(body)\(appendix)<footer>\(said("Made by seg."))</footer>\n</main>\n</div>\n<div id=\"tip\" hidden></div>\n"
    return text + "<script>\(PageScript.text)</script>\n</body>\n</html>\n"
  }

  /// No source of anything but the style and the script of the page itself.
  private static let policy =
    "default-src 'none'; style-src 'sha256-\(SHA256.base64(of: PageStyle.text))'; "
    + "script-src 'sha256-\(SHA256.base64(of: PageScript.text))'; base-uri 'none'; form-action 'none'"

  private var navigation: String {
    var text = "<nav aria-label=\"\(said("Contents"))\"><b>\(said("Contents"))</b><ul>\n"
    for entry in contents {
      text += "<li\(entry.isInside ? " class=\"in\"" : "")><a href=\"#\(entry.identifier)\">\(SVGCanvas.escaped(entry.text))</a></li>\n"
    }
    if hasAppendix { text += "<li><a href=\"#data\">\(said("Data and checks"))</a></li>\n" }
    return text + "</ul></nav>\n"
  }

  private func said(_ message: Message) -> String { SVGCanvas.escaped(message.text(in: language)) }

  private var hasAppendix: Bool { !receipts.isEmpty || !warnings.isEmpty || !checks.isEmpty }

  private var appendix: String {
    guard hasAppendix else { return "" }
    var text = "<h2 id=\"data\">\(said("Data and checks"))</h2>\n<section class=\"card\">\n"
    for lines in receipts { text += "<p class=\"log\">\(SVGCanvas.escaped(lines.map { $0.text(in: language) }))</p>\n" }
    if !checks.isEmpty {
      text += "<h3>\(said("Checked"))</h3>\n<ul>\n"
      for check in checks { text += "<li><code>\(SVGCanvas.escaped(check))</code></li>\n" }
      text += "</ul>\n"
    }
    if !warnings.isEmpty { text += "<h3>\(said("Warnings"))</h3>\n" }
    for warning in warnings { text += "<p class=\"log warn\">\(SVGCanvas.escaped([warning.text(in: language)]))</p>\n" }
    return text + "</section>\n"
  }
}

extension Page {
  /// `revenue by city` for `show revenue by city draw bar`.
  private static func heading(_ report: Report) -> String {
    var words = Diagnostic.visible(report.statement.split(whereSeparator: \.isNewline).joined(separator: " ")).split(separator: " ")
    let first = words.first?.lowercased() ?? ""
    // What the names of columns say is shorter than how they are computed.
    if ["show", "显示"].contains(first), words.contains(where: { ["as", "作为"].contains($0.lowercased()) }),
      report.schema.columns.count == report.table.fields.count
    {
      let figures = report.schema.columns.filter { [.measure, .share].contains($0.role) }.map(\.name).joined(separator: ", ")
      let groups = report.schema.columns.filter { [.dimension, .period].contains($0.role) }.map(\.name).joined(separator: ", ")
      let named: Message = groups.isEmpty ? Message(verbatim: figures) : "\(figures) by \(groups)"
      if !figures.isEmpty { return PresentedColumn.cut(Diagnostic.visible(named.text(in: report.language)), to: 120).text }
    }
    if ["show", "list", "describe", "显示", "列出", "描述"].contains(first), words.count > 1 { words.removeFirst() }
    if report.drawing != nil, words.count > 2, ["draw", "绘制"].contains(words[words.count - 2].lowercased()) { words.removeLast(2) }
    return PresentedColumn.cut(words.joined(separator: " "), to: 120).text
  }

  /// Figures of one row, each large under its name; nil for other answers.
  private static func tiles(_ report: Report) -> String? {
    guard report.table.rowCount == 1, report.drawing == nil, report.table.fields.count <= 12 else { return nil }
    guard report.table.fields.indices.contains(where: report.isFigure) else { return nil }
    var text = "<div class=\"tiles\">\n"
    withExtendedLifetime(report.table) {
      for (index, column) in report.columns([0..<1]).enumerated() {
        let unit = index < report.schema.columns.count ? report.schema.columns[index].unit : nil
        text += "<div class=\"tile\"><b>\(SVGCanvas.escaped(PageTable.cell(column, 0)))</b>"
        text += "<span>\(SVGCanvas.escaped(column.name))\(unit.map { ", " + SVGCanvas.escaped($0) } ?? "")</span></div>\n"
      }
    }
    return text + "</div>\n"
  }

  private static func chart(_ report: Report) -> Chart? {
    if report.drawing == ChartKind.none || report.drawing == ReportFormat.table.name { return nil }
    return Chart.of(report, kind: report.drawing)
  }

  /// The picture for wide and for narrow windows: letters are not to shrink on phones.
  private static func pictures(_ chart: Chart, _ identifier: String) -> String {
    let wide = SVGChart(chart: chart, width: 820, identifier: identifier + "w", isStandalone: false).text
    let narrow = SVGChart(chart: chart, width: 330, identifier: identifier + "n", isStandalone: false).text
    return "<div class=\"chart-box wide\">\(wide)</div>\n<div class=\"chart-box narrow\">\(narrow)</div>\n"
  }
}

extension SVGCanvas {
  /// Lines of text, each escaped: control characters are shown, line breaks are kept.
  static func escaped(_ lines: [String]) -> String {
    lines.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }.map { escaped(String($0)) }.joined(separator: "\n")
  }
}
