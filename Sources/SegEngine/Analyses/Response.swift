// response(group, ceiling:, rate:, budget:): how much to spend on each group.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

extension Evaluation {
  /// One row a group: what is spent there, what that brings, and what the last
  /// unit of it bought; then one of all. The optimum is where the last unit buys
  /// the same in every group that is inside its bounds.
  func response(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable {
    let people = try population(question)
    let (name, column) = try values(question, 0)
    let grouping = try Grouping([column], among: people, context)
    let counts = try GroupRun(ids: grouping.ids, groups: grouping.count, selection: nil, context: context).counts().array
    let budget = try number(question, "budget", Grouping(all: people))[0] ?? 0
    let ceilings = try number(question, "ceiling", grouping)
    var rates = try number(question, "rate", grouping)
    if question.named["rate"] == nil {
      let (gains, spends) = (try number(question, "gain", grouping), try number(question, "spend", grouping))
      rates = ceilings.indices.map { place in
        guard let ceiling = ceilings[place], let gain = gains[place], let spend = spends[place] else { return nil }
        return ResponseCurve.rate(ceiling: ceiling, gain: gain, spend: spend)
      }
    }
    let (least, most) = (try number(question, "least", grouping), try number(question, "most", grouping))
    let curves = ceilings.indices.map {
      ResponseCurve(ceiling: ceilings[$0], rate: rates[$0], least: least[$0] ?? 0, most: most[$0])
    }
    let made: ResponseAllocation
    do throws(AllocationFailure) {
      made = try ResponseAllocation(curves, budget: budget)
    } catch {
      throw ScriptError(EngineDiagnostics.notAllocated(error, question.span))
    }
    let shares = made.shares
    let groups = column.taking(grouping.representatives)
    let names = shares.indices.map { groups[$0] == .missing ? nil : groups[$0].description } + ["all"]
    var notes = shares.map { Self.note(of: $0.state) }
    if question.named["rate"] == nil {
      let (gains, spends) = (try number(question, "gain", grouping), try number(question, "spend", grouping))
      for place in shares.indices where shares[place].state == .unknown {
        notes[place] = Self.withoutRate(ceiling: ceilings[place], gain: gains[place], spend: spends[place])
      }
    }
    let unknown = shares.count { $0.state == .unknown }
    let best = unknown > 0 ? "no other allocation over those that are known brings more" : "no other allocation brings more"
    let isBest = made.gap <= 1e-9 * max(1, made.gain)
    notes.append(
      unknown > 0 && unknown == shares.count
        ? "of none is known what it brings" : isBest ? best : "another brings at most \(Self.rounded(made.gap)) more")
    return AnswerTable([
      (name, Column.texts(names), .plain),
      ("customers", Column.integers(counts + [counts.reduce(0, +)]), .figure),
      ("ceiling", Column.numbers(ceilings + [nil]), .figure), ("rate", Column.numbers(rates + [nil]), .estimate),
      ("spend", Column.numbers(shares.map(\.spend) + [made.spent]), .figure),
      ("gain", Column.numbers(shares.map(\.gain) + [made.gain]), .figure),
      ("last_unit", Column.numbers(shares.map(\.marginal) + [made.multiplier]), .estimate),
      ("note", Column.texts(notes), .plain),
    ])
  }

  private static func note(of state: ResponseAllocation.State) -> String {
    switch state {
    case .inside: "the last unit buys what it buys elsewhere"
    case .atLeast: "the next unit buys less than elsewhere"
    case .atMost: "no more may be spent here"
    case .withoutResponse: "nothing to gain"
    case .unknown: "the ceiling or the rate is missing"
    }
  }

  /// Why no rate follows from what is spent and gained today.
  private static func withoutRate(ceiling: Double?, gain: Double?, spend: Double?) -> String {
    guard let ceiling else { return "the ceiling is missing" }
    guard let gain, let spend else { return "the gain or the spend of today is missing" }
    if gain <= 0 || spend <= 0 { return "no rate: nothing is gained or spent today" }
    return gain >= ceiling ? "no rate: today's gain is not below the ceiling" : "no rate: the numbers are beyond what it holds"
  }

  /// Two significant digits, upwards: it is a bound.
  private static func rounded(_ value: Double) -> String {
    guard value.isFinite, value > 1e-9 else { return value > 0 ? "0.000000001" : "0" }
    var scale = 1.0
    while value * scale < 10, scale < 1e12 { scale *= 10 }
    return Value.number((value * scale).rounded(.up) / scale).description
  }
}
