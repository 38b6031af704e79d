// The languages that people write scripts and read messages in.

/// A language of people.
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"
}
