// The input of formats and drawings: an answer, and how to show it.

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

  /// The columns as they are written; what the schema lacks has all digits.
  var cells: [CellColumn] {
    table.fields.enumerated().map { index, field in
      CellColumn(field.column, isStored: index >= schema.columns.count || schema.columns[index].isStored)
    }
  }

  /// Whether a column says how much there is of something, and is shown so.
  func isFigure(_ column: Int) -> Bool {
    guard column < schema.columns.count else { return false }
    switch schema.columns[column].role {
    case .measure, .share: return style(column) != .plain && style(column) != .group
    case .key, .dimension, .period, .rank, .note: return false
    }
  }

  /// Whether a column is a yes/no that explains the row.
  func isRemark(_ column: Int) -> Bool {
    column < schema.columns.count && schema.columns[column].role == .note && schema.columns[column].type == .boolean
  }

  func isRemark(named name: String) -> Bool { schema.columns.indices.contains { schema.columns[$0].name == name && isRemark($0) } }

  /// How a column is shown; one that the schema lacks is plain.
  func style(_ column: Int) -> ColumnStyle { column < schema.columns.count ? schema.columns[column].style : .plain }
}

/// How a report is shown. ``plain`` is for files and pipes: everything, in full,
/// the same on every machine.
public struct ReportStyle: Sendable {
  /// The width of the terminal in columns, to which a table is cut; nil: never cut.
  public var width: Int?
  /// Rows that are shown at most; nil: all.
  public var rowLimit: Int?
  /// Whether to use bold and dim text.
  public var color = false
  /// Whether the bytes go to a terminal, which would obey control characters.
  public var isTerminal = false
  /// A hint how to see the rows that `rowLimit` leaves out: `--format csv shows all`.
  public var moreHint = ""

  public init() {}

  public static let plain = ReportStyle()
}

/// Receives a report's UTF-8, block by block.
public typealias ByteSink = (UnsafeBufferPointer<UInt8>) throws -> Void
