// The one error type: facts that a person, an editor and a test can all use.

/// A mistake (or a doubt), where it is, and how to fix it.
public struct Diagnostic: Sendable, Hashable {
  /// Whether a diagnostic stops the work: an error does, a warning does not, and a note
  /// says what was assumed.
  public enum Severity: String, Sendable { case error, warning, note }

  /// A place and what it shows. The first label of a diagnostic is the main one.
  public struct Label: Sendable, Hashable {
    public let span: SourceSpan
    public let text: Message

    public init(_ span: SourceSpan, _ text: Message = "") {
      self.span = span
      self.text = text
    }
  }

  /// A fix: a text for a person, and the replacement that an editor applies.
  public struct Fix: Sendable, Hashable {
    /// What to do, for a person.
    public let message: Message
    public let span: SourceSpan?
    /// The text to put at `span`; nil if only a person can tell.
    public let replacement: String?
    /// What to offer if this does not repair the statement, the likeliest first.
    package let fallbacks: [Fix]

    public init(_ message: Message, replace span: SourceSpan? = nil, with replacement: String? = nil) {
      self.init(message, replace: span, with: replacement, fallbacks: [])
    }

    package init(_ message: Message, replace span: SourceSpan?, with replacement: String?, fallbacks: [Fix]) {
      self.message = message
      self.span = span
      self.replacement = replacement
      self.fallbacks = fallbacks
    }

    /// The likeliest of several fixes, with the others behind it; nil if there are none.
    package static func likeliest(_ fixes: [Fix]) -> Fix? {
      fixes.first.map { Fix($0.message, replace: $0.span, with: $0.replacement, fallbacks: Array(fixes.dropFirst())) }
    }
  }

  public var severity: Severity
  /// A stable id of words joined by `-`: `unknown-name`.
  public var id: String
  /// Lower case, no full stop: what was found and what was expected.
  public var message: Message
  /// The places, the main one first.
  public var labels: [Label]
  /// More facts, one sentence each.
  public var notes: [Message]
  public var fix: Fix?
  /// Fixes for other readings of what was written.
  public var otherFixes: [Fix] = []
  /// Whether more text might complete the statement; the prompt then asks for more.
  public var isIncomplete: Bool

  public init(
    _ id: String, _ message: Message, at span: SourceSpan? = nil, label: Message = "",
    others: [Label] = [], notes: [Message] = [], fix: Fix? = nil,
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

  /// The main place; nil if the mistake is not in a text.
  public var span: SourceSpan? { labels.first?.span }
}

/// The error of every public call: one or more diagnostics.
public struct ScriptError: Error, Sendable, CustomStringConvertible {
  public let diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  public init(_ diagnostic: Diagnostic) { diagnostics = [diagnostic] }

  /// The diagnostics as a person reads them, without color.
  public var description: String {
    diagnostics.map { $0.rendered() }.joined(separator: "\n")
  }
}
