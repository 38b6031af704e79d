// Definitions of columns and tables, beside those of values.

extension Definition {
  /// Whether it is a value for each customer, or a measure: its name alone says it.
  package var isNamedAlone: Bool {
    switch kind {
    case .metric, .segment, .lifecycle, .measure: true
    case .column, .table: false
    }
  }

  /// The name as a script writes it where the kind is plain.
  package var ownName: String {
    switch kind {
    case .metric, .segment, .lifecycle, .measure: name
    case .column(let plan): plan.name
    case .table(let plan): plan.name
    }
  }
}

extension Definition.Kind {
  /// Whether its values or rows differ between as-of days.
  func dependsOnDay(_ definitions: (String) -> Definition?) -> Bool {
    switch self {
    case .metric, .segment, .lifecycle, .measure: return true
    case .column(let plan): return plan.expression.dependsOnDay(definitions)
    case .table(let plan):
      if case .groups = plan.form { return true }
      if definitions(DefinitionName.table(plan.source))?.dependsOnDay == true { return true }
      return plan.expressions.contains { $0.dependsOnDay(definitions) }
    }
  }
}

extension Expression {
  /// Whether the values for the rows of a table may differ between as-of days.
  package func dependsOnDay(_ definitions: (String) -> Definition?) -> Bool {
    switch (kind, nature) {
    case (.today, _), (.asOf, _): return true
    case (.definition(let name), _): return definitions(name)?.dependsOnDay ?? true
    case (.ordered(let value), _): return value.dependsOnDay || value.expression?.dependsOnDay(definitions) == true
    case (_, .whole): return true
    case (_, .stated), (_, .named), (_, .operation), (_, .moved): return children.contains { $0.dependsOnDay(definitions) }
    }
  }
}
