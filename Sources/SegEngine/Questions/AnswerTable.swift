// The table that answers a question.

import SegColumns
import SegKernels

/// A table with what each of its columns is to a person.
package struct AnswerTable: Sendable {
  package var table: Table
  package var roles: [ColumnRole]

  package init(_ fields: [(name: String, column: Column, role: ColumnRole)]) {
    var names: Set<String> = []
    var distinct: [Table.Field] = []
    for field in fields {
      // Two columns of one name get a number each, so that both can be read.
      var name = field.name
      var number = 2
      while !names.insert(name).inserted {
        name = "\(field.name)_\(number)"
        number += 1
      }
      distinct.append(Table.Field(name, field.column))
    }
    table = Table(fields: distinct, rowCount: fields.first?.column.count ?? 0)
    roles = fields.map(\.role)
  }
}
