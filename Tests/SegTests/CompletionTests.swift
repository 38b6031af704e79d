// Completion of names after a dot.

import SegColumns
import Testing

@testable import Seg

@Suite struct CompletionTests {
  @Test func namesAfterADotAreThoseOfTheTable() throws {
    let session = Session()
    func table(_ fields: (String, Column)...) throws -> Table { try #require(Table(fields.map { Table.Field($0.0, $0.1) })) }
    try session.load("customers", from: table(("id", .integers([1])), ("city", .texts(["Rome"]))), key: "id")
    try session.load("orders", from: table(("who", .integers([1])), ("sku", .texts(["A"]))), of: "customers", by: "who")
    try session.load("goods", from: table(("sku", .texts(["A"])), ("maker name", .texts(["x"]))), key: "sku")
    try session.load("makers", from: table(("name", .texts(["x"])), ("land", .texts(["DE"]))), key: "name")
    try session.link("orders", to: "goods", by: "sku")
    try session.link("goods", to: "makers", by: "maker name", as: "made")
    _ = try session.run("metric profit = count(orders)")
    #expect(session.completions(of: "show count(orders) by goods.").candidates == ["sku", "`maker name`", "made"])
    #expect(session.completions(of: "show count(orders) by goods.made.l").candidates == ["land"])
    #expect(session.completions(of: "show count(orders) by `goods`.`ma").candidates == ["maker name`", "made`"])
    #expect(session.completions(of: "list customers.").candidates == ["id", "city", "profit"])
    #expect(session.completions(of: "use std.li").candidates == ["lifecycle", "lines"])
    #expect(session.completions(of: "list nobody.").candidates.isEmpty)
  }
}
