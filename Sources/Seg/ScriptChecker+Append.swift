// append: checks that the table is loaded, and adds the rows of files to it.

import SegDiagnostics
import SegPlan
import SegSemantics
import SegSyntax
import SegText

extension ScriptChecker {
  /// Adds rows to a table of the state. False if the check was interrupted.
  func append(
    _ load: LoadSyntax, _ statement: StatementSyntax, _ source: ScriptSource, _ part: CheckedPart, _ checked: inout CheckedScript
  ) -> Bool {
    var problems: [Diagnostic] = []
    defer { checked.diagnostics += advised(problems, part, checked) }
    let catalog = checked.state.catalog
    if load.paths.contains(where: { $0.text.utf8.contains(0) }) { return true }
    guard let loaded = checked.state.sources[load.name.text], let schema = catalog.table(load.name.text) else {
      // A table that could not be loaded is reported where it is loaded.
      if catalog.table(load.name.text)?.isUnknown == true { return true }
      problems.append(
        catalog.table(load.name.text) == nil
          ? .unknownTable(load.name.text, catalog.tableNames, at: load.name.span) : .nothingToAppendTo(load.name))
      return true
    }
    if schema.isUnknown { return true }
    guard let place = LoadOptions.source(addedTo: loaded.plan, load, report: { problems.append($0) }) else { return true }
    source.known = KnownTable(
      load.name.text, schema.sourceColumns(of: loaded.plan), needed: loaded.plan.needed, evidence: loaded.evidence)
    do throws(ScriptError) {
      switch source.loading {
      case .columns:
        try columns(place, source, load)
        // The rows that are added may have other values.
        checked.state.columnsSeen[load.name.text] = checked.state.columnsSeen[load.name.text]?.map(\.withUnknownValues)
        checked.state.catalog.tablesOfFiles.insert(load.name.text)
        if let assumption = source.assumption {
          checked.isAssuming = true
          problems.append(.assumed(assumption, of: load.name))
        }
      case .rows: problems += try appendRows(loaded, place, source, load, statement, &checked)
      }
      checked.state.files.add(load.name.text, source.files)
    } catch {
      problems += error.diagnostics
      return !error.diagnostics.contains { $0.id == "interrupted" }
    }
    return true
  }

  /// The warnings of rows that were added.
  private func appendRows(
    _ loaded: LoadedSource, _ place: LoadSource, _ source: ScriptSource, _ load: LoadSyntax, _ statement: StatementSyntax,
    _ checked: inout CheckedScript
  ) throws(ScriptError) -> [Diagnostic] {
    typealias Added = (changes: [CatalogChange], receipt: LoadReceipt, warnings: [Diagnostic])
    let added = try work.run(at: load.pathSpan) { () throws(ScriptError) -> Added in
      try columns(place, source, load)
      guard var reading = source.takeReading() else { throw ScriptError([]) }
      return try loader.append(
        loaded, &reading, at: load.name.span, into: &checked.state, readMilliseconds: source.readMilliseconds)
    }
    checked.steps.append(
      BoundStep(action: .loaded(added.receipt, loaded.plan), span: statement.span, changes: added.changes))
    return added.warnings
  }

  private func columns(_ place: LoadSource, _ source: ScriptSource, _ load: LoadSyntax) throws(ScriptError) {
    do throws(SourceProblem) {
      _ = try source.columns(place)
    } catch {
      guard var problem = error.diagnostic else { throw ScriptError([]) }
      let option = load.options.first { $0.name.text == error.option }
      let path = error.path.flatMap { load.paths.indices.contains($0) ? load.paths[$0].span : nil }
      problem.labels.insert(Diagnostic.Label(option?.name.span ?? path ?? load.pathSpan), at: 0)
      throw ScriptError(problem)
    }
  }
}

extension TableSchema {
  /// Its columns as those of a source, without those that the load makes.
  fileprivate func sourceColumns(of plan: LoadPlan) -> [SourceSchema.Column] {
    columnNames.compactMap { name in
      let isMade = given.contains(name) || plan.made.contains { $0.name == name }
      return isMade ? nil : types[name].map { SourceSchema.Column(name, $0, isEmpty: empty.contains(name)) }
    }
  }
}
