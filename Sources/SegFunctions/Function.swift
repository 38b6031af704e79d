// A function of the language: signature, documentation, example and kernel in one value.

import SegColumns
import SegDiagnostics

/// A function that scripts call: `round(price, 2)`.
///
/// One value holds everything about a function: the binder reads the overloads,
/// the engine the kernels, help and completion the rest. A new function is one
/// entry in a family's list in `Library/`.
public struct Function: Sendable {
  public let name: String
  /// One line for help: what the value is.
  public let summary: Message
  /// A call and its value, run by the tests: `("round(2.345, 2)", "2.35")`.
  public let example: (call: String, value: String)
  /// The forms of a call, by the types of their arguments.
  public let overloads: [Overload]
  /// Whether the last argument may be left out, and is then today.
  package private(set) var isUntilToday = false

  public init(_ name: String, _ summary: Message, example: (call: String, value: String), _ overloads: [Overload]) {
    self.name = name
    self.summary = summary
    self.example = example
    self.overloads = overloads
  }

  /// The function with today as its last argument, where that is left out.
  var untilToday: Function {
    var function = self
    function.isUntilToday = true
    return function
  }

  /// One way to call a function. The value is missing if an argument is missing.
  public struct Overload: Sendable {
    public let parameters: [ColumnType]
    public let result: ColumnType
    public let kernel: Kernel
    /// Makes a faster kernel if the second of two numbers is constant; nil if there
    /// is none for that number.
    public let withConstant: (@Sendable (Double) -> (@Sendable (Double) -> Double)?)?
    /// The reason why these numbers have no value; nil if they have one. For
    /// functions whose arguments may be impossible, such as rates: a warning then
    /// tells the reader of the answer.
    package let domainError: (@Sendable ([Double]) -> Message?)?
    /// Makes the function on UTF-8 from the other arguments, with `.missing` in the
    /// place of the text that varies; nil if there is none.
    package private(set) var bytes: (@Sendable (_ others: [Value]) -> ByteKernel?)?
    /// The same for a function that counts something in a text; it gives nil for
    /// texts that need the kernel on strings.
    package private(set) var counted: (@Sendable (UnsafeBufferPointer<UInt8>) -> Int?)?

    public init(
      _ parameters: [ColumnType], _ result: ColumnType, _ kernel: Kernel,
      withConstant: (@Sendable (Double) -> (@Sendable (Double) -> Double)?)? = nil
    ) {
      self.parameters = parameters
      self.result = result
      self.kernel = kernel
      self.withConstant = withConstant
      domainError = nil
    }

    /// The most bytes of a text that it makes, by those of its arguments (of a whole number, itself): memory is asked for
    /// before a text is made that is longer than all of them. nil: it makes no such text.
    package private(set) var longest: (@Sendable (_ arguments: [Int]) -> Int)?

    func longest(_ bytes: @escaping @Sendable ([Int]) -> Int) -> Overload {
      var overload = self
      overload.longest = bytes
      return overload
    }

    /// The argument that is a pattern: a constant.
    package private(set) var pattern: Int?

    func matching(_ pattern: Int) -> Overload {
      var overload = self
      overload.pattern = pattern
      return overload
    }

    /// Makes the kernel on values for some constant arguments, with `.missing` in the place of
    /// those that vary; nil if there is none.
    package private(set) var prepared: (@Sendable (_ constants: [Value]) -> (@Sendable ([Value]) -> Value)?)?

    func prepared(_ kernel: @escaping @Sendable ([Value]) -> (@Sendable ([Value]) -> Value)?) -> Overload {
      var overload = self
      overload.prepared = kernel
      return overload
    }

    /// What a function of a day, or of a timestamp that counts as its day, is for a day: many rows have few days.
    package private(set) var ofDay: (@Sendable (_ day: Int64) -> Int64?)?

    func ofDay(_ body: @escaping @Sendable (_ day: Int64) -> Int64?) -> Overload {
      var overload = self
      overload.ofDay = body
      return overload
    }

    /// The overload with a kernel on bytes in addition to the one on strings.
    func onBytes(_ bytes: @escaping @Sendable ([Value]) -> ByteKernel?) -> Overload {
      var overload = self
      overload.bytes = bytes
      return overload
    }

    func counted(_ count: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Int?) -> Overload {
      var overload = self
      overload.counted = count
      return overload
    }

    /// A function of numbers that says why it has no value.
    package init(numbers count: Int, domainError: @escaping @Sendable ([Double]) -> Message?, _ kernel: Kernel) {
      parameters = [ColumnType](repeating: .number, count: count)
      result = .number
      self.kernel = kernel
      withConstant = nil
      self.domainError = domainError
    }
  }

  /// The code that computes a value. Kernels are total: nil, or a number that is
  /// not finite, means missing. Dates are days and timestamps microseconds since
  /// 1970, both as integers.
  public enum Kernel: Sendable {
    case number(@Sendable (Double) -> Double)
    case numbers(@Sendable (Double, Double) -> Double)
    case integer(@Sendable (Int64) -> Int64?)
    case integers(@Sendable (Int64, Int64) -> Int64?)
    case numberToInteger(@Sendable (Double) -> Int64?)
    /// Called once for each distinct text.
    case text(@Sendable (String) -> String?)
    case textToInteger(@Sendable (String) -> Int64?)
    case textToNumber(@Sendable (String) -> Double?)
    /// Called once for each row; for functions of several texts.
    case values(@Sendable ([Value]) -> Value)
  }

  /// `round(number, integer)` and the like, one for each overload.
  package var signatures: [String] {
    overloads.map { overload in
      var parameters = overload.parameters.map(\.rawValue)
      if isUntilToday, let last = parameters.popLast() { parameters.append("\(last) = today") }
      return "\(name)(\(parameters.joined(separator: ", "))) → \(overload.result.rawValue)"
    }
  }
}

extension Function {
  /// Every built-in function, by family.
  public static let all: [Function] =
    Function.numeric + Function.valuation + Function.textual + Function.textParts + Function.calendar
}
