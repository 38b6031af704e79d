// The schemas of tables: what a plan may read.

import SegColumns

/// The owner of the rows of a table.
package enum Owner: Sendable, Hashable {
  /// The rows are events of customers.
  case customers
  /// The rows belong to the rows of another table of events, and so to its customers.
  case table(String)
  /// The rows belong to no customer: a reference table.
  case nobody

  /// The table of events that owns the rows, if one does.
  package var table: String? { if case .table(let name) = self { name } else { nil } }
}

/// A link from the rows of a table to those of another one, by that table's key.
package struct LinkSchema: Sendable, Hashable {
  /// The name that reads the linked row: the target's, or the one after `as`.
  package let role: String
  /// The columns that hold the key of the target.
  package let columns: [String]
  package let target: String

  package init(role: String, columns: [String], target: String) {
    self.role = role
    self.columns = columns
    self.target = target
  }
}

/// The step from a row to the one row of another table that it is linked to.
package struct LinkReference: Sendable, Hashable {
  package let table: String
  /// The link's role; the owner's name for the step to a row's owner.
  package let role: String
  package let target: String

  package init(from table: String, role: String, target: String) {
    self.table = table
    self.role = role
    self.target = target
  }
}

/// The schema of a loaded table, as far as checking needs it.
package struct TableSchema: Sendable, Equatable {
  package let name: String
  /// The column that identifies customers, or the first that identifies the owner of an event;
  /// of a reference table the first of its own key.
  package let key: String
  /// The columns that identify a row, for links and owned tables; empty: none do.
  package let keys: [String]
  /// The owner of the rows; `nobody` for the customers themselves.
  package let owner: Owner
  package var links: [LinkSchema]
  /// The column of the events' time. An inherited one is hidden: its name stands for the
  /// owner's time.
  package let time: String?
  /// In the order of the file.
  package private(set) var columnNames: [String]
  package private(set) var types: [String: ColumnType]
  /// Whether the file could not be read: its columns are unknown, and not reported
  /// again.
  package let isUnknown: Bool
  /// Whether the customers are those of the events, because no customer table is loaded.
  package let isImplicit: Bool
  /// Columns without any value: their type is unknown.
  package private(set) var empty: Set<String>
  /// Columns that a `column` gives it: their values are those of a definition.
  package private(set) var given: Set<String> = []
  /// Whether it is made of another table.
  package private(set) var isMade = false

  /// - Parameter inheritedTime: the name and type of the owner's time, for a table without one of its own.
  package init(
    name: String, key: String, time: String?, columns: [(String, ColumnType)], empty: Set<String> = [],
    isUnknown: Bool = false, isImplicit: Bool = false, keys: [String] = [], owner: Owner = .customers,
    links: [LinkSchema] = [], inheritedTime: (name: String, type: ColumnType)? = nil
  ) {
    self.isImplicit = isImplicit
    self.empty = empty
    self.name = name
    self.key = key
    self.keys = keys
    self.owner = owner
    self.links = links
    self.time = time ?? inheritedTime?.name
    columnNames = columns.map(\.0)
    var types = Dictionary(columns, uniquingKeysWith: { first, _ in first })
    if time == nil, let inheritedTime { types[inheritedTime.name] = inheritedTime.type }
    self.types = types
    self.isUnknown = isUnknown
  }

  /// Adds a column that a definition gives, or replaces it. The table's own column wins.
  mutating func give(_ column: String, _ expression: Expression) {
    if types[column] != nil, !given.contains(column) { return }
    if given.insert(column).inserted { columnNames.append(column) }
    types[column] = expression.type
    if expression.isUntyped { empty.insert(column) } else { empty.remove(column) }
  }

  /// Adds columns that a link makes of the table's own.
  package mutating func add(_ made: [NamedExpression]) {
    for column in made where types[column.name] == nil {
      columnNames.append(column.name)
      types[column.name] = column.expression.type
      if column.expression.isUntyped { empty.insert(column.name) }
    }
  }

  /// Removes a column that a definition gave.
  mutating func take(_ column: String) {
    guard given.remove(column) != nil else { return }
    columnNames.removeAll { $0 == column }
    types[column] = nil
    empty.remove(column)
  }

  /// A table that is made of the rows of this one.
  ///
  /// - Parameter given: the columns that were given to this one, which it has as its own.
  func renamed(_ name: String, given columns: [(String, Expression)]) -> TableSchema {
    let own = columnNames.filter { !given.contains($0) }.map { ($0, types[$0] ?? .text) }
    let isInherited = time != nil && ownTime == nil
    var schema = TableSchema(
      name: name, key: key, time: isInherited ? nil : time, columns: own + columns.map { ($0, $1.type) },
      empty: empty.subtracting(given).union(columns.filter { $1.isUntyped }.map(\.0)), isUnknown: isUnknown, keys: keys, owner: owner,
      links: links, inheritedTime: isInherited ? time.flatMap { name in types[name].map { (name, $0) } } : nil)
    schema.isMade = true
    return schema
  }

  /// The same, made of another table.
  package func made() -> TableSchema {
    var schema = self
    schema.isMade = true
    return schema
  }

  package var timeType: ColumnType? { time.flatMap { types[$0] } }

  /// Whether its rows belong to no customer.
  package var isReference: Bool { owner == .nobody }

  /// The time column if it is one of the table's own.
  package var ownTime: String? { time.flatMap { columnNames.contains($0) ? $0 : nil } }

  /// The name under which a table that belongs to this one has its time.
  package var nameOfInheritedTime: String { TableSchema.inheritedTimeName(time ?? "", of: name) }

  package static func inheritedTimeName(_ time: String, of owner: String) -> String { "\(owner).\(time)" }
}
