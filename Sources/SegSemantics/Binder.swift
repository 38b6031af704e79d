// From syntax to plan: the meaning of names, and the check of types.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// The meaning of each form of an expression.
protocol ExpressionForms {
  func bind(_ syntax: ExpressionSyntax, _ scope: Scope, _ binder: Binder) -> Operand
}

/// What expressions are bound against, and what is found meanwhile. Every mistake is
/// reported once; uses of a failed definition are not reported again.
///
/// It knows no form of an expression: those are in ``ExpressionForms``, which ask it for
/// what is inside them.
final class Binder {
  let catalog: Catalog
  private let forms: any ExpressionForms
  private(set) var diagnostics: [Diagnostic] = []
  private var errors = 0
  private var depth = 0
  private var expandedNodes = 0
  /// The parameters whose value had to be known: what was bound is bound again
  /// for other values.
  var fixed: Set<String> = []
  /// Measures that are being bound again, and those that were meanwhile.
  private var rebinding: (depth: Int, names: Set<String>) = (0, [])
  /// Texts that were compared with columns.
  private(set) var comparedTexts: [ComparedText] = []
  /// The windows of the statement so far, and their tables.
  var windows: [(table: String, window: TimeRange)] = []
  /// The function's body that contains what is bound now; nil: none.
  private var expansion: Expansion?

  /// Levels of an expression after functions are expanded.
  private static let depthLimit = 400
  /// Parts of one statement after functions are expanded.
  private static let nodeLimit = 200_000

  /// Unknown names that were reported; each is reported once, at its first place.
  private(set) var reported: Set<String>

  init(_ catalog: Catalog, _ forms: any ExpressionForms, reported: Set<String> = []) {
    self.catalog = catalog
    self.forms = forms
    self.reported = reported
  }

  /// The most errors of a statement to report: more would bury the first ones, and each
  /// costs a search for what was meant.
  private static let mostErrors = 101

  /// Reports a mistake. It is made only if it is told.
  func report(_ diagnostic: @autoclosure () -> Diagnostic) {
    guard errors < Self.mostErrors else { return }
    let diagnostic = diagnostic()
    if diagnostic.id == "unknown-name", !reported.insert(diagnostic.message.description).inserted { return }
    if diagnostic.severity == .error { errors += 1 }
    diagnostics.append(diagnostic)
  }

  /// Whether an unknown name was reported.
  func hasReported(_ message: Message) -> Bool { reported.contains(message.description) }

  /// Notes that a column of texts is compared with a text.
  func note(_ a: Expression, _ b: Expression) {
    for (one, other) in [(a, b), (b, a)] {
      guard case .literal(.text(let text)) = other.kind else { continue }
      var subject = one
      if case .ofCustomer(let inner) = one.kind { subject = inner }
      guard case .column(let column) = subject.kind else { continue }
      comparedTexts.append(ComparedText(column: column, text: text, span: other.span))
    }
  }

  /// Runs `body` and withdraws its reports.
  func trying<Result>(_ body: () -> Result) -> (Result, [Diagnostic]) {
    let before = diagnostics
    let known = reported
    let counted = errors
    diagnostics = []
    errors = 0
    let result = body()
    let made = diagnostics
    diagnostics = before
    reported = known
    errors = counted
    return (result, made)
  }

  /// Runs `body` for a name, unless it was run for it since the outermost call began: then
  /// nil.
  func once<Result>(_ name: String, _ body: () -> Result) -> Result? {
    guard rebinding.names.insert(name).inserted else { return nil }
    rebinding.depth += 1
    defer {
      rebinding.depth -= 1
      if rebinding.depth == 0 { rebinding.names = [] }
    }
    return body()
  }

  // MARK: - Expressions

  /// The expression as a value of the scope's rows; nil if a mistake was reported.
  func value(_ syntax: ExpressionSyntax, _ scope: Scope) -> Expression? {
    switch bind(syntax, scope) {
    case .value(let expression): return expression
    case .error: return nil
    case .duration(let count, let unit, let span):
      guard unit.months == nil else {
        report(.calendarDuration(unit, at: span))
        return nil
      }
      return numberOfDays(count, unit, span)
    case .period(_, _, let span):
      report(.periodAsValue(at: span))
      return nil
    case .missing(let span):
      report(.missingWithoutType(at: span))
      return nil
    }
  }

  /// The expression as a condition.
  func condition(_ syntax: ExpressionSyntax, _ scope: Scope) -> Expression? {
    guard let expression = value(syntax, scope) else { return nil }
    if expression.isUntyped { return settled(expression, as: .boolean) }
    guard expression.type == .boolean else {
      report(.notACondition(expression.type, at: syntax.span))
      return nil
    }
    return expression
  }

  /// An expression at the binder's current place, perhaps in the bodies of functions.
  func made(
    _ kind: Expression.Kind, _ type: ColumnType, _ span: SourceSpan, isUntyped: Bool = false, isConstant: Bool = false
  ) -> Expression {
    Expression(kind, type, Origin(span, calls: expansion?.calls ?? []), label(span), isUntyped: isUntyped, isConstant: isConstant)
  }

  /// The label of the text at the binder's current place.
  func label(_ span: SourceSpan) -> Label { Label(span, expansion?.substitutions ?? []) }

  func bind(_ syntax: ExpressionSyntax, _ scope: Scope) -> Operand {
    depth += 1
    if scope.expansion != nil { expandedNodes += 1 }
    let outer = expansion
    expansion = scope.expansion
    defer {
      depth -= 1
      expansion = outer
    }
    guard depth < Self.depthLimit, expandedNodes < Self.nodeLimit else {
      if diagnostics.last?.id != "nesting-too-deep" { report(.expansionTooLarge(expansion?.calls.first, at: syntax.span)) }
      return .error
    }
    let operand = forms.bind(syntax, scope, self)
    guard case .value(let expression) = operand else { return operand }
    // The label of a parameter is the text of its argument.
    if case .name(let name) = syntax.kind, scope.arguments[name] != nil { return .value(expression) }
    return .value(expression.called(label(syntax.span)))
  }

}
