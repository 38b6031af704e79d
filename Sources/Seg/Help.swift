// What `help` says: read from the values that the parser and the engine use.

import SegDiagnostics
import SegEngine
import SegFiles
import SegFunctions
import SegPlan
import SegReport
import SegRuntime
import SegSemantics
import SegSyntax
import SegText

extension Session {
  /// What `help` says about a statement, function or diagnostic; nil where
  /// there is no such topic. Without a topic: an overview.
  public static func help(_ topic: String?) -> String? {
    guard let topic = topic?.split(whereSeparator: \.isWhitespace).joined(separator: " "), !topic.isEmpty else {
      return overview
    }
    let wanted = topic.lowercased()
    if let form = StatementForm.all.first(where: { $0.keyword == wanted }) {
      return "\(form.form)\n\n  \(form.summary)\n\n  \(form.example)"
    }
    if let function = FunctionLibrary.builtIn[wanted] {
      let signatures = function.signatures.map { "  \($0)" }.joined(separator: "\n")
      return "\(function.name): \(function.summary)\n\n\(signatures)\n\n  \(function.example.call)  is  \(function.example.value)"
    }
    if let aggregate = AggregateFunction(rawValue: wanted) {
      return "\(aggregate.rawValue): \(aggregate.summary)\n\n  \(aggregate.example)"
    }
    if let population = PopulationFunction(rawValue: wanted) {
      return "\(population.rawValue): \(population.summary)\n\n  \(population.example)"
    }
    if let function = ModelFunction(rawValue: wanted) {
      return "\(function.rawValue): \(function.summary)\n\n  \(function.example)" + options(function.required, function.optional)
    }
    if wanted == AllocationValue.name { return "\(wanted): \(AllocationValue.summary)\n\n  \(AllocationValue.example)" }
    if let function = ScoreFunction(rawValue: wanted) {
      let options = ScoreOption.allCases.map { "  \($0.rawValue): \($0.summary)" }
      return "\(function.rawValue): \(function.summary)\n\n  \(function.example)\n\n" + options.joined(separator: "\n")
    }
    if let analysis = AnalysisName(rawValue: wanted) {
      return "\(analysis.rawValue): \(analysis.signature.summary)\n\n  \(analysis.signature.example)"
        + list(analysis.signature.labeledArguments.map { "  \($0.name): \($0.summary)" })
        + options(analysis.signature.modelOptions.required, analysis.signature.modelOptions.optional)
    }
    if let option = ModelOption(rawValue: wanted) {
      return "\(option.rawValue): \(option.summary)\n\n  \(option.example)\n\ntaken by \(Reference.takers(of: option).joined(separator: ", "))"
    }
    if ModelOptions.modelNames.contains(wanted) {
      return "\(wanted): \(ModelOption.model.summary)\n\n  model: \"\(wanted)\"\n\ntaken by \(Reference.takers(of: .model).joined(separator: ", "))"
    }
    if let header = StandardLibrary.header(of: wanted) { return header }
    if let defined = Reference.libraryDefinitions(wanted) { return defined }
    if let topic = diagnosticTopics.first(where: { $0.id == wanted }) { return "\(topic.id)\n\n  \(topic.explanation)" }
    return nil
  }

  /// What each argument with a name is, the wanted ones first.
  private static func options(_ required: [ModelOption], _ optional: [ModelOption]) -> String {
    let lines = required.map { "  \($0.rawValue): \($0.summary); wanted" } + optional.map { "  \($0.rawValue): \($0.summary)" }
    return list(lines)
  }

  /// Lines below an example; nothing where there is none.
  private static func list(_ lines: [String]) -> String { lines.isEmpty ? "" : "\n\n" + lines.joined(separator: "\n") }

  /// All topics that ``help(_:)`` knows.
  public static var helpTopics: [String] {
    StatementForm.all.map(\.keyword) + Function.all.map(\.name) + AggregateFunction.allCases.map(\.rawValue)
      + PopulationFunction.allCases.map(\.rawValue) + ModelFunction.allCases.map(\.rawValue)
      + ScoreFunction.allCases.map(\.rawValue) + [AllocationValue.name] + AnalysisName.allCases.map(\.rawValue)
      + StandardLibrary.files.keys.sorted() + diagnosticTopics.map(\.id)
  }

  /// Every diagnostic's explanation, of all phases, each id once.
  package static var diagnosticTopics: [DiagnosticTopic] {
    var seen: Set<String> = []
    return (SyntaxDiagnostics.topics + SemanticDiagnostics.topics + EngineDiagnostics.topics + ReadError.topics + ReadError.textTopics
      + SessionDiagnostics.topics + RuntimeDiagnostics.topics).filter { seen.insert($0.id).inserted }
  }

  private static var overview: String {
    let width = StatementForm.all.map(\.keyword.count).max() ?? 0
    let statements = StatementForm.all.map { form in
      "  \(form.keyword)\(String(repeating: " ", count: width - form.keyword.count))  \(form.summary)"
    }
    return """
      Statements
      \(statements.joined(separator: "\n"))

      Aggregates   \(AggregateFunction.allCases.map(\.rawValue).joined(separator: ", "))
      Population   \(PopulationFunction.allCases.map(\.rawValue).joined(separator: ", "))
      Purchases    \(wrapped(ModelFunction.allCases.map(\.rawValue), indent: 13))
      Scores       \((ScoreFunction.allCases.map(\.rawValue) + [AllocationValue.name]).joined(separator: ", "))
      Analyses     \(wrapped(AnalysisName.allCases.map(\.rawValue), indent: 13))
      Functions    \(wrapped(Function.all.map(\.name), indent: 13))

      Library      \(wrapped(StandardLibrary.files.keys.sorted(), indent: 13))

      `help TOPIC` explains a statement, a function, a library, or the id of a diagnostic: `help segment`.
      """
  }

  private static func wrapped(_ words: [String], indent: Int) -> String {
    var lines = [""]
    for (index, word) in words.enumerated() {
      let text = word + (index + 1 < words.count ? "," : "")
      let last = lines[lines.count - 1]
      if last.count + text.count > 70 { lines.append(text) } else { lines[lines.count - 1] = last.isEmpty ? text : last + " " + text }
    }
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }
}

extension Session {
  /// A call of every function and the value that it has, for tests and pages.
  package static var functionExamples: [(call: String, value: String)] { Function.all.map(\.example) }
}
