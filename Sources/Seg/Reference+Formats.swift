// The reference pages of the library, of files and of formats.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegReport
import SegSyntax
import SegText

extension Reference {
  /// Each file's own words, and what it defines.
  var library: String {
    var text =
      page("Standard library") + "\n"
      + said(
        """
        `use std.NAME` imports the definitions of a file. Earlier definitions of the script are kept, so a file that uses `profit` \
        uses the script's own. `seg help std.NAME` shows the same.
        """) + "\n"
    for (name, source) in StandardLibrary.files.sorted(by: { $0.key < $1.key }) where language == .english || isChinese(source) {
      text += "\n## \(name)\n\n```text\n\(StandardLibrary.header(of: name) ?? "")\n```\n\n" + head("name", "meaning")
      var seen: Set<String> = []
      for statement in Parser.parse(Source(name: name, text: source)).script.statements {
        for defined in statement.definedNames.sorted() where seen.insert(defined).inserted {
          text += "| `\(defined)` | \(said(Self.noun(of: statement))) |\n"
        }
      }
    }
    return text
  }

  /// Whether a library is explained in Chinese.
  private func isChinese(_ source: String) -> Bool { source.prefix { $0 != "\n" }.unicodeScalars.contains { $0.value >= 0x4E00 } }

  /// The definitions of a name in the libraries; nil if there are none.
  func libraryDefinitions(_ name: String) -> String? {
    var found: [String] = []
    for (library, source) in StandardLibrary.files.sorted(by: { $0.key < $1.key }) {
      for statement in Parser.parse(Source(name: library, text: source)).script.statements where statement.definedNames.contains(name) {
        let noun = Self.noun(of: statement)
        found.append(said("\(name) of \(library), a \(noun)") + "\n\n  \(statement.span.text)")
        // If a library gives several definitions, the later ones are for scripts without the columns of the first.
        break
      }
    }
    return found.isEmpty ? nil : found.joined(separator: "\n\n")
  }

  /// The kind of a definition and its documentation, or what replaces it.
  private static func noun(of statement: StatementSyntax) -> Message {
    switch statement.kind {
    case .metric(let syntax): "metric: \(syntax.documentation ?? "")"
    case .measure(let syntax): "measure: \(syntax.documentation ?? "")"
    case .column(let syntax): "column of \(syntax.table.text): \(syntax.definition.documentation ?? "")"
    case .table: "table"
    case .segment: "segment"
    case .lifecycle(_, let stages): "lifecycle: \(stages.map(\.name.text).joined(separator: ", "))"
    case .param(_, let literal): "parameter: \(literal.span.text)"
    case .function: "function"
    case .load, .append, .link, .asOf, .split, .show, .list, .describe, .explain, .why, .expect, .export, .snapshot, .report, .note, .use:
      ""
    }
  }

  var formats: String {
    var text = page("Files and formats") + heading("Files that are read") + head("format", "endings", "content")
    for format in [FileFormat].all {
      text += "| \(format.name) | \(format.extensions.map { ".\($0)" }.joined(separator: " ")) | \(said(format.summary)) |\n"
    }
    text +=
      "\n"
      + said(
        """
        Each may be compressed with gzip. UTF-8, and UTF-16 with a byte order mark, are recognized for certain. Other encodings are \
        recognized by the language that their bytes make (GB18030, Big5, Shift_JIS, EUC-KR, windows-1252, windows-1251 and others), \
        with a warning. A few bytes that are no text reject their rows.
        """) + "\n"
    text += heading("Options of load") + "    load … with (OPTION: VALUE, …)\n\n" + head("option", "meaning", "example")
    text += "| format | \(said("The name of a format; otherwise the file's name and first bytes tell.")) | `format: csv` |\n"
    for option in TextOption.all {
      text += "| \(option.name) | \(said(option.scope.map { "\(option.summary) \($0)" } ?? option.summary)) | `\(option.example)` |\n"
    }
    let types = ColumnType.allCases.map { "`\($0 == .boolean ? "boolean" : $0.rawValue)`" }.joined(separator: ", ")
    text += "\n\(said("Types are \(types): `types: (phone: text)`."))\n"
    text += heading("Formats of answers") + head("`--format`", "writes")
    for format in ReportFormat.all { text += "| \(format.name) | \(said(format.summary)) |\n" }
    text += "\n" + said("`export` also writes workbooks (.xlsx) and, where the system has librsvg, pictures as points (.png).") + "\n"
    text += "\n### json\n\n\(ReportFormat.jsonExample)\n\n\(said(ReportFormat.jsonExplanation))\n\n" + head("`role`", "meaning")
    for role in ColumnRole.allCases { text += "| `\(role.rawValue)` | \(said(role.summary)) |\n" }
    text += heading("Drawings") + head("`draw`", "draws")
    for kind in ChartKind.all { text += "| \(drawing(kind.name)) | \(said(kind.summary)) |\n" }
    return text + "| \(drawing(ChartKind.none)) | \(said("no picture: the table alone")) |\n"
  }

  private func drawing(_ name: String) -> String {
    guard language == .chinese, let twin = ChineseNames.drawings[name]?.first else { return name }
    return "\(name) \(twin)"
  }
}

extension TextOption {
  /// The formats that have it, where not all do.
  fileprivate var scope: Message? {
    if isForWorkbooksOnly { return "Workbooks only." }
    switch (isForCSV, isForWorkbooks) {
    case (true, true): return "CSV and workbooks."
    case (true, false): return "CSV only."
    case (false, false): return "Not for workbooks."
    case (false, true): return nil
    }
  }
}
