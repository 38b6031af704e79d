// The wording of what ends work from outside.

import SegDiagnostics

package enum RuntimeDiagnostics {
  /// `error: interrupted [interrupted]`
  package static func interrupted() -> Diagnostic { Diagnostic("interrupted", "interrupted") }

  package static let topics: [DiagnosticTopic] = [
    DiagnosticTopic("interrupted", "The statement was stopped from outside, as by Ctrl-C: what it would have loaded or changed is as before.")
  ]
}
