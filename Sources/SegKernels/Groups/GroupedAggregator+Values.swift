// The most frequent value of groups, their list of values, and the row at a place in time.

import SegColumns
import SegDiagnostics
import SegRuntime

extension GroupedAggregator {
  /// The first row with the most frequent value of each group, of several such values the smallest;
  /// -1 if there is none.
  ///
  /// - Parameter counts: how many rows of each group are selected.
  package func modes(_ argument: Column, _ counts: Buffer<Int64>) throws(ScriptError) -> [Int32] {
    let rows = KeysOfGroups(self, try ValueKeys(argument, readsBack: false, context))
    let modes: [UInt64?]
    if let span = try rows.keys.span(context), span.count <= KeysOfGroups.mostCounters / max(1, groups) {
      modes = try rows.countedModes(span)
    } else {
      let (gathered, places) = try rows.gathered(counts)
      let results = MorselResults<UInt64>(groups)
      try context.run(pieces: groups) { _, group in
        let own = places.part(gathered, group)
        KeySort.sort(own)
        if let mode = KeySort.mode(own) { results.set(group, mode) }
      }
      modes = (0..<groups).map { results.get($0) }
    }
    return rows.first(with: modes)
  }

  /// The different values of each group in their order, as one text; missing without one.
  ///
  /// - Parameter counts: how many rows of each group are selected.
  package func lists(_ argument: Column, _ counts: Buffer<Int64>) throws(ScriptError) -> Column {
    let rows = KeysOfGroups(self, try ValueKeys(argument, readsBack: true, context))
    let texts = JoinedTexts(rows.keys, count: groups)
    if let span = try rows.keys.span(context), span.count <= KeysOfGroups.mostMarks / max(64, groups) - 64 {
      // Whole words for each group.
      let width = (span.count + 63) & ~63
      let seen = try Bitmap(count: groups * width, in: context)
      rows.forEach { _, group, key in seen.set(group * width + Int(key - span.low)) }
      try context.run(rows: groups) { _, morsel, groups in
        texts.write(morsel: morsel) { writer in
          for group in groups {
            seen.forEachRow(in: group * width..<(group + 1) * width) { writer.add(UInt64($0 - group * width) + span.low) }
            writer.endRow()
          }
        }
      }
      return try texts.column(context)
    }
    let (gathered, places) = try rows.gathered(counts)
    try context.run(pieces: groups) { _, group in KeySort.sort(places.part(gathered, group)) }
    try context.run(rows: groups) { _, morsel, groups in
      texts.write(morsel: morsel) { writer in
        for group in groups {
          for key in places.part(gathered, group) { writer.add(key) }
          writer.endRow()
        }
      }
    }
    return try texts.column(context)
  }

  /// The row at a place in the order of time of each group, -1 if there is none. Rows of the same time are in
  /// their own order.
  ///
  /// - Parameters:
  ///   - place: from 1, or from -1 backwards.
  ///   - counts: how many rows of each group are selected.
  package func nth(_ place: Int, _ time: Column, _ counts: Buffer<Int64>) throws(ScriptError) -> [Int32] {
    let times = KeysOfGroups(self, try ValueKeys(time, readsBack: false, context))
    let (gathered, places) = try times.gathered(counts)
    let rows = try Buffer<Int32>(count: gathered.count, in: context)
    let copy = try Buffer<UInt64>(count: gathered.count, in: context)
    copy.pointer.update(from: gathered.pointer, count: gathered.count)
    let next = places.nextPlaces()
    forEach(0..<rowCount) { row, group in
      rows.pointer[next.pointer[group]] = Int32(truncatingIfNeeded: row)
      next.pointer[group] += 1
    }
    let results = MorselResults<Int32>(groups)
    try context.run(pieces: groups) { _, group in
      let own = places.part(gathered, group)
      let wanted = place > 0 ? place - 1 : own.count + place
      guard own.indices.contains(wanted) else { return }
      let time = Quickselect.select(wanted, places.part(copy, group))
      // Among those of the same time, the rows are in order.
      var left = wanted
      for key in own where key < time { left -= 1 }
      for index in own.indices where own[index] == time {
        if left == 0 { return results.set(group, places.part(rows, group)[index]) }
        left -= 1
      }
    }
    return (0..<groups).map { results.get($0) ?? -1 }
  }
}
