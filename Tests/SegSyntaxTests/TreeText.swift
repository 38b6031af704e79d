// A tree as one line of text, for tables of texts and their trees.

import SegDiagnostics

@testable import SegSyntax

enum TreeText {
  static func of(_ expression: ExpressionSyntax) -> String {
    func all(_ operands: [ExpressionSyntax]) -> String { operands.map(of).joined(separator: " ") }
    func no(_ negated: Bool) -> String { negated ? "not-" : "" }
    switch expression.kind {
    case .error: return "ERROR"
    case .every(let count, let unit): return "every \(count) \(unit.rawValue)"
    case .integer(let value): return "\(value)"
    case .number(let value): return "\(value)"
    case .percent(let value): return "\(value)%"
    case .text(let value): return "\"\(value)\""
    case .boolean(let value): return value ? "yes" : "no"
    case .missing: return "missing"
    case .date(let days): return "date:\(days)"
    case .timestamp(let value): return "time:\(value)"
    case .period(let first, .months(let months)): return "period:\(first)+\(months)"
    case .period(let first, .week): return "week:\(first)"
    case .duration(let count, let unit): return "\(count)-\(unit)"
    case .brokenDuration(let count, let unit): return "\(count)-\(unit)"
    case .firstEvents(let table): return "first \(table.text)"
    case .rate(let rate, let unit): return "\(of(rate)) a-\(unit)"
    case .ago(let count, let unit): return "\(count)-\(unit)-ago"
    case .namedDuration(let name, let unit): return "\(name.text)-\(unit)"
    case .list(let elements): return "(list \(all(elements)))"
    case .namedAgo(let name, let unit): return "\(name.text)-\(unit)-ago"
    case .today: return "today"
    case .name(let name): return name
    case .qualified(let path, let column): return (path + [column]).map(\.text).joined(separator: ".")
    case .call(let name, let arguments):
      return "\(name.text)[\(arguments.map(of).joined(separator: "; "))]"
    case .or(let operands): return "(or \(all(operands)))"
    case .and(let operands): return "(and \(all(operands)))"
    case .not(let operand): return "(not \(of(operand)))"
    case .comparison(let operands, let operators):
      return "(\(operators.map(\.rawValue).joined(separator: ",")) \(all(operands)))"
    case .inList(let value, let values, let negated): return "(\(no(negated))in \(of(value)) \(all(values)))"
    case .between(let value, let low, let high, let negated):
      return "(\(no(negated))between \(of(value)) \(of(low)) \(of(high)))"
    case .textTest(let value, let test, let pattern, let negated):
      return "(\(no(negated))\(test.rawValue) \(of(value)) \(of(pattern)))"
    case .isMissing(let value, let negated): return "(\(no(negated))missing \(of(value)))"
    case .isStage(let value, let name, let negated): return "(\(no(negated))is \(of(value)) \(name.text))"
    case .inWindow(let value, let window, let negated): return "(\(no(negated))window \(of(value)) \(of(window)))"
    case .coalesce(let operands): return "(?? \(all(operands)))"
    case .sum(let first, let rest):
      return "(\(of(first))\(rest.map { " \($0.0.rawValue) \(of($0.1))" }.joined()))"
    case .product(let first, let rest):
      return "(\(of(first))\(rest.map { " \($0.0.rawValue) \(of($0.1))" }.joined()))"
    case .negate(let operand): return "(- \(of(operand)))"
    case .asOf(let value, let date): return "(asof \(of(value)) \(of(date)))"
    case .conditional(let condition, let then, let other): return "(if \(of(condition)) \(of(then)) \(of(other)))"
    }
  }

  static func of(_ argument: ArgumentSyntax) -> String {
    var text = of(argument.value)
    if let label = argument.label { text = "\(label.text): " + text }
    if let table = argument.table { text += " of \(table.text)" }
    if let condition = argument.condition { text += " where \(of(condition))" }
    if let window = argument.window { text += " \(of(window))" }
    if !argument.per.isEmpty { text += " per \(argument.per.map(of).joined(separator: ","))" }
    if let within = argument.within { text += " within \(within.text)" }
    if let limit = argument.timeLimit { text += " within \(of(limit))" }
    return text
  }

  static func of(_ window: WindowSyntax) -> String { days(of: window) + (window.isYearly ? " each year" : "") }

  private static func days(of window: WindowSyntax) -> String {
    switch window.kind {
    case .last(let count, let unit): "last \(count)-\(unit)"
    case .lastNamed(let name, let unit): "last \(name.text)-\(unit)"
    case .calendar(let offset, let unit, let toDate): "calendar \(offset)-\(unit)\(toDate ? " to date" : "")"
    case .period(let period): "in \(of(period))"
    case .next(let length): "next \(of(length))"
    case .preceding(let length, let day): "the \(of(length)) before \(day.map { of($0) } ?? "")"
    case .fromTo(let from, let to): "from \(of(from)) to \(of(to))"
    case .since(let date): "since \(of(date))"
    case .before(let date): "before \(of(date))"
    }
  }

  static func of(_ items: [ItemSyntax]) -> String {
    items.map { of($0.expression) + ($0.name.map { " as \($0.text)" } ?? "") }.joined(separator: ", ")
  }

  /// The clauses in their usual order.
  static func of(_ clauses: [ClauseSyntax]) -> String { clauses.inUsualOrder.map { " " + of($0) }.joined() }

  static func of(_ clause: ClauseSyntax) -> String {
    switch clause {
    case .key(let columns): return "key \(of(columns))"
    case .owner(let table, let columns): return "of \(table.text) by \(of(columns))"
    case .time(let column): return "at \(of([column]))"
    case .options(let options): return "with \(of(options))"
    case .base(let name): return "from \(name.text)"
    case .segment(let name): return "of \(name.text)"
    case .rows(let names): return "of \(names.map(\.text).joined(separator: "."))"
    case .condition(let condition): return "where \(of(condition))"
    case .dimensions(let items): return "by \(of(items))"
    case .ranking(let ranking):
      let keys = ranking.keys.map { of($0.expression) + ($0.ascending ? " asc" : "") }
      return "rank \(keys.joined(separator: ", "))"
        + (ranking.per.isEmpty ? "" : " per \(ranking.per.map(of).joined(separator: ","))")
    case .having(let condition): return "having \(of(condition))"
    case .cut(let cut):
      let per = cut.per.isEmpty ? "" : " per \(cut.per.map(of).joined(separator: ","))"
      switch cut.kind {
      case .top: return "top \(of(cut.amount))" + per
      case .bottom: return "bottom \(of(cut.amount))" + per
      case .cover(let value): return "cover \(of(cut.amount))" + (value.map { " of \(of($0))" } ?? "") + per
      case .spend(let value): return "spend \(of(cut.amount)) of \(of(value))" + per
      }
    case .pivot(let dimension): return "pivot \(of(dimension))"
    case .totals: return "with totals"
    case .interval: return "with interval"
    case .drawing(let name): return "draw \(name.text)"
    case .strata(let groups): return "per \(groups.map(of).joined(separator: ","))"
    case .seed(let seed): return "seed \(of(seed))"
    case .columns(let items): return "columns \(of(items))"
    case .distinct: return "distinct"
    case .members: return "as segment"
    }
  }

  static func of(_ columns: [FileColumnSyntax]) -> String {
    columns.map { $0.expression.map(of) ?? $0.name.text }.joined(separator: ", ")
  }

  static func of(_ statement: StatementSyntax) -> String {
    switch statement.kind {
    case .load(let load):
      return "load \(load.name.text)\(load.paths.map { " \"\($0.text)\"" }.joined())" + of(load.clauses)
    case .append(let load):
      return "append \(load.name.text)\(load.paths.map { " \"\($0.text)\"" }.joined())" + of(load.clauses)
    case .link(let link):
      return "link \(link.table.text) to \(link.target.text) by \(of(link.columns))" + (link.role.map { " as \($0.text)" } ?? "")
    case .column(let column): return "column of \(column.table.text) \(of(column.definition))"
    case .table(let table):
      return "table \(table.name.text) from \(table.source.text)" + of(table.clauses)
        + table.columns.map { " \($0.name.text)=\(of($0.expression))" }.joined()
    case .asOf(let date): return "asof \(of(date))"
    case .param(let name, let value): return "param \(name.text) \(of(value))"
    case .metric(let definition): return "metric \(of(definition))"
    case .measure(let definition): return "measure \(of(definition))"
    case .function(let name, let parameters, let body):
      return "function \(name.text)(\(parameters.map(\.text).joined(separator: ","))) \(of(body))"
    case .lifecycle(let name, let stages):
      return "lifecycle \(name.text) "
        + stages.map { "\($0.name.text):\($0.condition.map(of) ?? "*")" }.joined(separator: " ")
    case .segment(let segment): return "segment \(segment.name.text)" + of(segment.clauses)
    case .split(let split):
      return "split \(split.segment.text) " + split.parts.map { "\($0.name.text) \(of($0.share))" }.joined(separator: ", ")
        + of(split.clauses)
    case .show(let show): return "show \(of(show.items))" + of(show.clauses)
    case .list(let list):
      return "list \(list.hasAllColumns ? "*" : "")\(list.hasAllColumns && !list.items.isEmpty ? ", " : "")\(of(list.items))"
        + of(list.clauses)
    case .describe(let name, let table): return "describe \(name.text)" + (table.map { " of \($0.text)" } ?? "")
    case .explain(let name): return "explain \(name.text)"
    case .why(let key, let name): return "why \(of(key)) in \(name.text)"
    case .expect(let condition, let message):
      return "expect \(of(condition))" + (message.map { " else \"\($0)\"" } ?? "")
    case .export(let export): return "export \(export.what.text) \"\(export.path)\"" + of(export.clauses)
    case .report(let report):
      return "report \"\(report.path)\"" + (report.title.map { " title \"\($0)\"" } ?? "") + of(report.clauses)
    case .note(let text): return "note \"\(text)\""
    case .snapshot(let export): return "snapshot \(export.what.text) \"\(export.path)\"" + of(export.clauses)
    case .use(.path(let path, _)): return "use \"\(path)\""
    case .use(.library(let names, let own)):
      return "use \(names.map(\.text).joined(separator: "."))" + (own.isEmpty ? "" : " with \(of(own))")
    }
  }

  private static func of(_ definition: DefinitionSyntax) -> String {
    "\(definition.name.text) \(of(definition.expression))" + (definition.documentation.map { " \"\($0)\"" } ?? "")
      + (definition.unit.map { " in \($0)" } ?? "")
  }

  private static func of(_ options: [OptionSyntax]) -> String {
    let parts = options.map { option in
      switch option.value {
      case .expression(let value): "\(option.name.text): \(of(value))"
      case .group(let group): "\(option.name.text): \(of(group))"
      }
    }
    return "(\(parts.joined(separator: ", ")))"
  }
}

/// The tree of a script as text, and the ids of its diagnostics.
func parsed(_ text: String) -> (tree: String, ids: [String]) {
  let (script, diagnostics) = Parser.parse(Source(name: "<text>", text: text))
  return (script.statements.map { TreeText.of($0) }.joined(separator: "\n"), diagnostics.map(\.id))
}

/// The tree of an expression as text, or its mistakes.
func parsedExpression(_ text: String) -> String {
  let (tree, ids) = parsed("metric m = " + text)
  return ids.isEmpty ? String(tree.dropFirst("metric m ".count)) : "\(ids)"
}
