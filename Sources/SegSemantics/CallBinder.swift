// Calls: which part of the binder each callable is for.

import SegDiagnostics
import SegFunctions
import SegPlan
import SegSyntax

/// Binds calls.
struct CallBinder: BinderPart {
  let binder: Binder

  func bindCall(_ name: NameSyntax, _ arguments: [ArgumentSyntax], _ span: SourceSpan, _ scope: Scope) -> Operand {
    if let name = arguments.lazy.compactMap(\.name).first { return failed(.nameInCall(name)) }
    let functions = FunctionBinder(binder: binder)
    if let macro = catalog.functions[name.text] { return functions.expand(macro, arguments, span, scope) }
    guard let callable = catalog.callables[name.text] else {
      if catalog.failedNames.contains(name.text) { return .error }
      return failed(
        .unknownFunction(
          name, catalog.allCallables.filter { !$0.isAnalysis }.map(\.name) + ChineseNames.near(name.text),
          rewritten: ForeignFunctions(name.text, arguments, span).fix))
    }
    switch callable {
    case .aggregate(let function): return AggregateBinder(binder: binder, function: function, span: span, scope: scope).bind(arguments)
    case .rows(let function): return RowFunctionBinder(binder: binder, function: function, span: span, scope: scope).bind(arguments)
    case .population(let function):
      if scope.isOfAnswerRows, let function = RowFunction(rawValue: function.rawValue) {
        return RowFunctionBinder(binder: binder, function: function, span: span, scope: scope).bind(arguments)
      }
      return PopulationBinder(binder: binder, function: function, span: span, scope: scope).bind(arguments)
    case .neighbor(let function):
      if scope.isOfAnswerRows, let function = RowFunction(rawValue: function.rawValue) {
        return RowFunctionBinder(binder: binder, function: function, span: span, scope: scope).bind(arguments)
      }
      return NeighborBinder(binder: binder, span: span, scope: scope).bind(function, arguments)
    case .sample: return SampleBinder(binder: binder).bindSample(arguments, span, scope)
    case .purchases(let function): return PurchaseBinder(binder: binder).bindModelFunction(function, arguments, span, scope)
    case .score(let function): return ScoreBinder(binder: binder).bindScoreFunction(function, arguments, span, scope)
    case .allocated: return AllocationBinder(binder: binder).bindAllocated(arguments, span, scope)
    case .moved: return ChangesBinder(binder: binder).bindMoved(arguments, span, scope)
    case .history(let function): return HistoryBinder(binder: binder, function: function, span: span, scope: scope).bind(arguments)
    case .function(let function): return functions.bind(function, arguments, span, scope)
    case .analysis, .script: return failed(.analysisInExpression(name, callable.example))
    }
  }
}
