// Heat: a grid of two dimensions in shades: cohorts by period, from by to.

import SegColumns

extension ChartKind {
  static let heat = ChartKind(
    name: "heat", summary: "a grid of shades: a row for each group, a column for each group of a second dimension or measure"
  ) { input, figures in
    let all = input.partFigures
    if let pairs = Chart.ofPairs(input) { return .chart(pairs) }
    if let grid = GridDimensions(input) { return .chart(grid.chart(input, grid.drawn(input, figures))) }
    let labels = (0..<input.rowCount).map { row in input.dimensions.map { $0.texts[row] }.joined(separator: " ") }
    // Columns of one measure, such as those of a pivot, have one scale; others have their own.
    let isOne = input.view == .grid || input.view == .triangle || all.count == 1
    let series = labels.indices.map { row in
      Chart.Series(
        name: labels[row], values: all.map { $0.values[row] }, texts: all.map { $0.texts[row] },
        isUnfinished: all.map { _ in input.isUnfinished[row] }, remarks: all.map { _ in "" })
    }
    let panel = Chart.Panel(
      title: all.count == 1 ? all[0].name : "", unit: isOne ? all[0].unit : nil,
      scale: .of(series.flatMap { $0.values.compactMap { $0 } }, .exact, style: all[0].style), series: series,
      isScaledByColumn: !isOne, rowTitle: input.dimensions.map(\.name).joined(separator: ", "))
    return .chart(
      Chart(
        kind: "heat", title: input.title, marks: .cells, axis: Chart.Axis(title: "", labels: all.map(\.name)), panels: [panel],
        notes: []))
  }
}

/// The dimensions of a grid: rows, and columns.
private struct GridDimensions {
  let rows: [ChartInput.Dimension]
  let column: ChartInput.Dimension
  /// The size of each row's group, if the answer has it.
  let whole: ChartInput.Figure?

  /// nil if the answer has one dimension, or the second has one value for each of the first.
  init?(_ input: ChartInput) {
    guard let first = input.dimensions.first, ChartLayout.isComplete(input) else { return nil }
    switch input.view {
    case .grid, .flow: break
    case .triangle: return nil
    case .table, .bars, .series, .curve, .survival, .histogram, .funnel: if ChartLayout.isUnique(first) { return nil }
    }
    let periods = input.dimensions.indices.filter { input.dimensions[$0].isPeriod }
    // Time runs from left to right.
    let place = periods.last ?? input.dimensions.count - 1
    column = input.dimensions[place]
    rows = input.dimensions.indices.filter { $0 != place }.map { input.dimensions[$0] }
    whole = input.figures.first(where: \.isWhole)
  }

  /// What a grid is drawn of: shares of rows where their wholes are known.
  func drawn(_ input: ChartInput, _ figures: ChartFigures) -> [ChartInput.Figure] {
    switch figures {
    case .all: return input.partFigures
    case .main:
      if whole != nil, let share = input.figures.first(where: { $0.role == .share }) { return [share] }
      return Array(input.mainFigures.prefix(1))
    }
  }

  func chart(_ input: ChartInput, _ figures: [ChartInput.Figure]) -> Chart {
    let names = (0..<input.rowCount).map { row in rows.map { $0.texts[row] }.joined(separator: " ") }
    let ordered = rows.count == 1 && rows[0].isOrdered ? rows[0].numbers : nil
    let groups = DistinctTexts(names, sortedBy: ordered)
    var places = DistinctTexts(column.texts, sortedBy: column.isOrdered ? column.numbers : nil)
    // Those who stay lie on the diagonal.
    if input.view == .flow, rows.count == 1, !column.isOrdered { places.sort(as: groups.texts) }
    var found = [[Int?]](repeating: [Int?](repeating: nil, count: places.texts.count), count: groups.texts.count)
    for row in 0..<input.rowCount { found[groups.place[row]][places.place[row]] = row }
    let labels = groups.texts.enumerated().map { group, name in
      whole.map { "\(name) (\($0.texts[groups.firstRow[group]]))" } ?? name
    }
    let panels = figures.map { figure in
      let series = zip(labels, found).map { label, cells in
        Chart.Series(
          name: label, values: cells.map { $0.flatMap { figure.values[$0] } }, texts: cells.map { $0.map { figure.texts[$0] } ?? "" },
          isUnfinished: cells.map { $0.map { input.isUnfinished[$0] } ?? false }, remarks: cells.map { _ in "" })
      }
      return Chart.Panel(
        title: figure.name, unit: figure.unit,
        scale: .of(series.flatMap { $0.values.compactMap { $0 } }, .exact, style: figure.style), series: series, total: figure.total,
        rowTitle: rows.map(\.name).joined(separator: ", ") + (whole.map { " (\($0.name))" } ?? ""))
    }
    return Chart(
      kind: "heat", title: input.title, marks: .cells, axis: Chart.Axis(title: column.name, unit: column.unit, labels: places.texts),
      panels: panels, notes: [])
  }
}
