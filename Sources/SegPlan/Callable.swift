// One list of everything that a script can call. The binder, help, completion, the
// reference and the speller read it; no other place lists names of functions.

import SegColumns
import SegDiagnostics
import SegFunctions

/// Something that is called by name, with arguments in parentheses.
///
/// A new kind is a case: the compiler then asks for its name, its
/// documentation, its family and its binding.
package enum Callable: Sendable {
  /// Of a customer's events, or of a group.
  case aggregate(AggregateFunction)
  /// Of a customer among others.
  case population(PopulationFunction)
  /// A condition that holds for random customers.
  case sample
  /// Of a customer's event, the value of the one beside it.
  case neighbor(NeighborFunction)
  /// Of a row of an answer, and the rows beside it.
  case rows(RowFunction)
  /// Of a customer's purchases.
  case purchases(ModelFunction)
  /// A probability by attributes.
  case score(ScoreFunction)
  /// A condition that holds for the customers that a budget is spent on.
  case allocated
  /// How a customer moved in or out of a segment since a snapshot.
  case moved
  /// Of a customer's stages from day to day.
  case history(HistoryFunction)
  /// An analysis, in `show` only.
  case analysis(AnalysisName)
  /// A function of values: a built-in one, or one that a host adds.
  case function(Function)
  /// Defined in the script; the body as it was written.
  case script(name: String, parameters: [String], body: String)

  /// A heading under which help and the reference list callables.
  package enum Family: String, Sendable, CaseIterable {
    case aggregates = "Aggregates"
    case order = "Order"
    case rows = "Answers"
    case population = "Population"
    case purchases = "Purchases"
    case scores = "Scores"
    case budgets = "Budgets"
    case stages = "Stages"
    case analyses = "Analyses"
    case functions = "Functions"
    case script = "Script"

    /// Its name, for people.
    package var word: Message {
      switch self {
      case .aggregates: "Aggregates"
      case .order: "Order"
      case .rows: "Answers"
      case .population: "Population"
      case .purchases: "Purchases"
      case .scores: "Scores"
      case .budgets: "Budgets"
      case .stages: "Stages"
      case .analyses: "Analyses"
      case .functions: "Functions"
      case .script: "Script"
      }
    }
  }

  /// A named argument, as in `seed: 7`.
  package struct Argument: Sendable {
    package let name: String
    package let summary: Message
    package let isRequired: Bool
    /// The values that it may have, as they are written; empty: any.
    package let values: [String]

    /// Describes an argument.
    package init(_ name: String, _ summary: Message, isRequired: Bool = false, values: [String] = []) {
      self.name = name
      self.summary = summary
      self.isRequired = isRequired
      self.values = values
    }
  }
}

extension Callable {
  /// The name.
  package var name: String {
    switch self {
    case .aggregate(let function): function.rawValue
    case .population(let function): function.rawValue
    case .sample: "sample"
    case .neighbor(let function): function.rawValue
    case .rows(let function): function.rawValue
    case .purchases(let function): function.rawValue
    case .score(let function): function.rawValue
    case .allocated: AllocationValue.name
    case .moved: SegmentMove.name
    case .history(let function): function.rawValue
    case .analysis(let analysis): analysis.rawValue
    case .function(let function): function.name
    case .script(let name, _, _): name
    }
  }

  /// The result, in one line.
  package var summary: Message {
    switch self {
    case .aggregate(let function): function.summary
    case .population(let function): function.summary
    case .sample: "yes for about that share of the customers, always the same customers"
    case .neighbor(let function): function.summary
    case .rows(let function): function.summary
    case .purchases(let function): function.summary
    case .score(let function): function.summary
    case .allocated: AllocationValue.summary
    case .moved: SegmentMove.summary
    case .history(let function): function.summary
    case .analysis(let analysis):
      analysis.signature.summary
        + (analysis.takesGroups ? "; `by` gives it for each group of customers, and `pivot` lays the groups out as columns" : "")
    case .function(let function): function.summary
    case .script(_, _, let body): "a function of the script: \(body)"
    }
  }

  /// An example call; for an analysis the whole statement.
  package var example: String {
    switch self {
    case .aggregate(let function): function.example
    case .population(let function): function.example
    case .sample: "sample(20%, seed: 7)"
    case .neighbor(let function): function.example
    case .rows(let function): function.example
    case .purchases(let function): function.example
    case .score(let function): function.example
    case .allocated: AllocationValue.example
    case .moved: SegmentMove.example
    case .history(let function): function.example
    case .analysis(let analysis): analysis.signature.example
    case .function(let function): function.example.call
    case .script(let name, let parameters, _): "\(name)(\(parameters.joined(separator: ", ")))"
    }
  }

  /// The types that it takes and gives, one line for each way to call it; empty if the
  /// example shows it.
  package var signatures: [String] {
    switch self {
    case .function(let function): function.signatures
    case .history(let function): function.signatures
    case .aggregate, .population, .sample, .neighbor, .rows, .purchases, .score, .allocated, .moved, .analysis, .script: []
    }
  }

  /// The named arguments, required ones first.
  package var arguments: [Argument] {
    switch self {
    case .population(.rank), .population(.percentile), .population(.ntile):
      [Argument("best", "which values are the best: `high` (unless told) or `low`", values: ["high", "low"])]
    case .sample: [Argument("seed", "a whole number, 0 unless told: with another one others are chosen")]
    case .purchases(let function): Self.arguments(function.required, function.optional)
    case .score: ScoreOption.allCases.map { Argument($0.rawValue, $0.summary, isRequired: $0.isRequired) }
    case .allocated: [Argument("budget", "what may be spent, in the unit of the costs", isRequired: true)]
    case .moved, .analysis(.changes):
      [Argument("since", "the file of a snapshot, or the name under which it is loaded", isRequired: true)]
    case .analysis(let analysis):
      analysis.signature.labeledArguments.map { argument in
        let form = analysis.signature.parameters.first { $0.name == argument.name }?.form
        return Argument(argument.name, argument.summary, isRequired: argument.isRequired, values: form?.words ?? [])
      }
        + Self.arguments(analysis.signature.modelOptions.required, analysis.signature.modelOptions.optional)
    case .aggregate, .neighbor, .rows, .history, .population(.share), .population(.total), .population(.zscore), .function, .script: []
    }
  }

  /// The heading in help and the reference.
  package var family: Family {
    switch self {
    case .aggregate: .aggregates
    case .neighbor: .order
    case .rows: .rows
    case .population, .sample, .moved: .population
    case .purchases: .purchases
    case .score: .scores
    case .allocated: .budgets
    case .history: .stages
    case .analysis: .analyses
    case .function: .functions
    case .script: .script
    }
  }

  /// Whether it is an analysis, called in `show` only.
  package var isAnalysis: Bool {
    if case .analysis = self { true } else { false }
  }

  private static func arguments(_ required: [ModelOption], _ optional: [ModelOption]) -> [Argument] {
    func argument(_ option: ModelOption, isRequired: Bool) -> Argument {
      let values = option == .model ? ModelOptions.modelNames.map { "\"\($0)\"" } : []
      return Argument(option.rawValue, option.summary, isRequired: isRequired, values: values)
    }
    return required.map { argument($0, isRequired: true) } + optional.map { argument($0, isRequired: false) }
  }
}

/// All callables of a session but those of its script, by name.
package struct CallableList: Sendable {
  /// The functions in the order of help.
  package let all: [Callable]
  private let byName: [String: Callable]

  /// The callables of the language and the functions of a library.
  package init(_ library: FunctionLibrary) {
    all =
      AggregateFunction.allCases.map(Callable.aggregate) + PopulationFunction.allCases.map(Callable.population) + [.sample]
      + NeighborFunction.allCases.map(Callable.neighbor) + RowFunction.own.map(Callable.rows)
      + ModelFunction.allCases.map(Callable.purchases) + ScoreFunction.allCases.map(Callable.score) + [.allocated, .moved]
      + HistoryFunction.allCases.map(Callable.history)
      + AnalysisName.allCases.map(Callable.analysis) + library.functions.map(Callable.function)
    byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The built-in callables.
  package static let builtIn = CallableList(.builtIn)

  /// The callable of a name, in small or capital letters.
  package subscript(name: String) -> Callable? { byName[name] ?? byName[name.lowercased()] }
}
