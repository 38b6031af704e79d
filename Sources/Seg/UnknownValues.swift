// Texts in conditions that no row has.

import SegColumns
import SegDiagnostics
import SegSemantics
import SegStore

/// Compares the texts of conditions with the values of their columns.
struct UnknownValues {
  let store: Store

  /// The most distinct values among which near ones are looked for.
  private static let limit = 20_000

  /// Warnings about texts that are no value of their column, with the nearest values.
  func warnings(_ texts: [ComparedText]) -> [Diagnostic] {
    var seen: Set<SourceSpan> = []
    return texts.compactMap { compared in
      guard seen.insert(compared.span).inserted else { return nil }
      let dictionaries = dictionaries(of: compared.column)
      guard !dictionaries.isEmpty, !dictionaries.contains(where: { Self.has($0, compared.text) }) else { return nil }
      let values = dictionaries.filter { $0.count <= Self.limit }.lazy.flatMap(\.texts)
      return .unknownValue(compared, near: Speller.near(to: compared.text, among: values, atMost: 2))
    }
  }

  /// The values of a column, of each table that has a column of the name.
  private func dictionaries(of column: String) -> [TextDictionary] {
    let tables = store.events.map(\.table) + (store.customers.map { [$0.table] } ?? [])
    return tables.compactMap { $0[column]?.dictionary }.filter { $0.count > 0 }
  }

  private static func has(_ dictionary: TextDictionary, _ text: String) -> Bool {
    var text = text
    return text.withUTF8 { wanted in
      (0..<dictionary.count).contains { code in
        let value = dictionary.utf8(code)
        return value.count == wanted.count && value.elementsEqual(wanted)
      }
    }
  }
}
