// Areas: measures over time with what they add up to.

extension ChartKind {
  static let area = ChartKind(name: "area", summary: "filled lines; those of several groups lie on each other") { input, figures in
    .chart(Chart.ofSeries("area", .areas, input, figures.of(input), start: .zero, isScaled: true))
  }
}
