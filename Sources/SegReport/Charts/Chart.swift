// A picture as data: what is drawn, whatever draws it. Characters, SVG and pages draw the same chart.

import SegDiagnostics

/// A picture of an answer, made from the roles and units of its columns.
public struct Chart: Sendable, Hashable {
  /// The marks that stand for values. A renderer draws each of them; a kind of chart is made of one.
  public enum Marks: String, Sendable, Hashable, CaseIterable {
    /// A bar for each value, from 0; several series stand side by side.
    case bars
    /// A bar for each place, of a part for each series.
    case stacked
    /// Bars without gaps: each place is a range of the axis.
    case ranges
    /// A bar for each step, with what is left of the step before.
    case steps
    /// A line for each series.
    case lines
    /// A line for each series with the area under it; several areas lie on each other.
    case areas
    /// A dot for each value, of a form of its own for each series.
    case dots
    /// A dot at two values: that of the axis and that of the series.
    case points
    /// A grid: a row for each series, a column for each place, shaded by value.
    case cells
    /// A line of text for each series.
    case sparks
  }

  /// The word after `draw`: `bar`.
  public let kind: String
  /// What is drawn: `revenue by city`.
  public let title: String
  public let marks: Marks
  /// The places of the values: groups, periods or numbers.
  public let axis: Axis
  /// Measures of different units have panels of their own, one below the other.
  public let panels: [Panel]
  /// What a reader must know: that groups are left out, for example.
  public let notes: [Message]
  /// The language of notes and of other words around the figures.
  package var language = Language.english

  /// The axis along which values are placed.
  public struct Axis: Sendable, Hashable {
    /// The name of the dimension, empty if there is none.
    public let title: String
    public let unit: String?
    /// The name of each place, as people read it.
    public let labels: [String]
    /// Where each place lies on a scale of numbers or days, one for each label; nil: they are as far apart as the next.
    public let values: [Double]?
    /// The end of each range, one for each label, where a place is a range.
    public let ends: [Double]?
    /// The scale of `values`, with its ticks.
    public let scale: Scale?
    /// Whether the places are periods, which run from left to right.
    public let isTime: Bool

    public init(
      title: String, unit: String? = nil, labels: [String], values: [Double]? = nil, ends: [Double]? = nil, scale: Scale? = nil,
      isTime: Bool = false
    ) {
      self.title = title
      self.unit = unit
      self.labels = labels
      self.values = values
      self.ends = ends
      self.scale = scale
      self.isTime = isTime
    }

    /// The name, and the unit where the name does not say it.
    var heading: String { Chart.heading(title, unit) }
  }

  /// Series that share a scale.
  public struct Panel: Sendable, Hashable {
    /// The name of the measure.
    public let title: String
    public let unit: String?
    public let scale: Scale
    public let series: [Series]
    /// The value of all rows together, where the answer says it.
    public let total: String?
    /// Whether each column of a grid is shaded on a scale of its own.
    public let isScaledByColumn: Bool
    /// Lines that a reader compares with: the 80% mark.
    public let references: [Reference]
    /// What the rows of a grid are, empty if they are not groups.
    public let rowTitle: String

    public init(
      title: String, unit: String? = nil, scale: Scale, series: [Series], total: String? = nil, isScaledByColumn: Bool = false,
      references: [Reference] = [], rowTitle: String = ""
    ) {
      self.title = title
      self.unit = unit
      self.scale = scale
      self.series = series
      self.total = total
      self.isScaledByColumn = isScaledByColumn
      self.references = references
      self.rowTitle = rowTitle
    }

    /// `revenue, dollars`: the name, and the unit where the name does not say it.
    public var heading: String { Chart.heading(title, unit) }
  }

  private static func heading(_ title: String, _ unit: String?) -> String {
    guard let unit, !title.lowercased().contains(unit.lowercased()) else { return title }
    return title.isEmpty ? unit : "\(title), \(unit)"
  }

  /// Values of one group or measure.
  public struct Series: Sendable, Hashable {
    public let name: String
    /// One for each place of the axis; nil: missing, or not finite.
    public let values: [Double?]
    /// Each value as people read it, one for each place.
    public let texts: [String]
    /// For each place whether its period has not ended, or the data begin within it.
    public let isUnfinished: [Bool]
    /// More about each value, empty where there is nothing; one for each place.
    public let remarks: [String]

    public init(name: String, values: [Double?], texts: [String], isUnfinished: [Bool], remarks: [String]) {
      self.name = name
      self.values = values
      self.texts = texts
      self.isUnfinished = isUnfinished
      self.remarks = remarks
    }
  }

  /// A point to compare with.
  public struct Reference: Sendable, Hashable {
    /// On the axis; nil: none.
    public let place: Double?
    /// On the scale of the panel.
    public let value: Double
    /// `80% of revenue: the best 36.9%`.
    public let label: Message
  }

  /// Whether any value is of a period that has not ended.
  public var hasUnfinished: Bool { panels.contains { $0.series.contains { $0.isUnfinished.contains(true) } } }

  /// `customers · cohort ↓  period →`: the measure of a grid, and what its rows and columns are.
  func gridHeading(_ panel: Panel) -> String {
    let sides = [panel.rowTitle.isEmpty ? "" : "\(panel.rowTitle) ↓", axis.title.isEmpty ? "" : "\(axis.title) →"]
    return [panel.heading, sides.filter { !$0.isEmpty }.joined(separator: "  ")].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// The name of a place; what is missing is said, because a dot would be taken for a speck.
  func name(of place: Int) -> String {
    axis.labels[place] == PresentedColumn.missing ? "(\(said("missing")))" : axis.labels[place]
  }

  func said(_ message: Message) -> String { message.text(in: language) }

  /// Whether readers need to be told which series is which.
  var hasLegend: Bool { panels.contains { $0.series.count > 1 } }
}
