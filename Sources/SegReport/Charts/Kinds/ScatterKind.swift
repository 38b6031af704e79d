// Scatter: how two measures of groups go together.

import SegColumns
import SegDiagnostics

extension ChartKind {
  static let scatter = ChartKind(name: "scatter", summary: "a dot for each row at two measures; colors for a second dimension") {
    input, _ in
    let figures = input.partFigures
    guard figures.count > 1, let first = figures.first else { return .nothing("it takes two measures") }
    var rows: [Int] = []
    for row in 0..<input.rowCount where first.values[row] != nil { rows.append(row) }
    guard !rows.isEmpty else { return .nothing("`\(first.name)` is missing in all rows") }
    let names = rows.map { row in input.dimensions.map { $0.texts[row] }.joined(separator: " ") }
    let places = rows.map { first.values[$0] ?? 0 }
    let groups = input.dimensions.count > 1 ? DistinctTexts(rows.map { input.dimensions[1].texts[$0] }) : nil
    let isSplit = groups.map { $0.texts.count <= ChartLayout.seriesLimit } ?? false
    let panels = figures.dropFirst().map { figure in
      let all = Chart.Series(
        name: figure.name, values: rows.map { figure.values[$0] }, texts: rows.map { figure.texts[$0] },
        isUnfinished: rows.map { input.isUnfinished[$0] }, remarks: rows.map { first.texts[$0] })
      let series = groups.flatMap { isSplit ? all.divided($0) : nil } ?? [all]
      return Chart.Panel(
        title: figure.name, unit: figure.unit, scale: .of(all.values.compactMap { $0 }, .near, style: figure.style), series: series,
        rowTitle: isSplit ? input.dimensions[1].name : "")
    }
    return .chart(
      Chart(
        kind: "scatter", title: input.title, marks: .points,
        axis: Chart.Axis(
          title: first.name, unit: first.unit, labels: names, values: places,
          scale: .of(places, .near, style: first.style, count: 6)),
        panels: panels, notes: rows.count < input.rowCount ? ["rows without `\(first.name)` are left out"] : []))
  }
}

extension Chart.Series {
  /// A series for each group, with the values of its places only.
  fileprivate func divided(_ groups: DistinctTexts) -> [Chart.Series] {
    groups.texts.enumerated().map { group, name in
      Chart.Series(
        name: name, values: values.indices.map { groups.place[$0] == group ? values[$0] : nil }, texts: texts,
        isUnfinished: isUnfinished, remarks: remarks)
    }
  }
}
