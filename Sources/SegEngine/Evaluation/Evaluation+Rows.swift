// The rows of a question, and measures of all customers.

import SegColumns
import SegDiagnostics
import SegKernels
import SegPlan
import SegRuntime
import SegStore

extension Evaluation {
  /// Whether a measure-like condition holds for all customers together.
  package func holds(_ condition: Expression) throws(ScriptError) -> Bool {
    try number(condition) == .boolean(true)
  }

  /// The value of a measure of all customers.
  package func number(_ measure: Expression) throws(ScriptError) -> Value {
    let all = Grouping(all: try Bitmap(count: store.customerCount, repeating: true, in: context))
    return try GroupAggregation(self, grain: .customers, all).column(measure)[0]
  }

  /// The measures that a condition compares, with their values: `count() = 12`.
  package func comparedNumbers(_ condition: Expression) throws(ScriptError) -> [Message] {
    var found: [Message] = []
    for value in try resolved(condition).comparedValues(definitions) where !value.isConstant {
      let number = try number(value)
      found.append("\(value.label.text) is \(number.said(as: answerContext.style(of: value)))")
    }
    return found
  }

  func total(_ numbers: Column, among rows: Bitmap) throws(ScriptError) -> Double {
    let selection = numbers.validity.map(rows.intersection) ?? rows
    let run = GroupedAggregator(rows: selection, of: numbers.count, context: context)
    return try run.sums(numbers).first?.total ?? 0
  }

  /// The rows of a grain that belong to a question.
  package func rows(_ grain: Grain, _ segment: String?, _ condition: Expression?) throws(ScriptError) -> Bitmap {
    let frame = try self.frame(grain)
    // nil: all of them, until a condition excludes some.
    var rows: Bitmap?
    func narrow(to other: Bitmap) { rows = rows?.intersection(other) ?? other }
    if case .events(let name) = grain, let events = try eventTable(name), let existing = try selection(of: events, nil) {
      narrow(to: existing)
    }
    if let segment, let definition = definitions[segment] {
      let members = try members(of: segment, at: definition.span)
      if let customers = frame.customerRows {
        let own = try Bitmap(count: frame.rowCount, in: context)
        for row in 0..<frame.rowCount where customers.pointer[row] >= 0 && members[Int(customers.pointer[row])] { own.set(row) }
        narrow(to: own)
      } else {
        narrow(to: members)
      }
    }
    if let condition { narrow(to: try bitmap(condition, on: frame, among: rows)) }
    if let rows { return rows }
    return try Bitmap(count: frame.rowCount, repeating: true, in: context)
  }

  /// The context of answer schemas.
  package var answerContext: AnswerContext {
    AnswerContext(definitions: definitions, customers: program.customers?.answerShape, events: program.events.map(\.answerShape))
  }
}

extension Value {
  /// The value as shown in a message.
  fileprivate func said(as style: ColumnStyle) -> Message { self == .missing ? "missing" : Message(verbatim: shown(as: style)) }
}
