// Questions in Chinese: 近90天消费超过1000元的客户有多少.

import SegColumns
import SegPlan

/// Reads a question in Chinese into the parts of a question. Each character must belong to a known word, and each
/// word to a part: a question of which something was left out would be another question.
struct ChineseQuestion {
  let vocabulary: WordVocabulary
  private let words: [ChineseWord]
  var place = 0
  var parts: QuestionParts
  var function: String?
  var expectsGroup = false
  /// A comparison before the word that it is of: 至少下单3次.
  var sign: String?
  var isOnly = false
  var windows: [String] = []
  /// Values that follow each other and are of one column: 北京和上海.
  private var values: [WordVocabulary.Found] = []
  /// How many figures stood before 客户数, and before the best customers.
  var countPlace: Int?
  var isCutFirst = false
  /// 哪个: one is asked for.
  var isWhich = false
  /// 注册后7天内, which the verb after it takes.
  var signupTest: String?
  var form = Form()

  /// What becomes of the answer.
  struct Form {
    /// The first or last value of each customer.
    var value: String?
    var sample: String?
    var isSample = false
    var isExport = false
    var isDistribution = false
    var isCompared = false
    var isRetention = false
    var isForecast = false
    /// 比去年少, 比去年多.
    var isLess: Bool?
    var isLifetime = false
    var months: Int?
  }

  private init(_ vocabulary: WordVocabulary, _ words: [ChineseWord]) {
    self.vocabulary = vocabulary
    self.words = words
    parts = QuestionParts(vocabulary)
    parts.nameOfCustomers = "客户数"
  }

  static func isChinese(_ text: String) -> Bool { text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }

  /// Statements that the question may mean, the likeliest first; none if a part was not understood.
  static func statements(_ text: String, _ vocabulary: WordVocabulary) -> [String] {
    guard isChinese(text), text.count <= 60,
      let words = ChineseVocabulary(vocabulary).words(text)
    else { return [] }
    var isAmbiguous = false
    let first = statements(words, vocabulary, choice: 0, &isAmbiguous)
    return first + (isAmbiguous ? statements(words, vocabulary, choice: 1, &isAmbiguous) : [])
  }

  private static func statements(
    _ words: [ChineseWord], _ vocabulary: WordVocabulary, choice: Int, _ isAmbiguous: inout Bool
  ) -> [String] {
    var question = ChineseQuestion(vocabulary, words)
    question.parts.choice = choice
    while question.place < words.count {
      let start = question.place
      guard question.step(), question.place > start else { return [] }
    }
    guard question.isWhole, question.settled() else { return [] }
    isAmbiguous = question.parts.isAmbiguous
    return question.statements
  }

  // MARK: - Words

  func word(_ offset: Int = 0) -> ChineseWord? { words.indices.contains(place + offset) ? words[place + offset] : nil }

  /// Reads the next word with what belongs to it; false if it does not fit.
  private mutating func step() -> Bool {
    guard let word = word() else { return false }
    place += 1
    switch word {
    case .noise, .and: break
    case .has: return hasEvents()
    case .or: parts.connector = "or"
    case .only: isOnly = true
    case .count: if parts.kind == .unknown { parts.kind = .count }
    case .listing: parts.kind = .list
    case .share: parts.kind = .share
    case .people: people()
    case .newcomers: return newcomers()
    case .newMembers: return newMembers()
    case .birthday: return birthday()
    case .full: return full()
    case .by: expectsGroup = true
    case .function(let name):
      if function != nil || !parts.figures.isEmpty { return name == "avg" && function == nil }
      function = name
    case .extreme(let isTop): return extreme(isTop)
    case .growth(let unit): (parts.overRows, parts.period) = ("growth", unit)
    case .window(let text): windows.append(text)
    case .every(let unit), .unit(let unit): return period(unit)
    case .cut(let amount): return cut(amount)
    case .group(let name): group(name)
    case .negation: return negated()
    case .compare(let text): return compared(text)
    case .amount(let number, let unit): return amount(number, unit)
    case .events(let table): return events(table)
    case .verb(let table): return verb(table, isNegated: false)
    case .occasion(let isFirst): return occasion(isFirst)
    case .money(let measure): return figure(.aggregate(measure), isSum: true)
    case .figure(let figure): return self.figure(figure, isSum: false)
    case .number(let name, let table): return number(name, of: table)
    case .condition(let text): condition(text)
    case .conditionOfEvents(let text, let table): parts.eventConditions.append((table, text))
    case .value(let found): value(found)
    case .signup: return signup()
    case .length(let count, let unit): return silence(count, unit)
    case .which, .favorite, .worthiest, .lost, .less, .sinceSignup: return asked(word)
    case .chart, .distribution, .versus, .cross, .export, .retention, .lifetime, .forecast, .future, .sample, .percent: return formed(word)
    case .bound, .to: return false
    }
    return true
  }

  /// 哪个城市, 最受欢迎, 流失, 少了.
  private mutating func asked(_ word: ChineseWord) -> Bool {
    if case .lost = word { return churned() }
    if case .less(let isLess) = word { form.isLess = isLess }
    if case .which = word {
      isWhich = true
      if case .people? = self.word() { parts.kind = .list } else { expectsGroup = true }
    }
    if case .favorite = word {
      guard parts.figures.isEmpty, let orders = vocabulary.purchases else { return false }
      parts.figures.append(.aggregate(WordedMeasure("count", nil, of: orders)))
      parts.cut = QuestionParts.Cut(word: "top", amount: parts.cut?.amount ?? "1")
    }
    if case .worthiest = word {
      guard parts.figures.isEmpty, let revenue = vocabulary.revenue else { return false }
      parts.figures.append(.ofCustomers(function: "avg", value: revenue.metric ?? revenue.text))
      parts.cut = QuestionParts.Cut(word: "top", amount: parts.cut?.amount ?? (isWhich ? "1" : nil))
    }
    if case .sinceSignup(let count, let unit) = word {
      guard let signup = vocabulary.signup, let time = vocabulary.purchases?.schema.time else { return false }
      signupTest = "\(spelled(time)) between \(spelled(signup)) and \(spelled(signup)) + \(count) \(unit)s"
    }
    return true
  }

  /// What is said of the answer.
  private mutating func formed(_ word: ChineseWord) -> Bool {
    if case .chart(let kind) = word, parts.chart == nil || kind != "line" { parts.chart = kind }
    if case .distribution = word { form.isDistribution = true }
    if case .versus = word { form.isCompared = true }
    if case .cross = word { parts.isPivot = true }
    if case .export = word { form.isExport = true }
    if case .retention = word { form.isRetention = true }
    if case .lifetime = word { form.isLifetime = true }
    if case .forecast = word { form.isForecast = true }
    if case .sample = word { form.isSample = true }
    if case .future(let count, let unit) = word {
      guard let months = ["month": 1, "quarter": 3, "year": 12][unit], count <= 100 else { return false }
      form.months = count * months
    }
    if case .percent(let share) = word {
      guard form.isSample else { return false }
      form.sample = share
    }
    return true
  }

  /// Whether nothing is left that waits for more.
  private var isWhole: Bool { !expectsGroup && sign == nil && !isOnly && function == nil && signupTest == nil }

  // MARK: - Groups, periods and values

  private mutating func people() {
    parts.isOfPeople = true
    parts.cut?.isOfPeople = true
    if expectsGroup { (parts.perCustomer, expectsGroup) = (true, false) }
    guard case .count? = word() else { return }
    place += 1
    parts.kind = .count
    countPlace = parts.figures.count
  }

  private mutating func group(_ name: String) {
    // 天猫渠道: the column after its value.
    if !expectsGroup, parts.conditions.last?.hasPrefix("\(name) ") == true { return }
    // 城市为上海: the value says it all.
    if !expectsGroup, case .compare("=")? = word(), case .value(let found)? = word(1), spelled(found.column) == name {
      place += 1
      return
    }
    if !expectsGroup, let next = word(), next.isFiller, case .value(let found)? = word(1), spelled(found.column) == name { return }
    if !expectsGroup, parts.eventConditions.last?.text.hasPrefix("\(name) ") == true { return }
    if !parts.groups.contains(name) { parts.groups.append(name) }
    if case .and? = word(), case .group? = word(1) { return }
    expectsGroup = false
  }

  private mutating func period(_ unit: String) -> Bool {
    expectsGroup = false
    guard parts.period == nil || parts.period == unit else { return false }
    parts.period = unit
    return true
  }

  private mutating func cut(_ amount: String) -> Bool {
    guard parts.cut?.amount == nil else { return false }
    parts.cut = QuestionParts.Cut(word: parts.cut?.word ?? "top", amount: amount)
    isCutFirst = parts.figures.isEmpty
    return true
  }

  /// 消费最多, 利润最高的品类; before a number, a function: 最高金额.
  private mutating func extreme(_ isTop: Bool) -> Bool {
    if parts.figures.isEmpty {
      guard function == nil else { return false }
      function = isTop ? "max" : "min"
    } else {
      parts.cut = QuestionParts.Cut(word: isTop ? "top" : "bottom", amount: parts.cut?.amount ?? (isWhich ? "1" : nil))
    }
    return true
  }

  /// Values of one column that follow each other are one condition: 北京和上海.
  private mutating func value(_ found: WordVocabulary.Found) {
    values.append(found)
    var next = 0
    while let word = word(next), word.isJoint { next += 1 }
    if case .value(let other)? = word(next), other.column == found.column, other.table?.name == found.table?.name {
      place += next
      return
    }
    let texts = values.map { WordedQuestion.text($0.value) }
    let test = spelled(found.column) + (texts.count == 1 ? " = \(texts[0])" : " in (\(texts.joined(separator: ", ")))")
    if let table = found.table { parts.eventConditions.append((table.name, test)) } else { parts.conditions.append(test) }
    values = []
  }

  /// 会员; 按会员 is a group.
  private mutating func condition(_ text: String) {
    if expectsGroup {
      parts.groups.append(text)
      expectsGroup = false
    } else if !parts.conditions.contains(text) {
      parts.conditions.append(text)
    }
  }

  // MARK: - Figures

  mutating func figure(_ figure: WordedFigure, isSum: Bool) -> Bool {
    var figure = figure
    if case .aggregate(let measure) = figure {
      if let condition = comparison(of: measure) {
        parts.conditions.append(condition)
        return true
      }
      if isSum, let function, function != "sum" { figure = .ofCustomers(function: function, value: measure.metric ?? measure.text) }
      if measure.function == "count", let table = vocabulary.events.first(where: { $0.name == measure.table }) { parts.events = table }
    } else if case .ofCustomers(_, let value) = figure {
      if value.hasSuffix("- 1)"), let table = vocabulary.purchases { parts.conditions.append("count(\(table.selected)) > 1") }
      if let function { figure = .ofCustomers(function: function, value: value) }
    }
    function = nil
    expectsGroup = false
    parts.figures.append(figure)
    return true
  }

  /// 消费超过1000元, 消费次数3次以上, 消费3次以上: a condition of customers; nil if no comparison follows.
  private mutating func comparison(of measure: WordedMeasure) -> String? {
    var other = self
    guard let (test, unit) = other.test() else { return nil }
    self = other
    var measure = measure
    if measure.function == "sum", let unit, "次单笔".contains(unit), let orders = vocabulary.purchases {
      measure = WordedMeasure("count", nil, of: orders)
    }
    if let window = windows.popLast() { measure.window = window }
    return test(measure.metric ?? measure.text)
  }

  /// 超过1000元, 1000元以上, 在20到30岁之间, 高于平均: what is said of a value; nil if it is no comparison.
  mutating func test() -> (text: (String) -> String, unit: Character?)? {
    while let word = word(), word.isFiller { place += 1 }
    if case .compare(let sign)? = word() {
      if case .amount(let number, let unit)? = word(1) {
        place += 2
        return ({ "\($0) \(sign) \(number)" }, unit)
      }
      guard case .function("avg")? = word(1) else { return nil }
      place += 2
      return ({ "zscore(\($0)) \(sign) 0" }, nil)
    }
    guard case .amount(let number, let unit)? = word() else { return nil }
    if case .bound(let sign)? = word(1) {
      place += 2
      return ({ "\($0) \(sign) \(number)" }, unit)
    }
    if let sign {
      place += 1
      self.sign = nil
      return ({ "\($0) \(sign) \(number)" }, unit)
    }
    guard case .to? = word(1), case .amount(let last, let lastUnit)? = word(2) else { return nil }
    place += 3
    return ({ "\($0) between \(number) and \(last)" }, unit ?? lastUnit)
  }

  /// 金额, 年龄: a number of events or of customers.
  private mutating func number(_ name: String, of table: String?) -> Bool {
    if expectsGroup, table == nil {
      parts.groups.append(name)
      expectsGroup = false
      return true
    }
    var other = self
    if let (test, _) = other.test() {
      self = other
      if let table, parts.events != nil {
        parts.eventConditions.append((table, test(name)))
      } else if table == nil {
        parts.conditions.append(test(name))
      } else {
        return false
      }
      return true
    }
    let ofGroup = function ?? "sum"
    function = nil
    if let table {
      parts.figures.append(.aggregate(WordedMeasure(function: ofGroup, value: name, table: table)))
    } else {
      parts.figures.append(.ofCustomers(function: ofGroup, value: name))
    }
    return true
  }

  /// 3个客户 after the best of each group; 30岁以下.
  private mutating func amount(_ number: String, _ unit: Character?) -> Bool {
    if unit == "岁", case .bound(let sign)? = word() {
      place += 1
      guard let age = vocabulary.age else { return false }
      parts.conditions.append("\(age) \(sign) \(number)")
      return true
    }
    guard parts.cut != nil else { return false }
    // 最高的三个城市
    if case .group? = word() {
      parts.cut?.amount = number
      return true
    }
    guard case .people? = word() else { return false }
    parts.cut?.amount = number
    parts.cut?.isOfPeople = true
    return true
  }
}
