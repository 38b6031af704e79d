// Overlay: measures on one scale, to compare them: expected and actual.

extension ChartKind {
  static let overlay = ChartKind(name: "overlay", summary: "all measures on one scale, each with its own mark") { input, figures in
    .chart(Chart.ofSeries("overlay", .dots, input, figures.of(input), start: .zero, isTogether: true))
  }
}
