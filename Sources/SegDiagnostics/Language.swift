// The languages that people write scripts and read messages in.

/// A language of people.
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"

  /// As pages name it: the script too, where there are several.
  package var tag: String {
    switch self {
    case .english: "en"
    case .chinese: "zh-Hans"
    }
  }
}
