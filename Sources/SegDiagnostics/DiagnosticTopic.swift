// What `seg help ID` says about a diagnostic.

/// The explanation of one diagnostic id: what it means and the way out. Each
/// phase lists its own beside its messages.
package struct DiagnosticTopic: Sendable {
  package let id: String
  /// One or two sentences: when it is said, and what to do.
  package let explanation: String

  package init(_ id: String, _ explanation: String) {
    self.id = id
    self.explanation = explanation
  }
}
