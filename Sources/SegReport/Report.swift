// The input of formats and drawings: an answer, and how to show it.

import SegColumns
import SegDiagnostics

/// One answer to be shown.
public struct Report: Sendable {
  /// The statement as written.
  public let statement: String
  public let table: Table
  /// What the columns of the table are.
  public let schema: AnswerSchema
  /// Evaluation time in milliseconds.
  public let milliseconds: Double
  /// The word after `draw`; nil if the statement has none.
  public let drawing: String?
  /// The language of its headings and of the words in its cells.
  private(set) var language = Language.english

  public init(statement: String, table: Table, schema: AnswerSchema, milliseconds: Double, drawing: String? = nil) {
    self.statement = statement
    self.table = table
    self.schema = schema
    self.milliseconds = milliseconds
    self.drawing = drawing
  }

  /// The columns as they are written; what the schema lacks has all digits.
  var cells: [CellColumn] {
    table.fields.enumerated().map { index, field in
      CellColumn(field.column, isStored: index >= schema.columns.count || schema.columns[index].isStored)
    }
  }

  /// The row of all other rows, where the last column marks it: for people it is named, and
  /// the mark is left out.
  var totalRow: Int? {
    guard schema.hasTotalRow, schema.columns.count == table.fields.count, let mark = schema.columns.last, mark.role == .note,
      mark.type == .boolean, table.rowCount > 0
    else { return nil }
    return table.rowCount - 1
  }

  /// The report with the headings of its analysis in a language. Names of the script are the same in all languages.
  package func said(in language: Language) -> Report {
    guard language != .english, schema.columns.count == table.fields.count else { return self }
    let columns = schema.columns.map { $0.said(in: language) }
    let fields = zip(columns, table.fields).map { column, field in Table.Field(column.name, field.column.said(in: language)) }
    let schema = AnswerSchema(columns, view: schema.view, hasTotalRow: schema.hasTotalRow)
    var report = Report(
      statement: statement, table: Table(fields: fields, rowCount: table.rowCount), schema: schema, milliseconds: milliseconds,
      drawing: drawing)
    report.language = language
    return report
  }

  /// The columns that a person reads.
  func columns(_ rows: [Range<Int>], inMyriads: Bool = false) -> [PresentedColumn] {
    let total = totalRow
    return table.fields.enumerated().dropLast(total == nil ? 0 : 1).map { index, field in
      let isFirstDimension = index == 0 && [.dimension, .period].contains(schema.columns.first?.role)
      return PresentedColumn(
        field, style: style(index), rows: rows, total: isFirstDimension ? total : nil, inMyriads: inMyriads, language: language)
    }
  }

  /// The report without the row of all other rows.
  var withoutTotals: Report {
    guard let row = totalRow else { return self }
    let rows = (0..<row).map { Int32($0) }
    let fields = table.fields.dropLast().map { Table.Field($0.name, $0.column.gathered(rows)) }
    var report = Report(
      statement: statement, table: Table(fields: fields, rowCount: rows.count),
      schema: AnswerSchema(Array(schema.columns.dropLast()), view: schema.view), milliseconds: milliseconds, drawing: drawing)
    report.language = language
    return report
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
  func style(_ column: Int) -> ColumnStyle {
    guard column < schema.columns.count else { return .plain }
    let column = schema.columns[column]
    // `metric rate = a / b in percent`: a share from 0 to 1.
    return column.style == .figure && column.unit == "percent" ? .share : column.style
  }
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
  /// Whether a text format is written for spreadsheets: with a byte order mark, and with an
  /// apostrophe before texts that they would take for formulas.
  public var isForSpreadsheet = false
  /// Whether figures of 10,000 and more are shown in 万 and 亿.
  public var countsInMyriads = false
  /// The language of headings and of the texts around an answer.
  public var language = Language.english
  /// A hint how to see the rows that `rowLimit` leaves out: `--format csv shows all`.
  public var moreHint: Message = ""

  public init() {}

  public static let plain = ReportStyle()
}

/// Receives a report's UTF-8, block by block.
public typealias ByteSink = (UnsafeBufferPointer<UInt8>) throws -> Void
