// What the formats and drawings are given: an answer, and for whom it is shown.

import SegColumns

/// One answer to be shown.
public struct Report: Sendable {
  /// The statement as written.
  public let statement: String
  public let table: Table
  /// What the columns of the table are.
  public let schema: AnswerSchema
  /// Evaluation time in milliseconds.
  public let milliseconds: Double

  public init(statement: String, table: Table, schema: AnswerSchema, milliseconds: Double) {
    self.statement = statement
    self.table = table
    self.schema = schema
    self.milliseconds = milliseconds
  }

  /// Whether a column says how much there is of something, and is shown so.
  func isFigure(_ column: Int) -> Bool {
    guard column < schema.columns.count else { return false }
    switch schema.columns[column].role {
    case .measure, .share: return style(column) != .plain && style(column) != .group
    case .key, .dimension, .period, .rank, .note: return false
    }
  }

  /// How a column is shown; one that the schema lacks is plain.
  func style(_ column: Int) -> ColumnStyle { column < schema.columns.count ? schema.columns[column].style : .plain }
}

/// For whom a report is shown. ``plain`` is for files and pipes: everything,
/// in full, the same on every machine.
public struct ReportStyle: Sendable {
  /// Columns of the terminal that a table is fitted to; nil: never cut.
  public var width: Int?
  /// Rows that are shown at most; nil: all.
  public var rowLimit: Int?
  /// Bold, dim and no more.
  public var color = false
  /// Whether the bytes go to a terminal, which control characters could steer.
  public var isTerminal = false
  /// How to see the rows that `rowLimit` leaves out: `--format csv shows all`.
  public var moreHint = ""

  public init() {}

  public static let plain = ReportStyle()
}

/// Where a report's UTF-8 goes, a block at a time.
public typealias ByteSink = (UnsafeBufferPointer<UInt8>) throws -> Void
