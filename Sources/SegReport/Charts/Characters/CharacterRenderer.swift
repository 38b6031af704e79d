// Charts in characters: for terminals and text files.

import SegDiagnostics

extension ChartRenderer {
  /// Lines of text, as wide as the terminal, 80 columns elsewhere.
  public static let characters = ChartRenderer(name: "characters", summary: "lines of text for a terminal", extensions: []) {
    chart, style in
    CharacterChart(chart: chart, width: max(30, style.width ?? 80), hasColor: style.color).text
  }
}

extension CharacterChart {
  /// The whole picture, each line with its line feed.
  var text: String {
    var text = ""
    for panel in chart.panels {
      switch chart.marks {
      case .bars, .ranges, .steps: text += bars(panel)
      case .stacked: text += stacks(panel)
      case .lines, .areas: text += lines(panel)
      case .dots: text += dots(panel)
      case .points: text += points(panel)
      case .cells: text += cells(panel)
      case .sparks: text += sparks(panel)
      }
      if let total = panel.total { text += dimmed(chart.said("all: \(total)")) + "\n" }
    }
    for note in notes { text += dimmed(chart.said(note)) + "\n" }
    return text
  }

  private var notes: [Message] {
    guard chart.hasUnfinished else { return chart.notes }
    switch chart.marks {
    case .bars, .stacked, .ranges, .steps: return chart.notes + ["\(Self.hatch) the period is not complete"]
    case .cells: return chart.notes + ["\(Self.unfinishedMark) the period is not complete"]
    case .lines, .areas, .dots, .points, .sparks: return chart.notes + unfinishedPlaces
    }
  }

  private var unfinishedPlaces: [Message] {
    let places = chart.axis.labels.indices.filter { place in
      chart.panels.contains { $0.series.contains { $0.isUnfinished[place] } }
    }
    guard places.count < chart.axis.labels.count, places.count <= 6 else { return ["some periods are not complete"] }
    return ["not complete: \(places.map { chart.axis.labels[$0] }.joined(separator: ", "))"]
  }
}
