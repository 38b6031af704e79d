// The reference pages in each language, printed from the values that define the language of scripts.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegReport
import SegSyntax
import SegText

/// The pages of `docs/reference/` and of its twins in other languages, as Markdown. A test compares the files with them.
package struct Reference {
  let language: Language

  package init(_ language: Language) { self.language = language }

  /// Texts by file name.
  package var pages: [(name: String, text: String)] {
    [
      ("README.md", index), ("statements.md", statements), ("functions.md", functions), ("analyses.md", analyses),
      ("diagnostics.md", diagnostics), ("library.md", library), ("formats.md", formats),
      (
        "chinese.md",
        page("Words in Chinese") + "\n\(said("`seg help chinese` shows the same."))\n\n```text\n\(ChineseHelp.words(in: language))\n```\n"
      ),
    ]
  }

  func said(_ message: Message) -> String { message.text(in: language) }

  /// The beginning of a page: the notice, and its title.
  func page(_ title: Message) -> String {
    let command = language == .english ? "seg help --pages docs/reference" : "seg help --lang zh --pages docs/reference.zh-CN"
    return "<!-- \(said("Printed by `\(command)`; do not edit.")) -->\n\n# \(said(title))\n"
  }

  func heading(_ title: Message) -> String { "\n## \(said(title))\n\n" }

  /// The head of a table.
  func head(_ columns: Message...) -> String {
    let names = columns.map(said).joined(separator: " | ")
    return "| \(names) |\n" + String(repeating: "|---", count: columns.count) + "|\n"
  }

  /// A part of a script with the words of scripts in the language of the page. What is no whole statement stays as it is.
  func code(_ text: String) -> String {
    guard language == .chinese else { return text }
    func formatted(_ text: String) -> String? {
      guard case .formatted(let result) = Formatter.format(Source(name: "", text: text), in: .chinese) else { return nil }
      return result.hasSuffix("\n") ? String(result.dropLast()) : result
    }
    if let whole = formatted(text) { return whole.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n    ") }
    guard let shown = formatted("show \(text)"), shown.hasPrefix("显示 ") else { return text }
    return String(shown.dropFirst(3)).split(separator: "\n").joined(separator: " ")
  }

  private var index: String {
    let pages = [
      ("statements.md", said("every statement, with its form and an example")),
      ("functions.md", said("aggregates, population functions, models, scores and functions")),
      ("analyses.md", said("what `show NAME(…)` answers")), ("library.md", said("the standard library, `use std.…`")),
      ("formats.md", said("files that are read, options of `load`, formats of answers")),
      ("diagnostics.md", said("what each message means, and how to fix it")),
      ("chinese.md", said("every word of a script in Chinese")),
    ]
    var text = page("Reference") + "\n" + head("page", "content")
    for (name, content) in pages { text += "| [\(name)](\(name)) | \(content) |\n" }
    let other = language == .english ? "[中文](../reference.zh-CN/README.md)" : "[English](../reference/README.md)"
    return text + "\n\(said("The grammar is \(Message(verbatim: "[grammar/seg.ebnf](../../grammar/seg.ebnf)"))."))\n\n\(other)\n"
  }

  private var statements: String {
    var text = page("Statements") + "\n\(said("Parts in `[…]` are optional; `…` means more of the same."))\n"
    for form in StatementForm.all {
      text += "\n## \(title(form.keyword))\n\n" + explained(form)
      if form.keyword == "show" {
        for clause in StatementForm.clauses { text += "\n### \(title(clause.keyword))\n\n" + explained(clause) }
      }
    }
    text += "\n# \(said("Clauses and words"))\n"
    for topic in StatementForm.topics { text += "\n## \(title(topic.keyword))\n\n" + explained(topic) }
    return text
  }

  /// A word, with its twin where the page is in another language.
  private func title(_ word: String) -> String {
    guard language == .chinese, let twin = ChineseHelp.word(for: word) else { return word }
    return "\(word) \(twin)"
  }

  private func explained(_ form: StatementForm) -> String {
    "\(said(form.summary))\n\n    \(form.form)\n\n\(said("For example:"))\n\n    \(code(form.example))\n"
  }

  private var functions: String {
    var text = page("Functions")
    text +=
      heading("Aggregates")
      + said(
        "In a metric, an aggregate is computed over a customer's events; in a measure, over a group. Missing values are skipped.") + "\n\n"
    text += table(of: .aggregates)
    text +=
      heading("Population functions")
      + said(
        """
        These compare a customer with all customers, with those of a group (`per`) or with those of a segment (`within`).
        """) + "\n\n"
    text += table(of: .population)
    text +=
      heading("The order of events")
      + said(
        """
        These read the events of a customer in the order of time, in a column of events or inside an aggregate over them. `position` \
        is 1 for the first.
        """) + "\n\n"
    text += table(of: .order)
    text +=
      heading("Functions over the rows of an answer")
      + said(
        """
        These take a measure, or an item that is named before, in `show … by`. The rows are those of the last dimension, in the order \
        of its values, for each combination of the others.
        """) + "\n\n"
    text += head("name", "gives", "for example")
    for function in RowFunction.allCases {
      text += "| `\(name(function.rawValue))` | \(said(function.summary)) | `\(code(function.example))` |\n"
    }
    text += stageFunctions
    text += modelFunctions
    text += scoreFunctions
    text += heading("Functions of values") + said("The value is missing if an argument is missing.") + "\n"
    for function in Function.all {
      text += "\n### \(name(function.name))\n\n\(said(function.summary))\n\n"
      for signature in function.signatures { text += "- `\(signature)`\n" }
      text += "\n```seg\nshow \(function.example.call) as value\n#> value\n#> \(function.example.value)\n```\n"
    }
    return text
  }

  /// The name of a callable, with its twin where the page is in another language.
  private func name(_ name: String) -> String {
    guard language == .chinese, let twin = ChineseNames.functions[name]?.first else { return name }
    return "\(name) \(twin)"
  }

  /// The callables of a family, a row each.
  private func table(of family: Callable.Family) -> String {
    var text = head("name", "gives", "for example")
    for callable in CallableList.builtIn.all where callable.family == family {
      text += "| `\(name(callable.name))` | \(said(callable.summary)) | `\(code(callable.example))` |\n"
    }
    return text
  }

  private var stageFunctions: String {
    var text =
      heading("Time in a stage")
      + said(
        """
        These look at a customer's stage, segment, condition or text on every day until the as-of day, from the day of the first event \
        of the data on. `every week`, `every month` and the like as the last argument look at it on the last day of each period and on \
        the as-of day. What began before the data has no known day. `show durations(stage)` and `show survival(stage)` say how long \
        all customers stay.
        """) + "\n\n"
    text += head("name", "gives", "calls")
    for function in HistoryFunction.allCases {
      let calls = function.signatures.map { "`\($0)`" }.joined(separator: "<br>")
      text += "| `\(name(function.rawValue))` | \(said(function.summary)) | \(calls) |\n"
    }
    return text
  }

  private var modelFunctions: String {
    var text =
      heading("Functions of purchases")
      + said(
        """
        Functions in a metric, computed from a customer's own events; these take a condition or a window as in aggregates. Several \
        events of a customer on one day are one purchase. Customers without a purchase until the as-of day have no value. A model is \
        fitted to all customers with a purchase, once for each choice of events, options and as-of day, and kept.
        """) + "\n\n"
    text += table(of: .purchases)
    text += "\n\(said("Named arguments mean the same everywhere, in analyses too:"))\n\n" + head("name", "meaning", "taken by")
    for option in ModelOption.allCases {
      text += "| `\(option.rawValue)` | \(said(option.summary)) | \(Self.takers(of: option).map { "`\($0)`" }.joined(separator: ", ")) |\n"
    }
    return text
  }

  /// Functions and analyses that take an option.
  static func takers(of option: ModelOption) -> [String] {
    CallableList.builtIn.all.filter { $0.arguments.contains { $0.name == option.rawValue } }.map(\.name)
  }

  private var scoreFunctions: String {
    var text = heading("Scores") + ScoreFunction.explanation.map(said).joined(separator: "\n\n") + "\n\n" + table(of: .scores)
    text += "\n" + head("argument", "meaning")
    for option in ScoreOption.allCases { text += "| `\(option.rawValue)` | \(argument(option.summary, option.isRequired)) |\n" }
    return text + heading("Budgets") + table(of: .budgets)
  }

  private func argument(_ summary: Message, _ isRequired: Bool) -> String { said(isRequired ? "\(summary); required" : summary) }

  private var analyses: String {
    var text = page("Analyses") + "\n\(said("`show NAME(…)` answers each; `of SEGMENT` and `where CONDITION` may follow."))\n"
    for callable in CallableList.builtIn.all where callable.isAnalysis {
      text += "\n## \(name(callable.name))\n\n\(said(callable.summary))\n\n    \(code(callable.example))\n"
      if !callable.arguments.isEmpty { text += "\n" }
      for one in callable.arguments { text += "- `\(one.name)`: \(argument(one.summary, one.isRequired))\n" }
    }
    return text
  }

  private var diagnostics: String {
    var text = page("Diagnostics") + "\n\(said("`seg help ID` shows the same."))\n"
    for topic in Session.diagnosticTopics.sorted(by: { $0.id < $1.id }) { text += "\n## \(topic.id)\n\n\(said(topic.explanation))\n" }
    return text
  }
}
