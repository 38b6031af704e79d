// The content of a tree without places: two scripts with equal outlines mean the same.
// The formatter checks its result with it.

/// Describes a tree as one text, different for every two different trees.
struct SyntaxOutline {
  private(set) var text = ""

  /// The outline as bytes, because strings are equal even if their normalization
  /// differs.
  static func of(_ script: ScriptSyntax) -> [UInt8] {
    var outline = SyntaxOutline()
    for statement in script.statements { outline.add(statement) }
    return Array(outline.text.utf8)
  }

  // MARK: Pieces

  /// A node: its word, then its parts, then its end.
  mutating func add(node word: String, _ parts: (inout SyntaxOutline) -> Void = { _ in }) {
    text += "(" + word
    parts(&self)
    text += ")"
  }

  /// A text with its length before it, so that it cannot be confused with anything else.
  mutating func add(_ string: String) {
    text += " \(string.utf8.count):" + string
  }

  mutating func add(_ name: NameSyntax?) {
    if let name { add(name.text) } else { text += " -" }
  }

  mutating func add(_ number: some FixedWidthInteger) { text += " \(number)" }

  mutating func add(_ expressions: [ExpressionSyntax]) {
    add(node: "list") { for expression in expressions { $0.add(expression) } }
  }

  mutating func add(_ expression: ExpressionSyntax?) {
    if let expression { add(expression) } else { text += " -" }
  }

  // MARK: Expressions

  mutating func add(_ expression: ExpressionSyntax) {
    switch expression.kind {
    case .error: add(node: "error")
    case .integer(let value): add(node: "integer") { $0.add(value) }
    case .number(let value): add(node: "number") { $0.add(value.bitPattern) }
    case .percent(let value): add(node: "percent") { $0.add(value.bitPattern) }
    case .text(let value): add(node: "text") { $0.add(value) }
    case .boolean(let value): add(node: value ? "yes" : "no")
    case .missing: add(node: "missing")
    case .date(let days): add(node: "date") { $0.add(days) }
    case .timestamp(let value): add(node: "timestamp") { $0.add(value) }
    case .period(let first, .months(let months)):
      add(node: "period") {
        $0.add(first)
        $0.add(months)
      }
    case .period(let first, .week): add(node: "period-week") { $0.add(first) }
    case .duration(let count, let unit): add(node: unit.rawValue) { $0.add(count) }
    case .brokenDuration(let count, let unit): add(node: "broken-" + unit.rawValue) { $0.add(count.bitPattern) }
    case .firstEvents(let table): add(node: "first") { $0.add(table) }
    case .rate(let rate, let unit): add(node: "rate-" + unit.rawValue) { $0.add(rate) }
    case .ago(let count, let unit): add(node: unit.rawValue + "-ago") { $0.add(count) }
    case .namedDuration(let name, let unit): add(node: "named-" + unit.rawValue) { $0.add(name) }
    case .namedAgo(let name, let unit): add(node: "named-" + unit.rawValue + "-ago") { $0.add(name) }
    case .today: add(node: "today")
    case .list(let elements): add(node: "values") { $0.add(elements) }
    case .every(let count, let unit): add(node: "every-" + unit.rawValue) { $0.add(count) }
    case .name(let name): add(node: "name") { $0.add(name) }
    case .qualified(let path, let column): add(node: "qualified") { for name in path + [column] { $0.add(name) } }
    case .call(let name, let arguments):
      add(node: "call") {
        $0.add(name)
        for argument in arguments { $0.add(argument) }
      }
    case .or(let operands): add(node: "or") { $0.add(operands) }
    case .and(let operands): add(node: "and") { $0.add(operands) }
    case .not(let operand): add(node: "not") { $0.add(operand) }
    case .comparison(let operands, let operators):
      add(node: "comparison " + operators.map(\.rawValue).joined(separator: " ")) { $0.add(operands) }
    case .coalesce(let operands): add(node: "coalesce") { $0.add(operands) }
    case .sum(let first, let rest):
      add(node: "sum " + rest.map(\.0.rawValue).joined(separator: " ")) { $0.add([first] + rest.map(\.1)) }
    case .product(let first, let rest):
      add(node: "product " + rest.map(\.0.rawValue).joined(separator: " ")) { $0.add([first] + rest.map(\.1)) }
    case .negate(let operand): add(node: "negate") { $0.add(operand) }
    case .asOf(let value, let date): add(node: "as-of") { $0.add([value, date]) }
    case .conditional(let condition, let then, let other): add(node: "if") { $0.add([condition, then, other]) }
    case .inList, .between, .textTest, .isMissing, .isStage, .inWindow: add(test: expression)
    }
  }

  private mutating func add(test expression: ExpressionSyntax) {
    func word(_ word: String, _ negated: Bool) -> String { negated ? "not-" + word : word }
    switch expression.kind {
    case .inList(let value, let values, let negated):
      add(node: word("in", negated)) { $0.add([value] + values) }
    case .between(let value, let low, let high, let negated):
      add(node: word("between", negated)) { $0.add([value, low, high]) }
    case .textTest(let value, let test, let pattern, let negated):
      add(node: word(test.rawValue, negated)) { $0.add([value, pattern]) }
    case .isMissing(let value, let negated): add(node: word("is-missing", negated)) { $0.add(value) }
    case .isStage(let value, let name, let negated):
      add(node: word("is-stage", negated)) {
        $0.add(value)
        $0.add(name)
      }
    case .inWindow(let value, let window, let negated):
      add(node: word("in-window", negated)) {
        $0.add(value)
        $0.add(window)
      }
    case .error, .integer, .number, .percent, .text, .boolean, .missing, .date, .timestamp, .period, .duration, .brokenDuration, .ago,
      .rate, .namedDuration, .namedAgo, .today, .list, .every, .name, .qualified, .call, .or, .and, .not, .comparison, .coalesce, .sum,
      .product, .negate, .asOf, .firstEvents,
      .conditional:
      break
    }
  }

  private mutating func add(_ argument: ArgumentSyntax) {
    add(node: "argument") {
      if argument.isOfAll { $0.add(node: "all") }
      $0.add(argument.label)
      $0.add(argument.value)
      $0.add(argument.table)
      $0.add(argument.condition)
      if let window = argument.window { $0.add(window) }
      $0.add(argument.per)
      $0.add(argument.within)
      $0.add(argument.timeLimit)
      $0.add(argument.name)
    }
  }

  private mutating func add(_ window: WindowSyntax) {
    switch window.kind {
    case .last(let count, let unit): add(node: "last-" + unit.rawValue) { $0.add(count) }
    case .lastNamed(let name, let unit): add(node: "last-named-" + unit.rawValue) { $0.add(name) }
    case .period(let period): add(node: "in") { $0.add(period) }
    case .calendar(let offset, let unit, let toDate): add(node: "calendar-\(unit.rawValue)\(toDate ? "-to-date" : "")") { $0.add(offset) }
    case .preceding(let length, let day): add(node: "preceding") { $0.add([length] + (day.map { [$0] } ?? [])) }
    case .next(let length): add(node: "next") { $0.add(length) }
    case .fromTo(let from, let to): add(node: "from-to") { $0.add([from, to]) }
    case .since(let date): add(node: "since") { $0.add(date) }
    case .before(let date): add(node: "before") { $0.add(date) }
    }
    if window.isYearly { add(node: "each-year") }
  }
}
