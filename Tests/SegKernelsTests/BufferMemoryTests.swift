// Memory of buffers: no two that live at once share any of it.

import CKernels
import Dispatch
import Foundation
import Synchronization
import Testing

@testable import SegColumns
@testable import SegKernels
@testable import SegRuntime

@Suite struct BufferMemoryTests {
  /// A buffer of a thread, and what its words hold: the pattern plus their place.
  private struct Held {
    let buffer: Buffer<UInt64>
    let pattern: UInt64

    init(_ count: Int, _ pattern: UInt64) {
      buffer = Buffer(count: count)
      self.pattern = pattern
      // Each 512 bytes: memory is cut at multiples of far more.
      var place = 0
      while place < count {
        buffer.pointer[place] = pattern &+ UInt64(place)
        place += 64
      }
      if count > 0 { buffer.pointer[count - 1] = ~pattern }
    }

    var isIntact: Bool {
      var place = 0
      while place < buffer.count - 1 {
        if buffer.pointer[place] != pattern &+ UInt64(place) { return false }
        place += 64
      }
      // Behind the last value the padding is 0, for at least 64 bytes.
      return buffer.pointer[buffer.count - 1] == ~pattern && (0..<8).allSatisfy { buffer.pointer[buffer.count + $0] == 0 }
    }
  }

  /// Sizes around those where the way changes (256 KB, 4 MB, large pages of
  /// 2 MB), and any between 100 KB and 20 MB.
  private static func byteCount(_ random: inout SeededGenerator) -> Int {
    let edges = [256 << 10, 320 << 10, 4 << 20, 6 << 20, 2 << 20]
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return edges[Int.random(in: 0..<edges.count, using: &random)] + 8 * Int.random(in: -24...24, using: &random)
    case 1: return Int.random(in: 4 << 20...20 << 20, using: &random)
    default: return Int.random(in: 100 << 10...4 << 20, using: &random)
    }
  }

  /// On many threads at once, each holding a few and giving back any of them.
  @Test(arguments: [1, 8])
  func buffersOfTheirOwn(_ threads: Int) {
    let broken = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      var random = SeededGenerator(thread + 50)
      var held: [Held] = []
      for _ in 0..<(threads == 1 ? 600 : 200) {
        held.append(Held(Self.byteCount(&random) / 8, random.next()))
        while held.count > Int.random(in: 0..<6, using: &random) {
          let one = held.remove(at: Int.random(in: 0..<held.count, using: &random))
          if !one.isIntact { broken.add(1, ordering: .relaxed) }
        }
      }
      for one in held where !one.isIntact { broken.add(1, ordering: .relaxed) }
    }
    #expect(broken.load(ordering: .relaxed) == 0)
  }

  /// Made by one thread, given back by another.
  @Test func buffersThatChangeThreads() {
    for round in 0..<12 {
      let slots = MorselResults<Held>(24)
      let broken = Atomic<Int>(0)
      DispatchQueue.concurrentPerform(iterations: 24) { place in
        var random = SeededGenerator(round * 24 + place)
        slots.set(place, Held(Self.byteCount(&random) / 8, random.next()))
      }
      DispatchQueue.concurrentPerform(iterations: 24) { place in
        if slots.get(place * 7 % 24)?.isIntact != true { broken.add(1, ordering: .relaxed) }
      }
      #expect(broken.load(ordering: .relaxed) == 0, "round \(round)")
    }
  }

  /// What was in memory that is used again is nowhere to be seen.
  @Test func clearedAndAligned() {
    var random = SeededGenerator(3)
    for _ in 0..<60 {
      let count = Self.byteCount(&random)
      do {
        let used = Buffer<UInt64>(count: count / 8)
        used.pointer.update(repeating: ~0, count: used.count)
      }
      let zeroed = Buffer<UInt64>(count: count / 8 - Int.random(in: 0..<400, using: &random), zeroed: true)
      #expect(UInt(bitPattern: zeroed.pointer) % 64 == 0)
      #expect(seg_population(zeroed.pointer, zeroed.count + 8) == 0, "\(zeroed.byteCount) bytes and the padding")
    }
  }

  /// Most of the memory that is freed goes back to the system. The rest is not
  /// shared when it is taken again, in other sizes.
  @Test func surplusGoesBackToTheSystem() throws {
    func resident() throws -> Int {
      let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
      return try #require(Int(fields[1])) * 4096
    }
    var random = SeededGenerator(9)
    var held: [Held] = []
    // A word of each 512 bytes is written: every page of 1 GB.
    for number in 0..<40 { held.append(Held((24 << 20) / 8 + number * 1000, random.next())) }
    let most = try resident()
    while !held.isEmpty { held.remove(at: Int.random(in: 0..<held.count, using: &random)) }
    #expect(try resident() < most - 600 << 20)
    for _ in 0..<200 { held.append(Held(Self.byteCount(&random) / 8, random.next())) }
    #expect(held.allSatisfy { $0.isIntact })
  }

  /// What goes back is of the smallest stretches, in whole large pages: the
  /// largest serves every size, and a question finds there what a load left.
  @Test func theLargestIdleStretchStays() throws {
    let page = 2 << 20
    func place(_ pages: Int) throws -> UnsafeMutableRawPointer {
      try #require(UnsafeMutableRawPointer(bitPattern: page * (1000 + pages)))
    }
    var idle = FreePages()
    idle.add(try place(0), 50 * page)
    idle.add(try place(100), 3 * page)
    idle.add(try place(200), 7 * page)
    // Less than a large page of it is whole.
    idle.add(try place(300) + 64 << 10, page)
    let surplus = idle.surplus(over: 55 * page)
    #expect(surplus.map(\.start) == [try place(100), try place(204)])
    #expect(surplus.map(\.size) == [3 * page, 3 * page])
    #expect(idle.take(50 * page) == (try place(0)))
    #expect(idle.take(4 * page) == (try place(200)))
    #expect(idle.take(page) == (try place(300) + 64 << 10))
    #expect(idle.take(FreePages.unit) == nil)
  }
}
