// funnel: to be written.

import SegColumns
import SegDiagnostics
import SegPlan

extension Evaluation {
  func funnel(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable { AnswerTable([]) }
}
