// Which rows and columns of a table a terminal has room for.

import SegColumns

/// The rows and columns that are shown, and how wide each is.
struct TableLayout {
  /// A column of the layout; nil is the mark for dropped columns.
  struct Place {
    let column: PresentedColumn?
    var width: Int
  }

  let rows: [Range<Int>]
  private(set) var places: [Place]
  private(set) var dropped: [String] = []

  /// The smallest width to which a text, or a header over narrow numbers, is cut.
  private static let narrowest = 8

  init(_ report: Report, style: ReportStyle) {
    let rows = Self.rows(report.table.rowCount, limit: style.rowLimit)
    self.rows = rows
    places = report.columns(rows, inMyriads: style.countsInMyriads).map { Place(column: $0, width: max(1, $0.nameWidth, $0.contentWidth)) }
    if let width = style.width { fit(to: max(width, 20)) }
  }

  /// The first and the last rows, if there are too many.
  static func rows(_ count: Int, limit: Int?) -> [Range<Int>] {
    guard let limit, limit >= 2, count > limit else { return [0..<count] }
    return [0..<(limit - limit / 2), (count - limit / 2)..<count]
  }

  /// The width of the frame and all cells.
  private var total: Int { places.reduce(1) { $0 + $1.width + 3 } }

  private func minimum(_ place: Place) -> Int {
    guard let column = place.column else { return 1 }
    if column.cells.type == .text { return min(place.width, Self.narrowest) }
    return max(1, column.contentWidth, min(column.nameWidth, Self.narrowest))
  }

  /// Cuts wide columns; if that is not enough, drops columns from the middle.
  private mutating func fit(to width: Int) {
    if total <= width { return }
    while places.count > 1, places.reduce(1, { $0 + minimum($1) + 3 }) > width {
      let middle: Int
      if let mark = places.firstIndex(where: { $0.column == nil }) {
        // Keep equally many columns before and after the mark; the first one stays.
        guard places.count > 2 else { break }
        middle = mark > places.count - 1 - mark || mark + 1 == places.count ? mark - 1 : mark + 1
        guard middle > 0 else { break }
      } else {
        guard places.count > 2 else { break }
        middle = places.count / 2
      }
      dropped.append(places[middle].column?.name ?? "")
      places.remove(at: middle)
      if !places.contains(where: { $0.column == nil }) { places.insert(Place(column: nil, width: 1), at: middle) }
    }
    // Lower the widest columns together until all fit.
    while total > width {
      let widths = places.enumerated().filter { $0.element.width > minimum($0.element) }
      guard let widest = widths.map(\.element.width).max() else { return }
      let next = widths.map(\.element.width).filter { $0 < widest }.max() ?? 1
      let group = widths.filter { $0.element.width == widest }
      let excess = (total - width + group.count - 1) / group.count
      for (index, place) in group {
        places[index].width = max(minimum(place), widest - min(excess, max(1, widest - next)))
      }
    }
  }
}
