// quality: to be written.

import SegColumns
import SegDiagnostics
import SegPlan

extension Evaluation {
  func quality(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable { AnswerTable([]) }
}
