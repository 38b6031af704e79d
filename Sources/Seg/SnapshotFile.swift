// The table of a snapshot: its members, and what they are members of.

import SegColumns
import SegDiagnostics
import SegEngine
import SegRuntime
import SegSemantics

extension Answer {
  /// The members of a segment with the columns that say what they are: the segment, the day and the digest in each
  /// row, the definition in the first. A segment without members has one row without a key.
  ///
  /// - Parameter day: that of the members, days since 1970.
  func snapshot(_ plan: SnapshotPlan, on day: Int32, _ context: ExecutionContext) throws(ScriptError) -> Answer {
    let isEmpty = table.rowCount == 0
    let rows = isEmpty ? 1 : table.rowCount
    var fields = isEmpty ? table.fields.map { Table.Field($0.name, Column.of($0.column.type, [.missing])) } : table.fields
    func same(_ text: String, isOnce: Bool = false) throws(ScriptError) -> Column {
      let first = Bitmap(count: rows)
      if isOnce { first.words.pointer[0] = 1 }
      return Column(
        .text, count: rows, values: .codes8(try Buffer<UInt8>(count: rows, zeroed: true, in: context)), validity: isOnce ? first : nil,
        dictionary: TextDictionary([text]))
    }
    let days = try Buffer<Int32>(count: rows, in: context)
    for row in 0..<rows { days.pointer[row] = day }
    let own: [(Snapshot.Column, Column)] = [
      (.segment, try same(plan.segment)), (.day, Column(.date, count: rows, values: .int32(days), validity: nil)),
      (.digest, try same(TextDigest.md5(plan.definition))), (.definition, try same(plan.definition, isOnce: true)),
    ]
    fields += own.map { Table.Field($0.rawValue, $1) }
    let columns = schema.columns + own.map { AnswerColumn(Message(verbatim: $0.rawValue), $1.type, .note) }
    return Answer(
      statement: statement, table: Table(fields: fields, rowCount: rows), schema: AnswerSchema(columns), drawing: nil,
      milliseconds: milliseconds)
  }
}
