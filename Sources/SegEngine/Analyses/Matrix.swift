// matrix: to be written.

import SegColumns
import SegDiagnostics
import SegPlan

extension Evaluation {
  func matrix(_ question: AnalysisQuestion) throws(ScriptError) -> AnswerTable { AnswerTable([]) }
}
