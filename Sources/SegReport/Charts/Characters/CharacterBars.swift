// Bars in characters, in eighths of a column.

import SegDiagnostics

extension CharacterChart {
  /// A line for each bar: its group, the bar, its value.
  func bars(_ panel: Chart.Panel) -> String {
    let labels = chart.axis.labels
    let series = panel.series
    let names = series.count > 1 ? series.map(\.name) : [""]
    let labelWidth = min(labels.map { DisplayWidth.of($0) }.max() ?? 0, width / 3)
    let nameWidth = series.count > 1 ? min(names.map { DisplayWidth.of($0) }.max() ?? 0, width / 4) + 1 : 0
    let texts = series.map { one in one.texts.indices.map { one.texts[$0] + (one.remarks[$0].isEmpty ? "" : "  " + one.remarks[$0]) } }
    let valueWidth = texts.flatMap { $0.map { DisplayWidth.of($0) } }.max() ?? 1
    let room = max(8, width - labelWidth - nameWidth - valueWidth - 4)
    let scale = BarScale(series.flatMap(\.values), room: room)
    var text = padded("", to: labelWidth + nameWidth) + "  " + (series.count > 1 ? panel.heading : series.first?.name ?? "") + "\n"
    for place in labels.indices {
      for (number, one) in series.enumerated() {
        if series.count > 1, one.values[place] == nil, one.texts[place].isEmpty { continue }
        let isFirst = number == 0 || series[..<number].allSatisfy { $0.texts[place].isEmpty }
        text += padded(isFirst ? labels[place] : "", to: labelWidth)
        if nameWidth > 0 { text += " " + padded(names[number], to: nameWidth - 1) }
        let bar = scale.axis(one.values[place], isHatched: one.isUnfinished[place])
        text += " " + (series.count > 1 ? colored(bar, number) : bar) + " "
        text += padded(texts[number][place], to: valueWidth, right: true) + "\n"
      }
    }
    return text
  }

  /// A bar for each place, of parts with patterns of their own.
  func stacks(_ panel: Chart.Panel) -> String {
    let labels = chart.axis.labels
    let labelWidth = min(labels.map { DisplayWidth.of($0) }.max() ?? 0, width / 3)
    let room = max(8, width - labelWidth - 3)
    let reach = max(abs(panel.scale.low), abs(panel.scale.high))
    var text = padded("", to: labelWidth) + "  "
    text += panel.series.enumerated().map { colored(String(Self.fill($0)), $0) + " " + $1.name }.joined(separator: "   ") + "\n"
    for place in labels.indices {
      text += padded(labels[place], to: labelWidth) + " │"
      var (sum, drawn) = (0.0, 0)
      for (number, one) in panel.series.enumerated() {
        guard let value = one.values[place], value > 0 else { continue }
        sum += value
        let end = (sum / reach * Double(room)).rounded()
        guard end.isFinite, reach > 0 else { continue }
        let length = max(0, min(room, Int(end)) - drawn)
        text += colored(String(repeating: one.isUnfinished[place] && number == 0 ? Self.hatch : Self.fill(number), count: length), number)
        drawn += length
      }
      text += "\n"
    }
    let top = panel.scale.ticks.last?.text ?? ""
    return text + padded("", to: labelWidth + 1) + "0" + padded(top, to: room, right: true) + "\n"
  }

  static func fill(_ number: Int) -> Character {
    let fills: [Character] = ["█", "░", "▓", "▚", "▤", "▞", "▥", "▧", "▨", "▦"]
    return fills[number % fills.count]
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
  func axis(_ value: Double?, isHatched: Bool) -> String {
    let fill: Character = isHatched ? CharacterChart.hatch : "█"
    let scaled = (value ?? 0) * eighths
    let length = scaled.isFinite ? min(Int(abs(scaled).rounded()), 1 << 20) : 0
    var before = ""
    var after = ""
    if let value, value < 0 {
      // There are no characters for left-hand eighths, so halves are used.
      let full = min(left, length / 8)
      let half = length % 8 >= 4 && full < left
      before = (half ? "▐" : "") + String(repeating: fill, count: full)
    } else {
      let full = min(right, length / 8)
      after = String(repeating: fill, count: full) + (full < right ? Self.parts[length % 8] : "")
      if after.isEmpty, let value, value > 0 { after = "▏" }
    }
    let leftSide = left > 0 ? String(repeating: " ", count: max(0, left - before.count)) + before + "│" : "│"
    return leftSide + after + String(repeating: " ", count: max(0, right - after.count))
  }
}
