// The figures of the draws of an interval.

/// Figures that follow from models, with the parameters of each draw.
package struct DrawnFigures {
  /// The number of figures.
  package let count: Int
  /// The draws of each figure, one figure after the other; NaN where there is none.
  private var values: [Double]

  private init(_ count: Int) {
    self.count = count
    values = [Double](repeating: .nan, count: count * ParameterDraw.count)
  }

  /// What the figures of all draws take.
  package static func byteCount(_ count: Int) -> Int { count * ParameterDraw.count * MemoryLayout<Double>.stride }

  private func draws(of figure: Int) -> [Double] {
    Array(values[figure * ParameterDraw.count..<(figure + 1) * ParameterDraw.count])
  }

  private mutating func set(_ figures: [Double], of draw: Int) {
    for (figure, value) in figures.enumerated() where figure < count { values[figure * ParameterDraw.count + draw - 1] = value }
  }

  /// The ends of the interval of a figure; nil unless it has a value in each draw.
  package func interval(of figure: Int) -> ClosedRange<Double>? { ParameterDraw.interval(draws(of: figure)) }

  /// Computes the figures of each draw.
  ///
  /// - Parameters:
  ///   - count: the number of figures.
  ///   - steps: calls for each element of a list, one after the other.
  ///   - figures: those of one draw; NaN where there is none.
  package static func each<Failure: Error>(
    _ count: Int, _ steps: ([Int], (Int) throws(Failure) -> Void) throws(Failure) -> Void,
    _ figures: @escaping (ParameterDraw) throws(Failure) -> [Double]
  ) throws(Failure) -> DrawnFigures {
    var all = DrawnFigures(count)
    try steps(Array(1...ParameterDraw.count)) { (draw) throws(Failure) in all.set(try figures(ParameterDraw(draw)), of: draw) }
    return all
  }
}

/// Figures as a curve of second degree along each direction that the fits behind them leave open.
///
/// With many customers the parameters vary little, and what follows from them is nearly straight: two figures along each direction
/// tell those of all draws.
private struct FigureSurface {
  let directions = DrawnDirections()
  private let fitted: [Double]
  /// For each direction the slope and the curve of each figure.
  private var terms: [(slopes: [Double], curves: [Double])] = []

  /// In standard deviations: where the ends of intervals are.
  static let reach = 2.0

  init(fitted: [Double]) { self.fitted = fitted }

  /// - Parameters: the figures at both sides of the fit.
  mutating func add(_ ahead: [Double], _ behind: [Double]) {
    let reach = Self.reach
    terms.append(
      (
        zip(ahead, behind).map { ($0 - $1) / (2 * reach) },
        fitted.indices.map { (ahead[$0] + behind[$0] - 2 * fitted[$0]) / (2 * reach * reach) }
      ))
  }

  func figures(_ draw: ParameterDraw) -> [Double] {
    var figures = fitted
    for (step, term) in zip(directions.steps(draw), terms) {
      for place in figures.indices { figures[place] += step * term.slopes[place] + step * step * term.curves[place] }
    }
    return figures
  }
}

extension DrawnFigures {
  /// More directions are no gain.
  private static let mostDirections = 24
  /// How far a figure may be from its curve, as a share of the interval; and of the figure, where it is interpolated.
  private static let tolerance = (interval: 0.01, figure: 1e-8)

  /// Computes the figures of a few draws, and takes the others from curves through figures along each direction.
  ///
  /// - Parameters:
  ///   - fitted: the figures with the fitted parameters; NaN where there is none.
  ///   - steps: calls for each element of a list, one after the other.
  ///   - figures: those of one draw.
  /// - Returns: nil where figures do not lie on such curves: each draw is to be computed.
  package static func fromFew<Failure: Error>(
    fitted: [Double], _ steps: ([Int], (Int) throws(Failure) -> Void) throws(Failure) -> Void,
    _ figures: @escaping (ParameterDraw) throws(Failure) -> [Double]
  ) throws(Failure) -> DrawnFigures? {
    guard !fitted.isEmpty, fitted.allSatisfy(\.isFinite) else { return nil }
    guard let surface = try surface(fitted, steps, figures) else { return nil }
    var all = DrawnFigures(fitted.count)
    for draw in 1...ParameterDraw.count { all.set(surface.figures(ParameterDraw(draw)), of: draw) }
    // The draws at the ends of the first figure and of the last one show whether the curves hold.
    let curves = all
    var isCurve = true
    try steps(curves.drawsAtEnds) { (draw) throws(Failure) in
      guard isCurve else { return }
      let exact = try figures(ParameterDraw(draw))
      isCurve = curves.agrees(exact, on: draw)
      all.set(exact, of: draw)
    }
    return isCurve ? all : nil
  }

  /// nil with too many directions, and where a figure is not known.
  private static func surface<Failure: Error>(
    _ fitted: [Double], _ steps: ([Int], (Int) throws(Failure) -> Void) throws(Failure) -> Void,
    _ figures: @escaping (ParameterDraw) throws(Failure) -> [Double]
  ) throws(Failure) -> FigureSurface? {
    var surface = FigureSurface(fitted: fitted)
    var place = 0
    // The first figures tell how many directions there are.
    repeat {
      var sides: [[Double]] = []
      try steps([1, -1]) { (sign) throws(Failure) in
        sides.append(try figures(ParameterDraw(along: place, by: Double(sign) * FigureSurface.reach, of: surface.directions)))
      }
      guard sides.allSatisfy({ $0.count == fitted.count && $0.allSatisfy(\.isFinite) }), let ahead = sides.first,
        let behind = sides.last, surface.directions.count <= mostDirections
      else { return nil }
      surface.add(ahead, behind)
      place += 1
    } while place < surface.directions.count
    return surface
  }

  /// The draws with the ends of the interval of the first figure and of the last one.
  private var drawsAtEnds: [Int] {
    var found: Set<Int> = []
    for figure in [0, count - 1] {
      let values = draws(of: figure)
      let order = values.indices.sorted { values[$0] < values[$1] }
      for end in [ParameterDraw.ends.low, ParameterDraw.ends.high] where order.indices.contains(end) { found.insert(order[end] + 1) }
    }
    return found.sorted()
  }

  /// Whether the figures of a draw are near these.
  private func agrees(_ exact: [Double], on draw: Int) -> Bool {
    guard exact.count == count else { return false }
    return exact.indices.allSatisfy { figure in
      guard let ends = interval(of: figure) else { return false }
      let most = max(Self.tolerance.interval * (ends.upperBound - ends.lowerBound), Self.tolerance.figure * abs(exact[figure]))
      return abs(exact[figure] - values[figure * ParameterDraw.count + draw - 1]) <= most
    }
  }
}
