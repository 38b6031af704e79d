// What a load does: where its rows come from, and what they are.

import SegColumns

/// A load of one table. Closed: the columns that it names are there.
package struct LoadPlan: Sendable, Hashable {
  /// What the rows of a table are.
  package enum Role: Sendable, Hashable {
    /// One row a customer. Where the key is not given it is the first column,
    /// and no value of it may repeat.
    case customers(key: String, isKeyGiven: Bool)
    /// Events of the customers of a table; `key` is the column with the
    /// customers' keys.
    case events(of: String, key: String, time: String?)
  }

  package let table: String
  package let source: LoadSource
  package let role: Role

  package init(table: String, source: LoadSource, role: Role) {
    self.table = table
    self.source = source
    self.role = role
  }
}

/// Where the rows of a load come from, and how they are read.
package struct LoadSource: Sendable, Hashable {
  package enum Place: Sendable, Hashable {
    /// A file, by its path as the script writes it.
    case file(String)
    /// A table that the host hands over.
    case host
  }

  /// A column whose type is declared.
  package struct DeclaredType: Sendable, Hashable {
    package let column: String
    package let type: ColumnType

    package init(_ column: String, _ type: ColumnType) {
      self.column = column
      self.type = type
    }
  }

  /// An option of the file's format.
  package struct Option: Sendable, Hashable {
    package let name: String
    package let value: Value

    package init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  package let place: Place
  /// The name of the file's format; nil: as the file tells.
  package let format: String?
  package let types: [DeclaredType]
  package let options: [Option]
  /// Whether the rows are put into another order once they are there.
  package let isReordered: Bool

  package init(
    _ place: Place, format: String? = nil, types: [DeclaredType] = [], options: [Option] = [],
    isReordered: Bool = false
  ) {
    self.place = place
    self.format = format
    self.types = types
    self.options = options
    self.isReordered = isReordered
  }
}
