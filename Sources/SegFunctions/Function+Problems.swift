// Checks of a function that a host adds.

import SegColumns

extension Function {
  /// The reason why the function cannot be used; nil if it can.
  package var problem: String? {
    guard isNamed else { return "`\(name)` is no name of a function: small letters, digits and `_`, not a digit first" }
    if overloads.isEmpty { return "`\(name)` has no overload" }
    for (place, overload) in overloads.enumerated() {
      if overload.parameters.isEmpty { return "an overload of `\(name)` takes nothing" }
      if overloads[..<place].contains(where: { $0.parameters == overload.parameters }) {
        return "two overloads of `\(name)` take the same: \(signatures[place])"
      }
      if !overload.fitsKernel { return "the kernel of `\(signatures[place])` takes or gives other types" }
    }
    return nil
  }

  private var isNamed: Bool {
    guard let first = name.first, first.isLetter || first == "_" else { return false }
    return name == name.lowercased() && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}

extension Function.Overload {
  /// Whether the kernel takes the parameters and gives the result.
  fileprivate var fitsKernel: Bool {
    switch kernel {
    case .number: parameters == [.number] && result == .number
    case .numbers: parameters == [.number, .number] && result == .number
    case .integer: parameters.count == 1 && parameters.allSatisfy(\.isInteger) && result.isInteger
    case .integers: parameters.count == 2 && parameters.allSatisfy(\.isInteger) && result.isInteger
    case .numberToInteger: parameters == [.number] && result.isInteger
    case .text: parameters == [.text] && result == .text
    case .textToInteger: parameters == [.text] && (result == .integer || result == .date)
    case .textToNumber: parameters == [.text] && result == .number
    case .values: true
    }
  }
}

extension ColumnType {
  /// Whether kernels see its values as integers.
  fileprivate var isInteger: Bool {
    switch self {
    case .integer, .date, .timestamp: true
    case .number, .text, .boolean: false
    }
  }
}
