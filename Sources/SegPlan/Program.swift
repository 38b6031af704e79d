// A closed plan: tables, parameters and definitions, for questions.

import SegColumns
import SegDiagnostics

/// A parameter's value and where it was declared.
package struct Parameter: Sendable {
  package let name: String
  package let value: Value
  /// Written as `20%`: a cut by it is a share.
  package let isPercent: Bool
  package let span: SourceSpan

  package init(name: String, value: Value, isPercent: Bool, span: SourceSpan) {
    self.name = name
    self.value = value
    self.isPercent = isPercent
    self.span = span
  }

  /// As a script writes it: `20%`.
  package var scriptText: String {
    if isPercent, case .number(let share) = value { return "\(Value.number(share * 100))%" }
    return value.description
  }

  /// The parameter with another value.
  package func with(_ value: Value, isPercent: Bool) -> Parameter {
    Parameter(name: name, value: value, isPercent: isPercent, span: span)
  }
}

/// Everything that a question needs except the rows: the schemas of the tables, the
/// parameters with their values, the definitions.
package struct Program: Sendable {
  /// The schema of the customer table.
  package var customers: TableSchema?
  /// In the order of their loads.
  package var events: [TableSchema] = []
  package private(set) var parameters: [String: Parameter] = [:]
  /// The definitions as bound, with parameters in them.
  package private(set) var definitions: [String: Definition] = [:]
  /// The definitions with the values of the parameters.
  package private(set) var resolved: [String: Definition] = [:]
  /// The parameters' values.
  package private(set) var values: [String: Value] = [:]

  /// The tables of today with the definitions of snapshots, by the snapshots' names.
  package var former: [String: Program] = [:]

  package init() {}

  /// Adds a definition, or replaces the one with its name. Definitions that use it must be
  /// added again.
  package mutating func define(_ definition: Definition) {
    definitions[definition.name] = definition
    resolve(definition)
    adopt(definition)
  }

  package mutating func remove(_ name: String) {
    if let definition = definitions[name] { abandon(definition) }
    definitions[name] = nil
    resolved[name] = nil
  }

  /// Declares a parameter. Definitions that use it must be bound again, because its type may
  /// differ.
  package mutating func declare(_ parameter: Parameter) {
    parameters[parameter.name] = parameter
    values[parameter.name] = parameter.value
  }

  /// Removes a parameter. Definitions that use it must be bound again.
  package mutating func undeclare(_ name: String) {
    parameters[name] = nil
    values[name] = nil
  }

  /// The same program with other parameter values, each of its type. Nothing is bound again.
  ///
  /// - Throws: if a value is not allowed in one of its places.
  package func with(_ others: [String: Value]) throws(ScriptError) -> Program {
    var program = self
    var changed: Set<String> = []
    for (name, value) in others where values[name] != value {
      program.values[name] = value
      if let parameter = parameters[name] { program.parameters[name] = parameter.with(value, isPercent: parameter.isPercent) }
      changed.insert(name)
    }
    if changed.isEmpty { return self }
    for name in program.inOrderOfUse(definitions.values.filter { !$0.parameters.isDisjoint(with: changed) }.map(\.name).sorted()) {
      guard let definition = definitions[name] else { continue }
      program.resolved[name] = try definition.resolved(program.values) { program.resolved[$0] }
    }
    return program
  }

  /// The same program for a period of so many days: its length is the param `period_days`, as in std.period. So what the
  /// library says of a period is said of each period of a trend.
  package func ofPeriod(days: Int) throws(ScriptError) -> Program {
    guard case .integer? = values["period_days"] else { return self }
    return try with(["period_days": .integer(Int64(days))])
  }

  private mutating func resolve(_ definition: Definition) {
    guard !definition.parameters.isEmpty else {
      resolved[definition.name] = definition
      return
    }
    // The values used for binding are allowed in their places.
    resolved[definition.name] = (try? definition.resolved(values) { resolved[$0] }) ?? definition
  }

  /// Definitions in an order in which each comes after those that it uses, because its
  /// meaning depends on theirs.
  package func inOrderOfUse(_ names: [String]) -> [String] {
    let wanted = Set(names)
    var order: [String] = []
    var begun: Set<String> = []
    var done: Set<String> = []
    var stack = Array(names.reversed())
    while let name = stack.last {
      if begun.insert(name).inserted {
        let uses = definitions[name]?.uses.filter { wanted.contains($0) && !begun.contains($0) } ?? []
        stack += uses.sorted()
      } else {
        stack.removeLast()
        if done.insert(name).inserted { order.append(name) }
      }
    }
    return order
  }
}
