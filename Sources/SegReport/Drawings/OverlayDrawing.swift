// Overlay: measures on one scale, to compare them: expected and actual.

import SegDiagnostics

extension Drawing {
  static let overlay = Drawing(name: "overlay", summary: "all measures on one scale, each with its own mark; ◆ where they meet") {
    report, style in
    let series = Series.of(report)
    let present = series.flatMap { $0.values.compactMap { $0 } }
    let high = max(0, present.max() ?? 0)
    let low = min(0, present.min() ?? 0)
    let texts = Self.borders(series, low: low, high: high)
    let axisWidth = max(texts.low.count, texts.high.count)
    let room = max(8, max(30, style.width ?? 80) - axisWidth - 2)
    let rows = report.table.rowCount
    let columns = max(1, min(rows, room))
    let step = max(1, min(8, room / columns))
    var grid = [[Character]](repeating: [Character](repeating: " ", count: columns * step), count: overlayHeight)
    for (number, one) in series.enumerated() {
      for (column, value) in Self.sampled(one.values, to: columns).enumerated() {
        guard let value, let line = Self.line(of: value, low: low, high: high) else { continue }
        let place = column * step + step / 2
        grid[line][place] = grid[line][place] == " " ? Self.mark(number) : "◆"
      }
    }
    let legend = series.enumerated().map { "\(Self.mark($0)) \($1.name)" }.joined(separator: "   ")
    var text = padded("", to: axisWidth) + "  " + legend + "\n"
    for (line, cells) in grid.enumerated() {
      let axis = line == 0 ? texts.high : line == overlayHeight - 1 ? texts.low : ""
      text += padded(axis, to: axisWidth, right: true) + " │" + Self.trimmed(String(cells)) + "\n"
    }
    return text + padded("", to: axisWidth + 2) + Self.trimmed(Self.axis(Series.labels(report), columns: columns, step: step)) + "\n"
  }

  /// The text without spaces at its end.
  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }

  private static let overlayHeight = 14

  private static func mark(_ number: Int) -> Character {
    let marks: [Character] = ["●", "○", "▲", "△", "■", "□"]
    return marks[number % marks.count]
  }

  /// The line of a value, 0 at the top; nil if there is no scale.
  private static func line(of value: Double, low: Double, high: Double) -> Int? {
    // Halves first: the difference of two huge doubles may not be finite.
    let half = high / 2 - low / 2
    let place = half > 0 ? (value / 2 - low / 2) / half : 0
    guard place.isFinite else { return nil }
    let line = overlayHeight - 1 - Int((place * Double(overlayHeight - 1)).rounded())
    return min(overlayHeight - 1, max(0, line))
  }

  /// The labels of the ends of the scale: 0, or the value there as its column
  /// shows it.
  private static func borders(_ series: [Series], low: Double, high: Double) -> (low: String, high: String) {
    func text(_ value: Double) -> String {
      if value == 0 { return "0" }
      for one in series {
        if let row = one.values.firstIndex(of: value) { return one.texts[row] }
      }
      return ""
    }
    return (text(low), text(high))
  }

  /// The labels under their columns if there is room, otherwise the first and
  /// the last.
  private static func axis(_ labels: [String], columns: Int, step: Int) -> String {
    let widest = labels.map { DisplayWidth.of($0) }.max() ?? 0
    if labels.count == columns, widest < step {
      return labels.map { label in
        let before = max(0, step / 2 - DisplayWidth.of(label) / 2)
        return padded(padded("", to: before) + label, to: step)
      }.joined()
    }
    let first = labels.first ?? ""
    let width = columns * step
    let firstWidth = min(DisplayWidth.of(first), width / 2)
    return padded(first, to: firstWidth) + padded(labels.last ?? "", to: width - firstWidth, right: true)
  }
}
