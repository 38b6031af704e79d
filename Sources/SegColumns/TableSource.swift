// Tables that can be read, from any source.

import SegDiagnostics

/// A table that has not been read yet: a file, a table of the host, an answer of
/// another engine.
public protocol TableSource {
  /// The columns and their types, if that is possible without reading all rows.
  func schema() throws -> SourceSchema

  /// Reads the rows.
  ///
  /// - Parameter columns: the needed columns; others may be skipped. nil: all.
  func read(columns: [String]?) throws -> TableReading
}

/// The facts about a table before its rows are read.
public struct SourceSchema: Sendable, Hashable {
  /// What is known about a column.
  public struct Column: Sendable, Hashable {
    public let name: String
    public let type: ColumnType
    /// Whether no value was seen, so that the type is unknown.
    public let isEmpty: Bool
    /// Whether the type is certain, independent of the rows not seen.
    public let isCertain: Bool
    /// Of a date or timestamp, the first and the last day seen; nil: unknown.
    package var days: ClosedRange<Int32>?
    /// Of a text with few values, those seen.
    package var values: [String] = []
    /// Whether no row has a text other than ``values``.
    package var hasAllValues = false

    public init(_ name: String, _ type: ColumnType, isEmpty: Bool = false, isCertain: Bool = true) {
      self.name = name
      self.type = type
      self.isEmpty = isEmpty
      self.isCertain = isCertain
    }

    /// The same, where other rows may have other values.
    package var withUnknownValues: Column {
      var column = self
      column.hasAllValues = false
      return column
    }
  }

  public let columns: [Column]
  /// The number of first rows from which the types were inferred; nil: nothing is assumed.
  public let sampledRows: Int?
  /// Whether rows not seen may add columns.
  public let mayHaveOtherColumns: Bool
  /// The rows and the rejected records from which the types were inferred; 0 where they were not counted.
  package var rowCount = 0
  package var rejectCount = 0
  package var firstReject: Reject?

  /// A record that was not taken, for a message.
  package struct Reject: Sendable, Hashable {
    package let line: Int
    package let text: String

    package init(line: Int, text: String) {
      self.line = line
      self.text = text
    }
  }

  public init(_ columns: [Column], sampledRows: Int? = nil, mayHaveOtherColumns: Bool = false) {
    self.columns = columns
    self.sampledRows = sampledRows
    self.mayHaveOtherColumns = mayHaveOtherColumns
  }

  public var columnNames: [String] { columns.map(\.name) }

  public subscript(name: String) -> Column? { columns.first { $0.name == name } }
}

/// Where a row was written.
package struct RowPlace: Sendable, Hashable {
  /// The file, where a table was read from several; nil: there is one.
  package let file: String?
  /// From 1; nil: unknown.
  package let line: Int?

  package init(file: String? = nil, line: Int?) {
    self.file = file
    self.line = line
  }
}

/// What a format found out about a file, with which files are read alike. Only the format looks
/// inside.
package protocol FormatEvidence: Sendable {}

/// A table that was read, with notes about it.
public struct TableReading {
  public var table: Table
  /// Rejected records: `line`, `column`, `reason`, `text`; nil: there can be none.
  public var rejects: Table?
  /// How it was read, in a few words each: `UTF-8`, `comma`.
  public var facts: [Message]
  /// Notes about columns for a person, one sentence each.
  public var notes: [Message]
  /// What was assumed and should be confirmed, without a place in a script.
  package var warnings: [Diagnostic] = []
  /// Where the record of a row starts.
  package var place: (Int) -> RowPlace?
  /// What the format found out about the file besides, for the format itself.
  package var evidence: (any FormatEvidence)?

  public init(_ table: Table, rejects: Table? = nil, facts: [Message] = [], notes: [Message] = []) {
    self.table = table
    self.rejects = rejects
    self.facts = facts
    self.notes = notes
    place = { _ in nil }
  }
}

extension Table: TableSource {
  public func schema() -> SourceSchema {
    SourceSchema(
      fields.map { .init($0.name, $0.column.type, isEmpty: $0.column.missingCount == $0.column.count) })
  }

  /// The table, or its needed columns.
  public func read(columns: [String]?) -> TableReading { TableReading(columns.map(only) ?? self) }

  /// The columns of some names, in the order of the table.
  package func only(_ names: [String]) -> Table {
    let wanted = Set(names)
    return Table(fields: fields.filter { wanted.contains($0.name) }, rowCount: rowCount)
  }
}
