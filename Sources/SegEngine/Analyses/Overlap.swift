// overlap: to be written.

import SegColumns
import SegDiagnostics
import SegPlan

extension Evaluation {
  func overlap(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable { AnswerTable([]) }
}
