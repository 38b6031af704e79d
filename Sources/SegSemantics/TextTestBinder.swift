// Tests of texts: a text, and a constant pattern.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds `contains`, `like`, `matches` and the like.
struct TextTestBinder: BinderPart {
  let binder: Binder

  func bindTextTest(
    _ inner: ExpressionSyntax, _ test: SegSyntax.TextTest, _ pattern: ExpressionSyntax, _ negated: Bool,
    _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    let subject = value(inner, scope)
    guard let bound = value(pattern, scope), let subject else { return .error }
    guard subject.type == .text else {
      report(.notText(subject, test.rawValue))
      return .error
    }
    guard let given = binder.given(bound, String.self, wanted: "a text") else {
      report(.patternNotConstant(test.rawValue, at: pattern.span))
      return .error
    }
    let planned = Self.planned(test)
    do {
      try planned.check(given.value)
    } catch {
      report(.badPattern(error, at: pattern.span))
      return .error
    }
    return negate(made(.textTest(subject, planned, pattern: given), .boolean, span), negated)
  }

  private static func planned(_ test: SegSyntax.TextTest) -> SegPlan.TextTest {
    switch test {
    case .contains: .contains
    case .startsWith: .startsWith
    case .endsWith: .endsWith
    case .like: .like
    case .matches: .matches
    }
  }
}
