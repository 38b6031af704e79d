// Dots in SVG: of values along places, and of two measures.

extension SVGChart {
  func points(_ panel: Chart.Panel, at y: Double, _ canvas: inout SVGCanvas) -> Double {
    let frame = frame(panel, at: y, &canvas)
    let count = chart.axis.labels.count
    let step = frame.width / Double(max(1, count))
    func x(_ place: Int) -> Double {
      if let values = chart.axis.values, let scale = chart.axis.scale { return frame.x(values[place], scale) }
      return frame.left + (Double(place) + 0.5) * step
    }
    let isMany = count > 200
    for (number, one) in panel.series.enumerated() {
      for (place, value) in one.values.enumerated() {
        guard let value else { continue }
        let color = number % Self.colorCount
        let style = one.isUnfinished[place] ? "class=\"l\(color)\" stroke-width=\"1.5\"" : "class=\"f\(color) op\""
        let text = chart.marks == .points ? pointTitle(place, one, panel) : title(place, one, panel)
        let (px, py) = (x(place), frame.y(value, panel.scale))
        // Two forms, so that what is expected and what is actual differ without colors.
        if number % 2 == 1, chart.marks == .dots {
          canvas.rectangle(px - 3.5, py - 3.5, 7, 7, style, title: text)
        } else {
          canvas.circle(px, py, isMany ? 2.5 : 4, style, title: text)
        }
      }
    }
    if let scale = chart.axis.scale {
      labels(scale.ticks.map { ($0.text, frame.x($0.value, scale)) }, under: frame, &canvas)
    } else {
      labels(chart.axis.labels.enumerated().map { ($1, x($0)) }, under: frame, &canvas)
    }
    return named(chart.axis, frame, &canvas)
  }

  /// `Oslo: frequency 3, revenue 1,234`.
  private func pointTitle(_ place: Int, _ series: Chart.Series, _ panel: Chart.Panel) -> String {
    "\(chart.axis.labels[place]): \(chart.axis.title) \(series.remarks[place]), \(panel.title) \(series.texts[place])"
  }
}
