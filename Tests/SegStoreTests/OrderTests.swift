// The order of events and of texts, against plain sorting.

import SegColumns
import SegKernels
import Testing

@testable import SegStore

@Suite struct OrderTests {
  /// Numbers of customers around the 1,024 parts that events are partitioned into.
  @Test(arguments: [0, 1, 2, 63, 1023, 1024, 1025, 2049, 5000])
  func events(_ customers: Int) throws {
    for (seed, count) in [0, 1, 65, 3000].enumerated() {
      var random = SeededGenerator(customers * 10 + seed)
      // Some belong to no customer, and many to the same one.
      let rows = (0..<count).map { _ -> Int32 in
        if customers == 0 || Int.random(in: 0..<9, using: &random) == 0 { return -1 }
        return Bool.random(using: &random) ? Int32(customers / 2) : Int32.random(in: 0..<Int32(customers), using: &random)
      }
      let days = (0..<count).map { _ -> CalendarDate? in
        Int.random(in: 0..<9, using: &random) == 0 ? nil : CalendarDate(days: Int32.random(in: 0..<20, using: &random))
      }
      for hasTime in [true, false] {
        func time(_ row: Int) -> Int32 { hasTime ? days[row]?.days ?? .max : 0 }
        func place(_ row: Int) -> Int32 { rows[row] < 0 ? .max : rows[row] }
        let expected = (0..<count).sorted { a, b in
          if place(a) != place(b) { return place(a) < place(b) }
          // Events of no customer keep their order.
          if rows[a] >= 0, time(a) != time(b) { return time(a) < time(b) }
          return a < b
        }
        let found = try EventOrder(
          PartitionedEvents(Buffer(rows), customers: customers, context(1 + seed)), time: hasTime ? .dates(days) : nil,
          context(1 + seed))
        #expect(found.order.array.map { Int($0) } == expected)
        #expect(found.customerRows.array == expected.map { rows[$0] })
        #expect(found.orphanCount == rows.filter { $0 < 0 }.count)
        #expect(found.isInOrder == (expected == Array(0..<count)))
        var offsets = [Int32](repeating: 0, count: customers + 1)
        for row in rows where row >= 0 { offsets[Int(row) + 1] += 1 }
        for customer in 0..<customers { offsets[customer + 1] += offsets[customer] }
        #expect(found.offsets.array == offsets)
      }
    }
  }

  private static let beginnings = ["", "a", "common beginning ", "12345678", "1234567812345678", "\0", "\0\0\0\0\0\0\0\0", "北京客户"]

  /// Up to 16 texts are compared whole, more than 2,048 partitioned by bytes.
  @Test(arguments: [0, 1, 2, 15, 16, 17, 100, 2047, 2048, 2049, 6000])
  func texts(_ count: Int) {
    for seed in 0..<3 {
      var random = SeededGenerator(count + seed)
      let shared = seed == 2 ? "all of them begin so" : ""
      var texts: Set<String> = []
      while texts.count < count {
        let end = (0..<Int.random(in: 0..<6, using: &random)).map { _ in
          ["a", "b", "\0", "é", "京", "z"].randomElement(using: &random) ?? ""
        }
        texts.insert(shared + (Self.beginnings.randomElement(using: &random) ?? "") + end.joined())
      }
      let dictionary = TextDictionary(texts.sorted { $0.hashValue < $1.hashValue })
      let found = dictionary.codesInOrder.map { Array(dictionary[Int($0)].utf8) }
      let expected = texts.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
      #expect(found == expected, "\(count) texts, seed \(seed)")
      let ranks = dictionary.ranks
      #expect(dictionary.codesInOrder.enumerated().allSatisfy { Int(ranks[Int($1)]) == $0 })
    }
  }
}
