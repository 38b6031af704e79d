// Parameters of analyses: how each is written, and what it is bound to.

import SegColumns
import SegDiagnostics
import SegFunctions

/// How an argument of an analysis is written.
package enum ParameterForm: Sendable, Hashable {
  /// A number for each customer.
  case number
  /// Any value for each customer, which defines groups.
  case value
  /// A segment, or a condition on customers.
  case condition
  /// `orders where …`: events of a table.
  case events
  /// `category of orders where …`: a value of events of a table.
  case eventValue
  /// A number of a group; a group of events if an event argument comes first.
  case measure
  /// A number of a group of customers, or a constant.
  case groupNumber
  /// A day that is the same for all customers.
  case day
  /// `every month`.
  case every
  /// A table by name.
  case table
  /// A whole number in a range.
  case count(ClosedRange<Int>)
  /// `within 30 days`, after the argument before it.
  case timeLimit
  /// A number of days, of 0 or more.
  case days
  /// One of some words.
  case choice([String])
  /// `yes` or `no`.
  case flag
  /// Events of a table, or a date of the customer.
  case cohortStart
  /// `orders where …`, `amount of orders`, or a metric that uses a model; and all options
  /// of the model.
  case model(ModelParameter)
  /// A measure, and params with other values.
  case scenarios
  /// A measure, and params that move by a tenth.
  case factors
  /// A segment, and a snapshot of it.
  case changes
  /// Columns and definitions of customers; not written in scripts.
  case attributes

  /// The text of help.
  package var summary: Message {
    switch self {
    case .number: "a number for each customer"
    case .value: "a value for each customer"
    case .condition: "a segment or a condition on customers"
    case .events: "a table of events, with `where` or a window"
    case .eventValue: "a value `of` events"
    case .measure: "a measure"
    case .groupNumber: "a number for each group, or a constant"
    case .day: "a day"
    case .every: "a period, such as `every month`"
    case .table: "a table"
    case .count(let range): "a whole number from \(range.lowerBound) to \(ShownNumber.separated(String(range.upperBound)))"
    case .timeLimit: "a length of time, such as `within 30 days`"
    case .days: "a number of days, such as `10 days`"
    case .choice(let words): words.dropLast().map { "`\($0)`" }.joined(separator: ", ") + " or `\(words.last ?? "")`"
    case .flag: "`yes` or `no`"
    case .cohortStart: "a table of events, with `where` or a window, or a date of the customer"
    case .model: "a table of events, and options of the model"
    case .scenarios: "a measure, and params with their values"
    case .factors: "a measure, and params"
    case .changes: "a segment, and a snapshot of it as `since`"
    case .attributes: "all columns and definitions of the customers"
    }
  }

  /// Whether one parameter takes all arguments of the call.
  package var takesAllArguments: Bool {
    switch self {
    case .model, .scenarios, .factors, .changes: true
    case .number, .value, .condition, .events, .eventValue, .measure, .groupNumber, .day, .every, .table, .count, .timeLimit, .days,
      .choice, .flag, .cohortStart, .attributes:
      false
    }
  }
}

extension ParameterForm {
  /// The words that it may be; empty: any value.
  package var words: [String] {
    switch self {
    case .choice(let words): words
    case .flag: ["yes", "no"]
    case .number, .value, .condition, .events, .eventValue, .measure, .groupNumber, .day, .every, .table, .count, .timeLimit, .days,
      .cohortStart, .model, .scenarios, .factors, .changes, .attributes:
      []
    }
  }
}

/// The input of an analysis of models.
package struct ModelParameter: Sendable, Hashable {
  /// A kind of model that a metric may use.
  package enum Kind: Sendable, Hashable { case purchases, score }

  /// Whether `amount of orders` is allowed as well as `orders`.
  package let takesAmounts: Bool
  /// The models that a metric or a call in the place of the events may use.
  package let metrics: [Kind]
  /// Required and optional options.
  package let required: [ModelOption]
  package let optional: [ModelOption]
  /// Whether the answer is about the model alone, and the same for all customers.
  package let isOfModelAlone: Bool

  package init(
    takesAmounts: Bool = false, metrics: [Kind] = [], required: [ModelOption] = [], optional: [ModelOption],
    isOfModelAlone: Bool = false
  ) {
    self.takesAmounts = takesAmounts
    self.metrics = metrics
    self.required = required
    self.optional = optional
    self.isOfModelAlone = isOfModelAlone
  }
}

/// One parameter as the binder, help and completion see it.
package struct ParameterShape: Sendable, Hashable {
  /// The label, if it has one, and a name for messages.
  package let name: String
  package let form: ParameterForm
  /// Whether it is written `name: …`.
  package internal(set) var isLabeled = false
  /// Whether it is optional.
  package internal(set) var isOptional = false
  /// The default as text; nil: none.
  package internal(set) var standard: String?
  /// How often it may be given; nil: once.
  package internal(set) var repeats: ClosedRange<Int>?
  /// The word for several of them.
  package internal(set) var noun: Message = "arguments"

  /// Whether it is positional.
  package var isPositional: Bool { !isLabeled && form != .attributes && form != .timeLimit }
}

/// A bound argument.
package enum AnalysisArgument: Sendable {
  case item(NamedExpression)
  case items([NamedExpression])
  case events(EventSelection)
  case eventValue(EventValue)
  case day(Expression)
  case every(CalendarPeriod)
  case table(Grain)
  case count(Int)
  /// Days.
  case timeLimit(Int64)
  case choice(String)
  case flag(Bool)
  case model(ModelSubject)
  case scenarios(Scenarios)
  case factors(Factors)
  case changes(SegmentChanges)
}

/// A parameter with the type of its value.
package struct AnalysisParameter<Value: Sendable>: Sendable {
  package let shape: ParameterShape
  /// The value of its arguments; nil if they are missing.
  let value: @Sendable ([AnalysisArgument]) -> Value?

  private init(_ shape: ParameterShape, value: @escaping @Sendable ([AnalysisArgument]) -> Value?) {
    self.shape = shape
    self.value = value
  }

  fileprivate init(_ name: String, _ form: ParameterForm, _ value: @escaping @Sendable (AnalysisArgument) -> Value?) {
    self.init(ParameterShape(name: name, form: form)) { $0.first.flatMap(value) }
  }

  /// Written with its name: `budget: 5_000`.
  package var labeled: Self {
    var shape = shape
    shape.isLabeled = true
    return Self(shape, value: value)
  }

  /// Optional; nil by default.
  package var optional: AnalysisParameter<Value?> {
    var shape = shape
    shape.isOptional = true
    let value = value
    return AnalysisParameter<Value?>(shape) { $0.isEmpty ? .some(nil) : value($0).map { .some($0) } }
  }

  /// Optional, with a default.
  package func `default`(_ standard: Value) -> Self {
    var shape = shape
    shape.isOptional = true
    shape.standard = "\(standard)"
    let value = value
    return Self(shape) { $0.isEmpty ? standard : value($0) }
  }

  /// Several of them in a row.
  package func repeated(_ range: ClosedRange<Int>, _ noun: Message) -> AnalysisParameter<[Value]> {
    var shape = shape
    shape.repeats = range
    shape.noun = noun
    let value = value
    return AnalysisParameter<[Value]>(shape) { arguments in
      let values = arguments.compactMap { value([$0]) }
      return values.count == arguments.count && range.contains(values.count) ? values : nil
    }
  }
}

extension AnalysisParameter where Value == NamedExpression {
  package static func number(_ name: String) -> Self { item(name, .number) }
  package static func value(_ name: String) -> Self { item(name, .value) }
  package static func condition(_ name: String) -> Self { item(name, .condition) }
  package static func measure(_ name: String) -> Self { item(name, .measure) }
  package static func groupNumber(_ name: String) -> Self { item(name, .groupNumber) }

  private static func item(_ name: String, _ form: ParameterForm) -> Self {
    Self(name, form) { if case .item(let item) = $0 { item } else { nil } }
  }
}

extension AnalysisParameter where Value == [NamedExpression] {
  package static var attributes: Self {
    Self("attributes", .attributes) { if case .items(let items) = $0 { items } else { nil } }
  }
}

extension AnalysisParameter where Value == EventSelection {
  package static func events(_ name: String) -> Self {
    Self(name, .events) { if case .events(let events) = $0 { events } else { nil } }
  }
}

extension AnalysisParameter where Value == EventValue {
  package static func eventValue(_ name: String) -> Self {
    Self(name, .eventValue) { if case .eventValue(let value) = $0 { value } else { nil } }
  }
}

extension AnalysisParameter where Value == Expression {
  package static func day(_ name: String) -> Self {
    Self(name, .day) { if case .day(let day) = $0 { day } else { nil } }
  }
}

extension AnalysisParameter where Value == CohortStart {
  package static func cohortStart(_ name: String) -> Self {
    Self(name, .cohortStart) {
      switch $0 {
      case .events(let events): .events(events)
      case .item(let item): .day(item)
      case .items, .eventValue, .day, .every, .table, .count, .timeLimit, .choice, .flag, .model, .scenarios, .factors, .changes: nil
      }
    }.labeled
  }
}

extension AnalysisParameter where Value == String {
  package static func choice(_ name: String, _ words: [String]) -> Self {
    Self(name, .choice(words)) { if case .choice(let word) = $0 { word } else { nil } }.labeled
  }
}

extension AnalysisParameter where Value == Bool {
  package static func flag(_ name: String) -> Self {
    Self(name, .flag) { if case .flag(let flag) = $0 { flag } else { nil } }.labeled
  }
}

extension AnalysisParameter where Value == CalendarPeriod {
  package static var every: Self {
    Self("every", .every) { if case .every(let period) = $0 { period } else { nil } }
  }
}

extension AnalysisParameter where Value == Grain {
  package static func table(_ name: String) -> Self {
    Self(name, .table) { if case .table(let grain) = $0 { grain } else { nil } }
  }
}

extension AnalysisParameter where Value == Int {
  /// A whole number of at least 1.
  package static func count(_ name: String) -> Self {
    Self(name, .count(1...10_000)) { if case .count(let count) = $0 { count } else { nil } }.labeled
  }
}

extension AnalysisParameter where Value == Int {
  /// A number of days, of 0 or more.
  package static func days(_ name: String) -> Self {
    Self(name, .days) { if case .count(let days) = $0 { days } else { nil } }.labeled
  }
}

extension AnalysisParameter where Value == Int64 {
  package static var timeLimit: Self {
    Self("within", .timeLimit) { if case .timeLimit(let minutes) = $0 { minutes } else { nil } }
  }
}

extension AnalysisParameter where Value == ModelSubject {
  package static func model(_ name: String, _ model: ModelParameter) -> Self {
    Self(name, .model(model)) { if case .model(let subject) = $0 { subject } else { nil } }
  }
}

extension AnalysisParameter where Value == Scenarios {
  package static var scenarios: Self {
    Self("measure", .scenarios) { if case .scenarios(let scenarios) = $0 { scenarios } else { nil } }
  }
}

extension AnalysisParameter where Value == SegmentChanges {
  package static func changes(_ name: String) -> Self {
    Self(name, .changes) { if case .changes(let changes) = $0 { changes } else { nil } }
  }
}

extension AnalysisParameter where Value == Factors {
  package static var factors: Self {
    Self("measure", .factors) { if case .factors(let factors) = $0 { factors } else { nil } }
  }
}
