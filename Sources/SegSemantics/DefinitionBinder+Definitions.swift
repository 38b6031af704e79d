// Statements that define names.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

extension DefinitionBinder {
  enum Noun: String { case metric, measure, segment, lifecycle, parameter, function }

  /// Whether the name may be defined here.
  private func isFree(_ name: NameSyntax, _ noun: Noun) -> Bool {
    if catalog.customers?.types[name.text] != nil {
      report(.nameIsColumn(name, noun.rawValue, table: catalog.customers?.name ?? ""))
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

  func define(
    _ name: NameSyntax, _ noun: Noun, _ statement: StatementSyntax, _ syntax: DefinitionSyntax?,
    _ kind: Definition.Kind?
  ) -> BoundStatement? {
    guard isFree(name, noun), let kind else { return nil }
    var uses: Set<String> = []
    switch kind {
    case .metric(let expression), .lifecycle(let expression): uses = expression.definitions
    case .measure(let expression): uses = expression.definitions.union(measures)
    case .segment(let plan):
      if let base = plan.base { uses.insert(base) }
      for expression in plan.expressions { uses.formUnion(expression.definitions) }
    }
    if uses.contains(name.text) {
      report(.usesItself(name))
      return nil
    }
    // A definition cannot use one that uses it.
    if catalog.definitions[name.text] != nil {
      let dependents = Set(catalog.dependents(of: name.text))
      if let circular = uses.first(where: dependents.contains) {
        report(.circular(name, circular))
        return nil
      }
    }
    return .definition(
      Definition(
        name: name.text, kind: kind, documentation: syntax?.documentation, unit: syntax?.unit ?? Self.unit(of: kind),
        span: name.span, uses: uses, fixed: fixed, definitions: { catalog.definitions[$0] }))
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
    guard let value = constant(bound) else {
      report(.parameterNotLiteral(at: literal.span))
      return nil
    }
    return .parameter(Parameter(name: name.text, value: value, isPercent: isPercent, span: name.span))
  }

  func bindFunction(_ name: NameSyntax, _ parameters: [NameSyntax], _ body: ExpressionSyntax) -> BoundStatement? {
    guard isFree(name, .function) else { return nil }
    if isBuiltIn(name.text) {
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
    for stage in stages {
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
        let now = presently(condition) ?? condition
        if open == nil, let earlier = bound.firstIndex(where: { presently($0.condition)?.covers(now) == true }) {
          report(.stageCovered(stage.name, by: stages[earlier].name))
        }
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
  private func presently(_ condition: Expression?) -> Expression? {
    guard let condition else { return nil }
    return (try? condition.resolved(catalog.program.values)) ?? condition
  }

  func bindSegment(_ syntax: SegmentSyntax, _ statement: StatementSyntax) -> BoundStatement? {
    let scope = Scope(.customers)
    var plan = SegmentPlan()
    var failed = false
    if let base = syntax.base {
      if let name = members(base) { plan.base = name } else { failed = true }
    }
    if let condition = syntax.condition {
      plan.condition = self.condition(condition, scope)
      failed = failed || plan.condition == nil
    }
    if let ranking = syntax.ranking {
      plan.ranking = bindRanking(ranking, syntax.cut, scope)
      failed = failed || plan.ranking == nil
    }
    if let cut = syntax.cut {
      if let ranking = syntax.ranking {
        plan.cut = bindCut(cut, default: ranking.keys.first?.expression, scope)
        failed = failed || plan.cut == nil
      } else {
        report(.cutWithoutRanking(cut))
        failed = true
      }
    }
    return define(syntax.name, .segment, statement, nil, failed ? nil : .segment(plan))
  }

  /// A ranking; `bottom` reverses every key.
  func bindRanking(_ syntax: RankingSyntax, _ cut: CutSyntax?, _ scope: Scope) -> Ranking? {
    var isBottom = false
    if case .bottom? = cut?.kind { isBottom = true }
    var keys: [Ranking.Key] = []
    for key in syntax.keys {
      guard let expression = value(key.expression, scope) else { continue }
      keys.append(
        Ranking.Key(expression: expression, ascending: key.ascending != isBottom, name: label(key.expression.span).name))
    }
    let per = syntax.per.compactMap { value($0, scope) }
    return keys.count == syntax.keys.count && per.count == syntax.per.count ? Ranking(keys: keys, per: per) : nil
  }

  func bindCut(_ syntax: CutSyntax, default key: ExpressionSyntax?, _ scope: Scope) -> Cut? {
    guard let amount = value(syntax.amount, Scope(.constant)) else { return nil }
    let isPercent = isPercent(syntax.amount)
    guard presentValue(amount) != nil, amount.type == .integer || amount.type == .number else {
      report(.notACount(at: syntax.amount.span))
      return nil
    }
    switch syntax.kind {
    case .top, .bottom:
      if isPercent { return share(amount, syntax).map { .share($0) } }
      let limits = 0...Double.greatestFiniteMagnitude
      if let count = given(amount, Int.self, limits: limits, wanted: "a whole number of at least 0") { return .count(count) }
      // A number too large to count to means all.
      if case .number(let number)? = presentValue(amount), number > 1e15, number == number.rounded() { return .count(Given(.max)) }
      report(.notACount(at: syntax.amount.span))
      return nil
    case .cover(let of):
      guard isPercent else {
        guard let of else {
          report(.coveredUnknown(at: syntax.amount.span))
          return nil
        }
        guard let covered = number(of, scope), let sum = given(amount, Double.self, wanted: "a number") else { return nil }
        return .coverAmount(sum, of: covered)
      }
      guard let share = share(amount, syntax), let written = of ?? key, let bound = number(written, scope) else { return nil }
      return .cover(share, of: bound)
    case .spend(let of):
      guard !isPercent else {
        report(.notAnAmount(at: syntax.amount.span))
        return nil
      }
      guard let cost = number(of, scope), let sum = given(amount, Double.self, wanted: "a number") else { return nil }
      return .spend(sum, of: cost)
    }
  }

  private func number(_ syntax: ExpressionSyntax, _ scope: Scope) -> Expression? {
    value(syntax, scope).flatMap(number)
  }

  private func share(_ amount: Expression, _ syntax: CutSyntax) -> Given<ExactShare>? {
    if let share = given(amount, ExactShare.self, wanted: "a percentage between 0% and 100%") { return share }
    report(.shareOutside(at: syntax.amount.span))
    return nil
  }

  /// Whether it is a percentage, or a parameter whose value is one.
  func isPercent(_ syntax: ExpressionSyntax) -> Bool {
    if case .percent = syntax.kind { return true }
    if case .name(let name) = syntax.kind { return catalog.parameters[name]?.isPercent ?? false }
    if case .negate(let inner) = syntax.kind { return isPercent(inner) }
    return false
  }
}
