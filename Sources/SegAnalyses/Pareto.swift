// pareto(EXPR): how much each tenth of the customers brings.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan

struct ParetoAnswer: AnalysisAnswering {
  let run: AnalysisRun

  /// Customers in tenths from the best down. Customers without a value come last. Shares
  /// are of the total, so with losses a running share can exceed 1.
  func pareto(_ analysis: ParetoAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let values = try values(analysis.value)
    let rows = try population(question)
    let order = try RadixSelection(RankKey(values, ascending: false, context), rows, context).sorted()
    let numbers = try values.asNumbers(context)
    let total = try sum(values, among: rows).total
    var tops: [Double] = []
    var counts: [Int64] = []
    var sums: [Double] = []
    var least: [Int32] = []
    var shares: [Double?] = []
    var running: [Double?] = []
    var cumulative = CompensatedSum()
    var start = 0
    for tenth in 1...10 where !order.isEmpty {
      // The first ⌈n·tenth/10⌉, so that no tenth is empty with ten or more customers.
      let end = (order.count * tenth + 9) / 10
      var own = CompensatedSum()
      var last: Int32 = -1
      for row in order[start..<end] where numbers.isPresent(Int(row)) {
        if case .float64(let buffer) = numbers.values { own.add(buffer.pointer[Int(row)]) }
        last = row
      }
      cumulative.add(own)
      tops.append(Double(tenth) / 10)
      counts.append(Int64(end - start))
      sums.append(own.total)
      least.append(last)
      shares.append(total == 0 ? nil : own.total / total)
      running.append(total == 0 ? nil : cumulative.total / total)
      start = end
    }
    return [
      Column.numbers(tops), Column.integers(counts), Column.numbers(sums), values.gathered(least), Column.numbers(shares),
      Column.numbers(running),
    ]
  }
}
