// profile: to be written.

import SegColumns
import SegDiagnostics
import SegPlan

extension Evaluation {
  func profile(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable { AnswerTable([]) }
}
