// Bars: a comparison of groups, the most frequent picture of a review.

extension ChartKind {
  static let bar = ChartKind(name: "bar", summary: "a bar for each row; bars of several groups side by side") { input, figures in
    .chart(Chart.ofSeries("bar", .bars, input, figures.of(input), start: .zero))
  }
}

extension Chart {
  /// A chart of series along groups or periods.
  ///
  /// - Parameters:
  ///   - start: where the scales begin.
  ///   - isScaled: whether numbers and days lie on a scale of the axis.
  ///   - isTogether: whether all figures share one scale.
  static func ofSeries(
    _ kind: String, _ marks: Marks, _ input: ChartInput, _ figures: [ChartInput.Figure], start: Scale.Start, isScaled: Bool = false,
    isTogether: Bool = false
  ) -> Chart {
    let layout = ChartLayout(input, figures)
    let hasGroups = !layout.seriesTitle.isEmpty
    let shared =
      hasGroups
      ? figures.indices.map { [$0] } : isTogether ? [Array(figures.indices)] : ChartInput.sharingScales(figures, ofOneUnit: isScaled)
    let panels = shared.map { indices in
      let series = indices.flatMap { layout.groups[$0] }
      let first = figures[indices.first ?? 0]
      let heights =
        marks == .stacked || marks == .areas && series.count > 1
        ? Chart.stackedEnds(series) : series.flatMap { $0.values.compactMap { $0 } }
      return Panel(
        title: indices.map { figures[$0].name }.joined(separator: ", "), unit: first.unit,
        scale: .of(heights, start, style: first.style), series: series, total: indices.count == 1 ? first.total : nil,
        rowTitle: layout.seriesTitle)
    }
    let chart = Chart(
      kind: kind, title: input.title, marks: marks, axis: layout.axis(isScaled: isScaled), panels: panels, notes: layout.notes)
    return isScaled && input.view == .survival ? chart.inSteps(input.language) : chart
  }

  /// The ends of stacks: of positive and of negative values, for each place.
  static func stackedEnds(_ series: [Series]) -> [Double] {
    let count = series.first?.values.count ?? 0
    return (0..<count).flatMap { place -> [Double] in
      var (up, down) = (0.0, 0.0)
      for one in series {
        guard let value = one.values[place] else { continue }
        if value < 0 { down += value } else { up += value }
      }
      return [up, down].filter(\.isFinite)
    }
  }
}
