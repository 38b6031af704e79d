// Computes a column from a program: every batch of every morsel, on all threads.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore
import Synchronization

/// Writes the values of a program for all rows of a frame.
struct ColumnMaterializer {
  let program: KernelProgram
  let expression: Expression
  let frame: Frame
  private let store: Store
  private let context: ExecutionContext
  /// The rows whose errors count; nil: all.
  let asked: Bitmap?

  init(
    _ program: KernelProgram, _ expression: Expression, _ frame: Frame, _ store: Store, _ context: ExecutionContext,
    among asked: Bitmap?
  ) {
    self.asked = asked
    self.program = program
    self.expression = expression
    self.frame = frame
    self.store = store
    self.context = context
  }

  func column() throws(ScriptError) -> Column {
    let count = frame.rowCount
    if let constant = program.root.constant, frame.grain != .none {
      return try repeated(constant, count)
    }
    switch program.root.lanes {
    case .integers: return try integers()
    case .numbers:
      let values = try Buffer<Double>(count: count, in: context)
      let validity = try fill { _, batch, register in
        (values.pointer + batch.start).update(from: register.numbers, count: batch.count)
        clear(values.pointer + batch.start, register.validity, batch)
      }
      return Column(.number, count: count, values: .float64(values), validity: validity)
    case .codes(let dictionary):
      let values = try Buffer<UInt32>(count: count, in: context)
      let validity = try fill { _, batch, register in
        (values.pointer + batch.start).update(from: register.codes, count: batch.count)
        clear(values.pointer + batch.start, register.validity, batch)
      }
      return Column.text(values, dictionary: dictionary, validity: validity)
    case .bits: return try bits()
    }
  }

  /// Integers in the width that they need, days and timestamps in their own.
  private func integers() throws(ScriptError) -> Column {
    let count = frame.rowCount
    if expression.type == .date {
      let values = try Buffer<Int32>(count: count, in: context)
      let validity = try fill { _, batch, register in
        for row in 0..<batch.count {
          values.pointer[batch.start + row] = Int32(truncatingIfNeeded: register.integers[row])
        }
        clear(values.pointer + batch.start, register.validity, batch)
      }
      return Column(.date, count: count, values: .int32(values), validity: validity)
    }
    if expression.type == .integer {
      let integers = NarrowIntegers(count: count, context)
      let validity = try fill(
        { worker, batch, register in
          let target = integers.block(worker) + batch.start % morselRows
          target.update(from: register.integers, count: batch.count)
          clear(target, register.validity, batch)
        },
        finish: { worker, morsel, rows in integers.keep(worker, morsel: morsel, count: rows.count) })
      return try integers.column(validity: validity, context)
    }
    let values = try Buffer<Int64>(count: count, in: context)
    let validity = try fill { _, batch, register in
      (values.pointer + batch.start).update(from: register.integers, count: batch.count)
      clear(values.pointer + batch.start, register.validity, batch)
    }
    return Column(.timestamp, count: count, values: .int64(values), validity: validity)
  }

  private func bits() throws(ScriptError) -> Column {
    let count = frame.rowCount
    let words = try Buffer<UInt64>(count: Bitmap.wordCount(count), in: context)
    if program.root.filter != nil, program.first.isEmpty {
      // No batch is needed: a morsel at once.
      let program = self.program
      try context.run(rows: count) { _, _, rows in
        let target = words.pointer + rows.lowerBound >> 6
        Bits.fill(target, rows.count)
        program.root.filter?(rows, target)
      }
      return Column(.boolean, count: count, values: .bits(Bitmap(count: count, words: words)))
    }
    let validity = try fill { _, batch, register in
      let target = words.pointer + batch.start >> 6
      for word in 0..<batch.wordCount {
        target[word] = register.words[word] & batch.rowMask(word) & (register.validity.map { $0[word] } ?? ~0)
      }
    }
    return Column(.boolean, count: count, values: .bits(Bitmap(count: count, words: words)), validity: validity)
  }

  private func repeated(_ value: Value, _ count: Int) throws(ScriptError) -> Column {
    if value == .missing { return try Column.missing(expression.type, count: count, in: context) }
    let rows = try Buffer<Int32>(count: count, zeroed: true, in: context)
    return try Column.of(expression.type, [value]).gathered(rows.values, in: context)
  }

  /// Runs the program over all rows; returns the validity, nil if it is full.
  ///
  /// - Parameters:
  ///   - store: takes the values of a batch.
  ///   - finish: is called when all batches of a morsel are stored.
  private func fill(
    _ store: @Sendable (_ worker: Int, Batch, Register) -> Void,
    finish: @Sendable (_ worker: Int, _ morsel: Int, _ rows: Range<Int>) -> Void = { _, _, _ in }
  ) throws(ScriptError) -> Bitmap? {
    let count = frame.rowCount
    let words = program.root.isCondition ? nil : Buffer<UInt64>(count: Bitmap.wordCount(count))
    let hasMissing = Atomic<Bool>(false)
    let context = self.context
    let batches = MorselResults<BatchBox>(context.threads)
    let morsels = (count + morselRows - 1) / morselRows
    let failures = MorselResults<Failure>(morsels)
    let (program, asked) = (self.program, self.asked)
    try context.run(rows: count) { worker, morsel, rows in
      let box = batches.get(worker) ?? BatchBox(program)
      batches.set(worker, box)
      let batch = box.batch
      var start = rows.lowerBound
      var isFull = true
      while start < rows.upperBound {
        batch.move(to: start, count: min(batchRows, rows.upperBound - start), asked: asked)
        program.run(batch)
        if let failure = batch.failure {
          failures.set(morsel, Failure(row: failure.row, span: failure.span))
          return
        }
        let register = batch.registers[program.root.register]
        store(worker, batch, register)
        if let words {
          let target = words.pointer + start >> 6
          for word in 0..<batch.wordCount {
            target[word] = (register.validity.map { $0[word] } ?? ~0) & batch.rowMask(word)
            isFull = isFull && target[word] == batch.rowMask(word)
          }
        }
        start += batchRows
      }
      if !isFull { hasMissing.store(true, ordering: .relaxed) }
      finish(worker, morsel, rows)
    }
    // The first failing row, regardless of which thread found one first.
    for morsel in 0..<morsels {
      if let failure = failures.get(morsel) {
        throw EngineDiagnostics.overflow(of: failure.row, at: failure.span, frame, self.store, in: expression)
      }
    }
    guard let words, hasMissing.load(ordering: .relaxed) else { return nil }
    return Bitmap(count: count, words: words)
  }

  private struct Failure: Sendable {
    let row: Int
    let span: SourceSpan
  }
}

/// A thread's batch, reused for all morsels of the same worker.
final class BatchBox: @unchecked Sendable {
  let batch: Batch
  init(_ program: KernelProgram) {
    batch = Batch(registerCount: program.registerCount, constantCount: program.constantCount)
  }
}

/// The value of a column under a missing one is 0.
@inline(__always)
private func clear<Value: Numeric>(_ values: UnsafeMutablePointer<Value>, _ validity: UnsafePointer<UInt64>?, _ batch: Batch) {
  guard let validity else { return }
  for word in 0..<batch.wordCount {
    var missing = ~validity[word] & batch.rowMask(word)
    while missing != 0 {
      values[word << 6 + missing.trailingZeroBitCount] = 0
      missing &= missing &- 1
    }
  }
}
