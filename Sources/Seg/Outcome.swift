// The outcome of a statement.

import SegColumns
import SegDiagnostics
import SegReport

/// The answer of a `show` or `list`.
public struct Answer: Sendable {
  /// The statement as written.
  public let statement: String
  public let table: Table
  /// What each column of the table is, and how the answer is best looked at.
  public let schema: AnswerSchema
  /// `bar`, `line`, … if the statement ends in `draw`.
  public let drawing: String?
  /// Evaluation time, including everything that had to be computed first.
  public let milliseconds: Double

  /// The answer as the report formats take it.
  public var report: Report {
    Report(statement: statement, table: table, schema: schema, milliseconds: milliseconds, drawing: drawing)
  }
}

/// The receipt of a loaded table.
public struct LoadReceipt: Sendable {
  public let table: String
  /// The rows kept.
  public let rows: Int
  /// The rows that were rejected.
  public let rejectedRows: Int
  /// Milliseconds from the file to columns; 0 for tables of the host.
  public let readMilliseconds: Double
  /// Milliseconds for linking: to sort customers by key, and events by customer.
  public let linkMilliseconds: Double
  /// For people: rows kept and rejected, columns with types, encoding.
  public let lines: [Message]
  /// The same without how long it took, which is different in each run.
  package let linesWithoutTimes: [Message]

  init(
    table: String, rows: Int, rejectedRows: Int, readMilliseconds: Double, linkMilliseconds: Double, head: Message, time: Message?,
    more: [Message] = []
  ) {
    self.table = table
    self.rows = rows
    self.rejectedRows = rejectedRows
    self.readMilliseconds = readMilliseconds
    self.linkMilliseconds = linkMilliseconds
    lines = [time.map { [head, $0].joined(separator: " · ") } ?? head] + more
    linesWithoutTimes = [head] + more
  }
}

/// The outcome of a statement.
public enum Outcome: Sendable {
  case answer(Answer)
  /// A metric, segment, lifecycle or measure, or the parts of a split; ``Session/card(_:)`` describes it.
  case defined(names: [String])
  case loaded(LoadReceipt)
  /// Where to, how many rows, and what was changed for the file's readers, one sentence each.
  case exported(path: String, rows: Int, notes: [Message])
  /// A text in Markdown, which stands between answers.
  case noted(String)
  /// The page of a report was written: where to, and how many answers it has.
  case reported(path: String, answers: Int)
  /// Any other statement that ran.
  ///
  /// - Parameter card: one line about its effect, for the prompt.
  case done(card: Message)
}

/// Progress of a long step: `fraction` in 0...1.
public struct Progress: Sendable {
  /// The step, for people.
  public let label: String
  /// The part that is done, from 0 to 1.
  public let fraction: Double
}
