// Lines in characters, in dots of a quarter of a line.

import SegDiagnostics

extension CharacterChart {
  private static let height = 12

  /// All lines of a panel on one scale, with their names at their ends.
  func lines(_ panel: Chart.Panel) -> String {
    let frame = LineFrame(panel, chart.axis, width: width)
    var dots = [[UInt32]](repeating: [UInt32](repeating: 0, count: frame.room), count: Self.height)
    var owner = [[Int]](repeating: [Int](repeating: -1, count: frame.room), count: Self.height)
    for reference in panel.references {
      let line = min(Self.height - 1, frame.dot(reference.value, Self.height) / 4)
      for x in stride(from: 0, to: frame.room, by: 2) { dots[line][x] |= 0x12 }
    }
    for (number, values) in drawn(panel).enumerated() {
      var before: Int?
      for (x, value) in frame.stretched(values).enumerated() {
        guard let value else {
          before = nil
          continue
        }
        let y = frame.dot(value, Self.height)
        for dot in min(y, before ?? y)...max(y, before ?? y) {
          dots[dot / 4][x / 2] |= Self.bits[x % 2][dot % 4]
          owner[dot / 4][x / 2] = number
        }
        before = y
      }
    }
    let ticks = frame.ticks(Self.height)
    let names = frame.names(panel, drawn(panel), Self.height)
    var text = padded("", to: frame.axisWidth) + "  " + panel.heading + "\n"
    for line in dots.indices {
      text += padded(ticks[line] ?? "", to: frame.axisWidth, right: true) + (ticks[line] == nil ? " │" : " ┤")
      for (cell, number) in zip(dots[line], owner[line]) {
        let character = String(Character(Unicode.Scalar(0x2800 + cell) ?? " "))
        text += hasColor && number >= 0 && panel.series.count > 1 ? colored(character, number) : character
      }
      if let number = names[line] { text += " " + colored(panel.series[number].name, number) }
      text += "\n"
    }
    text += padded("", to: frame.axisWidth + 2) + frame.bottom + "\n"
    for reference in panel.references { text += padded("", to: frame.axisWidth + 2) + chart.said(reference.label) + "\n" }
    return text
  }

  /// The heights of the lines: areas lie on each other.
  private func drawn(_ panel: Chart.Panel) -> [[Double?]] {
    guard chart.marks == .areas, panel.series.count > 1 else { return panel.series.map(\.values) }
    var below = [Double](repeating: 0, count: chart.axis.labels.count)
    return panel.series.map { one in
      one.values.indices.map { place in
        below[place] += one.values[place] ?? 0
        return below[place]
      }
    }
  }

  /// Braille: two dots across and four down in each character.
  static let bits: [[UInt32]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]
}

/// Where lines stand in characters.
struct LineFrame {
  private let scale: Chart.Scale
  private let axis: Chart.Axis
  let axisWidth: Int
  /// Columns for the lines.
  let room: Int

  init(_ panel: Chart.Panel, _ axis: Chart.Axis, width: Int) {
    scale = panel.scale
    self.axis = axis
    axisWidth = scale.ticks.map { DisplayWidth.of($0.text) }.max() ?? 0
    let names = panel.series.count > 1 ? (panel.series.map { DisplayWidth.of($0.name) }.max() ?? 0) + 1 : 0
    room = max(8, width - axisWidth - 2 - min(names, width / 4))
  }

  /// The line of dots of a value, 0 at the top.
  func dot(_ value: Double, _ height: Int) -> Int {
    let last = height * 4 - 1
    return min(last, max(0, last - Int((scale.place(value) * Double(last)).rounded())))
  }

  /// The ticks by lines.
  func ticks(_ height: Int) -> [Int: String] {
    var texts: [Int: String] = [:]
    for tick in scale.ticks { texts[dot(tick.value, height) / 4] = tick.text }
    return texts
  }

  /// The series whose names stand at the ends of lines: near the last value of each, one a line.
  func names(_ panel: Chart.Panel, _ values: [[Double?]], _ height: Int) -> [Int: Int] {
    guard panel.series.count > 1 else { return [:] }
    var taken: [Int: Int] = [:]
    let ends = values.enumerated().compactMap { number, values in
      values.last { $0 != nil }.flatMap { $0 }.map { (number, dot($0, height) / 4) }
    }
    for (number, line) in ends.sorted(by: { ($0.1, $0.0) < ($1.1, $1.0) }) {
      let free = (0..<height).sorted { (abs($0 - line), $0) < (abs($1 - line), $1) }.first { taken[$0] == nil }
      if let free { taken[free] = number }
    }
    return taken
  }

  /// One value for each dot across: means if there are more places than dots, straight lines between places if there are fewer.
  func stretched(_ values: [Double?]) -> [Double?] {
    let count = room * 2
    if values.count >= count { return axis.values == nil ? sampled(values, to: count) : placed(values, count) }
    guard values.count > 1 else { return [Double?](repeating: values.first ?? nil, count: count) }
    let order = axis.values.map { numbers in numbers.indices.sorted { numbers[$0] < numbers[$1] } } ?? Array(values.indices)
    let places = order.map { place(of: $0) }
    var next = 0
    return (0..<count).map { dot in
      let x = Double(dot) / Double(count - 1)
      while next < order.count - 2, places[next + 1] < x { next += 1 }
      let (from, to) = (places[next], places[next + 1])
      let part = to > from ? min(1, max(0, (x - from) / (to - from))) : 1
      let (left, right) = (values[order[next]], values[order[next + 1]])
      guard let left, let right else { return part < 0.5 ? left : right }
      return left * (1 - part) + right * part
    }
  }

  /// The mean of the values at each dot, and the one before where a dot has none.
  private func placed(_ values: [Double?], _ count: Int) -> [Double?] {
    var dots = [[Double?]](repeating: [], count: count)
    for index in values.indices { dots[Int((place(of: index) * Double(count - 1)).rounded())].append(values[index]) }
    var before: Double?
    return dots.map { found in
      let present = found.compactMap { $0 }
      // Divided first: a sum of huge doubles may not be finite.
      if !found.isEmpty { before = present.isEmpty ? nil : present.reduce(0) { $0 + $1 / Double(present.count) } }
      return before
    }
  }

  /// Where a place of the axis lies, from 0 to 1.
  private func place(of index: Int) -> Double {
    if let values = axis.values, let scale = axis.scale { return scale.place(values[index]) }
    return axis.labels.count > 1 ? Double(index) / Double(axis.labels.count - 1) : 0.5
  }

  /// The texts under the axis: ticks where there is room, at least the ends.
  var bottom: String {
    var line = ""
    var used = 0
    let ticks: [(text: String, place: Double)] =
      axis.scale.map { scale in scale.ticks.map { ($0.text, scale.place($0.value)) } }
      ?? axis.labels.indices.map { (axis.labels[$0], place(of: $0)) }
    for tick in ticks {
      let middle = Int((tick.place * Double(room - 1)).rounded())
      let width = DisplayWidth.of(tick.text)
      let start = max(0, min(room - width, middle - width / 2))
      guard used == 0 || start >= used + 2, start + width <= room else { continue }
      line += String(repeating: " ", count: start - used) + tick.text
      used = start + width
    }
    return line.withoutSpacesAtEnd
  }
}

/// The values, or means of equal runs of them if there are more than `limit`.
func sampled(_ values: [Double?], to limit: Int) -> [Double?] {
  guard values.count > limit, limit > 0 else { return values }
  return (0..<limit).map { index in
    let present = values[(index * values.count / limit)..<((index + 1) * values.count / limit)].compactMap { $0 }
    // Divided first: a sum of huge doubles may not be finite.
    return present.isEmpty ? nil : present.reduce(0) { $0 + $1 / Double(present.count) }
  }
}
