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

let session = Session(today: .fixed("1998-06-30"), capabilities: capabilities)
session.setParameter("floor", to: "5")

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
