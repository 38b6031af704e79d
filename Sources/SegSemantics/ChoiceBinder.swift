// Choices: values of one type.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds `if … then … else` and `coalesce`.
struct ChoiceBinder: BinderPart {
  let binder: Binder

  func bindCoalesce(_ parts: [ExpressionSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    guard let (values, type) = unified(parts, scope) else { return .error }
    return .value(made(.coalesce(values), type, span))
  }

  func bindConditional(
    _ test: ExpressionSyntax, _ then: ExpressionSyntax, _ otherwise: ExpressionSyntax, _ span: SourceSpan, _ scope: Scope
  ) -> Operand {
    let bound = condition(test, scope)
    guard let (values, type) = unified([then, otherwise], scope), let bound, values.count == 2 else { return .error }
    return .value(made(.conditional(bound, then: values[0], else: values[1]), type, span))
  }

  /// Values of one type; `missing` among them takes that type.
  private func unified(_ parts: [ExpressionSyntax], _ scope: Scope) -> ([Expression], ColumnType)? {
    var bound: [Expression?] = []
    var type: ColumnType?
    var failed = false
    var first: Expression?
    for part in parts {
      if case .missing = part.kind {
        bound.append(nil)
        continue
      }
      guard let value = value(part, scope) else {
        failed = true
        continue
      }
      bound.append(value)
      if value.isUntyped { continue }
      if let known = type, let other = first {
        guard let both = binder.common(known, value.type) else {
          report(.typesDiffer(other, value))
          failed = true
          continue
        }
        type = both
      } else {
        type = value.type
        first = value
      }
    }
    if failed { return nil }
    guard let type = type ?? bound.compactMap({ $0?.type }).first else {
      if let span = parts.first?.span { report(.missingWithoutType(at: span)) }
      return nil
    }
    let values = zip(bound, parts).map { value, part in
      value.flatMap { binder.coerced($0, to: type) } ?? made(.literal(.missing), type, part.span)
    }
    return (values, type)
  }
}
