// Stacked bars: wholes, and the parts that they are made of.

extension ChartKind {
  static let stacked = ChartKind(
    name: "stacked", summary: "a bar for each row, of parts: the groups of a second dimension, or several measures"
  ) { input, figures in
    .chart(Chart.ofSeries("stacked", .stacked, input, figures.of(input), start: .zero, isTogether: true))
  }
}
