// Grids in SVG: cells shaded by value, with their values where there is room.

import SegDiagnostics

extension SVGChart {
  func cells(_ panel: Chart.Panel, at y: Double, _ canvas: inout SVGCanvas) -> Double {
    let rows = panel.series.prefix(Self.cellLimit)
    let count = min(chart.axis.labels.count, Self.cellLimit)
    let names = rows.map { $0.name == PresentedColumn.missing ? "(\(chart.said("missing")))" : $0.name }
    let left = min(names.map { SVGCanvas.width($0) }.max() ?? 0, width * 0.34) + 8
    let step = min(96, (width - left) / Double(max(1, count)))
    let height = 24.0
    let widest = rows.flatMap { row in row.texts.prefix(count).map { SVGCanvas.width($0, size: 11) } }.max() ?? 0
    let hasTexts = widest + 4 <= step
    let top = y + 20
    let frame = PlotFrame(left: left, top: top, width: step * Double(count), height: height * Double(rows.count))
    let above = PlotFrame(left: left, top: 0, width: frame.width, height: top - 23)
    labels(
      (0..<count).map { place in
        (SVGCanvas.cut(chart.name(of: place), to: max(step - 4, 40)), left + (Double(place) + 0.5) * step)
      }, under: above, &canvas)
    let scales = (0..<count).map { place -> Chart.Scale in
      guard panel.isScaledByColumn else { return panel.scale }
      let values = panel.series.compactMap { $0.values[place] }
      return Chart.Scale(low: values.min() ?? 0, high: values.max() ?? 0, ticks: [])
    }
    for (number, row) in rows.enumerated() {
      let rowTop = top + Double(number) * height
      canvas.text(SVGCanvas.cut(names[number], to: left - 8), left - 8, rowTop + 16, "class=\"v\"", .end)
      for place in 0..<count {
        guard let value = row.values[place] else { continue }
        let shade = scales[place].place(value)
        let x = left + Double(place) * step
        let opacity = SVGCanvas.number(Double(Int(6 + shade * 94)) / 10)
        canvas.rectangle(
          x + 0.5, rowTop + 0.5, step - 1, height - 1, "rx=\"2\" class=\"c\" fill-opacity=\"\(Self.share(opacity))\"",
          title: cellTitle(place, row, panel))
        if row.isUnfinished[place] { canvas.rectangle(x + 0.5, rowTop + 0.5, step - 1, height - 1, hatch + " opacity=\"0.6\"") }
        guard hasTexts else { continue }
        // Where the text of either color is read well, on light and on dark paper.
        canvas.text(row.texts[place], x + step / 2, rowTop + 16, "class=\"\(shade > 0.72 ? "cs" : "ct")\" pointer-events=\"none\"", .middle)
      }
    }
    var bottom = frame.bottom + 4
    let rest = (rows: panel.series.count - rows.count, columns: chart.axis.labels.count - count)
    var leftOut: [Message] = rest.rows > 0 ? ["\(rest.rows) more rows are in the table"] : []
    if rest.columns > 0 { leftOut.append("\(rest.columns) more columns are in the table") }
    for note in leftOut {
      canvas.text(chart.said(note), 0, bottom + 12, "class=\"n\"")
      bottom += 18
    }
    return bottom
  }

  /// `0.47` for `4.7`: tenths of a number of tenths.
  private static func share(_ tenths: String) -> String {
    let digits = tenths.split(separator: ".")
    let whole = digits.first.map(String.init) ?? "0"
    return whole == "10" ? "1" : "0.\(whole)\(digits.count > 1 ? String(digits[1]) : "")"
  }

  private func cellTitle(_ place: Int, _ row: Chart.Series, _ panel: Chart.Panel) -> String {
    let column = chart.axis.title.isEmpty ? chart.axis.labels[place] : "\(chart.axis.title) \(chart.axis.labels[place])"
    let measure = panel.title.isEmpty ? "" : "\(panel.title) "
    return "\(row.name) · \(column): \(measure)\(row.texts[place])" + (row.isUnfinished[place] ? notComplete : "")
  }
}
