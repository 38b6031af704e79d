// Sparks in SVG: a small line for each series, with its first and last value.

extension SVGChart {
  func sparks(_ panel: Chart.Panel, at y: Double, _ canvas: inout SVGCanvas) -> Double {
    let left = min(panel.series.map { SVGCanvas.width($0.name) }.max() ?? 0, width * 0.4) + 10
    let room = min(260, width * 0.45)
    for (number, one) in panel.series.enumerated() {
      let top = y + Double(number) * 30
      let present = one.values.compactMap { $0 }
      let scale = Chart.Scale(low: present.min() ?? 0, high: present.max() ?? 0, ticks: [])
      var path = ""
      var isOpen = false
      for (place, value) in one.values.enumerated() {
        guard let value else {
          isOpen = false
          continue
        }
        let x = left + (one.values.count > 1 ? Double(place) / Double(one.values.count - 1) : 0.5) * room
        path += "\(isOpen ? "L" : "M")\(SVGCanvas.number(x)) \(SVGCanvas.number(top + 20 - scale.place(value) * 18))"
        isOpen = true
      }
      canvas.text(SVGCanvas.cut(one.name, to: left - 10), left - 10, top + 15, "class=\"v\"", .end)
      if !path.isEmpty { canvas.path(path, "class=\"l\(number % Self.colorCount) ln\"") }
      canvas.text("\(one.texts.first ?? "") → \(one.texts.last ?? "")", left + room + 10, top + 15, "class=\"v\"")
    }
    return y + Double(panel.series.count) * 30
  }
}
