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
    let rows = try buyers(of: analysis.value, question)
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

  /// The customers of the question who have events that the value is made of. Others, such as prospects, have brought
  /// nothing yet, which says nothing about what they will bring.
  private func buyers(of value: NamedExpression, _ question: AnalysisQuestion) throws(ScriptError) -> Bitmap {
    let people = try population(question)
    let read = self.tables(in: value.expression)
    let tables = store.events.filter { read.contains($0.name) }
    if tables.isEmpty { return people }
    let buyers = Bitmap(count: store.customerCount)
    for events in tables {
      let days = try events.timeColumn.map { (time) throws(ScriptError) in try evaluation.days(of: time) }
      for customer in 0..<store.customerCount {
        let first = Int(events.offsets.pointer[customer])
        let isOwner = first < Int(events.offsets.pointer[customer + 1])
        if isOwner, days.map({ $0.pointer[first] <= asOf }) ?? true { buyers.set(customer) }
      }
    }
    let rows = people.intersection(buyers)
    let others = people.population - rows.population
    if others > 0 {
      context.notices.add(
        AnalysisDiagnostics.withoutEvents(others, of: people.population, tables.map(\.name), value.name, at: question.span))
    }
    return rows
  }

  /// The event tables that a value reads, itself or through definitions.
  private func tables(in expression: Expression) -> Set<String> {
    var found: Set<String> = []
    var seen: Set<String> = []
    var open = [expression]
    while let next = open.popLast() {
      switch next.kind {
      case .events(let aggregate): found.insert(aggregate.scope.table)
      case .purchases(let value): found.insert(value.purchases.table)
      case .definition(let name):
        guard seen.insert(name).inserted, let kind = evaluation.definitions[name]?.kind else { continue }
        switch kind {
        case .metric(let inner), .lifecycle(let inner), .measure(let inner): open.append(inner)
        case .segment: continue
        }
      case .literal, .parameter, .today, .column, .ofCustomer, .and, .or, .not, .compare, .isMissing, .isIn, .textTest, .sum, .product,
        .negate, .convert, .shift, .shiftByDays, .daysBetween, .conditional, .coalesce, .call, .scores, .allocated, .population, .group,
        .keyHash, .asOf, .stages:
        break
      }
      open += next.children
    }
    return found
  }
}
