// Completion at the cursor.

import SegColumns
import SegDiagnostics
import SegPlan
import SegReport
import SegSemantics
import SegSyntax
import SegText

/// What may stand at the cursor.
public struct CompletionCandidate: Sendable, Hashable {
  /// What is written in place of the word.
  public let text: String
  /// What it is: `column of orders`, `metric`, `value`; empty for words of the language.
  public let kind: Message

  init(_ text: String, _ kind: Message = "") {
    self.text = text
    self.kind = kind
  }
}

extension Session {
  /// What may stand where `text` ends, what fits best first; `word` is the part already typed.
  public func candidates(after text: String) -> (word: String, candidates: [CompletionCandidate]) {
    call { Completion(state, language).candidates(after: text) }
  }

  /// What may complete the last word of a question in plain words: definitions, tables, columns and values of columns of texts.
  public func candidates(afterQuestion text: String) -> (word: String, candidates: [CompletionCandidate]) {
    call { Completion(state, language).candidates(afterQuestion: text) }
  }

  /// The texts of ``candidates(after:)``.
  public func completions(of text: String) -> (word: String, candidates: [String]) {
    let (word, candidates) = candidates(after: text)
    return (word, candidates.map(\.text))
  }
}

/// Completes words with what the parsers look for at the end of a text, and what a session has of it.
struct Completion {
  let state: SessionState
  /// That of the person: words of scripts are offered in it, too.
  private let language: Language
  var catalog: Catalog { state.catalog }

  init(_ state: SessionState, _ language: Language = .english) {
    self.state = state
    self.language = language
  }

  func candidates(after text: String) -> (word: String, candidates: [CompletionCandidate]) {
    let end = TextEnd(of: text)
    switch end.form {
    case .text(let quote):
      let expected = Parser.expected(after: String(end.before))
      return (end.word, matching(end.word, values(expected, quote: quote)))
    case .member(let path):
      return (end.word, matching(end.word, members(after: path).map { CompletionCandidate(spelled($0, end), "") }))
    case .word, .quoted:
      let before = String(end.before)
      var found: [CompletionCandidate] = []
      let expected = Parser.expected(after: before)
      let isStart = before.allSatisfy(\.isWhitespace) || before.last == ";"
      if let values = arguments(expected), expected.roles.contains(.value) { return (end.word, matching(end.word, values)) }
      if !isStart || !expected.roles.isEmpty { found += names(expected, end) }
      if end.form == .word { found += keywords(expected, after: before, isStart: isStart) }
      if end.form == .word, let first = end.word.utf8.first, first >= 0x80 {
        found += ChineseWords.all.map { CompletionCandidate($0) }
        if !isStart { found += ChineseNames.functions.values.joined().sorted().map { CompletionCandidate($0, "function") } }
      }
      return (end.word, matching(end.word, found))
    }
  }

  func candidates(afterQuestion text: String) -> (word: String, candidates: [CompletionCandidate]) {
    let start = text.lastIndex { $0.isWhitespace || $0 == "," || $0 == "，" }
    let word = String(text[(start.map { text.index(after: $0) } ?? text.startIndex)...])
    let tables = (state.store.customers.map { [($0.name, $0.table)] } ?? []) + state.store.events.map { ($0.name, $0.table) }
    var found = catalog.plainNames.map { CompletionCandidate($0, catalog.definitions[$0]?.noun ?? "") }
    found += stages.map { CompletionCandidate($0, "stage") } + tables.map { CompletionCandidate($0.0, "table") }
    for (name, table) in tables { found += table.fields.map { CompletionCandidate($0.name, "column of \(name)") } }
    // Columns of many texts have names of people or remarks, which few questions are about.
    for dictionary in tables.flatMap({ $0.1.fields }).compactMap({ $0.column.dictionary }) where dictionary.count <= 1000 && !word.isEmpty {
      found += Self.texts(of: dictionary).map { CompletionCandidate($0, "value") }
    }
    return (word, matching(word, found))
  }

  // MARK: Words of the language

  private func keywords(_ expected: ExpectedWords, after before: String, isStart: Bool) -> [CompletionCandidate] {
    let statements = StatementForm.all.map(\.keyword)
    if isStart { return inBoth(statements).map { CompletionCandidate($0, "statement") } }
    var words = expected.keywords.filter { !statements.contains($0) && $0 != "as" }
    // A further statement begins on a line of its own.
    if before.last == "\n" { words += statements }
    // Clauses and windows before what goes on with a value.
    let late: Set<String> = ["in", "between", "mod", "is", "like", "contains", "starts with", "ends with", "matches", "and", "or"]
    return inBoth(words.filter { !late.contains($0) } + words.filter(late.contains)).map { CompletionCandidate($0) }
  }

  /// Words of scripts, behind their twins where the person reads Chinese: `jz` finds 加载.
  private func inBoth(_ words: [String]) -> [String] {
    language == .chinese ? words.compactMap { ChineseHelp.word(for: $0) } + words : words
  }

  // MARK: Names

  private func names(_ expected: ExpectedWords, _ end: TextEnd) -> [CompletionCandidate] {
    var found: [CompletionCandidate] = []
    func add(_ names: [String], _ kind: Message) { found += names.map { CompletionCandidate(spelled($0, end), kind) } }
    if expected.roles.contains(.stage) { add(stages, "stage") }
    if expected.roles.contains(.picture) {
      found += (ChartKind.all.map(\.name) + ["table", "none"]).map { CompletionCandidate($0, "picture") }
    }
    if expected.roles.contains(.library) {
      found += StandardLibrary.files.keys.sorted().map { CompletionCandidate($0, "library") }
    }
    if expected.roles.contains(.option) { found += options(expected) }
    if expected.roles.contains(.segment) { add(segments, "segment") }
    if expected.statement == "export", expected.roles.contains(.segment) { found.append(CompletionCandidate("last", "the last answer")) }
    if expected.statement == "why" || expected.statement == "explain", expected.roles.contains(.segment) { add(lifecycles, "lifecycle") }
    if expected.roles.contains(.table) { add(catalog.events.map(\.name) + (catalog.customers.map { [$0.name] } ?? []), "table") }
    if expected.roles.contains(.fileColumn) { add(catalog.customers.map { [$0.key] } ?? [], "column") }
    if expected.roles.contains(.value) { found += valueNames(expected, end) }
    if expected.roles.contains(.anything) {
      found += valueNames(expected, end).filter { !["function", "function of the script"].contains($0.kind) }
      add(catalog.tableNames, "table")
      add(catalog.functions.keys.sorted(), "function of the script" as Message)
    }
    return found
  }

  /// What may have a value where the expression stands: the nearest first.
  private func valueNames(_ expected: ExpectedWords, _ end: TextEnd) -> [CompletionCandidate] {
    var found: [CompletionCandidate] = []
    func add(_ names: [String], _ kind: Message) { found += names.map { CompletionCandidate(spelled($0, end), kind) } }
    func add(columnsOf table: TableSchema) {
      add(table.columnNames, "column of \(table.name)")
      add(table.links.map(\.role), "linked to \(table.name)" as Message)
    }
    let table = expected.table.flatMap { catalog.eventTable($0) }
    if let table {
      add(columnsOf: table)
      for owner in catalog.owners(of: table) { catalog.eventTable(owner).map { add(columnsOf: $0) } }
    }
    for name in catalog.plainNames { add([name], catalog.definitions[name]?.noun ?? "") }
    if let customers = catalog.customers { add(customers.columnNames, "column of \(customers.name)") }
    if table == nil {
      add(catalog.events.map(\.name), "table")
      for events in catalog.events { add(events.columnNames, "column of \(events.name)") }
    }
    add(catalog.parameters.keys.sorted(), "param")
    if end.form == .quoted { return found }
    if let call = expected.call, call.label == nil, let callable = catalog.allCallables.first(where: { $0.name == call.name.lowercased() })
    {
      found += callable.arguments.filter { !call.labels.contains($0.name) }.map { CompletionCandidate("\($0.name):", "argument") }
    }
    let isShown = expected.statement == "show" && expected.call == nil
    for callable in catalog.allCallables where isShown || !callable.isAnalysis {
      let twin = language == .chinese ? ChineseNames.functions[callable.name]?.first : nil
      for name in [twin, callable.name].compactMap({ $0 }) {
        found.append(CompletionCandidate(name, callable.isAnalysis ? "analysis" as Message : "function"))
      }
    }
    found += ["today", "missing", "yes", "no", "not", "if", "every"].map { CompletionCandidate($0) }
    return found
  }

  /// The values that a named argument or an option takes, where they are few.
  private func arguments(_ expected: ExpectedWords) -> [CompletionCandidate]? {
    var values: [String] = []
    if let call = expected.call, let label = call.label {
      let callable = catalog.allCallables.first { $0.name == call.name.lowercased() }
      values = callable?.arguments.first { $0.name == label }?.values ?? []
    } else if expected.call == nil, let option = expected.option {
      switch option {
      case "encoding": values = TextOption.encodings.map { "\"\($0)\"" }
      case "header", "pad", "trim", "replace", "folders", "file", "bom": values = ["yes", "no"]
      default:
        if TextOption.all.contains(where: { $0.name == option }) { return [] }
        values = ColumnType.allCases.map { $0 == .boolean ? "boolean" : $0.rawValue }
      }
    }
    return values.isEmpty ? nil : values.map { CompletionCandidate($0, "value") }
  }

  private func options(_ expected: ExpectedWords) -> [CompletionCandidate] {
    let names: [String]
    switch expected.statement {
    case "load", "append": names = TextOption.all.map(\.name) + ["file"]
    case "export", "snapshot": names = ["replace", "folders"]
    default: names = []
    }
    return names.map { CompletionCandidate("\($0):", "option") }
  }

  private var segments: [String] { catalog.plainNames.filter { if case .segment? = catalog.definitions[$0]?.kind { true } else { false } } }

  private var lifecycles: [String] {
    catalog.plainNames.filter { if case .lifecycle? = catalog.definitions[$0]?.kind { true } else { false } }
  }

  /// The stages of all lifecycles.
  private var stages: [String] {
    catalog.order.flatMap { name -> [String] in
      guard case .lifecycle(let expression)? = catalog.definitions[name]?.kind, case .stages(let stages) = expression.kind
      else { return [] }
      return stages.map(\.name)
    }
  }

  /// What may stand after the dot behind a name: the columns of the table that it leads to, and what its rows look up; after `std`
  /// the libraries.
  private func members(after name: String) -> [String] {
    if name == "std" { return StandardLibrary.files.keys.map { String($0.dropFirst("std.".count)) }.sorted() }
    let all = [catalog.customers].compactMap { $0 } + catalog.events
    let roles = all.flatMap(\.links).filter { $0.role == name }.map(\.target)
    let tables = all.filter { $0.name == name || roles.contains($0.name) }
    let owners = tables.compactMap { table -> String? in if case .table(let owner) = table.owner { owner } else { nil } }
    let definitions = tables.contains { $0.name == catalog.customers?.name } ? catalog.plainNames : []
    return tables.flatMap(\.columnNames) + tables.flatMap(\.links).map(\.role) + owners + definitions
  }

  // MARK: Values

  /// The values that a text is compared with, or the keys of customers.
  private func values(_ expected: ExpectedWords, quote: Character) -> [CompletionCandidate] {
    let texts: [String]
    if expected.isKey {
      texts = state.store.customers?.keys.dictionary.map { Self.texts(of: $0) } ?? []
    } else if let compared = expected.compared {
      texts = self.texts(comparedWith: compared, expected.table)
    } else if expected.option == "encoding" {
      texts = TextOption.encodings
    } else if let call = expected.call, call.label == "model" {
      texts = ModelOptions.modelNames
    } else {
      return []
    }
    return texts.map { text in
      let inside = text.replacing("\\", with: "\\\\").replacing(String(quote), with: "\\" + String(quote))
      return CompletionCandidate(inside + String(quote), "value")
    }
  }

  /// The values of the column that an expression names, of the table at hand if that has it.
  private func texts(comparedWith expression: ExpressionSyntax, _ table: String?) -> [String] {
    let column: String
    var wanted = table
    if case .name(let name) = expression.kind {
      column = name
    } else if case .qualified(let path, let name) = expression.kind {
      column = name.text
      let role = path.last?.text
      let links = ([catalog.customers].compactMap { $0 } + catalog.events).flatMap(\.links)
      wanted = links.first { $0.role == role }?.target ?? role
    } else {
      return []
    }
    let tables = state.store.events.map { ($0.name, $0.table) } + (state.store.customers.map { [($0.name, $0.table)] } ?? [])
    let having = tables.compactMap { name, table in table[column]?.dictionary.map { (name, $0) } }
    let dictionary = having.first { $0.0 == wanted } ?? having.first { $0.0 == state.store.customers?.name } ?? having.first
    return dictionary.map { Self.texts(of: $0.1) } ?? []
  }

  /// The texts of a dictionary in order; of a very large one the first.
  private static func texts(of dictionary: TextDictionary) -> [String] {
    (0..<min(dictionary.count, 100_000)).map { dictionary[$0] }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  // MARK: Matching

  private func spelled(_ name: String, _ end: TextEnd) -> String {
    if end.isInBackticks { return name.replacing("`", with: "``") + "`" }
    return Diagnostic.name(name)
  }

  /// The candidates that begin with a word, in small or capital letters or by the first letters of Chinese characters; those that begin
  /// exactly so first.
  private func matching(_ word: String, _ candidates: [CompletionCandidate]) -> [CompletionCandidate] {
    var seen: Set<String> = []
    var exact: [CompletionCandidate] = []
    var alike: [CompletionCandidate] = []
    var read: [CompletionCandidate] = []
    let wanted = word.lowercased()
    let isASCII = !word.isEmpty && word.allSatisfy { $0.isASCII }
    for candidate in candidates {
      let plain = candidate.text.drop { $0 == "`" }
      if plain.hasPrefix(word) {
        if seen.insert(candidate.text).inserted { exact.append(candidate) }
      } else if plain.lowercased().hasPrefix(wanted) {
        if seen.insert(candidate.text).inserted { alike.append(candidate) }
      } else if isASCII, PinyinInitials.begin(String(plain), with: wanted), seen.insert(candidate.text).inserted {
        read.append(candidate)
      }
    }
    return exact + alike + read
  }
}
