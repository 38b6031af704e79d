// Dots in characters: a form of its own for each series.

import SegDiagnostics

extension CharacterChart {
  private static let height = 14

  private static func mark(_ number: Int) -> Character {
    let marks: [Character] = ["●", "○", "▲", "△", "■", "□"]
    return marks[number % marks.count]
  }

  private func legend(_ panel: Chart.Panel) -> String {
    panel.series.enumerated().map { colored(String(Self.mark($0)), $0) + " " + $1.name }.joined(separator: "   ")
  }

  /// A column for each place, a dot for each value; ◆ where several meet.
  func dots(_ panel: Chart.Panel) -> String {
    let axisWidth = panel.scale.ticks.map { DisplayWidth.of($0.text) }.max() ?? 0
    let room = max(8, width - axisWidth - 2)
    let columns = max(1, min(chart.axis.labels.count, room))
    let step = max(1, min(8, room / columns))
    var grid = [[Character]](repeating: [Character](repeating: " ", count: columns * step), count: Self.height)
    for (number, one) in panel.series.enumerated() {
      for (column, value) in sampled(one.values, to: columns).enumerated() {
        guard let value else { continue }
        let line = Self.line(of: value, panel.scale)
        let place = column * step + step / 2
        grid[line][place] = grid[line][place] == " " ? Self.mark(number) : "◆"
      }
    }
    let text = padded("", to: axisWidth) + "  " + legend(panel) + "\n" + lines(grid, panel, axisWidth)
    return text + padded("", to: axisWidth + 2) + Self.axis(chart.axis.labels, columns: columns, step: step).withoutSpacesAtEnd + "\n"
  }

  /// A dot for each place, at its number and its value.
  func points(_ panel: Chart.Panel) -> String {
    guard let places = chart.axis.values, let scale = chart.axis.scale else { return "" }
    let axisWidth = panel.scale.ticks.map { DisplayWidth.of($0.text) }.max() ?? 0
    let room = max(8, width - axisWidth - 2)
    var grid = [[Character]](repeating: [Character](repeating: " ", count: room), count: Self.height)
    for (number, one) in panel.series.enumerated() {
      for (place, value) in one.values.enumerated() {
        guard let value else { continue }
        let column = min(room - 1, Int((scale.place(places[place]) * Double(room - 1)).rounded()))
        let line = Self.line(of: value, panel.scale)
        let found = grid[line][column]
        grid[line][column] = found == " " || found == Self.mark(number) ? Self.mark(number) : "◆"
      }
    }
    let head = panel.series.count > 1 ? panel.heading + ":   " + legend(panel) : panel.heading
    let frame = LineFrame(Chart.Panel(title: "", scale: panel.scale, series: []), chart.axis, width: width)
    let name = [chart.axis.title, chart.axis.unit ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
    return padded("", to: axisWidth) + "  " + head + "\n" + lines(grid, panel, axisWidth) + padded("", to: axisWidth + 2) + frame.bottom
      + "\n" + padded(name, to: axisWidth + 2 + room, right: true) + "\n"
  }

  /// The grid with the ticks of its scale.
  private func lines(_ grid: [[Character]], _ panel: Chart.Panel, _ axisWidth: Int) -> String {
    var ticks: [Int: String] = [:]
    for tick in panel.scale.ticks { ticks[Self.line(of: tick.value, panel.scale)] = tick.text }
    return grid.enumerated().map { line, cells in
      padded(ticks[line] ?? "", to: axisWidth, right: true) + " │" + String(cells).withoutSpacesAtEnd + "\n"
    }.joined()
  }

  /// The line of a value, 0 at the top.
  private static func line(of value: Double, _ scale: Chart.Scale) -> Int {
    height - 1 - Int((scale.place(value) * Double(height - 1)).rounded())
  }

  /// The labels under their columns if there is room, otherwise the first and the last.
  private static func axis(_ labels: [String], columns: Int, step: Int) -> String {
    let widest = labels.map { DisplayWidth.of($0) }.max() ?? 0
    if labels.count == columns, widest < step {
      return labels.map { label in
        let before = max(0, step / 2 - DisplayWidth.of(label) / 2)
        return padded(padded("", to: before) + label, to: step)
      }.joined()
    }
    let first = labels.first ?? ""
    let width = columns * step
    let firstWidth = min(DisplayWidth.of(first), width / 2)
    return padded(first, to: firstWidth) + padded(labels.last ?? "", to: width - firstWidth, right: true)
  }
}
