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

// A function of the program's own, beside those of Seg: scripts call it, and `help` explains it.
let tier = Function(
  "tier", "the price list of a revenue: 3 above 1,000, 2 above 100, else 1", example: ("tier(250)", "2"),
  [Function.Overload([.number], .integer, .numberToInteger { $0 > 1_000 ? 3 : $0 > 100 ? 2 : 1 })])

let session: Session
do {
  session = try Session(today: .fixed("1998-06-30"), capabilities: capabilities, functions: .all + [tier])
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
