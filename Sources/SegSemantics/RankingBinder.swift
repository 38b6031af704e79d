// Rankings and cuts: of segments, and of the rows of answers.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds `rank by … top …`.
struct RankingBinder: BinderPart {
  let binder: Binder

  /// A ranking; `bottom` reverses every key.
  func bindRanking(_ syntax: RankingSyntax, _ cut: CutSyntax?, _ scope: Scope) -> Ranking? {
    if let again = cut?.per.first?.span, let first = syntax.per.first?.span, again != first {
      report(.groupsTwice("per", at: again, first: first))
      return nil
    }
    var isBottom = false
    if case .bottom? = cut?.kind { isBottom = true }
    var keys: [Ranking.Key] = []
    for key in syntax.keys {
      guard let expression = value(key.expression, scope) else { continue }
      keys.append(
        Ranking.Key(expression: expression, ascending: key.ascending != isBottom, name: label(key.expression.span).name))
    }
    let per = syntax.per.compactMap { value($0, scope) }
    return keys.count == syntax.keys.count && per.count == syntax.per.count ? Ranking(keys: keys, per: per) : nil
  }

  func bindCut(_ syntax: CutSyntax, default key: ExpressionSyntax?, _ scope: Scope) -> Cut? {
    guard let amount = value(syntax.amount, Scope(.constant)) else { return nil }
    let isPercent = catalog.isPercent(syntax.amount)
    guard binder.presentValue(amount) != nil, amount.type == .integer || amount.type == .number else {
      report(.notACount(at: syntax.amount.span))
      return nil
    }
    switch syntax.kind {
    case .top, .bottom:
      if isPercent { return share(amount, syntax).map { .share($0) } }
      let limits = 0...Double.greatestFiniteMagnitude
      if let count = binder.given(amount, Int.self, limits: limits, wanted: "a whole number of at least 0") { return .count(count) }
      // A number too large to count to means all.
      if case .number(let number)? = binder.presentValue(amount), number > 1e15, number == number.rounded() { return .count(Given(.max)) }
      report(.notACount(at: syntax.amount.span))
      return nil
    case .cover(let of):
      guard isPercent else {
        guard let of else {
          report(.coveredUnknown(at: syntax.amount.span))
          return nil
        }
        guard let covered = number(of, scope), let sum = binder.given(amount, Double.self, wanted: "a number") else { return nil }
        return .coverAmount(sum, of: covered)
      }
      guard let share = share(amount, syntax), let written = of ?? key, let bound = number(written, scope) else { return nil }
      return .cover(share, of: bound)
    case .spend(let of):
      guard !isPercent else {
        report(.notAnAmount(at: syntax.amount.span))
        return nil
      }
      guard let cost = number(of, scope), let sum = binder.given(amount, Double.self, wanted: "a number") else { return nil }
      return .spend(sum, of: cost)
    }
  }

  private func number(_ syntax: ExpressionSyntax, _ scope: Scope) -> Expression? {
    value(syntax, scope).flatMap(binder.number)
  }

  private func share(_ amount: Expression, _ syntax: CutSyntax) -> Given<ExactShare>? {
    if let share = binder.given(amount, ExactShare.self, wanted: "a percentage between 0% and 100%") { return share }
    report(.shareOutside(at: syntax.amount.span))
    return nil
  }
}
