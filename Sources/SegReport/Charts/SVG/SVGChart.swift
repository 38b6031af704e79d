// Charts as SVG: for pages, documents and slides.

import SegDiagnostics

extension ChartRenderer {
  /// A whole file, which needs nothing else.
  public static let svg = ChartRenderer(name: "svg", summary: "a picture of lines, for documents and slides", extensions: ["svg"]) {
    chart, _ in
    SVGChart(chart: chart, width: 720, identifier: "c", isStandalone: true).text
  }
}

/// Draws one chart. Each way of drawing marks is a file of its own.
struct SVGChart {
  let chart: Chart
  /// Pixels.
  let width: Double
  /// Names the patterns of this picture among those of a page.
  let identifier: String
  let isStandalone: Bool

  static let colorCount = SVGStyle.light.count

  /// Groups, rows of grids and columns of grids that are drawn at most.
  static let rowLimit = 40
  static let cellLimit = 60

  var isNarrow: Bool { width < 500 }

  var text: String {
    var canvas = SVGCanvas()
    var y = isStandalone ? 12.0 : 2.0
    if isStandalone && !chart.title.isEmpty {
      let title = chart.title.split(whereSeparator: \.isNewline).map(String.init).joined(separator: " ")
      canvas.text(SVGCanvas.cut(title, to: width, size: 13), 0, y + 6, "class=\"h\"")
      y += 24
    }
    for panel in chart.panels {
      y = heading(panel, at: y, &canvas)
      switch chart.marks {
      case .bars, .stacked: y = chart.axis.isTime ? columns(panel, at: y, &canvas) : bars(panel, at: y, &canvas)
      case .steps: y = bars(panel, at: y, &canvas)
      case .ranges: y = ranges(panel, at: y, &canvas)
      case .lines, .areas: y = lines(panel, at: y, &canvas)
      case .dots, .points: y = points(panel, at: y, &canvas)
      case .cells: y = cells(panel, at: y, &canvas)
      case .sparks: y = sparks(panel, at: y, &canvas)
      }
      y += 12
    }
    for note in notes {
      canvas.text(SVGCanvas.cut(chart.said(note), to: width, size: 11), 0, y + 6, "class=\"n\"")
      y += 16
    }
    return document(canvas, height: y + (isStandalone ? 10 : 0))
  }

  private func document(_ canvas: SVGCanvas, height: Double) -> String {
    let (w, h) = (SVGCanvas.number(width), SVGCanvas.number(height))
    let margin = isStandalone ? 12.0 : 0
    let box = "\(SVGCanvas.number(-margin)) 0 \(SVGCanvas.number(width + 2 * margin)) \(h)"
    let shown = isStandalone ? SVGCanvas.number(width + 2 * margin) : w
    let name = SVGCanvas.escaped("\(chart.kind): \(chart.panels.map(\.title).filter { !$0.isEmpty }.joined(separator: ", "))")
    let space = isStandalone ? " xmlns=\"http://www.w3.org/2000/svg\"" : " class=\"chart\""
    var text =
      "<svg\(space) viewBox=\"\(box)\" width=\"\(shown)\" height=\"\(h)\""
    text += " role=\"img\" aria-label=\"\(name)\">"
    if isStandalone {
      text +=
        "<style>\(SVGStyle.standalone)</style><rect class=\"bg\" x=\"-12\" width=\"\(SVGCanvas.number(width + 24))\" height=\"\(h)\"/>"
    }
    if chart.hasUnfinished {
      text +=
        "<defs><pattern id=\"\(identifier)-h\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
      text += "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" class=\"hl\"/></pattern></defs>"
    }
    return text + canvas.body + "</svg>" + (isStandalone ? "\n" : "")
  }

  private var notes: [Message] {
    guard chart.hasUnfinished else { return chart.notes }
    switch chart.marks {
    case .lines, .areas, .dots, .points: return chart.notes + ["Dashed or open: the period is not complete."]
    case .bars, .stacked, .ranges, .steps, .cells: return chart.notes + ["Hatched: the period is not complete."]
    case .sparks: return chart.notes
    }
  }

  /// The name of the measure, and which series has which color.
  private func heading(_ panel: Chart.Panel, at y: Double, _ canvas: inout SVGCanvas) -> Double {
    var y = y
    let total = panel.total.map { chart.said(" · all: \($0)") } ?? ""
    let head = chart.marks == .cells ? chart.gridHeading(panel) : panel.heading
    if !(head + total).isEmpty {
      canvas.text(SVGCanvas.cut(head + total, to: width, size: 13), 0, y + 11, "class=\"h\"")
      y += 22
    }
    guard panel.series.count > 1, chart.marks != .cells, chart.marks != .sparks else { return y }
    var x = 0.0
    for (number, series) in panel.series.enumerated() {
      let name = SVGCanvas.cut(series.name, to: width / 2)
      let needed = SVGCanvas.width(name) + 30
      if x > 0, x + needed > width { (x, y) = (0, y + 18) }
      canvas.rectangle(x, y, 11, 11, "rx=\"2\" class=\"f\(number % Self.colorCount)\"")
      canvas.text(name, x + 16, y + 10, "class=\"v\"")
      x += needed
    }
    return y + 24
  }

  /// `2024-03 · Oslo: 1,234 (12%)`.
  func title(_ place: Int, _ series: Chart.Series, _ panel: Chart.Panel) -> String {
    let label = chart.axis.labels[place]
    let name = panel.series.count > 1 || series.name != panel.title ? series.name : ""
    let head = [label, name].filter { !$0.isEmpty }.joined(separator: " · ")
    let remark = series.remarks[place].isEmpty ? "" : " (\(series.remarks[place]))"
    let unit = panel.unit.map { " \($0)" } ?? ""
    return "\(head): \(series.texts[place])\(unit)\(remark)" + (series.isUnfinished[place] ? notComplete : "")
  }

  /// What is added to the title of a value whose period has not ended.
  var notComplete: String { chart.said(", not complete") }

  var hatch: String { "fill=\"url(#\(identifier)-h)\" pointer-events=\"none\"" }
}

/// Where values are drawn, in pixels.
struct PlotFrame {
  let left: Double
  let top: Double
  let width: Double
  let height: Double

  var bottom: Double { top + height }
  var right: Double { left + width }

  func x(_ value: Double, _ scale: Chart.Scale) -> Double { left + scale.place(value) * width }
  func y(_ value: Double, _ scale: Chart.Scale) -> Double { bottom - scale.place(value) * height }
}

extension SVGChart {
  /// A frame with the ticks of the panel at the left, of which lines go through the picture.
  func frame(_ panel: Chart.Panel, at y: Double, right: Double = 8, _ canvas: inout SVGCanvas) -> PlotFrame {
    let left = (panel.scale.ticks.map { SVGCanvas.width($0.text, size: 14) }.max() ?? 0) + 8
    let frame = PlotFrame(
      left: left, top: y + 6, width: max(60, width - left - right), height: isNarrow ? 180 : 230)
    for tick in panel.scale.ticks {
      let place = frame.y(tick.value, panel.scale)
      canvas.line(left, place, frame.right, place, tick.value == 0 ? "class=\"a\"" : "class=\"g\"")
      canvas.text(tick.text, left - 6, place + 4, "", .end)
    }
    return frame
  }

  /// Texts under a frame, as many as have room.
  ///
  /// - Parameter places: the text and the middle of each, from left to right.
  func labels(_ places: [(text: String, x: Double)], under frame: PlotFrame, _ canvas: inout SVGCanvas) {
    // Those at the ends are moved into the picture; letters may be wider than the estimate.
    let halves = places.map { SVGCanvas.width($0.text) / 2 * 1.25 }
    let middles = places.indices.map { max(halves[$0], min(width - halves[$0], places[$0].x)) }
    // Every second, third, … text, so that what is left out is regular.
    func overlaps(_ step: Int) -> Bool {
      var free = -Double.infinity
      for index in stride(from: 0, to: places.count, by: step) {
        if middles[index] - halves[index] < free { return true }
        free = middles[index] + halves[index] + 4
      }
      return false
    }
    let steps = [1, 2, 3, 4, 6, 12, 24, 60, 120, 365]
    let step = steps.first { !overlaps($0) } ?? max(1, places.count)
    for index in stride(from: 0, to: places.count, by: step) {
      canvas.text(places[index].text, middles[index], frame.bottom + 17, "", .middle)
    }
  }
}
