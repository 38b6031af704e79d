// The scope of an expression: its rows, and the meaning of macro parameters.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

struct Scope {
  /// The rows an expression has a value for.
  enum Rows {
    case customers
    case events(TableSchema)
    /// Groups of customers, or of the events of one table.
    case groups(TableSchema?)
    /// The rows of an answer or of the rejects: columns with their types.
    case columns([String: ColumnType], noun: Message)
    /// None: a constant.
    case constant
  }

  var rows: Rows
  /// Whether an aggregate that names no table is over the rows of the groups.
  var aggregatesOwnRows = false
  /// Whether the groups, of the rows of a table, may aggregate the rows that belong to these.
  var aggregatesOwnedRows = false
  var arguments: [String: ScriptArgument] = [:]
  /// The function's body that contains this; nil: none.
  var expansion: Expansion?
  /// The functions whose bodies contain this.
  var active: Set<String> = []
  /// The answer whose items have values here; nil: none.
  var answer: AnswerItems?

  init(_ rows: Rows) { self.rows = rows }

  /// The same rows, which are those of an answer.
  func reading(_ answer: AnswerItems) -> Scope {
    var scope = self
    scope.answer = answer
    return scope
  }

  /// The columns of a table that has one row for each group of another one's rows.
  init(ofGroupsOf table: TableSchema) {
    rows = .groups(table)
    aggregatesOwnRows = true
  }

  /// The scope where a macro's argument was written, over the same rows.
  func outside(of argument: ScriptArgument) -> Scope {
    var scope = self
    scope.arguments = argument.arguments
    scope.active = argument.active
    scope.expansion = argument.expansion
    return scope
  }

  /// The same macro parameters over other rows.
  func over(_ rows: Rows) -> Scope {
    var scope = self
    scope.rows = rows
    return scope
  }

  /// The name that an expression consists of, through macro parameters.
  func resolvedName(_ syntax: ExpressionSyntax) -> String? {
    guard case .name(let name) = syntax.kind else { return nil }
    guard let argument = arguments[name] else { return name }
    return outside(of: argument).resolvedName(argument.syntax)
  }

  /// The argument of a macro's parameter, and the scope of the names in it.
  func resolvedArgument(_ syntax: ExpressionSyntax) -> (ExpressionSyntax, Scope) {
    guard case .name(let name) = syntax.kind, let argument = arguments[name] else { return (syntax, self) }
    return outside(of: argument).resolvedArgument(argument.syntax)
  }
}

/// The argument of a function's parameter, and the scope of its names.
final class ScriptArgument: Sendable {
  let syntax: ExpressionSyntax
  let arguments: [String: ScriptArgument]
  /// The functions that contain the call.
  let active: Set<String>
  /// The function's body that contains the call.
  let expansion: Expansion?

  init(_ syntax: ExpressionSyntax, _ outer: Scope? = nil) {
    self.syntax = syntax
    arguments = outer?.arguments ?? [:]
    active = outer?.active ?? []
    expansion = outer?.expansion
  }
}

/// One call of a function while it is expanded into a plan.
final class Expansion: Sendable {
  /// The calls that contain its body, the outermost first; the last is this one.
  let calls: [Origin.Call]
  /// The places of its parameters in its body, and their arguments.
  let substitutions: [Label.Substitution]

  init(calls: [Origin.Call], substitutions: [Label.Substitution]) {
    self.calls = calls
    self.substitutions = substitutions
  }
}

/// The result of binding a piece of syntax.
enum Operand {
  case value(Expression)
  case duration(Given<Int64>, TimeUnit, SourceSpan)
  /// `2024-12`: its first day and its length.
  case period(start: Int32, length: PeriodLength, SourceSpan)
  /// The literal `missing`.
  case missing(SourceSpan)
  /// A mistake that has been reported.
  case error
}
