// Names of tables that a row leads to: its owners, its customer, and what is looked up by key.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// Finds the tables in reach of a row.
struct LinkedNames: BinderPart {
  let binder: Binder

  /// A table in reach, and the steps from the row to its row there.
  struct Place {
    let table: TableSchema
    /// The last name of the way: the table's, or the link's role.
    let name: String
    /// As a script writes it before a column: `products.supplier`.
    let way: String
    fileprivate let steps: [Step]
    /// How many links the way follows, and how many owners before them.
    fileprivate let distance: Distance
    /// Whether the row is the row at hand, one of its owners or its customer.
    fileprivate let isOwner: Bool
  }

  fileprivate struct Distance: Comparable {
    var links = 0
    var owners = 0

    static func < (a: Distance, b: Distance) -> Bool { (a.links, a.owners) < (b.links, b.owners) }
  }

  fileprivate enum Step {
    case customer
    case link(LinkReference)
  }

  /// The rows at hand; nil if they are not those of a table.
  func start(_ scope: Scope) -> Place? {
    switch scope.rows {
    case .customers:
      catalog.customers.map {
        Place(table: $0, name: $0.name, way: Diagnostic.quoted($0.name), steps: [], distance: Distance(), isOwner: true)
      }
    case .events(let table):
      Place(table: table, name: table.name, way: Diagnostic.quoted(table.name), steps: [], distance: Distance(), isOwner: true)
    case .groups, .columns, .constant: nil
    }
  }

  /// The value of an expression over the row of a place.
  func value(_ inner: Expression, at place: Place, _ span: SourceSpan) -> Expression {
    if case .parameter = inner.kind { return inner }
    return place.steps.reversed().reduce(inner) { inner, step in
      switch step {
      case .customer: made(.ofCustomer(inner), inner.type, span)
      case .link(let link): made(.linked(link, inner), inner.type, span)
      }
    }
  }

  // MARK: - Bare names

  /// A column of the tables of events that own a row, the nearest first; nil if none has it.
  func ownersColumn(_ name: String, _ span: SourceSpan, _ scope: Scope) -> Expression? {
    guard let start = start(scope) else { return nil }
    for place in owners(of: start).dropFirst() where place.table.name != catalog.customers?.name && place.table.columnNames.contains(name) {
      if let column = binder.column(name, place.table, span) { return value(column, at: place, span) }
    }
    return nil
  }

  /// A column that one reference table in reach has; nil if none has it. Several are a mistake, unless the others are
  /// what that table looks up in itself: a category and its parent.
  func linkedColumn(_ name: String, _ span: SourceSpan, _ scope: Scope) -> Operand? {
    guard let start = start(scope) else { return nil }
    let found = reachable(from: start).filter { !$0.isOwner && $0.table.isReference && $0.table.columnNames.contains(name) }
    guard let first = found.first else { return nil }
    // What a table looks up in itself is further away than its own row.
    if !found.dropFirst().allSatisfy({ $0.table.name == first.table.name && $0.way.hasPrefix(first.way + ".") }) {
      report(.ambiguousLink(name, found.map { "\($0.way).\(Diagnostic.quoted(name))" }, at: span))
      return .error
    }
    return binder.column(name, first.table, span).map { .value(value($0, at: first, span)) }
  }

  // MARK: - Names with a path

  /// Each name is a level of the plan.
  private static let longestPath = 64

  /// The place that a path of names leads to; nil if it leads to none, which is reported.
  func place(_ path: [NameSyntax], _ scope: Scope) -> Place? {
    if path.count > Self.longestPath, let last = path.last {
      report(.pathTooLong(Self.longestPath, at: last.span))
      return nil
    }
    guard let start = start(scope), let first = path.first, var place = nearest(first, from: start) else { return nil }
    for name in path.dropFirst() {
      guard let next = (links(of: place) + owners(of: place).dropFirst()).first(where: { $0.name == name.text }) else {
        report(.notLinked(name.text, from: place.table.name, place.table.links.map(\.role), at: name.span))
        return nil
      }
      place = next
    }
    return place
  }

  /// The full way to a column, as no other table of the scope reads it; nil if there is none.
  ///
  /// - Parameter path: empty: the bare name.
  func way(_ path: [NameSyntax], _ column: String, _ scope: Scope) -> String? {
    guard let start = start(scope) else { return nil }
    let place: Place?
    if path.isEmpty {
      place =
        owners(of: start).first { $0.table.columnNames.contains(column) }
        ?? reachable(from: start).first { !$0.isOwner && $0.table.isReference && $0.table.columnNames.contains(column) }
    } else {
      place = trying { self.place(path, scope) }.0
    }
    guard let place else { return nil }
    let isOwn = start.table.links.contains { $0.role == place.way.split(separator: ".").first.map { String($0) } }
    return (isOwn && !place.steps.isEmpty ? "\(start.way)." : "") + "\(place.way).\(Diagnostic.quoted(column))"
  }

  /// Whether customers lead to a table of this name, or to one that has a column of it.
  func isLinkedToCustomers(_ name: String) -> Bool {
    guard let start = start(Scope(.customers)) else { return false }
    return reachable(from: start).contains { place in
      !place.isOwner && (place.name == name || place.table.isReference && place.table.columnNames.contains(name))
    }
  }

  /// The nearest place of a name; of several equally near ones none is meant.
  private func nearest(_ name: NameSyntax, from start: Place) -> Place? {
    let all = reachable(from: start).filter { $0.name == name.text }
    guard let nearest = all.min(by: { $0.distance < $1.distance }) else {
      report(unreachable(name, from: start))
      return nil
    }
    let equal = all.filter { $0.distance == nearest.distance }
    if equal.count > 1 {
      report(.ambiguousLink(name.text, equal.map(\.way), at: name.span))
      return nil
    }
    return nearest
  }

  private func unreachable(_ name: NameSyntax, from start: Place) -> Diagnostic {
    guard let table = catalog.table(name.text) else {
      var known = catalog.tableNames
      for place in reachable(from: start) where !known.contains(place.name) { known.append(place.name) }
      return .unknownTable(name.text, known, at: name.span)
    }
    return .notLinked(table.name, from: start.table.name, start.table.links.map(\.role), at: name.span)
  }

  // MARK: - What is in reach

  /// The place itself, the tables that own its row, and its customer.
  private func owners(of place: Place) -> [Place] {
    var found = [place]
    var steps = place.steps
    var table = place.table
    while case .table(let name) = table.owner, found.count < 32, let owner = catalog.eventTable(name) {
      steps.append(.link(LinkReference(from: table.name, role: name, target: name)))
      found.append(
        Place(
          table: owner, name: name, way: Diagnostic.quoted(name), steps: steps,
          distance: Distance(links: place.distance.links, owners: place.distance.owners + found.count),
          isOwner: place.isOwner))
      table = owner
    }
    if table.owner == .customers, let customers = catalog.customers {
      found.append(
        Place(
          table: customers, name: customers.name, way: Diagnostic.quoted(customers.name), steps: place.steps + [.customer],
          distance: Distance(links: place.distance.links, owners: place.distance.owners + found.count), isOwner: place.isOwner))
    }
    return found
  }

  /// The rows that a row looks up by key.
  private func links(of place: Place) -> [Place] {
    place.table.links.compactMap { link in
      catalog.table(link.target).map { target in
        let role = Diagnostic.quoted(link.role)
        return Place(
          table: target, name: link.role, way: place.steps.isEmpty ? role : "\(place.way).\(role)",
          steps: place.steps + [.link(LinkReference(from: place.table.name, role: link.role, target: link.target))],
          distance: Distance(links: place.distance.links + 1, owners: place.distance.owners), isOwner: false)
      }
    }
  }

  /// Everything that a row leads to, the nearest first: its owners and its customer, what these look up, and what the
  /// reference tables among that look up.
  private func reachable(from start: Place) -> [Place] {
    var found = owners(of: start)
    var next = found
    var seen: Set<String> = []
    // Tables that are linked to one another have ways without end: those that people write are short.
    for _ in 0..<8 where !next.isEmpty && found.count < 256 {
      next = next.flatMap { links(of: $0) }.filter { place in
        guard case .link(let link)? = place.steps.last else { return false }
        return seen.insert("\(place.way)\u{1}\(link.table)").inserted
      }
      found += next
      next = next.filter { $0.table.isReference }
    }
    return found
  }
}
