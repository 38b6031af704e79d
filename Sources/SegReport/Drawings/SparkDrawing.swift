// Sparks: a measure over the rows, in one line of text.

import SegDiagnostics

extension Drawing {
  static let spark = Drawing(name: "spark", summary: "one line for each measure, its rows from left to right") {
    report, style in
    let series = Series.of(report)
    let nameWidth = series.map { DisplayWidth.of($0.name) }.max() ?? 0
    let room = max(8, (style.width ?? 80) - nameWidth - 30)
    let remark = Series.remarks(report).last ?? ""
    var text = ""
    for one in series {
      let present = one.values.compactMap { $0 }
      let low = present.min() ?? 0
      let high = present.max() ?? 0
      let line = Self.sampled(one.values, to: room).map { Self.level($0, low, high) }.joined()
      let first = one.texts.first ?? ""
      let last = one.texts.last ?? ""
      text += padded(one.name, to: nameWidth) + "  " + line + "  " + first + " → " + last + remark + "\n"
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

  /// The values, or means of equal runs of them if there are more than `limit`.
  static func sampled(_ values: [Double?], to limit: Int) -> [Double?] {
    guard values.count > limit, limit > 0 else { return values }
    return (0..<limit).map { index in
      let present = values[(index * values.count / limit)..<((index + 1) * values.count / limit)].compactMap { $0 }
      // Divided first: a sum of huge doubles may not be finite.
      return present.isEmpty ? nil : present.reduce(0) { $0 + $1 / Double(present.count) }
    }
  }
}
