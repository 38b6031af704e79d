// pareto(EXPR): how much each tenth of the customers brings.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan

struct ParetoAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// Customers in tenths from the best down. Customers without a value come last. Shares
  /// are of the total, so with losses a running share can exceed 1; a total that is not
  /// above 0, or next to 0, has none.
  func pareto(_ analysis: ParetoAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let values = try values(analysis.value)
    let rows = try population(question)
    let order = try RadixSelection(RankKey(values, ascending: false, context), rows, context).sorted()
    let numbers = try values.asNumbers(context)
    let total = try sum(values, among: rows).total
    try evaluation.noteProspects(analysis.value.expression, among: rows, from: 0, .warning, at: question.span)
    let isWhole = try evaluation.isWhole(total, of: values, among: rows)
    if !isWhole, try values.greatestMagnitude(among: rows, context) > 0 {
      evaluation.noteNoShares(of: analysis.value.name, .total(total), at: question.span)
    }
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
      shares.append(isWhole ? own.total / total : nil)
      running.append(isWhole ? cumulative.total / total : nil)
      start = end
    }
    return [
      Column.numbers(tops), Column.integers(counts), Column.numbers(sums), values.gathered(least), Column.numbers(shares),
      Column.numbers(running),
    ]
  }
}
