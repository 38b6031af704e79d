// What help says about the words in Chinese: printed from the lists that the lexer reads.

import SegDiagnostics
import SegPlan
import SegSyntax

/// The words of scripts in Chinese, for help and the reference.
enum ChineseHelp {
  /// The English word that a Chinese topic means; nil if it means none.
  static func twin(of topic: String) -> String? {
    guard topic.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    if topic == "截至" { return "as of" }
    if let keyword = Keyword(word: topic), topics.contains(keyword.rawValue) { return keyword.rawValue }
    return ChineseNames.function(topic)
  }

  private static let topics = Set(StatementForm.explained.flatMap { [$0.keyword, $0.keyword.replacing(" by", with: "")] })

  /// The page `help chinese`.
  static var words: String {
    let statements = StatementForm.all.map { form in
      (form.keyword, form.keyword == "as of" ? ["截至"] : Keyword(word: form.keyword).map { ChineseWords.spellings(of: $0) } ?? [])
    }
    let begun = Set(StatementForm.all.map(\.keyword))
    let others = Keyword.allCases.filter { !begun.contains($0.rawValue) }.map { ($0.rawValue, ChineseWords.spellings(of: $0)) }
    let pairs = ChineseWords.pairTable.map { ($0.english, [$0.chinese]) }
    let functions = CallableList.builtIn.all.compactMap { callable in ChineseNames.functions[callable.name].map { (callable.name, $0) } }
    let drawings = ChineseNames.drawings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    return [
      "Each word of a script may be Chinese; the grammar is the same: 细分 忠诚 其中 频率 > 5 排名按 利润 前 20%\n"
        + "`seg fmt --lang zh` writes the words of a script in Chinese, `--lang en` in English.",
      section("Statements", statements), section("Clauses, operators, units", others),
      section("Words that stand for two", pairs), section("Only in their places", ChineseWords.placeTable.map { ($0.english, $0.chinese) }),
      section("Functions and analyses", functions), section("Pictures", drawings),
    ].joined(separator: "\n\n")
  }

  private static func section(_ heading: String, _ words: [(String, [String])]) -> String {
    let width = words.map(\.0.count).max() ?? 0
    return
      ([heading]
      + words.map { word, twins in
        "  \(word)\(String(repeating: " ", count: width - word.count))  \(twins.joined(separator: " "))"
      }).joined(separator: "\n")
  }
}
