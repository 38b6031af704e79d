// Curves: a measure along another number, such as the share of the best customers.

import SegColumns
import SegDiagnostics

extension ChartKind {
  static let curve = ChartKind(name: "curve", summary: "a line along a number; of a Pareto curve with the 80% mark") { input, figures in
    let running = input.figures.filter { $0.key == "running_share" && $0.role == .share }
    let drawn = running.isEmpty ? figures.of(input) : running
    guard input.dimensions.contains(where: \.isOrdered) else { return .nothing("it takes a number or a day for each row") }
    let chart = Chart.ofSeries("curve", .lines, input, drawn, start: .near, isScaled: true)
    guard let axis = input.dimensions.first, !running.isEmpty else { return .chart(chart) }
    return .chart(chart.asPareto(axis, of: input.mainFigures.first { $0.key != "customers" }?.name))
  }
}

extension Chart {
  /// The curve from 0% to 100%, with the mark of 80%.
  fileprivate func asPareto(_ dimension: ChartInput.Dimension, of name: String?) -> Chart {
    guard let panel = panels.first, let series = panel.series.first, let places = axis.values else { return self }
    let goal = 0.8
    var reference: [Reference] = []
    if let row = series.values.firstIndex(where: { ($0 ?? 0) >= goal }) {
      // Between rows nothing is known.
      let best: Message =
        row > 0 ? "between the best \(axis.labels[row - 1]) and \(axis.labels[row])" : "the best \(axis.labels[row])"
      reference = [Reference(place: places[row], value: goal, label: name.map { "80% of \($0): \(best)" } ?? "80%: \(best)")]
    }
    // Losses at the end: the best have more than all.
    let scale = Scale.of([0, 1] + series.values.compactMap { $0 }, .zero, style: .share)
    let origin = Series(
      name: series.name, values: [0] + series.values, texts: ["0%"] + series.texts, isUnfinished: [false] + series.isUnfinished,
      remarks: [""] + series.remarks)
    return Chart(
      kind: kind, title: title, marks: marks,
      axis: Axis(
        title: axis.title, unit: axis.unit, labels: ["0%"] + axis.labels, values: [0] + places,
        scale: .of([0, places.max() ?? 1], .exact, style: dimension.style)),
      panels: [Panel(title: panel.title, unit: panel.unit, scale: scale, series: [origin], references: reference)], notes: notes)
  }
}
