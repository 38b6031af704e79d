// Groups of a table's rows, with measures of the rows that belong to these: `count(orders), sum(amount of items) by status`.

import SegDiagnostics
import SegPlan
import SegSyntax

/// Checks that a name of a question means the same in the rows of its groups and in those that belong to them.
struct OwnedRows: BinderPart {
  let binder: Binder

  /// The groups of the rows of a table to whose rows those of the measures belong: the nearest to them; nil if none suits.
  func groups(_ suits: (TableSchema, Scope) -> Bool) -> Scope? {
    var nearest: (groups: Scope, owners: Int)?
    for table in catalog.events where !table.isReference {
      var groups = Scope(.groups(table))
      groups.aggregatesOwnedRows = true
      let owners = catalog.owners(of: table).count
      if nearest.map({ owners > $0.owners }) ?? true, suits(table, groups) { nearest = (groups, owners) }
    }
    return nearest?.groups
  }

  /// What the dimensions, or the condition, of a question mean otherwise in a row of a table that is aggregated.
  ///
  /// - Parameters:
  ///   - table: that of the groups.
  ///   - aggregated: the tables of the measures.
  func problems(
    of syntax: ShowSyntax, _ dimensions: [NamedExpression], in table: TableSchema, _ aggregated: [TableSchema]
  ) -> [Diagnostic] {
    var pairs = zip(syntax.dimensions.map(\.expression), dimensions.map(\.expression)).map { ($0, $1) }
    if let condition = syntax.condition, let bound = trying({ self.condition(condition, Scope(.events(table))) }).0 {
      pairs.append((condition, bound))
    }
    for owned in aggregated {
      guard let steps = steps(from: owned, to: table.name) else { continue }
      for (written, meant) in pairs {
        let (own, problems) = trying { value(written, Scope(.events(owned))) }
        if let problem = problems.first(where: { $0.id == "ambiguous-name" }) { return [problem] }
        if let own, own != lifted(meant, steps) { return [otherMeaning(written, table, owned)] }
      }
    }
    return []
  }

  /// The links from a row to the one that owns it in another table; nil if none does.
  private func steps(from owned: TableSchema, to name: String) -> [LinkReference]? {
    let owners = catalog.owners(of: owned)
    guard let last = owners.firstIndex(of: name) else { return nil }
    return zip([owned.name] + owners, owners[...last]).map { LinkReference(from: $0, role: $1, target: $1) }
  }

  /// An expression over the rows of a table as one over rows that belong to them.
  private func lifted(_ expression: Expression, _ steps: [LinkReference]) -> Expression {
    switch (expression.kind, expression.nature) {
    case (_, .stated), (.ofCustomer, _): return expression
    case (_, .operation): return expression.with(children: expression.children.map { lifted($0, steps) })
    case (_, .named), (_, .moved), (_, .whole):
      return steps.reversed().reduce(expression) { made(.linked($1, $0), $0.type, $0.span) }
    }
  }

  private func otherMeaning(_ written: ExpressionSyntax, _ table: TableSchema, _ owned: TableSchema) -> Diagnostic {
    let names = LinkedNames(binder: binder)
    let tables = [table, owned]
    func ways(_ path: [NameSyntax], _ column: String) -> [String] {
      tables.compactMap { names.way(path, column, Scope(.events($0))) }
    }
    if case .name(let name) = written.kind { return .ambiguousLink(name, ways([], name), at: written.span) }
    if case .qualified(let path, let column) = written.kind {
      return .ambiguousLink(written.span.text, ways(path, column.text), at: written.span)
    }
    return .otherInOwnedRows(table.name, owned.name, at: written.span)
  }
}

extension Diagnostic {
  fileprivate static func otherInOwnedRows(_ table: String, _ owned: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "ambiguous-name", "a name here means one thing in a row of `\(table)` and another in a row of `\(owned)`", at: span,
      label: "which one?", fix: Fix("write the table before the name: `\(table).COLUMN` or `\(owned).COLUMN`"))
  }
}
