// Adds the rows of files to a table that is loaded.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSemantics
import SegStore
import SegText

/// What a table was loaded from, to add rows to it in the same manner.
struct LoadedSource {
  let plan: LoadPlan
  /// What the format found out about the values; nil: nothing.
  var evidence: (any FormatEvidence)?
}

extension TableLoader {
  /// A table before rows are added to it.
  struct Earlier {
    let rowCount: Int
    let rejects: Table?
  }

  /// Adds rows that were read to a table of the state; the table is linked again, and everything
  /// computed follows.
  ///
  /// - Parameters:
  ///   - source: how the table was loaded.
  ///   - reading: handed over.
  func append(
    _ source: LoadedSource, _ reading: inout TableReading, at span: SourceSpan?, into state: inout SessionState,
    readMilliseconds: Double = 0
  ) throws(ScriptError) -> ([CatalogChange], LoadReceipt, [Diagnostic]) {
    let name = source.plan.table
    let columns = state.catalog.table(name)?.columnNames ?? []
    guard let before = state.store.table(name)?.only(columns) else { throw ScriptError(.badTable(at: span)) }
    let (added, place) = (reading.table.rowCount, reading.place)
    guard added > 0 || (reading.rejects?.rowCount ?? 0) == 0 else {
      throw ScriptError(.noRows(name, reading.rejects ?? Table(fields: [], rowCount: 0), at: span))
    }
    reading.table = try making(source.plan.made, of: reading.table, state)
    guard let joined = try TableJoin.below(before, reading.table.handOver(), work.context) else {
      throw ScriptError(.badTable(at: span))
    }
    reading.table = joined
    let rejects = state.store.rejects[name]
    let rows = before.rowCount
    reading.place = { $0 < rows ? nil : place($0 - rows) }
    var (changes, receipt, warnings) = try load(
      source.plan.adding, &reading, at: span, into: &state, readMilliseconds: readMilliseconds,
      addedTo: Earlier(rowCount: rows, rejects: rejects))
    let loaded = LoadedSource(plan: source.plan, evidence: reading.evidence ?? source.evidence)
    state.apply(.source(loaded))
    changes.append(.source(loaded))
    return (changes, receipt, warnings)
  }
}
