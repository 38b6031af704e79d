// SKELETON: signatures only, so that the command line can be written against it.

import SegColumns
import SegDiagnostics
import SegReport

public typealias Table = SegColumns.Table
public typealias Column = SegColumns.Column
public typealias Bitmap = SegColumns.Bitmap
public typealias Value = SegColumns.Value
public typealias Diagnostic = SegDiagnostics.Diagnostic
public typealias ScriptError = SegDiagnostics.ScriptError
public typealias SourceSpan = SegDiagnostics.SourceSpan
public typealias ColumnRole = SegColumns.ColumnRole
public typealias Report = SegReport.Report
public typealias ReportFormat = SegReport.ReportFormat
public typealias ReportStyle = SegReport.ReportStyle
public typealias Drawing = SegReport.Drawing

/// What a session may reach outside of itself; nothing unless said.
public struct Capabilities: Sendable {
  public var readsFiles = false
  public var writesFiles = false
  public var readsClock = false
  public var threads = 1

  public init() {}

  /// All that a command line may do.
  public static func all(threads: Int) -> Capabilities {
    var all = Capabilities()
    all.readsFiles = true
    all.writesFiles = true
    all.readsClock = true
    all.threads = threads
    return all
  }
}

/// Where `today` comes from when no `as of` says it.
public enum Today: Sendable {
  /// The newest event that is loaded; the clock, if allowed, where there is none.
  case newestEvent
  /// A date like `2024-12-31`.
  case fixed(String)
}

/// Asks a running session to stop; may be called from a signal handler.
public final class Interrupt: Sendable {
  public init() {}
  public func request() {}
  public func clear() {}
}

public struct Answer: Sendable {
  /// The statement as written.
  public let statement: String
  public let table: Table
  /// One for each column of the table.
  public let roles: [ColumnRole]
  /// `bar`, `line`, … where the statement ends in `draw`.
  public let drawing: String?
  public let milliseconds: Double

  /// The answer as the report formats take it.
  public var report: Report {
    Report(statement: statement, table: table, roles: roles, milliseconds: milliseconds)
  }
}

/// What happened to one file that was loaded.
public struct LoadReceipt: Sendable {
  public let table: String
  /// Lines for people: rows kept and rejected, columns with types, encoding…
  public let lines: [String]
}

public enum Outcome: Sendable {
  case answer(Answer)
  case defined(name: String)
  case loaded(LoadReceipt)
  /// Where to, and how many rows.
  case exported(path: String, rows: Int)
  case done
}

/// Progress of a long step: `fraction` in 0...1.
public struct Progress: Sendable {
  public let label: String
  public let fraction: Double
}

public final class Session {
  public let interrupt = Interrupt()
  /// Called on the calling thread, at most ten times a second.
  public var onProgress: ((Progress) -> Void)?
  /// Warnings, which do not stop a script.
  public var onWarning: ((Diagnostic) -> Void)?

  public init(today: Today = .newestEvent, capabilities: Capabilities = Capabilities()) {}

  /// `--set NAME=VALUE`: read as the parameter's type when it is declared.
  public func setParameter(_ name: String, to text: String) {}
  /// Used by no parameter: to be told after a run (a `--set` with a typo).
  public var unusedParameters: [String] { [] }

  /// Checks and runs a script; every statement's outcome is handed over as it
  /// comes, with the statement's place in `text` (its lines tell a test which
  /// expectation is its own). The callback may call ``card(_:)``. Stops at the
  /// first statement that fails, and throws ``ScriptError``; what ran before
  /// stays, so that a later call can go on. An error that the callback throws
  /// ends the run and is rethrown as it is.
  ///
  /// - Parameter directory: what relative paths in the text are relative to
  ///   (nil: the current folder).
  public func run(
    _ text: String, name: String = "<text>", directory: String? = nil,
    each outcome: (Outcome, SourceSpan) throws -> Void = { _, _ in }
  ) throws {}

  /// The places of the text's statements, in order, those with mistakes too:
  /// from the keyword to the last token, without comments around them. Lets a
  /// test run one statement after the other.
  public func statements(in text: String, name: String = "<text>") -> [SourceSpan] { [] }

  /// Parses and checks, runs nothing; all errors and warnings.
  public func check(_ text: String, name: String = "<text>", directory: String? = nil) -> [Diagnostic] { [] }

  /// Whether the text is whole statements; false where more is wanted.
  public func isComplete(_ text: String) -> Bool { true }

  /// Names, keywords and functions that may stand where `text` ends; `word` is
  /// the part already typed.
  public func completions(of text: String) -> (word: String, candidates: [String]) { ("", []) }

  /// `loyal  58 customers · 2.5% of 2,357 · 24.5% of revenue`
  public func card(_ name: String) throws -> String { "" }

  /// What `help` says about a statement, function or diagnostic; nil where
  /// there is no such topic. Without a topic: an overview.
  public static func help(_ topic: String?) -> String? { nil }
  public static var helpTopics: [String] { [] }
}
