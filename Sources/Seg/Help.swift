// What `help` says: read from the values that the parser and the engine use.

import SegDiagnostics
import SegEngine
import SegFiles
import SegModels
import SegStore
import SegFunctions
import SegPlan
import SegRuntime
import SegSemantics
import SegSyntax
import SegText
import SegWorkbook

extension Session {
  /// What `help` says about a statement, function or diagnostic; nil if
  /// there is no such topic. Without a topic: an overview.
  public static func help(_ topic: String?, in language: Language = .english) -> String? {
    withAmpleStack { Help(CallableList.builtIn.all, language).text(of: topic) }
  }

  /// All topics that the static ``help(_:)-swift.type.method`` knows.
  public static var helpTopics: [String] { withAmpleStack { Help(CallableList.builtIn.all).topics } }

  /// The same with the functions of the host and of the script.
  public func help(_ topic: String?, in language: Language = .english) -> String? {
    call { Help(state.catalog.allCallables, language).text(of: topic) }
  }

  /// All topics that ``help(_:)`` of this session knows.
  public var helpTopics: [String] { call { Help(state.catalog.allCallables).topics } }

  /// The topics whose help has a word, and the line of it that has: those that are called so first.
  public func helpTopics(with word: String, in language: Language = .english) -> [(topic: String, line: String)] {
    call {
      let help = Help(state.catalog.allCallables, language)
      let wanted = word.lowercased()
      var named: [(topic: String, line: String)] = []
      var having: [(topic: String, line: String)] = []
      for topic in help.topics {
        guard let text = help.text(of: topic) else { continue }
        let isNamed = topic.lowercased().contains(wanted)
        let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
        if isNamed {
          named.append((topic, String(lines.dropFirst().first ?? lines.first ?? "")))
        } else if let line = lines.first(where: { $0.lowercased().contains(wanted) }) {
          having.append((topic, String(line)))
        }
      }
      return named + having
    }
  }

  /// Every diagnostic's explanation, of all phases, each id once.
  package static var diagnosticTopics: [DiagnosticTopic] {
    var seen: Set<String> = []
    return
      (SyntaxDiagnostics.topics + SemanticDiagnostics.topics + SemanticDiagnostics.tableTopics + SemanticDiagnostics.rowTopics
      + StoreDiagnostics.topics + EngineDiagnostics.topics + ModelDiagnostics.topics
      + ReadError.topics + ReadError.textTopics + ReadError.workbookTopics
      + SessionDiagnostics.topics + RuntimeDiagnostics.topics).filter { seen.insert($0.id).inserted }
  }

  /// A call of every function and the value that it has, for tests and pages.
  package static var functionExamples: [(call: String, value: String)] { Function.all.map(\.example) }
}

/// The texts of `help` in one language, for some callables.
struct Help {
  let callables: [Callable]
  let language: Language

  init(_ callables: [Callable], _ language: Language = .english) {
    self.callables = callables
    self.language = language
  }

  private func said(_ message: Message) -> String { message.text(in: language) }

  /// All topics, in the order of the overview.
  var topics: [String] {
    StatementForm.explained.map(\.keyword) + callables.map(\.name) + ["position", "chinese"] + StandardLibrary.files.keys.sorted()
      + TextOption.all.map(\.name) + Session.diagnosticTopics.map(\.id)
  }

  /// The text of a topic; nil if there is none. Without a topic: an overview.
  func text(of topic: String?) -> String? {
    guard let topic = topic?.split(whereSeparator: \.isWhitespace).joined(separator: " "), !topic.isEmpty else {
      return overview
    }
    if topic == "中文" || topic.lowercased() == "chinese" { return ChineseHelp.words(in: language) }
    if let english = ChineseHelp.twin(of: topic) { return text(of: english).map { "\(topic) = \(english)\n\n\($0)" } }
    let wanted = topic.lowercased()
    let clause = wanted == "with totals" ? "totals" : wanted
    let forms = StatementForm.explained
    if let form = forms.first(where: { $0.keyword == clause }) ?? forms.first(where: { $0.keyword == wanted + " by" }) {
      return "\(form.form)\n\n  \(said(form.summary))\n\n  \(form.example)"
    }
    if let callable = callables.first(where: { $0.name == topic }) ?? callables.first(where: { $0.name == wanted }) {
      return text(of: callable)
    }
    if wanted == "position" { return "position: \(said(OrderedValue.positionHelp))\n\n  sum(amount of orders where position = 1)" }
    if let option = TextOption.all.first(where: { $0.name == wanted }) {
      return "\(option.name): \(said(option.summary))\n\n  load orders from \"orders.csv\" of customers by id with (\(option.example))"
    }
    if let option = ModelOption(rawValue: wanted) {
      return "\(option.rawValue): \(said(option.summary))\n\n  \(option.example)\n\n" + takers(of: option)
    }
    if ModelOptions.modelNames.contains(wanted) {
      return "\(wanted): \(said(ModelOption.model.summary))\n\n  model: \"\(wanted)\"\n\n" + takers(of: .model)
    }
    if let topic = Session.diagnosticTopics.first(where: { $0.id == wanted }) { return "\(topic.id)\n\n  \(said(topic.explanation))" }
    if let header = StandardLibrary.header(of: wanted) { return header }
    if let defined = Reference(language).libraryDefinitions(wanted) { return defined }
    return nil
  }

  private func takers(of option: ModelOption) -> String {
    said("taken by \(Reference.takers(of: option).joined(separator: ", "))")
  }

  private func text(of callable: Callable) -> String {
    var parts = ["\(callable.name): \(said(callable.summary))"]
    if !callable.signatures.isEmpty { parts.append(callable.signatures.map { "  \($0)" }.joined(separator: "\n")) }
    if case .function(let function) = callable {
      parts.append("  " + said("\(function.example.call)  is  \(function.example.value)"))
    } else {
      parts.append("  \(callable.example)")
    }
    // `share`, `rank`, `total` and `previous` are also functions over the rows of an answer.
    if let row = RowFunction(rawValue: callable.name), callable.family != .rows { parts.append("  \(row.example)") }
    if !callable.arguments.isEmpty {
      parts.append(
        callable.arguments.map { "  \($0.name): \(said($0.isRequired ? "\($0.summary); required" : $0.summary))" }.joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n")
  }

  private var overview: String {
    let width = StatementForm.all.map(\.keyword.count).max() ?? 0
    let statements = StatementForm.all.map { form in
      "  \(form.keyword)\(String(repeating: " ", count: width - form.keyword.count))  \(said(form.summary))"
    }
    let families = Callable.Family.allCases.compactMap { family -> String? in
      let names = callables.filter { $0.family == family }.map(\.name)
      return names.isEmpty ? nil : line(said(family.word), names)
    }
    return """
      \(said("Statements"))
      \(statements.joined(separator: "\n"))

      \(families.joined(separator: "\n"))

      \(line(said("Library"), StandardLibrary.files.keys.sorted()))

      \(said("`help TOPIC` explains a statement, a function, a library, or the id of a diagnostic: `help segment`."))
      """
  }

  /// A heading and its words, wrapped.
  private func line(_ heading: String, _ words: [String]) -> String {
    let indent = 13
    var lines = [""]
    for (index, word) in words.enumerated() {
      let text = word + (index + 1 < words.count ? "," : "")
      let last = lines[lines.count - 1]
      if last.count + text.count > 70 { lines.append(text) } else { lines[lines.count - 1] = last.isEmpty ? text : last + " " + text }
    }
    return heading + String(repeating: " ", count: max(1, indent - DisplayWidth.of(heading)))
      + lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }
}
