// Which function a plan calls: a name and types, no kernel.

import SegColumns
import SegFunctions

/// One overload of a function, by name. Whoever evaluates the plan looks its
/// kernel up in a ``FunctionLibrary``; a dialect of SQL looks its text up.
package struct FunctionReference: Sendable, Hashable {
  package let name: String
  /// The types of the overload's parameters, which tell it from the others.
  package let parameters: [ColumnType]
  /// The type of its value.
  package let result: ColumnType

  package init(name: String, parameters: [ColumnType], result: ColumnType) {
    self.name = name
    self.parameters = parameters
    self.result = result
  }

  /// The reference to an overload of a function.
  package init(_ function: Function, _ overload: Function.Overload) {
    self.init(name: function.name, parameters: overload.parameters, result: overload.result)
  }
}

extension FunctionLibrary {
  /// The overload that a plan refers to; nil where this library lacks it.
  package func overload(_ reference: FunctionReference) -> Function.Overload? {
    overload(of: reference.name, parameters: reference.parameters)
  }
}
