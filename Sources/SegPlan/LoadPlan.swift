// The plan of a load: the source of its rows, and their role.

import SegColumns

/// A load of one table. It is closed: the columns that it names exist.
package struct LoadPlan: Sendable, Hashable {
  /// The role of a table's rows.
  package enum Role: Sendable, Hashable {
    /// One row for each customer. If the key is not given, it is the first column, and none
    /// of its values may repeat.
    case customers(key: String, isKeyGiven: Bool)
    /// Rows that belong to those of another table: to customers, or to a table of their events.
    case events(EventRole)
    /// Rows that belong to nobody and are looked up by their key.
    case reference(key: [String], time: String?)

    /// The columns with keys: the table's own, and those of its owners.
    package var keys: [String] {
      switch self {
      case .customers(let key, _): [key]
      case .events(let role): role.by + role.key
      case .reference(let key, _): key
      }
    }

    /// The column with the time; nil: it has none of its own.
    package var time: String? {
      switch self {
      case .customers: nil
      case .events(let role): role.time
      case .reference(_, let time): time
      }
    }
  }

  /// How the rows of a table belong to others.
  package struct EventRole: Sendable, Hashable {
    /// The table of the owners.
    package let owner: String
    package let isOfCustomers: Bool
    /// The columns with the owners' keys.
    package let by: [String]
    /// The columns that identify the rows themselves; empty: none do.
    package let key: [String]
    /// The column of the time; nil: the owner's time, if it has one.
    package let time: String?

    package init(of owner: String, isOfCustomers: Bool = true, by: [String], key: [String] = [], time: String?) {
      self.owner = owner
      self.isOfCustomers = isOfCustomers
      self.by = by
      self.key = key
      self.time = time
    }
  }

  /// The same for rows that are added: a key that is there already rejects its row.
  package var adding: LoadPlan {
    guard case .customers(let key, _) = role else { return self }
    return LoadPlan(table: table, source: source, role: .customers(key: key, isKeyGiven: true), made: made)
  }

  package let table: String
  package let source: LoadSource
  package let role: Role
  /// The columns that the load makes of those of the source, each by its name: keys and times.
  package let made: [NamedExpression]

  /// The columns of the source without which no row has its keys and its time.
  package var needed: [String] {
    let names = Set(made.map(\.name))
    let own = (role.keys + [role.time].compactMap { $0 }).filter { !names.contains($0) }
    return own + made.flatMap { $0.expression.ownColumns.sorted() }
  }

  /// The same, with columns that a link makes of the table's.
  package func making(_ others: [NamedExpression]) -> LoadPlan {
    LoadPlan(table: table, source: source, role: role, made: made + others)
  }

  package init(table: String, source: LoadSource, role: Role, made: [NamedExpression] = []) {
    self.table = table
    self.source = source
    self.role = role
    self.made = made
  }
}

extension Expression {
  /// The columns of the row itself.
  fileprivate var ownColumns: Set<String> {
    if case .column(let name) = kind { return [name] }
    return children.reduce(into: []) { $0.formUnion($1.ownColumns) }
  }
}

/// The source of a load's rows, and how they are read.
package struct LoadSource: Sendable, Hashable {
  /// Where the rows come from.
  package enum Place: Sendable, Hashable {
    /// Files, by their paths, patterns and folders as written in the script.
    case files([String])
    /// A table from the host.
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

  /// A column whose dates are written in a given format.
  package struct DateFormat: Sendable, Hashable {
    package let column: String
    package let format: String

    package init(_ column: String, _ format: String) {
      self.column = column
      self.format = format
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

  /// Whether it may be several files: its rejected rows name theirs.
  package var isOfSeveral: Bool {
    guard case .files(let paths) = place else { return false }
    return paths.count > 1 || paths.contains { $0.hasSuffix("/") || $0.contains { "*?[".contains($0) } }
  }

  package let place: Place
  /// The name of the file's format; nil: determined by the file.
  package let format: String?
  package let types: [DeclaredType]
  package let formats: [DateFormat]
  package let options: [Option]
  /// Whether the rows are sorted after they are read.
  package let isReordered: Bool
  /// Whether a column names the file of each row.
  package let isNamingFiles: Bool

  package init(
    _ place: Place, format: String? = nil, types: [DeclaredType] = [], formats: [DateFormat] = [], options: [Option] = [],
    isReordered: Bool = false, isNamingFiles: Bool = false
  ) {
    self.place = place
    self.format = format
    self.types = types
    self.formats = formats
    self.options = options
    self.isReordered = isReordered
    self.isNamingFiles = isNamingFiles
  }
}

/// The plan of a link: each row of a table leads to the row of another one that has its key.
package struct LinkPlan: Sendable, Hashable {
  package let table: String
  package let link: LinkSchema
  /// The columns that the link makes of those of its table, each by its name: parts of the key.
  package let made: [NamedExpression]

  package init(table: String, link: LinkSchema, made: [NamedExpression] = []) {
    self.table = table
    self.link = link
    self.made = made
  }
}
