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
  /// Calls of functions that this expression is inside of.
  var expansions = 0
  /// The functions whose bodies this is inside of.
  var active: Set<String> = []

  init(_ rows: Rows) { self.rows = rows }

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

  init(_ syntax: ExpressionSyntax, _ arguments: [String: MacroArgument], _ active: Set<String> = []) {
    self.syntax = syntax
    self.arguments = arguments
    self.active = active
  }
}

/// What a piece of syntax turned out to be.
enum Operand {
  case value(Expression)
  case duration(Int64, TimeUnit, SourceSpan)
  /// `2024-12`: its first day and its months.
  case period(start: Int32, months: Int64, SourceSpan)
  /// The literal `missing`.
  case missing(SourceSpan)
  /// Something was wrong and has been reported.
  case error
}
