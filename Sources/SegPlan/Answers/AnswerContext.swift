// The meaning of names for the schema of an answer.

import SegColumns
import SegDiagnostics
import SegFunctions

/// The input of a schema other than its question: definitions and tables.
package struct AnswerContext: Sendable {
  /// A table: its columns in order, and the one with the customers' keys.
  package struct TableShape: Sendable {
    package let name: String
    package let key: String
    package let columns: [(name: String, type: ColumnType)]

    /// Whether its rows are customers, or events of customers, and look up no other rows.
    package let isPlain: Bool

    package init(name: String, key: String, columns: [(name: String, type: ColumnType)], isPlain: Bool = true) {
      self.isPlain = isPlain
      self.name = name
      self.key = key
      self.columns = columns
    }
  }

  package let definitions: [String: Definition]
  package let customers: TableShape?
  package let events: [TableShape]

  package init(definitions: [String: Definition], customers: TableShape?, events: [TableShape]) {
    self.definitions = definitions
    self.customers = customers
    self.events = events
  }

  /// The table with the rows of a grain.
  func table(of grain: Grain) -> TableShape? {
    switch grain {
    case .customers: customers
    case .events(let name): events.first { $0.name == name }
    case .rejects, .none: nil
    }
  }

  // MARK: - Columns

  /// A dimension of a question.
  func dimension(_ item: NamedExpression) -> AnswerColumn {
    // `by every month` without a name of its own.
    let isPeriod = item.name == "period" && item.expression.type == .date
    return dimension(isPeriod ? "period" : Message(verbatim: item.name), item.expression)
  }

  func dimension(_ heading: Message, _ expression: Expression) -> AnswerColumn {
    let role: ColumnRole
    switch expression.type {
    case .date, .timestamp: role = .period
    case .integer, .number, .text, .boolean: role = .dimension
    }
    return AnswerColumn(
      heading, expression.type, role, style: style(of: expression) == .figure ? .group : .plain, unit: unit(of: expression),
      isStored: isStored(expression))
  }

  /// A measure of a group.
  func measure(_ item: NamedExpression) -> AnswerColumn {
    let expression = item.expression
    let role: ColumnRole
    switch expression.type {
    case .integer, .number: role = .measure
    case .date, .timestamp: role = .period
    case .text, .boolean: role = .dimension
    }
    return AnswerColumn(
      Message(verbatim: item.name), expression.type, role, style: style(of: expression), unit: unit(of: expression),
      isStored: isStored(expression))
  }

  /// A measure of an analysis: all numbers of it are figures.
  func figure(_ item: NamedExpression) -> AnswerColumn {
    let column = measure(item)
    let isNumber = column.type == .number || column.type == .integer
    return AnswerColumn(
      column.heading, column.type, column.role, style: isNumber ? .figure : .plain, unit: column.unit, isStored: column.isStored)
  }

  /// A value of each row of a list.
  func value(_ item: NamedExpression, of grain: Grain) -> AnswerColumn {
    let expression = item.expression
    if case .column(let name) = expression.kind, isKey(name, of: grain) {
      return AnswerColumn(Message(verbatim: item.name), expression.type, .key, style: style(of: expression), isStored: true)
    }
    if isRank(expression) {
      return AnswerColumn(Message(verbatim: item.name), expression.type, .rank, style: style(of: expression))
    }
    let column = measure(item)
    let isLabel = column.role == .measure && expression.type == .integer && column.style == .plain
    return isLabel ? AnswerColumn(column.heading, column.type, .dimension, style: column.style, unit: column.unit) : column
  }

  private func isKey(_ column: String, of grain: Grain) -> Bool { table(of: grain)?.key == column }

  /// Whether a value is a place among all customers, or the number of a part.
  private func isRank(_ expression: Expression) -> Bool {
    if case .definition(let name) = expression.kind {
      if case .metric(let metric)? = definitions[name]?.kind, case .population = metric.kind { return isRank(metric) }
      return false
    }
    guard case .population(let aggregate) = expression.kind else { return false }
    switch aggregate.function {
    case .rank, .ntile: return true
    case .percentile, .share, .total, .zscore: return false
    }
  }
}
