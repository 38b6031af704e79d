// Where it is said what is wrong with a definition of the standard library.

import SegDiagnostics

extension Diagnostic {
  /// What is said about a definition of the library is said at the statement of the script that uses it.
  func outOfLibrary(at span: SourceSpan) -> Diagnostic {
    guard let place = self.span, place.source !== span.source, place.source.name.hasPrefix("std."), !place.source.name.hasSuffix(".seg")
    else { return self }
    var diagnostic = self
    diagnostic.labels = [Label(span, labels.first?.text ?? "")]
    // Nobody edits the library.
    diagnostic.fix = fix.map { Fix($0.message) }
    diagnostic.otherFixes = []
    diagnostic.notes = ["it is about `\(place.text)` of `\(place.source.name)`"] + notes
    return diagnostic
  }
}
