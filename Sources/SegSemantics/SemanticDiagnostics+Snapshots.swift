// Mistakes with files of segments.

import SegDiagnostics
import SegSyntax

extension Diagnostic {
  /// `error: a snapshot is a .csv file [bad-snapshot]`
  static func snapshotOfOtherFormat(_ path: String, at span: SourceSpan) -> Diagnostic {
    let stem = path.split(separator: "/").last?.contains(".") == true ? String(path[..<(path.lastIndex(of: ".") ?? path.endIndex)]) : path
    return Diagnostic(
      "bad-snapshot", "a snapshot is a .csv file", at: span, label: "another ending",
      fix: Fix("write `\"\(stem).csv\"`; `export` writes other formats", replace: span, with: "\"\(stem).csv\""))
  }

  /// `error: `members` belong to no table and have no time [bad-snapshot]`
  static func segmentOfEvents(_ name: LoadNames.Name, at span: SourceSpan?) -> Diagnostic {
    Diagnostic(
      "bad-snapshot", "`\(name.text)` lists customers: it belongs to no other table and has no time", at: span ?? name.span,
      label: "with `as segment`", fix: Fix("leave out `as segment` to load events, or `of` and `at` to load a segment"))
  }

  /// `error: no customers are loaded that could be in `loyal_before` [bad-snapshot]`
  static func segmentOfNobody(_ name: LoadNames.Name) -> Diagnostic {
    Diagnostic(
      "bad-snapshot", "no customers are loaded that could be in `\(name.text)`", at: name.span, label: "a segment of customers",
      fix: Fix("load the customers, or their events, before"))
  }

  /// `error: a snapshot is given as `since` [bad-snapshot]`
  static func sinceWithoutLabel(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      "bad-snapshot", "a snapshot is given as `since`", at: name.span,
      fix: Fix("write `since: \(name.span.text)`", replace: name.span, with: "since: \(name.span.text)"))
  }

  /// `error: `winback.csv` is no snapshot: it has no definition [bad-snapshot]`
  static func notASnapshot(_ name: NameSyntax, isList: Bool, _ known: [String]) -> Diagnostic {
    if isList {
      return Diagnostic(
        "bad-snapshot", "`\(name.text)` is no snapshot: it has no definition, so nobody knows why it changed", at: name.span,
        label: "a list of customers",
        fix: Fix("`overlap(A, B)` compares it with a segment; `snapshot SEGMENT as \"FILE.csv\"` keeps the definition with the members"))
    }
    return Diagnostic(
      "bad-snapshot", "no snapshot `\(name.text)` is loaded", at: name.span,
      fix: Speller.nearest(to: name.text, among: known).map { Fix("did you mean `\($0)`?", replace: name.span, with: quoted($0)) }
        ?? Fix("give its file, `since: \"FILE.csv\"`, or load it: `load NAME from \"FILE.csv\" as segment`"))
  }

  /// `error: `loyal` as this snapshot defines it does not hold with the tables of today [bad-snapshot]`
  static func snapshotOutdated(_ name: NameSyntax, _ segment: String, _ problem: Diagnostic?) -> Diagnostic {
    Diagnostic(
      "bad-snapshot", "`\(segment)` as this snapshot defines it does not hold with the tables of today", at: name.span,
      label: "cannot tell the causes",
      notes: problem.map { ["its definition: \($0.message)"] } ?? [],
      fix: Fix("`load NAME from \"FILE.csv\" as segment` and `overlap(A, B)` compare the members alone"))
  }
}
