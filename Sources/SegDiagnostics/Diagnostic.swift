// The one error type: facts that a person, an editor and a test can all use.

/// Something wrong (or doubtful), where it is, and the way out.
public struct Diagnostic: Sendable, Hashable {
  public enum Severity: String, Sendable { case error, warning }

  /// A place and what it is: the first label of a diagnostic is its main one.
  public struct Label: Sendable, Hashable {
    public let span: SourceSpan
    public let text: String

    public init(_ span: SourceSpan, _ text: String = "") {
      self.span = span
      self.text = text
    }
  }

  /// A repair: what to tell a person, and the replacement an editor applies.
  public struct Fix: Sendable, Hashable {
    public let message: String
    public let span: SourceSpan?
    public let replacement: String?

    public init(_ message: String, replace span: SourceSpan? = nil, with replacement: String? = nil) {
      self.message = message
      self.span = span
      self.replacement = replacement
    }
  }

  public var severity: Severity
  /// Words joined by `-`, stable: `unknown-name`.
  public var id: String
  /// Lower case, no full stop: what was found and what was expected.
  public var message: String
  public var labels: [Label]
  public var notes: [String]
  public var fix: Fix?
  /// True where more text might have made it right: the prompt asks for more.
  public var isIncomplete: Bool

  public init(
    _ id: String, _ message: String, at span: SourceSpan? = nil, label: String = "",
    others: [Label] = [], notes: [String] = [], fix: Fix? = nil,
    severity: Severity = .error, isIncomplete: Bool = false
  ) {
    self.severity = severity
    self.id = id
    self.message = message
    self.labels = (span.map { [Label($0, label)] } ?? []) + others
    self.notes = notes
    self.fix = fix
    self.isIncomplete = isIncomplete
  }

  /// The main place, where the mistake is in a text.
  public var span: SourceSpan? { labels.first?.span }
}

/// What every public call throws: one or more diagnostics.
public struct ScriptError: Error, Sendable, CustomStringConvertible {
  public let diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  public init(_ diagnostic: Diagnostic) { diagnostics = [diagnostic] }

  /// The diagnostics as a person reads them, without colour.
  public var description: String {
    diagnostics.map { $0.rendered() }.joined(separator: "\n")
  }
}
