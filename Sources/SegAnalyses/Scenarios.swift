// scenarios(measure, param: (…)): a measure with other values of params.

import SegColumns
import SegDiagnostics
import SegEngine
import SegKernels
import SegModels
import SegPlan
import SegStore

struct ScenariosAnswer: AnalysisAnswer {
  let run: AnalysisRun

  /// A row for each value of the first param; a column for each of the second.
  func scenarios(_ scenarios: Scenarios, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    var numbers: [Double?] = []
    for values in scenarios.combinations { numbers.append(try number(scenarios.measure, with: values, question)) }
    let rows = scenarios.first.values
    let width = scenarios.second?.values.count ?? 1
    return [Column.of(rows.first?.type ?? .number, rows)]
      + (0..<width).map { place in Column.numbers(rows.indices.map { numbers[$0 * width + place] }) }
  }

  /// A row for each param, the one that moves the measure most first.
  func factors(_ factors: Factors, _ question: AnalysisQuestion) throws(ScriptError) -> [Column] {
    let asIs = try number(factors.measure, with: [:], question)
    var rows: [(axis: Scenarios.Axis, lower: Double?, higher: Double?)] = []
    for axis in factors.axes {
      var ends: [Double?] = []
      for value in axis.values { ends.append(try number(factors.measure, with: [axis.parameter: value], question)) }
      rows.append((axis, ends[0], ends[1]))
    }
    func moved(_ row: (axis: Scenarios.Axis, lower: Double?, higher: Double?)) -> Double? {
      if let lower = row.lower, let higher = row.higher { higher - lower } else { nil }
    }
    // Equal ones stay as they are written; those without a value come last.
    let order = rows.indices.sorted { a, b in
      let (first, second) = (moved(rows[a]).map(abs) ?? -1, moved(rows[b]).map(abs) ?? -1)
      return first == second ? a < b : first > second
    }
    let sorted = order.map { rows[$0] }
    return [
      Column.texts(sorted.map(\.axis.parameter)), Column.numbers(sorted.map { $0.axis.values[0].asNumber }),
      Column.numbers(sorted.map { $0.axis.values[1].asNumber }), Column.numbers(sorted.map(\.lower)),
      Column.numbers(sorted.map { _ in asIs }), Column.numbers(sorted.map(\.higher)), Column.numbers(sorted.map(moved)),
    ]
  }

  /// The measure with other values of some params. What does not depend on them is computed once.
  private func number(_ measure: Expression, with values: [String: Value], _ question: AnalysisQuestion) throws(ScriptError) -> Double? {
    let program = evaluation.program
    let other = Evaluation(
      store: store, program: try program.with(values), functions: evaluation.functions, asOf: asOf,
      isDayKnown: evaluation.isDayKnown, context: context, models: run.models, tables: evaluation.tables,
      cache: ValueCache(over: evaluation.cache, of: program))
    let people = Grouping(all: try ScenariosAnswer(run: run.of(other)).population(question))
    let number = try GroupAggregation(other, grain: .customers, people).column(measure).number(0)
    try context.check()
    return number
  }
}

extension Value {
  /// An integer or a number.
  fileprivate var asNumber: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .missing, .boolean, .text, .date, .timestamp: nil
    }
  }
}
