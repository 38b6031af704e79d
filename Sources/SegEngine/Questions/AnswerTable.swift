// The answer of a question: columns as its schema says.

import SegColumns
import SegKernels
import SegPlan

/// A table with what each of its columns is.
package struct AnswerTable: Sendable {
  package let schema: AnswerSchema
  package var table: Table

  /// - Parameter columns: one for each of the schema, of its type.
  package init(_ schema: AnswerSchema, _ columns: [Column]) {
    self.schema = schema
    table = Table(
      fields: zip(schema.columns, columns).map { Table.Field($0.name, $1) }, rowCount: columns.first?.count ?? 0)
  }
}
