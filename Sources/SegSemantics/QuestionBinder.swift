// Questions: the rows of the answer, and the names of its columns.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Binds questions, and what is written to files.
struct QuestionBinder: BinderPart {
  let binder: Binder

  var rankings: RankingBinder { RankingBinder(binder: binder) }

  // MARK: - show

  func bindShow(_ syntax: ShowSyntax, _ statement: StatementSyntax) -> BoundStatement? {
    let drawing = syntax.drawing
    if let item = syntax.items.first, case .call(let name, let arguments) = item.expression.kind,
      catalog.functions[name.text] == nil, !catalog.failedNames.contains(name.text)
    {
      guard let callable = catalog.callables[name.text] else {
        let rewritten = ForeignFunctions(name.text, arguments, item.expression.span).fix
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
    if let clause = syntax.clauseOfGroups {
      report(.clauseOfMeasures(clause, names, at: syntax.items[0].expression.span))
      return nil
    }
    if syntax.hasIntervals {
      report(.noInterval(at: syntax.items[0].expression.span))
      return nil
    }
    let condition = Optionally(syntax.condition) { self.condition($0, scope) }
    guard let dimensions = items(syntax.dimensions, scope), !condition.hasFailed else { return nil }
    var columns: [String: ColumnType] = ["segment": .text, "customers": .integer, "share": .number]
    for dimension in dimensions { columns[dimension.name] = dimension.expression.type }
    var none: [NamedExpression] = []
    guard let (ranking, cut) = answerRanking(syntax, &columns, shown: dimensions, scope, &none, nil) else { return nil }
    return SegmentQuestion(
      segments: names, condition: condition.value, dimensions: dimensions, ranking: ranking, cut: cut)
  }

  /// Bound items with the names of their columns; nil if one was wrong.
  func items(_ syntax: [ItemSyntax], _ scope: Scope) -> [NamedExpression]? {
    var items: [NamedExpression] = []
    for item in syntax {
      if case .every(let count, let unit) = item.expression.kind {
        guard let start = start(of: unit, count, scope, at: item.expression.span) else { continue }
        items.append(NamedExpression(name: item.name?.text ?? "period", expression: start))
        continue
      }
      guard let expression = value(item.expression, scope) else { continue }
      items.append(NamedExpression(name: item.name?.text ?? label(item.expression.span).name, expression: expression))
    }
    return items.count == syntax.count ? items : nil
  }

  /// `every month`: the first day of the period of each event.
  private func start(of unit: TimeUnit, _ count: Int64, _ scope: Scope, at span: SourceSpan) -> Expression? {
    guard count == 1, unit.months != nil || unit.days != nil else {
      report(.periodTooLong(at: span))
      return nil
    }
    guard case .events(let table) = scope.rows, let time = table.time else {
      report(.periodOfNoEvents(unit, at: span))
      return nil
    }
    let name = ExpressionSyntax(.name(time), span)
    let function = unit == .day ? "date" : "start_of_\(unit.rawValue)"
    if unit == .day, table.types[time] == .date { return value(name, scope) }
    return value(ExpressionSyntax(.call(NameSyntax(function, span), [ArgumentSyntax(name)]), span), scope)
  }

  /// Which of the dimensions is a period.
  func calendar(_ dimensions: [ItemSyntax]) -> CalendarDimension? {
    for (place, item) in dimensions.enumerated() {
      guard case .every(_, let unit) = item.expression.kind else { continue }
      return CalendarDimension(
        place: place, period: CalendarPeriod(months: Int(unit.months ?? 0), days: Int(unit.days ?? 0), isOfWeeks: unit == .week))
    }
    return nil
  }

  // MARK: - list

  func bindList(_ syntax: ListSyntax) -> ListQuestion? {
    guard let (grain, segment, scope, columns) = rows(of: syntax.of) else { return nil }
    if case .events(let table) = scope.rows {
      if let problem = syntax.items.lazy.compactMap({ ambiguous($0.expression, table) }).first {
        report(problem)
        return nil
      }
    }
    if let problem = segmentAlone(syntax) {
      report(problem)
      return nil
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
      if syntax.ranking?.keys.isEmpty != false, !written.takesFirst {
        report(.cutWithoutRanking(written))
        return nil
      }
      cut = rankings.bindCut(written, default: syntax.ranking?.keys.first?.expression, scope)
      if cut == nil { return nil }
    }
    var question = ListQuestion(grain: grain, items: items, segment: segment, condition: condition.value, ranking: ranking, cut: cut)
    question.hasIntervals = syntax.hasIntervals
    if syntax.hasIntervals, !items.contains(where: { question.hasInterval($0, catalog.definitions) }) {
      report(.noInterval(at: syntax.items.first?.expression.span ?? syntax.of.first?.span))
      return nil
    }
    return question
  }

  /// `list loyal`: the customers of the segment, or a column?
  private func segmentAlone(_ syntax: ListSyntax) -> Diagnostic? {
    guard syntax.of.isEmpty, !syntax.hasAllColumns, syntax.items.count == 1, let item = syntax.items.first, item.name == nil,
      case .name(let name) = item.expression.kind, case .segment? = catalog.definitions[name]?.kind
    else { return nil }
    return .segmentAsColumn(name, catalog.customers?.key ?? "id", at: item.expression.span)
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
    func plan(_ rows: ExportPlan.Rows) -> BoundStatement {
      .export(
        ExportPlan(rows: rows, path: syntax.path, options: options, pathSpan: syntax.pathSpan, span: statement.span))
    }
    let word = syntax.what.word
    if word == "last" || word == "all", catalog.definitions[syntax.what.text] == nil {
      guard syntax.columns.isEmpty else {
        report(.columnsOfLast(at: syntax.columns[0].expression.span))
        return nil
      }
      return plan(word == "last" ? .last : .all)
    }
    if syntax.columns.isEmpty {
      // All columns of the customers, and the keys of the ranking.
      guard var question = bindList(listing(syntax.what, [])) else { return nil }
      if case .segment(let segment)? = catalog.definitions[syntax.what.text]?.kind {
        for key in segment.ranking?.keys ?? [] where !question.items.contains(where: { $0.expression == key.expression }) {
          question.items.append(NamedExpression(name: key.name, expression: key.expression))
        }
      }
      return plan(.question(question))
    }
    return bindList(listing(syntax.what, syntax.columns)).map { plan(.question($0)) }
  }

  /// What an export may do; nil if a mistake was reported.
  ///
  /// - Parameter names: the options that there are.
  func exportOptions(_ written: [OptionSyntax], _ names: [String] = ExportOptions.names) -> ExportOptions? {
    var options = ExportOptions()
    for option in written {
      guard names.contains(option.name.text) else {
        report(.unknownExportOption(option.name, names))
        return nil
      }
      guard case .expression(let value) = option.value, case .boolean(let isYes) = value.kind else {
        report(.badExportOption(option.name))
        return nil
      }
      switch option.name.text {
      case "replace": options.replaces = isYes
      case "folders": options.makesFolders = isYes
      default: options.isForSpreadsheet = isYes
      }
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
