// Charts as PNG, for messages and slides that take no SVG.

import SegDiagnostics
import SegReport

extension ReportFormat {
  /// The picture of the format `svg` as points, two for each of its pixels. It needs the system's librsvg, which is looked for
  /// when a picture is written. A host that wants it imports this target and hands it over: `Session(reports: ReportFormat.all + [.png])`.
  public static let png = ReportFormat(
    name: "png", summary: "the picture of an answer as points", extensions: ["png"]
  ) { report, style, sink in
    var picture: [UInt8] = []
    try svg.write(report, style) { picture.append(contentsOf: $0) }
    try Rasterizer.loaded().draw(picture, scale: 2, sink)
  }
}
