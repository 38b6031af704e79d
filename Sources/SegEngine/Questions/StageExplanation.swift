// explain and why of a lifecycle: how the stages are determined.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegStore

/// How many customers each stage takes, and why a customer is in one.
struct StageExplanation {
  private let evaluation: Evaluation
  private let segments: Explanation

  init(_ evaluation: Evaluation) {
    self.evaluation = evaluation
    segments = Explanation(evaluation)
  }

  private var store: Store { evaluation.store }

  private func stages(_ name: String) -> [Stage] {
    guard case .lifecycle(let expression)? = evaluation.definitions[name]?.kind, case .stages(let stages) = expression.kind else {
      return []
    }
    return stages
  }

  /// One row for each stage: its customers, all who meet its condition, those who do not because a value is missing, and
  /// those who are left for the stages below.
  func explain(_ name: String) throws(ScriptError) -> [Column] {
    var left = Bitmap(count: store.customerCount, repeating: true)
    var names: [String] = []
    var conditions: [Message] = []
    var customers: [Int64] = []
    var met: [Int64] = []
    var missing: [Int64] = []
    var rest: [Int64] = []
    for stage in stages(name) {
      var own = left
      var all = left
      var lost = 0
      if let condition = stage.condition {
        all = try evaluation.bitmap(condition, on: store.customerFrame)
        own = left.intersection(all)
        lost = try segments.missing(condition).intersection(left.subtracting(all)).population
      }
      left = left.subtracting(own)
      names.append(stage.name)
      conditions.append(Self.text(of: stage.condition))
      customers.append(Int64(own.population))
      met.append(Int64(all.population))
      missing.append(Int64(lost))
      rest.append(Int64(left.population))
    }
    return [
      Column.texts(names), Column.messages(conditions), Column.integers(customers), Column.integers(met), Column.integers(missing),
      Column.integers(rest),
    ]
  }

  private struct Row {
    let stage: String
    let isIn: Bool
    let condition: Message
    var values: Message = ""
    let isMet: Bool
    var needed: Message?
  }

  /// The conditions of each stage with the customer's values, and what it would take to be in that stage. The first stage
  /// whose condition holds is the customer's; for one below it that condition would have to be no, too.
  func why(_ key: Value, in name: String, at span: SourceSpan) throws(ScriptError) -> [Column] {
    var rows: [Row] = []
    if let row = try segments.row(of: key, at: span) {
      let own = Bitmap(count: store.customerCount)
      own.set(row)
      var current: Stage?
      for stage in stages(name) {
        if let current {
          rows.append(
            Row(
              stage: stage.name, isIn: false, condition: "not \(current.name)", isMet: false,
              needed: current.condition.map(leaving)))
        }
        let isMet = try stage.condition.map { (condition) throws(ScriptError) in
          try evaluation.bitmap(condition, on: store.customerFrame, among: own)[row]
        }
        let isIn = current == nil && isMet ?? true
        for condition in stage.condition?.conditions ?? [] {
          let isMet = try evaluation.bitmap(condition, on: store.customerFrame, among: own)[row]
          rows.append(
            Row(
              stage: stage.name, isIn: isIn, condition: Self.text(of: condition),
              values: try segments.values(of: condition, row, among: own),
              isMet: isMet, needed: isMet ? nil : try segments.change(condition, row, among: own)))
        }
        if stage.condition == nil { rows.append(Row(stage: stage.name, isIn: isIn, condition: Self.text(of: nil), isMet: true)) }
        if isIn { current = stage }
      }
    }
    return [
      Column.texts(rows.map(\.stage)), Column.booleans(rows.map(\.isIn)), Column.messages(rows.map(\.condition)),
      Column.messages(rows.map { $0.values.isEmpty ? nil : $0.values }), Column.booleans(rows.map(\.isMet)),
      Column.messages(rows.map(\.needed)),
    ]
  }

  /// What it would take for a condition that holds to be no: one of its parts.
  private func leaving(_ condition: Expression) -> Message {
    let changes = condition.conditions.map { part -> Message in
      if case .not(let inner) = part.kind { return "\(inner.label.text) would have to hold" }
      return "\(part.label.text) would have to be no"
    }
    return (Array(changes.prefix(1)) + changes.dropFirst().map { ", or \($0)" as Message }).joined()
  }

  private static func text(of condition: Expression?) -> Message { condition.map { Message(verbatim: $0.label.text) } ?? "otherwise" }
}
