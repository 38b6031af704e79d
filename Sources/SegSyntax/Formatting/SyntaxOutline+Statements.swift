// The outline of statements and their clauses.

extension SyntaxOutline {
  mutating func add(_ statement: StatementSyntax) {
    switch statement.kind {
    case .load(let load): add("load", load)
    case .append(let load): add("append", load)
    case .link(let link): add(link)
    case .column(let column): add(column)
    case .table(let table): add(table)
    case .asOf(let date): add(node: "as-of") { $0.add(date) }
    case .param(let name, let value):
      add(node: "param") {
        $0.add(name)
        $0.add(value)
      }
    case .metric(let definition): add("metric", definition)
    case .measure(let definition): add("measure", definition)
    case .function(let name, let parameters, let body):
      add(node: "function") {
        $0.add(name)
        for parameter in parameters { $0.add(parameter) }
        $0.add(body)
      }
    case .lifecycle(let name, let stages): add(name, stages)
    case .segment(let segment): add(segment)
    case .split(let split): add(split)
    case .show(let show):
      add(node: "show") {
        $0.add(show.items)
        $0.add(show.clauses)
      }
    case .list(let list):
      add(node: list.hasAllColumns ? "list-all" : "list") {
        $0.add(list.items)
        $0.add(list.clauses)
      }
    case .describe(let name, let table): add("describe", name, table)
    case .explain(let name): add("explain", name, nil)
    case .why(let key, let name):
      add(node: "why") {
        $0.add(key)
        $0.add(name)
      }
    case .expect(let condition, let message):
      add(node: "expect") {
        $0.add(condition)
        $0.add(optional: message)
      }
    case .export(let export): add("export", export)
    case .snapshot(let export): add("snapshot", export)
    case .report(let report): add(report)
    case .note(let text): add(node: "note") { $0.add(text) }
    case .use(let use): add(use)
    }
  }

  private mutating func add(_ use: UseSyntax) {
    switch use {
    case .path(let path, _): add(node: "use") { $0.add(path) }
    case .library(let names, let own):
      add(node: "use-library") {
        for name in names { $0.add(name) }
        if !own.isEmpty { $0.add(own) }
      }
    }
  }

  private mutating func add(_ segment: SegmentSyntax) {
    add(node: "segment") {
      $0.add(segment.name)
      $0.add(segment.clauses)
    }
  }

  private mutating func add(_ link: LinkSyntax) {
    add(node: "link") {
      for name in [link.table, link.target] { $0.add(name) }
      for column in link.columns { $0.add(column) }
      $0.add(link.role)
    }
  }

  private mutating func add(_ lifecycle: NameSyntax, _ stages: [StageSyntax]) {
    add(node: "lifecycle") {
      $0.add(lifecycle)
      for stage in stages {
        $0.add(stage.name)
        $0.add(stage.condition)
      }
    }
  }

  private mutating func add(_ report: ReportSyntax) {
    add(node: "report") {
      $0.add(report.path)
      $0.add(optional: report.title)
      $0.add(report.clauses)
    }
  }

  private mutating func add(optional string: String?) {
    add(node: "text") { if let string { $0.add(string) } }
  }

  private mutating func add(_ node: String, _ load: LoadSyntax) {
    add(node: node) {
      $0.add(load.name)
      for path in load.paths { $0.add(path.text) }
      $0.add(load.clauses)
    }
  }

  private mutating func add(_ node: String, _ export: ExportSyntax) {
    add(node: node) {
      $0.add(export.what)
      $0.add(export.path)
      $0.add(export.clauses)
    }
  }

  private mutating func add(_ word: String, _ name: NameSyntax, _ table: NameSyntax?) {
    add(node: word) {
      $0.add(name)
      if let table { $0.add(table) }
    }
  }

  private mutating func add(_ column: ColumnSyntax) {
    add(node: "column") {
      $0.add(column.table)
      $0.add("definition", column.definition)
    }
  }

  private mutating func add(_ table: TableSyntax) {
    add(node: "table") {
      $0.add(table.name)
      $0.add(table.source)
      $0.add(table.clauses)
      for column in table.columns {
        $0.add(column.name)
        $0.add(column.expression)
      }
    }
  }

  private mutating func add(_ options: [OptionSyntax]) {
    add(node: "options") {
      for option in options {
        $0.add(option.name)
        switch option.value {
        case .expression(let value): $0.add(value)
        case .group(let group): $0.add(group)
        }
      }
    }
  }

  private mutating func add(_ word: String, _ definition: DefinitionSyntax) {
    add(node: word) {
      $0.add(definition.name)
      $0.add(definition.expression)
      $0.add(optional: definition.documentation)
      $0.add(optional: definition.unit)
    }
  }

  private mutating func add(_ split: SplitSyntax) {
    add(node: "split") {
      $0.add(split.segment)
      for part in split.parts {
        $0.add(part.name)
        $0.add(part.share)
      }
      $0.add(split.clauses)
    }
  }

  private mutating func add(_ items: [ItemSyntax]) {
    add(node: "items") {
      for item in items {
        $0.add(item.expression)
        $0.add(item.name)
      }
    }
  }

  /// The clauses in their usual order: another order means the same.
  private mutating func add(_ clauses: [ClauseSyntax]) {
    for clause in clauses.inUsualOrder { add(clause) }
  }

  private mutating func add(_ column: FileColumnSyntax) {
    if let expression = column.expression, !column.isName { add(expression) } else { add(column.name) }
  }

  private mutating func add(_ clause: ClauseSyntax) {
    switch clause {
    case .key(let columns): add(node: "key") { for column in columns { $0.add(column) } }
    case .owner(let table, let columns):
      add(node: "owner") {
        $0.add(table)
        for column in columns { $0.add(column) }
      }
    case .time(let column): add(node: "at") { $0.add(column) }
    case .options(let options): add(options)
    case .base(let name): add(node: "from") { $0.add(name) }
    case .segment(let name): add(node: "of") { $0.add(name) }
    case .rows(let names): add(node: "rows") { for name in names { $0.add(name) } }
    case .condition(let condition): add(node: "where") { $0.add(condition) }
    case .dimensions(let items): add(node: "by") { $0.add(items) }
    case .ranking(let ranking): add(ranking)
    case .cut(let cut): add(cut)
    case .having(let condition): add(node: "having") { $0.add(condition) }
    case .pivot(let dimension): add(node: "pivot") { $0.add(dimension) }
    case .totals: add(node: "totals")
    case .interval: add(node: "interval")
    case .drawing(let name): add(node: "draw") { $0.add(name) }
    case .strata(let groups): add(node: "per") { $0.add(groups) }
    case .seed(let seed): add(node: "seed") { $0.add(seed) }
    case .columns(let items): add(node: "columns") { $0.add(items) }
    case .distinct: add(node: "distinct")
    case .members: add(node: "as-segment")
    }
  }

  private mutating func add(_ ranking: RankingSyntax) {
    add(node: "rank") {
      for key in ranking.keys {
        $0.add(key.expression)
        $0.add(node: key.ascending ? "asc" : "desc")
      }
      $0.add(ranking.per)
    }
  }

  private mutating func add(_ cut: CutSyntax) {
    switch cut.kind {
    case .top: add(node: "top") { $0.add(cut.amount) }
    case .bottom: add(node: "bottom") { $0.add(cut.amount) }
    case .cover(let value):
      add(node: "cover") {
        $0.add(cut.amount)
        $0.add(value)
      }
    case .spend(let value): add(node: "spend") { $0.add([cut.amount, value]) }
    }
    if !cut.per.isEmpty { add(node: "per") { $0.add(cut.per) } }
  }
}
