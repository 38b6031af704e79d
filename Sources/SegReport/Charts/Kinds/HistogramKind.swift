// Histograms: how many there are in each range of a value.

import SegColumns

extension ChartKind {
  static let histogram = ChartKind(name: "histogram", summary: "bars without gaps along the ranges of a value") { input, _ in
    // The borders of `histogram(…)` are numbers in the style of figures, and groups all the same.
    let borders = input.dimensions.filter { $0.isOrdered }
    guard let figure = input.mainFigures.first(where: { one in !borders.contains { $0.name == one.name } }) else {
      return .nothing("there is no figure")
    }
    guard let from = borders.first else { return .nothing("it takes ranges, as `show histogram(VALUE)` gives") }
    let to = borders.count > 1 ? borders[1] : nil
    var rows: [Int] = []
    for row in 0..<input.rowCount where from.numbers[row] != nil { rows.append(row) }
    guard !rows.isEmpty else { return .nothing("there are no ranges") }
    rows.sort { (from.numbers[$0] ?? 0, $0) < (from.numbers[$1] ?? 0, $1) }
    let starts = rows.map { from.numbers[$0] ?? 0 }
    let ends = rows.indices.map { index in
      to?.numbers[rows[index]]
        ?? (index + 1 < starts.count ? starts[index + 1] : starts[index] + (index > 0 ? starts[index] - starts[index - 1] : 1))
    }
    let series = Chart.Series(
      name: figure.name, values: rows.map { figure.values[$0] }, texts: rows.map { figure.texts[$0] },
      isUnfinished: rows.map { input.isUnfinished[$0] }, remarks: rows.map { _ in "" })
    let labels = rows.map { row in from.texts[row] + (to.map { " – " + $0.texts[row] } ?? "") }
    let title = borders.count > 1 ? "" : from.name
    let values = series.values.compactMap { $0 }
    return .chart(
      Chart(
        kind: "histogram", title: input.title, marks: .ranges,
        axis: Chart.Axis(
          title: title, unit: from.unit, labels: labels, values: starts, ends: ends,
          scale: .of(starts + ends, .exact, style: from.style == .plain ? .plain : .figure, count: 6)),
        panels: [Chart.Panel(title: figure.name, unit: figure.unit, scale: .of(values, .zero, style: figure.style), series: [series])],
        notes: rows.count < input.rowCount ? ["rows without a number are left out"] : []))
  }
}
