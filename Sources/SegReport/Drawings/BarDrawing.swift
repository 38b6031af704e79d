// Bars: a comparison of groups, the most frequent drawing of a review.

import SegDiagnostics

extension Drawing {
  static let bar = Drawing(name: "bar", summary: "horizontal bars, one for each row") { report, style in
    let labels = Series.labels(report)
    let width = max(30, style.width ?? 80)
    let labelWidth = min(labels.map { DisplayWidth.of($0) }.max() ?? 0, width / 3)
    let series = Series.of(report)
    var text = ""
    for one in series {
      let valueWidth = one.texts.map(\.count).max() ?? 1
      let room = max(8, width - labelWidth - valueWidth - 4)
      let scale = BarScale(one.values, room: room)
      text += padded("", to: labelWidth) + "  " + one.name + "\n"
      for row in one.values.indices {
        text += padded(labels[row], to: labelWidth) + " " + scale.axis(one.values[row]) + " "
        text += padded(one.texts[row], to: valueWidth, right: true) + "\n"
      }
    }
    return text
  }
}

/// Bars over a shared axis: left of it for negative values, right for others.
private struct BarScale {
  private let left: Int
  private let right: Int
  /// Eighths of a character for one unit of value.
  private let eighths: Double

  init(_ values: [Double?], room: Int) {
    let highest = max(0, values.compactMap { $0 }.max() ?? 0)
    let lowest = min(0, values.compactMap { $0 }.min() ?? 0)
    // Halves first: the difference of two huge doubles may not be finite.
    let half = highest / 2 - lowest / 2
    if half > 0 {
      left = lowest < 0 ? max(1, Int((Double(room - 1) * (-lowest / 2 / half)).rounded())) : 0
      right = max(lowest < 0 ? 1 : room, room - left - 1)
      let perSide = [
        lowest < 0 ? Double(left * 8) / -lowest : .infinity, highest > 0 ? Double(right * 8) / highest : .infinity,
      ]
      eighths = perSide.min() ?? 0
    } else {
      (left, right, eighths) = (0, room, 0)
    }
  }

  private static let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// The bar of a value, padded to the full width.
  func axis(_ value: Double?) -> String {
    let scaled = (value ?? 0) * eighths
    let length = scaled.isFinite ? min(Int(abs(scaled).rounded()), 1 << 20) : 0
    var before = ""
    var after = ""
    if let value, value < 0 {
      // There are no characters for left-hand eighths, so halves are used.
      let full = min(left, length / 8)
      let half = length % 8 >= 4 && full < left
      before = (half ? "▐" : "") + String(repeating: "█", count: full)
    } else {
      let full = min(right, length / 8)
      after = String(repeating: "█", count: full) + (full < right ? Self.parts[length % 8] : "")
      if after.isEmpty, let value, value > 0 { after = "▏" }
    }
    let leftSide = left > 0 ? String(repeating: " ", count: max(0, left - before.count)) + before + "│" : "│"
    return leftSide + after + String(repeating: " ", count: max(0, right - after.count))
  }
}
