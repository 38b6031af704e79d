// load … as segment: the customers that a file lists become a segment.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSemantics
import SegSyntax

extension ScriptChecker {
  /// Loads the snapshots whose files a statement names as `since`. False if the check was interrupted.
  func loadSnapshots(
    of statement: StatementSyntax, _ loading: Loading, _ part: CheckedPart, _ checked: inout CheckedScript
  ) -> Bool {
    for path in statement.snapshotPaths where !checked.ownTables.contains(path.text) {
      let load = LoadSyntax(name: NameSyntax(path.text, path.span), paths: [path], clauses: [.members])
      let whole = StatementSyntax(.load(load), path.span)
      let own = CheckedPart(piece: part.piece, problems: [], directory: part.directory)
      if !self.load(load, whole, source(part.directory, loading), own, &checked) { return false }
    }
    return true
  }

  /// Links the customers to the rows of a list of them that was loaded, and defines the segment.
  ///
  /// - Returns: the changes, and warnings.
  func loadMembers(
    _ load: LoadSyntax, _ statement: StatementSyntax, _ file: SegmentFile, _ checked: inout CheckedScript
  ) throws(ScriptError) -> ([CatalogChange], [Diagnostic]) {
    let (link, definition) = try members(load, checked)
    let (linked, _, warnings) = try loader.link(link, into: &checked.state)
    let changes = [CatalogChange.definitions([definition], statement), .segmentFile(load.name.text, file)]
    for change in changes { checked.state.apply(change) }
    checked.own.insert(load.name.text)
    return (linked + changes, warnings)
  }

  /// The same, of a table without rows.
  func adoptMembers(_ load: LoadSyntax, _ statement: StatementSyntax, _ part: CheckedPart, _ checked: inout CheckedScript) {
    do throws(ScriptError) {
      let (link, definition) = try members(load, checked)
      checked.diagnostics += loader.adopt(checked.state.store, link, &checked.state).1
      checked.state.apply(.definitions([definition], statement))
      checked.state.apply(.segmentFile(load.name.text, .unread))
      checked.own.insert(load.name.text)
    } catch {
      checked.diagnostics += advised(error.diagnostics, part, checked)
      checked.state.catalog.failedNames.insert(load.name.text)
    }
  }

  private func members(_ load: LoadSyntax, _ checked: CheckedScript) throws(ScriptError) -> (LinkPlan, Definition) {
    let binder = StatementBinder(checked.state.catalog, allowsRedefinition: !checked.own.contains(load.name.text))
    guard let members = binder.bindMembers(load) else { throw ScriptError(binder.diagnostics) }
    return members
  }
}

extension TableReading {
  /// What the file of a segment says besides its members. The one row of a snapshot without members, which has no
  /// key, is taken away.
  mutating func takeSegmentFile() -> SegmentFile {
    func value(_ column: Snapshot.Column) -> Value? { table.rowCount > 0 ? table[column.rawValue]?[0] : nil }
    guard case .text(let segment)? = value(.segment), case .date(let day)? = value(.day), case .text(let definition)? = value(.definition)
    else { return .list }
    if table.rowCount == 1, let key = table.fields.first, key.column[0] == .missing {
      table = Table(fields: table.fields.map { Table.Field($0.name, $0.column.gathered([])) }, rowCount: 0)
    }
    return .snapshot(Snapshot(segment: segment, day: day, definition: definition))
  }
}
