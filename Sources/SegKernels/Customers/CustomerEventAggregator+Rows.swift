// Where each customer's events lie.

import SegColumns

extension CustomerEventAggregator {
  /// Where the rows of each customer lie, without the owners of the memory: loops
  /// over customers that capture only this retain nothing.
  struct Rows: @unchecked Sendable {
    let offsets: UnsafeMutablePointer<Int32>
    let ends: UnsafeMutablePointer<Int32>
    let words: UnsafeMutablePointer<UInt64>?

    @inline(__always)
    func range(_ customer: Int) -> Range<Int> { Int(offsets[customer])..<Int(ends[customer]) }

    /// The first selected row of a customer.
    @inline(__always)
    func first(_ customer: Int) -> Int? {
      let range = range(customer)
      guard let words, !range.isEmpty else { return range.first }
      var word = range.lowerBound >> 6
      var bits = words[word] & ~UInt64(0) << UInt64(range.lowerBound & 63)
      while bits == 0 {
        word += 1
        if word << 6 >= range.upperBound { return nil }
        bits = words[word]
      }
      let row = word << 6 + bits.trailingZeroBitCount
      return row < range.upperBound ? row : nil
    }

    /// The last selected row of a customer.
    @inline(__always)
    func last(_ customer: Int) -> Int? {
      let range = range(customer)
      guard let words, !range.isEmpty else { return range.last }
      var word = (range.upperBound - 1) >> 6
      var bits = words[word] & ~UInt64(0) >> UInt64(63 - (range.upperBound - 1) & 63)
      while bits == 0 {
        if word << 6 <= range.lowerBound { return nil }
        word -= 1
        bits = words[word]
      }
      let row = word << 6 + 63 - bits.leadingZeroBitCount
      return row >= range.lowerBound ? row : nil
    }

    /// Calls `body` with each selected row of a customer, in the order of time.
    @inline(__always)
    func forEach(_ customer: Int, _ body: (Int) -> Void) {
      let range = range(customer)
      guard let words else {
        for row in range { body(row) }
        return
      }
      if range.isEmpty { return }
      let last = (range.upperBound - 1) >> 6
      var word = range.lowerBound >> 6
      var bits = words[word] & ~UInt64(0) << UInt64(range.lowerBound & 63)
      while true {
        if word == last { bits &= ~UInt64(0) >> UInt64(63 - (range.upperBound - 1) & 63) }
        while bits != 0 {
          body(word << 6 + bits.trailingZeroBitCount)
          bits &= bits &- 1
        }
        if word == last { return }
        word += 1
        bits = words[word]
      }
    }
  }

  var rows: Rows { Rows(offsets: offsets.pointer, ends: ends.pointer, words: selection?.words.pointer) }
}
