// Statements: which part of the binder each is for.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

extension Binder {
  /// Binds a statement; nil if a mistake was reported.
  package func bind(_ statement: StatementSyntax) -> BoundStatement? {
    switch statement.kind {
    case .asOf(let day): return dayConstant(day, Scope(.constant)).map { .asOf($0) }
    case .param(let name, let literal): return definitions.bindParameter(name, literal)
    case .function(let name, let parameters, let body):
      return definitions.bindFunction(name, parameters, body)
    case .metric(let syntax):
      let expression = value(syntax.expression, Scope(.customers))
      return define(syntax.name, .metric, statement, syntax, expression.map { .metric($0) })
    case .measure(let syntax):
      let expression = value(syntax.expression, Scope(.groups(nil)))
      return define(syntax.name, .measure, statement, syntax, expression.map { .measure($0) })
    case .lifecycle(let name, let stages): return definitions.bindLifecycle(name, stages, statement)
    case .segment(let syntax): return definitions.bindSegment(syntax, statement)
    case .show(let syntax): return bindShow(syntax, statement)
    case .list(let syntax): return bindList(syntax).map { .question(.list($0), drawing: nil) }
    case .expect(let condition, let message):
      return self.condition(condition, Scope(.groups(nil))).map { .question(.expect($0, message: message), drawing: nil) }
    case .export(let syntax): return bindExport(syntax, statement)
    case .load(let syntax): return bindLoad(syntax)
    case .split(let syntax): return bindSplit(syntax, statement)
    case .describe(let name): return bindDescribe(name).map { .question(.facts($0), drawing: nil) }
    case .explain(let name): return members(name).map { .question(.explain($0), drawing: nil) }
    case .why(let key, let name): return bindWhy(key, name)
    case .use: return nil
    }
  }

  /// For hosts: the segment of a name, or a report.
  package func segmentName(_ name: NameSyntax) -> String? { members(name) }

  /// The name of a yes/no definition: the members of `of` and `from`.
  func members(_ name: NameSyntax) -> String? {
    guard let definition = catalog.definitions[name.text] else {
      if catalog.failedNames.contains(name.text) { return nil }
      if let missing = catalog.unavailable[name.text] {
        report(.unavailable(name.text, missing, at: name.span))
        return nil
      }
      if catalog.customers?.types[name.text] != nil || catalog.eventTable(name.text) != nil || catalog.customers?.name == name.text {
        report(.notASegment(name, "a column or table"))
      } else {
        report(.unknownSegment(name, catalog.order.filter { catalog.definitions[$0]?.type == .boolean }))
      }
      return nil
    }
    guard definition.type == .boolean else {
      report(.notASegment(name, "a \(definition.noun)"))
      return nil
    }
    return name.text
  }
}
