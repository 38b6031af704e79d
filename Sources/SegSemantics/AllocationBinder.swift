// allocated(gain, cost, budget: N): a condition on customers.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds `allocated(…)`.
struct AllocationBinder: BinderPart {
  let binder: Binder

  func bindAllocated(_ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    let (name, example) = (AllocationValue.name, AllocationValue.example)
    guard hasPurchases(name, scope, at: span) else { return .error }
    let customers = scope.over(.customers)
    var within: String?
    var budget: Expression?
    var numbers: [Expression] = []
    var failed = false
    for argument in arguments {
      if argument.table != nil || argument.condition != nil || argument.window != nil || !argument.per.isEmpty
        || argument.timeLimit != nil
      {
        report(.notAnAggregate(name, at: argument.value.span))
        return .error
      }
      if let written = argument.within {
        within = binder.members(written)
        if within == nil { failed = true }
      }
      if let label = argument.label {
        guard label.text == "budget" else {
          report(.noSuchOption(label, of: name, ["budget"]))
          return .error
        }
        guard budget == nil else {
          report(.optionTwice(label))
          return .error
        }
      }
      guard let bound = value(argument.value, argument.label == nil ? customers : scope.over(.constant)).flatMap(binder.number) else {
        failed = true
        continue
      }
      if argument.label == nil { numbers.append(bound) } else { budget = bound }
    }
    if failed { return .error }
    guard numbers.count == 2, let gain = numbers.first, let cost = numbers.last, let budget else {
      report(.argumentMissing(name, "a gain, a cost and a `budget`", example, at: span))
      return .error
    }
    let expression = made(
      .allocated(AllocationValue(gain: gain, cost: cost, budget: budget, within: within)), .boolean, span)
    if case .events = scope.rows { return .value(made(.ofCustomer(expression), .boolean, span)) }
    return .value(expression)
  }
}
