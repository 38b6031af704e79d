// Lines and areas in SVG.

extension SVGChart {
  /// Points that a pointer finds at most; more would only make the file large.
  private static let hitLimit = 300

  func lines(_ panel: Chart.Panel, at y: Double, _ canvas: inout SVGCanvas) -> Double {
    let names =
      panel.series.count > 1 && !isNarrow ? panel.series.map { SVGCanvas.width(SVGCanvas.cut($0.name, to: 110), size: 11) }.max() ?? 0 : 0
    let frame = frame(panel, at: y, right: names > 0 ? names + 14 : 10, &canvas)
    let places = chart.axis.labels.indices.map { x(of: $0, frame) }
    let order = places.indices.sorted { places[$0] < places[$1] }
    let isStacked = chart.marks == .areas && panel.series.count > 1
    var below = [Double](repeating: 0, count: places.count)
    var ends: [(number: Int, y: Double)] = []
    for (number, one) in panel.series.enumerated() {
      let heights = one.values.indices.map { place -> Double? in
        guard isStacked else { return one.values[place] }
        return below[place] + (one.values[place] ?? 0)
      }
      if chart.marks == .areas {
        let floor = isStacked ? below : [Double](repeating: max(panel.scale.low, min(0, panel.scale.high)), count: places.count)
        area(order, places, heights, floor, panel, frame, isStacked ? "st" : "ar", number, &canvas)
      }
      if isStacked { below = heights.map { $0 ?? 0 } }
      line(order, places, heights, one, panel, frame, number, &canvas)
      if let last = order.last(where: { heights[$0] != nil }), let height = heights[last] {
        ends.append((number, frame.y(height, panel.scale)))
      }
    }
    for reference in panel.references { draw(reference, panel, frame, &canvas) }
    if names > 0 { nameEnds(ends, panel, frame, &canvas) }
    if let scale = chart.axis.scale {
      labels(scale.ticks.map { ($0.text, frame.x($0.value, scale)) }, under: frame, &canvas)
    } else {
      labels(chart.axis.labels.indices.map { (chart.axis.labels[$0], places[$0]) }, under: frame, &canvas)
    }
    return named(chart.axis, frame, &canvas)
  }

  private func x(of place: Int, _ frame: PlotFrame) -> Double {
    if let values = chart.axis.values, let scale = chart.axis.scale { return frame.x(values[place], scale) }
    let count = chart.axis.labels.count
    return frame.left + (count > 1 ? Double(place) / Double(count - 1) : 0.5) * frame.width
  }

  private func area(
    _ order: [Int], _ places: [Double], _ heights: [Double?], _ floor: [Double], _ panel: Chart.Panel, _ frame: PlotFrame, _ style: String,
    _ number: Int, _ canvas: inout SVGCanvas
  ) {
    let present = order.filter { heights[$0] != nil }
    guard present.count > 1 else { return }
    var path = ""
    for place in present {
      path += "\(path.isEmpty ? "M" : "L")\(SVGCanvas.number(places[place])) \(SVGCanvas.number(frame.y(heights[place] ?? 0, panel.scale)))"
    }
    for place in present.reversed() {
      path += "L\(SVGCanvas.number(places[place])) \(SVGCanvas.number(frame.y(floor[place], panel.scale)))"
    }
    canvas.path(path + "Z", "class=\"f\(number % Self.colorCount) \(style)\"")
  }

  private func line(
    _ order: [Int], _ places: [Double], _ heights: [Double?], _ series: Chart.Series, _ panel: Chart.Panel, _ frame: PlotFrame,
    _ number: Int,
    _ canvas: inout SVGCanvas
  ) {
    var (whole, parts) = ("", "")
    var before: Int?
    for place in order {
      guard let height = heights[place] else {
        before = nil
        continue
      }
      let point = "\(SVGCanvas.number(places[place])) \(SVGCanvas.number(frame.y(height, panel.scale)))"
      if let last = before, let lastHeight = heights[last], series.isUnfinished[place] || series.isUnfinished[last] {
        parts += "M\(SVGCanvas.number(places[last])) \(SVGCanvas.number(frame.y(lastHeight, panel.scale)))L\(point)"
        whole += "M\(point)"
      } else {
        whole += "\(before == nil ? "M" : "L")\(point)"
      }
      before = place
    }
    let color = "l\(number % Self.colorCount)"
    canvas.path(whole, "class=\"\(color) ln\"")
    if !parts.isEmpty { canvas.path(parts, "class=\"\(color) ln da\"") }
    let step = max(1, order.count * panel.series.count / Self.hitLimit)
    let isShown = order.count <= 40
    for index in stride(from: 0, to: order.count, by: step) {
      let place = order[index]
      guard let height = heights[place] else { continue }
      let isOpen = series.isUnfinished[place]
      let style =
        isOpen
        ? "class=\"\(color)\" stroke-width=\"1.5\""
        : isShown ? "class=\"f\(number % Self.colorCount)\"" : "class=\"f\(number % Self.colorCount) hit\""
      canvas.circle(
        places[place], frame.y(height, panel.scale), isShown ? 2.8 : 5, style, title: title(place, series, panel))
    }
  }

  private func draw(_ reference: Chart.Reference, _ panel: Chart.Panel, _ frame: PlotFrame, _ canvas: inout SVGCanvas) {
    let y = frame.y(reference.value, panel.scale)
    let x = reference.place.flatMap { place in chart.axis.scale.map { frame.x(place, $0) } }
    canvas.line(frame.left, y, x ?? frame.right, y, "class=\"r\"")
    if let x { canvas.line(x, y, x, frame.bottom, "class=\"r\"") }
    let isRight = (x ?? frame.left) < frame.left + frame.width * 0.55
    let start = (x ?? frame.left) + 8
    let room = isRight ? frame.right - start : start - 16 - frame.left
    var lines = [chart.said(reference.label)]
    // In a narrow picture what it is stands above where it is.
    if SVGCanvas.width(lines[0]) > room, let colon = lines[0].firstIndex(where: { $0 == ":" || $0 == "：" }) {
      lines = [String(lines[0][...colon]), String(lines[0][lines[0].index(after: colon)...].drop { $0 == " " })]
    }
    for (number, line) in lines.enumerated() {
      let height = y + 18 + Double(number) * 15
      canvas.text(SVGCanvas.cut(line, to: room), isRight ? start : start - 16, height, "class=\"v\"", isRight ? .start : .end)
    }
  }

  /// The names of lines at their ends, moved apart.
  private func nameEnds(_ ends: [(number: Int, y: Double)], _ panel: Chart.Panel, _ frame: PlotFrame, _ canvas: inout SVGCanvas) {
    var free = frame.top - 6
    let ordered = ends.sorted { ($0.y, $0.number) < ($1.y, $1.number) }
    for (index, end) in ordered.enumerated() {
      // The names below need room, too.
      let most = frame.bottom - Double(ordered.count - 1 - index) * 13
      let y = min(most, max(free, end.y))
      free = y + 13
      canvas.text(SVGCanvas.cut(panel.series[end.number].name, to: 110), frame.right + 8, y + 4, "class=\"n\"")
    }
  }
}
