// An expression that has a name beside its label: a column of an answer, an attribute of a score.

/// An expression with the name of its column.
package struct NamedExpression: Sendable, Hashable {
  package let name: String
  package let expression: Expression

  package init(name: String, expression: Expression) {
    self.name = name
    self.expression = expression
  }
}
