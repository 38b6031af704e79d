// What customers did, in questions in Chinese: 买过咖啡, 最近半年没有下单, 首次购买是茶叶.

extension ChineseQuestion {
  /// 有投诉; 有多少, 有哪些.
  mutating func hasEvents() -> Bool {
    guard case .events(let table)? = word() else { return true }
    if case .count? = word(1) { return true }
    place += 1
    return verb(table, isNegated: false)
  }

  mutating func events(_ table: WordVocabulary.Events) -> Bool {
    if case .count? = word() {
      place += 1
      return figure(.aggregate(WordedMeasure("count", nil, of: table)), isSum: false)
    }
    // 投诉客户
    if case .people? = word() { return verb(table, isNegated: false) }
    if let events = parts.events, events.name != table.name { return false }
    parts.events = table
    if table.isOfType, table.amount != nil { parts.isAmbiguous = true }
    return true
  }

  /// 买过咖啡, 购买3次以上, 只买过一次: with the conditions and days before it.
  mutating func verb(_ table: WordVocabulary.Events, isNegated: Bool) -> Bool {
    var tests = parts.eventConditions.filter { $0.table == table.name }.map(\.text)
    parts.eventConditions.removeAll { $0.table == table.name }
    let window = windows.popLast().map { " \($0)" } ?? ""
    if let test = signupTest, table.schema.time != nil {
      tests.append(test)
      signupTest = nil
    }
    let name = table.selected(where: tests)
    var other = self
    if let (test, _) = other.test() {
      self = other
      parts.conditions.append(test("count(\(name)\(window))"))
    } else if isOnly, case .amount(let number, _)? = word() {
      place += 1
      parts.conditions.append("count(\(name)\(window)) = \(number)")
    } else if case .value(let found)? = word(), let own = found.table, own.name == table.name || own.schema.owner.table == table.name {
      place += 1
      // What was bought may stand in the lines of the order.
      guard own.name == table.name || tests.isEmpty && !isOnly && (window.isEmpty || own.schema.time != nil) else { return false }
      tests.append(WordedQuestion.test(found))
      let any = "any(\((own.name == table.name ? table : own).selected(where: tests))\(window))"
      parts.conditions.append(isNegated ? "not \(any)" : any)
      if isOnly { parts.conditions.append("not any(\(table.selected(where: ["not (\(tests.joined(separator: " and ")))"])))") }
    } else {
      if isOnly { return false }
      parts.conditions.append("\(isNegated ? "not " : "")any(\(table.selected(where: tests))\(window))")
    }
    isOnly = false
    if case .events(let noun)? = word(), noun.name == table.name { place += 1 }
    return true
  }

  /// 没有下单, 没买过茶叶, 非会员, 没有投诉.
  mutating func negated() -> Bool {
    while let word = word(), word.isFiller { place += 1 }
    guard let next = word() else { return false }
    place += 1
    if case .verb(let table) = next { return verb(table, isNegated: true) }
    if case .events(let table) = next { return verb(table, isNegated: true) }
    if case .money = next, let table = vocabulary.purchases { return verb(table, isNegated: true) }
    if case .condition(let text) = next {
      parts.conditions.append("not \(text)")
      return true
    }
    guard case .value(let found) = next, found.isOfCustomers else { return false }
    parts.conditions.append("\(spelled(found.column)) != \(WordedQuestion.text(found.value))")
    return true
  }

  /// 至少下单3次, 超过180天没有购买.
  mutating func compared(_ sign: String) -> Bool {
    if case .length? = word(), sign.hasPrefix(">") { return true }
    guard case .verb? = word() else { return false }
    self.sign = sign
    return true
  }

  /// 180天没有购买.
  mutating func silence(_ count: Int, _ unit: String) -> Bool {
    while case .bound(">=")? = word() { place += 1 }
    guard case .negation? = word() else { return false }
    windows.append("in last \(count) \(unit)s")
    return true
  }

  /// 首次购买是咖啡, 2024年首次购买, 最近一次购买时间.
  mutating func occasion(_ isFirst: Bool) -> Bool {
    guard let table = vocabulary.purchases, let time = table.schema.time else { return false }
    let name = table.selected
    while let word = word(), word.isFiller { place += 1 }
    let day = "\(isFirst ? "min" : "max")(\(spelled(time)) of \(name))"
    if case .value(let found)? = word(), found.table?.name == table.name {
      place += 1
      let value = "\(isFirst ? "first" : "last")(\(spelled(found.column)) of \(name))"
      parts.conditions.append("\(value) = \(WordedQuestion.text(found.value))")
    } else if case .window(let text)? = word() {
      place += 1
      parts.conditions.append("\(day) \(text)")
    } else if case .group(let column)? = word() {
      place += 1
      form.value = "\(isFirst ? "first" : "last")(\(column) of \(name))"
    } else if case .people? = word(), let window = windows.popLast() {
      parts.conditions.append("\(day) \(window)")
    } else {
      parts.perCustomer = true
      parts.figures.append(.ofCustomers(function: isFirst ? "min" : "max", value: day))
    }
    return true
  }

  /// 本季度流失客户, where nothing is defined: who bought before, and not since.
  mutating func churned() -> Bool {
    guard let table = vocabulary.purchases,
      let change = WordedChange(WordedMeasure("count", nil, of: table), windows.popLast(), vocabulary),
      let now = change.now.window, let before = change.before.window
    else { return false }
    parts.conditions += ["any(\(table.selected) \(before))", "not any(\(table.selected) \(now))"]
    return true
  }

  mutating func newcomers() -> Bool {
    guard let table = vocabulary.purchases, let time = table.schema.time else { return false }
    parts.isOfPeople = true
    parts.isOfNewcomers = "min(\(spelled(time)) of \(table.selected))"
    parts.nameOfCustomers = "新客户数"
    if case .count? = word() { place += 1 }
    return true
  }

  /// 按注册月份, 2024年注册.
  mutating func signup() -> Bool {
    guard let day = vocabulary.signup else { return false }
    if case .unit(let unit)? = word() {
      place += 1
      parts.groups.append("start_of_\(unit)(\(spelled(day)))")
      expectsGroup = false
      return true
    }
    while let word = word(), word.isFiller { place += 1 }
    if let test = lengthAgo() {
      parts.conditions.append("\(spelled(day)) \(test)")
      return true
    }
    if case .window(let window)? = word() {
      place += 1
      parts.conditions.append("\(spelled(day)) \(window)")
      return true
    }
    guard let window = windows.popLast() else { return false }
    parts.conditions.append("\(spelled(day)) \(window)")
    return true
  }

  /// 超过一年, 满一年, 一年以上, 不到半年: how long ago a day is; nil if no length follows.
  private mutating func lengthAgo() -> String? {
    var sign: String?
    var next = 0
    if case .compare(let text)? = word() { (sign, next) = (text, 1) }
    if case .full? = word() { (sign, next) = (">=", 1) }
    guard case .length(let count, let unit)? = word(next) else { return nil }
    next += 1
    if sign == nil, case .bound(let text)? = word(next) { (sign, next) = (text, next + 1) }
    // Longer ago is before that day.
    guard let sign, let reversed = [">": "<", ">=": "<=", "<": ">", "<=": ">="][sign] else { return nil }
    place += next
    return "\(reversed) \(count) \(unit)s ago"
  }

  /// 满18岁; 满一年 belongs to the word before it.
  mutating func full() -> Bool {
    guard let age = vocabulary.age, case .amount(let number, let unit)? = word(), unit == "岁" else { return false }
    place += 1
    parts.conditions.append("\(age) >= \(number)")
    return true
  }

  /// 新增会员: by the day on which they came.
  mutating func newMembers() -> Bool {
    guard let day = vocabulary.signup else { return false }
    parts.isOfPeople = true
    parts.isOfNewcomers = spelled(day)
    parts.nameOfCustomers = "新增会员数"
    if parts.kind == .unknown { parts.kind = .count }
    if case .count? = word() { place += 1 }
    return true
  }

  /// 生日在本月, 12月生日, 生日在未来30天.
  mutating func birthday() -> Bool {
    guard let day = vocabulary.birthday, let today = vocabulary.today?.civil else { return false }
    while let word = word(), word.isFiller { place += 1 }
    let name = spelled(day)
    var window: String?
    if case .window(let text)? = word() {
      place += 1
      window = text
    } else if case .future(let count, let unit)? = word() {
      place += 1
      parts.conditions.append("\(name) in next \(count) \(unit)s each year")
      return true
    } else {
      window = windows.popLast()
    }
    guard let window else { return false }
    let month: Int
    switch window {
    case "in this month", "in today", "in this year":
      parts.conditions.append("\(name) \(window) each year")
      return window != "in this year"
    case "in previous month": month = today.month == 1 ? 12 : today.month - 1
    case "in next month": month = today.month == 12 ? 1 : today.month + 1
    default:
      // 12月, of any year.
      let parts = window.dropFirst(3).split(separator: "-")
      guard parts.count == 2, let number = Int(parts[1]) else { return false }
      month = number
    }
    parts.conditions.append("month(\(name)) = \(month)")
    return true
  }
}
