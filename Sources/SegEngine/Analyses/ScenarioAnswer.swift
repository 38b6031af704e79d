// scenarios(measure, param: (…)): what would be.

import SegColumns
import SegDiagnostics
import SegPlan

extension Evaluation {
  /// A row for each value of the first param; a column for each of the second.
  func scenarios(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable {
    guard case .scenarios(let scenarios)? = question.arguments.first, let first = scenarios.axes.first else {
      return AnswerTable([])
    }
    var numbers: [Double?] = []
    for values in scenarios.combinations {
      // What does not depend on the parameters is computed once.
      let other = Evaluation(
        store: store, program: try program.with(values), functions: functions, asOf: asOf, isDayKnown: isDayKnown,
        context: context, cache: ValueCache(over: cache, of: program))
      let people = Grouping(all: try other.population(question))
      numbers.append(try GroupAggregation(other, grain: .customers, people).column(scenarios.measure).number(0))
      try context.check()
    }
    let type = first.values.first?.type ?? .number
    var fields: [(name: String, column: Column, role: ColumnRole)] = [
      (first.parameter, Column.of(type, first.values), first.isPercent ? .share : .group)
    ]
    guard scenarios.axes.count > 1, let second = scenarios.axes.last else {
      fields.append((scenarios.name, Column.numbers(numbers), .figure))
      return AnswerTable(fields)
    }
    for (place, value) in second.values.enumerated() {
      let written = Self.written(value, isPercent: second.isPercent)
      let column = first.values.indices.map { numbers[$0 * second.values.count + place] }
      fields.append(("\(second.parameter) \(written)", Column.numbers(column), .figure))
    }
    return AnswerTable(fields)
  }

  private static func written(_ value: Value, isPercent: Bool) -> String {
    if isPercent, case .number(let share) = value {
      // 0.07 × 100 is 7.000000000000001.
      return "\(Value.number((share * 1e10).rounded() / 1e8))%"
    }
    return value.description
  }
}
