// The colors and fonts of pictures. The palette is told apart by people with any kind of color blindness.

/// Style sheets of charts.
enum SVGStyle {
  /// Blue, orange, green, violet, sky, red, brown, gray, olive, pink.
  static let light = ["#0b6cb5", "#e08a00", "#00886a", "#a34fa0", "#4ba3d9", "#c8452c", "#7a5230", "#707780", "#8a8d00", "#d86c9f"]
  static let dark = ["#5aaeea", "#f2ae45", "#3cc6a0", "#cf8fd0", "#9ad3f5", "#f0826b", "#c39a75", "#a4abb3", "#c8cb45", "#f0a3c6"]

  static let fontFamily =
    "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", \"Noto Sans CJK SC\", \"PingFang SC\", \"Microsoft YaHei\", sans-serif"

  /// The rules of a picture in a file of its own: every color is written out, for readers that know no variables.
  static let standalone: String = {
    var text = "text{font:12px \(fontFamily);fill:#42474e}"
    text += ".h{font-size:13px;font-weight:600;fill:#1b1f24}.v{fill:#1b1f24}.n{fill:#6a717a;font-size:11px}"
    text += ".g{stroke:#e4e7eb}.a{stroke:#9aa1a9}.r{stroke:#6a717a;stroke-dasharray:4 3}.hl{stroke:#fff;stroke-width:3}"
    text += ".c{fill:#0b6cb5}.ct{fill:#1b1f24;font-size:11px}.cs{fill:#fff;font-size:11px}.bg{fill:#fff}"
    for (number, color) in light.enumerated() { text += ".f\(number){fill:\(color)}.l\(number){stroke:\(color);fill:none}" }
    return text + shared
  }()

  /// The rules of pictures in a page, which has the colors as variables.
  static let page: String = {
    var text = "svg.chart text{font:12px var(--font);fill:var(--soft)}"
    text +=
      "svg.chart .h{font-size:13px;font-weight:600;fill:var(--ink)}svg.chart .v{fill:var(--ink)}"
    text += "svg.chart .n{fill:var(--faint);font-size:11px}"
    text +=
      ".g{stroke:var(--rule)}.a{stroke:var(--axis)}.r{stroke:var(--faint);stroke-dasharray:4 3}.hl{stroke:var(--paper);stroke-width:3}"
    text += ".c{fill:var(--s0)}svg.chart .ct{fill:var(--ink);font-size:11px}svg.chart .cs{fill:var(--on-cell);font-size:11px}"
    for number in light.indices { text += ".f\(number){fill:var(--s\(number))}.l\(number){stroke:var(--s\(number));fill:none}" }
    return text + shared
  }()

  private static let shared =
    ".ln{stroke-width:2;stroke-linejoin:round;stroke-linecap:round}.da{stroke-dasharray:2 4}.ar{fill-opacity:.25;stroke:none}"
    + ".st{fill-opacity:.85;stroke:none}.hit{fill-opacity:0}.op{fill-opacity:.75}"
}
