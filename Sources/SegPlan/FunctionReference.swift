// The reference of a plan to a function: a name and types, no kernel.

import SegColumns
import SegFunctions

/// One overload of a function, by name. The engine finds its kernel in a
/// ``FunctionLibrary``; a dialect of SQL finds its text.
package struct FunctionReference: Sendable, Hashable {
  package let name: String
  /// The types of the overload's parameters, which distinguish it from the others.
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
  /// The overload that a plan refers to; nil if this library does not have it.
  package func overload(_ reference: FunctionReference) -> Function.Overload? {
    overload(of: reference.name, parameters: reference.parameters)
  }
}
