// Seg inside a Swift program: definitions once, questions as the program needs them.
//
//   swift run --package-path examples/embedding

import Foundation
import Seg

/// The folder that the script's paths are relative to.
let folder = CommandLine.arguments.dropFirst().first ?? "examples/cdnow"

// Nothing outside is reachable until the host says so: this session may read files, nothing else.
var capabilities = Capabilities()
capabilities.readsFiles = true

/// A file format is a value, for binary files too: this one has a key and an amount of four bytes each.
let pairs = FileFormat(
  name: "pairs", summary: "keys and amounts, four bytes each", extensions: ["pairs"],
  schema: { _, _ in SourceSchema([.init("customer_id", .integer), .init("points", .integer)]) },
  read: { content, _ in
    let bytes = try content.bytes()
    func numbers(from first: Int) -> [Int64?] {
      stride(from: first, to: bytes.count - 3, by: 8).map { start in
        bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | Int64($1) }
      }
    }
    let table = Table([
      Table.Field("customer_id", .integers(numbers(from: 0))), Table.Field("points", .integers(numbers(from: 4))),
    ])
    guard let table else { throw ScriptError(Diagnostic("cut-off", "the file ends within a pair")) }
    return TableReading(table)
  })

// A function of the program's own, beside those of Seg: scripts call it, and `help` explains it.
let tier = Function(
  "tier", "the price list of a revenue: 3 above 1,000, 2 above 100, else 1", example: ("tier(250)", "2"),
  [Function.Overload([.number], .integer, .numberToInteger { $0 > 1_000 ? 3 : $0 > 100 ? 2 : 1 })])

let session: Session
do {
  session = try Session(today: .fixed("1998-06-30"), capabilities: capabilities, functions: .all + [tier], formats: .all + [pairs])
} catch {
  print("bad function: \(error)")
  exit(1)
}
session.setParameter("floor", to: "5")
print(session.help("tier") ?? "no help")

do {
  try session.run(
    """
    param floor = 8
    load orders from "cdnow_sample.csv" of customers by customer_id at date
    metric frequency = count(orders)
    metric revenue = sum(amount of orders)
    segment loyal where frequency > floor rank by revenue top 20%
    """, name: "definitions", directory: folder)

  // Answers are tables of typed columns; values print plainly.
  for answer in try session.run("show loyal; list customer_id, revenue of loyal top 3", name: "questions", directory: folder) {
    print(answer.statement)
    print("  " + answer.table.columnNames.joined(separator: " | "))
    for row in 0..<answer.table.rowCount {
      print("  " + answer.table.row(row).map(\.description).joined(separator: " | "))
    }
  }

  // The members of a segment: keys in rank order, a bit for each customer, rows.
  let loyal = try session.segment("loyal")
  print("\(loyal.count) members, the first is \(loyal.keys.first?.description ?? "nobody")")

  // The program's function in a question.
  let tiers = try session.run("show count() as customers by tier(revenue) as tier of loyal", name: "tiers", directory: folder)
  for row in 0..<(tiers.first?.table.rowCount ?? 0) {
    print("tier " + (tiers.first?.table.row(row).map(\.description).joined(separator: ": ") ?? ""))
  }

  // Tables in memory are loaded as files are; so is a file of the format above.
  let card = FileManager.default.temporaryDirectory.appendingPathComponent("cards-\(getpid()).pairs")
  try Data([4, 0, 0, 0, 250, 0, 0, 0, 18, 0, 0, 0, 44, 1, 0, 0]).write(to: card)
  defer { try? FileManager.default.removeItem(at: card) }
  try session.run("load cards from \"\(card.path)\" of customers by customer_id", name: "cards")
  let points = try session.run("show sum(points of cards) as points of loyal", name: "points")
  print("points of members: \(points[0].table.row(0)[0])")

  // Tables in memory belong together as files do: lines to orders, products by their key.
  if let orders = Table([Table.Field("number", .integers([1, 2])), Table.Field("customer_id", .integers([4, 18]))]),
    let lines = Table([
      Table.Field("number", .integers([1, 1, 2])), Table.Field("sku", .texts(["tea", "cup", "tea"])),
      Table.Field("paid", .numbers([9.5, 3, 19])),
    ]), let products = Table([Table.Field("sku", .texts(["tea", "cup"])), Table.Field("kind", .texts(["food", "ware"]))])
  {
    try session.load("shop_orders", from: orders, of: "customers", by: "customer_id", key: ["number"])
    try session.load("shop_lines", from: lines, of: "shop_orders", by: "number")
    try session.load("products", from: products, key: "sku")
    print(try session.link("shop_lines", to: "products", by: "sku").lines.joined())
    let food = try session.run("show sum(paid of shop_lines where products.kind = \"food\") as paid", name: "food")
    print("paid for food: \(food[0].table.row(0)[0])")
  }

  // A question that is checked once and asked with other parameters.
  let query = try session.prepare("show count() as customers of loyal", parameters: ["floor": 10])
  print("above ten orders: \(try query.run().table.row(0)[0])")
} catch {
  print("failed: \(error)")
  exit(1)
}

// What is wrong is said with its place and a fix; it never ends the host.
do {
  try session.run("show lyal", name: "mistake")
  exit(1)
} catch {
  print(error)
}
