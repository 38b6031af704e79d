// SVG: the picture of an answer as a file, for documents and slides.

import SegDiagnostics

extension ReportFormat {
  /// The picture that the statement asks for, or the natural one; bars where there is none.
  public static let svg = ReportFormat(
    name: "svg", summary: "the picture of an answer, as `draw` says", extensions: ["svg"], separator: "\n"
  ) {
    report, style, sink in
    let asked = report.drawing.flatMap { ChartKind.named($0)?.name }
    var text = ""
    switch Chart.outcome(of: report, asked) ?? Chart.outcome(of: report, ChartKind.bar.name) {
    case .chart(let chart)?: text = ChartRenderer.svg.draw(chart, style)
    case .nothing(let reason)?: throw ScriptError(.nothingToDraw(reason))
    case nil: throw ScriptError(.nothingToDraw("there is no picture of it"))
    }
    try text.withUTF8 { try sink($0) }
  }
}

extension Diagnostic {
  /// An answer that has no picture, where one is asked for.
  package static func nothingToDraw(_ reason: String) -> Diagnostic {
    Diagnostic(
      "nothing-to-draw", "the answer has no picture: \(reason)", notes: ["a picture shows the figures of groups or periods"],
      fix: Fix("an ending such as .csv writes the rows"))
  }
}
