// How the prompt shows answers.

import Seg
import SegDiagnostics
import SegSyntax

struct PromptSettings {
  /// How many rows of an answer are shown.
  enum Rows: CustomStringConvertible {
    /// 40, or as many as the question asks for.
    case usual
    case count(Int)
    case all

    var description: String {
      switch self {
      case .usual: "auto"
      case .count(let count): "\(count)"
      case .all: "all"
      }
    }
  }

  private(set) var rows = Rows.usual
  /// Columns of the terminal to use; nil: those that it has.
  private(set) var width: Int?
  private(set) var format = ReportFormat.table
  var isTimed = false
  /// Whether large figures are shown in 万 and 亿.
  var countsInMyriads = false

  init(format: ReportFormat?) { if let format { self.format = format } }

  mutating func set(rows text: String) throws {
    if text == "all" {
      rows = .all
    } else if text == "auto" || text.isEmpty {
      rows = .usual
    } else if let count = Int(text), count >= 1 {
      rows = .count(count)
    } else {
      throw ScriptError(.badArgument("rows", text, "a number of rows, `all` or `auto`"))
    }
  }

  mutating func set(width text: String) throws {
    if text == "auto" || text.isEmpty {
      width = nil
    } else if let columns = Int(text), (20...10_000).contains(columns) {
      width = columns
    } else {
      throw ScriptError(.badArgument("width", text, "20 to 10000 columns, or `auto`"))
    }
  }

  mutating func set(format name: String) throws {
    guard let format = ReportFormat.named(name) else {
      let near = Speller.nearest(to: name, among: ReportFormat.all.map(\.name))
      throw ScriptError(.badArgument("format", name, near.map { "`\($0)`" } ?? ReportFormat.all.map(\.name).joined(separator: ", ")))
    }
    self.format = format
  }

  /// The style for an answer on the terminal.
  func style(for statement: String) -> ReportStyle {
    var style = Terminal.style(moreHint: "`.rows all` shows all")
    if let width { style.width = width }
    style.countsInMyriads = countsInMyriads
    switch rows {
    case .usual: style.rowLimit = max(style.rowLimit ?? 40, AskedRows.of(statement) ?? 0)
    case .count(let count): style.rowLimit = max(2, count)
    case .all: style.rowLimit = nil
    }
    return style
  }
}

/// The rows that a question asks for by `top N`.
enum AskedRows {
  /// nil if it asks for no number of rows.
  static func of(_ statement: String) -> Int? {
    let (script, _) = Parser.parse(Source(name: "", text: statement))
    guard let kind = script.statements.last?.kind else { return nil }
    let clauses: [ClauseSyntax]
    switch kind {
    case .show(let show): clauses = show.clauses
    case .list(let list): clauses = list.clauses
    case .load, .append, .link, .column, .table, .asOf, .param, .metric, .measure, .function, .lifecycle, .segment, .split, .describe,
      .explain, .why, .expect, .export, .snapshot, .report, .note, .use:
      return nil
    }
    for case .cut(let cut) in clauses {
      switch cut.kind {
      case .top, .bottom: if cut.per.isEmpty, case .integer(let count) = cut.amount.kind { return Int(clamping: count) }
      case .cover, .spend: return nil
      }
    }
    return nil
  }
}
