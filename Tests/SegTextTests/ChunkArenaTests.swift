import Dispatch
import Testing

@testable import SegText

@Suite struct ChunkArenaTests {
  /// Pieces of several threads, even if larger and more than expected, keep their
  /// contents and begin at a cache line.
  @Test func piecesDoNotOverlap() throws {
    let memory = ChunkArena(pieces: 40, pages: .large)
    let perThread = 60
    let threads = 4
    let pieces = UnsafeMutableBufferPointer<(start: UnsafeMutableRawPointer, size: Int)?>.allocate(capacity: threads * perThread)
    pieces.initialize(repeating: nil)
    defer { pieces.deallocate() }
    struct Shared: @unchecked Sendable {
      let pieces: UnsafeMutableBufferPointer<(start: UnsafeMutableRawPointer, size: Int)?>
    }
    let shared = Shared(pieces: pieces)
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      for index in 0..<perThread {
        let number = thread * perThread + index
        let size = (number * 7919) % 5000 * (number % 13 == 0 ? 40 : 1)
        let start = memory.take(size, width: 1)
        start.initializeMemory(as: UInt8.self, repeating: UInt8(number % 251), count: size)
        shared.pieces[number] = (start, size)
      }
    }
    for number in pieces.indices {
      let piece = try #require(pieces[number])
      #expect(UInt(bitPattern: piece.start) % 64 == 0)
      let bytes = UnsafeRawBufferPointer(start: piece.start, count: piece.size)
      #expect(bytes.allSatisfy { $0 == UInt8(number % 251) }, "piece \(number)")
    }
    memory.free()
  }

  /// Memory that was freed can be used again.
  @Test func takesAfterFree() {
    let memory = ChunkArena(pieces: 2, pages: .small)
    for round in 0..<3 {
      let start = memory.take(1 << 20, width: 1)
      start.initializeMemory(as: UInt8.self, repeating: UInt8(round), count: 1 << 20)
      #expect(start.load(as: UInt8.self) == UInt8(round))
      memory.free()
    }
  }
}
