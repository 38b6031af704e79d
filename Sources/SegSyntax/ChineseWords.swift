// The words of the language in Chinese: one list, beside the English ones in
// `Keyword`. The lexer, the formatter, completion, help and the speller read it.
//
// A Chinese word means exactly what its English twin means, and is a name
// exactly where its twin is one. So the words are chosen such that columns are
// seldom called so: 发生于 for `at`, not 时间.

import SegDiagnostics

/// The words of scripts in Chinese.
package enum ChineseWords {
  /// The spellings of each keyword. The first is the one that `seg fmt --lang zh` writes.
  static let keywords: [Keyword: [String]] = [
    .load: ["加载"], .append: ["追加"], .link: ["关联"], .column: ["字段"], .table: ["表"], .param: ["参数"], .metric: ["指标"],
    .lifecycle: ["生命周期"], .segment: ["细分"], .split: ["拆分"], .measure: ["度量"], .function: ["函数"],
    .show: ["显示"], .list: ["列出"], .describe: ["描述"], .explain: ["解释"], .why: ["为何", "为什么"], .expect: ["期望"],
    .export: ["导出"], .snapshot: ["快照"], .report: ["报告"], .note: ["备注"], .title: ["标题"], .use: ["使用"],
    .as: ["作为"], .of: ["属于"], .from: ["从", "来自"], .key: ["主键"], .by: ["按"], .at: ["发生于"], .with: ["带"], .when: ["当"],
    .otherwise: ["其余"], .where: ["其中"],
    .rank: ["排名", "排序"], .asc: ["升序"], .desc: ["降序"], .per: ["每"], .top: ["前"], .bottom: ["后", "末"], .cover: ["覆盖"], .spend: ["投入"],
    .into: ["分为"], .seed: ["种子"], .draw: ["绘制"], .to: ["到", "至"], .columns: ["列"], .distinct: ["去重"], .having: ["满足"],
    .pivot: ["透视"], .totals: ["合计"], .interval: ["区间"],
    .or: ["或", "或者"], .and: ["并且", "且", "与", "和"], .not: ["非", "不"], .in: ["在", "单位为"], .between: ["介于"], .like: ["形如"],
    .contains: ["包含"], .starts: ["开头"], .ends: ["结尾"], .matches: ["匹配"], .is: ["是"],
    .mod: ["取余"], .if: ["如果", "若"], .then: ["那么", "则"], .else: ["否则"], .missing: ["缺失"], .yes: ["是"], .no: ["否"],
    .true: ["真"], .false: ["假"], .today: ["今天"], .ago: ["前", "以前", "之前"],
    .last: ["最近", "上次"], .since: ["自", "自从"], .before: ["早于"], .within: ["限于"], .every: ["每隔"],
    .day: ["天"], .days: ["天"], .week: ["周"], .weeks: ["周"], .month: ["月"], .months: ["个月"], .quarter: ["季度"], .quarters: ["季度", "个季度"],
    .year: ["年"], .years: ["年"],
    .daily: ["按日计"], .weekly: ["按周计"], .monthly: ["按月计"], .quarterly: ["按季计"], .yearly: ["按年计"],
  ]

  /// Words that have a meaning only in their place, and are ordinary names elsewhere.
  static let places: [String: [String]] = [
    "all": ["全部"], "first": ["首个"], "next": ["未来"], "this": ["本"], "previous": ["上个", "上"], "each": ["各"], "the": ["该"],
    "date": ["今"], "yesterday": ["昨天"], "tomorrow": ["明天"], "hours": ["小时", "个小时"], "minutes": ["分钟"],
  ]

  /// Words that stand for two.
  static let pairs: [String: [Keyword]] = [
    "排名按": [.rank, .by], "排序按": [.rank, .by], "截至": [.as, .of], "开头为": [.starts, .with], "结尾为": [.ends, .with],
    "不是": [.is, .not], "不在": [.not, .in], "不包含": [.not, .contains], "不匹配": [.not, .matches], "不介于": [.not, .between],
    "带合计": [.with, .totals], "带区间": [.with, .interval], "每天": [.every, .day], "每日": [.every, .day], "每周": [.every, .week],
    "每月": [.every, .month],
    "每季度": [.every, .quarter], "每年": [.every, .year],
  ]

  /// The usual one of several pairs with one meaning.
  private static let usualPairs: Set<String> = ["排名按", "每天"]

  /// Words after which a number needs no space: 前20%, 最近90天, 自2024年.
  static let beforeNumbers: Set<String> = ["前", "后", "末", "最近", "未来", "覆盖", "投入", "种子", "自", "自从", "早于", "截至", "每隔", "从", "到", "至"]

  /// What a word means as a keyword. Of the units the word of one is not that of
  /// several: both are one unit. 前 is read by its place, and so is 是.
  static let byWord: [String: Keyword] = {
    var found: [String: Keyword] = [:]
    for keyword in Keyword.allCases {
      for word in keywords[keyword] ?? [] where found[word] == nil { found[word] = keyword }
    }
    found["前"] = .top
    found["是"] = .is
    return found
  }()

  private static let placesByWord = Dictionary(uniqueKeysWithValues: places.flatMap { word, twins in twins.map { ($0, word) } })

  /// The English twin of a word that has a meaning only in its place.
  static func twin(ofPlace word: String) -> String? { placesByWord[word] }

  /// The two words for which one stands, by the keywords of both.
  package static func pair(_ first: Keyword, _ second: Keyword) -> String? {
    let unit = second.unit.flatMap { Keyword(rawValue: $0.rawValue) }
    let words = pairs.filter { $0.value == [first, unit ?? second] }.map(\.key)
    return words.first { usualPairs.contains($0) } ?? words.min()
  }

  /// The words of a sentence without spaces, with spaces between them: 忠诚其中频率 is 忠诚 其中 频率. Nil if
  /// no word of the language with two or more characters is inside.
  static func spaced(_ text: String) -> String? {
    var parts: [String] = []
    var name = ""
    var rest = text[...]
    while let first = rest.first {
      if let word = separable.first(where: { rest.hasPrefix($0) }) {
        if !name.isEmpty { parts.append(name) }
        name = ""
        parts.append(word)
        rest = rest.dropFirst(word.count)
      } else {
        name.append(first)
        rest = rest.dropFirst()
      }
    }
    if !name.isEmpty { parts.append(name) }
    return parts.count > 1 ? parts.joined(separator: " ") : nil
  }

  /// Statements and the words between their parts, the longest first.
  private static let separable: [String] = {
    let inner: [Keyword] = [.where, .of, .and, .or, .as, .from, .rank, .otherwise, .per]
    let words = (Keyword.statements + inner).flatMap { keywords[$0] ?? [] } + pairs.keys
    return words.filter { $0.count > 1 }.sorted { ($1.count, $0) < ($0.count, $1) }
  }()

  /// All spellings of a keyword, the usual one first.
  package static func spellings(of keyword: Keyword) -> [String] { keywords[keyword] ?? [] }

  /// The words that stand for two, for help.
  package static var pairTable: [(english: String, chinese: String)] {
    pairs.map { ($0.value.map(\.rawValue).joined(separator: " "), $0.key) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
  }

  /// The words that have a meaning only in their place, for help.
  package static var placeTable: [(english: String, chinese: [String])] {
    places.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Every word, for completion.
  package static let all: [String] = (keywords.values.flatMap { $0 } + pairs.keys).sorted()
}

extension Keyword {
  /// Its usual spelling in Chinese.
  package var chinese: String { ChineseWords.keywords[self]?.first ?? rawValue }

  /// Its usual spelling in a language.
  package func spelling(in language: Language) -> String {
    switch language {
    case .english: rawValue
    case .chinese: chinese
    }
  }
}
