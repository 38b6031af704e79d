// The reference figures and the data sets that they were computed from.

import SegCustomerValue

/// A row of `expected_public.csv`.
struct ExpectedRow {
  let id: String
  let kind: String
  let dataset: String
  let model: String
  let quantity: String
  let subject: String
  let inputs: [String: String]
  let value: Double
  let tolerance: Double

  var label: String { "\(id) \(dataset) \(model) \(quantity) \(subject)" }

  func number(_ key: String) -> Double? { inputs[key].flatMap(Double.init) }

  /// A list of numbers joined by `|`.
  func numbers(_ key: String) -> [Double]? {
    guard let text = inputs[key] else { return nil }
    let numbers = text.split(separator: "|").map { Double($0) }
    return numbers.contains(nil) ? nil : numbers.compactMap { $0 }
  }

  static func readAll() throws -> [ExpectedRow] {
    try reference("expected_public.csv").split(separator: "\n").dropFirst().map { line in
      let fields = fields(line)
      guard fields.count == 11, let value = Double(fields[7]), let absolute = Double(fields[8]),
        let relative = Double(fields[9])
      else { throw Unreadable(line: String(line)) }
      var inputs: [String: String] = [:]
      for pair in fields[6].split(separator: ";") {
        let parts = pair.split(separator: "=", maxSplits: 1)
        if parts.count == 2 { inputs[String(parts[0])] = String(parts[1]) }
      }
      return ExpectedRow(
        id: fields[0], kind: fields[1], dataset: fields[2], model: fields[3], quantity: fields[4],
        subject: fields[5], inputs: inputs, value: value,
        tolerance: absolute + relative * abs(value))
    }
  }

  struct Unreadable: Error { let line: String }

  /// The fields of a line of CSV; a subject may hold a comma in quotes.
  private static func fields(_ line: Substring) -> [String] {
    var fields: [String] = [""]
    var quoted = false
    for character in line {
      if character == "\"" {
        quoted.toggle()
      } else if character == ",", !quoted {
        fields.append("")
      } else if character != "\r" {
        fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}

/// The CDNOW sample, split at 1997-09-30, in weeks.
struct CDNOW {
  let transactions: Int
  /// Days with a purchase, over all customers and both periods.
  let purchaseDays: Int
  let summaries: TransactionSummaries
  /// One entry for each customer, in weeks.
  let histories: PurchaseHistories
  let grouped: GroupedHistories
  /// Purchase days of each customer in the 39 weeks after the split.
  let holdout: [Double]
  /// The place of each customer id.
  let placeOf: [String: Int]

  init() throws {
    var offsets: [Int32] = []
    var days: [Int32] = []
    var amounts: [Double] = []
    var placeOf: [String: Int] = [:]
    for line in try reference("cdnow_sample.csv").split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",")
      let id = String(fields[0])
      if placeOf[id] == nil {
        placeOf[id] = offsets.count
        offsets.append(Int32(days.count))
      }
      guard let day = dayNumber(fields[1]), let amount = Double(fields[3].filter { $0 != "\r" })
      else {
        throw ExpectedRow.Unreadable(line: String(line))
      }
      days.append(day)
      amounts.append(amount)
    }
    offsets.append(Int32(days.count))
    guard let split = dayNumber("1997-09-30"), let end = dayNumber("1998-06-30") else {
      throw ExpectedRow.Unreadable(line: "dates")
    }
    transactions = days.count
    self.placeOf = placeOf
    summaries = summarize(offsets: offsets, days: days, amounts: amounts, through: split)
    guard let grouped = summaries.histories.grouped(daysPerUnit: 7) else { throw ExpectedRow.Unreadable(line: "memory") }
    self.grouped = grouped
    let customers = summaries.histories
    histories = PurchaseHistories(
      frequency: customers.frequency.map { Double($0) },
      recency: customers.recency.map { Double($0) / 7 },
      age: customers.age.map { Double($0) / 7 })
    let whole = summarize(offsets: offsets, days: days, amounts: amounts, through: end)
    purchaseDays = whole.purchaseDays
    holdout = zip(whole.histories.frequency, customers.frequency).map { Double($0 - $1) }
  }
}

/// Days since 1970 of `YYYY-MM-DD`.
func dayNumber(_ text: Substring) -> Int32? {
  let parts = text.split(separator: "-").compactMap { Int32($0) }
  guard parts.count == 3 else { return nil }
  let (year, month, day) = (parts[1] <= 2 ? parts[0] - 1 : parts[0], parts[1], parts[2])
  let era = year / 400
  let ofEra = year - era * 400
  let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
  return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
}

/// The donations of Fader, Hardie & Shang (2010): 22 patterns over 6 years.
func donations() throws -> OccasionHistories {
  var histories = OccasionHistories(frequency: [], last: [], occasions: [], weight: [])
  for line in try reference("donations.csv").split(separator: "\n").dropFirst() {
    let numbers = line.split(separator: ",").compactMap { Int($0.filter { $0 != "\r" }) }
    guard numbers.count == 4 else { throw ExpectedRow.Unreadable(line: String(line)) }
    histories.frequency.append(numbers[0])
    histories.last.append(numbers[1])
    histories.occasions.append(numbers[2])
    histories.weight.append(Double(numbers[3]))
  }
  return histories
}
