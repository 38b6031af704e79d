// Layouts of statements: on one line if they fit, otherwise one clause per line.

import SegDiagnostics

extension TreeLayout {
  mutating func statement(_ statement: StatementSyntax) -> Layout {
    switch statement.kind {
    case .load(let load), .append(let load): return self.load(load)
    case .link(let link):
      let head = Layout.sequence([keyword(), .space, name(), .space, keyword(), .space, name()])
      var parts = [head, .line, .sequence([keyword(), .space, columns(link.columns)])]
      if link.role != nil { parts += [.line, .sequence([keyword(), .space, name()])] }
      return .group([.nest(2, .sequence(parts))])
    case .column(let column): return self.column(column)
    case .table(let table): return self.table(table)
    case .asOf(let date): return .sequence([keywords(2), .space, expression(date, atLeast: .sum)])
    case .param(_, let value): return .sequence([definedName(), expression(value)])
    case .metric(let definition), .measure(let definition): return self.definition(definition)
    case .function(_, let parameters, let body): return function(parameters, body)
    case .lifecycle(_, let stages): return lifecycle(stages)
    case .segment(let segment): return self.segment(segment)
    case .split(let split): return self.split(split)
    case .show(let show): return self.show(show)
    case .list(let list): return self.list(list)
    case .describe(_, .some): return .sequence([keyword(), .space, name(), .space, keyword(), .space, name()])
    case .describe, .explain: return .sequence([keyword(), .space, name()])
    case .why(let key, _):
      return .sequence([keyword(), .space, expression(key, atLeast: .sum), .space, keyword(), .space, name()])
    case .expect(let condition, let message):
      // Otherwise the `else` of an `if` and that of the statement would look alike.
      let level: ExpressionLevel = message == nil ? .conditional : .disjunction
      let head = Layout.sequence([keyword(), .space, expression(condition, atLeast: level)])
      return clauses(after: head) { $0.at(.else) ? .sequence([$0.keyword(), .space, $0.literal()]) : nil }
    case .export(let export), .snapshot(let export):
      let head = Layout.sequence([keyword(), .space, exported(), .space, keyword(), .space, literal()])
      return clauses(export.clauses, after: head)
    case .report(let report):
      var head = [keyword(), Layout.space, literal()]
      if report.title != nil { head += [.space, keyword(), .space, literal()] }
      return clauses(report.clauses, after: .sequence(head))
    case .note: return .sequence([keyword(), .space, literal()])
    case .use(.path): return .sequence([keyword(), .space, literal()])
    case .use(.library(let names, let own)):
      var parts = [keyword(), Layout.space, name()]
      for _ in names.dropFirst() { parts += [symbol(.dot), name()] }
      if !own.isEmpty { parts += [.space, keyword(), .space, options(own)] }
      return .sequence(parts)
    }
  }

  /// A head and its clauses, if there are any.
  private mutating func clauses(after head: Layout, _ clause: (inout TreeLayout) -> Layout?) -> Layout {
    var parts: [Layout] = []
    while !isDone, let next = clause(&self) { parts += [.line, next] }
    return .group([head, .nest(2, .sequence(parts))])
  }

  // MARK: Tables and definitions

  private mutating func load(_ load: LoadSyntax) -> Layout {
    var parts = [keyword(), Layout.space, name(), .space, keyword(), .space]
    for place in load.paths.indices {
      parts.append(literal())
      if place < load.paths.count - 1 { parts += [symbol(.comma), .line] }
    }
    return clauses(load.clauses, after: .sequence(parts))
  }

  /// Columns of a file, or expressions over them.
  private mutating func columns(_ columns: [FileColumnSyntax]) -> Layout {
    list(columns) { layout, column in column.expression.map { layout.expression($0, atLeast: .primary) } ?? layout.name() }
  }

  private mutating func options(_ options: [OptionSyntax]) -> Layout {
    let opening = symbol(.leftParenthesis)
    let inner = list(options) { layout, option in
      let label = [layout.name(), layout.symbol(.colon), .space]
      switch option.value {
      case .expression(let value): return .sequence(label + [layout.expression(value)])
      case .group(let group): return .sequence(label + [layout.options(group)])
      }
    }
    return .sequence([opening, .nest(4, inner), symbol(.rightParenthesis)])
  }

  /// `metric NAME = `
  private mutating func definedName() -> Layout {
    .sequence([keyword(), .space, name(), .space, symbol(.equal), .space])
  }

  private mutating func definition(_ definition: DefinitionSyntax) -> Layout {
    self.definition(definition, named: definedName())
  }

  /// `column NAME of TABLE = `, and its definition.
  private mutating func column(_ column: ColumnSyntax) -> Layout {
    definition(
      column.definition,
      named: .sequence([keyword(), .space, name(), .space, keyword(), .space, name(), .space, symbol(.equal), .space]))
  }

  private mutating func table(_ table: TableSyntax) -> Layout {
    let head = Layout.sequence([keyword(), .space, name(), .space, keyword(), .space, name()])
    let rows = clauses(table.clauses, after: head)
    if table.columns.isEmpty { return rows }
    let colon = symbol(.colon)
    let columns = list(table.columns) { layout, column in
      .sequence([layout.name(), .space, layout.symbol(.equal), .space, layout.expression(column.expression)])
    }
    return .group([rows, colon, .nest(2, .sequence([.line, .nest(2, columns)]))])
  }

  private mutating func definition(_ definition: DefinitionSyntax, named name: Layout) -> Layout {
    let head = Layout.sequence([name, expression(definition.expression)])
    return clauses(after: head) { layout in
      var parts: [Layout] = []
      if definition.documentation != nil, case .text = layout.current.kind { parts.append(layout.literal()) }
      if layout.at(.in) {
        let word = layout.keyword(chinese: "单位为")
        if case .text = layout.current.kind {
          parts.append(.sequence([word, .space, layout.literal()]))
        } else {
          parts.append(.sequence([word, .space, layout.unitOfDefinition()]))
        }
      }
      return parts.isEmpty ? nil : .fill(parts)
    }
  }

  private mutating func function(_ parameters: [NameSyntax], _ body: ExpressionSyntax) -> Layout {
    let head = [keyword(), .space, name(), symbol(.leftParenthesis)]
    let inner = list(parameters) { layout, _ in layout.name() }
    let sign = [symbol(.rightParenthesis), .space, symbol(.equal), .space]
    return .sequence(head + [.nest(4, inner)] + sign + [expression(body)])
  }

  private mutating func lifecycle(_ stages: [StageSyntax]) -> Layout {
    let head = Layout.sequence([keyword(), .space, name(), symbol(.colon)])
    var parts: [Layout] = []
    for (number, stage) in stages.enumerated() {
      parts += [.hardLine, name(), .space, keyword()]
      if let condition = stage.condition { parts += [.space, expression(condition)] }
      if number + 1 < stages.count { parts.append(symbol(.comma)) }
    }
    return .sequence([head, .nest(2, .sequence(parts))])
  }

  private mutating func segment(_ segment: SegmentSyntax) -> Layout {
    var head = [keyword(), Layout.space, name()]
    var rest = segment.clauses[...]
    // The segment that it is a part of belongs to its name.
    if case .base? = rest.first, let base = rest.popFirst() { head += [.space, clause(base)] }
    return clauses(Array(rest), after: .sequence(head))
  }

  private mutating func split(_ split: SplitSyntax) -> Layout {
    let head = Layout.sequence([keyword(), .space, name()])
    let into = keyword()
    let parts = list(split.parts) { layout, _ in
      .sequence([layout.name(), .space, layout.amount()])
    }
    return clauses(split.clauses, after: head, [.line, .sequence([into, .space, .nest(4, parts)])])
  }

  // MARK: Questions

  private mutating func show(_ show: ShowSyntax) -> Layout {
    let head = Layout.sequence([keyword(), .space, items(show.items)])
    return clauses(show.clauses, after: head)
  }

  private mutating func list(_ list: ListSyntax) -> Layout {
    var parts = [keyword(), Layout.space]
    if list.hasAllColumns { parts.append(symbol(.star)) }
    if list.hasAllColumns, !list.items.isEmpty { parts += [symbol(.comma), .space] }
    if !list.items.isEmpty { parts.append(items(list.items)) }
    let head = Layout.sequence(parts)
    return clauses(list.clauses, after: head)
  }

  // MARK: Clauses

  /// A head and its clauses, one a line where they do not fit on one.
  ///
  /// - Parameter first: what stands before the clauses, with its line break.
  private mutating func clauses(_ clauses: [ClauseSyntax], after head: Layout, _ first: [Layout] = []) -> Layout {
    var parts = first
    var rest = clauses[...]
    while let clause = rest.popFirst() {
      parts.append(.line)
      // `rank by profit per city top 100`: a cut goes on behind its ranking.
      if case .ranking(let ranking) = clause, case .cut(let cut)? = rest.first {
        rest.removeFirst()
        parts.append(.nest(4, .fill(self.ranking(ranking) + [self.cut(cut)])))
      } else {
        parts.append(self.clause(clause))
      }
    }
    return .group([head, .nest(2, .sequence(parts))])
  }

  private mutating func clause(_ clause: ClauseSyntax) -> Layout {
    switch clause {
    case .base, .segment: return .sequence([keyword(), .space, name()])
    case .drawing: return .sequence([keyword(), .space, drawingName()])
    case .time(let column): return .sequence([keyword(), .space, self.columns([column])])
    case .key(let columns): return .sequence([keyword(), .space, self.columns(columns)])
    case .owner(_, let columns):
      return .sequence([keyword(), .space, name(), .space, keyword(), .space, self.columns(columns)])
    case .options(let options): return .sequence([keyword(), .space, self.options(options)])
    case .rows(let names):
      var parts = [keyword(), Layout.space, name()]
      if names.count > 1 { parts += [symbol(.dot), name()] }
      return .sequence(parts)
    case .condition(let condition): return .sequence([keyword(), .space, expression(condition)])
    case .dimensions(let items), .columns(let items): return .sequence([keyword(), .space, self.items(items)])
    case .ranking(let ranking): return .nest(4, .fill(self.ranking(ranking)))
    case .having(let value), .pivot(let value): return .sequence([keyword(), .space, expression(value)])
    case .totals, .interval, .members: return keywords(2)
    case .cut(let cut): return .nest(4, .fill([self.cut(cut)]))
    case .strata(let groups): return .sequence([keyword(), .space, list(of: groups)])
    case .seed: return .sequence([keyword(), .space, amount()])
    case .distinct: return keyword()
    }
  }

  /// `rank by profit asc`, and `per city` after it.
  private mutating func ranking(_ ranking: RankingSyntax) -> [Layout] {
    let words = keywords(2)
    let keys = list(ranking.keys) { layout, key in
      let key = layout.expression(key.expression)
      return layout.at(.asc) || layout.at(.desc) ? .sequence([key, .space, layout.keyword()]) : key
    }
    var parts: [Layout] = [.sequence([words, .space, keys])]
    if at(.per) { parts.append(.sequence([keyword(), .space, list(of: ranking.per)])) }
    return parts
  }

  /// `count() as n, sum(profit)`
  private mutating func items(_ items: [ItemSyntax]) -> Layout {
    let parts = list(items) { layout, item in
      let value = layout.expression(item.expression)
      guard item.name != nil else { return value }
      return .sequence([value, .space, layout.keyword(), .space, layout.name()])
    }
    return .nest(4, parts)
  }

  private mutating func cut(_ cut: CutSyntax) -> Layout {
    var head = [keyword(), Layout.space]
    if case .negate = cut.amount.kind { head.append(symbol(.minus)) }
    head.append(amount())
    switch cut.kind {
    case .top, .bottom, .cover(of: nil): break
    case .cover(of: let value?), .spend(of: let value): head += [.space, keyword(), .space, expression(value)]
    }
    if !cut.per.isEmpty { head += [.space, keyword(), .space, list(of: cut.per)] }
    return .sequence(head)
  }

  /// A number, a percentage or the name of a parameter.
  private mutating func amount() -> Layout { current.isLiteral ? literal() : name() }
}
