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

  /// The Chinese word for an English one of scripts; nil if it has none.
  static func word(for english: String) -> String? {
    if english == "as of" { return "截至" }
    let words = english.split(separator: " ").map { Keyword(word: String($0)) }
    if words.count == 2, let first = words[0], let second = words[1], let pair = ChineseWords.pair(first, second) { return pair }
    return Keyword(word: english).flatMap { ChineseWords.spellings(of: $0).first } ?? ChineseNames.functions[english]?.first
  }

  private static let topics = Set(StatementForm.explained.flatMap { [$0.keyword, $0.keyword.replacing(" by", with: "")] })

  /// The page `help chinese`.
  static func words(in language: Language) -> String {
    func said(_ message: Message) -> String { message.text(in: language) }
    let statements = StatementForm.all.map { form in
      (form.keyword, form.keyword == "as of" ? ["截至"] : Keyword(word: form.keyword).map { ChineseWords.spellings(of: $0) } ?? [])
    }
    let begun = Set(StatementForm.all.map(\.keyword))
    let others = Keyword.allCases.filter { !begun.contains($0.rawValue) }.map { ($0.rawValue, ChineseWords.spellings(of: $0)) }
    let pairs = ChineseWords.pairTable.map { ($0.english, [$0.chinese]) }
    let functions = CallableList.builtIn.all.compactMap { callable in ChineseNames.functions[callable.name].map { (callable.name, $0) } }
    let drawings = ChineseNames.drawings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    return [
      said("Each word of a script may be Chinese; the grammar is the same: \(Message(verbatim: "细分 忠诚 其中 频率 > 5 排名按 利润 前 20%"))") + "\n"
        + said("`seg fmt --lang zh` writes the words of a script in Chinese, `--lang en` in English."),
      section(said("Statements"), statements), section(said("Clauses, operators, units"), others),
      section(said("Words that stand for two"), pairs),
      section(said("Only in their places"), ChineseWords.placeTable.map { ($0.english, $0.chinese) }),
      section(said("Functions and analyses"), functions), section(said("Pictures"), drawings),
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
