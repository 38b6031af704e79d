// histogram: to be written.

import SegColumns
import SegDiagnostics
import SegPlan

extension Evaluation {
  func histogram(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable { AnswerTable([]) }
}
