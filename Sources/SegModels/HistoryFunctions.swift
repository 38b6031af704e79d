// What a customer's stages from day to day say about the customer.

import SegColumns
import SegDiagnostics
import SegKernels
import SegRuntime

/// Values of every customer, computed from a history.
struct HistoryFunctions {
  let history: StageHistory
  let context: ExecutionContext

  /// The last run of a customer, if its first day was seen and it is of a stage.
  private func lastRun(of customer: Int) -> Int? {
    guard let run = history.runs(of: customer).last, history.isStage(history.codes.pointer[run]),
      history.days.pointer[run] != StageHistory.unseen
    else { return nil }
    return run
  }

  /// The days since each customer entered the stage.
  func daysSoFar() throws(ScriptError) -> Column {
    try integers { customer in lastRun(of: customer).map { Int64(history.today) - Int64(history.days.pointer[$0]) } }
  }

  /// The day on which each customer entered the stage.
  func firstDays() throws(ScriptError) -> Column {
    try dates { customer in lastRun(of: customer).map { history.days.pointer[$0] } }
  }

  /// The days that each customer has been in a stage; missing for customers who are not known yet.
  func days(in code: Int32) throws(ScriptError) -> Column {
    try integers { customer in
      let runs = history.runs(of: customer)
      if runs.isEmpty { return nil }
      var sum: Int64 = 0
      for run in runs where history.codes.pointer[run] == code {
        sum += Int64(history.end(of: run, customer) ?? history.today) - Int64(max(history.days.pointer[run], history.first))
      }
      return sum
    }
  }

  /// The first day of each customer in a stage.
  func firstDay(in code: Int32) throws(ScriptError) -> Column {
    try dates { customer in
      guard let run = history.runs(of: customer).first(where: { history.codes.pointer[$0] == code }) else { return nil }
      let day = history.days.pointer[run]
      return day == StageHistory.unseen ? nil : day
    }
  }

  /// The day by which half of the customers who were in the stage as long had left it.
  func lastDays() throws(ScriptError) -> Column {
    let curves = history.curves(among: nil)
    return try dates { customer in
      guard let run = lastRun(of: customer) else { return nil }
      let since = history.days.pointer[run]
      return curves[Int(history.codes.pointer[run])].median(after: Int(history.today) - Int(since)).flatMap { days in
        Int32(exactly: Int(since) + days)
      }
    }
  }

  /// The names of the stages that each customer was in, in the order of time.
  func paths() throws(ScriptError) -> Column {
    var paths = StagePaths(names: history.values.map(\.stageName))
    let codes = try Buffer<UInt32>(count: history.customers, in: context)
    var present: [Bool] = []
    present.reserveCapacity(history.customers)
    let charge = MemoryCharge(0)
    for customer in 0..<history.customers {
      var path = StagePaths.start
      for run in history.runs(of: customer) where history.codes.pointer[run] >= 0 { path = paths.path(path, history.codes.pointer[run]) }
      codes.pointer[customer] = UInt32(truncatingIfNeeded: path)
      present.append(path != StagePaths.start)
      if customer & 0xffff == 0 {
        charge.change(to: paths.byteCount)
        try context.check()
      }
    }
    return try paths.column(codes, Bitmap(present), context)
  }

  private func integers(_ value: (Int) -> Int64?) throws(ScriptError) -> Column {
    var values: [Int64?] = []
    values.reserveCapacity(history.customers)
    let charge = try context.charge(history.customers * MemoryLayout<Int64?>.stride)
    for customer in 0..<history.customers {
      values.append(value(customer))
      if customer & 0xffff == 0 { try context.check() }
    }
    return withExtendedLifetime(charge) { Column.integers(values) }
  }

  private func dates(_ value: (Int) -> Int32?) throws(ScriptError) -> Column {
    var values: [CalendarDate?] = []
    values.reserveCapacity(history.customers)
    let charge = try context.charge(history.customers * MemoryLayout<CalendarDate?>.stride)
    for customer in 0..<history.customers {
      values.append(value(customer).map { CalendarDate(days: $0) })
      if customer & 0xffff == 0 { try context.check() }
    }
    return withExtendedLifetime(charge) { Column.dates(values) }
  }
}

/// Paths of stages, each path stored as the one before it and its last stage.
private struct StagePaths {
  static let start = 0
  private let names: [String]
  /// The place of the path before, and the last stage. The first one is the empty path.
  private var nodes: [(before: Int, code: Int32)] = [(0, StageHistory.none)]
  private var places: [Int: Int] = [:]

  init(names: [String]) { self.names = names }

  /// An estimate.
  var byteCount: Int { nodes.count * 64 }

  /// The path with one more stage; one that it ends with already changes nothing.
  mutating func path(_ before: Int, _ code: Int32) -> Int {
    if nodes[before].code == code { return before }
    let key = before * (names.count + 1) + Int(code)
    if let known = places[key] { return known }
    nodes.append((before, code))
    places[key] = nodes.count - 1
    return nodes.count - 1
  }

  func column(_ codes: Buffer<UInt32>, _ present: Bitmap, _ context: ExecutionContext) throws(ScriptError) -> Column {
    var texts: [String] = [""]
    var bytes = 0
    for node in nodes.dropFirst() {
      let name = names[Int(node.code)]
      let text = node.before == Self.start ? name : texts[node.before] + " > " + name
      bytes += text.utf8.count
      if texts.count & 0xfff == 0 { try context.offer(bytes * 2) }
      texts.append(text)
    }
    return Column.text(codes, dictionary: TextDictionary(texts), validity: present.population == present.count ? nil : present)
  }
}

extension Value {
  /// The name of a stage in a path.
  fileprivate var stageName: String {
    switch self {
    case .text(let text): text
    case .boolean(let isYes): isYes ? "yes" : "no"
    case .integer(let number): String(number)
    case .number, .date, .timestamp, .missing: ""
    }
  }
}
