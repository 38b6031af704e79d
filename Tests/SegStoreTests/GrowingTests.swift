// Tables that are loaded one after another, where the customers are the keys of all events: the same as linking all anew.

import SegColumns
import SegPlan
import Testing

@testable import SegStore

@Suite struct GrowingTests {
  /// How keys of one table lie among those of the others.
  private enum Keys: CaseIterable { case same, fewer, more, before, apart, none, texts }

  private func keys(_ kind: Keys, _ count: Int, _ random: inout SeededGenerator) -> Column {
    func some(_ range: ClosedRange<Int64>) -> Column {
      .integers((0..<count).map { _ in Int.random(in: 0..<8, using: &random) == 0 ? nil : Int64.random(in: range, using: &random) })
    }
    switch kind {
    case .same: return some(100...140)
    case .fewer: return some(110...115)
    case .more: return some(90...200)
    case .before: return some(-50...0)
    case .apart: return some(-1_000_000_000_000...1_000_000_000_000)
    case .none: return .texts((0..<count).map { _ in nil })
    case .texts:
      return .texts(
        (0..<count).map { _ in
          Int.random(in: 0..<8, using: &random) == 0 ? nil : ["C", "", "北", "1"][Int.random(in: 0..<4, using: &random)] + "10\(count % 7)"
        })
    }
  }

  private func days(_ count: Int, _ random: inout SeededGenerator) -> Column {
    .dates((0..<count).map { _ in CalendarDate(days: Int32.random(in: 0..<30, using: &random)) })
  }

  private func load(_ name: String, _ keys: Column, _ store: Store, _ random: inout SeededGenerator) throws -> Store {
    var table = Table(
      fields: [
        Table.Field("key", keys), Table.Field("day", days(keys.count, &random)),
        Table.Field("place", .integers((0..<keys.count).map { Int64($0) })),
      ], rowCount: keys.count)
    let role = LoadPlan.EventRole(of: "people", by: ["key"], key: name == "t0" ? ["place"] : [], time: "day")
    return try store.loading(events: &table, named: name, role, context: context(2))
  }

  private func rows(_ table: EventTable) -> [String] { (0..<table.table.rowCount).map { "\(table.table.row($0))" } }

  private func expectLinkedAnew(_ store: Store, _ note: String) throws {
    var anew = store
    try anew.link(context(1))
    let (people, others) = (try #require(store.customers), try #require(anew.customers))
    #expect((0..<people.keys.count).map { people.keys[$0] } == (0..<others.keys.count).map { others.keys[$0] }, "\(note)")
    for (table, other) in zip(store.events, anew.events) {
      #expect(table.offsets.array == other.offsets.array, "offsets of \(table.name), \(note)")
      #expect(table.customerRows.array == other.customerRows.array, "customers of \(table.name), \(note)")
      #expect(table.ownerRows?.array == other.ownerRows?.array, "owners of \(table.name), \(note)")
      #expect(table.orphanCount == other.orphanCount, "orphans of \(table.name), \(note)")
      #expect(rows(table) == rows(other), "rows of \(table.name), \(note)")
    }
    for plan in store.links {
      let link = LinkReference(from: plan.table, role: plan.link.role, target: plan.link.target)
      #expect(store.rows(of: link)?.array == anew.rows(of: link)?.array, "\(plan.link.role) of \(plan.table), \(note)")
    }
  }

  /// Items of the first table's rows, and a link from them to the customers.
  private func withItems(_ store: Store, _ random: inout SeededGenerator) throws -> Store {
    let places = Column.integers((0..<30).map { _ in Int64.random(in: 0..<25, using: &random) })
    var table = Table(fields: [Table.Field("place", places), Table.Field("other", keys(.more, 30, &random))], rowCount: 30)
    let role = LoadPlan.EventRole(of: "t0", isOfCustomers: false, by: ["place"], time: nil)
    let store = try store.loading(events: &table, named: "items", role, context: context(2))
    guard store.customers?.keys.type == .integer else { return store }
    return try store.linking(LinkPlan(table: "items", link: LinkSchema(role: "giver", columns: ["other"], target: "people")), context(1))
  }

  @Test(arguments: 0..<60)
  func tables(_ seed: Int) throws {
    var random = SeededGenerator(seed)
    var store = Store()
    for number in 0..<7 {
      let kind = Keys.allCases.randomElement(using: &random) ?? .same
      let count = [0, 1, 20, 90].randomElement(using: &random) ?? 1
      // A link by integers to texts is refused.
      if kind == .texts, !store.links.isEmpty { continue }
      // Now and then a table is loaded again.
      let name = "t\(Int.random(in: 0..<9, using: &random) == 0 ? 0 : number)"
      store = try load(name, keys(kind, count, &random), store, &random)
      if number == 0 { store = try withItems(store, &random) }
      try expectLinkedAnew(store, "seed \(seed), \(name) with \(kind) keys")
    }
  }
}
