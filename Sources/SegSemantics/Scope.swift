// Where an expression stands: which rows it is about, and what macro
// parameters mean there.

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
    case columns([String: ColumnType], noun: String)
    /// None: a constant.
    case constant
  }

  var rows: Rows
  var arguments: [String: MacroArgument] = [:]
  /// The function's body that this is inside of; nil: none.
  var expansion: Expansion?
  /// The functions whose bodies this is inside of.
  var active: Set<String> = []

  init(_ rows: Rows) { self.rows = rows }

  /// The place where a macro's argument was written, over the same rows.
  func outside(of argument: MacroArgument) -> Scope {
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
}

/// What was written for a parameter of a function, and what names meant there.
final class MacroArgument: Sendable {
  let syntax: ExpressionSyntax
  let arguments: [String: MacroArgument]
  /// The functions that the call was inside of.
  let active: Set<String>
  /// The function's body that the call stands in.
  let expansion: Expansion?

  init(_ syntax: ExpressionSyntax, _ outer: Scope? = nil) {
    self.syntax = syntax
    arguments = outer?.arguments ?? [:]
    active = outer?.active ?? []
    expansion = outer?.expansion
  }
}

/// One call of a function on its way into a plan.
final class Expansion: Sendable {
  /// The calls that its body stands in, the outermost first; the last is itself.
  let calls: [Origin.Call]
  /// Where its parameters stand in its body, and what was written for them.
  let substitutions: [Label.Substitution]

  init(calls: [Origin.Call], substitutions: [Label.Substitution]) {
    self.calls = calls
    self.substitutions = substitutions
  }
}

/// What a piece of syntax turned out to be.
enum Operand {
  case value(Expression)
  case duration(Given<Int64>, TimeUnit, SourceSpan)
  /// `2024-12`: its first day and its months.
  case period(start: Int32, months: Int64, SourceSpan)
  /// The literal `missing`.
  case missing(SourceSpan)
  /// Something was wrong and has been reported.
  case error
}
