// The words of questions in Chinese: names and values of the session, periods, quantities.

import SegColumns
import SegPlan

/// A word of a Chinese question.
enum ChineseWord {
  case noise, has, count, listing, people, newcomers, by, share, negation, only, signup, lifetime, retention, distribution, versus, cross
  case forecast, export, sample, to, lost
  /// 哪个 before what is asked for; 最受欢迎, 最值钱.
  case which, favorite, worthiest
  /// 比去年少: which way it went.
  case less(Bool)
  /// 注册后7天内: the days that an event may be after the signup.
  case sinceSignup(Int, String)
  /// 新增会员, where the day on which they came is known; 生日.
  case newMembers, birthday
  /// 满 before a length: at least that long.
  case full
  /// 和, and 或.
  case and, or
  case function(String)
  case extreme(isTop: Bool)
  /// 超过 before a number, 以上 after it.
  case compare(String), bound(String)
  case amount(String, unit: Character?), percent(String), length(Int, String), future(Int, String)
  case events(WordVocabulary.Events), verb(WordVocabulary.Events)
  /// 首次购买, 最近一次购买.
  case occasion(isFirst: Bool)
  case money(WordedMeasure), figure(WordedFigure)
  /// A number of each customer, or of each event of a table.
  case number(String, of: String?)
  case condition(String), conditionOfEvents(String, of: String)
  case value(WordVocabulary.Found)
  case group(String), window(String), every(String), unit(String), cut(String), growth(String), chart(String)

  /// Whether it says nothing.
  var isFiller: Bool { if case .noise = self { true } else { false } }

  /// 和, 或, 、.
  var isJoint: Bool {
    if case .and = self { return true }
    if case .or = self { return true }
    return isFiller
  }
}

/// The words that are known, and how a text is cut into them: the longest first, because Chinese has no spaces.
struct ChineseVocabulary {
  let vocabulary: WordVocabulary
  private var names: [String: ChineseWord] = [:]

  init(_ vocabulary: WordVocabulary) {
    self.vocabulary = vocabulary
    addUsual()
    addColumns()
    addKinds()
    addDone()
    addDefinitions()
    addShort()
  }

  /// The words of a text; nil if a part of it is none.
  func words(_ text: String) -> [ChineseWord]? {
    var rest = Self.signs(text)[...]
    var words: [ChineseWord] = []
    while !rest.isEmpty {
      guard let (word, length) = next(rest) else { return nil }
      words.append(word)
      rest = rest.dropFirst(length)
    }
    return words
  }

  /// The part of a text at which no known word begins; nil if there is none.
  func unknownPart(_ text: String) -> String? {
    var rest = Self.signs(text)[...]
    while let (_, length) = next(rest) { rest = rest.dropFirst(length) }
    return rest.isEmpty ? nil : String(rest.prefix(8))
  }

  private static func signs(_ text: String) -> [Character] {
    Array(text.filter { !$0.isWhitespace && !"，。？?！!、的了呢吗“”\"‘’'「」".contains($0) })
  }

  // MARK: - Words of the language

  private static let fixed: [String: ChineseWord] = {
    var words: [String: ChineseWord] = [:]
    func add(_ texts: String, _ word: ChineseWord) { for text in texts.split(separator: " ") { words[String(text)] = word } }
    add(
      "是 在 请 给我 看看 看 一下 查询 查看 显示 展示 帮我 想知道 支付 付款 统计 计算 我们 里 内 中 多久 多长时间 多少天 几天 情况如何 怎么样 人 个 位 名 因 因为 处于 阶段 期间 分别 过 时间 日期 之间 注册后 天数 情况 贡献 每",
      .noise)
    add("有", .has)
    add("多少 几个 多少个 多少位 多少名 人数 数量 总数 数 个数 总人数", .count)
    add("哪些 谁 名单 列出 有哪些 列表 找出 筛选", .listing)
    add("客户 用户 顾客 买家 消费者 会员", .people)
    add("哪个 哪种 哪类 哪一个 什么 哪一种", .which)
    add("最受欢迎 最畅销 最热门 最热销 最常买 最喜欢 最爱买 卖得最好", .favorite)
    add("最值钱 最有价值 最优质", .worthiest)
    add("少 少了 低 低了 下降 下降了 减少 减少了 下滑 变少", .less(true))
    add("多 多了 高 高了 上升 上升了 增加 增加了 提高 变多", .less(false))
    add("新客户 新客 新增客户 新用户 新顾客", .newcomers)
    add("各 每个 各个 按 按照 分 不同", .by)
    add("占比 比例 占 百分比 份额 占多少 占比多少 占比是多少", .share)
    add("没有 没 未 从未 从没 从来没有 不 非 不是 尚未", .negation)
    add("只 仅 只有", .only)
    add("注册 入会 加入 开户 办卡 开卡 成为会员 入会日期 注册日期 注册时间 入会时间 开户日期", .signup)
    add("满 已满 满了", .full)
    add("留存率 留存 次月留存率 复访率", .retention)
    add("分布", .distribution)
    add("对比 比较 相比 比 较", .versus)
    add("交叉", .cross)
    add("预测 预计", .forecast)
    add("导出", .export)
    add("抽样 抽取 随机抽取 随机", .sample)
    add("到 至 - ~", .to)
    add("和 与 且 并且 以及 及 又 既 但 但是 同时 而且 还", .and)
    add("或 或者", .or)
    add("平均 人均 均值", .function("avg"))
    add("总 总计 合计 累计", .function("sum"))
    add("中位 中位数", .function("median"))
    add("最高 最大 最多 最好", .extreme(isTop: true))
    add("最低 最小 最少 最差", .extreme(isTop: false))
    add("超过 大于 高于 多于 > 超出", .compare(">"))
    add("不低于 不少于 至少 大于等于 >=", .compare(">="))
    add("低于 小于 少于 不到 不足 <", .compare("<"))
    add("不超过 不高于 至多 最多只 小于等于 <=", .compare("<="))
    add("等于 恰好 刚好 =", .compare("="))
    add("以上 及以上", .bound(">="))
    add("以下 以内 及以下", .bound("<="))
    add("同比 同比增长率 同比增长", .growth("year"))
    add("环比 环比增长率 环比增长 增长率 增长 增长了 增长多少 增长了多少 涨了", .growth("month"))
    add("柱状图 柱图 条形图", .chart("bar"))
    add("折线图 曲线图 画出 画", .chart("line"))
    for (unit, english) in [("月", "month"), ("季度", "quarter"), ("年", "year"), ("周", "week"), ("天", "day"), ("日", "day")] {
      for word in ["每", "每个", "按", "逐", "分"] where !(word == "每个" && english == "day") { add(word + unit, .every(english)) }
      for word in ["本", "这个", "这", "当"] { add(word + unit, .window("in this \(english)")) }
      for word in ["上个", "上", "上一", "上一个"] { add(word + unit, .window("in previous \(english)")) }
      add("\(unit) \(unit)份 \(unit)度", .unit(english))
    }
    add("季度", .unit("quarter"))
    add("每日 日均", .every("day"))
    add("趋势 走势 按月份", .every("month"))
    add("下个月 下月", .window("in next month"))
    add("今年", .window("in this year"))
    add("去年", .window("in previous year"))
    add("昨天", .window("in yesterday"))
    add("今天 今日", .window("in today"))
    return words
  }()

  /// What people call the figures and events of the session.
  private mutating func addUsual() {
    func add(_ texts: String, _ word: ChineseWord) { for text in texts.split(separator: " ") { names[String(text)] = word } }
    if let revenue = vocabulary.revenue {
      add("销售额 收入 营收 营业额 成交额 流水 消费 消费额 消费总额 消费金额 购买金额 销售 总销售额", .money(revenue))
      if let profit = vocabulary.profit {
        add("利润 毛利", .money(profit))
        add("毛利率 利润率", .figure(.whole("\(profit.text) / \(revenue.text)")))
      }
    }
    addLost()
    addAge()
    addQuantity()
    guard let orders = vocabulary.purchases, let time = orders.schema.time else { return }
    let (table, date) = (orders.selected, spelled(time))
    let count = WordedMeasure("count", nil, of: orders)
    add("购买 买 下单 来 光顾 成交 回购 买过 购买过 消费过 下过单 下单过 来过 下过订单", .verb(orders))
    add("订单 交易", .events(orders))
    add("购买次数 下单次数 订单量 购买频次 单量", .figure(.aggregate(count)))
    add("首次购买 首单 第一次购买 首次下单 首购 第一单", .occasion(isFirst: true))
    add("最近一次购买 最后一次购买 最近一次下单 最后购买 最近购买", .occasion(isFirst: false))
    add("复购率 回购率 重复购买率", .figure(.whole("count(count(\(table)) > 1) / count(any(\(table)))")))
    add("复购客户 老客户 老客 复购用户 回头客", .condition("count(\(table)) > 1"))
    add("活跃客户数 活跃用户数 活跃人数 活跃会员数 活跃客户 活跃用户 活跃会员", .figure(.aggregate(WordedMeasure("distinct", spelled(orders.schema.key), of: orders))))
    add("周末", .conditionOfEvents("weekday(\(date)) >= 6", of: orders.name))
    add("工作日", .conditionOfEvents("weekday(\(date)) <= 5", of: orders.name))
    add(
      "购买间隔 复购周期 购买周期 复购间隔",
      .figure(
        .ofCustomers(function: "avg", value: "(max(\(date) of \(table)) - min(\(date) of \(table))) / (count(\(table)) - 1)")))
    add(
      "首单到二单 首单到第二单 首次到第二次购买 第二次购买间隔 第二次下单间隔 第二单间隔 二次购买间隔 首单到复购 首购到复购",
      .figure(.ofCustomers(function: "avg", value: "nth(2, \(date) of \(table)) - min(\(date) of \(table))")))
    addDays(table, date)
    if let amount = vocabulary.amountFigure("avg") { add("每单金额 单均金额 笔单价 订单均价", .figure(amount)) }
    if let revenue = vocabulary.revenue { add("客单价", .figure(.whole("\(revenue.text) / count(any(\(table)))"))) }
    add("生命周期价值 客户生命周期价值 终身价值 客户终身价值", .lifetime)
  }

  /// 注册到首单: the days; 距今: since the last order.
  private mutating func addDays(_ table: String, _ date: String) {
    let last = WordedFigure.ofCustomers(function: "max", value: "today - max(\(date) of \(table))")
    for occasion in ["最近一次下单", "最近一次购买", "最后一次下单", "最后一次购买", "最近下单", "最近购买", "最后下单", "上次下单", "上次购买"] {
      for word in ["距今", "距离现在", "距今天数", "距今时间"] { names[occasion + word] = .figure(last) }
    }
    guard let signup = vocabulary.signup else { return }
    let first = WordedFigure.ofCustomers(function: "avg", value: "min(\(date) of \(table)) - \(spelled(signup))")
    for start in ["注册到", "从注册到", "注册至"] {
      for end in ["首单", "首次下单", "首次购买", "第一次购买", "第一次下单", "首购"] { names[start + end] = .figure(first) }
    }
  }

  /// 销量: the pieces that were sold.
  private mutating func addQuantity() {
    guard let table = vocabulary.events.first(where: { $0.quantity != nil }), let quantity = table.quantity else { return }
    let sum = WordedMeasure("sum", spelled(quantity), of: table)
    for word in ["销量", "销售数量", "销售件数", "购买件数", "件数", "销售量"] where names[word] == nil { names[word] = .figure(.aggregate(sum)) }
  }

  /// 年龄段, 女性.
  private mutating func addAge() {
    let vocabulary = vocabulary
    if let birthday = vocabulary.birthday { for word in ["生日", "出生日期", birthday] { names[word] = .birthday } }
    if let age = vocabulary.age, names["年龄"] == nil { names["年龄"] = .number(age, of: nil) }
    if let age = vocabulary.age { for word in ["年龄段", "年龄层", "年龄区间", "年龄组"] { names[word] = .group("floor(\(age) / 10) * 10 as 年龄段") } }
    let columns = vocabulary.catalog.customers?.columnNames ?? []
    guard let column = columns.first(where: { ["性别", "gender", "sex"].contains($0.lowercased()) }) else { return }
    names["男女"] = .group(spelled(column))
    for (words, values) in [("女性 女士 女生 女", ["女", "女性", "f", "female"]), ("男性 男士 男生 男", ["男", "男性", "m", "male"])] {
      guard let found = values.lazy.compactMap({ vocabulary.values([$0]).first { $0.isOfCustomers && $0.column == column } }).first else {
        continue
      }
      for word in words.split(separator: " ") where names[String(word)] == nil { names[String(word)] = .value(found) }
    }
  }

  /// 退款 of 已退款: 退款订单, 退款率.
  private mutating func addDone() {
    for events in vocabulary.events {
      for found in vocabulary.values(of: events) where found.value.hasPrefix("已") && found.value.count > 2 {
        let word = String(found.value.dropFirst())
        if names[word] == nil, Self.fixed[word] == nil { names[word] = .value(found) }
        let part = WordedMeasure("count", nil, of: events, conditions: [WordedQuestion.test(found)])
        if names[word + "率"] == nil { names[word + "率"] = .figure(.whole("\(part.text) / count(\(events.selected))")) }
      }
    }
  }

  /// 流失率: of the segment, or of the stage, that is called so.
  private mutating func addLost() {
    if vocabulary.lost == nil { for word in ["流失", "沉睡", "流失了"] { names[word] = .lost } }
    for word in ["流失", "沉睡"] {
      let segment = ["", "客户"].lazy.map { word + $0 }.first { vocabulary.catalog.definitions[$0]?.type == .boolean }
      guard let lost = segment.map({ spelled($0) }) ?? vocabulary.stage(word) else { continue }
      names[word + "率"] = .figure(.whole("count(\(lost)) / count()"))
    }
  }

  // MARK: - Names of the session

  private mutating func addColumns() {
    let catalog = vocabulary.catalog
    if let customers = catalog.customers {
      names[customers.name] = .people
      let isOfBuyers = ["客户", "顾客", "买家", "消费者"].contains(customers.name) || vocabulary.signup == nil
      for word in ["新", "新增"] where names[word + customers.name] == nil {
        names[word + customers.name] = isOfBuyers ? .newcomers : .newMembers
      }
      if vocabulary.signup != nil {
        for word in ["新会员", "新增会员", "新注册", "新入会", "入会人数", "注册人数", "注册用户数"] where names[word] == nil { names[word] = .newMembers }
      }
      for name in customers.columnNames {
        switch customers.types[name] {
        case .integer, .number: names[name] = .number(spelled(name), of: nil)
        case .boolean: names[name] = .condition(spelled(name))
        case .text: names[name] = .group(spelled(name))
        case .date, .timestamp, nil: continue
        }
      }
    }
    for events in vocabulary.events {
      for name in events.schema.columnNames where names[name] == nil {
        let spelling = spelled(name)
        switch events.schema.types[name] {
        case .integer, .number: names[name] = .number(spelling, of: events.name)
        case .text: names[name] = .group(spelling)
        case .boolean:
          names[name] = .conditionOfEvents(spelling, of: events.name)
          if name.first == "已" { names["未" + name.dropFirst()] = .conditionOfEvents("not \(spelling)", of: events.name) }
        case .date, .timestamp, nil: continue
        }
      }
      names[events.name] = .events(events)
      if events.name != vocabulary.purchases?.name { names[events.name + "过"] = .verb(events) }
    }
  }

  /// 浏览 of a log: 浏览过, 浏览次数, 浏览人数.
  private mutating func addKinds() {
    for kind in vocabulary.kinds {
      names[kind.stem] = kind.isOfType ? .events(kind) : .verb(kind)
      if kind.isOfType {
        names[kind.stem + "过"] = .verb(kind)
        names[kind.stem + "笔数"] = .figure(.aggregate(WordedMeasure("count", nil, of: kind)))
        if let amount = kind.amount {
          let sum = WordedFigure.aggregate(WordedMeasure("sum", spelled(amount), of: kind))
          for word in ["总额", "金额", "额", "总金额"] { names[kind.stem + word] = .figure(sum) }
        }
      }
      for word in ["次数", "量", "数"] { names[kind.stem + word] = .figure(.aggregate(WordedMeasure("count", nil, of: kind))) }
      for word in ["人数", "用户数", "客户数"] {
        names[kind.stem + word] = .figure(.aggregate(WordedMeasure("distinct", spelled(kind.schema.key), of: kind)))
      }
    }
  }

  private mutating func addDefinitions() {
    for (name, definition) in vocabulary.catalog.definitions {
      switch definition.kind {
      case .segment: names[name] = .condition(spelled(name))
      case .measure: names[name] = .figure(.whole(spelled(name)))
      case .metric(let expression):
        let isNumber = expression.type == .integer || expression.type == .number
        let aggregate = isNumber ? vocabulary.aggregate(name) : nil
        names[name] = aggregate.map { .money($0) } ?? (isNumber ? .number(spelled(name), of: nil) : .condition(spelled(name)))
      case .lifecycle(let expression):
        names[name] = .group(spelled(name))
        guard case .stages(let stages) = expression.kind else { continue }
        for stage in stages where names[stage.name] == nil { names[stage.name] = .condition("\(spelled(name)) is \(spelled(stage.name))") }
      case .column, .table: continue
      }
    }
  }

  /// 渠道 of 注册渠道, where no other column has it: by the last two signs of a name.
  private mutating func addShort() {
    let columns = names.filter { key, word in
      guard key.count > 3, key.allSatisfy({ ("\u{4E00}"..."\u{9FFF}").contains($0) }) else { return false }
      if case .group = word { return true }
      if case .number = word { return true }
      return false
    }
    for (end, same) in Dictionary(grouping: columns.keys, by: { String($0.suffix(2)) }) where same.count == 1 && names[end] == nil {
      guard Self.fixed[end] == nil, let key = same.first else { continue }
      names[end] = columns[key]
    }
  }

  // MARK: - Cutting

  /// The longest word at the beginning, and its number of characters.
  private func next(_ rest: ArraySlice<Character>) -> (ChineseWord, Int)? {
    if let found = cut(rest) ?? window(rest) ?? Self.quantity(rest) { return found }
    for length in stride(from: min(rest.count, 20), through: 1, by: -1) {
      let text = String(rest.prefix(length))
      if let word = names[text] ?? Self.fixed[text] ?? names[text.lowercased()] { return (word, length) }
      if length > 1, let found = vocabulary.values([text.lowercased()]).first { return (.value(found), length) }
    }
    return nil
  }
}
