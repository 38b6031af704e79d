// Sparks: a measure over the rows, in one line of text.

extension ChartKind {
  static let spark = ChartKind(name: "spark", summary: "one line of text for each measure or group, its rows from left to right") {
    input, figures in
    .chart(Chart.ofSeries("spark", .sparks, input, figures.of(input), start: .exact))
  }
}
