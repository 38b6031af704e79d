// The days on which a customer's value may be another one: those of events, and so many days after them as conditions say.

import SegColumns
import SegDiagnostics
import SegKernels
import SegRuntime
import SegStore

/// Some of the days on which values of customers are looked at, ascending.
package struct Looks: Sendable {
  package let days: [Int32]

  package init(_ days: [Int32]) { self.days = days }
}

/// A border that moves with the looks: what is dated X is beyond it from the first look on whose border is X or later.
struct MovingBorder: Equatable, Sendable {
  /// Which of a customer's events it matters for.
  enum Concerned: Sendable {
    case all
    /// The first one, and the newest one on each look.
    case first, newest
  }

  /// For each look a day, ascending.
  let days: [Int32]
  let concerned: Concerned

  /// nil where it moves back.
  init?(_ days: [Int64], for concerned: Concerned = .all) {
    self.concerned = concerned
    var last = Int64.min
    for day in days {
      if day < last { return nil }
      last = day
    }
    self.days = days.map { Int32(clamping: $0) }
  }

  /// The first look on which a day is beyond the border; the number of looks if there is none.
  func look(of day: Int32) -> Int32 {
    var (low, high) = (0, days.count)
    while low < high {
      let middle = (low + high) / 2
      if days[middle] >= day { high = middle } else { low = middle + 1 }
    }
    return Int32(truncatingIfNeeded: low)
  }

  /// Its days from the first to the last.
  var length: Int64 { Int64(days.last ?? 0) - Int64(days.first ?? 0) + 1 }
}

/// A border with the first look of each day that it passes, so that a day's look is found at once.
struct NumberedBorder: Sendable {
  let looks: Buffer<Int32>
  /// The first day. What is dated before it is beyond the border from the first look on, as all are at which it is not
  /// looked at; what is dated after the last one never is.
  let low: Int32
  let concerned: MovingBorder.Concerned

  init(_ border: MovingBorder) {
    concerned = border.concerned
    low = border.days.first ?? 0
    looks = border.days.isEmpty ? Buffer([]) : Buffer((low...max(low, border.days.last ?? low)).map { border.look(of: $0) })
  }
}

/// Customers on the looks on which their value may change: a row for each customer and look.
package struct CustomerLooks {
  package let customers: Buffer<Int32>
  package let looks: Buffer<Int32>
  /// Of the customers from `first` on: where the rows of each begin, one more at the end.
  package let first: Int
  package let offsets: [Int]

  var count: Int { customers.count }
}

/// The looks of customers on which their value may change.
struct LookFinder {
  /// The rows of a table and what their days pass.
  struct Events: Sendable {
    let offsets: Buffer<Int32>
    let days: Buffer<Int32>
    let borders: [NumberedBorder]
  }

  /// A day of each customer and what it passes.
  struct Dates: Sendable {
    let column: Column
    let border: MovingBorder
  }

  let days: [Int32]
  let events: [Events]
  let dates: [Dates]
  /// The looks on which the value of every customer may change: the first, and those on which a constant is another one.
  let ofAll: Bitmap
  let context: ExecutionContext

  private var lookCount: Int { days.count }

  /// The looks of some customers.
  ///
  /// - Parameter most: of all rows; nil where there are more.
  func found(_ customers: Range<Int>, most: Int) throws(ScriptError) -> CustomerLooks? {
    let pieces = (customers.count + Self.pieceSize - 1) / Self.pieceSize
    @Sendable func piece(_ number: Int) -> Range<Int> {
      let start = customers.lowerBound + number * Self.pieceSize
      return start..<min(start + Self.pieceSize, customers.upperBound)
    }
    let found = MorselResults<[Int32]>(pieces)
    let sizes = Buffer<Int32>(count: customers.count)
    try context.run(pieces: pieces) { _, number in
      var own: [Int32] = []
      mark(piece(number)) { customer, words in
        let before = own.count
        for word in words.indices {
          var bits = words[word]
          while bits != 0 {
            own.append(Int32(truncatingIfNeeded: word << 6 + bits.trailingZeroBitCount))
            bits &= bits &- 1
          }
        }
        sizes.pointer[customer - customers.lowerBound] = Int32(truncatingIfNeeded: own.count - before)
      }
      found.set(number, own)
    }
    var offsets = [0]
    offsets.reserveCapacity(customers.count + 1)
    for size in sizes.values { offsets.append((offsets.last ?? 0) + Int(size)) }
    let count = offsets.last ?? 0
    guard count <= most else { return nil }
    let (own, looks) = (try Buffer<Int32>(count: count, in: context), try Buffer<Int32>(count: count, in: context))
    let places = offsets
    try context.run(pieces: pieces) { _, number in
      let range = piece(number)
      for customer in range {
        let place = customer - customers.lowerBound
        for row in places[place]..<places[place + 1] { own.pointer[row] = Int32(truncatingIfNeeded: customer) }
      }
      for (place, look) in (found.get(number) ?? []).enumerated() {
        looks.pointer[places[range.lowerBound - customers.lowerBound] + place] = look
      }
    }
    return CustomerLooks(customers: own, looks: looks, first: customers.lowerBound, offsets: offsets)
  }

  private static let pieceSize = 1024

  /// Calls `body` with a bit for each look of a customer.
  private func mark(_ customers: Range<Int>, _ body: (_ customer: Int, _ words: UnsafeMutableBufferPointer<UInt64>) -> Void) {
    // One bit more, for what no look is of.
    let marks = Bitmap(count: lookCount + 1)
    let words = UnsafeMutableBufferPointer(start: marks.words.pointer, count: Bitmap.wordCount(lookCount + 1))
    for customer in customers {
      for word in words.indices { words[word] = word < ofAll.words.count ? ofAll.words.pointer[word] : 0 }
      for table in events {
        let own = Int(table.offsets.pointer[customer])..<Int(table.offsets.pointer[customer + 1])
        for border in table.borders {
          for row in border.concerned == .first ? own.prefix(1) : own {
            let place = Int(table.days.pointer[row]) - Int(border.low)
            if place < 0 || place >= border.looks.count { continue }
            let look = Int(border.looks.pointer[place])
            // By then there is a newer one.
            if border.concerned == .newest, row + 1 < own.upperBound, look < days.count {
              if table.days.pointer[row + 1] <= days[look] { continue }
            }
            words[look >> 6] |= 1 << UInt64(look & 63)
          }
        }
      }
      for date in dates where date.column.isPresent(customer) {
        let look = Int(date.border.look(of: Int32(clamping: date.column.integer(customer))))
        words[look >> 6] |= 1 << UInt64(look & 63)
      }
      words[lookCount >> 6] &= ~(1 << UInt64(lookCount & 63))
      body(customer, words)
    }
  }
}
