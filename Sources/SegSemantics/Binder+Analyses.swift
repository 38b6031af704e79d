// Calls of analyses: arguments by their signature.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension Binder {
  func bindAnalysis(
    _ analysis: Analysis, _ name: NameSyntax, _ arguments: [ArgumentSyntax], _ syntax: ShowSyntax
  ) -> AnalysisQuestion? {
    let span = syntax.items[0].expression.span
    let signature = analysis.signature
    if syntax.items.count > 1 || !syntax.dimensions.isEmpty || syntax.ranking != nil || syntax.cut != nil {
      report(.analysisAlone(name))
      return nil
    }
    let segment = syntax.segment.map { members($0) }
    let condition = syntax.condition.map { self.condition($0, Scope(.customers)) }
    var failed = (segment != nil && segment ?? nil == nil) || (condition != nil && condition ?? nil == nil)
    if signature.required.first == .purchases {
      let argument: AnalysisQuestion.Argument?
      switch modelArgument(analysis, arguments) {
      case .found(let model): argument = model
      case .other: argument = purchasesOfAnalysis(analysis, arguments, at: span)
      case .failed: argument = nil
      }
      var isScore = false
      if case .score? = argument { isScore = true }
      if !failed, isScore || analysis.isOfTheModelAlone, let place = syntax.segment?.span ?? syntax.condition?.span {
        report(.modelOfSegment(name.text, isScore: isScore, at: place))
        failed = true
      }
      guard let argument, !failed else { return nil }
      return AnalysisQuestion(
        analysis: analysis, arguments: [argument], named: [:], segment: segment ?? nil, condition: condition ?? nil,
        attributes: [], span: span)
    }
    if analysis == .scenarios {
      guard let argument = scenarios(arguments, at: span), !failed else { return nil }
      return AnalysisQuestion(
        analysis: analysis, arguments: [argument], named: [:], segment: segment ?? nil, condition: condition ?? nil,
        attributes: [], span: span)
    }
    var bound: [AnalysisQuestion.Argument] = []
    var named: [String: AnalysisQuestion.Argument] = [:]
    var position = 0
    /// The event table of an earlier argument.
    var table: TableSchema?
    for (place, argument) in arguments.enumerated() {
      if let limit = argument.timeLimit {
        if place + 1 < arguments.count {
          report(.limitNotLast(at: limit.span))
          failed = true
        } else if signature.named["within"] == .limit, let days = days(limit) {
          named["within"] = .limit(days)
        } else {
          report(.unexpectedLabel(NameSyntax("within", limit.span), of: name.text))
          failed = true
        }
      }
      let parameter: Parameter?
      if let label = argument.label {
        parameter = signature.named[label.text]
        if parameter == nil {
          report(.unexpectedLabel(label, of: name.text))
          failed = true
          continue
        }
      } else {
        let all = signature.required + signature.optional
        parameter = position < all.count ? all[position] : (signature.repeatsLast ? signature.required.last : nil)
        position += 1
      }
      guard let parameter else {
        report(.argumentMissing(name.text, "fewer arguments", signature.example, at: span))
        return nil
      }
      guard let value = bind(argument, as: parameter, of: name.text, example: signature.example, table: &table) else {
        failed = true
        continue
      }
      if let label = argument.label { named[label.text] = value } else { bound.append(value) }
    }
    if !failed, bound.count < signature.required.count {
      report(.argumentMissing(name.text, "\(signature.required.count) arguments or more", signature.example, at: span))
      return nil
    }
    if !failed, !hasAllNamed(analysis, named, at: span) { return nil }
    if !failed, analysis == .overlap, bound.count > Analysis.mostSets {
      report(.argumentMissing(name.text, "\(Analysis.mostSets) sets or fewer", signature.example, at: span))
      return nil
    }
    if failed { return nil }
    return AnalysisQuestion(
      analysis: analysis, arguments: bound, named: named, segment: segment ?? nil, condition: condition ?? nil,
      attributes: attributes, span: span)
  }

  private typealias Parameter = Analysis.Parameter

  private func bind(
    _ argument: ArgumentSyntax, as parameter: Parameter, of name: String, example: String, table: inout TableSchema?
  ) -> AnalysisQuestion.Argument? {
    let span = argument.value.span
    func wrong(_ what: String) -> AnalysisQuestion.Argument? {
      report(.argumentMissing(name, what, example, at: span))
      return nil
    }
    if case .every(let count, let unit) = argument.value.kind {
      guard parameter == .every else { return wrong("something else here") }
      let (months, overflow) = (unit.months ?? 0).multipliedReportingOverflow(by: count)
      let (days, overflowDays) = (unit.days ?? 0).multipliedReportingOverflow(by: count)
      guard !overflow, !overflowDays, (1...1_000_000).contains(months + days) else { return wrong("a shorter period") }
      return .every(months: Int(months), days: Int(days))
    }
    let customers = Scope(.customers)
    switch parameter {
    case .every: return wrong("`every month` or the like here")
    case .number:
      guard let value = value(argument.value, customers).flatMap(number) else { return nil }
      return .customers(Item(name: label(span).name, expression: value))
    case .value:
      return value(argument.value, customers).map { .customers(Item(name: label(span).name, expression: $0)) }
    case .condition:
      return condition(argument.value, customers).map { .customers(Item(name: label(span).name, expression: $0)) }
    case .events, .eventValue: return events(argument, isValue: parameter == .eventValue, name, example, &table)
    case .measure:
      return value(argument.value, Scope(.groups(table))).map { .measure(Item(name: label(span).name, expression: $0)) }
    case .groupNumber:
      guard let bound = value(argument.value, Scope(.groups(nil))).flatMap(number) else { return nil }
      return .measure(Item(name: label(span).name, expression: bound))
    case .day: return dayConstant(argument.value, customers).map { .day($0) }
    case .count:
      guard let value = value(argument.value, Scope(.constant)) else { return nil }
      guard case .integer(let count)? = constant(value), (1...10_000).contains(count) else {
        return wrong("a whole number from 1 to 10,000")
      }
      return .count(Int(count))
    case .limit: return days(argument.value).map { .limit($0) }
    case .purchases: return wrong("events here")  // bound for themselves
    case .table:
      guard case .name(let text) = argument.value.kind else { return wrong("a table's name") }
      if catalog.eventTable(text) != nil { return .table(.events(text)) }
      if text == catalog.customers?.name { return .table(.customers) }
      report(.unknownTable(text, tableNames, at: span))
      return nil
    }
  }

  /// The purchases and the options of an analysis of models.
  private func purchasesOfAnalysis(
    _ analysis: Analysis, _ arguments: [ArgumentSyntax], at span: SourceSpan
  ) -> AnalysisQuestion.Argument? {
    let signature = analysis.signature
    let positional = arguments.filter { $0.label == nil }
    guard let first = positional.first, positional.count == 1 else {
      report(.argumentMissing(analysis.rawValue, "a table of events, and then arguments with names", signature.example, at: span))
      return nil
    }
    let scope = Scope(.customers)
    let purchases = purchases(
      first, analysis == .model ? nil : .events, of: analysis.rawValue, example: signature.example, scope)
    let options = modelOptions(
      arguments.filter { $0.label != nil }, of: analysis.rawValue, required: signature.modelOptions.required,
      optional: signature.modelOptions.optional, example: signature.example, at: span, scope)
    guard let purchases, let options else { return nil }
    return .purchases(purchases, options)
  }

  private func days(_ syntax: ExpressionSyntax) -> Int64? {
    guard let value = value(syntax, Scope(.constant)), case .integer(let days)? = constant(value) else { return nil }
    return days
  }

  private func events(
    _ argument: ArgumentSyntax, isValue: Bool, _ name: String, _ example: String, _ table: inout TableSchema?
  ) -> AnalysisQuestion.Argument? {
    let written: NameSyntax?
    if isValue {
      written = argument.table
    } else if case .name(let text) = argument.value.kind {
      written = NameSyntax(text, argument.value.span)
    } else {
      written = nil
    }
    guard let written else {
      report(.argumentMissing(name, isValue ? "a value `of` events" : "a table of events", example, at: argument.value.span))
      return nil
    }
    guard let found = catalog.eventTable(written.text) else {
      report(.unknownTable(written.text, tableNames, at: written.span))
      return nil
    }
    guard found.time != nil || found.isUnknown else {
      report(.noTime(found.name, found.columnNames.filter { found.types[$0] == .date || found.types[$0] == .timestamp }, at: written.span))
      return nil
    }
    table = found
    let scope = Scope(.events(found))
    let value = isValue ? self.value(argument.value, scope) : nil
    guard let events = eventScope(argument, found, scope), !isValue || value != nil else { return nil }
    let whole = argument.condition.map { written.span.merged(with: $0.span) } ?? written.span
    return .events(EventSelection(scope: events, argument: value, name: label(whole).name))
  }

  /// What all customers have: columns and definitions, in order.
  private var attributes: [Item] {
    let source = SourceSpan(Source(name: "", text: ""), 0..<0)
    var items: [Item] = []
    for name in catalog.customers?.columnNames ?? [] where name != catalog.customers?.key {
      if let type = catalog.customers?.types[name] {
        items.append(Item(name: name, expression: made(.column(name), type, source)))
      }
    }
    for name in catalog.order {
      if let type = catalog.definitions[name]?.type {
        items.append(Item(name: name, expression: made(.definition(name), type, source)))
      }
    }
    return items
  }
}

extension Analysis {
  /// What it shows is the same for whichever customers.
  fileprivate var isOfTheModelAlone: Bool { self == .model || self == .aliveMatrix || self == .ordersMatrix }
}

extension Diagnostic {
  static func modelOfSegment(_ name: String, isScore: Bool, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(name)` shows the model\(isScore ? ", whoever it is asked for" : ", which is fitted to all customers")", at: span, label: "would change nothing",
      fix: isScore
        ? Fix("`lookalike(… within SEGMENT, on: …)` learns from its customers alone")
        : Fix("a model of some customers is one of their events: `\(name)(orders where …)`"))
  }

  static func limitNotLast(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "one limit holds for the whole way, from the first step to the last", at: span,
      label: "only after the last step")
  }

  static func analysisAlone(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      "wrong-arguments", "`\(name.text)` is an answer of its own: `of SEGMENT` and `where` may follow it", at: name.span,
      label: "nothing beside it")
  }
}
