// The functions that scripts may call: ours, and those that a host adds.

import SegColumns

/// The functions of a session. The binder looks signatures up in it, the
/// engine kernels: both read the same ``Function`` values.
public struct FunctionLibrary: Sendable {
  /// The functions in the order of help.
  public let functions: [Function]
  private let byName: [String: Function]

  /// A library of these functions. Of two with the same name, the first counts.
  public init(functions: [Function]) {
    self.functions = functions
    byName = Dictionary(functions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The built-in functions.
  package static let builtIn = FunctionLibrary(functions: Function.all)

  /// The function with a name; names are in lower case.
  package subscript(name: String) -> Function? { byName[name] }

  /// The overload of a function that takes parameters of exactly these types.
  package func overload(of name: String, parameters: [ColumnType]) -> Function.Overload? {
    byName[name]?.overloads.first { $0.parameters == parameters }
  }
}
