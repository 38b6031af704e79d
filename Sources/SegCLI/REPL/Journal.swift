// What a session has run, to be written as a script.

import Seg
import SegDiagnostics
import SegSyntax

/// The statements that ran, in an order in which they run again.
///
/// A script defines each name and loads each table once. So a statement takes the place of an earlier one with the same names, and
/// definitions come after those that they use.
struct Journal {
  private struct Entry {
    let text: String
    /// What it defines or loads, with the kind of name: `table orders`.
    let names: Set<String>
    /// The words in it that may be names.
    let words: Set<String>
  }

  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  /// The text of the last statement.
  var last: String? { entries.last?.text }

  /// Adds a statement that has run.
  mutating func add(_ text: String) {
    let (script, _) = Parser.parse(Source(name: "", text: text))
    guard let statement = script.statements.first else { return }
    let names = statement.namesMade
    if case .asOf = statement.kind, entries.last?.names == [Self.day] { entries.removeLast() }
    let words = Parser.tokens(of: Source(name: "", text: text)).compactMap { token -> String? in
      switch token.kind {
      case .word(let word, _): word
      case .quoted(let name): name
      case .text, .integer, .number, .percent, .date, .timestamp, .period, .symbol, .bad, .end: nil
      }
    }
    let entry = Entry(text: text, names: names, words: Set(words))
    if !names.isEmpty, names != [Self.day], let place = entries.firstIndex(where: { !$0.names.isDisjoint(with: names) }) {
      entries[place] = entry
      // What was added to the table before was added to its former rows.
      entries.removeAll { $0.text != text && !$0.names.isDisjoint(with: names) }
    } else {
      entries.append(entry)
    }
  }

  mutating func forget(_ names: [String]) { entries.removeAll { !$0.names.isDisjoint(with: names) } }

  /// The name under which `as of` stands.
  static let day = "as of"

  /// The session as a script.
  var script: String {
    var order: [Int] = []
    var begun: Set<Int> = []
    func add(_ index: Int) {
      guard begun.insert(index).inserted else { return }
      if !entries[index].names.isEmpty {
        // A definition that was made again may use later ones.
        for (other, entry) in entries.enumerated() where other > index && !entry.names.isDisjoint(with: entries[index].words) { add(other) }
      }
      order.append(index)
    }
    for index in entries.indices { add(index) }
    return order.map { entries[$0].text + "\n" }.joined()
  }

  /// The text of the statement that defines a name.
  func statement(of name: String) -> String? { entries.last { $0.names.contains(name) }?.text }
}

extension StatementSyntax {
  /// The names that the statement gives a meaning; those of `as of` and of a library, too.
  fileprivate var namesMade: Set<String> {
    switch kind {
    case .load(let load): [load.name.text]
    case .metric(let syntax), .measure(let syntax): [syntax.name.text]
    case .column(let syntax): ["\(syntax.table.text).\(syntax.name.text)"]
    case .table(let syntax): [syntax.name.text]
    case .segment(let syntax): [syntax.name.text]
    case .lifecycle(let name, _), .param(let name, _), .function(let name, _, _): [name.text]
    case .split(let syntax): Set(syntax.parts.map(\.name.text))
    case .link(let syntax): ["link \(syntax.table.text) \((syntax.role ?? syntax.target).text)"]
    case .use: [span.text]
    case .asOf: [Journal.day]
    case .append, .show, .list, .describe, .explain, .why, .expect, .export, .snapshot, .report, .note: []
    }
  }
}
