// Analyses of a model by the metric that uses it, and the arguments of allocations.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Binds what an analysis of a model is about.
struct ModelSubjectBinder: BinderPart {
  let binder: Binder

  /// What a metric, a segment or a call in the place of events comes to.
  private enum MetricArgument {
    case subject(ModelSubject)
    /// It is not a metric and not a call: purchases, or a mistake.
    case other
    /// It was wrong, which was reported.
    case failed
  }

  /// What an analysis of models is about: purchases with options, or the model
  /// that a metric uses; nil if it was reported.
  ///
  /// - Parameter place: where customers are chosen, `of SEGMENT` or `where`.
  func modelSubject(
    _ call: AnalysisCallSyntax, _ parameter: ModelParameter, customersAt place: SourceSpan?
  ) -> ModelSubject? {
    let subject: ModelSubject?
    switch metricArgument(call, parameter) {
    case .subject(let model): subject = model
    case .other: subject = purchases(of: call, parameter).map { .purchases($0) }
    case .failed: subject = nil
    }
    var isScore = false
    if case .score? = subject { isScore = true }
    if let place, isScore || parameter.isOfModelAlone {
      report(.modelOfSegment(call.name.text, isScore: isScore, at: place))
      return nil
    }
    return subject
  }

  /// `orders where …, unit: week`.
  private func purchases(of call: AnalysisCallSyntax, _ parameter: ModelParameter) -> PurchaseSubject? {
    let positional = call.arguments.filter { $0.label == nil }
    guard let first = positional.first, positional.count == 1 else {
      report(call.wants("a table of events, and then arguments with names"))
      return nil
    }
    let scope = Scope(.customers)
    let example = call.signature.example
    let purchases = PurchaseBinder(binder: binder).purchases(
      first, parameter.takesAmounts ? nil : .events, options: call.arguments, takesSummary: parameter.optional.contains(.frequency),
      of: call.name.text, example: example, scope)
    let options = ModelOptionBinder(binder: binder).modelOptions(
      call.arguments.filter { $0.label != nil }, of: call.name.text, required: parameter.required, optional: parameter.optional,
      example: example, at: call.span, scope)
    guard let purchases, let options else { return nil }
    return PurchaseSubject(purchases: purchases, options: ModelOptionBinder(binder: binder).settled(options))
  }

  /// `show model(likely)`, `show model(lookalike(loyal, on: age))`.
  private func metricArgument(_ call: AnalysisCallSyntax, _ parameter: ModelParameter) -> MetricArgument {
    let positional = call.arguments.filter { $0.label == nil }
    guard !parameter.metrics.isEmpty, let first = positional.first, positional.count == 1, !first.hasClause else { return .other }
    guard let roots = roots(of: first.value) else { return .failed }
    if roots.isEmpty { return .other }
    let name = label(first.value.span).name
    let models = models(of: roots)
    guard let model = models.first else {
      report(.noModelInside(name, at: first.value.span))
      return .failed
    }
    guard models.count == 1 else {
      report(.severalModels(name, models.map { $0.label.name }, at: first.value.span))
      return .failed
    }
    if case .purchases(let value) = model.kind, parameter.metrics.contains(.purchases) {
      return noOptions(call)
        ? .subject(
          .purchases(PurchaseSubject(purchases: value.purchases, options: ModelOptionBinder(binder: binder).settled(value.options))))
        : .failed
    }
    if case .scores(let value) = model.kind, parameter.metrics.contains(.score) {
      return noOptions(call) ? .subject(.score(ScoreSubject(score: value, name: name))) : .failed
    }
    report(.argumentMissing(call.name.text, "a score or a table of purchases", call.signature.example, at: first.value.span))
    return .failed
  }

  /// The expressions that a metric, a segment or a call is made of; none of what
  /// is neither; nil if it was wrong, and reported.
  private func roots(of syntax: ExpressionSyntax) -> [Expression]? {
    guard case .name(let text) = syntax.kind else { return value(syntax, Scope(.customers)).map { [$0] } }
    // The mistake in its definition has been reported there.
    if catalog.failedNames.contains(text) { return nil }
    guard let definition = catalog.definitions[text], catalog.eventTable(text) == nil else { return [] }
    var roots = definition.expressions
    if case .segment(let plan) = definition.kind, let base = plan.base {
      roots.append(made(.definition(base), .boolean, syntax.span))
    }
    return roots
  }

  /// Options belong to the model itself.
  private func noOptions(_ call: AnalysisCallSyntax) -> Bool {
    guard let label = call.arguments.compactMap(\.label).first else { return true }
    report(.optionOfModel(label, call.name.text))
    return false
  }

  /// The models that expressions use, also through definitions, each once.
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
}
