// Population functions: values that compare a customer with others.

import SegColumns
import SegDiagnostics
import SegRuntime

/// The population with its values.
package struct WindowFunctions {
  let values: Column
  /// Customers of the population that have a value.
  let present: Bitmap
  /// nil: one group.
  let groups: Grouping?
  let context: ExecutionContext

  /// - Parameters:
  ///   - present: customers of the population that have a value.
  ///   - groups: nil: one group.
  package init(values: Column, present: Bitmap, groups: Grouping?, context: ExecutionContext) {
    self.values = values
    self.present = present
    self.groups = groups
    self.context = context
  }

  /// The validity of results; nil if all have one.
  private var full: Bitmap? { present.population == values.count ? nil : present }

  private var groupCount: Int { groups?.count ?? 1 }

  @inline(__always)
  private func group(_ row: Int) -> Int { groups.map { $0.ids[row] } ?? 0 }

  /// Rows by value, ties by row.
  private func sorted(ascending: Bool) throws(ScriptError) -> (rows: [Int32], key: RankKey) {
    let key = RankKey(values, ascending: ascending, context)
    return (try RadixSelection(key, present, context).sorted(), key)
  }

  /// The places 1, 2, 3 …, ties in key order.
  package func rank(isLowBest: Bool) throws(ScriptError) -> Column {
    let rows = try sorted(ascending: isLowBest).rows
    let ranks = try Buffer<Int32>(count: values.count, zeroed: true, in: context)
    if groups == nil {
      try context.run(rows: rows.count) { _, _, places in
        for place in places { ranks.pointer[Int(rows[place])] = Int32(truncatingIfNeeded: place + 1) }
      }
    } else {
      var next = [Int32](repeating: 0, count: groupCount)
      for row in rows {
        next[group(Int(row))] += 1
        ranks.pointer[Int(row)] = next[group(Int(row))]
      }
    }
    return Column(.integer, count: values.count, values: .int32(ranks), validity: full)
  }

  private func sizes() -> [Int] {
    var sizes = [Int](repeating: 0, count: groupCount)
    if groups == nil {
      sizes[0] = present.population
    } else {
      present.forEachRow { sizes[group($0)] += 1 }
    }
    return sizes
  }

  /// SQL's ntile over ascending values; with low as best the numbers are reversed.
  package func ntile(_ tiles: Int, isLowBest: Bool) throws(ScriptError) -> Column {
    let sizes = sizes()
    if groups == nil { return try plainNtile(tiles, sizes[0], isLowBest: isLowBest) }
    var next = [Int](repeating: 0, count: groupCount)
    let numbers = try Buffer<Int64>(count: values.count, zeroed: true, in: context)
    for row in try sorted(ascending: true).rows {
      let group = group(Int(row))
      let place = next[group]
      next[group] += 1
      let (small, large) = sizes[group].quotientAndRemainder(dividingBy: tiles)
      // The first `large` tiles have one row more.
      let border = large * (small + 1)
      let tile = place < border ? place / (small + 1) : large + (place - border) / max(1, small)
      numbers.pointer[Int(row)] = Int64(isLowBest ? tiles - tile : tile + 1)
    }
    return Column.integer(numbers, validity: full)
  }

  /// Without groups the borders are known, so rows between them are not sorted.
  private func plainNtile(_ tiles: Int, _ size: Int, isLowBest: Bool) throws(ScriptError) -> Column {
    let (small, large) = size.quotientAndRemainder(dividingBy: tiles)
    let borders = (1..<max(2, tiles)).map { $0 * small + min($0, large) }
    let selection = RadixSelection(RankKey(values, ascending: true, context), present, context)
    func number(_ part: Int) -> Int { isLowBest ? tiles - part : part + 1 }
    let numbers: Column.Values =
      tiles <= 127
      ? .int8(try selection.parts(tiles > 1 ? borders : [], as: Int8.self, number))
      : .int64(try selection.parts(borders, as: Int64.self, number))
    return Column(.integer, count: values.count, values: numbers, validity: full)
  }

  /// The share of the population whose value is not better.
  package func percentile(isLowBest: Bool) throws(ScriptError) -> Column {
    let sizes = sizes()
    var seen = [Int](repeating: 0, count: groupCount)
    let shares = try Buffer<Double>(count: values.count, zeroed: true, in: context)
    let (rows, key) = try sorted(ascending: !isLowBest)
    var start = 0
    while start < rows.count {
      // Equal values share the place of the last of them.
      var end = start + 1
      let ordinal = key.ordinal(Int(rows[start]))
      while end < rows.count, key.ordinal(Int(rows[end])) == ordinal { end += 1 }
      for place in start..<end { seen[group(Int(rows[place]))] += 1 }
      for place in start..<end {
        let row = Int(rows[place])
        shares.pointer[row] = Double(seen[group(row)]) / Double(sizes[group(row)])
      }
      start = end
    }
    return Column(.number, count: values.count, values: .float64(shares), validity: full)
  }

  private func sums(_ numbers: Column) throws(ScriptError) -> [GroupedAggregator.GroupSum] {
    guard let groups else { return try GroupedAggregator(rows: full, of: values.count, context: context).sums(numbers) }
    return try GroupedAggregator(ids: groups.ids, groups: groupCount, selection: present, context: context).sums(numbers)
  }

  /// How many times as large as the total a value may be; beyond that the total is next to 0.
  package static let mostOfTotal = 1000.0

  /// The total of each customer's group.
  package func total() throws(ScriptError) -> Column {
    let totals = try totals()
    return try made { row, _ in totals[group(row)] }
  }

  /// The total of each group.
  package func totals() throws(ScriptError) -> [Double] { try sums(values).map(\.total) }

  /// The share of each customer in the total of its group; missing if the total is not
  /// above 0, or next to 0.
  ///
  /// - Returns: the shares, and the groups in which they are missing though there are values.
  package func share(of totals: [Double]) throws(ScriptError) -> (shares: Column, without: [Int]) {
    var greatest = [Double](repeating: 0, count: groupCount)
    if groups == nil {
      greatest[0] = try values.greatestMagnitude(among: present, context)
    } else {
      let numbers = try values.asNumbers(context)
      if case .float64(let own) = numbers.values {
        present.forEachRow { row in
          let group = group(row)
          greatest[group] = max(greatest[group], abs(own.pointer[row]))
        }
      }
    }
    let largest = greatest
    func isWhole(_ group: Int) -> Bool { totals[group] > 0 && largest[group] <= totals[group] * Self.mostOfTotal }
    let wholes = (0..<groupCount).map(isWhole)
    let shares = try made { row, own in
      let group = group(row)
      return present[row] && wholes[group] ? own / totals[group] : .nan
    }
    return (shares, (0..<groupCount).filter { !wholes[$0] && largest[$0] > 0 })
  }

  /// A number for every row from its own value; missing if it is not finite.
  private func made(_ number: @Sendable (_ row: Int, _ own: Double) -> Double) throws(ScriptError) -> Column {
    let results = try Buffer<Double>(count: values.count, in: context)
    let words = try Buffer<UInt64>(count: Bitmap.wordCount(values.count), in: context)
    try context.run(rows: values.count) { _, _, rows in
      // The values are read into the memory of the results, to save a copy.
      values.readNumbers(rows, into: results.pointer + rows.lowerBound)
      for word in rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6 {
        var bits: UInt64 = 0
        for row in word << 6..<min(rows.upperBound, word << 6 + 64) {
          let result = number(row, results.pointer[row])
          bits |= UInt64(bit(result.isFinite)) << UInt64(row & 63)
          results.pointer[row] = result.isFinite ? result : 0
        }
        words.pointer[word] = bits
      }
    }
    let validity = Bitmap(count: values.count, words: words)
    return Column(
      .number, count: values.count, values: .float64(results), validity: validity.population == values.count ? nil : validity)
  }

  /// Two passes: the mean, then the squares of the distances from it.
  package func zscore() throws(ScriptError) -> Column {
    let numbers = try values.asNumbers(context)
    guard case .float64(let own) = numbers.values else { return numbers }
    let means = try sums(numbers).map(\.mean)
    let squares = try Buffer<Double>(count: values.count, zeroed: true, in: context)
    present.forEachRow { row in
      let distance = own.pointer[row] - means[group(row)]
      squares.pointer[row] = distance * distance
    }
    let deviations = try sums(Column(.number, count: values.count, values: .float64(squares))).map {
      $0.mean.squareRoot()
    }
    return try made { row, own in
      present[row] ? (own - means[group(row)]) / deviations[group(row)] : .nan
    }
  }
}

extension Column {
  /// The largest magnitude of the numbers in rows; 0 if there are none.
  package func greatestMagnitude(among rows: Bitmap?, _ context: ExecutionContext) throws(ScriptError) -> Double {
    let numbers = try asNumbers(context)
    guard case .float64(let values) = numbers.values else { return 0 }
    let found = MorselResults<Double>(context.threads)
    let (present, validity) = (rows?.words, numbers.validity?.words)
    try context.run(rows: values.count) { worker, _, range in
      var greatest = 0.0
      for row in range {
        let place = UInt64(row & 63)
        let isIn = (present.map { $0.pointer[row >> 6] } ?? .max) & (validity.map { $0.pointer[row >> 6] } ?? .max)
        let value = isIn >> place & 1 == 1 ? abs(values.pointer[row]) : 0
        greatest = value > greatest ? value : greatest
      }
      found.set(worker, max(found.get(worker) ?? 0, greatest))
    }
    return (0..<context.threads).reduce(0) { max($0, found.get($1) ?? 0) }
  }
}
