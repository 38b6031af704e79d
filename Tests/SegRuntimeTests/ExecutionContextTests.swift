// Work in pieces: every piece runs, in any order, until the work is stopped.

import SegDiagnostics
import SegRuntime
import Synchronization
import Testing

@Suite struct ExecutionContextTests {
  @Test(arguments: [1, 2, 7])
  func everyPieceOnce(_ threads: Int) throws {
    for isBackwards in [false, true] {
      let context = ExecutionContext(threads: threads, takesLastFirst: isBackwards)
      for pieces in [0, 1, 2, 63, 1000] {
        let results = MorselResults<Int>(pieces)
        try context.run(pieces: pieces) { worker, piece in
          #expect(worker < threads)
          results.set(piece, (results.get(piece) ?? 0) + piece + 1)
        }
        #expect((0..<pieces).allSatisfy { results.get($0) == $0 + 1 })
      }
    }
  }

  @Test(arguments: [0, 1, morselRows - 1, morselRows, morselRows + 1, 5 * morselRows + 7])
  func morselsAreCutByTheRowsAlone(_ rows: Int) throws {
    let count = (rows + morselRows - 1) / morselRows
    for threads in [1, 3] {
      let ranges = MorselResults<Range<Int>>(count)
      try ExecutionContext(threads: threads).run(rows: rows) { _, morsel, range in ranges.set(morsel, range) }
      let found = (0..<count).compactMap { ranges.get($0) }
      #expect(found.reduce(0) { $0 == $1.lowerBound ? $1.upperBound : -1 } == rows)
    }
  }

  @Test(arguments: [1, 3])
  func stopsBetweenPieces(_ threads: Int) {
    let interrupt = Interrupt()
    let context = ExecutionContext(threads: threads, interrupt: interrupt)
    let done = Atomic<Int>(0)
    let error = #expect(throws: ScriptError.self) {
      try context.run(pieces: 1000) { _, piece in
        done.add(1, ordering: .relaxed)
        if piece == 5 { interrupt.request() }
      }
    }
    #expect(error?.diagnostics.first?.id == "interrupted")
    #expect(done.load(ordering: .relaxed) < 1000)
    #expect(!context.perform(pieces: 2) { _, _ in })
    // Work that must be finished is finished.
    let finished = Atomic<Int>(0)
    context.finishUnchecked(pieces: 9) { _ in finished.add(1, ordering: .relaxed) }
    #expect(finished.load(ordering: .relaxed) == 9)
  }

  @Test func noticesAreSaidOnce() {
    let notices = Notices()
    let one = Diagnostic("no-value", "one", severity: .warning)
    let other = Diagnostic("no-value", "other", severity: .warning)
    notices.add(one)
    notices.add(one)
    #expect(notices.take() == [one])
    notices.add(one)
    #expect(notices.take() == [])
    let many = Notices()
    many.add(other)
    many.add(Diagnostic("no-value", "third", severity: .warning))
    notices.add(from: many)
    // The first warning at a place is enough.
    #expect(notices.take() == [other])
  }
}
