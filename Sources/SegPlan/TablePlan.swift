// Tables made of other tables, and columns made of other columns.

import SegColumns

/// `column NAME of TABLE = EXPR`: one value for each row of a table.
package struct ColumnPlan: Sendable, Hashable {
  package let table: String
  package let name: String
  package let expression: Expression

  package init(table: String, name: String, expression: Expression) {
    self.table = table
    self.name = name
    self.expression = expression
  }
}

/// `table NAME from TABLE …`: the rows of a table that is made of another. Its customers are
/// those of the other table, and its events those that exist on the as-of day.
package struct TablePlan: Sendable, Hashable {
  /// What a row of the table is.
  package enum Form: Sendable, Hashable {
    /// A row of the other table.
    case rows
    /// A row of the other table that equals no earlier one of the customer in all columns.
    case distinct
    /// All rows of a customer that have the same values. Columns are over these rows.
    case groups(per: [NamedExpression], columns: [NamedExpression])
  }

  package let name: String
  package let source: String
  /// Over the rows of the other table; missing is no. nil: all of them.
  package let condition: Expression?
  package let form: Form
  /// Columns that the other table was given by `column`: here they are values.
  package let given: [NamedExpression]

  package init(name: String, source: String, condition: Expression?, form: Form, given: [NamedExpression] = []) {
    self.name = name
    self.source = source
    self.condition = condition
    self.form = form
    self.given = given
  }

  /// The time of a group that states one.
  package static let timeName = "at"

  /// The schema of the table.
  ///
  /// - Parameters:
  ///   - source: that of the other table.
  ///   - customers: that of the customers.
  package func schema(of source: TableSchema, customers: TableSchema?) -> TableSchema {
    switch form {
    case .rows, .distinct: return source.renamed(name, given: given.map { ($0.name, $0.expression) })
    case .groups(let per, let columns):
      let all = per + columns
      let time = columns.contains { $0.name == Self.timeName } ? Self.timeName : per.first { $0.expression.isColumn(source.time) }?.name
      let key = Self.key(of: source, customers)
      var fields = all.map { ($0.name, $0.expression.type) }
      if let key, !fields.contains(where: { $0.0 == key }) {
        fields.insert((key, customers.flatMap { $0.types[$0.key] } ?? source.types[source.key] ?? .text), at: 0)
      }
      return TableSchema(
        name: name, key: key ?? "", time: source.isReference ? nil : time, columns: fields,
        empty: Set(all.filter { $0.expression.isUntyped }.map(\.name)), owner: source.isReference ? .nobody : .customers
      ).made()
    }
  }

  /// The column of a group with the key of its customer; nil if the rows belong to none.
  package static func key(of source: TableSchema, _ customers: TableSchema?) -> String? {
    switch source.owner {
    case .customers: source.key
    case .table: customers?.key
    case .nobody: nil
    }
  }
}

extension TablePlan {
  /// The expressions that make the table.
  package var expressions: [Expression] {
    var all = [condition].compactMap { $0 } + given.map(\.expression)
    if case .groups(let per, let columns) = form { all += (per + columns).map(\.expression) }
    return all
  }
}

extension Expression {
  /// Whether it is a column of the rows' own table and nothing else.
  func isColumn(_ name: String?) -> Bool {
    if case .column(let own) = kind { return own == name }
    return false
  }
}
