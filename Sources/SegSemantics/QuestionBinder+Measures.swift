// Measures of groups: what their dimensions are of, and what is computed row by row.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

extension QuestionBinder {
  func bindMeasures(_ syntax: ShowSyntax) -> MeasureQuestion? {
    let segment = Optionally(syntax.segment) { binder.members($0) }
    if segment.hasFailed { return nil }
    var grain = Grain.customers
    var rows = Scope(.customers)
    var (dimensions, problems) = trying { items(syntax.dimensions, Scope(.customers)) }
    var groups = Scope(.groups(nil))
    var (answer, measureProblems) = trying { self.answer(syntax, groups) }
    let isOfReference = syntax.segment == nil && referenceInGroups(syntax, answer.items) != nil
    let ofReference = { catalog.events.first { suits($0, syntax) }.map { Scope(.groups($0)) } }
    if let found = isOfReference ? ofReference() : dimensions == nil ? eventsGrouped(syntax) : nil, case .groups(let table?) = found.rows {
      // A dimension of the events themselves: `by category`.
      groups = found
      grain = .events(table.name)
      rows = Scope(.events(table))
      (dimensions, problems) = trying { items(syntax.dimensions, rows) }
      (answer, measureProblems) = trying { self.answer(syntax, groups) }
      if groups.aggregatesOwnedRows, let dimensions {
        problems += OwnedRows(binder: binder).problems(of: syntax, dimensions, in: table, eventTables(syntax.items.map(\.expression)))
      }
    }
    if dimensions == nil { problems = mistakesOfRows(syntax) ?? problems }
    for problem in measureProblems + problems { report(problem) }
    if case .customers = grain,
      let problem = ambiguousDimension(syntax, dimensions ?? []) ?? ambiguousCondition(syntax) ?? referenceInGroups(syntax, answer.items)
    {
      report(problem)
      return nil
    }
    let condition = Optionally(syntax.condition) { self.condition(ofRows: $0, rows, answer) }
    guard let dimensions, answer.failed.isEmpty, answer.items.count == syntax.items.count, !condition.hasFailed else { return nil }
    answer.dimensions = dimensions
    var question = MeasureQuestion(
      grain: grain, measures: answer.items, segment: segment.value, condition: condition.value, dimensions: dimensions, ranking: nil,
      cut: nil)
    question.calendar = calendar(syntax.dimensions)
    guard bindRows(of: &question, syntax, rows, groups.reading(answer)) else { return nil }
    question.functions = answer.functions
    if syntax.hasIntervals, !bindIntervals(of: &question, at: syntax.items[0].expression.span) { return nil }
    return question
  }

  /// What is wrong with dimensions that read a column of the measures' events: not that customers have none; nil if it is
  /// something else.
  private func mistakesOfRows(_ syntax: ShowSyntax) -> [Diagnostic]? {
    for table in eventTables(syntax.items.map(\.expression)) where !table.isReference {
      let own = syntax.dimensions.flatMap { $0.expression.placesOfPlainNames }.contains { table.types[$0.text] != nil }
      let (bound, found) = trying { items(syntax.dimensions, Scope(.events(table))) }
      if own, bound == nil, found.contains(where: { ["wrong-arguments", "type-mismatch"].contains($0.id) }) { return found }
    }
    return nil
  }

  /// The items, each of which may name those before it.
  private func answer(_ syntax: ShowSyntax, _ groups: Scope) -> AnswerItems {
    let answer = AnswerItems(hasGroups: !syntax.dimensions.isEmpty)
    for item in syntax.items {
      var expression = value(item.expression, groups.reading(answer))
      if let wrong = expression, binder.readsItemsOnOtherDay(wrong) {
        report(.itemOnOtherDay(at: item.expression.span))
        expression = nil
      }
      answer.add(item.name?.text ?? label(item.expression.span).name, expression)
    }
    return answer
  }

  /// The condition of the rows that are counted. An item has no value there, but groups have.
  private func condition(ofRows syntax: ExpressionSyntax, _ rows: Scope, _ answer: AnswerItems) -> Expression? {
    let (condition, problems) = trying { self.condition(syntax, rows) }
    let ofItem = problems.lazy.compactMap { problem -> (NameSyntax)? in
      guard answer.hasGroups, let span = problem.span else { return nil }
      let isItem = problem.id == "unknown-name" && answer.named(span.text) != nil
      return isItem || problem.id == "measure-as-value" ? NameSyntax(span.text, span) : nil
    }
    if let item = ofItem.first {
      report(.itemInWhere(item, condition: syntax.span))
    } else {
      for problem in problems { report(problem) }
    }
    return condition
  }

  /// A dimension that customers have, and the events of a measure too: which is meant is
  /// not clear.
  func ambiguousDimension(_ syntax: ShowSyntax, _ dimensions: [NamedExpression]) -> Diagnostic? {
    if dimensions.isEmpty { return nil }
    let tables = eventTables(syntax.items.map(\.expression)).filter { !$0.isReference }
    for (dimension, item) in zip(dimensions, syntax.dimensions) {
      for table in tables {
        if let problem = ambiguous(item.expression, table) { return problem }
        guard let (path, column) = pathAndColumn(item.expression) else { continue }
        let (own, problems) = trying { value(item.expression, Scope(.events(table))) }
        if path.isEmpty, let problem = problems.first, problem.id == "ambiguous-name" { return problem }
        guard problems.isEmpty, let own, own.ofCustomersAlone != dimension.expression else { continue }
        let ways = [Scope(.customers), Scope(.events(table))].compactMap { LinkedNames(binder: binder).way(path, column, $0) }
        return .ambiguousLink(item.expression.span.text, ways, at: item.expression.span)
      }
    }
    return nil
  }

  /// A name in the condition on customers that the events of a measure have, too: `sum(amount of loans) where date >= 2024-01-01`.
  private func ambiguousCondition(_ syntax: ShowSyntax) -> Diagnostic? {
    guard let condition = syntax.condition else { return nil }
    for table in eventTables(syntax.items.map(\.expression)) where !table.isReference {
      guard var problem = ambiguous(condition, table) else { continue }
      problem.notes.append("a condition on `\(table.name)` stands in the aggregate: `sum(… of \(table.name) where …)`")
      problem.otherFixes = []
      return problem
    }
    return nil
  }

  /// The parts of a name that customers and events may both have; nil for other expressions.
  private func pathAndColumn(_ syntax: ExpressionSyntax) -> ([NameSyntax], String)? {
    if case .name(let name) = syntax.kind { return ([], name) }
    guard case .qualified(let path, let column) = syntax.kind, path.first?.text != catalog.customers?.name else { return nil }
    return (path, column.text)
  }

  /// A name in a value of rows, alone or as a part of it, that customers and events both have.
  func ambiguous(_ syntax: ExpressionSyntax, _ table: TableSchema) -> Diagnostic? {
    syntax.placesOfPlainNames.lazy.compactMap { ambiguous($0.text, table, at: $0.span) }.first
  }

  /// A name that both the customers and the events of a table, or their owners, have, other than a key.
  private func ambiguous(_ name: String, _ table: TableSchema, at span: SourceSpan) -> Diagnostic? {
    guard let customers = catalog.customers, customers.types[name] != nil, name != customers.key, !table.isReference else { return nil }
    for own in [table] + catalog.owners(of: table).compactMap({ catalog.eventTable($0) }) where own.columnNames.contains(name) {
      return name == own.key ? nil : .ambiguousName(name, customers.name, own.name, at: span)
    }
    return nil
  }

  /// A measure of a table that belongs to no customer, by groups of customers.
  private func referenceInGroups(_ syntax: ShowSyntax, _ measures: [NamedExpression]) -> Diagnostic? {
    if syntax.dimensions.isEmpty, syntax.segment == nil, syntax.condition == nil { return nil }
    for (measure, item) in zip(measures, syntax.items) {
      guard let scope = catalog.definitions.scopeOfReference(in: measure.expression) else { continue }
      return .referenceOfGroup(scope.table, at: item.expression.span)
    }
    return nil
  }

  /// The tables whose events the aggregates of measures are of. Chains of measures may be longer than the stack is deep.
  private func eventTables(_ measures: [ExpressionSyntax]) -> [TableSchema] {
    var found: [TableSchema] = []
    var seen: Set<String> = []
    var waiting = Array(measures.reversed())
    while let next = waiting.popLast() {
      for name in next.mentionedNames where seen.insert(name).inserted {
        if let table = catalog.eventTable(name) { found.append(table) }
        if case .measure(let measure)? = catalog.statements[name]?.kind { waiting.append(measure.expression) }
      }
    }
    return found
  }

  /// Whether all dimensions are columns of the events of a table (and of their
  /// customers), and all measures are about them.
  private func suits(_ table: TableSchema, _ syntax: ShowSyntax, _ groups: Scope? = nil) -> Bool {
    let (bound, _) = trying { items(syntax.dimensions, Scope(.events(table))) }
    let (answer, _) = trying { self.answer(syntax, groups ?? Scope(.groups(table))) }
    return bound != nil && answer.failed.isEmpty
  }

  /// The groups of the events whose columns are the dimensions: of one table that has all measures, or of one to whose rows the
  /// others belong. If there is none, the mistakes of the measures are reported for the events that have the dimensions.
  private func eventsGrouped(_ syntax: ShowSyntax) -> Scope? {
    if let table = catalog.events.first(where: { suits($0, syntax) }) { return Scope(.groups(table)) }
    if let groups = OwnedRows(binder: binder).groups({ suits($0, syntax, $1) }) { return groups }
    return catalog.events.first { table in !table.isUnknown && trying { items(syntax.dimensions, Scope(.events(table))) }.0 != nil }
      .map { Scope(.groups($0)) }
  }
}

extension [String: Definition] {
  /// The first aggregate of a measure over a reference table that is not said to be of all groups.
  func scopeOfReference(in measure: Expression) -> EventScope? {
    var found: EventScope?
    for expression in withMeasures([measure]) {
      expression.visit { part in
        guard found == nil, case .group(let aggregate) = part.kind, let scope = aggregate.rows.events, scope.orphans == .included else {
          return
        }
        found = scope
      }
    }
    return found
  }
}

extension Expression {
  /// A value of events as one of their customers: equal to that if it reads nothing of the events themselves.
  fileprivate var ofCustomersAlone: Expression {
    if case .ofCustomer(let inner) = kind { return inner }
    return with(children: children.map(\.ofCustomersAlone))
  }
}
