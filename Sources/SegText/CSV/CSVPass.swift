// One pass over the file: chunks to threads, and the seams between chunks.

import SegPlatform
import SegColumns
import SegFiles
import SegRuntime
import Synchronization

/// Parses all chunks of a file. The result does not depend on which thread parses
/// which chunk.
///
/// A chunk starts at the first line that begins in it, which is a guess: a quoted
/// field may contain line breaks. Afterwards each chunk's start is compared with the
/// end of the one before; if they differ, the chunk is parsed again from the right
/// place.
final class CSVPass {
  /// The layout of the beginning; chunks have their own.
  let layout: CSVLayout
  let start: Int
  /// Records that start here or later are not read.
  let end: Int
  let plans: [ColumnPlan]
  let options: TextOptions
  let work: ReadWork
  let source: InputSource
  /// The part of the progress bar that this pass fills.
  let progressRange: ClosedRange<Double>

  private(set) var chunks: [ParsedChunk] = []
  /// For each column, the memory of its pieces.
  private(set) var memories: [ChunkArena] = []
  /// One for each thread, and one for the chunks parsed again.
  private(set) var parsers: [ChunkParser] = []
  private(set) var texts = CollectedTexts(workers: 1)
  private(set) var wasReparsed = false
  private(set) var invalidOffset: Int?
  /// The reason why the file could not be read to its end.
  private(set) var failure: SystemError?

  /// - Parameter end: records that start here or later are not read.
  init(
    _ layout: CSVLayout, from start: Int, to end: Int, plans: [ColumnPlan], options: TextOptions, work: ReadWork,
    source: InputSource, progress: ClosedRange<Double>
  ) {
    self.end = min(end, source.count)
    self.layout = layout
    self.start = start
    self.plans = plans
    self.options = options
    self.work = work
    self.source = source
    progressRange = progress
  }

  var rowCount: Int { chunks.reduce(0) { $0 + $1.rows } }
  var hasRejects: Bool { chunks.contains { !$0.rejects.isEmpty } }

  /// - Parameter known: the starts and ends of the chunks from an earlier pass.
  func run(known: [ParsedChunk]?) {
    let total = max(0, end - start)
    let threads = work.context.threads
    var size = max(1, min(work.chunkSize, max(1 << 16, total / (threads * 4) + 1)))
    // Each chunk has a piece of each column, so neither may be too many.
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
    let wasReparsed = Atomic<Bool>(false)
    let failure = PthreadMutex<SystemError?>(nil)
    let missing = options.missing.map { Array($0.utf8) }
    let workers = max(1, min(threads, count))
    memories = plans.map { _ in ChunkArena(pieces: count, pages: work.pages) }
    parsers = (0..<workers).map { _ in parser(capacity, missing) }
    texts = CollectedTexts(workers: workers, chunk: min(total, 3 * size))
    let (parsers, texts) = (self.parsers, self.texts)
    let caller = pthread_self()
    let body = { (worker: Int) in
      let parser = parsers[worker]
      let reader = InputReader(self.source)
      while !isStopped.load(ordering: .relaxed) {
        if self.work.context.isStopped { return }
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= count { return }
        let nominal = self.start + index * size
        let limit = known.map { $0[index].end } ?? min(self.end, nominal + size)
        do throws(SystemError) {
          let (chunk, isAgain) = try self.parse(
            parser, reader, from: known.map { $0[index].start } ?? nominal, to: limit, isGuess: known == nil && index > 0)
          chunk.worker = worker
          results[index] = chunk
          if isAgain { wasReparsed.store(true, ordering: .relaxed) }
          let held = parser.textBytes
          texts.update(worker, bytes: held.all, largest: held.largest)
          if parser.invalidOffset != nil { isStopped.store(true, ordering: .relaxed) }
        } catch {
          failure.withLock { $0 = error }
          isStopped.store(true, ordering: .relaxed)
        }
        if let progress = self.work.progress, pthread_equal(caller, pthread_self()) != 0 {
          let share = Double(index + 1) / Double(count)
          let (from, to) = (self.progressRange.lowerBound, self.progressRange.upperBound)
          progress(from + share * (to - from))
        }
      }
    }
    work.context.performUnchecked(workers: workers, body)
    self.wasReparsed = wasReparsed.load(ordering: .relaxed)
    self.failure = failure.withLock { $0 }
    chunks = results.compactMap { $0 }
    invalidOffset = parsers.compactMap(\.invalidOffset).min()
    if known == nil && !work.context.isStopped && self.failure == nil && invalidOffset == nil {
      do throws(SystemError) {
        try checkSeams(size: size, capacity: capacity, missing: missing)
      } catch {
        self.failure = error
      }
    }
  }

  private func parser(_ capacity: Int, _ missing: [[UInt8]]) -> ChunkParser {
    ChunkParser(
      layout: layout, plans: plans, memories: memories, capacity: capacity, missing: missing, dateOrder: options.dateOrder,
      zone: options.timeZone)
  }

  /// Parses the records that begin in a range of the file.
  ///
  /// - Parameter isGuess: whether the first record is guessed to be the first line that
  ///   begins there; otherwise it begins with the range.
  /// - Returns: the chunk, and whether it was parsed more than once: then dictionaries
  ///   may contain texts that are in no row.
  private func parse(
    _ parser: ChunkParser, _ reader: InputReader, from start: Int, to limit: Int, isGuess: Bool
  ) throws(SystemError) -> (ParsedChunk, wasReparsed: Bool) {
    if start >= limit { return (ParsedChunk(start: limit), false) }
    var beyond = work.lookAhead
    while true {
      let before = isGuess ? 1 : 0
      let window = try reader.window(start - before..<min(source.count, limit + beyond))
      let stretch = layout.over(window, of: source)
      let from = isGuess ? stretch.nextLine(start - 1, limit: limit) : start
      if from >= limit { return (ParsedChunk(start: limit), false) }
      let chunk = parser.parse(stretch, from: from, to: limit)
      if !parser.hasReachedEnd { return (chunk, beyond > work.lookAhead) }
      chunk.free()
      parser.invalidOffset = nil
      beyond *= 16
    }
  }

  private func checkSeams(size: Int, capacity: Int, missing: [[UInt8]]) throws(SystemError) {
    let reader = InputReader(source)
    var expected = start
    var again: ChunkParser?
    for index in chunks.indices {
      let limit = min(end, start + (index + 1) * size)
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
        let parsed = try parse(parser, reader, from: expected, to: limit, isGuess: false).0
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

  /// Frees all chunks.
  func free() {
    for chunk in chunks { chunk.free() }
  }
}
