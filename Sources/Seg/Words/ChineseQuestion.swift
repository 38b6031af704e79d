// Questions in Chinese: 上个季度北京有多少忠诚客户.
//
// Chinese has no spaces, so the question is cut into the longest words that are known:
// names and values of the session, periods, and words for quantities. Each character must
// belong to one: a question of which a part was left out would be another question.

import SegColumns
import SegPlan
import SegSemantics

/// Reads a question in Chinese into statements.
struct ChineseQuestion {
  private enum Word {
    case noise, count, listing, people, newcomers
    /// 各, 每个, 按: the next name is what the answer is grouped by.
    case by
    case aggregate(String)
    case events(WordVocabulary.Events)
    /// A number of each customer, or of each event of a table.
    case number(String, of: String?)
    case measure(String)
    case condition(String)
    case conditionOfEvents(String)
    case group(String)
    case window(String)
    case every(String)
    case top(count: Int)
  }

  private let vocabulary: WordVocabulary
  private var kind: (isCount: Bool, isList: Bool) = (false, false)
  private var isOfPeople = false
  private var isOfNewcomers = false
  private var expectsGroup = false
  private var function: String?
  private var numbers: [(name: String, table: String?)] = []
  private var measures: [String] = []
  private var events: WordVocabulary.Events?
  private var conditions: [String] = []
  private var eventConditions: [String] = []
  private var groups: [String] = []
  private var windows: [String] = []
  private var periods: [String] = []
  private var top: Int?

  private init(_ vocabulary: WordVocabulary) { self.vocabulary = vocabulary }

  /// Statements that the question may mean, the likeliest first; none if a part was not understood.
  static func statements(_ text: String, _ vocabulary: WordVocabulary) -> [String] {
    guard text.unicodeScalars.contains(where: { (0x4E00...0x9FFF).contains($0.value) }), text.count <= 60 else { return [] }
    var question = ChineseQuestion(vocabulary)
    let names = question.names
    var rest = Array(text.filter { !$0.isWhitespace && !"，。？?！!、的了呢吗".contains($0) })[...]
    while !rest.isEmpty {
      guard let (word, length) = question.next(rest, names), question.take(word) else { return [] }
      rest = rest.dropFirst(length)
    }
    return question.expectsGroup ? [] : question.composed
  }

  // MARK: Words

  private static let fixed: [String: Word] = {
    var words: [String: Word] = [:]
    for word in ["有", "是", "在", "请", "给我", "看看", "一下", "查询", "统计", "我们", "和", "里", "内", "中", "人", "个", "位", "名"] {
      words[word] = .noise
    }
    for word in ["多少", "几个", "多少个", "多少位", "多少名", "人数", "数量", "总数", "数", "个数"] { words[word] = .count }
    for word in ["哪些", "谁", "名单", "列出", "有哪些", "列表"] { words[word] = .listing }
    for word in ["客户", "用户", "顾客", "买家"] { words[word] = .people }
    for word in ["新客户", "新客", "新增客户", "新用户", "新顾客"] { words[word] = .newcomers }
    for word in ["各", "每个", "各个", "按", "分", "不同"] { words[word] = .by }
    for (word, name) in [
      ("平均", "avg"), ("人均", "avg"), ("总", "sum"), ("总计", "sum"), ("合计", "sum"), ("最高", "max"), ("最大", "max"), ("最低", "min"),
      ("最小", "min"), ("中位", "median"), ("中位数", "median"),
    ] {
      words[word] = .aggregate(name)
    }
    for (unit, english) in [("月", "month"), ("季度", "quarter"), ("年", "year"), ("周", "week"), ("天", "day")] {
      for word in ["每", "每个", "按", "逐"] where !(word == "每个" && unit == "天") { words[word + unit] = .every(english) }
      for word in ["本", "这个", "这", "当"] { words[word + unit] = .window("in this \(english)") }
      for word in ["上个", "上", "上一"] { words[word + unit] = .window("in previous \(english)") }
    }
    words["今年"] = .window("in this year")
    words["去年"] = .window("in previous year")
    words["昨天"] = .window("in yesterday")
    words["今天"] = .window("in today")
    return words
  }()

  /// What the session's names mean.
  private var names: [String: Word] {
    var words: [String: Word] = [:]
    let catalog = vocabulary.catalog
    if let customers = catalog.customers {
      words[customers.name] = .people
      for name in customers.columnNames {
        let type = customers.types[name]
        words[name] = type == .integer || type == .number ? .number(spelled(name), of: nil) : .group(spelled(name))
      }
    }
    for events in vocabulary.events {
      for name in events.schema.columnNames where words[name] == nil {
        let type = events.schema.types[name]
        if type == .integer || type == .number { words[name] = .number(spelled(name), of: events.name) }
        if type == .text { words[name] = .group(spelled(name)) }
      }
      words[events.name] = .events(events)
    }
    for (name, definition) in catalog.definitions {
      switch definition.kind {
      case .segment: words[name] = .condition(spelled(name))
      case .measure: words[name] = .measure(spelled(name))
      case .metric(let expression):
        words[name] =
          expression.type == .integer || expression.type == .number ? .number(spelled(name), of: nil) : .condition(spelled(name))
      case .lifecycle(let expression):
        words[name] = .group(spelled(name))
        guard case .stages(let stages) = expression.kind else { continue }
        for stage in stages where words[stage.name] == nil { words[stage.name] = .condition("\(spelled(name)) is \(spelled(stage.name))") }
      case .column, .table: continue
      }
    }
    return words
  }

  /// The longest word at the beginning, and its number of characters.
  private func next(_ rest: ArraySlice<Character>, _ names: [String: Word]) -> (Word, Int)? {
    if let (top, length) = Self.top(rest) { return (top, length) }
    if let (window, length) = Self.window(rest) { return (window, length) }
    for length in stride(from: min(rest.count, 20), through: 1, by: -1) {
      let text = String(rest.prefix(length))
      // A customer's number before an event's: 总订单金额 is of the orders.
      if let word = names[text] ?? Self.fixed[text] { return (word, length) }
      if length > 1, let found = vocabulary.values([text.lowercased()]).first {
        let test = "\(spelled(found.column)) = \"\(found.value)\""
        return (found.isOfCustomers ? .condition(test) : .conditionOfEvents(test), length)
      }
    }
    return nil
  }

  /// The digits at the beginning.
  private static func digits(_ text: ArraySlice<Character>) -> (value: Int, length: Int)? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    return Int(String(digits)).map { ($0, digits.count) }
  }

  /// 前10名, 前10个.
  private static func top(_ rest: ArraySlice<Character>) -> (Word, Int)? {
    guard rest.first == "前", let (count, length) = digits(rest.dropFirst()) else { return nil }
    let unit = rest.dropFirst(1 + length).first.map { "名个位".contains($0) } == true ? 1 : 0
    return (.top(count: count), 1 + length + unit)
  }

  /// 最近90天, 近3个月, 2024年, 2024年3月.
  private static func window(_ rest: ArraySlice<Character>) -> (Word, Int)? {
    for word in ["最近", "近", "过去"] where rest.starts(with: word) {
      guard let (count, length) = digits(rest.dropFirst(word.count)) else { continue }
      let after = rest.dropFirst(word.count + length)
      for (unit, english) in [("天", "days"), ("周", "weeks"), ("个月", "months"), ("月", "months"), ("个季度", "quarters"), ("年", "years")]
      where after.starts(with: unit) {
        return (.window("in last \(count) \(english)"), word.count + length + unit.count)
      }
    }
    guard let (year, length) = digits(rest), length == 4, rest.dropFirst(4).first == "年" else { return nil }
    let after = rest.dropFirst(5)
    if let (month, width) = digits(after), (1...12).contains(month), after.dropFirst(width).first == "月" {
      return (.window("in \(year)-\(month < 10 ? "0" : "")\(month)"), 5 + width + 1)
    }
    return (.window("in \(year)"), 5)
  }

  /// Adds a word to the question; false if it does not fit.
  private mutating func take(_ word: Word) -> Bool {
    switch word {
    case .noise: break
    case .count: kind.isCount = true
    case .listing: kind.isList = true
    case .people: if expectsGroup { return false } else { isOfPeople = true }
    case .newcomers: isOfNewcomers = true
    case .by: expectsGroup = true
    case .aggregate(let name):
      if function != nil { return false }
      function = name
    case .events(let table):
      if let events, events.name != table.name { return false }
      events = table
    case .number(let name, let table):
      if expectsGroup { groups.append(name) } else { numbers.append((name, table)) }
      expectsGroup = false
    case .measure(let name): measures.append(name)
    case .condition(let text): conditions.append(text)
    case .conditionOfEvents(let text): eventConditions.append(text)
    case .group(let name):
      groups.append(name)
      expectsGroup = false
    case .window(let text): windows.append(text)
    case .every(let unit): periods.append(unit)
    case .top(let count):
      if top != nil { return false }
      top = count
    }
    return true
  }

  // MARK: Statements

  private var composed: [String] {
    guard windows.count <= 1, periods.count <= 1, numbers.count <= 1 else { return [] }
    if isOfNewcomers { return newcomers }
    if let number = numbers.first { return figures(number) }
    guard function == nil, top == nil else { return [] }
    if !measures.isEmpty {
      guard windows.isEmpty, eventConditions.isEmpty, events == nil, !kind.isList else { return [] }
      return asked(measures.joined(separator: ", "))
    }
    if let events, !isOfPeople {
      guard !kind.isList else { return [] }
      return asked("count(\(selection(events.name)))")
    }
    if kind.isList {
      guard groups.isEmpty, periods.isEmpty, let tests = customerTests else { return [] }
      return ["list *" + condition(tests)]
    }
    guard kind.isCount || isOfPeople, periods.isEmpty, let tests = customerTests else { return [] }
    return ["show count() as 客户数" + condition(tests) + grouping]
  }

  /// `orders where category = "tea" in last 90 days`
  private func selection(_ table: String) -> String {
    ([table] + (eventConditions.isEmpty ? [] : ["where " + eventConditions.joined(separator: " and ")]) + windows).joined(separator: " ")
  }

  /// The conditions on customers; those of events are that there is one. Nil where no events can meet them.
  private var customerTests: [String]? {
    guard !windows.isEmpty || !eventConditions.isEmpty || events != nil else { return conditions }
    guard let table = events ?? vocabulary.purchases else { return nil }
    return conditions + ["any(\(selection(spelled(table.name))))"]
  }

  private func condition(_ tests: [String]) -> String { tests.isEmpty ? "" : " where " + tests.joined(separator: " and ") }

  private var grouping: String { groups.isEmpty ? "" : " by " + groups.joined(separator: ", ") }

  /// A figure of all, of groups, or of periods.
  private func asked(_ figure: String) -> [String] {
    if let unit = periods.first { return ["show trend(\(figure), every \(unit))" + condition(conditions) + grouping] }
    return ["show \(figure)" + condition(conditions) + grouping]
  }

  private func figures(_ number: (name: String, table: String?)) -> [String] {
    if let table = number.table {
      if let top, groups.isEmpty, function == nil || function == "sum" {
        // 消费金额前10名客户
        guard let key = vocabulary.catalog.customers?.key else { return [] }
        let figure = "sum(\(number.name) of \(selection(spelled(table))))"
        return ["list \(spelled(key)), \(figure)" + condition(conditions) + " rank by \(figure) top \(top)"]
      }
      let figure = "\(function ?? "sum")(\(number.name) of \(selection(spelled(table))))"
      guard let top else { return asked(figure) }
      return periods.isEmpty ? asked(figure).map { "\($0) rank by \(figure) top \(top)" } : []
    }
    guard windows.isEmpty, eventConditions.isEmpty, events == nil else { return [] }
    if let top {
      guard let key = vocabulary.catalog.customers?.key, groups.isEmpty, function == nil || function == "max" else { return [] }
      return ["list \(spelled(key)), \(number.name)" + condition(conditions) + " rank by \(number.name) top \(top)"]
    }
    guard !kind.isList, periods.isEmpty else { return [] }
    let readings = function.map { [$0] } ?? ["sum", "avg"]
    return readings.map { "show \($0)(\(number.name))" + condition(conditions) + grouping }
  }

  /// 每月新客户数: by the first purchase, or by the day on which they signed up.
  private var newcomers: [String] {
    guard numbers.isEmpty, measures.isEmpty, eventConditions.isEmpty, function == nil, top == nil, !kind.isList, events == nil else {
      return []
    }
    var days: [String] = []
    if let table = vocabulary.purchases, let time = table.schema.time { days.append("min(\(spelled(time)) of \(spelled(table.name)))") }
    if let signup = vocabulary.signup { days.append(spelled(signup)) }
    return days.compactMap { day in
      let tests = conditions + windows.map { "\(day) \($0)" }
      let by = groups + periods.map { $0 == "day" ? day : "start_of_\($0)(\(day))" }
      return "show count() as 新客户数" + condition(tests) + (by.isEmpty ? "" : " by " + by.joined(separator: ", "))
    }
  }
}
