// Sparks: a series in one line of text.

import SegDiagnostics

extension CharacterChart {
  func sparks(_ panel: Chart.Panel) -> String {
    let nameWidth = panel.series.map { DisplayWidth.of($0.name) }.max() ?? 0
    let room = max(8, width - nameWidth - 30)
    var text = ""
    for one in panel.series {
      let present = one.values.compactMap { $0 }
      let low = present.min() ?? 0
      let high = present.max() ?? 0
      let line = sampled(one.values, to: room).map { Self.level($0, low, high) }.joined()
      let (first, last) = (one.texts.first ?? "", one.texts.last ?? "")
      text += padded(one.name, to: nameWidth) + "  " + line + "  " + first + " → " + last + "\n"
    }
    return text
  }

  private static func level(_ value: Double?, _ low: Double, _ high: Double) -> String {
    let levels = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    guard let value else { return " " }
    let half = high / 2 - low / 2
    guard half > 0 else { return "▄" }
    let place = (value / 2 - low / 2) / half * 7
    return levels[min(7, max(0, Int(place.rounded())))]
  }
}
