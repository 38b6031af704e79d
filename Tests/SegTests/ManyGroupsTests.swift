// The best of very many groups, against all of them in order.

import SegColumns
import Testing

@testable import Seg

@Suite struct ManyGroupsTests {
  private static let names = (0..<80_000).map { row in "\(row % 2 == 0 ? "客户" : "k")\(row &* 7919 % 70_001)" }

  private func session(_ threads: Int) throws -> Session {
    let rows = 0..<Self.names.count
    let session = Session(capabilities: .all(threads: threads))
    let ids: [Int64?] = rows.map { Int64($0) }
    let names: [String?] = rows.map { $0 % 1000 == 17 ? nil : Self.names[$0] }
    let alone: [String?] = rows.map { "n\($0 * 31 % 80_021)" }
    let profits: [Double?] = rows.map { $0 % 7 == 3 ? nil : Double($0 % 50) / 100 }
    let orders: [Int64?] = rows.map { $0 % 5 == 1 ? nil : Int64($0 % 90) }
    let table = try #require(
      Table([
        Table.Field("id", .integers(ids)), Table.Field("name", .texts(names)), Table.Field("alone", .texts(alone)),
        Table.Field("profit", .numbers(profits)), Table.Field("orders", .integers(orders)),
      ]))
    try session.load("customers", from: table, key: "id")
    return session
  }

  /// Ties at the border, several keys, missing groups and values: the first
  /// rows of all groups in order.
  @Test(arguments: [
    ("count() as n, sum(profit) as total", "name", "total"), ("count() as n", "name", "n"),
    ("sum(orders) as n, avg(profit) as mean", "name", "mean"), ("max(orders) as most", "name", "most asc"),
    ("sum(profit) as total, count(profit) as n, max(profit) as most", "alone", "total, n"),
    ("sum(orders) as n, avg(profit) as mean, min(orders) as least", "alone", "mean, n asc"),
    ("sum(profit) as total, count() as n", "alone", "n, alone"),
  ])
  func best(_ measures: String, _ by: String, _ ranking: String) throws {
    for threads in [1, 3] {
      let session = try session(threads)
      for condition in ["", " where orders > 40 and profit < 0.3"] {
        let all = try session.run("show \(measures) by \(by)\(condition) rank by \(ranking)")[0].table
        for count in [1, 7, 300] {
          let best = try session.run("show \(measures) by \(by)\(condition) rank by \(ranking) top \(count)")[0].table
          #expect(best.rowCount == min(count, all.rowCount))
          for row in 0..<best.rowCount where best.row(row) != all.row(row) {
            Issue.record("\(measures) by \(by) rank by \(ranking) top \(count), row \(row): \(best.row(row)), not \(all.row(row))")
            return
          }
        }
      }
    }
  }

  /// Groups of one row give the same answer as groups of that row and one without
  /// values.
  @Test func groupsOfOneRow() throws {
    let session = try session(2)
    let measures = """
      count() as n, count(profit) as p, sum(profit) as total, avg(profit) as mean, min(orders) as least,
      max(profit) as most, sum(orders) as o, median(profit) as m
      """
    let groups = try session.run("show \(measures) by alone")[0].table
    let rows = try session.run("list alone, profit, orders rank by alone asc")[0].table
    #expect(groups.rowCount == rows.rowCount)
    for row in 0..<rows.rowCount {
      let (profit, orders) = (rows.row(row)[1], rows.row(row)[2])
      let expected: [Value] = [
        rows.row(row)[0], .integer(1), .integer(profit == .missing ? 0 : 1), profit == .missing ? .number(0) : profit, profit,
        orders, profit, orders == .missing ? .integer(0) : orders, profit,
      ]
      if groups.row(row) != expected {
        Issue.record("\(groups.row(row)), not \(expected)")
        return
      }
    }
  }
}
