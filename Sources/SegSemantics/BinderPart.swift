// The parts of the binder, and what each may ask of the others.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSyntax

/// A part of the binder: all parts share its catalog and its diagnostics.
protocol BinderPart {
  var binder: Binder { get }
}

extension Binder: BinderPart {
  var binder: Binder { self }
  var operators: OperatorBinder { OperatorBinder(binder: self) }
  var models: ModelBinder { ModelBinder(binder: self) }
  var analyses: AnalysisBinder { AnalysisBinder(binder: self) }
  var definitions: DefinitionBinder { DefinitionBinder(binder: self) }
  var questions: QuestionBinder { QuestionBinder(binder: self) }
}

/// Comparisons, arithmetic, choices: operands of one type.
struct OperatorBinder: BinderPart {
  let binder: Binder
}

/// Functions of purchases and scores, with their options.
struct ModelBinder: BinderPart {
  let binder: Binder
}

/// Calls of analyses.
struct AnalysisBinder: BinderPart {
  let binder: Binder
}

/// Statements that define something.
struct DefinitionBinder: BinderPart {
  let binder: Binder
}

/// Questions and what is written to files.
struct QuestionBinder: BinderPart {
  let binder: Binder
}
