// What a chart is made of: the groups and figures of an answer, by the roles of its columns.

import SegColumns
import SegDiagnostics

/// The columns of an answer, ready to be drawn.
struct ChartInput {
  /// A column that says which group a row is about.
  struct Dimension {
    let name: String
    /// Its name in English.
    let key: String
    let unit: String?
    let type: ColumnType
    let role: ColumnRole
    let style: ColumnStyle
    /// The group of each row, as people read it.
    let texts: [String]
    /// The number or day of each row; nil: missing, or no number.
    let numbers: [Double?]

    var isPeriod: Bool { role == .period }

    /// Whether groups lie on a scale.
    var isOrdered: Bool {
      switch type {
      case .integer, .number, .date, .timestamp: true
      case .text, .boolean: false
      }
    }
  }

  /// A column that is drawn.
  struct Figure {
    let name: String
    /// Its name in English.
    let key: String
    let unit: String?
    let role: ColumnRole
    let style: ColumnStyle
    let isWhole: Bool
    let values: [Double?]
    let texts: [String]
    /// The value of all rows together.
    let total: String?
  }

  let title: String
  let view: AnswerView
  let dimensions: [Dimension]
  /// All that can be drawn.
  let figures: [Figure]
  /// For each row whether a yes/no that explains it is no.
  let isUnfinished: [Bool]
  let rowCount: Int
  /// The language of words that are no data.
  let language: Language

  init(_ whole: Report) {
    let totalRow = whole.totalRow
    let report = whole.withoutTotals
    let numeric = report.table.fields.indices.filter { CellColumn(report.table.fields[$0].column).isNumeric }
    let chosen = numeric.filter(report.isFigure)
    let drawn = chosen.isEmpty ? numeric : chosen
    let others = report.table.fields.indices.filter { !drawn.contains($0) && !report.isRemark($0) }
    let named = others.filter { report.isDimension($0) }
    title = report.statement
    view = report.schema.view
    language = report.language
    rowCount = report.table.rowCount
    dimensions = (named.isEmpty ? others : named).map { Dimension(report, $0) }
    figures = drawn.map { index in Figure(report, index, total: totalRow.map { whole.text(index, $0) }) }
    let remarks = report.table.fields.indices.filter(report.isRemark)
    isUnfinished = (0..<report.table.rowCount).map { row in
      remarks.contains { report.table.fields[$0].column[row] == .boolean(false) }
    }
  }
}

extension ChartInput.Dimension {
  fileprivate init(_ report: Report, _ index: Int) {
    let field = report.table.fields[index]
    let column = index < report.schema.columns.count ? report.schema.columns[index] : nil
    name = field.name
    key = column?.heading.description ?? field.name
    unit = column?.unit
    type = field.column.type
    role = column?.role ?? .dimension
    style = report.style(index)
    let values = (0..<report.table.rowCount).map { field.column[$0] }
    numbers = values.map { value in
      switch value {
      case .integer(let value): Double(value)
      case .number(let value): value.isFinite ? value : nil
      case .date(let days): Double(days)
      case .timestamp(let microseconds): Double(microseconds) / 86_400_000_000
      case .missing, .text, .boolean: nil
      }
    }
    switch type {
    case .date: texts = PeriodLabel.of(values, isQuarterly: report.asksForQuarters)
    // `big` and `not big`: among the groups of others a yes says nothing.
    case .boolean:
      let other = ("not \(field.name)" as Message).text(in: report.language)
      texts = values.map { $0 == .boolean(true) ? field.name : $0 == .missing ? PresentedColumn.missing : other }
    case .integer, .number, .text, .timestamp: texts = report.texts(index)
    }
  }
}

extension ChartInput.Figure {
  fileprivate init(_ report: Report, _ index: Int, total: String?) {
    let field = report.table.fields[index]
    let column = index < report.schema.columns.count ? report.schema.columns[index] : nil
    name = field.name
    key = column?.heading.description ?? field.name
    unit = column?.unit
    role = column?.role ?? .measure
    style = report.style(index)
    isWhole = column?.isTotal ?? false
    let cells = CellColumn(field.column)
    values = withExtendedLifetime(report.table) {
      (0..<report.table.rowCount).map { row in
        if cells.isMissing(row) { return nil }
        let value = cells.number(row)
        return value.isFinite ? value : nil
      }
    }
    texts = report.texts(index)
    self.total = total
  }
}

extension Report {
  /// Whether its periods are quarters: so the statement says.
  fileprivate var asksForQuarters: Bool {
    let words = statement.lowercased()
    return words.contains("quarter") || words.contains("季度")
  }

  fileprivate func isDimension(_ column: Int) -> Bool {
    guard column < schema.columns.count else { return true }
    switch schema.columns[column].role {
    case .key, .dimension, .period: return true
    case .rank, .measure, .share, .note: return false
    }
  }

  /// Each cell of a column as people read it.
  fileprivate func texts(_ index: Int) -> [String] {
    let rows = 0..<table.rowCount
    let column = PresentedColumn(table.fields[index], style: style(index), rows: [rows], language: language)
    return withExtendedLifetime(table) {
      var scratch = ByteBlock(capacity: 64)
      return rows.map { row in
        if column.cells.isMissing(row) { return PresentedColumn.missing }
        scratch.removeAll()
        column.append(row, to: &scratch)
        return String(decoding: scratch.bytes, as: UTF8.self)
      }
    }
  }

  /// One cell as people read it.
  fileprivate func text(_ index: Int, _ row: Int) -> String {
    let column = PresentedColumn(table.fields[index], style: style(index), rows: [row..<row + 1], language: language)
    if column.cells.isMissing(row) { return PresentedColumn.missing }
    return withExtendedLifetime(table) {
      var scratch = ByteBlock(capacity: 64)
      column.append(row, to: &scratch)
      return String(decoding: scratch.bytes, as: UTF8.self)
    }
  }
}

/// The names of periods by their first days.
enum PeriodLabel {
  /// `2024` where all are first days of years and there are two at least, `2024-Q1` for those of quarters where the question is about
  /// quarters, `2024-03` for those of months, else the day.
  static func of(_ values: [Value], isQuarterly: Bool = false) -> [String] {
    let dates = values.map { value -> CalendarDate? in
      if case .date(let days) = value { return CalendarDate(days: days) }
      return nil
    }
    let present = dates.compactMap { $0 }
    let isMonths = present.allSatisfy { $0.civil.day == 1 } && Set(present.map(\.days)).count > 1
    let isQuarters = isQuarterly && isMonths && present.allSatisfy { $0.civil.month % 3 == 1 }
    let isYears = isMonths && present.allSatisfy { $0.civil.month == 1 }
    return dates.map { date in
      guard let date else { return PresentedColumn.missing }
      let text = date.description
      if isQuarters { return "\(text.dropLast(6))-Q\((Int(date.civil.month) + 2) / 3)" }
      return isYears ? String(text.dropLast(6)) : isMonths ? String(text.dropLast(3)) : text
    }
  }
}
