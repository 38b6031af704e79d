// The text of `seg help ID` about a diagnostic.

/// The explanation of one diagnostic id: what it means and how to fix it. Each
/// phase lists its own beside its messages.
package struct DiagnosticTopic: Sendable {
  package let id: String
  /// One or two sentences: when it is reported, and what to do.
  package let explanation: Message

  package init(_ id: String, _ explanation: Message) {
    self.id = id
    self.explanation = explanation
  }
}
