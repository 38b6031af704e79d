// response(group, ceiling:, rate:, budget:): how much to spend on each group.

import SegColumns
import SegCustomerValue
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegRuntime

struct ResponseAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// One row for each group: the spend, its gain, and the gain of its last unit; then one
  /// row for all. At the optimum the last unit brings the same in every group that is
  /// inside its bounds.
  func response(_ analysis: ResponseAnalysis, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let people = try population(question)
    let column = try values(analysis.group)
    let grouping = try Grouping([column], among: people, context)
    let counts = try GroupedAggregator(ids: grouping.ids, groups: grouping.count, selection: nil, context: context).counts().array
    let budget = try numbers(analysis.budget, of: Grouping(all: people))[0] ?? 0
    let ceilings = try numbers(analysis.ceiling, of: grouping)
    let today = try today(analysis.rate, grouping)
    let rates = try rates(analysis.rate, ceilings, today, grouping)
    let (least, most) = (try numbers(analysis.least, of: grouping), try numbers(analysis.most, of: grouping))
    let curves = ceilings.indices.map {
      ResponseCurve(ceiling: ceilings[$0], rate: rates[$0], least: least[$0] ?? 0, most: most[$0])
    }
    let made: ResponseAllocation
    do throws(AllocationFailure) {
      made = try ResponseAllocation(curves, budget: budget)
    } catch {
      throw ScriptError(ModelDiagnostics.notAllocated(error, question.span))
    }
    let shares = made.shares
    let groups = column.gathered(grouping.representatives)
    let notes = shares.indices.map { place in
      if let today, shares[place].state == .unknown {
        Self.withoutRate(ceiling: ceilings[place], today[place])
      } else {
        Self.note(of: shares[place].state)
      }
    }
    let all: Message = "all"
    return [
      Column.messages(shares.indices.map { groups[$0] == .missing ? nil : Message(verbatim: groups[$0].description) } + [all]),
      Column.integers(counts + [counts.reduce(0, +)]), Column.numbers(ceilings + [nil]), Column.numbers(rates + [nil]),
      Column.numbers(shares.map(\.spend) + [made.spent]), Column.numbers(shares.map(\.gain) + [made.gain]),
      Column.numbers(shares.map(\.marginal) + [made.multiplier]), Column.messages(notes + [Self.note(of: made)]),
    ]
  }

  /// What each group's spending brings today; nil if the rate is a number.
  private func today(
    _ rate: ResponseAnalysis.Rate, _ grouping: Grouping
  ) throws(ScriptError) -> [(spend: Double?, gain: Double?)]? {
    guard case .fromToday(let spend, let gain) = rate else { return nil }
    let gains = try numbers(gain, of: grouping)
    let spends = try numbers(spend, of: grouping)
    return zip(spends, gains).map { (spend: $0, gain: $1) }
  }

  private func rates(
    _ rate: ResponseAnalysis.Rate, _ ceilings: [Double?], _ today: [(spend: Double?, gain: Double?)]?, _ grouping: Grouping
  ) throws(ScriptError) -> [Double?] {
    switch rate {
    case .known(let item): return try numbers(item, of: grouping)
    case .fromToday:
      return ceilings.enumerated().map { place, ceiling in
        guard let ceiling, let gain = today?[place].gain, let spend = today?[place].spend else { return nil }
        return ResponseCurve.rate(ceiling: ceiling, gain: gain, spend: spend)
      }
    }
  }

  /// How good the whole allocation is.
  private static func note(of made: ResponseAllocation) -> Message {
    let unknown = made.shares.count { $0.state == .unknown }
    if unknown > 0 && unknown == made.shares.count { return "no response is known" }
    guard made.gap <= 1e-9 * max(1, made.gain) else { return "another brings at most \(rounded(made.gap)) more" }
    return unknown > 0 ? "no other allocation over those that are known brings more" : "no other allocation brings more"
  }

  private static func note(of state: ResponseAllocation.State) -> Message {
    switch state {
    case .inside: "the last unit brings the same as elsewhere"
    case .atLeast: "the next unit brings less than elsewhere"
    case .atMost: "no more may be spent here"
    case .withoutResponse: "nothing to gain"
    case .unknown: "the ceiling or the rate is missing"
    }
  }

  /// The reason why no rate follows from the present spend and gain.
  private static func withoutRate(ceiling: Double?, _ today: (spend: Double?, gain: Double?)) -> Message {
    guard let ceiling else { return "the ceiling is missing" }
    guard let gain = today.gain, let spend = today.spend else { return "the gain or the spend of today is missing" }
    if gain <= 0 || spend <= 0 { return "no rate: nothing is gained or spent today" }
    return gain >= ceiling ? "no rate: today's gain is not below the ceiling" : "no rate: the numbers are out of range"
  }

  /// Two significant digits, rounded up, because it is a bound.
  private static func rounded(_ value: Double) -> String {
    guard value.isFinite, value > 1e-9 else { return value > 0 ? "0.000000001" : "0" }
    var scale = 1.0
    while value * scale < 10, scale < 1e12 { scale *= 10 }
    return Value.number((value * scale).rounded(.up) / scale).description
  }
}
