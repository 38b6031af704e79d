// Columns by the noun of their name: `channel` of `acquisition_channel`, `duration` of `duration_minutes`.

import SegColumns
import SegDiagnostics
import SegPlan

/// The nouns of the names of columns that one column alone has.
final class HeadNouns {
  struct Column {
    let table: String
    let name: String
    let type: ColumnType
  }

  private var known: [String: Column]?

  /// What a number is counted in, after the noun: `duration_minutes`, `price_usd`.
  private static let units: Set<String> = [
    "minutes", "minute", "mins", "min", "seconds", "second", "secs", "sec", "hours", "hour", "hrs", "ms", "usd", "eur", "gbp", "cny", "rmb",
    "pct", "percent", "km", "kg", "gb", "mb",
  ]

  /// Nouns that say too little, or something else.
  private static let vague: Set<String> = [
    "name", "date", "day", "time", "id", "key", "number", "no", "count", "total", "amount", "value", "by", "at", "on", "in", "of", "to",
    "up",
    "first", "last", "new", "old", "is", "has", "month", "year", "week", "quarter", "customer", "user", "person", "people", "order",
    "purchase", "product", "item", "unit", "row", "text", "data", "info", "sum", "average", "rate", "share", "segment",
  ]

  /// The columns of a session, by their nouns.
  func columns(_ vocabulary: WordVocabulary) -> [String: Column] {
    if let known { return known }
    let catalog = vocabulary.catalog
    let tables = (catalog.customers.map { [$0] } ?? []) + catalog.events
    var found: [String: [Column]] = [:]
    for table in tables {
      for name in table.columnNames where !table.keys.contains(name) && name != table.key {
        guard let type = table.types[name], type == .text || type == .integer || type == .number,
          !table.links.contains(where: { $0.columns.contains(name) })
        else { continue }
        let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard parts.count > 1, let last = parts.last else { continue }
        let noun = type != .text && Self.units.contains(last) ? parts[parts.count - 2] : last
        for word in Set([noun, last]) where word.count > 3 && word.allSatisfy(\.isLetter) {
          found[WordVocabulary.stem(word), default: []].append(Column(table: table.name, name: name, type: type))
        }
      }
    }
    let whole = Set(tables.flatMap(\.columnNames).map { WordVocabulary.stem($0) } + tables.map { WordVocabulary.stem($0.name) })
    var single: [String: Column] = [:]
    for (noun, columns) in found where columns.count == 1 && !whole.contains(noun) && !Self.vague.contains(noun) {
      guard !WordVocabulary.people.contains(noun), catalog.definitions[noun] == nil, WordReader.unit(noun) == nil else { continue }
      single[noun] = columns.first
    }
    known = single
    return single
  }
}

extension WordVocabulary {
  /// The column of some tables whose name has the word for its noun.
  func headed(_ words: ArraySlice<String>, isOf fits: (String) -> Bool) -> HeadNouns.Column? {
    guard words.count == 1, let word = words.first, let found = heads.columns(self)[Self.stem(word)], fits(found.table) else { return nil }
    return found
  }
}
