// snapshot SEGMENT as "FILE", and load NAME from "FILE" as segment.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Binds statements that keep segments in files, and read them again.
struct SnapshotBinder: BinderPart {
  let binder: Binder

  /// The rows of a snapshot: the key of each member, and what the definition names.
  func bindSnapshot(_ syntax: ExportSyntax, _ statement: StatementSyntax) -> BoundStatement? {
    // The parser has reported such a path.
    if syntax.path.utf8.contains(0) { return nil }
    let questions = QuestionBinder(binder: binder)
    guard let options = questions.exportOptions(syntax.options, ["replace", "folders"]), let name = binder.members(syntax.what) else {
      return nil
    }
    let path = syntax.path.lowercased()
    guard path.hasSuffix(".csv") || path.hasSuffix(".csv.gz") else {
      report(.snapshotOfOtherFormat(syntax.path, at: syntax.pathSpan))
      return nil
    }
    guard let customers = catalog.customers, let key = binder.column(customers.key, customers, syntax.what.span),
      let definition = catalog.definitions[name]
    else { return nil }
    var items = [NamedExpression(name: customers.key, expression: key)]
    let own = Set(Snapshot.Column.allCases.map(\.rawValue))
    for item in figures(of: definition, at: syntax.what.span)
    where !own.contains(item.name) && !items.contains(where: { $0.name == item.name }) {
      items.append(item)
    }
    let question = ListQuestion(grain: .customers, items: items, segment: name, condition: nil, ranking: nil, cut: nil)
    return .export(
      ExportPlan(
        rows: .question(question), path: syntax.path, options: options, pathSpan: syntax.pathSpan, span: statement.span,
        snapshot: SnapshotPlan(segment: name, definition: catalog.script(of: name))))
  }

  /// What a definition names of each customer: columns, definitions, and aggregates of events.
  private func figures(of definition: Definition, at span: SourceSpan) -> [NamedExpression] {
    var found: [NamedExpression] = []
    func add(_ expression: Expression, _ name: String) { found.append(NamedExpression(name: name, expression: expression)) }
    func visit(_ expression: Expression) {
      switch (expression.kind, expression.nature) {
      case (.column(let name), _), (.definition(let name), _): add(expression, name)
      case (_, .named), (_, .moved), (_, .whole): add(expression, expression.label.name)
      case (_, .stated): break
      case (_, .operation): for child in expression.children { visit(child) }
      }
    }
    if case .segment(let plan) = definition.kind, let base = plan.base, catalog.definitions[base]?.type == .boolean {
      add(made(.definition(base), .boolean, span), base)
    }
    for expression in definition.expressions { visit(expression) }
    return found
  }

  // MARK: - load … as segment

  /// The link from the customers to the rows of a list of them that is loaded, and the segment of those that are
  /// in it; nil if a mistake was reported.
  func bindMembers(_ name: NameSyntax, allowsRedefinition: Bool) -> (LinkPlan, Definition)? {
    guard let customers = catalog.customers, let table = catalog.eventTable(name.text), let key = table.keys.first else { return nil }
    let names = LinkNames(table: customers.name, target: name, columns: [NameSyntax(customers.key, name.span)])
    guard let link = LinkBinder(binder: binder, allowsRedefinition: true).bindLink(names),
      let column = binder.column(key, table, name.span)
    else { return nil }
    let reference = LinkReference(from: customers.name, role: name.text, target: name.text)
    let isMissing = made(.isMissing(made(.linked(reference, column), column.type, name.span)), .boolean, name.span)
    let plan = SegmentPlan(condition: made(.not(isMissing), .boolean, name.span))
    let definitions = DefinitionBinder(binder: binder, allowsRedefinition: allowsRedefinition)
    guard let definition = definitions.members(name, plan) else { return nil }
    return (link, definition)
  }
}
