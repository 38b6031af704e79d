// allocation(gain, cost, budget: N): the customers to spend a budget on, and the proof.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegStore

struct AllocationAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// One row for each figure of the certificate: the chosen customers, the last of
  /// them, the best one left out, and a bound for how much better any other choice is.
  func allocation(_ analysis: AllocationAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let people = try population(question)
    let (gains, costs) = (try values(analysis.gain), try values(analysis.cost))
    let rows = people.rows
    let budget = try numbers(analysis.budget, of: Grouping(all: people))[0] ?? 0
    let made = try Allocations(evaluation).allocation(gains, costs, among: rows, budget: budget, at: question.span)
    let keys = store.customers?.keys
    var figures = AllocationRows()
    func one(_ figure: Message, _ candidate: BudgetAllocation.Candidate?, _ note: Message) {
      guard let candidate, rows.indices.contains(candidate.index) else { return }
      let row = rows[candidate.index]
      figures.figureRow(
        figure, customers: 1, gain: gains.number(row), cost: costs.number(row), ratio: candidate.ratio,
        customer: keys.map { $0[row].description }, note)
    }
    figures.figureRow(
      "chosen", customers: made.count(.chosen), gain: made.gain, cost: made.spent, ratio: made.spent > 0 ? made.gain / made.spent : nil,
      customer: nil, made.gap == 0 ? "no other choice brings more" : "best gain for cost first, then those who still fit")
    one("last chosen", made.lastChosen, "the lowest gain for cost that is bought")
    one("best left out", made.bestLeftOut, "the highest gain for cost that is not")
    let left = Bitmap(count: store.customerCount)
    for (place, decision) in made.decisions.enumerated() where decision == .leftOut { left.set(rows[place]) }
    let (leftGain, leftCost) = (try sum(gains, among: left).total, try sum(costs, among: left).total)
    figures.figureRow(
      "left out", customers: left.population, gain: leftGain, cost: leftCost, ratio: leftCost > 0 ? leftGain / leftCost : nil,
      customer: nil, "have a gain, but the budget is better spent on others")
    figures.figureRow("budget", gain: nil, cost: budget, note: "what may be spent")
    figures.figureRow(
      "unspent", gain: nil, cost: made.unspent,
      note: left.population > 0 ? "not enough for any customer left out" : "all who have a gain are chosen")
    figures.figureRow("price", ratio: made.shadowPrice, note: "what one more unit of the budget would bring")
    figures.figureRow("upper bound", gain: made.continuousGain, cost: nil, note: "no choice brings more; takes customers in part")
    figures.figureRow(
      "gap", gain: made.gap, cost: nil,
      note: made.gap == 0 ? "proven: there is no better choice" : "no other choice is better by more than this")
    typealias Decision = BudgetAllocation.Decision
    let others: [(Decision, Message, Message)] = [
      (.withoutGain, "without gain", "their gain is 0 or less"), (.unknown, "unknown", "their gain or cost is missing"),
      (.negativeCost, "negative cost", "their cost is below 0"),
    ]
    for (decision, figure, note) in others where made.count(decision) > 0 {
      figures.figureRow(figure, customers: made.count(decision), gain: nil, cost: nil, ratio: nil, customer: nil, note)
    }
    return figures.columns
  }
}

/// The answer of `allocation`, figure by figure.
private struct AllocationRows {
  private var figures: [Message] = []
  private var customers: [Int64?] = []
  private var gains: [Double?] = []
  private var costs: [Double?] = []
  private var ratios: [Double?] = []
  private var keys: [String?] = []
  private var notes: [Message] = []

  mutating func figureRow(
    _ figure: Message, customers count: Int?, gain: Double?, cost: Double?, ratio: Double?, customer: String?, _ note: Message
  ) {
    figures.append(figure)
    customers.append(count.map { Int64($0) })
    gains.append(gain)
    costs.append(cost)
    ratios.append(ratio)
    keys.append(customer)
    notes.append(note)
  }

  mutating func figureRow(_ figure: Message, gain: Double?, cost: Double?, note: Message) {
    figureRow(figure, customers: nil, gain: gain, cost: cost, ratio: nil, customer: nil, note)
  }

  mutating func figureRow(_ figure: Message, ratio: Double?, note: Message) {
    figureRow(figure, customers: nil, gain: nil, cost: nil, ratio: ratio, customer: nil, note)
  }

  var columns: [Column] {
    [
      Column.messages(figures), Column.integers(customers), Column.numbers(gains), Column.numbers(costs), Column.numbers(ratios),
      Column.texts(keys), Column.messages(notes),
    ]
  }
}
