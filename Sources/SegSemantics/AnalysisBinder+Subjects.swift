// What calls of analyses are about: groups of trends, beginnings of cohorts, tables.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension AnalysisBinder {
  /// The groups of customers that an analysis is asked for; nil if one was wrong, which is reported.
  func customerGroups(_ dimensions: [ItemSyntax]) -> [NamedExpression]? {
    let groups = dimensions.map { item in
      value(item.expression, Scope(.customers)).map {
        NamedExpression(name: item.name?.text ?? label(item.expression.span).name, expression: $0)
      }
    }
    let good = groups.compactMap { $0 }
    return good.count == groups.count ? good : nil
  }

  /// The groups of a trend, and the table whose events they are of; nil: they are of customers.
  func trendGroups(_ dimensions: [ItemSyntax], _ arguments: [ArgumentSyntax]) -> (groups: [NamedExpression]?, table: TableSchema?) {
    func bound(_ scope: Scope) -> [NamedExpression]? {
      let groups = dimensions.compactMap { item in
        value(item.expression, scope).map { NamedExpression(name: item.name?.text ?? label(item.expression.span).name, expression: $0) }
      }
      return groups.count == dimensions.count ? groups : nil
    }
    var (groups, problems) = trying { bound(Scope(.customers)) }
    if groups == nil {
      var mistakes: [Diagnostic]?
      // Columns of the events that the measures are of: `by products.category`.
      for table in catalog.events {
        let (own, _) = trying { bound(Scope(.events(table))) }
        guard let own else { continue }
        let measures = arguments.filter { if case .every = $0.value.kind { false } else { true } }
        let (isOfTable, found) = trying { measures.allSatisfy { value($0.value, Scope(.groups(table))) != nil } }
        if isOfTable { return (own, table) }
        mistakes = mistakes ?? found
      }
      problems = mistakes ?? problems
    }
    for problem in problems { report(problem) }
    return (groups, nil)
  }

  /// The events, or the date, with which cohorts begin.
  func cohortStart(
    _ argument: ArgumentSyntax, _ call: AnalysisCallSyntax, _ wrong: (Message) -> AnalysisArgument?
  ) -> AnalysisArgument? {
    if case .name(let text) = argument.value.kind, catalog.eventTable(text) != nil {
      var other: TableSchema?
      return events(argument, nil, call, &other)
    }
    guard let day = value(argument.value, Scope(.customers)) else { return nil }
    guard day.type == .date || day.type == .timestamp else { return wrong("events, or a date of the customer, after `from:`") }
    return .item(NamedExpression(name: label(argument.value.span).name, expression: day))
  }

  /// A table by its name.
  func table(_ argument: ArgumentSyntax, _ wrong: (Message) -> AnalysisArgument?) -> AnalysisArgument? {
    guard case .name(let text) = argument.value.kind else { return wrong("a table's name") }
    if catalog.eventTable(text) != nil { return .table(.events(text)) }
    if text == catalog.customers?.name { return .table(.customers) }
    report(.unknownTable(text, catalog.tableNames, at: argument.value.span))
    return nil
  }
}

extension ExpressionSyntax {
  /// A bare or a quoted word.
  var word: String? {
    if case .name(let text) = kind { return text }
    if case .text(let text) = kind { return text }
    return nil
  }
}

extension AnalysisBinder {
  /// What stands beside an analysis that is an answer of its own, or in a trend and has no rows there.
  func misplaced(_ name: AnalysisName, _ written: NameSyntax, _ arguments: [ArgumentSyntax], _ syntax: ShowSyntax) -> Diagnostic? {
    let takesGroups = name.takesGroups
    if syntax.items.count > 1 || !syntax.dimensions.isEmpty && !takesGroups || syntax.ranking != nil || syntax.cut != nil
      || syntax.clauseBesideAnalysis(takesGroups) || syntax.hasIntervals
    {
      var problem = Diagnostic.analysisAlone(written, takesGroups: takesGroups)
      // Measures of events have such clauses in a question by periods.
      if name == .trend, syntax.items.count == 1, let ours = question(arguments, syntax) { problem.fix = ours }
      return problem
    }
    return name == .trend ? rowsInTrend(arguments, syntax) : nil
  }

  /// `trend(growth(revenue), every month)`: a function over rows in the place of a measure.
  private func rowsInTrend(_ arguments: [ArgumentSyntax], _ syntax: ShowSyntax) -> Diagnostic? {
    for argument in arguments {
      guard case .call(let name, _) = argument.value.kind, catalog.functions[name.text] == nil,
        let function = RowFunction(rawValue: name.text.lowercased())
      else { continue }
      return .rowsInTrend(function, question(arguments, syntax), at: argument.value.span)
    }
    return nil
  }

  /// The same items in a question by periods; nil where customers are chosen.
  private func question(_ arguments: [ArgumentSyntax], _ syntax: ShowSyntax) -> Diagnostic.Fix? {
    let call = syntax.items[0].expression.span
    guard syntax.segment == nil, syntax.condition == nil else { return nil }
    var items: [String] = []
    var every: String?
    for (place, argument) in arguments.enumerated() {
      if case .every = argument.value.kind { every = argument.value.span.text } else { items.append(arguments.text(place, of: call)) }
    }
    guard let every else { return nil }
    let dimensions = syntax.dimensions.map { $0.expression.span }
    let ours = "\(items.joined(separator: ", ")) by \((dimensions.map(\.text) + [every]).joined(separator: ", "))"
    let whole = dimensions.last.map { call.merged(with: $0) } ?? call
    return Diagnostic.Fix("write \(Message.script(ours))", replace: whole, with: ours)
  }
}
