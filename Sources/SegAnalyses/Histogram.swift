// histogram(x): customers by equal ranges of a value.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime

struct HistogramAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// Ranges with a width of 1, 2 or 5 times a power of ten, about 20, from the border at or
  /// below the smallest value; or as many as requested, from the smallest value to the
  /// largest one. A range includes its lower border
  /// and not its upper one, except the last, which includes the largest value if that is
  /// a border. Whole numbers have whole borders, and each range contains equally many of
  /// them. Equal values are one range.
  /// Customers without a value are the last row.
  func histogram(_ analysis: HistogramAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let people = try population(question)
    let values = try values(analysis.value)
    let present = values.validity.map(people.intersection) ?? people
    let missing = people.population - present.population
    let ranges = try Ranges(values, among: present, bins: analysis.bins, context)
    let ids = try Buffer<Int32>(count: values.count, in: context)
    if let ranges {
      try context.run(rows: values.count) { _, _, rows in
        for row in rows { ids.pointer[row] = present[row] ? Int32(truncatingIfNeeded: ranges.place(of: row)) : -1 }
      }
    }
    let run = GroupedAggregator(ids: .wide(ids), groups: ranges?.count ?? 0, selection: present, context: context)
    var counts = ranges == nil ? [] : try run.counts().array
    var borders = (0..<counts.count).map { ranges?.borders($0) ?? (.missing, .missing) }
    if missing > 0 {
      counts.append(Int64(missing))
      borders.append((.missing, .missing))
    }
    let type = values.type
    if type == .integer, ranges?.isWhole == false { borders = borders.map { (Self.whole($0.0), Self.whole($0.1)) } }
    return [
      Column.of(type, borders.map(\.0)), Column.of(type, borders.map(\.1)), Column.integers(counts),
      Column.numbers(counts.map { Double($0) / Double(max(1, people.population)) }),
    ]
  }
}

extension HistogramAnswer {
  /// A border of integers whose ranges do not all fit 64 bits.
  private static func whole(_ border: Value) -> Value {
    guard case .number(let number) = border else { return border }
    if number >= 0x1p63 { return .integer(.max) }
    return .integer(number < -0x1p63 ? .min : Int64(number))
  }
}

/// Equal ranges that hold all values of some rows.
private struct Ranges: Sendable {
  /// How the borders are computed.
  private enum Scale: Sendable {
    /// All values are the same.
    case one(Value)
    /// Border i is `start + i · width`.
    case whole(start: Int64, width: Int64)
    /// Border i is `(start + i) · factor / divisor`, so that it is the double
    /// nearest to its decimal.
    case decimal(start: Double, factor: Double, divisor: Double)
    /// Borders at equal distances, without the noise of arithmetic, so that 0.3 is at a
    /// border of 0.3: of as many ranges as requested, and of ranges that are too narrow or
    /// too wide to round.
    case plain(borders: [Double], width: Double)
  }

  private let scale: Scale
  let count: Int
  private let values: Column
  private let numbers: Buffer<Double>

  var isWhole: Bool {
    switch scale {
    case .whole: true
    case .one(let value): value.type == .integer
    case .decimal, .plain: false
    }
  }

  /// nil if there is no value.
  init?(_ values: Column, among rows: Bitmap, bins: Int?, _ context: ExecutionContext) throws(ScriptError) {
    let column = try values.asNumbers(context)
    let moments = try Moments.of(column, among: rows, context)
    guard moments.count > 0, case .float64(let numbers) = column.values else { return nil }
    self.values = values
    self.numbers = numbers
    if values.type == .integer {
      var least = Int64.max
      var greatest = Int64.min
      rows.forEachRow { row in
        least = min(least, values.integer(row))
        greatest = max(greatest, values.integer(row))
      }
      if least == greatest {
        (scale, count) = (.one(.integer(least)), 1)
        return
      }
      let usual = HistogramAnalysis.usualBins
      if let (start, width, count) = bins.map({ Self.equal(least, greatest, $0) }) ?? Self.whole(least, greatest, usual) {
        self.scale = .whole(start: start, width: width)
        self.count = count
        return
      }
    }
    if let bins, moments.least < moments.greatest {
      (scale, count) = (Self.plain(moments.least, moments.greatest, bins), bins)
    } else {
      (scale, count) = Self.decimal(moments.least, moments.greatest, HistogramAnalysis.usualBins)
    }
  }

  private static func plain(_ least: Double, _ greatest: Double, _ bins: Int) -> Scale {
    // Divided first: the distance of two large numbers could overflow.
    let width = greatest / Double(bins) - least / Double(bins)
    let inner = (1..<max(1, bins)).map { Value.withoutNoise(least + Double($0) * width) }
    return .plain(borders: [least] + inner + [greatest], width: width)
  }

  /// So many ranges of whole numbers from the smallest one on; nil if the borders would not
  /// fit 64 bits.
  private static func equal(_ least: Int64, _ greatest: Int64, _ bins: Int) -> (start: Int64, width: Int64, count: Int)? {
    let (distance, overflow) = greatest.subtractingReportingOverflow(least)
    if overflow { return nil }
    let width = distance / Int64(bins) + 1
    let (reach, far) = width.multipliedReportingOverflow(by: Int64(bins))
    if far || least.addingReportingOverflow(reach).overflow { return nil }
    return (least, width, bins)
  }

  /// nil if the borders would not fit 64 bits.
  private static func whole(_ least: Int64, _ greatest: Int64, _ bins: Int) -> (start: Int64, width: Int64, count: Int)? {
    let (distance, overflow) = greatest.subtractingReportingOverflow(least)
    if overflow { return nil }
    let wanted = distance / Int64(bins) + (distance % Int64(bins) == 0 ? 0 : 1)
    var width: Int64 = 1
    var power: Int64 = 1
    while width < wanted {
      if power > Int64.max / 100 { return nil }
      // 1, 2, 5, 10, 20, …
      if width == power {
        width = 2 * power
      } else if width == 2 * power {
        width = 5 * power
      } else {
        power *= 10
        width = power
      }
    }
    let rest = least % width
    let (start, below) = least.subtractingReportingOverflow(rest < 0 ? rest + width : rest)
    let (whole, above) = greatest.subtractingReportingOverflow(start)
    let count = whole / width + 1
    let (reach, far) = count.multipliedReportingOverflow(by: width)
    if below || above || far || start.addingReportingOverflow(reach).overflow { return nil }
    return (start, width, Int(count))
  }

  private static func decimal(_ least: Double, _ greatest: Double, _ bins: Int) -> (Scale, Int) {
    if least == greatest { return (.one(.number(least)), 1) }
    // Divided first: the distance of two large numbers could overflow.
    let wanted = greatest / Double(bins) - least / Double(bins)
    if !wanted.isFinite || wanted < 1e-250 || wanted > 1e250 { return (plain(least, greatest, bins), bins) }
    var exponent = 0
    // Powers of ten are exact up to 10^22; beyond that a border is a rounding
    // away from its decimal.
    func power(_ exponent: Int) -> Double { (0..<abs(exponent)).reduce(1.0) { power, _ in power * 10 } }
    func width(_ digit: Double, _ exponent: Int) -> Double {
      exponent < 0 ? digit / power(exponent) : digit * power(exponent)
    }
    while width(1, exponent) >= wanted { exponent -= 1 }
    while width(10, exponent) < wanted { exponent += 1 }
    // A width just below a round one counts as the round one: 0.1 · 3 is not 0.3.
    let digit = [1.0, 2, 5, 10].first { width($0, exponent) >= wanted * (1 - 1e-12) } ?? 10
    let factor = exponent < 0 ? digit : digit * power(exponent)
    let divisor = exponent < 0 ? power(exponent) : 1
    func border(_ index: Double) -> Double { index * factor / divisor }
    var first = (least / factor * divisor).rounded(.down)
    var last = (greatest / factor * divisor).rounded(.up)
    // Indices of whole numbers without gaps, and borders that differ.
    guard abs(first) < 1e15, abs(last) < 1e15 else { return (plain(least, greatest, bins), bins) }
    if border(first) > least { first -= 1 }
    if border(first + 1) <= least { first += 1 }
    if border(last) < greatest { last += 1 }
    if border(last - 1) >= greatest { last -= 1 }
    return (.decimal(start: first, factor: factor, divisor: divisor), max(1, Int(last - first)))
  }

  /// The lower and upper border of a range.
  func borders(_ place: Int) -> (Value, Value) {
    switch scale {
    case .one(let value): (value, value)
    case .whole(let start, let width): (.integer(start + Int64(place) * width), .integer(start + Int64(place + 1) * width))
    case .decimal, .plain: (.number(border(place)), .number(border(place + 1)))
    }
  }

  @inline(__always)
  private func border(_ place: Int) -> Double {
    switch scale {
    case .decimal(let start, let factor, let divisor): (start + Double(place)) * factor / divisor
    case .plain(let borders, _): borders[place]
    case .one, .whole: 0
    }
  }

  /// The range of a row's value.
  func place(of row: Int) -> Int {
    let guess: Double
    switch scale {
    case .one: return 0
    case .whole(let start, let width): return min(count - 1, Int((values.integer(row) - start) / width))
    case .decimal(let start, let factor, let divisor): guess = (numbers.pointer[row] / factor * divisor - start).rounded(.down)
    case .plain(let borders, let width): guess = (numbers.pointer[row] / width - borders[0] / width).rounded(.down)
    }
    // The borders themselves decide, so that a value is where its row says.
    var place = guess.isFinite ? Int(max(0, min(Double(count - 1), guess))) : 0
    while place > 0, numbers.pointer[row] < border(place) { place -= 1 }
    while place < count - 1, numbers.pointer[row] >= border(place + 1) { place += 1 }
    return place
  }
}
