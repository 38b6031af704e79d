// Conditions on texts: evaluated for the distinct texts, then looked up by code.

import SegColumns
import SegDiagnostics
import SegFunctions
import SegKernels
import SegPlan

extension Compiler {
  /// A text test with its pattern compiled.
  func matcher(_ test: TextTest, _ pattern: String, at span: SourceSpan) throws(ScriptError) -> TextMatcher {
    do {
      return try TextMatcher(test, pattern) { [context] in context.isStopped }
    } catch {
      throw ScriptError(EngineDiagnostics.badPattern(error.message, at: span))
    }
  }

  func textTest(_ inner: Expression, _ matcher: TextMatcher) throws(ScriptError) -> Node {
    if let fused = try textTest(ofCall: inner, matcher) { return fused }
    let node = try compile(inner)
    guard let dictionary = node.dictionary else { return constant(.boolean(false), .boolean) }
    return try lookup(node, dictionary, matcher.test)
  }
}
