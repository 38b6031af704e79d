// use … with: a library that reads the script's tables and columns under the library's names.

import SegDiagnostics
import SegPlan
import SegSemantics
import SegSyntax

/// Writes a library in the names of the script. Only its text changes, so what it defines is shown, bound again and
/// explained like what the script defines itself.
///
/// A name is changed where the script's name means something: a column where it is one of the table that is read there. So
/// `cost: 成本` changes the cost of orders, and leaves that of contacts, which have no such column.
struct LibraryNames {
  /// The script's names by those of the library.
  private let own: [String: String]
  private let catalog: Catalog
  private var edits: [(range: Range<Int>, name: String)] = []
  /// The names that the library reads or defines.
  private(set) var mentioned: Set<String> = []

  init(_ own: [String: String], _ catalog: Catalog) {
    self.own = own
    self.catalog = catalog
  }

  /// The library's text with the script's names.
  static func rewritten(_ source: Source, _ own: [String: String], _ catalog: Catalog) -> Source {
    if own.isEmpty { return source }
    var names = LibraryNames(own, catalog)
    names.visit(Parser.parse(source).script)
    var text: [UInt8] = []
    var copied = 0
    for edit in names.edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) where edit.range.lowerBound >= copied {
      text += source.utf8[copied..<edit.range.lowerBound]
      text += edit.name.utf8
      copied = edit.range.upperBound
    }
    return Source(name: source.name, utf8: text + source.utf8[copied...])
  }

  /// The names that a library, and the libraries that it uses, read or define.
  static func mentioned(by library: String, _ catalog: Catalog) -> Set<String> {
    var names = LibraryNames([:], catalog)
    for name in libraries(from: library) { names.visit(script(name)) }
    return names.mentioned
  }

  /// A library and those that it uses.
  static func libraries(from library: String) -> [String] {
    var found: [String] = []
    var open = [library]
    while let next = open.popLast() {
      if found.contains(next) { continue }
      found.append(next)
      for statement in script(next).statements {
        if case .use(.library(let parts, _)) = statement.kind { open.append(parts.map(\.text).joined(separator: ".")) }
      }
    }
    return found
  }

  private static func script(_ library: String) -> ScriptSyntax {
    Parser.parse(Source(name: library, text: StandardLibrary.files[library] ?? "")).script
  }

  private mutating func visit(_ script: ScriptSyntax) {
    for statement in script.statements {
      mentioned.formUnion(statement.definedNames)
      switch statement.kind {
      case .metric(let definition), .measure(let definition): visit(definition.expression, nil)
      case .column(let column): visit(column)
      case .table(let table): visit(table)
      case .function(_, let parameters, let body):
        // A parameter is the function's own.
        let hidden = Set(parameters.map(\.text))
        var inner = LibraryNames(own.filter { !hidden.contains($0.key) }, catalog)
        inner.visit(body, nil)
        edits += inner.edits
        mentioned.formUnion(inner.mentioned.subtracting(hidden))
      case .lifecycle(_, let stages): for stage in stages { if let condition = stage.condition { visit(condition, nil) } }
      case .segment(let segment): for clause in segment.clauses { visit(clause) }
      case .expect(let condition, _): visit(condition, nil)
      case .load, .append, .link, .asOf, .param, .split, .show, .list, .describe, .explain, .why, .export, .snapshot, .report, .note, .use:
        break
      }
    }
  }

  private mutating func visit(_ column: ColumnSyntax) {
    mentioned.insert(column.name.text)
    visit(column.table, nil)
    visit(column.definition.expression, events(column.table.text))
  }

  private mutating func visit(_ table: TableSyntax) {
    mentioned.formUnion([table.name.text] + table.columns.map(\.name.text))
    visit(table.source, nil)
    let rows = events(table.source.text)
    for clause in table.clauses {
      if case .condition(let condition) = clause { visit(condition, rows) }
      if case .strata(let groups) = clause { for group in groups { visit(group, rows) } }
    }
    for column in table.columns { visit(column.expression, rows) }
  }

  private mutating func visit(_ clause: ClauseSyntax) {
    switch clause {
    case .condition(let condition): visit(condition, nil)
    case .ranking(let ranking): for part in ranking.keys.map(\.expression) + ranking.per { visit(part, nil) }
    case .cut(let cut):
      switch cut.kind {
      case .cover(of: let value?), .spend(of: let value): visit(value, nil)
      case .cover(of: nil), .top, .bottom: break
      }
      for group in cut.per { visit(group, nil) }
    case .having(let condition), .pivot(let condition): visit(condition, nil)
    case .key, .owner, .time, .options, .base, .segment, .rows, .dimensions, .totals, .drawing, .strata, .seed, .columns, .distinct,
      .interval,
      .members:
      break
    }
  }

  /// - Parameter table: the events that the names are columns of; nil for customers.
  private mutating func visit(_ expression: ExpressionSyntax, _ table: TableSchema?) {
    switch expression.kind {
    case .name(let name): visit(NameSyntax(name, expression.span), table)
    case .firstEvents(let name): visit(name, nil)
    case .qualified(let path, let column):
      for name in path { visit(name, nil) }
      visit(column, path.last.flatMap { events($0.text) })
    case .call(_, let arguments):
      for argument in arguments { visit(argument, table) }
    case .error, .every, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .duration,
      .brokenDuration, .ago, .today, .namedDuration, .namedAgo:
      break
    case .or(let parts), .and(let parts), .coalesce(let parts), .list(let parts): for part in parts { visit(part, table) }
    case .rate(let inner, _), .not(let inner), .negate(let inner), .isMissing(let inner, _), .isStage(let inner, _, _):
      visit(inner, table)
    case .inWindow(let inner, let window, _):
      visit(inner, table)
      visit(window, table)
    case .comparison(let operands, _): for part in operands { visit(part, table) }
    case .inList(let inner, let list, _): for part in [inner] + list { visit(part, table) }
    case .between(let inner, let low, let high, _): for part in [inner, low, high] { visit(part, table) }
    case .textTest(let inner, _, let pattern, _): for part in [inner, pattern] { visit(part, table) }
    case .sum(let first, let rest): for part in [first] + rest.map(\.1) { visit(part, table) }
    case .product(let first, let rest): for part in [first] + rest.map(\.1) { visit(part, table) }
    case .asOf(let inner, let day): for part in [inner, day] { visit(part, table) }
    case .conditional(let test, let then, let otherwise): for part in [test, then, otherwise] { visit(part, table) }
    }
  }

  private mutating func visit(_ argument: ArgumentSyntax, _ table: TableSchema?) {
    var rows = table
    if let name = argument.table {
      visit(name, nil)
      rows = events(name.text) ?? table
    } else if case .name(let name) = argument.value.kind, let counted = events(name) {
      // `count(orders where …)`.
      rows = counted
    } else if case .firstEvents(let name) = argument.value.kind, let counted = events(name.text) {
      rows = counted
    }
    visit(argument.value, argument.table == nil ? table : rows)
    if let condition = argument.condition { visit(condition, rows) }
    for group in argument.per { visit(group, table) }
    if let window = argument.window { visit(window, table) }
  }

  private mutating func visit(_ window: WindowSyntax, _ table: TableSchema?) {
    switch window.kind {
    case .period(let inner), .since(let inner), .before(let inner), .next(let inner): visit(inner, table)
    case .fromTo(let from, let to): for part in [from, to] { visit(part, table) }
    case .preceding(_, let day): if let day { visit(day, table) }
    case .last, .lastNamed, .calendar: break
    }
  }

  private func events(_ name: String) -> TableSchema? { catalog.eventTable(own[name] ?? name) }

  private mutating func visit(_ name: NameSyntax, _ table: TableSchema?) {
    mentioned.insert(name.text)
    guard let own = own[name.text] else { return }
    if let table {
      guard table.types[own] != nil else { return }
    } else if catalog.eventTable(own) == nil {
      // Columns and metrics of customers get the library's name instead: `metric NAME = OWN`.
      return
    }
    edits.append((name.span.range, NameSyntax.spelled(own)))
  }
}

extension DefinitionImporter {
  /// The names of a `with`, by those of the library; columns and metrics of the customers are defined under the library's
  /// name.
  func libraryNames(_ options: [OptionSyntax], of library: String, _ state: inout SessionState) -> Result {
    var used = Result()
    if options.isEmpty { return used }
    let mentioned = LibraryNames.mentioned(by: library, state.catalog)
    var names = state.libraryNames
    for option in options {
      let name = option.name
      guard case .expression(let expression) = option.value, case .name(let own) = expression.kind else {
        used.diagnostics.append(.nameOfLibrary(wanted: option))
        continue
      }
      guard mentioned.contains(name.text) else {
        used.diagnostics.append(.notOfLibrary(name, library, mentioned))
        continue
      }
      let catalog = state.catalog
      let isOfEvents = catalog.eventTable(own) != nil || catalog.events.contains { $0.types[own] != nil || $0.isUnknown }
      guard isOfEvents || catalog.isKnown(own) else {
        used.diagnostics.append(.unknownOwnName(NameSyntax(own, expression.span), catalog))
        continue
      }
      names[name.text] = own
      if !isOfEvents, name.text != own { used.add(alias(name, own, of: library, &state)) }
    }
    if let earlier = LibraryNames.libraries(from: library).first(where: state.catalog.usedFiles.contains), names != state.libraryNames {
      used.diagnostics.append(.namesTooLate(earlier, at: options.first?.name.span))
    }
    let change = CatalogChange.libraryNames(names)
    state.apply(change)
    used.changes.append(change)
    return used
  }

  /// `metric NAME = OWN`, or a measure.
  private func alias(_ name: NameSyntax, _ own: String, of library: String, _ state: inout SessionState) -> Result {
    var used = Result()
    if state.catalog.isKnown(name.text) {
      used.diagnostics.append(.notTaken(name.text, at: name.span))
      return used
    }
    let isMeasure = if case .measure? = state.catalog.definitions[own]?.kind { true } else { false }
    let written = NameSyntax.spelled(own)
    let text = "\(isMeasure ? "measure" : "metric") \(name.text) = \(written) \"as `use \(library)` says\""
    for statement in Parser.parse(Source(name: library, text: text)).script.statements {
      var reported: Set<String> = []
      let (bound, found) = DefinitionKeeper.bound(statement, state.catalog, redefines: true, &reported)
      used.diagnostics += found
      guard let bound else { continue }
      do throws(ScriptError) {
        let (changes, problems) = try definitions.adopt(bound, statement, &state)
        used.changes += changes
        used.diagnostics += problems
      } catch {
        used.diagnostics += error.diagnostics
      }
    }
    return used
  }
}

extension Diagnostic {
  fileprivate static func nameOfLibrary(wanted option: OptionSyntax) -> Diagnostic {
    Diagnostic(
      "bad-option", "`with` takes names of tables, columns and metrics: `with (\(option.name.text): NAME)`", at: option.name.span,
      label: "not followed by a name")
  }

  fileprivate static func notOfLibrary(_ name: NameSyntax, _ library: String, _ known: Set<String>) -> Diagnostic {
    let near = Speller.nearest(to: name.text, among: known.sorted())
    return Diagnostic(
      "unknown-name", "`\(library)` has no name `\(name.text)`", at: name.span,
      label: "before the colon stands the library's name, after it that of the script",
      fix: near.map { Fix("did you mean `\($0)`?", replace: name.span, with: $0) } ?? Fix("`seg help \(library)` shows its names"))
  }

  /// `warning: `std.base` is in use already, with other names [not-taken]`
  fileprivate static func namesTooLate(_ library: String, at span: SourceSpan?) -> Diagnostic {
    Diagnostic(
      "not-taken", "`\(library)` is in use already, with other names", at: span, label: "its definitions stay as they are",
      fix: Fix("give the names in the first `use`"), severity: .warning)
  }

  fileprivate static func unknownOwnName(_ name: NameSyntax, _ catalog: Catalog) -> Diagnostic {
    let tables = catalog.events + (catalog.customers.map { [$0] } ?? [])
    let known = tables.map(\.name) + tables.flatMap(\.columnNames) + catalog.plainNames
    return Diagnostic(
      "unknown-name", "no table, column or metric `\(name.text)`", at: name.span, label: "load or define it above the `use`",
      fix: Speller.nearest(to: name.text, among: known).map { Fix("did you mean `\($0)`?", replace: name.span, with: $0) })
  }
}
