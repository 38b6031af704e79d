// Bars in SVG: lying for groups, standing for periods, without gaps for ranges.

extension SVGChart {
  /// Lying bars, with the names of their groups at the left and their values at their ends.
  func bars(_ panel: Chart.Panel, at y: Double, _ canvas: inout SVGCanvas) -> Double {
    let count = min(chart.axis.labels.count, Self.rowLimit)
    let isStacked = chart.marks == .stacked
    let lines = isStacked ? 1 : max(1, panel.series.count)
    // Where bars are too thin for their values, an axis tells them.
    let hasValues = !isStacked && lines <= 6
    let thickness = lines == 1 ? 16.0 : hasValues ? 12 : 8
    let step = thickness * Double(lines) + (lines == 1 ? 8 : 10)
    let labels = (0..<count).map(chart.name)
    let left = min(labels.map { SVGCanvas.width($0) }.max() ?? 0, width * (isNarrow ? 0.36 : 0.32)) + 8
    let totals = isStacked ? stackTotals(panel, count) : nil
    let values = totals ?? (!hasValues ? [] : panel.series.flatMap { one in (0..<count).map { valueText(one, $0) } })
    let right = (values.map { SVGCanvas.width($0) }.max() ?? 0) + 8
    let frame = PlotFrame(left: left, top: y, width: max(40, width - left - right), height: step * Double(count))
    if !hasValues { axisBelow(panel, frame, &canvas) }
    let zero = frame.x(0, panel.scale)
    for place in 0..<count {
      let top = y + Double(place) * step
      canvas.text(
        SVGCanvas.cut(chart.name(of: place), to: left - 6), left - 6, top + (step - 8) / 2 + 4 + (lines == 1 ? 0 : 1), "class=\"v\"",
        .end)
      if isStacked {
        stack(panel, place, &canvas) { from, to, attributes, title in
          let (a, b) = (frame.x(from, panel.scale), frame.x(to, panel.scale))
          return (min(a, b), top, abs(b - a), thickness, attributes, title)
        }
        if let totals {
          let end = panel.series.reduce(0) { $0 + ($1.values[place] ?? 0) }
          canvas.text(totals[place], frame.x(end, panel.scale) + 5, top + thickness / 2 + 4, "class=\"n\"")
        }
        continue
      }
      for (number, one) in panel.series.enumerated() {
        guard let value = one.values[place] else { continue }
        let end = frame.x(value, panel.scale)
        let barTop = top + Double(number) * thickness
        let height = lines == 1 ? thickness : thickness - 1
        bar(min(zero, end), barTop, max(1, abs(end - zero)), height, one, place, number, panel, &canvas)
        if !hasValues { continue }
        canvas.text(valueText(one, place), max(zero, end) + 5, barTop + height / 2 + 4, lines == 1 ? "class=\"v\"" : "class=\"n\"")
      }
    }
    canvas.line(zero, y - 2, zero, frame.bottom - 4, "class=\"a\"")
    return after(frame.bottom + (hasValues ? 0 : 22), chart.axis.labels.count - count, &canvas)
  }

  /// The sums of the parts, where they have sums: of amounts and counts, none of which is below 0.
  private func stackTotals(_ panel: Chart.Panel, _ count: Int) -> [String]? {
    guard panel.series.allSatisfy({ one in one.values.allSatisfy { ($0 ?? 0) >= 0 } && !one.texts.contains { $0.hasSuffix("%") } }) else {
      return nil
    }
    return (0..<count).map { place in Figure.text(panel.series.reduce(0) { $0 + ($1.values[place] ?? 0) }) }
  }

  private func valueText(_ series: Chart.Series, _ place: Int) -> String {
    series.texts[place] + (series.remarks[place].isEmpty ? "" : " · \(series.remarks[place])")
  }

  private func bar(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ series: Chart.Series, _ place: Int, _ number: Int,
    _ panel: Chart.Panel, _ canvas: inout SVGCanvas
  ) {
    canvas.rectangle(x, y, width, height, "rx=\"1.5\" class=\"f\(number % Self.colorCount)\"", title: title(place, series, panel))
    if series.isUnfinished[place] { canvas.rectangle(x, y, width, height, hatch) }
  }

  /// The parts of one bar; `place` turns two values into a rectangle.
  private func stack(
    _ panel: Chart.Panel, _ index: Int, _ canvas: inout SVGCanvas,
    place: (Double, Double, String, String) -> (Double, Double, Double, Double, String, String)
  ) {
    var (up, down) = (0.0, 0.0)
    for (number, one) in panel.series.enumerated() {
      guard let value = one.values[index], value != 0 else { continue }
      let from = value < 0 ? down : up
      let to = from + value
      if value < 0 { down = to } else { up = to }
      let (x, y, width, height, attributes, title) = place(from, to, "class=\"f\(number % Self.colorCount)\"", title(index, one, panel))
      canvas.rectangle(x, y, width, height, attributes, title: title)
      if one.isUnfinished[index] { canvas.rectangle(x, y, width, height, hatch) }
    }
  }

  private func axisBelow(_ panel: Chart.Panel, _ frame: PlotFrame, _ canvas: inout SVGCanvas) {
    for tick in panel.scale.ticks {
      let x = frame.x(tick.value, panel.scale)
      canvas.line(x, frame.top - 2, x, frame.bottom - 4, "class=\"g\"")
    }
    labels(panel.scale.ticks.map { ($0.text, frame.x($0.value, panel.scale)) }, under: frame, &canvas)
  }

  /// What is left out, as a line of text.
  private func after(_ y: Double, _ rest: Int, _ canvas: inout SVGCanvas) -> Double {
    guard rest > 0 else { return y }
    canvas.text(chart.said("\(rest) more rows are in the table"), 0, y + 10, "class=\"n\"")
    return y + 18
  }

  /// Standing bars along time.
  func columns(_ panel: Chart.Panel, at y: Double, _ canvas: inout SVGCanvas) -> Double {
    let frame = frame(panel, at: y, &canvas)
    let count = chart.axis.labels.count
    let step = frame.width / Double(max(1, count))
    let isStacked = chart.marks == .stacked
    let lines = isStacked ? 1 : max(1, panel.series.count)
    let thickness = max(0.6, step * (step > 6 ? 0.76 : 0.9) / Double(lines))
    let zero = frame.y(0, panel.scale)
    for place in 0..<count {
      let left = frame.left + Double(place) * step + (step - thickness * Double(lines)) / 2
      if isStacked {
        stack(panel, place, &canvas) { from, to, attributes, title in
          let (a, b) = (frame.y(from, panel.scale), frame.y(to, panel.scale))
          return (left, min(a, b), thickness, abs(b - a), attributes, title)
        }
        continue
      }
      for (number, one) in panel.series.enumerated() {
        guard let value = one.values[place] else { continue }
        let end = frame.y(value, panel.scale)
        bar(left + Double(number) * thickness, min(zero, end), thickness, max(1, abs(end - zero)), one, place, number, panel, &canvas)
      }
    }
    labels(chart.axis.labels.enumerated().map { ($1, frame.left + (Double($0) + 0.5) * step) }, under: frame, &canvas)
    return frame.bottom + 22
  }

  /// Bars from border to border; without numbers to place them they are as wide as the next.
  func ranges(_ panel: Chart.Panel, at y: Double, _ canvas: inout SVGCanvas) -> Double {
    guard let starts = chart.axis.values, let ends = chart.axis.ends, let scale = chart.axis.scale else {
      return columns(panel, at: y, &canvas)
    }
    let frame = frame(panel, at: y, &canvas)
    let zero = frame.y(0, panel.scale)
    for one in panel.series {
      for (place, value) in one.values.enumerated() {
        guard let value else { continue }
        let (left, right) = (frame.x(starts[place], scale), frame.x(ends[place], scale))
        let end = frame.y(value, panel.scale)
        bar(left + 0.5, min(zero, end), max(1, right - left - 1), abs(end - zero), one, place, 0, panel, &canvas)
      }
    }
    labels(scale.ticks.map { ($0.text, frame.x($0.value, scale)) }, under: frame, &canvas)
    return named(chart.axis, frame, &canvas)
  }

  /// The name of the axis under its ticks.
  func named(_ axis: Chart.Axis, _ frame: PlotFrame, _ canvas: inout SVGCanvas) -> Double {
    let name = axis.heading
    guard !name.isEmpty, !axis.isTime else { return frame.bottom + 22 }
    canvas.text(SVGCanvas.cut(name, to: frame.width, size: 11), frame.right, frame.bottom + 33, "class=\"n\"", .end)
    return frame.bottom + 38
  }
}
