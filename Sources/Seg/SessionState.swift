// The tables and definitions of a session at one point of a script.

import SegColumns
import SegEngine
import SegReport
import SegSemantics
import SegStore

/// Tables and definitions at one point of a script. It is a value, so a statement that
/// fails leaves the former state.
struct SessionState {
  var store = Store()
  var catalog: Catalog
  /// The page of a `report`; nil: there is none.
  var page: PageDraft?
  /// What a page says of the data.
  var log = SessionLog()
  /// From `as of`.
  var asOf: Int32?
  /// The day that a script states, as far as it was checked: for advice, before it runs.
  var statedDay: Int32?
  private(set) var last: Answer?
  /// All answers for `export all`: of a script that has one, and at the prompt.
  private(set) var answers: [Answer] = []
  /// So that an `export` can tell what it would replace.
  var files = LoadedFiles()
  /// What tables were loaded from, by their names.
  var sources: [String: LoadedSource] = [:]
  /// The columns of the files of tables of which no rows were read, by the tables' names.
  var columnsSeen: [String: [SourceSchema.Column]] = [:]
  /// By `use … with`: the script's names of tables and columns by those of the library.
  var libraryNames: [String: String] = [:]

  /// The values of texts that are known of tables whose rows were not read, by table and column.
  var valuesSeen: [String: [String: [String]]] {
    columnsSeen.mapValues { columns in
      Dictionary(columns.filter { !$0.values.isEmpty }.map { ($0.name, $0.values) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Keeps an answer for `export last`, and for `export all` where `all` says that one may come.
  mutating func keep(_ answer: Answer, all: Bool) {
    last = answer
    if all { answers.append(answer) }
  }
}
