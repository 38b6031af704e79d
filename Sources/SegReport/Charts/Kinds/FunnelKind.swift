// Funnel: steps, each with what is left of the step before.

import SegColumns

extension ChartKind {
  static let funnel = ChartKind(name: "funnel", summary: "a bar for each step, with its share of the step before") { input, _ in
    guard let figure = input.mainFigures.first else { return .nothing("there are no figures") }
    let remarks = (0..<input.rowCount).map { row -> String in
      guard row > 0, let before = figure.values[row - 1], before > 0, let value = figure.values[row] else { return "" }
      return Figure.share(value / before)
    }
    // The same events may be two steps.
    let labels = (0..<input.rowCount).map { row in
      "\(row + 1) \(input.dimensions.map { $0.texts[row] }.joined(separator: " "))"
    }
    let series = [
      Chart.Series(
        name: figure.name, values: figure.values, texts: figure.texts, isUnfinished: input.isUnfinished, remarks: remarks)
    ]
    let values = figure.values.compactMap { $0 }
    return .chart(
      Chart(
        kind: "funnel", title: input.title, marks: .steps, axis: Chart.Axis(title: "", labels: labels),
        panels: [
          Chart.Panel(title: figure.name, unit: figure.unit, scale: .of(values, .zero, style: figure.style), series: series)
        ], notes: []))
  }
}
