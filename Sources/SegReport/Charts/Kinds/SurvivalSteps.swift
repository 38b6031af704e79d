// The share that is left of all, as the steps in which it falls: all at 0, and level from one end to the next.

import SegDiagnostics

extension Chart {
  /// The chart with each line in steps. A line ends where its group's last row is: what comes later is not known.
  func inSteps(_ language: Language) -> Chart {
    guard let numbers = axis.values, (numbers.min() ?? 0) >= 0 else { return self }
    // The axis is sorted; each of its places becomes two, before and after the step.
    let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    let values: [Double] = [0] + order.flatMap { [numbers[$0], numbers[$0]] }
    let labels: [String] = ["0"] + order.flatMap { [("before \(axis.labels[$0])" as Message).text(in: language), axis.labels[$0]] }
    let panels = panels.map { panel in
      Panel(
        title: panel.title, unit: panel.unit, scale: .of([0, 1], .zero, style: .share),
        series: panel.series.map { Self.steps($0, order) }, rowTitle: panel.rowTitle)
    }
    return Chart(
      kind: kind, title: title, marks: marks,
      axis: Axis(
        title: axis.title, unit: axis.unit, labels: labels, values: values,
        scale: .of([0, values.last ?? 1], .exact, style: .plain, count: 6)),
      panels: panels, notes: notes)
  }

  private static func steps(_ series: Series, _ order: [Int]) -> Series {
    let last = order.lastIndex { series.values[$0] != nil }
    var values: [Double?] = [1]
    var texts = ["100%"]
    for (place, index) in order.enumerated() {
      guard let last, place <= last else {
        values += [nil, nil]
        texts += ["", ""]
        continue
      }
      let (level, shown) = (values.last ?? 1, texts.last ?? "")
      values += [level, series.values[index] ?? level]
      texts += [shown, series.values[index] == nil ? shown : series.texts[index]]
    }
    return Series(
      name: series.name, values: values, texts: texts, isUnfinished: values.map { _ in false }, remarks: values.map { _ in "" })
  }
}
