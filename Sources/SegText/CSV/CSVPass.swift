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
  let rules: CSVRules
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
  /// The reason why the file could not be read to its end.
  private(set) var failure: SystemError?

  /// - Parameter end: records that start here or later are not read.
  init(
    _ layout: CSVLayout, from start: Int, to end: Int, plans: [ColumnPlan], rules: CSVRules, options: TextOptions,
    work: ReadWork, source: InputSource, progress: ClosedRange<Double>
  ) {
    self.end = min(end, source.count)
    self.layout = layout
    self.start = start
    self.plans = plans
    self.rules = rules
    self.options = options
    self.work = work
    self.source = source
    progressRange = progress
  }

  var rowCount: Int { chunks.reduce(0) { $0 + $1.rows } }
  var hasRejects: Bool { chunks.contains { !$0.rejects.isEmpty } }

  /// How the file is cut into chunks.
  private struct Cut {
    let size: Int
    let count: Int
    /// Rows that a chunk may have.
    let capacity: Int
    let workers: Int

    /// - Parameter known: the number of chunks of an earlier pass.
    init(_ total: Int, columns: Int, _ work: ReadWork, known: Int?) {
      let threads = work.context.threads
      var size = max(1, min(work.chunkSize, max(1 << 16, total / (threads * 4) + 1)))
      // Each chunk has a piece of each column, so neither may be too many.
      if size >= 1 << 16 { size = max(size, columns * 1024) }
      self.size = size
      count = known ?? (total + size - 1) / size
      capacity = size / max(1, columns) + 8
      workers = max(1, min(threads, count))
    }
  }

  /// What the threads of a pass share.
  private final class Progress: Sendable {
    let next = Atomic<Int>(0)
    let isStopped = Atomic<Bool>(false)
    let wasReparsed = Atomic<Bool>(false)
    let failure = PthreadMutex<SystemError?>(nil)

    func fail(_ error: SystemError) {
      failure.withLock { $0 = error }
      isStopped.store(true, ordering: .relaxed)
    }
  }

  /// - Parameter known: the chunks of an earlier pass: their starts, ends and rejects.
  func run(known: [ParsedChunk]?) {
    let total = max(0, end - start)
    let cut = Cut(total, columns: plans.count, work, known: known?.count)
    let results = UnsafeMutableBufferPointer<ParsedChunk?>.allocate(capacity: cut.count)
    results.initialize(repeating: nil)
    defer {
      results.deinitialize()
      results.deallocate()
    }
    memories = plans.map { _ in ChunkArena(pieces: cut.count, pages: work.pages) }
    parsers = (0..<cut.workers).map { _ in parser(cut.capacity) }
    texts = CollectedTexts(workers: cut.workers, chunk: min(total, 3 * cut.size))
    let progress = Progress()
    let caller = pthread_self()
    work.context.performUnchecked(workers: cut.workers) { worker in
      let reader = InputReader(self.source)
      while !progress.isStopped.load(ordering: .relaxed) && !self.work.context.isStopped {
        let index = progress.next.add(1, ordering: .relaxed).oldValue
        if index >= cut.count { return }
        do throws(SystemError) {
          let (chunk, isAgain) = try self.parse(index, cut, worker, reader, known: known?[index])
          results[index] = chunk
          if isAgain { progress.wasReparsed.store(true, ordering: .relaxed) }
        } catch {
          progress.fail(error)
        }
        if pthread_equal(caller, pthread_self()) != 0 { self.report(Double(index + 1) / Double(cut.count)) }
      }
    }
    wasReparsed = progress.wasReparsed.load(ordering: .relaxed)
    failure = progress.failure.withLock { $0 }
    chunks = results.compactMap { $0 }
    guard known == nil, !work.context.isStopped, failure == nil else { return }
    do throws(SystemError) {
      try checkSeams(cut)
    } catch {
      failure = error
    }
  }

  private func report(_ share: Double) {
    let (from, to) = (progressRange.lowerBound, progressRange.upperBound)
    work.progress?(from + share * (to - from))
  }

  /// Parses a chunk on a thread.
  ///
  /// - Parameter known: the same chunk of an earlier pass.
  private func parse(
    _ index: Int, _ cut: Cut, _ worker: Int, _ reader: InputReader, known: ParsedChunk?
  ) throws(SystemError) -> (ParsedChunk, wasReparsed: Bool) {
    let nominal = start + index * cut.size
    let parser = parsers[worker]
    let (chunk, isAgain) = try parse(
      parser, reader, from: known?.start ?? nominal, to: known?.end ?? min(end, nominal + cut.size),
      isGuess: known == nil && index > 0, known: known?.rejects ?? [])
    chunk.worker = worker
    let held = parser.textBytes
    texts.update(worker, bytes: held.all, largest: held.largest)
    return (chunk, isAgain)
  }

  private func parser(_ capacity: Int) -> ChunkParser {
    ChunkParser(
      layout: layout, plans: plans, memories: memories, capacity: capacity, missing: options.missing.map { Array($0.utf8) },
      rules: rules, dateOrder: options.dateOrder, zone: options.timeZone)
  }

  /// Parses the records that begin in a range of the file.
  ///
  /// - Parameter isGuess: whether the first record is guessed to be the first line that
  ///   begins there; otherwise it begins with the range.
  /// - Returns: the chunk, and whether it was parsed more than once: then dictionaries
  ///   may contain texts that are in no row.
  private func parse(
    _ parser: ChunkParser, _ reader: InputReader, from start: Int, to limit: Int, isGuess: Bool, known: [Reject] = []
  ) throws(SystemError) -> (ParsedChunk, wasReparsed: Bool) {
    if start >= limit { return (ParsedChunk(start: limit), false) }
    var beyond = work.lookAhead
    while true {
      let before = isGuess ? 1 : 0
      let window = try reader.window(start - before..<min(source.count, limit + beyond))
      let stretch = layout.over(window, of: source)
      let from = isGuess ? stretch.nextLine(start - 1, limit: limit) : start
      if from >= limit { return (ParsedChunk(start: limit), false) }
      let chunk = parser.parse(stretch, from: from, to: limit, known: known)
      if !parser.hasReachedEnd { return (chunk, beyond > work.lookAhead) }
      chunk.free()
      beyond *= 16
    }
  }

  private func checkSeams(_ cut: Cut) throws(SystemError) {
    let reader = InputReader(source)
    var expected = start
    var again: ChunkParser?
    for index in chunks.indices {
      let limit = min(end, start + (index + 1) * cut.size)
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
        let parser = again ?? parser(cut.capacity)
        again = parser
        let parsed = try parse(parser, reader, from: expected, to: limit, isGuess: false).0
        parsed.worker = parsers.count
        chunks[index] = parsed
        wasReparsed = true
        expected = parsed.end
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
