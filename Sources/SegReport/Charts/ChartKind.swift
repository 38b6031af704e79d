// What a kind of chart is.

import SegDiagnostics

/// A way to draw an answer. To add one: a file in `Kinds/`, and its name in ``all`` (`ChartKinds.swift`).
public struct ChartKind: Sendable {
  public let name: String
  /// One line for help.
  public let summary: Message
  /// What is drawn of an answer.
  let make: @Sendable (ChartInput, _ figures: ChartFigures) -> ChartOutcome
}

/// Which figures of an answer are drawn.
enum ChartFigures {
  /// All, because the statement asks for a picture.
  case all
  /// Those that say most, because nothing was asked for.
  case main

  func of(_ input: ChartInput) -> [ChartInput.Figure] {
    // How many there were at each step explains the share that is left, and so do the ends of its interval.
    if input.view == .survival, let share = input.figures.first(where: { $0.role == .share }) { return [share] }
    switch self {
    case .all: return input.partFigures
    case .main: return input.mainFigures
    }
  }
}

/// A chart, or why there is none.
enum ChartOutcome {
  case chart(Chart)
  case nothing(Message)
}
