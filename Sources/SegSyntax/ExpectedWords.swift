// What may stand where a text ends, as the parsers have looked for it: for completion.

import SegDiagnostics

/// The meaning of a name that a parser looked for.
package enum NameRole: Sendable, Hashable {
  /// A name of one's own.
  case new
  /// A value in an expression: columns, definitions, functions.
  case value
  case table, segment, stage, picture, library, option, argument
  /// A definition, a column or a table.
  case anything
  /// A column of the file that is loaded.
  case fileColumn
}

/// What may stand at the end of a text.
package struct ExpectedWords: Sendable {
  /// A call that is open at the end.
  package struct Call: Sendable {
    package let name: String
    /// The labels of the arguments before.
    package var labels: [String] = []
    /// The label of the argument at the end.
    package var label: String?
  }

  /// In the order in which they were looked for, each once.
  package internal(set) var keywords: [String] = []
  package internal(set) var roles: Set<NameRole> = []
  /// The table whose rows an expression at the end is about; nil: customers, or it follows.
  package internal(set) var table: String?
  package internal(set) var call: Call?
  /// What the value at the end is compared with.
  package internal(set) var compared: ExpressionSyntax?
  /// Whether the value at the end is the key of a customer.
  package internal(set) var isKey = false
  /// The option whose value stands at the end.
  package internal(set) var option: String?
  /// The first words of the statement at the end.
  package internal(set) var statement: String?
}

extension SyntaxParser {
  /// Notes that a name of some meaning may stand here, where the text ends.
  func note(_ role: NameRole) {
    guard !isPanicking, current.isEnd else { return }
    cursor.expected.roles.insert(role)
    guard role == .value else { return }
    cursor.expected.table = cursor.tables.last ?? cursor.table
    cursor.expected.call = cursor.openCalls.last
    cursor.expected.compared = cursor.compared
    cursor.expected.isKey = cursor.isKey
    cursor.expected.option = cursor.option
  }

  /// Notes that keywords may stand here, where the text ends.
  func note(_ keywords: some Sequence<Keyword>) {
    guard !isPanicking, current.isEnd else { return }
    cursor.expectedKeywords += keywords
  }

  /// Parses what is compared with a value.
  func comparing<Result>(with value: ExpressionSyntax, _ parse: () -> Result) -> Result {
    let outer = cursor.compared
    cursor.compared = value
    defer { cursor.compared = outer }
    return parse()
  }

  /// A call is open from here on; returns what it is compared with, for ``closeCall(_:)``.
  func openCall(_ name: String) -> ExpressionSyntax? {
    defer { cursor.compared = nil }
    cursor.openCalls.append(ExpectedWords.Call(name: name))
    return cursor.compared
  }

  func closeCall(_ compared: ExpressionSyntax?) {
    cursor.compared = compared
    cursor.openCalls.removeLast()
  }

  /// The argument at hand has a label; nil: it ends.
  func labelArgument(_ label: String?) {
    guard let last = cursor.openCalls.indices.last else { return }
    cursor.openCalls[last].label = label
    if let label { cursor.openCalls[last].labels.append(label) }
  }
}
