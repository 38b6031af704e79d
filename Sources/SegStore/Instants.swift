// The times of some events, sorted along with their rows.

import SegColumns

/// The times of the events of one part, in the order of their customers. One belongs to a thread.
struct Instants {
  private var before = Buffer<Int64>(count: 0)
  private var times = Buffer<Int64>(count: 0)

  /// Reads the times of rows; a missing one is the last.
  mutating func read(_ time: Column, _ rows: UnsafePointer<Int32>, _ count: Int) {
    if before.count < count { (before, times) = (Buffer(count: count), Buffer(count: count)) }
    let into = before.pointer
    @inline(__always)
    func take<Number: FixedWidthInteger & BitwiseCopyable>(_ values: Buffer<Number>) {
      let values = values.pointer
      for place in 0..<count { into[place] = Int64(truncatingIfNeeded: values[Int(rows[place])]) }
    }
    switch time.values {
    case .int8(let values): take(values)
    case .uint8(let values): take(values)
    case .int16(let values): take(values)
    case .int32(let values): take(values)
    case .int64(let values): take(values)
    case .float64, .codes8, .codes16, .codes32, .bits: for place in 0..<count { into[place] = time.integer(Int(rows[place])) }
    }
    guard let validity = time.validity else { return }
    for place in 0..<count where !validity[Int(rows[place])] { into[place] = .max }
  }

  /// Puts a time that was read at the place of its row.
  @inline(__always)
  func put(_ place: Int, at target: Int) { times.pointer[target] = before.pointer[place] }

  /// Sorts one customer's rows by time, equal times by row.
  func sort(_ rows: UnsafeMutablePointer<Int32>, _ places: Range<Int>) {
    if places.count > Self.fewest { return sortMany(rows, places) }
    let times = times.pointer
    for place in places.dropFirst() {
      let (time, row) = (times[place], rows[place])
      var free = place
      while free > places.lowerBound, times[free - 1] > time {
        times[free] = times[free - 1]
        rows[free] = rows[free - 1]
        free -= 1
      }
      times[free] = time
      rows[free] = row
    }
  }

  /// Fewer rows are sorted in their place.
  private static let fewest = 24

  private func sortMany(_ rows: UnsafeMutablePointer<Int32>, _ places: Range<Int>) {
    var isSorted = true
    for place in places.dropFirst() { isSorted = isSorted && times.pointer[place - 1] <= times.pointer[place] }
    if isSorted { return }
    let sorted = places.map { (times.pointer[$0], rows[$0]) }.sorted { $0 < $1 }
    for (place, entry) in zip(places, sorted) { rows[place] = entry.1 }
  }
}
