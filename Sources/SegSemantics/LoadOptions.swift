// The options of a load, `with (…)`: what they say about its source.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Turns the options of a load into the manner in which its source is read.
///
/// `key_as` and a `date_format` for one column are short for facts about the columns that the
/// load names: its key, and its time.
package struct LoadOptions {
  private var format: String?
  private var types: [LoadSource.DeclaredType] = []
  private var formats: [LoadSource.DateFormat] = []
  private var options: [LoadSource.Option] = []
  private var isNamingFiles = false
  /// The key columns; empty if the load does not name them.
  private let keys: [String]
  private let time: String?

  /// - Parameters:
  ///   - keys: the columns with keys, as far as they are known.
  ///   - formats: how the dates of some columns are written.
  ///   - textKey: a column whose values are texts.
  init(keys: [String], time: String?, formats: [LoadSource.DateFormat] = [], textKey: String? = nil) {
    self.keys = keys
    self.time = time
    self.formats = formats
    if let textKey { types = [.init(textKey, .text)] }
  }

  /// The source of a load; nil if an option is wrong, which is reported.
  mutating func source(of load: LoadSyntax, report: (Diagnostic) -> Void) -> LoadSource? {
    for option in load.options {
      if let problem = take(option) {
        report(problem)
        return nil
      }
    }
    for (place, one) in formats.enumerated() {
      guard let other = formats[..<place].first(where: { $0.column == one.column && $0.format != one.format }) else { continue }
      report(.twoFormats(one.column, other.format, one.format, at: load.at?.name.span ?? load.pathSpan))
      return nil
    }
    return LoadSource(
      .files(load.paths.map(\.text)), format: format, types: types, formats: formats, options: options, isReordered: load.of != nil,
      isNamingFiles: isNamingFiles)
  }

  /// The source of rows that are added to a table, as its own source was read but for what is said
  /// anew; nil if an option is wrong, which is reported.
  package static func source(addedTo plan: LoadPlan, _ syntax: LoadSyntax, report: (Diagnostic) -> Void) -> LoadSource? {
    let isMade: (String) -> Bool = { name in plan.made.contains { $0.name == name } }
    var options = LoadOptions(keys: plan.role.keys.filter { !isMade($0) }, time: plan.role.time.flatMap { isMade($0) ? nil : $0 })
    guard let new = options.source(of: syntax, report: report) else { return nil }
    let old = plan.source
    let names = Set(new.options.map(\.name))
    let columns = Set(new.types.map(\.column) + new.formats.map(\.column))
    return LoadSource(
      new.place, format: new.format ?? old.format, types: old.types.filter { !columns.contains($0.column) } + new.types,
      formats: old.formats.filter { !columns.contains($0.column) } + new.formats,
      options: old.options.filter { !names.contains($0.name) } + new.options, isReordered: true, isNamingFiles: old.isNamingFiles)
  }

  /// Takes an option; what is wrong with it.
  private mutating func take(_ option: OptionSyntax) -> Diagnostic? {
    let name = option.name
    switch (name.text, option.value) {
    case ("types", .group(let entries)): return takeTypes(entries)
    case ("date_format", .group(let entries)):
      for entry in entries {
        guard case .expression(let value) = entry.value, case .text(let format)? = Self.literal(value) else {
          return .badOptionForm(at: entry.name.span)
        }
        formats.append(.init(entry.name.text, format))
      }
    case (_, .group), ("types", _): return .badOptionForm(at: name.span)
    case (_, .expression(let syntax)):
      if case .list(let elements) = syntax.kind, name.text == "missing" {
        let words = elements.compactMap(Self.literal)
        guard words.count == elements.count else { return .badOptionForm(at: name.span) }
        options += words.map { .init("missing", .text($0.description)) }
        return nil
      }
      guard let value = Self.literal(syntax) else { return .badOptionForm(at: name.span) }
      return take(name, value)
    }
    return nil
  }

  private mutating func takeTypes(_ entries: [OptionSyntax]) -> Diagnostic? {
    for entry in entries {
      guard case .expression(let value) = entry.value, let type = Self.type(value) else {
        return .unknownType(at: entry.name.span)
      }
      types.append(.init(entry.name.text, type))
    }
    return nil
  }

  private mutating func take(_ name: NameSyntax, _ value: Value) -> Diagnostic? {
    switch name.text {
    case "format": format = value.description
    case "file":
      guard case .boolean(let isNaming) = value else { return .badOptionForm(at: name.span) }
      isNamingFiles = isNaming
    case "key_as":
      guard let type = ColumnType(rawValue: value.description), type == .integer || type == .text else {
        return .badKeyType(at: name.span)
      }
      if keys.isEmpty { return .keyAsWithoutKey(at: name.span) }
      types += keys.map { .init($0, type) }
    case "date_format":
      guard case .text(let format) = value else { return .badOptionForm(at: name.span) }
      let dates = types.filter { $0.type == .date || $0.type == .timestamp }.map(\.column)
      let columns = dates.isEmpty ? time.map { [$0] } ?? [] : dates
      if columns.isEmpty { return .formatOfNothing(at: name.span) }
      formats += columns.map { .init($0, format) }
    default: options.append(.init(name.text, value))
    }
    return nil
  }

  private static func literal(_ syntax: ExpressionSyntax) -> Value? {
    if case .text(let text) = syntax.kind { return .text(text) }
    if case .name(let text) = syntax.kind { return .text(text) }
    if case .boolean(let isTrue) = syntax.kind { return .boolean(isTrue) }
    if case .integer(let integer) = syntax.kind { return .integer(integer) }
    return nil
  }

  /// `text`, `date`, …; yes/no is written `boolean` or `"yes/no"`.
  private static func type(_ syntax: ExpressionSyntax) -> ColumnType? {
    guard case .text(let name)? = literal(syntax) else { return nil }
    return name.lowercased() == "boolean" ? .boolean : ColumnType(rawValue: name.lowercased())
  }
}
