// The parts of a question, as statements.

import SegDiagnostics

extension QuestionParts {
  /// The statements that it may mean; none if its parts do not go together.
  var composed: [String] {
    var ending = hasTotals ? " with totals" : ""
    if isPivot {
      guard groups.count == 2 else { return [] }
      ending = " pivot \(groups[1])" + ending
    }
    if let chart { ending += " draw \(chart == "line" && period == nil || chart.isEmpty ? period == nil ? "bar" : "line" : chart)" }
    // A list has no totals and no picture.
    return ending.isEmpty ? plain : plain.compactMap { $0.hasPrefix("show ") ? $0 + ending : nil }
  }

  private var plain: [String] {
    // `a and b or c` can mean two things.
    if connector == "or", conditions.count > 2 { return [] }
    var question = self
    // Events beside customers, and no word for what is asked of them.
    if figures.isEmpty, events != nil, isOfPeople, !perCustomer { return [] }
    // `event = purchase by platform`: such events.
    if figures.isEmpty, events == nil, !isOfPeople, let only = eventConditions.first,
      eventConditions.allSatisfy({ $0.table == only.table }),
      kind == .share || !groups.isEmpty || period != nil
    {
      question.events = vocabulary.events.first { $0.name == only.table }
    }
    if question.figures.isEmpty, let events = question.events {
      if kind == .share { return question.shareOfEvents(events) }
      if kind == .count || !groups.isEmpty || period != nil || overRows != nil || perCustomer {
        question.figures = [.aggregate(amounts(of: events) ?? WordedMeasure("count", nil, of: events))]
      } else {
        return question.listOfEvents(events)
      }
    }
    if !figures.isEmpty {
      for item in counted.reversed() {
        let figure = WordedFigure.aggregate(WordedMeasure("count", nil, of: item.events))
        question.figures.insert(figure, at: min(item.place, question.figures.count))
      }
    }
    if pending != nil {
      guard question.figures.isEmpty, pending == "sum", let revenue = vocabulary.revenue else { return [] }
      question.figures = [.aggregate(revenue)]
    }
    if question.figures.isEmpty, overRows != nil, !isOfPeople, let revenue = vocabulary.revenue { question.figures = [.aggregate(revenue)] }
    guard question.compare(), question.settled() else { return [] }
    if question.kind == .share, let amount = cut?.amount, amount.hasSuffix("%"), cut?.word != "bottom" { return question.ofBest(amount) }
    if question.kind == .share { return question.share }
    if !question.figures.isEmpty { return question.shown }
    return question.people
  }

  /// `deposits by month`, of money: their amounts; nil: their number, which is the other reading.
  private func amounts(of events: WordVocabulary.Events) -> WordedMeasure? {
    guard events.isOfType, kind != .count, choice == 0, pending == nil else { return nil }
    return events.amount.map { WordedMeasure("sum", spelled($0), of: events) }
  }

  /// What a statement may be made of, beside its conditions.
  private enum Part { case cut, having, overRows, period, groups, customer, newcomers }

  /// Whether nothing was asked for but some parts: a statement that left one out would be another question.
  private func hasOnly(_ used: Set<Part>) -> Bool {
    var asked: Set<Part> = []
    if cut != nil { asked.insert(.cut) }
    if having != nil { asked.insert(.having) }
    if overRows != nil { asked.insert(.overRows) }
    if period != nil { asked.insert(.period) }
    if !groups.isEmpty { asked.insert(.groups) }
    if perCustomer, !isMeanOfCustomers { asked.insert(.customer) }
    // With days, they are a condition.
    if isOfNewcomers != nil, window == nil { asked.insert(.newcomers) }
    return asked.isSubset(of: used)
  }

  /// `average revenue per customer`: one figure of all.
  private var isMeanOfCustomers: Bool {
    guard figures.count == 1, case .ofCustomers(let function, _)? = figures.first else { return false }
    return function == "avg" || function == "median"
  }

  /// Two periods are a figure of each, and what it grew by.
  private mutating func compare() -> Bool {
    guard let compared else { return true }
    guard let window, period == nil, !perCustomer, cut == nil, having == nil, overRows == nil || overRows == "growth" else { return false }
    let both: [[WordedFigure]]
    if let first = isOfNewcomers, figures.isEmpty {
      both = [[.whole("count(\(first) \(window))"), .whole("count(\(first) \(compared))")]]
      isOfNewcomers = nil
    } else {
      both = figures.compactMap { figure in
        guard case .aggregate(var measure) = figure else { return nil }
        measure.window = window
        let now = measure
        measure.window = compared
        return [.aggregate(now), .aggregate(measure)]
      }
      guard both.count == figures.count, !both.isEmpty else { return false }
    }
    if overRows != nil {
      guard both.count == 1 else { return false }
      isGrowth = true
    }
    (figures, self.window, overRows) = (both.flatMap { $0 }, nil, nil)
    return true
  }

  /// Puts the conditions on events and the days into the figures; false if there is none to take them.
  private mutating func settled() -> Bool {
    var left = eventConditions
    var hasWindow = window != nil
    /// Whether what is said of one table's rows can be said of another's: of the lines of such orders.
    func reaches(_ condition: String, _ table: String) -> Bool {
      condition == table || vocabulary.events.contains { $0.name == table && $0.schema.owner == .table(condition) }
    }
    func settle(_ measure: WordedMeasure) -> WordedMeasure {
      var measure = vocabulary.ofLines(measure, by: groups, and: isOfPeople ? [] : eventConditions.map(\.table))
      let own = eventConditions.filter { reaches($0.table, measure.table) }.map(\.text).filter { !measure.conditions.contains($0) }
      if !own.isEmpty { measure.conditions += own }
      left.removeAll { reaches($0.table, measure.table) }
      if let window {
        measure.window = window
        hasWindow = false
      }
      return measure
    }
    func placed(_ figure: WordedFigure) -> WordedFigure {
      switch figure {
      case .aggregate(let measure): .aggregate(settle(measure))
      case .pair(let left, let sign, let right): .pair(settle(left), sign, settle(right))
      case .ofCustomers, .ratio, .whole: figure
      }
    }
    figures = figures.map(placed)
    rank = rank.map(placed)
    if let first = isOfNewcomers {
      if let window {
        conditions.append("\(first) \(window)")
        hasWindow = false
      } else if period == nil, kind == .count, figures.isEmpty, !hasWindow, first == vocabulary.signup.map({ spelled($0) }) {
        // All of them came at some time.
        isOfNewcomers = nil
      } else if period == nil {
        // `how many new customers`: in this month.
        guard kind == .count, figures.isEmpty, groups.isEmpty, !hasWindow else { return false }
        conditions.append("\(first) in this month")
        isOfNewcomers = nil
      }
    }
    if hasWindow, let window, figures.isEmpty, kind == .share || kind == .count || kind == .list || kind == .unknown, isOfPeople,
      !conditions.isEmpty,
      let any = conditions.last, any.hasSuffix(")"), any.contains("any("), !any.contains(" in "), !any.contains(" since ")
    {
      conditions[conditions.count - 1] = String(any.dropLast()) + " \(window))"
      hasWindow = false
    }
    // Customers with such an event.
    for condition in left where isOfPeople {
      conditions.append("any(\(spelled(condition.table)) where \(condition.text)\(hasWindow ? window.map { " \($0)" } ?? "" : ""))")
      hasWindow = false
    }
    return (left.isEmpty || isOfPeople) && !hasWindow
  }

  /// The one figure that was asked for, of one customer; nil if more was asked.
  var valueOfCustomer: String? {
    var question = self
    question.perCustomer = false
    guard question.settled(), question.hasOnly([]), question.figures.count == 1, let figure = question.figures.first else { return nil }
    // A mean of intervals has customers with two events for its condition; of one, it is missing.
    guard question.conditions.isEmpty || figure.ofCustomer?.contains("- 1)") == true else { return nil }
    return figure.ofCustomer ?? figure.text
  }

  private var condition: String {
    if conditions.count > 1, connector == "or" { return conditions.joined(separator: " or ") }
    return conditions.joined(separator: " and ")
  }

  var whereClause: String { conditions.isEmpty ? "" : " where \(condition)" }

  private var byClause: String { groups.isEmpty ? "" : " by \(groups.joined(separator: ", "))" }

  private var key: String { spelled(vocabulary.catalog.customers?.key ?? "id") }

  /// Whether a condition is a segment, or a stage.
  private func isOfState(_ condition: String) -> Bool {
    vocabulary.catalog.definitions[condition]?.type == .boolean || !condition.contains("(") && condition.contains(" is ")
  }

  // MARK: - Customers

  private var people: [String] {
    guard isOfPeople || !conditions.isEmpty || cut != nil else { return [] }
    if let first = isOfNewcomers, let period {
      guard hasOnly([.newcomers, .period, .groups]) else { return [] }
      return ["show count() as \(nameOfCustomers)\(whereClause) by start_of_\(period)(\(first))\(groups.map { ", \($0)" }.joined())"]
    }
    if let cut, cut.isOfPeople, !groups.isEmpty { return bestOfGroups(cut) }
    if let period, let active = ofActivity { return ["show trend(\(active.figure), every \(period))\(active.rest)\(byClause)"] }
    // `churned customers by month`: how many they were at the end of each.
    if let period, conditions.count == 1, isOfState(conditions[0]), hasOnly([.period, .groups]) {
      return ["show trend(count(\(conditions[0])) as \(nameOfCustomers), every \(period))\(byClause)"]
    }
    if !groups.isEmpty, cut != nil {
      var other = self
      other.figures = [rank ?? vocabulary.revenue.map { .aggregate($0) } ?? .whole("count()")]
      return other.shown
    }
    if !groups.isEmpty {
      guard hasOnly([.groups, .having]) else { return [] }
      let having = having.map { " having \($0)" } ?? ""
      return ["show count() as \(nameOfCustomers)\(whereClause)\(byClause)\(having)"]
    }
    guard hasOnly([.cut]) else { return [] }
    if kind == .count || kind == .unknown && isOfNewcomers != nil { return ["show count() as \(nameOfCustomers)\(whereClause)"] }
    guard let cut else { return conditions.isEmpty ? kind == .list ? ["list *"] : [] : ["list *\(whereClause)"] }
    if cut.isByTime, rank == nil {
      guard let day = vocabulary.signup else { return [] }
      return ["list *\(whereClause) rank by \(spelled(day))\(cut.word == "bottom" ? " asc" : "") top \(cut.amount ?? "10")"]
    }
    // Customers are judged by what they leave, where the costs are known.
    guard let by = rank?.ofCustomer ?? (vocabulary.profit ?? vocabulary.revenue).map({ $0.metric ?? $0.text }) else { return [] }
    return ["list \(key), \(by)\(whereClause) rank by \(by)\(cut.word == "bottom" ? " bottom" : " top") \(cut.amount ?? "100%")"]
  }

  /// `users who logged in, per week`: how many did so in each, and the other conditions; nil if they did nothing, or more.
  private var ofActivity: (figure: String, rest: String)? {
    guard connector == "and", hasOnly([.period, .groups]), kind != .share else { return nil }
    let done = conditions.filter { condition in
      condition.hasPrefix("any(") && condition.hasSuffix(")") && !condition.contains(" and not ")
        && vocabulary.events.contains { condition.hasPrefix("any(\(spelled($0.name))") }
    }
    guard done.count == 1, let first = done.first else { return nil }
    let inside = first.dropFirst(4).dropLast()
    guard let table = vocabulary.events.first(where: { inside.hasPrefix(spelled($0.name)) && $0.schema.owner == .customers }) else {
      return nil
    }
    let others = conditions.filter { $0 != first }
    // What else they did would be asked of their whole past.
    if others.contains(where: { $0.contains("(") }) { return nil }
    let rest = others.isEmpty ? "" : " where \(others.joined(separator: " and "))"
    return ("distinct(\(spelled(table.schema.key)) of \(inside)) as \(nameOfCustomers)", rest)
  }

  // MARK: - Figures

  private var shown: [String] {
    var seen: Set<String> = []
    var items = figures.map(\.text).filter { seen.insert($0).inserted }
    if isGrowth, items.count == 2 { items = ["\(items[0]) as current", "\(items[1]) as earlier", "current / earlier - 1 as growth"] }
    if let cut, cut.isOfPeople, !groups.isEmpty { return bestOfGroups(cut) }
    // `revenue per customer by city`: their mean.
    if perCustomer, !isMeanOfCustomers, !groups.isEmpty, figures.count == 1, case .aggregate(let measure)? = figures.first {
      var other = self
      other.figures = [.ofCustomers(function: "avg", value: measure.metric ?? measure.text)]
      return other.shown
    }
    if perCustomer, !isMeanOfCustomers {
      guard hasOnly([.customer]), figures.count == 1, let value = figures.first?.ofCustomer else { return [] }
      return ["list \(key), \(value)\(whereClause)"]
    }
    // `customers with the highest revenue`: which ones, not how much.
    if cut != nil, groups.isEmpty, isOfPeople, figures.count == 1 {
      var other = self
      other.rank = figures[0]
      other.figures = []
      return other.people
    }
    let having = having.map { " having \($0)" } ?? ""
    if let overRows {
      guard figures.count == 1, hasOnly([.overRows, .groups, .period]) else { return [] }
      let argument = overRows == "moving" ? "figure, 3" : "figure"
      let by = (groups + ["every \(period ?? "month")"]).joined(separator: ", ")
      return ["show \(items[0]) as figure, \(overRows)(\(argument)) as \(overRows)\(whereClause) by \(by)"]
    }
    if let period {
      guard hasOnly([.period, .groups]) else { return [] }
      items = figures.map(ofPeriod)
      return ["show trend(\(items.joined(separator: ", ")), every \(period))\(whereClause)\(byClause)"]
    }
    guard hasOnly(groups.isEmpty ? [] : [.groups, .cut, .having]) else { return [] }
    var ranked = ""
    if let cut, !groups.isEmpty {
      let by = (rank ?? figures.first)?.text ?? items[0]
      if !items.contains(where: { $0 == by || $0.hasSuffix(" as \(by)") }) { items.append(by) }
      ranked = " rank by \(by) \(cut.amount.map { "\(cut.word.isEmpty ? "top" : cut.word) \($0)" } ?? "desc")"
    }
    return ["show \(items.joined(separator: ", "))\(whereClause)\(byClause)\(having)\(ranked)"]
  }

  /// `average revenue per customer` in each period: of those who bought in it.
  private func ofPeriod(_ figure: WordedFigure) -> String {
    guard case .ofCustomers("avg", let value) = figure, let orders = vocabulary.purchases else { return figure.text }
    let count = WordedMeasure("count", nil, of: orders)
    guard
      let measure = [vocabulary.revenue, vocabulary.profit, count].lazy.compactMap({ $0 }).first(where: { ($0.metric ?? $0.text) == value })
    else { return figure.text }
    return "\(measure.text) / distinct(\(spelled(orders.schema.key)) of \(orders.selected))"
  }

  /// `top 3 customers per city by revenue`.
  private func bestOfGroups(_ cut: Cut) -> [String] {
    guard let value = (rank ?? figures.first)?.ofCustomer, figures.count <= 1, hasOnly([.groups, .cut]) else { return [] }
    let by = groups.joined(separator: ", ")
    let amount = "\(cut.word == "bottom" ? "bottom" : "top") \(cut.amount ?? "10")"
    return ["list \(key), \(value), \(by)\(whereClause) rank by \(value) per \(by) \(amount)"]
  }

  /// What the best part of the customers brings: `share of revenue from top 20% of customers`.
  func ofBest(_ amount: String) -> [String] {
    guard let percent = Int(amount.dropLast()), (1...50).contains(percent), 100 % percent == 0, let value = figures.first?.ofCustomer,
      figures.count == 1, conditions.isEmpty, eventConditions.isEmpty, window == nil, groups.isEmpty, period == nil
    else { return [] }
    let parts = 100 / percent
    let best = "sum(\(value) where ntile(\(parts), \(value)) = \(parts))"
    return ["show \(best) as best, \(best) / sum(\(value)) as share"]
  }

  // MARK: - Shares

  private var share: [String] {
    if let figure = figures.first, figures.count == 1 {
      if conditions.isEmpty, !groups.isEmpty, hasOnly([.groups]) {
        return ["show \(figure.text) as figure, share(figure) as share\(byClause)"]
      }
      // 洗发水的销售额占比: of all of them.
      if conditions.isEmpty, groups.isEmpty, hasOnly([]), case .aggregate(let measure) = figure, !measure.conditions.isEmpty,
        measure.function == "sum"
      {
        var whole = measure
        whole.conditions = []
        return ["show \(measure.text) / \(whole.text) as share"]
      }
      guard let value = figure.ofCustomer, !conditions.isEmpty, hasOnly([.groups]) else { return [] }
      return ["show sum(\(value) where \(condition)) / sum(\(value)) as share\(byClause)"]
    }
    if conditions.isEmpty, eventConditions.isEmpty, !groups.isEmpty, hasOnly([.groups]), window == nil {
      return ["show count() as \(nameOfCustomers), share(\(nameOfCustomers)) as share\(byClause)"]
    }
    guard !conditions.isEmpty, hasOnly([.period, .groups]) else { return [] }
    if base > 0, base < conditions.count, connector == "and", period == nil {
      let (whole, part) = (conditions[..<base], conditions[base...])
      return ["show count(\(part.joined(separator: " and "))) / count() as share where \(whole.joined(separator: " and "))\(byClause)"]
    }
    if let period { return ["show trend(count(\(condition)) / count() as share, every \(period))\(byClause)"] }
    return ["show count(\(condition)) / count() as share\(byClause)"]
  }

  private func shareOfEvents(_ events: WordVocabulary.Events) -> [String] {
    let own = eventConditions.filter { $0.table == events.name }.map(\.text)
    if own.isEmpty, eventConditions.isEmpty, !groups.isEmpty, hasOnly([.groups]) {
      let all = WordedMeasure("count", nil, of: events, window: window).text
      return ["show \(all) as figure, share(figure) as share\(whereClause)\(byClause)"]
    }
    guard !own.isEmpty, own.count == eventConditions.count, hasOnly([.period, .groups]) else { return [] }
    var part = WordedMeasure("count", nil, of: events, conditions: own, window: window)
    let first = part.text
    part.conditions = events.test.map { [$0] } ?? []
    if let period { return ["show trend(\(first) / \(part.text) as share, every \(period))\(whereClause)\(byClause)"] }
    return ["show \(first) / \(part.text) as share\(whereClause)\(byClause)"]
  }

  // MARK: - Events

  private func listOfEvents(_ events: WordVocabulary.Events) -> [String] {
    guard eventConditions.allSatisfy({ $0.table == events.name }), connector == "and", rank == nil, hasOnly([.cut]) else { return [] }
    var tests = eventConditions.map(\.text) + conditions
    if let window {
      guard let time = events.schema.time else { return [] }
      tests.append("\(spelled(time)) \(window)")
    }
    let of = "list * of \(events.selected(where: tests))"
    guard let cut else { return [of] }
    if cut.isByTime, let time = events.schema.time {
      return [of + " rank by \(spelled(time))\(cut.word == "bottom" ? " asc" : "") top \(cut.amount ?? "10")"]
    }
    guard let amount = events.amount else { return [] }
    return [of + " rank by \(spelled(amount)) \(cut.word == "bottom" ? "bottom" : "top") \(cut.amount ?? "10")"]
  }
}
