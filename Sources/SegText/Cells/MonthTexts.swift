// Texts that are months: `2024-03`, `03/2024`, `Mar 2024`.

import SegColumns
import SegDiagnostics

/// Recognizes a text column whose values are all months. They stay text, since they may be other things
/// (`2001-02` is a school year), and a note tells the pattern that reads them.
enum MonthTexts {
  private static let patterns: [(text: String, format: DateFormat)] = [
    "%Y-%m", "%Y/%m", "%m/%Y", "%m-%Y", "%b %Y", "%b-%Y", "%b %y", "%b-%y", "%Y-%b", "%Y %b",
  ].compactMap { text in DateFormat(text).map { (text, $0) } }

  /// A century has 1,200 months; a column with more distinct texts is something else.
  private static let most = 1_200

  /// The pattern of all texts; nil if one is no month.
  static func pattern(of dictionary: TextDictionary) -> String? {
    guard 1...most ~= dictionary.count else { return nil }
    return patterns.first { pattern in (0..<dictionary.count).allSatisfy { reads(dictionary.utf8($0), pattern.format) } }?.text
  }

  private static func reads(_ text: UnsafeBufferPointer<UInt8>, _ format: DateFormat) -> Bool {
    guard text.count <= 20, let start = text.baseAddress else { return false }
    let inner = CellReader.trimmed(start, text.count)
    var reading = ParsedCell()
    format.read(UnsafeBufferPointer(rebasing: text[inner]), into: &reading)
    return reading.evidence.contains(.dateYMD)
  }
}
