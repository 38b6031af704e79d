// The k-th smallest of values that may be reordered.

/// The k-th smallest value by partitioning, without sorting the rest.
package enum Quickselect {
  /// A quantile; nil if there are no values. Reorders the values.
  package static func quantile(_ values: UnsafeMutableBufferPointer<Double>, _ share: QuantileShare = .half) -> Double? {
    values.isEmpty ? nil : quantile(values, at: share.place(among: values.count), before: 0)
  }

  /// The value at a place in the order of values that contain the two around it, and before which `before`
  /// others come.
  static func quantile(_ values: UnsafeMutableBufferPointer<Double>, at place: QuantileShare.Place, before: Int) -> Double? {
    let last = place.last - before
    guard place.below >= before, last < values.count else { return nil }
    if values.count >= manyValues, let (near, below) = near(last, values, first: place.below - before) {
      return quantile(near, at: place, before: before + below)
    }
    let upper = select(last, values)
    if place.part == 0 { return upper }
    // The others of the lower part are left of it.
    var lower = values[0]
    for place in 1..<max(1, last) { lower = max(lower, values[place]) }
    return Interpolation.between(lower, upper, place.part)
  }

  /// With this many values or more, a sample pays.
  private static let manyValues = 4096
  private static let sampleSize = 512

  /// Moves the values around the k-th, estimated from a sample, to the front, and counts
  /// those below them: each value is read once, without a branch that depends on it. Nil if
  /// too many are left, or if the k-th (or `first`, if that is the one before it) is not among
  /// them.
  private static func near(
    _ k: Int, _ values: UnsafeMutableBufferPointer<Double>, first: Int
  ) -> (UnsafeMutableBufferPointer<Double>, below: Int)? {
    let (low, high) = withUnsafeTemporaryAllocation(of: Double.self, capacity: sampleSize) { sample in
      for place in 0..<sampleSize { sample[place] = values[place * values.count / sampleSize] }
      let place = k * sampleSize / values.count
      // Three standard deviations of a median's position in the sample.
      let reach = 36
      return (
        place < reach ? -.infinity : select(place - reach, sample),
        place + reach >= sampleSize ? .infinity : select(place + reach, sample)
      )
    }
    var (below, inside) = (0, 0)
    for place in 0..<values.count {
      let value = values[place]
      values[place] = values[inside]
      values[inside] = value
      below += Int(bit(value < low))
      inside += Int(bit(value >= low) & bit(value <= high))
    }
    guard inside < values.count / 2, first >= below, k < below + inside else { return nil }
    return (UnsafeMutableBufferPointer(rebasing: values[..<inside]), below)
  }

  /// Puts the k-th smallest value in its place, smaller ones before it.
  static func select<Value: Comparable & BitwiseCopyable>(_ k: Int, _ values: UnsafeMutableBufferPointer<Value>) -> Value {
    var low = 0
    var high = values.count - 1
    while low < high {
      // The median of three as pivot keeps sorted input linear.
      let middle = low + (high - low) / 2
      if values[middle] < values[low] { values.swapAt(middle, low) }
      if values[high] < values[low] { values.swapAt(high, low) }
      if values[high] < values[middle] { values.swapAt(high, middle) }
      let pivot = values[middle]
      var i = low
      var j = high
      while i <= j {
        while values[i] < pivot { i += 1 }
        while pivot < values[j] { j -= 1 }
        if i <= j {
          values.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if k <= j { high = j } else if k >= i { low = i } else { break }
    }
    return values[k]
  }
}
