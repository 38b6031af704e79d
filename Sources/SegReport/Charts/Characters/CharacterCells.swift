// Grids in characters: shades with their values, as far as there is room.

import SegDiagnostics

extension CharacterChart {
  /// How much of each cell is written.
  private enum Detail: CaseIterable {
    /// Its shade and its value.
    case value
    /// Its shade and its value without decimals.
    case whole
    /// Its shade only.
    case shade
  }

  func cells(_ panel: Chart.Panel) -> String {
    let labelWidth = min(panel.series.map { DisplayWidth.of($0.name) }.max() ?? 0, width / 2)
    var chosen = Detail.shade
    var widths: [Int] = []
    for detail in Detail.allCases {
      chosen = detail
      widths = columnWidths(panel, detail)
      if labelWidth + widths.reduce(0, { $0 + $1 + 1 }) <= width { break }
    }
    // Columns that do not fit are left out at the right.
    var used = labelWidth
    let count = widths.prefix { column in
      used += column + 1
      return used <= width
    }.count
    var text = ""
    let head = chart.gridHeading(panel)
    if !head.isEmpty { text += head + "\n" }
    text += padded("", to: labelWidth)
    for (label, width) in zip(chart.axis.labels, widths).prefix(count) { text += " " + padded(label, to: width, right: true) }
    text = text.withoutSpacesAtEnd + "\n"
    let scales = columnScales(panel)
    for row in panel.series {
      var line = padded(row.name, to: labelWidth)
      for place in 0..<count { line += " " + cell(row, place, scales[place], chosen, widths[place]) }
      text += line.withoutSpacesAtEnd + "\n"
    }
    if count < widths.count { text += dimmed(chart.said("\(widths.count - count) columns do not fit")) + "\n" }
    return text
  }

  /// The scale of each column: that of the panel, or its own.
  private func columnScales(_ panel: Chart.Panel) -> [Chart.Scale] {
    chart.axis.labels.indices.map { place in
      guard panel.isScaledByColumn else { return panel.scale }
      let values = panel.series.compactMap { $0.values[place] }
      return Chart.Scale(low: values.min() ?? 0, high: values.max() ?? 0, ticks: [])
    }
  }

  private func columnWidths(_ panel: Chart.Panel, _ detail: Detail) -> [Int] {
    chart.axis.labels.indices.map { place in
      let values = panel.series.map { DisplayWidth.of(content($0, place, detail)) }.max() ?? 0
      let shade = detail == .shade ? 2 : values == 0 ? 2 : values + 3
      return max(shade, detail == .shade ? min(DisplayWidth.of(chart.axis.labels[place]), 4) : DisplayWidth.of(chart.axis.labels[place]))
    }
  }

  /// The text of a cell beside its shade.
  private func content(_ row: Chart.Series, _ place: Int, _ detail: Detail) -> String {
    let mark = row.isUnfinished[place] ? Self.unfinishedMark : ""
    switch detail {
    case .value: return row.texts[place] + mark
    case .whole:
      let text = row.texts[place]
      // A text without decimals stays as it is; a number is rounded, not cut.
      guard let value = row.values[place], text.contains(".") else { return text + mark }
      guard text.hasSuffix("%") else { return Figure.text(value.rounded()) + mark }
      let percent = (value * 100).rounded()
      let isNear = percent == 0 ? value > 0 : percent == 100 && value < 1
      return (isNear ? percent == 0 ? "<1" : ">99" : Figure.text(percent)) + "%" + mark
    case .shade: return ""
    }
  }

  private func cell(_ row: Chart.Series, _ place: Int, _ scale: Chart.Scale, _ detail: Detail, _ width: Int) -> String {
    let shade = row.values[place].map { Self.shade($0, scale) } ?? "  "
    if detail == .shade { return padded(shade, to: width, right: true) }
    return shade + padded(content(row, place, detail), to: max(0, width - 2), right: true)
  }

  private static func shade(_ value: Double, _ scale: Chart.Scale) -> String {
    let shades = ["  ", "░░", "▒▒", "▓▓", "██"]
    return shades[min(4, max(0, Int((scale.place(value) * 4).rounded())))]
  }
}
