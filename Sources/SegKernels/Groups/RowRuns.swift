// Values of a row of an answer from the rows beside it.

import SegColumns
import SegDiagnostics
import SegRuntime

/// Rows in runs: a run is what lies between two changes of some columns.
package struct RowRuns {
  /// The first row of each run.
  package let starts: [Int]
  package let rowCount: Int
  private let context: ExecutionContext

  /// - Parameter columns: adjacent rows with the same values in all of them are one run.
  package init(_ columns: [Column], rowCount: Int, _ context: ExecutionContext) throws(ScriptError) {
    var starts = rowCount > 0 ? [0] : []
    if !columns.isEmpty {
      try context.offer(rowCount * MemoryLayout<Int>.size)
      for row in 1..<max(1, rowCount) where !columns.allSatisfy({ $0.isSame(row, row - 1) }) { starts.append(row) }
    }
    self.starts = starts
    self.rowCount = rowCount
    self.context = context
  }

  /// The rows of a run.
  private func run(_ place: Int) -> Range<Int> { starts[place]..<(place + 1 < starts.count ? starts[place + 1] : rowCount) }

  /// Each row's run.
  package func runs() throws(ScriptError) -> [Int32] {
    try context.offer(rowCount * MemoryLayout<Int32>.size)
    var runs = [Int32](repeating: 0, count: rowCount)
    for place in starts.indices { for row in run(place) { runs[row] = Int32(place) } }
    return runs
  }

  /// The row before each one; negative for the first of a run.
  package func previous() throws(ScriptError) -> [Int32] {
    try context.offer(rowCount * MemoryLayout<Int32>.size)
    var rows = (0..<rowCount).map { Int32($0) - 1 }
    for start in starts { rows[start] = -1 }
    return rows
  }

  /// The value minus that in the row before; nil if integers do not fit 64 bits.
  package func changes(_ values: Column) throws(ScriptError) -> Column? {
    if values.type == .integer {
      var overflows = false
      let changes = try integers { (row, previous) -> Int64? in
        guard let previous, values.isPresent(row), values.isPresent(previous) else { return nil }
        let (change, overflow) = values.integer(row).subtractingReportingOverflow(values.integer(previous))
        overflows = overflows || overflow
        return change
      }
      return overflows ? nil : changes
    }
    return try numbers { row, previous in
      guard let previous, values.isPresent(row), values.isPresent(previous) else { return nil }
      return values.number(at: row) - values.number(at: previous)
    }
  }

  /// The change divided by the value in the row before; missing where that is 0.
  package func growth(_ values: Column) throws(ScriptError) -> Column {
    try numbers { row, previous in
      guard let previous, values.isPresent(row), values.isPresent(previous) else { return nil }
      let before = values.number(at: previous)
      return before == 0 ? nil : (values.number(at: row) - before) / before
    }
  }

  /// The sum up to each row, without missing values; nil if integers do not fit 64 bits.
  package func running(_ values: Column) throws(ScriptError) -> Column? {
    if values.type == .integer {
      var overflows = false
      var sum: Int64 = 0
      let sums = try integers { row, previous in
        if previous == nil { sum = 0 }
        guard values.isPresent(row) else { return sum }
        let (next, overflow) = sum.addingReportingOverflow(values.integer(row))
        overflows = overflows || overflow
        sum = next
        return sum
      }
      return overflows ? nil : sums
    }
    let unit = try values.decimalUnit(context)
    var sum = NumberSum()
    return try numbers { row, previous in
      if previous == nil { sum = NumberSum() }
      if values.isPresent(row) { sum.add(values.number(at: row), unit: unit) }
      return sum.total(unit: unit)
    }
  }

  /// The mean of the last rows without missing values; missing where the run has fewer rows.
  package func moving(_ values: Column, rows count: Int) throws(ScriptError) -> Column {
    let unit = try values.decimalUnit(context)
    var start = 0
    return try numbers { row, previous in
      if previous == nil { start = row }
      guard row - start + 1 >= count else { return nil }
      var sum = NumberSum()
      for row in row - count + 1...row where values.isPresent(row) { sum.add(values.number(at: row), unit: unit) }
      return sum.count == 0 ? nil : sum.total(unit: unit) / Double(sum.count)
    }
  }

  /// The value divided by a total of the row; missing where the total is no whole of it (see
  /// ``WindowFunctions``). `lacking` counts the rows with a value for which that is so.
  package func shares(_ values: Column, of totals: Column) throws(ScriptError) -> (shares: Column, lacking: Int) {
    var lacking = 0
    let shares = try numbers { row, _ in
      guard values.isPresent(row) else { return nil }
      let value = values.number(at: row)
      let total = totals.isPresent(row) ? totals.number(at: row) : 0
      guard total > 0, abs(value) <= total * WindowFunctions.mostOfTotal else {
        if value != 0 { lacking += 1 }
        return nil
      }
      return value / total
    }
    return (shares, lacking)
  }

  /// The places in the order of the values, the highest first; equal values have the same one.
  package func ranks(_ values: Column, isLowBest: Bool) throws(ScriptError) -> Column {
    try context.offer(rowCount * 3 * MemoryLayout<Int64>.size)
    let isNumber = values.type == .number
    func isBefore(_ a: Int, _ b: Int) -> Bool {
      if isNumber { return values.number(at: a) < values.number(at: b) }
      return values.integer(a) < values.integer(b)
    }
    var ranks = [Int64?](repeating: nil, count: rowCount)
    for place in starts.indices {
      try context.check()
      let order = run(place).filter(values.isPresent).sorted { isLowBest ? isBefore($0, $1) : isBefore($1, $0) }
      for (index, row) in order.enumerated() {
        let isTied = index > 0 && !isBefore(row, order[index - 1]) && !isBefore(order[index - 1], row)
        ranks[row] = isTied ? ranks[order[index - 1]] : Int64(index + 1)
      }
    }
    return Column.integers(ranks)
  }

  // MARK: - Making columns

  /// - Parameter value: of a row, with the row before it in its run.
  private func integers(_ value: (Int, Int?) -> Int64?) throws(ScriptError) -> Column {
    Column.integers(try made(value))
  }

  private func numbers(_ value: (Int, Int?) -> Double?) throws(ScriptError) -> Column {
    Column.numbers(try made { row, previous in value(row, previous).flatMap { $0.isFinite ? $0 : nil } })
  }

  private func made<Element>(_ value: (Int, Int?) -> Element?) throws(ScriptError) -> [Element?] {
    try context.offer(rowCount * MemoryLayout<Element?>.stride)
    var made: [Element?] = []
    made.reserveCapacity(rowCount)
    for place in starts.indices {
      let run = run(place)
      for row in run {
        if row & 4095 == 0 { try context.check() }
        made.append(value(row, row == run.lowerBound ? nil : row - 1))
      }
    }
    return made
  }
}

extension Column {
  /// Whether two rows have the same value; missing is one, too.
  fileprivate func isSame(_ a: Int, _ b: Int) -> Bool {
    guard isPresent(a), isPresent(b) else { return isPresent(a) == isPresent(b) }
    switch type {
    case .text: return code(a) == code(b)
    case .number: return number(at: a) == number(at: b)
    case .integer, .date, .timestamp: return integer(a) == integer(b)
    case .boolean: return self[a] == self[b]
    }
  }
}
