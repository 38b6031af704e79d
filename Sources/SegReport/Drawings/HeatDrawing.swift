// Heat: a matrix of groups, such as cohorts by month, in shades.

import SegDiagnostics

extension Drawing {
  static let heat = Drawing(name: "heat", summary: "a grid of shades: a line for each row, a column for each measure") { report, _ in
    let labels = Series.labels(report)
    let series = Series.of(report)
    let labelWidth = labels.map { DisplayWidth.of($0) }.max() ?? 0
    let present = series.flatMap { $0.values.compactMap { $0 } }
    let low = present.min() ?? 0
    let half = (present.max() ?? 0) / 2 - low / 2
    let widths = series.map { one in
      max(DisplayWidth.of(one.name), (one.texts.map(\.count).max() ?? 1) + 3)
    }
    var text = padded("", to: labelWidth)
    for (one, width) in zip(series, widths) { text += "  " + padded(one.name, to: width, right: true) }
    text += "\n"
    let shades = ["  ", "░░", "▒▒", "▓▓", "██"]
    for row in labels.indices {
      text += padded(labels[row], to: labelWidth)
      for (one, width) in zip(series, widths) {
        let place = one.values[row].map { half > 0 ? ($0 / 2 - low / 2) / half * 4 : 2 } ?? 0
        let shade = shades[min(4, max(0, Int(place.rounded())))]
        text += "  " + padded(shade + " " + padded(one.texts[row], to: width - 3, right: true), to: width)
      }
      text += "\n"
    }
    return text
  }
}
