// Analyses of a model by the metric that it is in, and what allocations need.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

extension Binder {
  /// The model that a metric, a segment or a call rests on.
  enum ModelArgument {
    case found(AnalysisQuestion.Argument)
    /// What was written is no metric and no call: purchases, or a mistake.
    case other
    /// It was wrong, and reported.
    case failed
  }

  /// `show model(likely)`, `show model(lookalike(loyal, on: age))`.
  func modelArgument(_ analysis: Analysis, _ arguments: [ArgumentSyntax]) -> ModelArgument {
    guard analysis == .model || analysis == .calibration else { return .other }
    let positional = arguments.filter { $0.label == nil }
    guard let first = positional.first, positional.count == 1, first.table == nil, first.condition == nil, first.window == nil,
      first.per.isEmpty, first.within == nil, first.timeLimit == nil
    else { return .other }
    let name = label(first.value.span).name
    var roots: [Expression]
    if case .name(let text) = first.value.kind {
      // What is wrong with its definition has been said there.
      if catalog.failedNames.contains(text) { return .failed }
      guard let definition = catalog.definitions[text], catalog.eventTable(text) == nil else { return .other }
      roots = definition.expressions
      if case .segment(let plan) = definition.kind, let base = plan.base {
        roots.append(made(.definition(base), .boolean, first.value.span))
      }
    } else {
      guard let bound = value(first.value, Scope(.customers)) else { return .failed }
      roots = [bound]
    }
    let models = models(of: roots)
    guard let model = models.first else {
      report(.noModelInside(name, at: first.value.span))
      return .failed
    }
    guard models.count == 1 else {
      report(.severalModels(name, models.map { $0.label.name }, at: first.value.span))
      return .failed
    }
    switch model.kind {
    case .purchases(let value) where analysis == .model:
      return noOptions(arguments, analysis) ? .found(.purchases(value.purchases, value.options)) : .failed
    case .scores: return noOptions(arguments, analysis) ? .found(.score(Item(name: name, expression: model))) : .failed
    default:
      report(.argumentMissing(analysis.rawValue, "a score or a table of purchases", analysis.signature.example, at: first.value.span))
      return .failed
    }
  }

  /// Options belong to the model itself.
  private func noOptions(_ arguments: [ArgumentSyntax], _ analysis: Analysis) -> Bool {
    guard let label = arguments.compactMap(\.label).first else { return true }
    report(.optionOfModel(label, analysis.rawValue))
    return false
  }

  /// The models that expressions rest on, through definitions, each once.
  private func models(of roots: [Expression]) -> [Expression] {
    var found: [Expression] = []
    var seen: Set<String> = []
    var waiting = roots
    while let next = waiting.popLast() {
      for model in next.models {
        if let known = found.firstIndex(of: model) { found[known] = model } else { found.append(model) }
      }
      for name in next.definitions.sorted() where seen.insert(name).inserted {
        guard let definition = catalog.definitions[name] else { continue }
        waiting += definition.expressions
        if case .segment(let plan) = definition.kind, let base = plan.base, let root = roots.first {
          waiting.append(made(.definition(base), .boolean, root.span))
        }
      }
    }
    return found
  }

  /// Named arguments that an analysis cannot do without; false where one is
  /// missing, and reported.
  func hasAllNamed(_ analysis: Analysis, _ named: [String: AnalysisQuestion.Argument], at span: SourceSpan) -> Bool {
    for choice in analysis.signature.wanted where !choice.contains(where: { $0.allSatisfy { named[$0] != nil } }) {
      let text = choice.map { $0.map { "`\($0)`" }.joined(separator: " and ") }.joined(separator: ", or ")
      report(.argumentMissing(analysis.rawValue, text, analysis.signature.example, at: span))
      return false
    }
    return true
  }
}

extension Diagnostic {
  static func optionOfModel(_ label: NameSyntax, _ analysis: String) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(label.text)` belongs to the model, which the metric has settled", at: label.span,
      label: "not an argument of `\(analysis)` here")
  }
}
