// A figure that a question asks for, as the language writes it.

/// One aggregate of events, before its conditions and days are known.
struct WordedMeasure: Equatable {
  var function: String
  /// What is taken of each event; nil: the events themselves are counted.
  var value: String?
  var table: String
  var conditions: [String] = [] { didSet { forgetName() } }
  /// `in last 90 days`.
  var window: String? { didSet { if window != nil { forgetName() } } }
  /// The metric, or the measure, that it is as long as nothing was added.
  var metric: String?
  var measure: String?

  init(
    function: String, value: String?, table: String, conditions: [String] = [], window: String? = nil, metric: String? = nil,
    measure: String? = nil
  ) {
    (self.function, self.value, self.table, self.conditions) = (function, value, table, conditions)
    (self.window, self.metric, self.measure) = (window, metric, measure)
  }

  init(_ function: String, _ value: String?, of events: WordVocabulary.Events, conditions: [String] = [], window: String? = nil) {
    self.init(
      function: function, value: value, table: events.name, conditions: (events.test.map { [$0] } ?? []) + conditions, window: window)
  }

  private mutating func forgetName() {
    metric = nil
    measure = nil
  }

  /// `sum(amount of orders where status = "paid" in last 90 days)`.
  var text: String {
    let name = spelled(table)
    var parts = [value.map { "\($0) of \(name)" } ?? name]
    if !conditions.isEmpty { parts.append("where \(conditions.joined(separator: " and "))") }
    if let window { parts.append(window) }
    return WordedFigure.call(function, parts.joined(separator: " "))
  }
}

/// A figure of a group.
enum WordedFigure: Equatable {
  case aggregate(WordedMeasure)
  /// A value of each customer, with what is made of it for a group: `avg`, `recency`.
  case ofCustomers(function: String, value: String)
  /// A ratio of aggregates of events, of a group or of one customer.
  case ratio(String)
  /// What is made of two aggregates: `deposits minus withdrawals`.
  case pair(WordedMeasure, String, WordedMeasure)
  /// A measure, or a whole expression of a group.
  case whole(String)

  /// As an item of `show`.
  var text: String {
    switch self {
    case .aggregate(let measure): measure.measure ?? measure.text
    case .ofCustomers(let function, let value): Self.call(function, value)
    case .pair(let left, let sign, let right): "\(left.measure ?? left.text) \(sign) \(right.measure ?? right.text)"
    case .whole(let text), .ratio(let text): text
    }
  }

  /// `quantile 0.9` takes the share before the value.
  static func call(_ function: String, _ value: String) -> String {
    let parts = function.split(separator: " ")
    return parts.count == 2 ? "\(parts[0])(\(parts[1]), \(value))" : "\(function)(\(value))"
  }

  /// As a value of one customer: what a ranking of customers goes by.
  var ofCustomer: String? {
    switch self {
    case .aggregate(let measure): measure.metric ?? measure.text
    case .ofCustomers(_, let value): value
    case .pair(let left, let sign, let right): "\(left.metric ?? left.text) \(sign) \(right.metric ?? right.text)"
    case .ratio(let text): text
    case .whole: nil
    }
  }
}

/// How a figure is compared: `> 5`, `between 100 and 500`.
struct WordedComparison {
  let text: (String) -> String

  init(_ sign: String, _ number: String) { text = { "\($0) \(sign) \(number)" } }

  init(from low: String, to high: String) { text = { "\($0) between \(low) and \(high)" } }
}
