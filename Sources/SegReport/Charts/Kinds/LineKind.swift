// Lines: measures over time.

extension ChartKind {
  static let line = ChartKind(name: "line", summary: "a line for each measure or group over the rows") { input, figures in
    .chart(Chart.ofSeries("line", .lines, input, figures.of(input), start: .near, isScaled: true))
  }
}
