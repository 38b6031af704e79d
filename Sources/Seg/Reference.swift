// The reference pages, printed from the values that define the language.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegReport
import SegSyntax
import SegText

/// The pages of `docs/reference/`, as Markdown. A test compares the files with them.
package enum Reference {
  /// Texts by file name.
  package static var pages: [(name: String, text: String)] {
    [
      ("README.md", index), ("statements.md", statements), ("functions.md", functions), ("analyses.md", analyses),
      ("diagnostics.md", diagnostics), ("library.md", library), ("formats.md", formats),
      ("chinese.md", notice + "# Words in Chinese\n\n`seg help chinese` shows the same.\n\n```text\n\(ChineseHelp.words)\n```\n"),
    ]
  }

  private static let notice = "<!-- Printed by `seg help --pages docs/reference`; do not edit. -->\n\n"

  private static var index: String {
    notice + """
      # Reference

      | page | content |
      |---|---|
      | [statements.md](statements.md) | every statement, with its form and an example |
      | [functions.md](functions.md) | aggregates, population functions, models, scores and functions |
      | [analyses.md](analyses.md) | what `show NAME(…)` answers |
      | [library.md](library.md) | the standard library, `use std.…` |
      | [formats.md](formats.md) | files that are read, options of `load`, formats of answers |
      | [diagnostics.md](diagnostics.md) | what each message means, and how to fix it |
      | [chinese.md](chinese.md) | every word of a script in Chinese |

      The grammar is [grammar/seg.ebnf](../../grammar/seg.ebnf).

      """
  }

  private static var statements: String {
    var text = notice + "# Statements\n\nParts in `[…]` are optional; `…` means more of the same.\n"
    for form in StatementForm.all {
      text += "\n## \(form.keyword)\n\n\(form.summary)\n\n    \(form.form)\n\nFor example:\n\n    \(form.example)\n"
      if form.keyword == "show" {
        for clause in StatementForm.clauses {
          text += "\n### \(clause.keyword)\n\n\(clause.summary)\n\n    \(clause.form)\n\nFor example:\n\n    \(clause.example)\n"
        }
      }
    }
    text += "\n# Clauses and words\n"
    for topic in StatementForm.topics {
      text += "\n## \(topic.keyword)\n\n\(topic.summary)\n\n    \(topic.form)\n\nFor example:\n\n    \(topic.example)\n"
    }
    return text
  }

  private static var functions: String {
    var text = notice + "# Functions\n"
    text +=
      "\n## Aggregates\n\nIn a metric, an aggregate is computed over a customer's events; in a measure, over a group. "
      + "Missing values are skipped.\n\n"
    text += table(of: .aggregates)
    text +=
      "\n## Population functions\n\nThese compare a customer with all customers, with those of a group (`per`) or with "
      + "those of a segment (`within`).\n\n"
    text += table(of: .population)
    text +=
      "\n## The order of events\n\nThese read the events of a customer in the order of time, in a column of events or "
      + "inside an aggregate over them. "
      + "`position` is 1 for the first.\n\n"
    text += table(of: .order)
    text +=
      "\n## Functions over the rows of an answer\n\nThese take a measure, or an item that is named before, in `show … by`. The rows are "
      + "those of the last dimension, in the order of its values, for each combination of the others.\n\n"
    text += "| name | gives | for example |\n|---|---|---|\n"
    for function in RowFunction.allCases { text += "| `\(function.rawValue)` | \(function.summary) | `\(function.example)` |\n" }
    text += stageFunctions
    text += modelFunctions
    text += scoreFunctions
    text += "\n## Functions of values\n\nThe value is missing if an argument is missing.\n"
    for function in Function.all {
      text += "\n### \(function.name)\n\n\(function.summary)\n\n"
      for signature in function.signatures { text += "- `\(signature)`\n" }
      text += "\n```seg\nshow \(function.example.call) as value\n#> value\n#> \(function.example.value)\n```\n"
    }
    return text
  }

  /// The callables of a family, a row each.
  private static func table(of family: Callable.Family) -> String {
    var text = "| name | gives | for example |\n|---|---|---|\n"
    for callable in CallableList.builtIn.all where callable.family == family {
      text += "| `\(callable.name)` | \(callable.summary) | `\(callable.example)` |\n"
    }
    return text
  }

  private static var stageFunctions: String {
    var text =
      "\n## Time in a stage\n\nThese look at a customer's stage, segment, condition or text on every day until the as-of day, from the "
      + "day of the first event of the data on.\n`every week`, `every month` and the like as the last argument look at it on the last "
      + "day of each period and on the as-of day. What began before the data\nhas no known day. `show durations(stage)` and `show "
      + "survival(stage)` say how long all customers stay.\n\n"
    text += "| name | gives | calls |\n|---|---|---|\n"
    for function in HistoryFunction.allCases {
      text += "| `\(function.rawValue)` | \(function.summary) | \(function.signatures.map { "`\($0)`" }.joined(separator: "<br>")) |\n"
    }
    return text
  }

  private static var modelFunctions: String {
    var text =
      "\n## Functions of purchases\n\nFunctions in a metric, computed from a customer's own events; these take a condition "
      + "or a window as in\n"
    text += "aggregates. Several events of a customer on one day are one purchase. Customers without a purchase until the\n"
    text += "as-of day have no value. A model is fitted to all customers with a purchase, once for each choice of events,\n"
    text += "options and as-of day, and kept.\n\n"
    text += table(of: .purchases)
    text += "\nNamed arguments mean the same everywhere, in analyses too:\n\n| name | meaning | taken by |\n|---|---|---|\n"
    for option in ModelOption.allCases {
      text += "| `\(option.rawValue)` | \(option.summary) | \(takers(of: option).map { "`\($0)`" }.joined(separator: ", ")) |\n"
    }
    return text
  }

  /// Functions and analyses that take an option.
  static func takers(of option: ModelOption) -> [String] {
    CallableList.builtIn.all.filter { $0.arguments.contains { $0.name == option.rawValue } }.map(\.name)
  }

  private static var scoreFunctions: String {
    var text = "\n## Scores\n\n\(ScoreFunction.explanation)\n\n" + table(of: .scores)
    text += "\n| argument | meaning |\n|---|---|\n"
    for option in ScoreOption.allCases { text += "| `\(option.rawValue)` | \(option.summary)\(option.isRequired ? "; required" : "") |\n" }
    return text + "\n## Budgets\n\n" + table(of: .budgets)
  }

  private static var analyses: String {
    var text = notice + "# Analyses\n\n`show NAME(…)` answers each; `of SEGMENT` and `where CONDITION` may follow.\n"
    for callable in CallableList.builtIn.all where callable.isAnalysis {
      text += "\n## \(callable.name)\n\n\(callable.summary)\n\n    \(callable.example)\n"
      if !callable.arguments.isEmpty { text += "\n" }
      for argument in callable.arguments { text += "- `\(argument.name)`: \(argument.summary)\(argument.isRequired ? "; required" : "")\n" }
    }
    return text
  }

  private static var diagnostics: String {
    var text = notice + "# Diagnostics\n\n`seg help ID` shows the same.\n"
    for topic in Session.diagnosticTopics.sorted(by: { $0.id < $1.id }) { text += "\n## \(topic.id)\n\n\(topic.explanation)\n" }
    return text
  }

  /// Each file's own words, and what it defines.
  private static var library: String {
    var text =
      notice + "# Standard library\n\n`use std.NAME` imports the definitions of a file. Earlier definitions of the script are kept, "
      + "so a file that\nuses `profit` uses the script's own. `seg help std.NAME` shows the same.\n"
    for (name, source) in StandardLibrary.files.sorted(by: { $0.key < $1.key }) {
      text += "\n## \(name)\n\n```text\n\(StandardLibrary.header(of: name) ?? "")\n```\n\n| name | meaning |\n|---|---|\n"
      var seen: Set<String> = []
      for statement in Parser.parse(Source(name: name, text: source)).script.statements {
        for defined in statement.definedNames.sorted() where seen.insert(defined).inserted {
          text += "| `\(defined)` | \(Self.noun(of: statement)) |\n"
        }
      }
    }
    return text
  }

  /// The definitions of a name in the libraries; nil if there are none.
  static func libraryDefinitions(_ name: String) -> String? {
    var found: [String] = []
    for (library, source) in StandardLibrary.files.sorted(by: { $0.key < $1.key }) {
      for statement in Parser.parse(Source(name: library, text: source)).script.statements where statement.definedNames.contains(name) {
        let noun = noun(of: statement)
        found.append("\(name) of \(library), a \(noun)\n\n  \(statement.span.text)")
        // If a library gives several definitions, the later ones are for scripts without the columns of the first.
        break
      }
    }
    return found.isEmpty ? nil : found.joined(separator: "\n\n")
  }

  /// The kind of a definition and its documentation, or what replaces it.
  private static func noun(of statement: StatementSyntax) -> String {
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

  private static var formats: String {
    var text = notice + "# Files and formats\n\n## Files that are read\n\n| format | endings | content |\n|---|---|---|\n"
    for format in [FileFormat].all {
      text += "| \(format.name) | \(format.extensions.map { ".\($0)" }.joined(separator: " ")) | \(format.summary) |\n"
    }
    text += """

      Each may be compressed with gzip. UTF-8, and UTF-16 with a byte order mark, are recognized for certain. Other encodings are
      recognized by the language that their bytes make (GB18030, Big5, Shift_JIS, EUC-KR, windows-1252, windows-1251 and others), with
      a warning. A few bytes that are no text reject their rows.

      ## Options of load

          load … with (OPTION: VALUE, …)

      | option | meaning | example |
      |---|---|---|
      | format | The name of a format; otherwise the file's name and first bytes tell. | `format: csv` |

      """
    for option in TextOption.all {
      text += "| \(option.name) | \(option.summary)\(option.scope) | `\(option.example)` |\n"
    }
    let types = ColumnType.allCases.map { "`\($0 == .boolean ? "boolean" : $0.rawValue)`" }
    text += "\nTypes are \(types.joined(separator: ", ")): `types: (phone: text)`.\n"
    text += "\n## Formats of answers\n\n| `--format` | writes |\n|---|---|\n"
    for format in ReportFormat.all { text += "| \(format.name) | \(format.summary) |\n" }
    text += "\n`export` also writes workbooks (.xlsx) and, where the system has librsvg, pictures as points (.png).\n"
    text += "\n### json\n\n\(ReportFormat.jsonExplanation)\n\n| `role` | meaning |\n|---|---|\n"
    for role in ColumnRole.allCases { text += "| `\(role.rawValue)` | \(role.summary) |\n" }
    text += "\n## Drawings\n\n| `draw` | draws |\n|---|---|\n"
    for kind in ChartKind.all { text += "| \(kind.name) | \(kind.summary) |\n" }
    text += "| none | no picture: the table alone |\n"
    return text
  }
}

extension TextOption {
  /// The formats that have it, where not all do.
  fileprivate var scope: String {
    if isForWorkbooksOnly { return " Workbooks only." }
    switch (isForCSV, isForWorkbooks) {
    case (true, true): return " CSV and workbooks."
    case (true, false): return " CSV only."
    case (false, false): return " Not for workbooks."
    case (false, true): return ""
    }
  }
}
