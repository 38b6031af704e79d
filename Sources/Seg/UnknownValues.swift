// Texts in conditions that no row has.

import SegColumns
import SegDiagnostics
import SegSemantics
import SegStore

/// Compares the texts of conditions with the values of their columns.
struct UnknownValues {
  private let store: Store
  /// The columns of tables whose rows were not read.
  private let unread: [String: [SourceSchema.Column]]

  init(_ state: SessionState) {
    store = state.store
    unread = state.columnsSeen
  }

  /// The most distinct values among which near ones are looked for.
  private static let limit = 20_000

  /// Warnings about texts that are no value of their column, with the nearest values.
  func warnings(_ texts: [ComparedText]) -> [Diagnostic] {
    var seen: Set<SourceSpan> = []
    return texts.compactMap { compared in
      guard seen.insert(compared.span).inserted, let values = values(of: compared.column, beside: compared.text) else { return nil }
      return .unknownValue(compared, near: Speller.near(to: compared.text, among: values, atMost: 2))
    }
  }

  /// The values of a column, of each table that has a column of the name; nil if the text is one of them, or
  /// may be one.
  private func values(of column: String, beside text: String) -> [String]? {
    let own = unread.values.flatMap { $0 }.filter { $0.name == column && $0.type == .text && !$0.isEmpty }
    guard own.allSatisfy({ $0.hasAllValues && !$0.values.contains(text) }) else { return nil }
    let dictionaries = dictionaries(of: column)
    guard !own.isEmpty || !dictionaries.isEmpty, !dictionaries.contains(where: { Self.has($0, text) }) else { return nil }
    return own.flatMap(\.values) + dictionaries.filter { $0.count <= Self.limit }.flatMap(\.texts)
  }

  /// The values of a column, of each table with rows that has a column of the name.
  private func dictionaries(of column: String) -> [TextDictionary] {
    let tables = store.events.map { ($0.name, $0.table) } + (store.customers.map { [($0.name, $0.table)] } ?? [])
    return tables.filter { unread[$0.0] == nil }.compactMap { $0.1[column]?.dictionary }.filter { $0.count > 0 }
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
