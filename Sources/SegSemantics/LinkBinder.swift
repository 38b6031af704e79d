// link: checks that the rows of a table can look up those of another one.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// The names in a link, from a script or from a host.
package struct LinkNames {
  let table: LoadNames.Name
  let target: LoadNames.Name
  let columns: [LoadNames.Name]
  let role: LoadNames.Name?

  /// The names that a host gives.
  ///
  /// - Parameters:
  ///   - columns: names of columns, or expressions over these.
  ///   - known: the table's columns.
  package init(table: String, target: String, columns: [String], over known: [String], role: String?) throws(ScriptError) {
    self.table = LoadNames.Name(table)
    self.target = LoadNames.Name(target)
    self.columns = try columns.map { (text) throws(ScriptError) in try LoadNames.Name(text).read(over: known) }
    self.role = role.map { LoadNames.Name($0) }
  }

  /// The names of a link that no script writes.
  init(table: String, target: NameSyntax, columns: [NameSyntax]) {
    self.table = LoadNames.Name(table, target.span)
    self.target = LoadNames.Name(target)
    self.columns = columns.map { LoadNames.Name($0) }
    role = nil
  }

  init(_ syntax: LinkSyntax) {
    table = LoadNames.Name(syntax.table)
    target = LoadNames.Name(syntax.target)
    columns = syntax.columns.map { LoadNames.Name($0) }
    role = syntax.role.map { LoadNames.Name($0) }
  }
}

/// Binds links.
struct LinkBinder: BinderPart {
  let binder: Binder
  /// Whether a link of the same name may be replaced: not in a script, but at the prompt.
  let allowsRedefinition: Bool

  /// A link; nil if a mistake was reported.
  func bindLink(_ names: LinkNames) -> LinkPlan? {
    guard var table = loadedTable(names.table), let target = loadedTable(names.target) else { return nil }
    let role = names.role ?? names.target
    if table.isUnknown || target.isUnknown { return nil }
    let isOfCustomers = target.name == catalog.customers?.name
    let keys = isOfCustomers ? [target.key] : target.keys
    if let problem = problem(names, table, role, keys, isOfCustomers: isOfCustomers) {
      report(problem)
      return nil
    }
    guard let made = FileColumnBinder(binder: binder).columns(names.columns, of: table) else { return nil }
    table.add(made)
    for (column, key) in zip(names.columns, keys) {
      guard let type = table.types[column.text], table.columnNames.contains(column.text) else {
        report(.unknownColumn(column.text, "`\(table.name)`", table.columnNames, at: column.span))
        return nil
      }
      guard let wanted = target.types[key], type != wanted, !table.empty.contains(column.text), !target.empty.contains(key) else {
        continue
      }
      report(.linkOfOtherType(column, of: table.name, type, target.name, key, wanted))
      return nil
    }
    if let problem = otherLink(names, table, role) {
      report(problem)
      return nil
    }
    return LinkPlan(
      table: table.name, link: LinkSchema(role: role.text, columns: names.columns.map(\.text), target: target.name), made: made)
  }

  private func loadedTable(_ name: LoadNames.Name) -> TableSchema? {
    if let found = catalog.table(name.text), !found.isMade || found.isUnknown { return found }
    if catalog.table(name.text) != nil {
      report(.madeTable(name))
      return nil
    }
    report(.unknownTable(name.text, catalog.tableNames, at: name.span))
    return nil
  }

  private func problem(
    _ names: LinkNames, _ table: TableSchema, _ role: LoadNames.Name, _ keys: [String], isOfCustomers: Bool
  ) -> Diagnostic? {
    if keys.isEmpty { return .linkWithoutKey(names.target) }
    if names.columns.count != keys.count { return .otherKeyCount(names.columns, names.target.text, keys) }
    let owners = catalog.owners(of: table)
    if table.name != catalog.customers?.name, owners.contains(role.text) || isOfCustomers && names.role == nil && table.owner == .customers
    {
      return .linkToOwner(role, table.name, names.target.text)
    }
    // A role that is the name of another table would read as that table.
    if role.text != names.target.text, catalog.table(role.text) != nil { return .roleIsTable(role) }
    return nil
  }

  private func otherLink(_ names: LinkNames, _ table: TableSchema, _ role: LoadNames.Name) -> Diagnostic? {
    if !allowsRedefinition, let other = table.links.first(where: { $0.role == role.text }),
      other.target != names.target.text || other.columns != names.columns.map(\.text)
    {
      return .linkedTwice(role, table.name, by: other.columns)
    }
    return nil
  }
}
