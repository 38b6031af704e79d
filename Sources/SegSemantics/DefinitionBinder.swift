// Statements that define names.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Binds statements that define names.
struct DefinitionBinder: BinderPart {
  let binder: Binder
  /// Whether a name may be defined again: not in a script, but at the prompt.
  let allowsRedefinition: Bool

  private var rankings: RankingBinder { RankingBinder(binder: binder) }

  enum Noun: String { case metric, measure, segment, lifecycle, parameter, function }

  /// Whether the name may be defined here.
  private func isFree(_ name: NameSyntax, _ noun: Noun) -> Bool {
    if catalog.customers?.types[name.text] != nil {
      report(.nameIsColumn(name, Message(stringLiteral: noun.rawValue), table: catalog.customers?.name ?? ""))
      return false
    }
    let earlier =
      catalog.definitions[name.text]?.span ?? catalog.parameters[name.text]?.span ?? catalog.functions[name.text]?.span
    if let earlier, !allowsRedefinition {
      report(.alreadyDefined(name, earlier))
      return false
    }
    if noun != .parameter, catalog.parameters[name.text] != nil {
      report(.alreadyDefined(name, earlier))
      return false
    }
    return true
  }

  /// Whether a column or a table may be defined here.
  ///
  /// - Parameter key: the name of its definition.
  func isFree(_ name: NameSyntax, key: String) -> Bool {
    guard let earlier = catalog.definitions[key]?.span, !allowsRedefinition else { return true }
    report(.alreadyDefined(name, earlier))
    return false
  }

  func define(
    _ name: NameSyntax, _ noun: Noun, _ statement: StatementSyntax, _ syntax: DefinitionSyntax?,
    _ kind: Definition.Kind?
  ) -> BoundStatement? {
    guard isFree(name, noun), let kind = kind.flatMap({ inStatedUnit($0, syntax) }) else { return nil }
    return define(name, key: name.text, statement, syntax, kind)
  }

  /// The segment of the customers that are in a file; nil if its name is taken, which is reported.
  func members(_ name: NameSyntax, _ plan: SegmentPlan) -> Definition? {
    guard isFree(name, .segment) else { return nil }
    return Definition(
      name: name.text, kind: .segment(plan), span: name.span, uses: [], fixed: [], definitions: { catalog.definitions[$0] })
  }

  /// - Parameter key: the name of the definition.
  func define(
    _ name: NameSyntax, key: String, _ statement: StatementSyntax, _ syntax: DefinitionSyntax?, _ kind: Definition.Kind
  ) -> BoundStatement? {
    var uses: Set<String> = []
    switch kind {
    case .metric(let expression), .lifecycle(let expression), .measure(let expression): uses = expression.definitions
    case .segment(let plan):
      if let base = plan.base { uses.insert(base) }
      for expression in plan.expressions { uses.formUnion(expression.definitions) }
    case .column(let plan):
      uses = plan.expression.definitions
      uses.insert(DefinitionName.table(plan.table))
    case .table(let plan):
      for expression in plan.expressions { uses.formUnion(expression.definitions) }
      uses.insert(DefinitionName.table(plan.source))
    }
    if uses.contains(key) {
      report(.usesItself(name))
      return nil
    }
    // A definition cannot use one that uses it. With what it used before, there is no circle.
    if let before = catalog.definitions[key], !uses.isSubset(of: before.uses) {
      let dependents = Set(catalog.dependents(of: key))
      if let circular = uses.first(where: dependents.contains) {
        report(.circular(name, circular))
        return nil
      }
    }
    return .definition(
      Definition(
        name: key, kind: kind, documentation: syntax?.documentation, unit: syntax?.unit ?? Self.unit(of: kind),
        span: name.span, uses: uses, fixed: binder.fixed, definitions: { catalog.definitions[$0] }))
  }

  /// The unit of a metric that is a function of purchases and nothing else.
  private static func unit(of kind: Definition.Kind) -> String? {
    guard case .metric(let expression) = kind, case .purchases(let value) = expression.kind else { return nil }
    return value.unit
  }

  func bindParameter(_ name: NameSyntax, _ literal: ExpressionSyntax) -> BoundStatement? {
    guard isFree(name, .parameter) else { return nil }
    if catalog.definitions[name.text] != nil {
      report(.alreadyDefined(name, catalog.definitions[name.text]?.span))
      return nil
    }
    var isPercent = false
    if case .percent = literal.kind { isPercent = true }
    guard let bound = value(literal, Scope(.constant)) else { return nil }
    guard let value = binder.constant(bound) else {
      report(.parameterNotLiteral(at: literal.span))
      return nil
    }
    return .parameter(Parameter(name: name.text, value: value, isPercent: isPercent, span: name.span))
  }

  func bindFunction(_ name: NameSyntax, _ parameters: [NameSyntax], _ body: ExpressionSyntax) -> BoundStatement? {
    guard isFree(name, .function) else { return nil }
    if catalog.isBuiltIn(name.text) {
      report(.functionIsBuiltIn(name))
      return nil
    }
    var seen: Set<String> = []
    for parameter in parameters where !seen.insert(parameter.text).inserted {
      report(.parameterTwice(parameter))
      return nil
    }
    // Functions use earlier ones, so that expanding them always ends.
    if body.calledNames.contains(name.text) {
      report(.usesItself(name))
      return nil
    }
    return .function(ScriptFunction(name: name.text, parameters: parameters.map(\.text), body: body, span: name.span))
  }

  func bindLifecycle(_ name: NameSyntax, _ stages: [StageSyntax], _ statement: StatementSyntax) -> BoundStatement? {
    var bound: [Stage] = []
    var seen: Set<String> = []
    var failed = false
    var open: StageSyntax?
    var earlier = CoveringConditions()
    for (number, stage) in stages.enumerated() {
      if !seen.insert(stage.name.text).inserted {
        report(.stageTwice(stage.name))
        failed = true
      }
      if let open { report(.stageNeverReached(stage.name, after: open.name)) }
      guard let syntax = stage.condition else {
        bound.append(Stage(name: stage.name.text, condition: nil))
        open = stage
        continue
      }
      if let condition = condition(syntax, Scope(.customers)) {
        let now = presently(condition)
        if open == nil, let earlier = earlier.first(covering: now) { report(.stageCovered(stage.name, by: stages[earlier].name)) }
        earlier.add(now, number)
        bound.append(Stage(name: stage.name.text, condition: condition))
      } else {
        failed = true
      }
    }
    if open == nil, !failed { report(.noOtherwise(name)) }
    let expression = made(.stages(bound), .text, statement.span)
    return define(name, .lifecycle, statement, nil, failed ? nil : .lifecycle(expression))
  }

  /// A condition with the present values of parameters. What they make wrong is
  /// only a warning.
  private func presently(_ condition: Expression) -> Expression {
    (try? condition.resolved(catalog.program.values)) ?? condition
  }

  func bindSegment(_ syntax: SegmentSyntax, _ statement: StatementSyntax) -> BoundStatement? {
    let scope = Scope(.customers)
    var plan = SegmentPlan()
    var failed = false
    if let base = syntax.base {
      if let name = binder.members(base) { plan.base = name } else { failed = true }
    }
    if let condition = syntax.condition {
      plan.condition = self.condition(condition, scope)
      failed = failed || plan.condition == nil
    }
    let ranked = syntax.ranking.flatMap { $0.keys.isEmpty ? nil : $0 }
    if let ranking = ranked {
      plan.ranking = rankings.bindRanking(ranking, syntax.cut, scope)
      failed = failed || plan.ranking == nil
    }
    if let cut = syntax.cut {
      if let ranking = ranked {
        plan.cut = rankings.bindCut(cut, default: ranking.keys.first?.expression, scope)
        failed = failed || plan.cut == nil
      } else {
        report(.cutWithoutRanking(cut))
        failed = true
      }
    }
    return define(syntax.name, .segment, statement, nil, failed ? nil : .segment(plan))
  }

}
