// Named columns of one length: the form of files that were read, and of answers.

/// Columns of the same count with distinct names.
public struct Table: Sendable {
  /// A named column.
  public struct Field: Sendable {
    public let name: String
    public let column: Column

    public init(_ name: String, _ column: Column) {
      self.name = name
      self.column = column
    }
  }

  public let rowCount: Int
  public private(set) var fields: [Field]

  /// - Precondition: all columns have `rowCount` values.
  package init(fields: [Field], rowCount: Int) {
    self.fields = fields
    self.rowCount = rowCount
  }

  /// A table from columns, or nil if their counts differ or a name is repeated.
  public init?(_ fields: [Field]) {
    let count = fields.first?.column.count ?? 0
    guard fields.allSatisfy({ $0.column.count == count }),
      Set(fields.map(\.name)).count == fields.count
    else { return nil }
    self.init(fields: fields, rowCount: count)
  }

  public var columnNames: [String] { fields.map(\.name) }

  /// The column with a name; nil if there is none.
  public subscript(name: String) -> Column? { fields.first { $0.name == name }?.column }

  /// A row's values, in the order of the fields.
  public func row(_ index: Int) -> [Value] { fields.map { $0.column[index] } }

  /// Hands a column over, so that the caller can free it early. Do not use the
  /// table afterwards.
  package mutating func handOver(_ place: Int) -> Field {
    let field = fields[place]
    fields[place] = Field(field.name, Column.integers([]))
    return field
  }

  /// Hands the whole table over; nothing remains here.
  package mutating func handOver() -> Table {
    let table = self
    self = Table(fields: [], rowCount: 0)
    return table
  }

  /// The table's rows at `rows`, in that order.
  package func gathered(_ rows: [Int32]) -> Table {
    Table(fields: fields.map { Field($0.name, $0.column.gathered(rows)) }, rowCount: rows.count)
  }

  package var byteCount: Int { fields.reduce(0) { $0 + $1.column.byteCount } }
}
