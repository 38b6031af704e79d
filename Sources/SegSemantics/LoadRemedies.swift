// The ways out of a load that cannot be: each is tried on the head of the file before it is offered.

import SegColumns
import SegDiagnostics
import SegPlan

/// Looks for options with which a column has the type that its role needs.
struct LoadRemedies {
  private let source: LoadSource
  private let column: SourceSchema.Column
  private let head: (LoadSource) -> SourceSchema?

  /// - Parameter head: the columns of a source, from its beginning; nil if it cannot be read so.
  init(_ source: LoadSource, _ column: SourceSchema.Column, head: @escaping (LoadSource) -> SourceSchema?) {
    self.source = source
    self.column = column
    self.head = head
  }

  /// A way out that works.
  struct Remedy {
    /// The options, as a script writes them.
    let options: String
    /// The rows of the head that it rejects, of so many.
    let rejected: Int
    let rows: Int
    let firstReject: SourceSchema.Reject?
  }

  /// The way to read the column as a time.
  var time: Remedy? {
    let name = column.name
    switch column.type {
    case .integer:
      let formats = ["epoch", "epoch_ms", "epoch_us"].map { source.with(format: $0, of: name) }
      let found = works(formats + [source.with(.date, of: name)], isTime: true)
      return found ?? works([source.with(format: "excel", of: name)], isTime: true)
    case .number: return works(["excel", "epoch", "epoch_ms"].map { source.with(format: $0, of: name) }, isTime: true)
    case .text:
      let orders = ["dmy", "mdy"].map { source.with(.init("date_order", .text($0))).with(.timestamp, of: name) }
      // A column of days needs no times.
      for type in [ColumnType.date, .timestamp] {
        if let found = works([source.with(type, of: name)], isTime: true), type == .timestamp || found.rejected == 0 { return found }
      }
      return works(orders, isTime: true)
    case .boolean, .date, .timestamp: return nil
    }
  }

  /// The way to read the column as a key.
  var key: Remedy? { works([source.with(.integer, of: column.name), source.with(.text, of: column.name)], isTime: false) }

  /// The first source that reads at least half of the rows of the head.
  private func works(_ sources: [LoadSource], isTime: Bool) -> Remedy? {
    for changed in sources {
      guard let schema = head(changed), let found = schema[column.name], schema.rowCount > 0,
        schema.rejectCount <= schema.rowCount, !found.isEmpty
      else { continue }
      if isTime {
        guard found.type == .date || found.type == .timestamp, found.days.map(Self.isUsual) ?? true else { continue }
      } else if schema.rejectCount > 0 {
        continue
      }
      return Remedy(
        options: changed.scriptText, rejected: schema.rejectCount, rows: schema.rowCount + schema.rejectCount,
        firstReject: schema.firstReject)
    }
    return nil
  }

  /// Whether days are of our time: an id read as seconds is in 1970.
  private static func isUsual(_ days: ClosedRange<Int32>) -> Bool {
    days.lowerBound > CalendarDate.daysFromCivil(1971, 1, 1) && days.upperBound < CalendarDate.daysFromCivil(2100, 1, 1)
  }
}

extension SourceSchemas {
  /// The options with which a source has rows, if none fits the type that it declares for a time; nil: none are known.
  package func withTimes(_ source: LoadSource) -> String? {
    for declared in source.types where declared.type == .date || declared.type == .timestamp {
      let other = source.without(declared.column)
      guard let column = head(other)?[declared.column], let found = LoadRemedies(other, column, head: head).time else { continue }
      if found.options != source.scriptText { return found.options }
    }
    return nil
  }
}

extension LoadSource {
  /// The source without the declaration of a column.
  fileprivate func without(_ column: String) -> LoadSource {
    changing(types: types.filter { $0.column != column }, formats: formats, options: options)
  }

  /// The source with a column declared.
  fileprivate func with(_ type: ColumnType, of column: String) -> LoadSource {
    changing(types: types.filter { $0.column != column } + [DeclaredType(column, type)], formats: formats, options: options)
  }

  /// The source with the format of a column's dates.
  fileprivate func with(format: String, of column: String) -> LoadSource {
    changing(types: types, formats: formats.filter { $0.column != column } + [DateFormat(column, format)], options: options)
  }

  /// The source whose first record names the columns.
  var withHeader: LoadSource { with(Option("header", .boolean(true))) }

  fileprivate func with(_ option: Option) -> LoadSource {
    changing(types: types, formats: formats, options: options.filter { $0.name != option.name } + [option])
  }

  private func changing(types: [DeclaredType], formats: [DateFormat], options: [Option]) -> LoadSource {
    LoadSource(place, format: format, types: types, formats: formats, options: options, isReordered: isReordered)
  }

  /// The options as a script writes them: `with (types: (day: date))`.
  package var scriptText: String {
    var parts: [String] = []
    if let format { parts.append("format: \(ScriptSpelling.name(format))") }
    if !types.isEmpty {
      let entries = types.map { "\(ScriptSpelling.name($0.column)): \($0.type == .boolean ? "boolean" : $0.type.rawValue)" }
      parts.append("types: (\(entries.joined(separator: ", ")))")
    }
    if !formats.isEmpty {
      let entries = formats.map { "\(ScriptSpelling.name($0.column)): \(ScriptSpelling.text($0.format))" }
      parts.append("date_format: (\(entries.joined(separator: ", ")))")
    }
    for name in options.map(\.name).reduce(into: [String](), { if !$0.contains($1) { $0.append($1) } }) {
      let values = options.filter { $0.name == name }.map { option in
        if case .text(let text) = option.value { return ScriptSpelling.text(text) }
        return option.value.description
      }
      parts.append("\(name): \(values.count == 1 ? values[0] : "(\(values.joined(separator: ", ")))")")
    }
    return "with (\(parts.joined(separator: ", ")))"
  }
}
