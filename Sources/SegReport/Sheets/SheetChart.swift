// The picture of an answer in a sheet, drawn by the spreadsheet from the sheet's cells.

import SegColumns

/// A chart of a sheet: which of its columns it draws, and how.
package struct SheetChart {
  package enum Form: Sendable {
    /// Upright bars; bars that lie, for groups with names.
    case columns, bars
    case stackedColumns, stackedBars
    /// Bars without gaps.
    case ranges
    case lines, areas
    /// Dots at two values; a line through such dots.
    case points, curve
  }

  package let form: Form
  package let title: String
  package let axisTitle: String
  /// Whether the values are shares of 1, and whether the places are.
  package let isShare: Bool
  package let hasSharesAsPlaces: Bool
  /// The column with the places, and those with a series each.
  package let places: Int
  package let series: [Int]
  /// How many rows the series have, from the first one below the header.
  package let rows: Int
}

/// A column beside the table that only a chart needs.
package struct SheetChartColumn {
  package let name: String
  package let numbers: [Double?]
  /// The names of places; nil: the numbers are the values.
  package let texts: [String]?
}

/// The charts of an answer and the columns that they need besides those of the table.
struct SheetCharts {
  private(set) var charts: [SheetChart] = []
  private(set) var columns: [SheetChartColumn] = []

  /// A sheet shows so many at most, with so many series each: more are not told apart.
  private static let (mostPanels, mostSeries) = (4, 60)

  /// The picture that the statement asks for, or the natural one, if spreadsheets have its kind.
  ///
  /// - Parameter width: how many columns the table has; the others stand one column apart.
  init(_ report: Report, width: Int) {
    guard report.drawing != "none", let chart = Chart.of(report, kind: report.drawing.flatMap { ChartKind.named($0)?.name }) else { return }
    for panel in chart.panels.prefix(Self.mostPanels) {
      guard let form = Self.form(chart), !panel.series.isEmpty, panel.series.count <= Self.mostSeries else { continue }
      let isOnScale = form == .points || form == .curve
      if !isOnScale, let drawn = Self.columns(of: panel, chart, in: report) {
        add(chart, panel, form, places: 0, drawn, rows: chart.axis.labels.count)
        continue
      }
      let first = width + 1 + columns.count
      columns.append(
        SheetChartColumn(
          name: chart.axis.title, numbers: isOnScale ? (chart.axis.values ?? []).map { $0 } : [], texts: isOnScale ? nil : chart.axis.labels
        ))
      for series in panel.series { columns.append(SheetChartColumn(name: series.name, numbers: series.values, texts: nil)) }
      add(chart, panel, form, places: first, Array((first + 1)...(first + panel.series.count)), rows: chart.axis.labels.count)
    }
  }

  private func areShares(_ texts: [String]) -> Bool { texts.contains { $0.hasSuffix("%") } }

  private mutating func add(_ chart: Chart, _ panel: Chart.Panel, _ form: SheetChart.Form, places: Int, _ series: [Int], rows: Int) {
    charts.append(
      SheetChart(
        form: form, title: panel.heading, axisTitle: chart.axis.title, isShare: areShares(panel.series.flatMap(\.texts)),
        hasSharesAsPlaces: chart.axis.values != nil && areShares(chart.axis.labels), places: places, series: series,
        rows: rows))
  }

  /// nil for pictures that spreadsheets do not have.
  private static func form(_ chart: Chart) -> SheetChart.Form? {
    switch chart.marks {
    case .bars: chart.axis.isTime ? .columns : .bars
    case .stacked: chart.axis.isTime ? .stackedColumns : .stackedBars
    case .ranges: .ranges
    case .lines: chart.axis.isTime || chart.axis.values == nil ? .lines : .curve
    case .areas: .areas
    case .points: chart.axis.values == nil ? nil : .points
    case .dots, .steps, .cells, .sparks: nil
    }
  }

  /// The columns of the table that a panel draws, if its places are the table's rows, in their order; nil otherwise.
  private static func columns(of panel: Chart.Panel, _ chart: Chart, in report: Report) -> [Int]? {
    let rows = report.totalRow ?? report.table.rowCount
    guard chart.axis.labels.count == rows, report.table.fields.first?.name == chart.axis.title else { return nil }
    var found: [Int] = []
    for series in panel.series {
      let name = panel.series.count == 1 ? panel.title : series.name
      guard let index = report.table.fields.firstIndex(where: { $0.name == name || $0.name == series.name }) else { return nil }
      let cells = CellColumn(report.table.fields[index].column)
      let isSame = (0..<rows).allSatisfy { row in series.values[row] == (cells.isMissing(row) ? nil : cells.number(row)) }
      guard cells.isNumeric, isSame else { return nil }
      found.append(index)
    }
    return found
  }
}
