// The signature of an analysis.

import SegColumns
import SegDiagnostics
import SegFunctions

/// The signature of an analysis, for the binder, help, the reference and completion.
package struct AnalysisSignature: Sendable {
  package let summary: Message
  package let example: String
  package let parameters: [ParameterShape]

  init(_ summary: Message, _ example: String, _ parameters: [ParameterShape]) {
    self.summary = summary
    self.example = example
    self.parameters = parameters
  }

  /// The positional parameters, in order.
  package var positional: [ParameterShape] { parameters.filter(\.isPositional) }

  /// The parameter with a label.
  package func labeled(_ label: String) -> ParameterShape? { parameters.first { $0.isLabeled && $0.name == label } }

  /// The arguments with a label.
  package var labeledArguments: [(name: String, summary: Message, isRequired: Bool)] {
    parameters.filter { $0.isLabeled || $0.form == .timeLimit }.map { parameter in
      let standard: Message = parameter.standard.map { ", \($0) unless told" } ?? ""
      return (parameter.name, parameter.form.summary + standard, !parameter.isOptional)
    }
  }

  /// The least number of arguments without a label.
  package var leastPositional: Int {
    positional.reduce(0) { $0 + ($1.isOptional ? 0 : $1.repeats?.lowerBound ?? 1) }
  }

  /// The options of its models.
  package var modelOptions: (required: [ModelOption], optional: [ModelOption]) {
    for parameter in parameters { if case .model(let model) = parameter.form { return (model.required, model.optional) } }
    return ([], [])
  }
}

/// A mistake in the arguments of an analysis, taken together.
package struct ArgumentProblem: Error, Sendable {
  /// The missing argument: ``budget``, in backticks.
  package let wanted: Message
}

/// The arguments of a call, by the names of their parameters.
package struct AnalysisArguments: Sendable {
  private var arguments: [String: [AnalysisArgument]] = [:]

  package init() {}

  package mutating func add(_ argument: AnalysisArgument, for parameter: ParameterShape) {
    arguments[parameter.name, default: []].append(argument)
  }

  /// The number of arguments for a parameter.
  package func count(of parameter: ParameterShape) -> Int { arguments[parameter.name]?.count ?? 0 }

  subscript<Value>(_ parameter: AnalysisParameter<Value>) -> Value {
    get throws(ArgumentProblem) {
      guard let value = parameter.value(arguments[parameter.shape.name] ?? []) else {
        throw ArgumentProblem(wanted: "`\(parameter.shape.name)`")
      }
      return value
    }
  }
}

/// A checked call of one analysis: its arguments, typed. A new analysis is a
/// value of this protocol in a file of its own, with its name in ``AnalysisName``
/// and its case in ``Analysis``; the compiler then asks for the rest.
package protocol AnalysisCall: Sendable, Hashable {
  static var name: AnalysisName { get }

  /// The parameters with their defaults, and the text of help.
  static var signature: AnalysisSignature { get }

  /// The call with bound arguments.
  ///
  /// - Throws: the missing argument with a label.
  init(_ arguments: AnalysisArguments) throws(ArgumentProblem)

  /// Whether `by` gives an answer for each group of customers.
  static var takesGroups: Bool { get }

  /// The columns of its answer.
  func schema(in context: AnswerContext) -> AnswerSchema

  /// The arguments in the text of a plan, those that were left out as their defaults.
  var planTrees: [PlanTree] { get }

  /// The analysis as a pipeline that any back end can run; nil if it walks along events or fits models, and is
  /// answered where the data is.
  ///
  /// - Parameter isOfAll: whether it is of all customers.
  func lowered(in context: AnswerContext, ofAll isOfAll: Bool) -> AnswerPlan?
}

extension AnalysisCall {
  package static var takesGroups: Bool { false }

  package func lowered(in context: AnswerContext, ofAll isOfAll: Bool) -> AnswerPlan? { nil }
}
