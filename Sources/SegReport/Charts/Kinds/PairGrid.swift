// Overlaps of segments as a grid: each with each.

import SegDiagnostics

extension Chart {
  /// The grid of the rows `pair` of an answer of `overlap`; nil for other answers.
  static func ofPairs(_ input: ChartInput) -> Chart? {
    guard input.view == .grid, input.dimensions.map(\.key) == ["kind", "sets"], let figure = input.mainFigures.first else { return nil }
    var names: [String] = []
    var cells: [(row: Int, first: String, second: String)] = []
    // Pairs are the first rows.
    for row in 0..<input.rowCount where input.dimensions[0].texts[row] == input.dimensions[0].texts[0] {
      let parts = input.dimensions[1].texts[row].parts(separatedBy: " & ").map(String.init)
      // A name may have the sign in it; then no cell can be told.
      guard parts.count == 2 else { return nil }
      for part in parts where !names.contains(part) { names.append(part) }
      cells.append((row, parts[0], parts[1]))
    }
    guard names.count > 1 else { return nil }
    let series = names.map { name in
      let rows = names.map { other in
        cells.first { ($0.first, $0.second) == (name, other) || ($0.second, $0.first) == (name, other) }?.row
      }
      return Series(
        name: name, values: rows.map { $0.flatMap { figure.values[$0] } }, texts: rows.map { $0.map { figure.texts[$0] } ?? "" },
        isUnfinished: rows.map { _ in false }, remarks: rows.map { _ in "" })
    }
    let values = series.flatMap { $0.values.compactMap { $0 } }
    return Chart(
      kind: "heat", title: input.title, marks: .cells, axis: Axis(title: "", labels: names),
      panels: [Panel(title: figure.name, unit: figure.unit, scale: .of(values, .zero, style: figure.style), series: series)], notes: [])
  }
}
