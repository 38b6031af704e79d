// Scales: from the least to the greatest value, with ticks at round numbers.

import SegColumns

extension Chart {
  /// A range of numbers with ticks.
  public struct Scale: Sendable, Hashable {
    /// A round number of a scale.
    public struct Tick: Sendable, Hashable {
      public let value: Double
      public let text: String
    }

    public let low: Double
    public let high: Double
    /// In ascending order.
    public let ticks: [Tick]

    public init(low: Double, high: Double, ticks: [Tick]) {
      self.low = low
      self.high = high
      self.ticks = ticks
    }

    /// The place of a value: 0 for `low`, 1 for `high`; 0.5 if there is no range.
    public func place(_ value: Double) -> Double {
      // Halves first: the difference of two huge doubles may not be finite.
      let half = high / 2 - low / 2
      guard half > 0 else { return 0.5 }
      let place = (value / 2 - low / 2) / half
      return place.isFinite ? min(1, max(0, place)) : 0.5
    }
  }
}

extension Chart.Scale {
  /// Where a scale of values begins.
  enum Start {
    /// At 0, because lengths are compared.
    case zero
    /// At 0 if that takes less than two fifths of the scale, else near the least value.
    case near
    /// At the least value and to the greatest, without round numbers at the ends.
    case exact
  }

  /// A scale for values, with about `count` ticks.
  ///
  /// - Parameter style: how the numbers are shown.
  static func of(_ values: [Double], _ start: Start, style: ColumnStyle, count: Int = 5) -> Chart.Scale {
    var low = values.min() ?? 0
    var high = values.max() ?? 0
    switch start {
    case .zero: (low, high) = (min(0, low), max(0, high))
    case .near:
      if low > 0, low < high * 0.6 { low = 0 }
      if high < 0, high > low * 0.6 { high = 0 }
    case .exact: break
    }
    if low == high {
      if low == 0 { high = 1 } else if start == .exact { return fixed(low, high, style) } else { (low, high) = (min(0, low), max(0, high)) }
    }
    guard let step = roundStep(low, high, count) else { return fixed(low, high, style) }
    let isExact = start == .exact
    let first = isExact ? (low / step).rounded(.up) : (low / step).rounded(.down)
    let last = isExact ? (high / step).rounded(.down) : (high / step).rounded(.up)
    guard first.isFinite, last.isFinite, last - first < 100 else { return fixed(low, high, style) }
    let ticks = (0...max(0, Int(last - first))).map { index in
      let value = rounded((first + Double(index)) * step)
      return Tick(value: value, text: text(value, step: step, style))
    }
    return Chart.Scale(low: isExact ? low : rounded(first * step), high: isExact ? high : rounded(last * step), ticks: ticks)
  }

  /// A scale whose ends are no round numbers.
  private static func fixed(_ low: Double, _ high: Double, _ style: ColumnStyle) -> Chart.Scale {
    let ends = low == high ? [low] : [low, high]
    return Chart.Scale(low: low, high: high, ticks: ends.map { Tick(value: $0, text: text($0, step: 0, style)) })
  }

  /// 1, 2, 2.5 or 5 times a power of ten; nil if there is none.
  static func roundStep(_ low: Double, _ high: Double, _ count: Int) -> Double? {
    let rough = (high / 2 - low / 2) / Double(max(1, count)) * 2
    guard rough.isFinite, rough > 1e-280, rough < 1e280 else { return nil }
    var power = 1.0
    while power * 10 <= rough { power *= 10 }
    while power > rough { power /= 10 }
    let factor = [1, 2, 2.5, 5, 10].first { $0 * power >= rough * 0.999 } ?? 10
    return factor * power
  }

  /// 0.30000000000000004 is 0.3.
  private static func rounded(_ value: Double) -> Double { Value.withoutNoise(value) }

  /// A tick's number, with no more decimals than the step has.
  private static func text(_ value: Double, step: Double, _ style: ColumnStyle) -> String {
    switch style {
    case .share:
      let percent = rounded(value * 100)
      return (step > 0 ? ShownNumber.exact(percent) : ShownNumber.significant(percent, digits: 3)) + "%"
    case .plain: return Value.number(value).description
    case .group, .figure, .estimate: return step > 0 ? ShownNumber.exact(value) : ShownNumber.significant(value, digits: 4)
    }
  }
}
