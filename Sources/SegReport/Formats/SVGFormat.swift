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
  package static func nothingToDraw(_ reason: Message) -> Diagnostic {
    Diagnostic(
      "nothing-to-draw", "the answer has no picture: \(reason)", notes: ["a picture shows the figures of groups or periods"],
      fix: Fix("an ending such as .csv writes the rows"))
  }
  /// pictures of points need librsvg 2.52 or newer, which is not installed [missing-library]
  package static let missingRasterizer = Diagnostic(
    "missing-library", "pictures of points need librsvg 2.52 or newer, which is not installed",
    notes: ["Debian and Ubuntu have it in the package librsvg2-2"], fix: Fix("an ending .svg writes the same picture without it"))

  /// What `seg help missing-library` says.
  package static let missingLibraryTopic = DiagnosticTopic(
    "missing-library",
    """
    `export last to "chart.png"` draws with librsvg, a library of the system that is looked for when a picture is written. \
    Without it the ending .svg writes the same picture, which browsers, office programs and drawing programs show.
    """)
}
