// Questions: the rows of the answer, and the names of its columns.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Binds questions, and what is written to files.
struct QuestionBinder: BinderPart {
  let binder: Binder

  private var rankings: RankingBinder { RankingBinder(binder: binder) }

  // MARK: - show

  func bindShow(_ syntax: ShowSyntax, _ statement: StatementSyntax) -> BoundStatement? {
    let drawing = syntax.drawing
    if let item = syntax.items.first, case .call(let name, let arguments) = item.expression.kind,
      catalog.functions[name.text] == nil, !catalog.failedNames.contains(name.text)
    {
      guard let callable = catalog.callables[name.text] else {
        let rewritten = ForeignFunctions(name, arguments, item.expression.span).fix
        report(.unknownFunction(name, catalog.allCallables.map(\.name), rewritten: rewritten))
        return nil
      }
      if case .analysis(let analysis) = callable {
        return AnalysisBinder(binder: binder).bindAnalysis(analysis, name, arguments, syntax).map {
          .question(.analysis($0), drawing: drawing)
        }
      }
    }
    let names = syntax.items.map { item -> NameSyntax? in
      if case .name(let name) = item.expression.kind, item.name == nil { return NameSyntax(name, item.expression.span) }
      return nil
    }
    let segments = names.compactMap { $0 }.filter { catalog.definitions[$0.text]?.type == .boolean }
    if segments.count == syntax.items.count, !segments.isEmpty, syntax.segment == nil {
      return bindSegments(segments.map(\.text), syntax).map { .question(.segments($0), drawing: drawing) }
    }
    return bindMeasures(syntax).map { .question(.measures($0), drawing: drawing) }
  }

  private func bindSegments(_ names: [String], _ syntax: ShowSyntax) -> SegmentQuestion? {
    let scope = Scope(.customers)
    let condition = Optionally(syntax.condition) { self.condition($0, scope) }
    guard let dimensions = items(syntax.dimensions, scope), !condition.hasFailed else { return nil }
    var columns: [String: ColumnType] = ["segment": .text, "customers": .integer, "share": .number]
    for dimension in dimensions { columns[dimension.name] = dimension.expression.type }
    var none: [NamedExpression] = []
    guard let (ranking, cut) = answerRanking(syntax, &columns, shown: dimensions, scope, &none, nil) else { return nil }
    return SegmentQuestion(
      segments: names, condition: condition.value, dimensions: dimensions, ranking: ranking, cut: cut)
  }

  private func bindMeasures(_ syntax: ShowSyntax) -> MeasureQuestion? {
    let segment = Optionally(syntax.segment) { binder.members($0) }
    if segment.hasFailed { return nil }
    var grain = Grain.customers
    var (dimensions, problems) = trying { items(syntax.dimensions, Scope(.customers)) }
    var (measures, measureProblems) = trying { items(syntax.items, Scope(.groups(nil))) }
    let isOfReference = syntax.segment == nil && referenceInGroups(syntax, measures ?? []) != nil
    var groups = Scope(.groups(nil))
    let ofReference = { catalog.events.first { suits($0, syntax) }.map { Scope(.groups($0)) } }
    if let found = isOfReference ? ofReference() : dimensions == nil ? eventsGrouped(syntax) : nil, case .groups(let table?) = found.rows {
      // A dimension of the events themselves: `by category`.
      groups = found
      grain = .events(table.name)
      (dimensions, problems) = trying { items(syntax.dimensions, Scope(.events(table))) }
      (measures, measureProblems) = trying { items(syntax.items, groups) }
      if groups.aggregatesOwnedRows, let dimensions {
        problems += OwnedRows(binder: binder).problems(of: syntax, dimensions, in: table, eventTables(syntax.items.map(\.expression)))
      }
    }
    for problem in measureProblems + problems { report(problem) }
    if case .customers = grain, let problem = ambiguousDimension(syntax, dimensions ?? []) ?? referenceInGroups(syntax, measures ?? []) {
      report(problem)
      return nil
    }
    let conditionScope: Scope
    if case .events(let name) = grain, let table = catalog.eventTable(name) {
      conditionScope = Scope(.events(table))
    } else {
      conditionScope = Scope(.customers)
    }
    let condition = Optionally(syntax.condition) { self.condition($0, conditionScope) }
    guard let dimensions, let measures, !condition.hasFailed else { return nil }
    var columns: [String: ColumnType] = [:]
    for item in dimensions + measures { columns[item.name] = item.expression.type }
    var hidden: [NamedExpression] = []
    guard
      let (ranking, cut) = answerRanking(
        syntax, &columns, shown: dimensions + measures, conditionScope, &hidden, groups)
    else { return nil }
    return MeasureQuestion(
      grain: grain, measures: measures, hidden: hidden, segment: segment.value, condition: condition.value,
      dimensions: dimensions, ranking: ranking, cut: cut)
  }

  /// A dimension that customers have, and the events of a measure too: which is meant is
  /// not clear.
  func ambiguousDimension(_ syntax: ShowSyntax, _ dimensions: [NamedExpression]) -> Diagnostic? {
    if dimensions.isEmpty { return nil }
    let tables = eventTables(syntax.items.map(\.expression)).filter { !$0.isReference }
    for (dimension, item) in zip(dimensions, syntax.dimensions) {
      for table in tables {
        guard let (path, column) = pathAndColumn(item.expression) else { continue }
        if path.isEmpty, let problem = ambiguous(column, table, at: item.expression.span) { return problem }
        let (own, problems) = trying { value(item.expression, Scope(.events(table))) }
        if path.isEmpty, let problem = problems.first, problem.id == "ambiguous-name" { return problem }
        guard problems.isEmpty, let own, own.ofCustomersAlone != dimension.expression else { continue }
        let ways = [Scope(.customers), Scope(.events(table))].compactMap { LinkedNames(binder: binder).way(path, column, $0) }
        return .ambiguousLink(item.expression.span.text, ways, at: item.expression.span)
      }
    }
    return nil
  }

  /// The parts of a name that customers and events may both have; nil for other expressions.
  private func pathAndColumn(_ syntax: ExpressionSyntax) -> ([NameSyntax], String)? {
    if case .name(let name) = syntax.kind { return ([], name) }
    guard case .qualified(let path, let column) = syntax.kind, path.first?.text != catalog.customers?.name else { return nil }
    return (path, column.text)
  }

  /// A name that both the customers and the events of a table, or their owners, have, other than a key.
  private func ambiguous(_ name: String, _ table: TableSchema, at span: SourceSpan) -> Diagnostic? {
    guard let customers = catalog.customers, customers.types[name] != nil, name != customers.key else { return nil }
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
    let (measures, _) = trying { items(syntax.items, groups ?? Scope(.groups(table))) }
    return bound != nil && measures != nil
  }

  /// The groups of the events whose columns are the dimensions: of one table that has all measures, or of one to whose rows the
  /// others belong. If there is none, the mistakes of the measures are reported for the events that have the dimensions.
  private func eventsGrouped(_ syntax: ShowSyntax) -> Scope? {
    if let table = catalog.events.first(where: { suits($0, syntax) }) { return Scope(.groups(table)) }
    if let groups = OwnedRows(binder: binder).groups({ suits($0, syntax, $1) }) { return groups }
    return catalog.events.first { table in trying { items(syntax.dimensions, Scope(.events(table))) }.0 != nil }
      .map { Scope(.groups($0)) }
  }

  /// Bound items with the names of their columns; nil if one was wrong.
  private func items(_ syntax: [ItemSyntax], _ scope: Scope) -> [NamedExpression]? {
    var items: [NamedExpression] = []
    for item in syntax {
      guard let expression = value(item.expression, scope) else { continue }
      items.append(NamedExpression(name: item.name?.text ?? label(item.expression.span).name, expression: expression))
    }
    return items.count == syntax.count ? items : nil
  }

  /// The ranking and the cut of an answer's rows, by its columns or by measures of its
  /// groups, which become hidden columns.
  ///
  /// - Parameters:
  ///   - columns: the columns of the answer, by name.
  ///   - shown: the columns that are computed.
  ///   - dimensions: the scope of the dimensions.
  ///   - groups: the scope of the measures; nil if there are none.
  private func answerRanking(
    _ syntax: ShowSyntax, _ columns: inout [String: ColumnType], shown: [NamedExpression], _ dimensions: Scope,
    _ hidden: inout [NamedExpression], _ groups: Scope?
  ) -> (Ranking?, Cut?)? {
    func renamed(_ expression: ExpressionSyntax) -> ExpressionSyntax {
      if case .name(let name) = expression.kind, columns[name] != nil { return expression }
      func bound(_ scope: Scope) -> Expression? {
        let (bound, problems) = trying { value(expression, scope) }
        return problems.isEmpty ? bound : nil
      }
      // A column that shows the value already, under any name.
      if let own = bound(dimensions), let item = shown.first(where: { $0.expression == own }) {
        return ExpressionSyntax(.name(item.name), expression.span)
      }
      guard let groups, let own = bound(groups) else { return expression }
      if let item = (shown + hidden).first(where: { $0.expression == own }) { return ExpressionSyntax(.name(item.name), expression.span) }
      let name = "#rank \(hidden.count)"
      hidden.append(NamedExpression(name: name, expression: own))
      columns[name] = own.type
      return ExpressionSyntax(.name(name), expression.span)
    }
    var keys = syntax.ranking
    if let written = keys {
      keys?.keys = written.keys.map { RankKeySyntax(expression: renamed($0.expression), ascending: $0.ascending) }
      keys?.per = written.per.map(renamed)
    }
    let scope = Scope(.columns(columns, noun: "the answer"))
    var ranking: Ranking?
    if let keys {
      ranking = rankings.bindRanking(keys, syntax.cut, scope)
      if ranking == nil { return nil }
    }
    guard let written = syntax.cut else { return (ranking, nil) }
    if keys == nil, !written.takesFirst {
      report(.cutWithoutRanking(written))
      return nil
    }
    guard let cut = rankings.bindCut(written, default: keys?.keys.first?.expression, scope) else { return nil }
    return (ranking, cut)
  }

  // MARK: - list

  func bindList(_ syntax: ListSyntax) -> ListQuestion? {
    guard let (grain, segment, scope, columns) = rows(of: syntax.of) else { return nil }
    if case .events(let table) = scope.rows {
      for item in syntax.items {
        guard case .name(let name) = item.expression.kind, let problem = ambiguous(name, table, at: item.expression.span) else { continue }
        report(problem)
        return nil
      }
    }
    let condition = Optionally(syntax.condition) { self.condition($0, scope) }
    var items = self.items(syntax.items, scope)
    if syntax.hasAllColumns {
      let span = syntax.of.first?.span ?? SourceSpan(Source(name: "", text: ""), 0..<0)
      let table: TableSchema? = if case .events(let table) = scope.rows { table } else { nil }
      let all = columns.map {
        NamedExpression(name: $0, expression: binder.column($0, table, span) ?? made(.column($0), $1, span))
      }
      items = items.map { all + $0 }
    }
    guard let items, !condition.hasFailed else { return nil }
    var ranking: Ranking?
    if let written = syntax.ranking {
      ranking = rankings.bindRanking(written, syntax.cut, aliased(scope, syntax.items))
      if ranking == nil { return nil }
    }
    var cut: Cut?
    if let written = syntax.cut {
      if syntax.ranking == nil, !written.takesFirst {
        report(.cutWithoutRanking(written))
        return nil
      }
      cut = rankings.bindCut(written, default: syntax.ranking?.keys.first?.expression, scope)
      if cut == nil { return nil }
    }
    return ListQuestion(grain: grain, items: items, segment: segment, condition: condition.value, ranking: ranking, cut: cut)
  }

  /// A ranking may use the names of the items.
  private func aliased(_ scope: Scope, _ items: [ItemSyntax]) -> Scope {
    var scope = scope
    for item in items {
      if let name = item.name { scope.arguments[name.text] = ScriptArgument(item.expression) }
    }
    return scope
  }

  private func rows(of names: [NameSyntax]) -> (Grain, String?, Scope, [(String, ColumnType)])? {
    func columns(_ table: TableSchema?) -> [(String, ColumnType)] {
      (table?.columnNames ?? []).compactMap { name in table?.types[name].map { (name, $0) } }
    }
    guard let first = names.first else { return (.customers, nil, Scope(.customers), columns(catalog.customers)) }
    if let second = names.dropFirst().first {
      guard second.text == "rejects" else {
        report(.unknownColumn(second.text, "`\(first.text)`", ["rejects"], at: second.span))
        return nil
      }
      guard catalog.tablesWithRejects.contains(first.text) else {
        report(.unknownTable(first.text, catalog.tableNames, at: first.span))
        return nil
      }
      let files: [(String, ColumnType)] = catalog.tablesOfFiles.contains(first.text) ? [("file", .text)] : []
      let types = files + [("line", .integer), ("column", .text), ("reason", .text), ("text", .text)]
      let scope = Scope(.columns(Dictionary(types, uniquingKeysWith: { a, _ in a }), noun: "`\(first.text).rejects`"))
      return (.rejects(first.text), nil, scope, types)
    }
    if let table = catalog.eventTable(first.text) {
      return (.events(table.name), nil, Scope(.events(table)), columns(table))
    }
    if first.text == catalog.customers?.name, catalog.definitions[first.text] == nil {
      return (.customers, nil, Scope(.customers), columns(catalog.customers))
    }
    guard let name = binder.members(first) else { return nil }
    return (.customers, name, Scope(.customers), columns(catalog.customers))
  }

  // MARK: - export

  func bindExport(_ syntax: ExportSyntax, _ statement: StatementSyntax) -> BoundStatement? {
    // The parser has reported such a path.
    if syntax.path.utf8.contains(0) { return nil }
    guard let options = exportOptions(syntax.options) else { return nil }
    func plan(_ question: ListQuestion?) -> BoundStatement {
      .export(
        ExportPlan(question: question, path: syntax.path, options: options, pathSpan: syntax.pathSpan, span: statement.span))
    }
    if syntax.what.text.lowercased() == "last", catalog.definitions[syntax.what.text] == nil {
      guard syntax.columns.isEmpty else {
        report(.columnsOfLast(at: syntax.columns[0].expression.span))
        return nil
      }
      return plan(nil)
    }
    if syntax.columns.isEmpty {
      // All columns of the customers, and the keys of the ranking.
      guard var question = bindList(listing(syntax.what, [])) else { return nil }
      if case .segment(let segment)? = catalog.definitions[syntax.what.text]?.kind {
        for key in segment.ranking?.keys ?? [] where !question.items.contains(where: { $0.expression == key.expression }) {
          question.items.append(NamedExpression(name: key.name, expression: key.expression))
        }
      }
      return plan(question)
    }
    return bindList(listing(syntax.what, syntax.columns)).map { plan($0) }
  }

  /// What an export may do; nil if a mistake was reported.
  private func exportOptions(_ written: [OptionSyntax]) -> ExportOptions? {
    var options = ExportOptions()
    for option in written {
      guard ["replace", "folders"].contains(option.name.text) else {
        report(.unknownExportOption(option.name))
        return nil
      }
      guard case .expression(let value) = option.value, case .boolean(let isYes) = value.kind else {
        report(.badExportOption(option.name))
        return nil
      }
      if option.name.text == "replace" { options.replaces = isYes } else { options.makesFolders = isYes }
    }
    return options
  }

  private func listing(_ what: NameSyntax, _ items: [ItemSyntax]) -> ListSyntax {
    ListSyntax(items: items, hasAllColumns: items.isEmpty, clauses: [.rows([what])])
  }
}

extension CutSyntax {
  /// `top`: without a ranking, the first rows in their order.
  var takesFirst: Bool {
    switch kind {
    case .top: true
    case .bottom, .cover, .spend: false
    }
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
