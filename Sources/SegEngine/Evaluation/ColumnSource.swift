// What compiled expressions need beyond the rows of a batch.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegRuntime
import SegStore

/// Gives columns for what a batch does not hold: definitions, aggregates, other days.
protocol ColumnSource: AnyObject {
  var store: Store { get }
  var definitions: [String: Definition] { get }
  var functions: FunctionLibrary { get }
  var asOf: Int32 { get }
  var isDayKnown: Bool { get }
  var context: ExecutionContext { get }

  /// The value of a constant expression.
  func constant(_ expression: Expression) throws(ScriptError) -> Value
  /// The values of a definition for every customer.
  func value(of name: String, at span: SourceSpan) throws(ScriptError) -> Column
  /// The values of an expression for each row of a frame.
  func column(_ expression: Expression, of frame: Frame) throws(ScriptError) -> Column
  /// For each row of a link's table the row that it leads to; nil without such a link.
  func rows(of link: LinkReference) throws(ScriptError) -> Buffer<Int32>?
  /// The rows of a table by its name; nil if there is none.
  func frame(named name: String) throws(ScriptError) -> Frame?
  /// The values of an expression on another day.
  func column(_ expression: Expression, asOf day: Expression, on frame: Frame) throws(ScriptError) -> Column
}
