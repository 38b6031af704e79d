// Small reports with everything that is awkward to show.

import SegColumns
import SegDiagnostics
import SegReport

func table(_ fields: [(String, Column)]) -> Table {
  Table(fields.map { Table.Field($0.0, $0.1) }) ?? Table(fields: [], rowCount: 0)
}

/// A report of columns in given styles, from which their roles follow.
func report(_ fields: [(String, Column, ColumnStyle)], statement: String = "show x", ms: Double = 1.8, isStored: Bool = false) -> Report {
  let columns = fields.map { name, column, style in
    let role: ColumnRole = style == .share ? .share : style == .figure || style == .estimate ? .measure : .dimension
    return AnswerColumn(Message(verbatim: name), column.type, role, style: style, unit: name == "profit" ? "yuan" : nil, isStored: isStored)
  }
  return Report(
    statement: statement, table: table(fields.map { ($0.0, $0.1) }), schema: AnswerSchema(columns), milliseconds: ms)
}

/// One column of each type, with a missing value in each.
let everyType = report(
  [
    ("id", .integers([7, nil, -12_345]), .plain),
    ("profit", .numbers([1234.5, nil, -0.25]), .figure),
    ("share", .numbers([0.0246, nil, 1]), .share),
    ("name", .texts(["北京, \"x\"", nil, "a|b\n\u{1B}[31m"]), .plain),
    ("day", .dates([CalendarDate("2024-12-31"), nil, CalendarDate("0001-01-01")]), .plain),
    ("at", .timestamps([1_735_668_000_000_000, nil, -1]), .plain),
    ("ok", .booleans([true, nil, false]), .plain),
  ], statement: "list \"id\"\nof x")
