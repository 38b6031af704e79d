// The list of renderers: what draws a chart.

import SegDiagnostics

/// A way to draw charts. To add one: a file that draws all ``Chart/Marks``, and its name in ``all``.
public struct ChartRenderer: Sendable {
  public let name: String
  /// One line for help.
  public let summary: Message
  /// The endings of files that are drawn so, without the dot; none if it draws no files.
  public let extensions: [String]
  /// The whole picture as text.
  public let draw: @Sendable (Chart, ReportStyle) -> String

  public static let all: [ChartRenderer] = [characters, svg]
}
