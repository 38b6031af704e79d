// sequence: to be written.

import SegColumns
import SegDiagnostics
import SegPlan

extension Evaluation {
  func sequence(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable { AnswerTable([]) }
}
