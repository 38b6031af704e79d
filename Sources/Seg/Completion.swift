// Completion at the cursor.

import SegColumns
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
    var candidates: [String] = []
    if isStart {
      candidates = StatementForm.all.map { $0.keyword }
    } else {
      candidates += catalog.order
      candidates += catalog.customers?.columnNames ?? []
      candidates += catalog.events.flatMap { [$0.name] + $0.columnNames }
      candidates += catalog.customers.map { [$0.name] } ?? []
      candidates += catalog.parameters.keys.sorted()
      let isShown = isAfter("show", before)
      candidates += catalog.allCallables.filter { isShown || !$0.isAnalysis }.map(\.name)
      candidates += stages(before: before)
      candidates += Keyword.allCases.map(\.rawValue)
    }
    var seen: Set<String> = []
    let wanted = word.lowercased()
    return (word, candidates.filter { $0.lowercased().hasPrefix(wanted) && seen.insert($0).inserted })
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
