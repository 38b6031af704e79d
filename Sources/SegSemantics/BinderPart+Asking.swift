// What the parts of the binder ask of one another, as if it were their own.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

extension BinderPart {
  var catalog: Catalog { binder.catalog }
  var allowsRedefinition: Bool { binder.allowsRedefinition }
  var tableNames: [String] { binder.tableNames }

  var fixed: Set<String> {
    get { binder.fixed }
    nonmutating set { binder.fixed = newValue }
  }

  var measures: Set<String> {
    get { binder.measures }
    nonmutating set { binder.measures = newValue }
  }

  func trying<Result>(_ body: () -> Result) -> (Result, [Diagnostic]) { binder.trying(body) }

  func given<Constant: GivenValue>(
    _ expression: Expression, _ type: Constant.Type = Constant.self, limits: ClosedRange<Double>? = nil, wanted: String
  ) -> Given<Constant>? {
    binder.given(expression, type, limits: limits, wanted: wanted)
  }

  func report(_ diagnostic: Diagnostic) { binder.report(diagnostic) }
  func value(_ syntax: ExpressionSyntax, _ scope: Scope) -> Expression? { binder.value(syntax, scope) }
  func condition(_ syntax: ExpressionSyntax, _ scope: Scope) -> Expression? { binder.condition(syntax, scope) }
  func made(_ kind: Expression.Kind, _ type: ColumnType, _ span: SourceSpan, isUntyped: Bool = false) -> Expression {
    binder.made(kind, type, span, isUntyped: isUntyped)
  }
  func label(_ span: SourceSpan) -> Label { binder.label(span) }
  func bind(_ syntax: ExpressionSyntax, _ scope: Scope) -> Operand { binder.bind(syntax, scope) }
  func negate(_ expression: Expression, _ negated: Bool) -> Operand { binder.negate(expression, negated) }
  func bindCall(_ name: NameSyntax, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    binder.bindCall(name, arguments, span, scope)
  }
  func eventScope(_ argument: ArgumentSyntax, _ table: TableSchema, _ scope: Scope) -> EventScope? {
    binder.eventScope(argument, table, scope)
  }
  func resolvedName(_ syntax: ExpressionSyntax, _ scope: Scope) -> String? { binder.resolvedName(syntax, scope) }
  func isBuiltIn(_ name: String) -> Bool { binder.isBuiltIn(name) }
  func constant(_ expression: Expression) -> Value? { binder.constant(expression) }
  func presentValue(_ expression: Expression) -> Value? { binder.presentValue(expression) }
  func column(_ name: String, _ table: TableSchema?, _ span: SourceSpan) -> Expression? { binder.column(name, table, span) }
  func settled(_ expression: Expression, as type: ColumnType) -> Expression { binder.settled(expression, as: type) }
  func number(_ expression: Expression) -> Expression? { binder.number(expression) }
  func bindName(_ name: String, _ span: SourceSpan, _ scope: Scope) -> Operand { binder.bindName(name, span, scope) }
  func isLifecycle(_ name: String) -> Bool { binder.isLifecycle(name) }
  func unknownName(_ name: String, _ span: SourceSpan, _ scope: Scope) -> Diagnostic { binder.unknownName(name, span, scope) }
  func visibleNames(_ scope: Scope) -> [String] { binder.visibleNames(scope) }
  func bindQualified(_ table: NameSyntax, _ column: NameSyntax, _ span: SourceSpan, _ scope: Scope) -> Operand {
    binder.bindQualified(table, column, span, scope)
  }
  func bindPopulation(_ function: PopulationFunction, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    binder.bindPopulation(function, arguments, span, scope)
  }
  func window(_ window: WindowSyntax, _ table: TableSchema, _ scope: Scope) -> TimeRange? { binder.window(window, table, scope) }
  func bind(_ statement: StatementSyntax) -> BoundStatement? { binder.bind(statement) }
  func members(_ name: NameSyntax) -> String? { binder.members(name) }
  func coerced(_ expression: Expression, to type: ColumnType) -> Expression? { binder.operators.coerced(expression, to: type) }
  func common(_ a: Expression, _ b: Expression) -> ColumnType? { binder.operators.common(a, b) }
  func common(_ a: ColumnType, _ b: ColumnType) -> ColumnType? { binder.operators.common(a, b) }
  func bindComparison(_ operands: [ExpressionSyntax], _ operators: [ComparisonOperator], _ span: SourceSpan, _ scope: Scope) -> Operand {
    binder.operators.bindComparison(operands, operators, span, scope)
  }
  func compare(_ a: Expression, _ operation: ComparisonOperator, _ b: Expression, _ span: SourceSpan) -> Expression? {
    binder.operators.compare(a, operation, b, span)
  }
  func bindBetween(
    _ inner: ExpressionSyntax, _ low: ExpressionSyntax, _ high: ExpressionSyntax, _ negated: Bool, _ span: SourceSpan,
    _ scope: Scope
  ) -> Operand {
    binder.operators.bindBetween(inner, low, high, negated, span, scope)
  }
  func bindIn(_ inner: ExpressionSyntax, _ list: [ExpressionSyntax], _ negated: Bool, _ span: SourceSpan, _ scope: Scope) -> Operand {
    binder.operators.bindIn(inner, list, negated, span, scope)
  }
  func bindTextTest(
    _ inner: ExpressionSyntax, _ test: SegSyntax.TextTest, _ pattern: ExpressionSyntax, _ negated: Bool, _ span: SourceSpan,
    _ scope: Scope
  ) -> Operand {
    binder.operators.bindTextTest(inner, test, pattern, negated, span, scope)
  }
  func bindStageTest(_ inner: ExpressionSyntax, _ stage: NameSyntax, _ negated: Bool, _ span: SourceSpan, _ scope: Scope) -> Operand {
    binder.operators.bindStageTest(inner, stage, negated, span, scope)
  }
  func bindCoalesce(_ parts: [ExpressionSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    binder.operators.bindCoalesce(parts, span, scope)
  }
  func bindConditional(
    _ test: ExpressionSyntax, _ then: ExpressionSyntax, _ otherwise: ExpressionSyntax, _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    binder.operators.bindConditional(test, then, otherwise, span, scope)
  }
  func bindAsOf(_ inner: ExpressionSyntax, _ day: ExpressionSyntax, _ span: SourceSpan, _ scope: Scope) -> Operand {
    binder.operators.bindAsOf(inner, day, span, scope)
  }
  func dayConstant(_ syntax: ExpressionSyntax, _ scope: Scope) -> Expression? { binder.operators.dayConstant(syntax, scope) }
  func bindSum(_ first: ExpressionSyntax, _ rest: [(SumOperator, ExpressionSyntax)], _ span: SourceSpan, _ scope: Scope) -> Operand {
    binder.operators.bindSum(first, rest, span, scope)
  }
  func numberOfDays(_ count: Given<Int64>, _ unit: TimeUnit, _ span: SourceSpan) -> Expression? {
    binder.operators.numberOfDays(count, unit, span)
  }
  func asDate(_ expression: Expression) -> Expression { binder.operators.asDate(expression) }
  func length(_ name: NameSyntax, _ scope: Scope) -> Given<Int64>? { binder.operators.length(name, scope) }
  func shift(_ day: Expression, by count: Given<Int64>, _ unit: TimeUnit, negative: Bool, _ span: SourceSpan) -> Expression? {
    binder.operators.shift(day, by: count, unit, negative: negative, span)
  }
  func bindProduct(
    _ first: ExpressionSyntax, _ rest: [(SegSyntax.ProductOperator, ExpressionSyntax)], _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    binder.operators.bindProduct(first, rest, span, scope)
  }
  func bindNegate(_ inner: ExpressionSyntax, _ span: SourceSpan, _ scope: Scope) -> Operand {
    binder.operators.bindNegate(inner, span, scope)
  }
  func modelOptions(
    _ arguments: [ArgumentSyntax], of name: String, required: [ModelOption], optional: [ModelOption], example: String,
    at span: SourceSpan, _ scope: Scope
  ) -> ModelOptions? {
    binder.models.modelOptions(arguments, of: name, required: required, optional: optional, example: example, at: span, scope)
  }
  func settled(_ options: ModelOptions) -> ModelOptions { binder.models.settled(options) }
  func written(_ syntax: ExpressionSyntax, _ scope: Scope) -> (ExpressionSyntax, Scope) { binder.models.written(syntax, scope) }
  func bindModelFunction(_ function: ModelFunction, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    binder.models.bindModelFunction(function, arguments, span, scope)
  }
  func purchases(
    _ argument: ArgumentSyntax, _ subject: ModelFunction.Subject?, of name: String, example: String, _ scope: Scope
  ) -> PurchaseSelection? {
    binder.models.purchases(argument, subject, of: name, example: example, scope)
  }
  func bindScoreFunction(_ function: ScoreFunction, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    binder.models.bindScoreFunction(function, arguments, span, scope)
  }
  func bindAllocated(_ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    binder.models.bindAllocated(arguments, span, scope)
  }
  func modelSubject(_ call: AnalysisCallSyntax, _ parameter: ModelParameter, customersAt place: SourceSpan?) -> ModelSubject? {
    binder.models.modelSubject(call, parameter, customersAt: place)
  }
  func bindAnalysis(_ name: AnalysisName, _ written: NameSyntax, _ arguments: [ArgumentSyntax], _ syntax: ShowSyntax) -> AnalysisQuestion? {
    binder.analyses.bindAnalysis(name, written, arguments, syntax)
  }
  func scenarios(_ call: AnalysisCallSyntax) -> Scenarios? { binder.analyses.scenarios(call) }
  func define(
    _ name: NameSyntax, _ noun: DefinitionBinder.Noun, _ statement: StatementSyntax, _ syntax: DefinitionSyntax?,
    _ kind: Definition.Kind?
  ) -> BoundStatement? {
    binder.definitions.define(name, noun, statement, syntax, kind)
  }
  func bindRanking(_ syntax: RankingSyntax, _ cut: CutSyntax?, _ scope: Scope) -> Ranking? {
    binder.definitions.bindRanking(syntax, cut, scope)
  }
  func bindCut(_ syntax: CutSyntax, default key: ExpressionSyntax?, _ scope: Scope) -> Cut? {
    binder.definitions.bindCut(syntax, default: key, scope)
  }
  func isPercent(_ syntax: ExpressionSyntax) -> Bool { binder.definitions.isPercent(syntax) }
  func bindSplit(_ syntax: SplitSyntax, _ statement: StatementSyntax) -> BoundStatement? {
    binder.definitions.bindSplit(syntax, statement)
  }
  func bindSample(_ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    binder.definitions.bindSample(arguments, span, scope)
  }
  func bindShow(_ syntax: ShowSyntax, _ statement: StatementSyntax) -> BoundStatement? { binder.questions.bindShow(syntax, statement) }
  func bindList(_ syntax: ListSyntax) -> ListQuestion? { binder.questions.bindList(syntax) }
  func bindExport(_ syntax: ExportSyntax, _ statement: StatementSyntax) -> BoundStatement? {
    binder.questions.bindExport(syntax, statement)
  }
  func bindDescribe(_ name: NameSyntax) -> [(property: String, value: String)]? { binder.questions.bindDescribe(name) }
  func bindWhy(_ key: ExpressionSyntax, _ name: NameSyntax) -> BoundStatement? { binder.questions.bindWhy(key, name) }
}
