// Charts that the spreadsheet draws from the cells of a sheet.

import CXlsxWriter
import SegDiagnostics
import SegReport

extension WorkbookFile {
  /// Puts the charts of a sheet to the right of its cells, one below the other.
  func addCharts(of sheet: AnswerSheet, to page: UnsafeMutablePointer<lxw_worksheet>) throws(ScriptError) {
    let place = lxw_col_t(truncatingIfNeeded: sheet.columns.count + (sheet.chartColumns.isEmpty ? 0 : sheet.chartColumns.count + 1) + 1)
    for (index, chart) in sheet.charts.enumerated() {
      guard let made = workbook_add_chart(book, Self.type(of: chart.form)) else {
        throw Self.problem("there is not enough memory for a chart")
      }
      for column in chart.series { add(column, of: chart, sheet, to: made) }
      Self.named(chart.title) { chart_title_set_name(made, $0) }
      // The groups of bars that lie are on the upright axis, from its top.
      let isLying = chart.form == .bars || chart.form == .stackedBars
      let groups = isLying ? made.pointee.y_axis : made.pointee.x_axis
      let values = isLying ? made.pointee.x_axis : made.pointee.y_axis
      if !chart.axisTitle.isEmpty { Self.named(chart.axisTitle) { chart_axis_set_name(groups, $0) } }
      if chart.isShare { chart_axis_set_num_format(values, "0%") }
      if chart.hasSharesAsPlaces { chart_axis_set_num_format(groups, "0%") }
      switch chart.form {
      case .bars, .stackedBars: chart_axis_set_reverse(groups)
      case .ranges: chart_set_series_gap(made, 5)
      case .columns, .stackedColumns, .lines, .areas, .points, .curve: break
      }
      if chart.series.count == 1 { chart_legend_set_position(made, UInt8(LXW_CHART_LEGEND_NONE.rawValue)) }
      var options = lxw_chart_options()
      (options.x_scale, options.y_scale) = (1.4, max(1.2, chart.form == .bars ? Double(chart.rows) / 14 : 0))
      let row = lxw_row_t(truncatingIfNeeded: 1 + index * 20)
      try check(worksheet_insert_chart_opt(page, row, place, made, &options))
    }
  }

  private func add(_ column: Int, of chart: SheetChart, _ sheet: AnswerSheet, to made: UnsafeMutablePointer<lxw_chart>) {
    guard let series = chart_add_series(made, nil, nil) else { return }
    let last = lxw_row_t(truncatingIfNeeded: max(1, chart.rows))
    sheet.name.withCString { name in
      let (places, values) = (lxw_col_t(truncatingIfNeeded: chart.places), lxw_col_t(truncatingIfNeeded: column))
      chart_series_set_categories(series, name, 1, places, last, places)
      chart_series_set_values(series, name, 1, values, last, values)
      chart_series_set_name_range(series, name, 0, values)
    }
  }

  private static func type(of form: SheetChart.Form) -> UInt8 {
    let type =
      switch form {
      case .columns, .ranges: LXW_CHART_COLUMN
      case .bars: LXW_CHART_BAR
      case .stackedColumns: LXW_CHART_COLUMN_STACKED
      case .stackedBars: LXW_CHART_BAR_STACKED
      case .lines: LXW_CHART_LINE
      case .areas: LXW_CHART_AREA_STACKED
      case .points: LXW_CHART_SCATTER
      case .curve: LXW_CHART_SCATTER_STRAIGHT
      }
    return UInt8(type.rawValue)
  }

  /// A name of a chart that is a text: one that begins with `=` would be a reference.
  private static func named(_ text: String, _ body: (UnsafePointer<CChar>) -> Void) {
    let plain = String(text.prefix(200))
    (plain.hasPrefix("=") ? " " + plain : plain).withCString(body)
  }
}
