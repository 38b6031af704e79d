// What a page says of the data: receipts, warnings, and what was checked.

import SegDiagnostics

/// The notes of a session about its data.
struct SessionLog {
  /// The lines of each table's receipt, in the order of the loads.
  private(set) var receipts: [(table: String, lines: [Message])] = []
  private(set) var warnings: [Message] = []
  /// The expectations that held, as written.
  var checks: [String] = []

  /// Warnings that are kept at most.
  private static let limit = 100

  mutating func add(_ receipt: LoadReceipt) {
    receipts.removeAll { $0.table == receipt.table }
    receipts.append((receipt.table, receipt.linesWithoutTimes))
  }

  mutating func add(_ warning: Diagnostic) {
    let text = ([warning.message] + warning.notes).joined(separator: "; ")
    if warnings.count < Self.limit, !warnings.contains(text) { warnings.append(text) }
  }
}
