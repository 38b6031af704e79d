// The plan of each statement of a script, as text: what it means, without running it.

import SegDiagnostics
import SegPlan
import SegSemantics

extension Session {
  /// The plans of a script's statements, by the byte at which each begins. Loads are read
  /// for their columns; nothing else runs.
  package func plans(in text: String, name: String, directory: String?) -> [Int: [String]] {
    call { stepPlans(in: text, name: name, directory: directory) }
  }

  private func stepPlans(in text: String, name: String, directory: String?) -> [Int: [String]] {
    var plans: [Int: [String]] = [:]
    for step in checker.prepare(text, name: name, directory: directory, state).steps {
      switch step.action {
      case .bound(let statement): plans[step.span.range.lowerBound] = statement.planText
      case .loaded(_, let plan): plans[step.span.range.lowerBound] = plan.planText
      case .linked(_, let plan): plans[step.span.range.lowerBound] = plan.planText
      case .used: continue
      }
    }
    return plans
  }
}

extension BoundStatement {
  fileprivate var planText: [String] {
    switch self {
    case .load(let plan): plan.planText
    case .link(let plan): plan.planText
    case .asOf(let day): ["(as-of \(day.planText.joined(separator: " ")))"]
    case .parameter(let parameter): ["(parameter \(parameter.name) \(parameter.scriptText))"]
    case .function(let macro): ["(function \(macro.name))"]
    case .definition(let definition): definition.planText
    case .definitions(let parts): parts.flatMap(\.planText)
    case .question(let question, _): question.planText
    case .report(let plan): ["(report \(plan.output.path))"]
    case .note: ["(note)"]
    case .export(let plan):
      switch plan.rows {
      case .question(let question): Question.list(question).planText
      case .last: ["(last)"]
      case .all: ["(all answers)"]
      }
    }
  }
}
