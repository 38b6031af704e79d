// Every keyword has a Chinese twin, and no twin has two meanings.

import SegDiagnostics
import Testing

@testable import SegSyntax

@Suite struct ChineseWordsTests {
  @Test func everyKeywordHasATwin() {
    for keyword in Keyword.allCases {
      let words = ChineseWords.keywords[keyword] ?? []
      #expect(!words.isEmpty, "\(keyword)")
      for word in words { #expect(Lexer.lex(Source(name: "", text: word)).tokens.count == 2, "\(word)") }
    }
  }

  @Test func wordsHaveOneMeaning() {
    // 前 is `top` or `ago`, and 是 is `is` or `yes`, by their places.
    let units = Keyword.allCases.filter { $0.unit != nil }
    var meanings: [String: Keyword] = [:]
    for keyword in Keyword.allCases where !units.contains(keyword) {
      for word in ChineseWords.keywords[keyword] ?? [] where !["前", "是"].contains(word) {
        #expect(meanings[word] == nil, "\(word): \(keyword)")
        meanings[word] = keyword
      }
    }
    for word in ChineseWords.pairs.keys { #expect(meanings[word] == nil, "\(word)") }
    for word in ChineseWords.places.values.joined() { #expect(Keyword(word: word) == nil, "\(word)") }
  }

  /// The keywords of a text, and its other words.
  private func read(_ text: String) -> String {
    Lexer.lex(Source(name: "", text: text)).tokens.dropLast().map { token in
      switch token.kind {
      case .word(let word, let keyword): keyword?.rawValue ?? word
      case .integer(let value): "\(value)"
      case .percent(let value): "\(value * 100)%"
      case .date: "date"
      case .period: "period"
      case .symbol(let symbol): symbol.rawValue
      case .number, .quoted, .text, .timestamp, .bad, .end: "?"
      }
    }.joined(separator: " ")
  }

  @Test func wordsWithoutSpaces() {
    #expect(read("排名按 利润 前20%") == "rank by 利润 top 20.0%")
    #expect(read("计数(订单 在 最近90天)") == "计数 ( 订单 in last 90 day )")
    #expect(read("90天前") == "90 day ago")
    #expect(read("90 天前") == "90 day ago")
    #expect(read("90 天 前") == "90 day ago")
    #expect(read("显示 占比 其中 下单日 在 最近 90 天 前 10") == "show 占比 where 下单日 in last 90 day top 10")
    #expect(read("每 月 前 n") == "per month top n")
    #expect(read("截至2024年12月31日") == "as of date")
    #expect(read("开户日 自2024年3月") == "开户日 since period")
    #expect(read("3个月") == "3 months")
    #expect(read("最近3月") == "最近3月")
    #expect(read("x 最近3月") == "x last 3 month")
  }

  @Test func namesStayNames() {
    #expect(read("指标 最近90天 = 5") == "metric 最近90天 = 5")
    #expect(read("最近90天消费 > 5") == "最近90天消费 > 5")
    #expect(read("利润 > 前20") == "利润 > 前20")
    #expect(read("x 最近90天消费") == "x 最近90天消费")
    #expect(read("按 月份") == "by 月份")
  }
}
