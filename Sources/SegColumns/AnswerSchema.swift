// The schema of an answer, known before the question is answered.

import SegDiagnostics

/// The role of a column in an answer.
public enum ColumnRole: String, Sendable, Hashable, CaseIterable {
  /// Names a customer.
  case key
  /// Says which group, step or figure a row is about.
  case dimension
  /// Says which time a row is about: a date, or the number of a period.
  case period
  /// A place in an order; 1 is the first.
  case rank
  /// A quantity.
  case measure
  /// A share of a whole, from 0 to 1.
  case share
  /// A text or a yes/no that explains the row.
  case note

  /// The meaning, for the reference.
  package var summary: Message {
    switch self {
    case .key: "names a customer"
    case .dimension: "says which group, step or figure a row is about"
    case .period: "says which time a row is about: a date, or the number of a period"
    case .rank: "a place in an order; 1 is the first"
    case .measure: "how much there is of something"
    case .share: "a part of a whole, from 0 to 1"
    case .note: "a text or a yes/no that explains the row"
    }
  }
}

/// One column of an answer.
public struct AnswerColumn: Sendable, Hashable {
  /// What it is called in the answer.
  public private(set) var name: String
  /// Its name in the words of an analysis, which every language can say; names of the script are the same in all languages.
  public let heading: Message
  public let type: ColumnType
  public let role: ColumnRole
  /// How its numbers are shown.
  public let style: ColumnStyle
  /// The unit of its values: `yuan`, `days`; nil: unknown, or none.
  public private(set) var unit: String?
  /// Whether it is the whole of which other columns of the row are parts.
  public let isTotal: Bool
  /// Whether its values are those of a table, and not computed: their numbers are written
  /// with all digits. Computed ones have the 15 digits that hold for any arithmetic.
  public let isStored: Bool

  /// - Parameter style: nil: as columns of the role and type are shown.
  public init(
    _ heading: Message, _ type: ColumnType, _ role: ColumnRole, style: ColumnStyle? = nil, unit: String? = nil,
    isTotal: Bool = false, isStored: Bool = false
  ) {
    name = heading.description
    self.heading = heading
    self.type = type
    self.role = role
    self.style = style ?? role.style(of: type)
    self.unit = unit
    self.isTotal = isTotal
    self.isStored = isStored
  }

  /// Whether the period of a row has ended and the data begin before it; if not, its figures
  /// are those of a part.
  package static let complete = AnswerColumn("complete", .boolean, .note)

  /// Whether a row is of all rows of the answer together.
  package static let isTotal = AnswerColumn("is_total", .boolean, .note)

  /// The same column for one value of a dimension, which stands before its heading.
  package func of(_ value: String) -> AnswerColumn {
    AnswerColumn(Message(verbatim: value + " ") + heading, type, role, style: style, unit: unit, isStored: isStored)
  }

  /// The same column under another name.
  public func named(_ name: String) -> AnswerColumn {
    AnswerColumn(Message(verbatim: name), type, role, style: style, unit: unit, isTotal: isTotal, isStored: isStored)
  }
}

extension AnswerColumn {
  /// The column with its name in a language.
  package func said(in language: Language) -> AnswerColumn {
    var column = self
    column.name = heading.text(in: language)
    column.unit = unit.map { Self.unitWords[$0]?.text(in: language) ?? $0 }
    return column
  }

  /// Units that are words of ours; others are the script's own.
  private static let unitWords: [String: Message] = [
    "days": "days", "weeks": "weeks", "months": "months", "quarters": "quarters", "years": "years", "hours": "hours", "minutes": "minutes",
    "customers": "customers",
  ]
}

extension ColumnRole {
  fileprivate func style(of type: ColumnType) -> ColumnStyle {
    switch self {
    case .measure: .figure
    case .share: .share
    case .dimension: type == .number ? .group : .plain
    case .key, .period, .rank, .note: .plain
    }
  }
}

/// The natural view of an answer.
public enum AnswerView: String, Sendable, Hashable, CaseIterable {
  /// Rows to be read.
  case table
  /// A measure of each group.
  case bars
  /// A measure by two dimensions.
  case grid
  /// A measure by a period and, as columns, the periods after it.
  case triangle
  /// Measures over time.
  case series
  /// A measure that runs along another number, such as a cumulative share.
  case curve
  /// The share that is left of all, which falls in steps along a number.
  case survival
  /// Customers by ranges of a value.
  case histogram
  /// Steps, each with fewer customers than the one before.
  case funnel
  /// Movements between values.
  case flow
}

/// The columns of an answer in their order, and its natural view.
public struct AnswerSchema: Sendable, Hashable {
  /// No two have the same name.
  public let columns: [AnswerColumn]
  /// The natural view of the answer.
  public let view: AnswerView
  /// Whether the last row is of all rows before it.
  public let hasTotalRow: Bool

  /// - Parameter columns: of several with one name, the later ones get a number
  ///   behind it: `profit`, `profit_2`.
  public init(_ columns: [AnswerColumn], view: AnswerView = .table, hasTotalRow: Bool = false) {
    var names: Set<String> = []
    self.columns = columns.map { column in
      var name = column.name
      var number = 2
      while !names.insert(name).inserted {
        name = "\(column.name)_\(number)"
        number += 1
      }
      return name == column.name ? column : column.named(name)
    }
    self.view = view
    self.hasTotalRow = hasTotalRow
  }

  /// How a table differs from the schema; nil if it does not.
  package func mismatch(with table: Table) -> String? {
    if table.fields.count != columns.count { return "\(table.fields.count) columns instead of \(columns.count)" }
    for (column, field) in zip(columns, table.fields) {
      if column.name != field.name { return "`\(field.name)` instead of `\(column.name)`" }
      if column.type != field.column.type { return "`\(column.name)` is \(field.column.type.rawValue), not \(column.type.rawValue)" }
    }
    return nil
  }
}
