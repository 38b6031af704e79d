// Which columns become the axis, and which the series of a chart.

import SegColumns
import SegDiagnostics

/// Rows of an answer as series along an axis.
struct ChartLayout {
  /// The dimension of the axis; nil if the answer has none.
  let dimension: ChartInput.Dimension?
  let title: String
  let labels: [String]
  /// The number or day of each place; nil where one has none.
  let numbers: [Double]?
  /// For each figure its series, one for each group; without groups one.
  let groups: [[Chart.Series]]
  let figures: [ChartInput.Figure]
  let notes: [Message]
  /// The name of what the series are.
  let seriesTitle: String

  /// Series that are drawn at most: more colors are not told apart.
  static let seriesLimit = 10

  /// - Parameters:
  ///   - figures: what is drawn.
  ///   - limit: groups at most; nil: all.
  init(_ input: ChartInput, _ figures: [ChartInput.Figure], limit: Int? = seriesLimit) {
    let axis = Self.axis(input)
    // Groups may have their steps on different days.
    if let axis, !Self.isUnique(axis) || input.view == .survival, Self.isComplete(input) {
      self.init(input, figures, along: axis, input.dimensions.filter { $0.name != axis.name }, limit: limit)
    } else {
      self.init(input, figures, ofRows: axis)
    }
  }

  /// A place for each row.
  private init(_ input: ChartInput, _ figures: [ChartInput.Figure], ofRows axis: ChartInput.Dimension?) {
    self.figures = figures
    dimension = axis ?? input.dimensions.first
    let shown = axis.map { Self.isUnique($0) ? [$0] : input.dimensions } ?? input.dimensions
    title = shown.map(\.name).joined(separator: ", ")
    labels = (0..<input.rowCount).map { row in shown.map { $0.texts[row] }.joined(separator: " ") }
    numbers = dimension.flatMap { Self.numbers($0, 0..<input.rowCount) }
    groups = figures.map { figure in
      [
        Chart.Series(
          name: figure.name, values: figure.values, texts: figure.texts, isUnfinished: input.isUnfinished,
          remarks: [String](repeating: "", count: input.rowCount))
      ]
    }
    notes = []
    seriesTitle = ""
  }

  /// A period that is different in each row, or the one that other dimensions repeat; nil if rows are told apart only by all
  /// dimensions together.
  private static func axis(_ input: ChartInput) -> ChartInput.Dimension? {
    let periods = input.dimensions.filter(\.isPeriod)
    let unique = periods.filter(isUnique)
    if let date = unique.first(where: { $0.type == .date }) ?? unique.first { return date }
    if let last = periods.last { return last }
    guard let first = input.dimensions.first, input.dimensions.count > 1 else { return nil }
    return isUnique(first) ? nil : first
  }

  /// Whether the dimensions together tell all rows apart.
  static func isComplete(_ input: ChartInput) -> Bool {
    let rows = (0..<input.rowCount).map { row in input.dimensions.map { $0.texts[row] } }
    return input.dimensions.count > 1 && Set(rows).count == rows.count
  }

  static func isUnique(_ dimension: ChartInput.Dimension) -> Bool { Set(dimension.texts).count == dimension.texts.count }

  /// The numbers of rows on a scale; nil if the dimension has no order, or a number is missing.
  private static func numbers(_ dimension: ChartInput.Dimension, _ rows: some Sequence<Int>) -> [Double]? {
    guard dimension.isOrdered else { return nil }
    var found: [Double] = []
    for row in rows {
      guard let number = dimension.numbers[row] else { return nil }
      found.append(number)
    }
    return found
  }
}

extension ChartLayout {
  /// Two dimensions or more: places of one, series of the others.
  private init(
    _ input: ChartInput, _ figures: [ChartInput.Figure], along axis: ChartInput.Dimension, _ others: [ChartInput.Dimension],
    limit: Int?
  ) {
    let places = DistinctTexts(axis.texts, sortedBy: axis.isOrdered ? axis.numbers : nil)
    let names = (0..<input.rowCount).map { row in others.map { $0.texts[row] }.joined(separator: " ") }
    let groups = DistinctTexts(names)
    var rows = [[Int?]](repeating: [Int?](repeating: nil, count: places.texts.count), count: groups.texts.count)
    for row in 0..<input.rowCount { rows[groups.place[row]][places.place[row]] = row }
    let kept = Self.greatest(rows, figures.first, limit)
    let chosen = kept.map { $0.map { rows[$0] } } ?? rows
    let titles = kept.map { $0.map { groups.texts[$0] } } ?? groups.texts
    self.figures = figures
    dimension = axis
    title = axis.name
    labels = places.texts
    numbers = Self.numbers(axis, places.firstRow)
    self.groups = figures.map { figure in
      zip(titles, chosen).map { name, rows in
        Chart.Series(
          name: name, values: rows.map { $0.flatMap { figure.values[$0] } },
          texts: rows.map { $0.map { figure.texts[$0] } ?? "" }, isUnfinished: rows.map { $0.map { input.isUnfinished[$0] } ?? false },
          remarks: rows.map { _ in "" })
      }
    }
    notes = kept.map { ["the \($0.count) greatest of \(groups.texts.count) groups"] } ?? []
    seriesTitle = others.map(\.name).joined(separator: ", ")
  }

  /// The series with the greatest values, in their order; nil if all are drawn.
  private static func greatest(_ rows: [[Int?]], _ figure: ChartInput.Figure?, _ limit: Int?) -> [Int]? {
    guard let limit, rows.count > limit, let figure else { return nil }
    let sizes = rows.map { places in
      // Divided first: a sum of huge doubles may not be finite.
      places.reduce(0) { $0 + abs($1.flatMap { figure.values[$0] } ?? 0) / Double(places.count) }
    }
    return rows.indices.sorted { (sizes[$0], $1) > (sizes[$1], $0) }.prefix(limit).sorted()
  }

  /// The axis of the layout.
  func axis(isScaled: Bool, style: ColumnStyle = .plain) -> Chart.Axis {
    guard isScaled, let numbers, let dimension, Set(numbers).count == numbers.count else {
      return Chart.Axis(title: title, unit: dimension?.unit, labels: labels, isTime: dimension?.isPeriod ?? false)
    }
    return Chart.Axis(
      title: title, unit: dimension.unit, labels: labels, values: numbers,
      scale: Self.scale(numbers, labels, dimension), isTime: dimension.isPeriod)
  }

  /// The scale of an axis: round numbers, or some of the periods.
  private static func scale(_ numbers: [Double], _ labels: [String], _ dimension: ChartInput.Dimension) -> Chart.Scale {
    guard dimension.type == .date || dimension.type == .timestamp || dimension.isPeriod else {
      return .of(numbers, .exact, style: dimension.style, count: 6)
    }
    // One of 1, 2, 3, 6, 12, … periods has a tick, so that ticks are at the same months of each year.
    let steps = [1, 2, 3, 6, 12, 24, 60, 120, 365, 730, 3650, 36500]
    let step = steps.first { numbers.count / $0 <= 8 } ?? max(1, numbers.count / 8)
    let ordered = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    let ticks = ordered.indices.filter { $0 % step == 0 }.map { Chart.Scale.Tick(value: numbers[ordered[$0]], text: labels[ordered[$0]]) }
    return Chart.Scale(low: numbers.min() ?? 0, high: numbers.max() ?? 0, ticks: ticks)
  }
}

/// The distinct texts of rows.
struct DistinctTexts {
  private(set) var texts: [String] = []
  /// For each row its text's place in `texts`.
  private(set) var place: [Int] = []
  /// For each text a row that has it.
  private(set) var firstRow: [Int] = []

  /// - Parameter numbers: what the texts are sorted by; nil: the order of their first rows.
  init(_ rows: [String], sortedBy numbers: [Double?]? = nil) {
    var known: [String: Int] = [:]
    for (row, text) in rows.enumerated() {
      if let found = known[text] {
        place.append(found)
      } else {
        known[text] = texts.count
        place.append(texts.count)
        texts.append(text)
        firstRow.append(row)
      }
    }
    guard let numbers else { return }
    // What is missing comes last.
    let order = texts.indices.sorted { (numbers[firstRow[$0]] ?? .infinity, $0) < (numbers[firstRow[$1]] ?? .infinity, $1) }
    var rank = [Int](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { rank[old] = new }
    texts = order.map { texts[$0] }
    firstRow = order.map { firstRow[$0] }
    place = place.map { rank[$0] }
  }

  /// Puts the texts that others have, too, into their order, and the rest behind them.
  mutating func sort(as others: [String]) {
    let wanted = Dictionary(others.enumerated().map { ($1, $0) }) { first, _ in first }
    let order = texts.indices.sorted { (wanted[texts[$0]] ?? .max, $0) < (wanted[texts[$1]] ?? .max, $1) }
    var rank = [Int](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { rank[old] = new }
    texts = order.map { texts[$0] }
    firstRow = order.map { firstRow[$0] }
    place = place.map { rank[$0] }
  }
}

extension ChartInput {
  /// The figures that are drawn if nothing says which: without the parts and wholes that another one implies.
  var mainFigures: [Figure] {
    let parts = figures.filter { !$0.isWhole }
    let measures = parts.filter { $0.role != .share }
    return measures.isEmpty ? parts : measures
  }

  /// All figures but wholes, of which others are parts.
  var partFigures: [Figure] {
    let parts = figures.filter { !$0.isWhole }
    return parts.isEmpty ? figures : parts
  }

  /// The figures that share a scale: what is expected with what is actual, and for lines those of one unit.
  static func sharingScales(_ figures: [Figure], ofOneUnit: Bool) -> [[Int]] {
    var panels: [[Int]] = []
    for (index, figure) in figures.enumerated() {
      let found = panels.firstIndex { panel in panel.first.map { figures[$0].sharesScale(with: figure, ofOneUnit) } ?? false }
      if let found { panels[found].append(index) } else { panels.append([index]) }
    }
    return panels
  }
}

extension ChartInput.Figure {
  fileprivate func sharesScale(with other: Self, _ ofOneUnit: Bool) -> Bool {
    if ofOneUnit {
      if style == .share || other.style == .share { return style == other.style }
      if let unit, unit == other.unit { return true }
    }
    return Set([name, other.name]) == ["expected", "actual"]
  }
}
