// overlap(s1, s2, …): how many customers are in several sets at once.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime
import SegStore

struct OverlapAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// First a row for each pair of sets in the order of the arguments: customers in both
  /// sets, regardless of other sets. Then a row for each exact combination with customers
  /// (these sets and no other), the largest first, ties with the earlier sets first, and
  /// those outside of all sets at the end: these rows add up to the population.
  func overlap(_ analysis: OverlapAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let people = try population(question)
    let names = analysis.sets.map(\.name)
    var sets: [Bitmap] = []
    for item in analysis.sets { sets.append(try members(item).intersection(people)) }
    var rows = OverlapRows(population: people.population)
    let sizes = sets.map(\.population)
    for (first, one) in sets.enumerated() {
      for (second, other) in sets.enumerated().dropFirst(first + 1) {
        let both = one.intersection(other).population
        let either = sizes[first] + sizes[second] - both
        rows.setRow(
          "pair", Message(verbatim: "\(names[first]) & \(names[second])"), both, of: (sizes[first], sizes[second], either))
      }
    }
    let counts = try regions(sets, among: people)
    let patterns = counts.indices.filter { counts[$0] > 0 }
      .sorted { a, b in
        if a == 0 || b == 0 { return b == 0 && a != 0 }
        return counts[a] != counts[b] ? counts[a] > counts[b] : a > b
      }
    for pattern in patterns {
      let inside = names.indices.filter { pattern >> (names.count - 1 - $0) & 1 == 1 }.map { names[$0] }
      let isOutside = inside.isEmpty
      rows.setRow(
        isOutside ? "outside" : "only", isOutside ? "none" : Message(verbatim: inside.joined(separator: " & ")), counts[pattern], of: nil)
    }
    return rows.columns
  }

  /// The number of customers in each combination of sets; the first set is the highest
  /// bit of a combination's number.
  private func regions(_ sets: [Bitmap], among people: Bitmap) throws(ScriptError) -> [Int] {
    let combinations = 1 << sets.count
    // Counts are whole numbers, so it does not matter which thread counted what.
    let slots = MorselResults<Buffer<Int>>(context.threads)
    try context.run(rows: people.count) { worker, _, rows in
      let counts = slots.get(worker) ?? Buffer<Int>(count: combinations, zeroed: true)
      slots.set(worker, counts)
      /// Divides 64 customers by one set after another.
      func part(_ bits: UInt64, _ word: Int, _ place: Int, _ pattern: Int) {
        if bits == 0 { return }
        if place == sets.count {
          counts.pointer[pattern] += bits.nonzeroBitCount
          return
        }
        let members = sets[place].words.pointer[word]
        part(bits & members, word, place + 1, pattern << 1 | 1)
        part(bits & ~members, word, place + 1, pattern << 1)
      }
      for word in rows.lowerBound >> 6..<(rows.upperBound + 63) >> 6 { part(people.words.pointer[word], word, 0, 0) }
    }
    var total = [Int](repeating: 0, count: combinations)
    for worker in 0..<context.threads {
      if let counts = slots.get(worker) { for place in total.indices { total[place] += counts.pointer[place] } }
    }
    return total
  }
}

/// The rows of an overlap, while they are collected.
private struct OverlapRows {
  let population: Int
  private var kinds: [Message] = []
  private var names: [Message] = []
  private var counts: [Int64] = []
  private var shares: [Double?] = []
  private var ofFirst: [Double?] = []
  private var ofSecond: [Double?] = []
  private var jaccard: [Double?] = []

  init(population: Int) { self.population = population }

  /// - Parameter whole: for a pair, the sizes of the first, of the second and
  ///   of both together.
  mutating func setRow(_ kind: Message, _ name: Message, _ count: Int, of whole: (first: Int, second: Int, either: Int)?) {
    func share(_ whole: Int?) -> Double? {
      if let whole, whole > 0 { Double(count) / Double(whole) } else { nil }
    }
    kinds.append(kind)
    names.append(name)
    counts.append(Int64(count))
    shares.append(share(population))
    ofFirst.append(share(whole?.first))
    ofSecond.append(share(whole?.second))
    jaccard.append(share(whole?.either))
  }

  var columns: [Column] {
    [
      Column.messages(kinds), Column.messages(names), Column.integers(counts), Column.numbers(shares), Column.numbers(ofFirst),
      Column.numbers(ofSecond), Column.numbers(jaccard),
    ]
  }
}
