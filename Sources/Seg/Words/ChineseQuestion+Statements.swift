// The parts of a question in Chinese, as statements.

extension ChineseQuestion {
  /// Puts the days where they belong; false if there are too many, or none takes them.
  mutating func settled() -> Bool {
    // 优惠金额占实付金额的比例
    if parts.kind == .share, parts.figures.count == 2, case .aggregate(let part) = parts.figures[0],
      case .aggregate(let whole) = parts.figures[1]
    {
      (parts.figures, parts.kind) = ([.pair(part, "/", whole)], .unknown)
    }
    if form.isLifetime || form.isForecast { guard predicted() else { return false } }
    if form.isCompared { return compared() }
    if form.isLess != nil { return false }
    guard windows.count <= 1, (form.months == nil) == !form.isForecast else { return false }
    parts.window = windows.first
    if let countPlace, !parts.figures.isEmpty, parts.cut == nil {
      parts.figures.insert(.whole("count()"), at: min(countPlace, parts.figures.count))
      parts.kind = .unknown
    }
    if form.isDistribution, parts.figures.isEmpty {
      parts.kind = .count
      if parts.events == nil, parts.eventConditions.isEmpty, !parts.groups.isEmpty { parts.isOfPeople = true }
    }
    guard parts.figures.isEmpty, parts.isOfPeople, parts.isOfNewcomers == nil, let window = parts.window, parts.eventConditions.isEmpty
    else { return true }
    // 上月流失客户 left in that month; other customers are those who bought in it.
    if let lost = parts.conditions.first(where: Self.isLost), let stages = lost.split(separator: " ").first {
      parts.conditions.append("entered(\(stages)) \(window)")
    } else if let table = parts.events ?? vocabulary.purchases {
      parts.conditions.append("any(\(table.selected) \(window))")
    }
    parts.window = nil
    return true
  }

  private static func isLost(_ condition: String) -> Bool {
    ["流失", "沉睡", "lost", "churned", "lapsed"].contains { condition.hasSuffix(" is \($0)") }
  }

  /// 客户生命周期价值, 预测未来一年消费.
  private mutating func predicted() -> Bool {
    guard let orders = vocabulary.purchases, let amount = orders.amount else { return false }
    if !form.isLifetime {
      guard parts.figures.count == 1, case .aggregate(let measure)? = parts.figures.first, measure == vocabulary.revenue else {
        return false
      }
      parts.figures = []
    }
    let value = "clv(\(spelled(amount)) of \(orders.selected), horizon: \(form.months ?? 12) months, discount: 10% yearly)"
    parts.figures.append(.ofCustomers(function: form.isLifetime ? "avg" : "sum", value: value))
    return true
  }

  /// 本月销售额与上月对比, 会员和非会员的消费对比.
  private mutating func compared() -> Bool {
    guard parts.figures.count == 1, let figure = parts.figures.first else { return false }
    // 比去年增长多少: this year against it.
    if windows.count == 1, form.isLess != nil || parts.overRows == "growth", windows[0].hasPrefix("in previous "),
      let unit = windows[0].split(separator: " ").last
    {
      windows.insert("in this \(unit)", at: 0)
    }
    if windows.count == 2, let isLess = form.isLess, parts.isOfPeople, case .aggregate(let measure) = figure {
      let change = WordedChange(measure, windows[0], windows[1])
      parts.conditions.append("\(change.now.text) \(isLess ? "<" : ">") \(change.before.text)")
      (parts.figures, windows) = ([], [])
      return true
    }
    if form.isLess != nil || parts.overRows == "growth" {
      guard windows.count == 2 else { return false }
      (parts.isGrowth, parts.overRows, parts.period) = (true, nil, nil)
    }
    if windows.count == 2, case .aggregate(let measure) = figure {
      parts.figures = windows.map { window in
        var figure = measure
        figure.window = window
        return .aggregate(figure)
      }
      windows = []
      return true
    }
    guard windows.isEmpty, parts.conditions.count == 2, parts.conditions[1] == "not \(parts.conditions[0])",
      let value = figure.ofCustomer
    else { return false }
    parts.groups.append(parts.conditions[0])
    parts.conditions = []
    parts.figures = [.whole("count() as \(parts.nameOfCustomers)"), .whole("sum(\(value))"), .whole("avg(\(value))")]
    return true
  }

  var statements: [String] { ofForm ?? parts.composed }

  /// The statement of a question with a word of its own; nil: it has none.
  private var ofForm: [String]? {
    let conditions = parts.conditions
    let isPlain = parts.figures.isEmpty && parts.groups.isEmpty && parts.window == nil && parts.eventConditions.isEmpty && parts.cut == nil
    if form.isExport {
      guard isPlain, conditions.count == 1, vocabulary.catalog.definitions[conditions[0]]?.type == .boolean else { return [] }
      return ["export \(conditions[0]) to \(WordedQuestion.text(conditions[0] + ".csv"))"]
    }
    if form.isSample {
      guard isPlain, let share = form.sample else { return [] }
      return ["list * where \((conditions + ["sample(\(share))"]).joined(separator: " and "))"]
    }
    if form.isRetention {
      guard isPlain, conditions.isEmpty, let table = vocabulary.purchases else { return [] }
      return ["show cohorts(\(table.selected), every \(parts.period ?? "month"))"]
    }
    if let value = form.value {
      guard isPlain else { return [] }
      return ["list \(spelled(vocabulary.catalog.customers?.key ?? "id")), \(value)" + parts.whereClause]
    }
    if form.isDistribution, parts.groups.isEmpty {
      guard parts.figures.count == 1, let value = parts.figures[0].ofCustomer, parts.window == nil, parts.eventConditions.isEmpty else {
        return []
      }
      return ["show histogram(\(value))" + parts.whereClause]
    }
    // 前20%的客户贡献了多少收入
    if isCutFirst, let cut = parts.cut, let amount = cut.amount, amount.hasSuffix("%"), parts.groups.isEmpty, parts.figures.count == 1 {
      return parts.ofBest(amount)
    }
    return nil
  }
}
