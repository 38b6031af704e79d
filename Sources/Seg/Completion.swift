// Completion at the cursor.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSemantics
import SegSyntax

extension Session {
  /// Names, keywords and functions that are allowed where `text` ends; `word` is the part
  /// already typed.
  public func completions(of text: String) -> (word: String, candidates: [String]) {
    call { Completion(catalog: state.catalog).candidates(after: text) }
  }
}

/// Completes words with what a catalog has.
private struct Completion {
  let catalog: Catalog

  func candidates(after text: String) -> (word: String, candidates: [String]) {
    var word = ""
    for character in text.reversed() {
      guard character.isLetter || character.isNumber || character == "_" else { break }
      word.insert(character, at: word.startIndex)
    }
    let before = text.dropLast(word.count)
    let isStart = before.allSatisfy(\.isWhitespace) || before.last == ";"
    // A backtick that is typed already begins a name.
    let isQuoted = before.last == "`"
    func written(_ names: [String]) -> [String] {
      names.map { name in isQuoted ? name + "`" : Diagnostic.name(name) }
    }
    let path = isQuoted ? before.dropLast() : before
    if path.last == "." { return (word, matching(word, written(members(after: path.dropLast())))) }
    var candidates: [String] = []
    if isStart {
      candidates = StatementForm.all.map { $0.keyword }
    } else {
      candidates += written(catalog.plainNames)
      candidates += written(catalog.customers?.columnNames ?? [])
      candidates += written(catalog.events.flatMap { [$0.name] + $0.columnNames })
      candidates += written(catalog.customers.map { [$0.name] } ?? [])
      candidates += written(catalog.parameters.keys.sorted())
      let isShown = isAfter("show", before)
      if isQuoted { return (word, matching(word, candidates)) }
      candidates += catalog.allCallables.filter { isShown || !$0.isAnalysis }.map(\.name)
      candidates += written(stages(before: before))
      candidates += Keyword.allCases.map(\.rawValue)
    }
    if let first = word.utf8.first, first >= 0x80 {
      candidates += ChineseWords.all
      if !isStart { candidates += ChineseNames.functions.values.joined().sorted() }
    }
    return (word, matching(word, candidates))
  }

  /// What may stand after the dot behind a text: the columns of the table that its last name leads to, and what its rows look
  /// up; after `std` the libraries.
  private func members(after text: Substring) -> [String] {
    let isQuoted = text.last == "`"
    let inside = isQuoted ? text.dropLast() : text
    let name = String(inside.reversed().prefix { isQuoted ? $0 != "`" : $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
    if name == "std" { return StandardLibrary.files.keys.map { String($0.dropFirst("std.".count)) }.sorted() }
    let all = [catalog.customers].compactMap { $0 } + catalog.events
    let roles = all.flatMap(\.links).filter { $0.role == name }.map(\.target)
    let tables = all.filter { $0.name == name || roles.contains($0.name) }
    let owners = tables.compactMap { table -> String? in if case .table(let owner) = table.owner { owner } else { nil } }
    let definitions = tables.contains { $0.name == catalog.customers?.name } ? catalog.plainNames : []
    return tables.flatMap(\.columnNames) + tables.flatMap(\.links).map(\.role) + owners + definitions
  }

  /// The candidates that begin with a word, also behind a backtick.
  private func matching(_ word: String, _ candidates: [String]) -> [String] {
    var seen: Set<String> = []
    let wanted = word.lowercased()
    return candidates.filter { candidate in
      let plain = candidate.lowercased().drop { $0 == "`" }
      return plain.hasPrefix(wanted) && seen.insert(candidate).inserted
    }
  }

  private func isAfter(_ word: String, _ text: Substring) -> Bool {
    text.split(whereSeparator: \.isWhitespace).last?.lowercased() == word
  }

  /// After `is`, the stages of all lifecycles.
  private func stages(before text: Substring) -> [String] {
    guard isAfter("is", text) else { return [] }
    return catalog.order.flatMap { name -> [String] in
      guard case .lifecycle(let expression)? = catalog.definitions[name]?.kind,
        case .stages(let stages) = expression.kind
      else { return [] }
      return stages.map(\.name)
    }
  }
}
