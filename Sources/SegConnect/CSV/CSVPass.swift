// One pass over the file: chunks to threads, and the seams between chunks.

import Glibc
import Synchronization

/// Parses all chunks of a file. Which thread parses which chunk leaves no trace
/// in the result.
///
/// A chunk starts at the first line that begins in it, which is a guess: a
/// quoted field may hold line breaks. Afterwards each chunk's start is held
/// against the end of the one before; where they differ the chunk is parsed
/// again from the right place.
final class CSVPass {
  let layout: CSVLayout
  let start: Int
  let plans: [ColumnPlan]
  let options: ReadOptions
  let input: InputBytes
  /// The part of the progress bar that this pass fills.
  let progressRange: ClosedRange<Double>

  private(set) var chunks: [ParsedChunk] = []
  /// One for each column: where its pieces lie.
  private(set) var memories: [PieceMemory] = []
  /// One for each thread, and one for the chunks parsed again.
  private(set) var parsers: [ChunkParser] = []
  private(set) var wasReparsed = false
  private(set) var invalidOffset: Int?
  private(set) var wasCancelled = false

  init(
    _ layout: CSVLayout, from start: Int, plans: [ColumnPlan], options: ReadOptions, input: InputBytes,
    progress: ClosedRange<Double>
  ) {
    self.layout = layout
    self.start = start
    self.plans = plans
    self.options = options
    self.input = input
    progressRange = progress
  }

  var rowCount: Int { chunks.reduce(0) { $0 + $1.rows } }
  var hasRejects: Bool { chunks.contains { !$0.rejects.isEmpty } }

  /// - Parameter known: the starts and ends of the chunks from an earlier pass.
  func run(known: [ParsedChunk]?) {
    let total = max(0, layout.count - start)
    let threads = max(1, options.threads)
    var size = max(1, min(options.chunkSize, max(1 << 16, total / (threads * 4) + 1)))
    // A piece of each column for each chunk: not too many of either.
    if size >= 1 << 16 { size = max(size, plans.count * 1024) }
    let count = known?.count ?? (total + size - 1) / size
    let capacity = size / max(1, plans.count) + 8
    let results = UnsafeMutableBufferPointer<ParsedChunk?>.allocate(capacity: count)
    results.initialize(repeating: nil)
    defer {
      results.deinitialize()
      results.deallocate()
    }
    let next = Atomic<Int>(0)
    let isStopped = Atomic<Bool>(false)
    let wasCancelled = Atomic<Bool>(false)
    let missing = options.missing.map { Array($0.utf8) }
    let workers = max(1, min(threads, count))
    memories = plans.map { _ in PieceMemory(pieces: count, pages: options.pages) }
    parsers = (0..<workers).map { _ in parser(capacity, missing) }
    let parsers = self.parsers
    let caller = pthread_self()
    let work = { (worker: Int) in
      let parser = parsers[worker]
      while !isStopped.load(ordering: .relaxed) {
        if self.options.isCancelled() {
          wasCancelled.store(true, ordering: .relaxed)
          isStopped.store(true, ordering: .relaxed)
          return
        }
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= count { return }
        let nominal = self.start + index * size
        let limit = known.map { $0[index].end } ?? min(self.layout.count, nominal + size)
        let from = known.map { $0[index].start } ?? self.guessedStart(nominal, limit)
        let chunk = from < limit ? parser.parse(from: from, to: limit) : ParsedChunk(start: limit)
        chunk.worker = worker
        results[index] = chunk
        if parser.invalidOffset != nil { isStopped.store(true, ordering: .relaxed) }
        self.input.release(from..<max(from, limit))
        if let progress = self.options.progress, pthread_equal(caller, pthread_self()) != 0 {
          let share = Double(index + 1) / Double(count)
          let (from, to) = (self.progressRange.lowerBound, self.progressRange.upperBound)
          progress(from + share * (to - from))
        }
      }
    }
    Parallel.perform(workers: workers, work)
    self.wasCancelled = wasCancelled.load(ordering: .relaxed)
    chunks = results.compactMap { $0 }
    invalidOffset = parsers.compactMap(\.invalidOffset).min()
    if known == nil && !self.wasCancelled && invalidOffset == nil {
      checkSeams(size: size, capacity: capacity, missing: missing)
    }
  }

  private func parser(_ capacity: Int, _ missing: [[UInt8]]) -> ChunkParser {
    ChunkParser(
      layout: layout, plans: plans, memories: memories, capacity: capacity, missing: missing, dateOrder: options.dateOrder)
  }

  /// The first line that begins at or after `nominal`; `limit` where none does.
  private func guessedStart(_ nominal: Int, _ limit: Int) -> Int {
    if nominal == start { return start }
    return layout.nextLine(nominal - 1, limit: limit)
  }

  private func checkSeams(size: Int, capacity: Int, missing: [[UInt8]]) {
    var expected = start
    var again: ChunkParser?
    for index in chunks.indices {
      let limit = min(layout.count, start + (index + 1) * size)
      let chunk = chunks[index]
      if expected >= limit {
        // The record before reaches beyond this chunk.
        if chunk.rows > 0 || chunk.lines > 0 {
          chunk.free()
          chunks[index] = ParsedChunk(start: expected)
          wasReparsed = true
        }
      } else if chunk.start != expected || (chunk.lines == 0 && chunk.rows == 0) {
        chunk.free()
        let parser = again ?? parser(capacity, missing)
        again = parser
        let parsed = parser.parse(from: expected, to: limit)
        parsed.worker = parsers.count
        chunks[index] = parsed
        wasReparsed = true
        expected = parsed.end
        if let bad = parser.invalidOffset {
          invalidOffset = bad
          break
        }
      } else {
        expected = chunk.end
      }
    }
    if let again { parsers.append(again) }
  }

  /// Gives all chunks back.
  func free() {
    for chunk in chunks { chunk.free() }
  }
}
