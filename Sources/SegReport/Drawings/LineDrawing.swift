// Lines: a measure over the rows, in dots of a quarter of a character.

import SegDiagnostics

extension Drawing {
  static let line = Drawing(name: "line", summary: "a line for each measure over the rows") { report, style in
    let labels = Series.labels(report)
    var text = ""
    for one in Series.of(report) { text += Self.chart(one, labels, width: max(30, style.width ?? 80)) }
    return text
  }

  private static let height = 10

  private static func chart(_ series: Series, _ labels: [String], width: Int) -> String {
    let indexed = series.values.enumerated().filter { $0.element != nil }
    let sorted = indexed.sorted { ($0.element ?? 0) < ($1.element ?? 0) }
    let lowText = sorted.first.map { series.texts[$0.offset] } ?? ""
    let highText = sorted.last.map { series.texts[$0.offset] } ?? ""
    let axisWidth = max(lowText.count, highText.count)
    let room = max(8, width - axisWidth - 2)
    let low = sorted.first?.element ?? 0
    let half = (sorted.last?.element ?? 0) / 2 - low / 2
    let values = stretched(series.values, to: room * 2)
    // Braille: two dots across and four down in each character.
    var dots = [[UInt32]](repeating: [UInt32](repeating: 0, count: room), count: height)
    let bits: [[UInt32]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
    var before: Int?
    for (x, value) in values.enumerated() {
      guard let value else {
        before = nil
        continue
      }
      let place = half > 0 ? (value / 2 - low / 2) / half : 0.5
      let y = min(height * 4 - 1, max(0, height * 4 - 1 - Int((place * Double(height * 4 - 1)).rounded())))
      for dot in min(y, before ?? y)...max(y, before ?? y) { dots[dot / 4][x / 2] |= bits[x % 2][dot % 4] }
      before = y
    }
    var text = padded("", to: axisWidth) + "  " + series.name + "\n"
    for (index, row) in dots.enumerated() {
      let axis = index == 0 ? highText : index == height - 1 ? lowText : ""
      text += padded(axis, to: axisWidth, right: true) + " │"
      for cell in row { text.unicodeScalars.append(Unicode.Scalar(0x2800 + cell) ?? " ") }
      text += "\n"
    }
    let first = labels.first ?? ""
    let last = labels.last ?? ""
    let firstWidth = min(DisplayWidth.of(first), room / 2)
    return text + padded("", to: axisWidth + 2) + padded(first, to: firstWidth)
      + padded(last, to: room - firstWidth, right: true) + "\n"
  }

  /// One value for each dot across: means if there are more rows than dots,
  /// straight lines between rows if there are fewer.
  private static func stretched(_ values: [Double?], to count: Int) -> [Double?] {
    if values.count >= count { return sampled(values, to: count) }
    guard values.count > 1 else { return [Double?](repeating: values.first ?? nil, count: count) }
    return (0..<count).map { index in
      let place = Double(index) * Double(values.count - 1) / Double(count - 1)
      let left = min(values.count - 2, Int(place))
      let part = place - Double(left)
      guard let from = values[left], let to = values[left + 1] else { return part < 0.5 ? values[left] : values[left + 1] }
      return from * (1 - part) + to * part
    }
  }
}
