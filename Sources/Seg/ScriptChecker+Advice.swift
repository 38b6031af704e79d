// What a statement's mistakes are reported with: fixes that work.

import SegColumns
import SegDiagnostics
import SegSemantics
import SegSyntax

/// One statement of a script that is checked.
struct CheckedPart {
  let piece: ScriptSyntax.Piece
  /// Its mistakes of syntax.
  let problems: [Diagnostic]
  /// The folder to which paths are relative.
  let directory: String?
}

extension ScriptChecker {
  /// The mistakes of a statement, of its syntax and those `found` since, with fixes that
  /// were tried.
  ///
  /// - Parameter before: the state before the statement; nil: that of the check.
  func advised(_ found: [Diagnostic], _ part: CheckedPart, _ checked: CheckedScript, _ before: SessionState? = nil) -> [Diagnostic] {
    let state = before ?? checked.state
    let problems = part.problems + found.filter { !isConsequence($0, state) }
    guard problems.contains(where: { $0.severity == .error }) else { return problems }
    let (own, tables) = (checked.own, checked.ownTables)
    let named = ofLibrary(part.piece.span, problems, state) { text in
      mistakes(text, after: state, own, tables, part.directory).isEmpty
    }
    if let named { return [named] }
    var known: Rephrasing?
    let trial = FixTrial(part.piece.span) {
      let readings = known ?? Rephrasing(part.piece.span, WordVocabulary(state))
      known = readings
      return readings
    } mistakes: { text in
      mistakes(text, after: state, own, tables, part.directory)
    }
    return trial.advised(problems).map { explained($0, state) }
  }

  /// Whether an unknown name may be one of a file that could not be taken, which was reported.
  private func isConsequence(_ problem: Diagnostic, _ state: SessionState) -> Bool {
    state.catalog.hasUnreadDefinitions && ["unknown-name", "unknown-function"].contains(problem.id)
  }

  /// `churn rate`, which a library defines as `churn_rate`: the one mistake of such a statement.
  ///
  /// - Parameter isRight: whether a text has no mistake in the place of the statement.
  private func ofLibrary(
    _ piece: SourceSpan, _ problems: [Diagnostic], _ state: SessionState, isRight: (String) -> Bool
  ) -> Diagnostic? {
    guard let unknown = problems.first(where: { $0.id == "unknown-name" })?.span, piece.range.contains(unknown.range.lowerBound),
      piece.text.utf8.count < 2000
    else { return nil }
    let place = unknown.range.lowerBound - piece.range.lowerBound
    var phrase = Phrase(piece.text)
    var found: (written: String, name: String, library: String)?
    var names: Set<String> = []
    // Each joins two or three words, so that there are fewer of them.
    while let next = phrase.runs(from: 1).lazy.compactMap({ range, joined -> (Range<Int>, String, String)? in
      guard state.catalog.definitions[joined] == nil, let library = StandardLibrary.library(about: joined) else { return nil }
      return (range, joined, library)
    }).first {
      if found == nil {
        guard phrase.words[next.0.lowerBound].range.lowerBound == place else { return nil }
        found = (phrase.text(next.0), next.1, next.2)
      }
      names.insert(next.1)
      phrase = Phrase(phrase.replacing(next.0, with: next.1))
    }
    guard let found, ["count()", "1"].contains(where: { isRight(Self.standing($0, for: names, in: phrase)) }) else { return nil }
    return .nameOfLibrary(found.written, found.name, found.library, phrase.text, at: unknown)
  }

  /// The text with another value for some names, to see whether the rest is right.
  private static func standing(_ value: String, for names: Set<String>, in phrase: Phrase) -> String {
    var phrase = phrase
    while let index = phrase.words.firstIndex(where: { names.contains($0.text) }) {
      phrase = Phrase(phrase.replacing(index..<index + 1, with: value))
    }
    return phrase.text
  }

  /// A mistake without a fix, at a name that a function or a library of the language has:
  /// with what the name is there.
  private func explained(_ problem: Diagnostic, _ state: SessionState) -> Diagnostic {
    guard problem.fix == nil, ["unknown-name", "unknown-statement"].contains(problem.id), let name = problem.span?.text.lowercased()
    else { return problem }
    var explained = problem
    if let callable = state.catalog.allCallables.first(where: { $0.name == name }) {
      explained.fix = Diagnostic.Fix("`\(name)` is a function: for example `\(callable.example)`")
    } else if ["tables", "databases", "schema", "columns"].contains(name) {
      let tables = (state.catalog.customers.map { [$0.name] } ?? []) + state.catalog.events.map(\.name)
      let described = tables.map { "`describe \($0)`" }.joined(separator: ", ")
      explained.fix = Diagnostic.Fix(tables.isEmpty ? "no table is loaded yet" : "the tables are shown by \(described)")
    } else if let library = StandardLibrary.library(about: name) ?? problem.span.flatMap({ StandardLibrary.library(about: $0.text) }) {
      explained.fix = Diagnostic.Fix("`use \(library)` defines such values; `seg help \(library)` explains them")
    }
    return explained
  }

  /// What is wrong with a text in the place of a statement. Of a file that it loads, the
  /// first rows are read.
  private func mistakes(
    _ text: String, after state: SessionState, _ own: Set<String>, _ tables: Set<String>, _ directory: String?
  ) -> [Diagnostic] {
    let (script, problems) = Parser.parse(Source(name: "", text: text), tables: Set(state.catalog.events.map(\.name)))
    var found = problems
    for piece in script.pieces where !piece.isBroken {
      guard let statement = piece.statement else { continue }
      var reported: Set<String> = []
      switch statement.kind {
      case .load(let load):
        if tables.contains(load.name.text) { found.append(.loadedTwice(load.name)) }
        let file = source(directory, .columns(isCautious: false))
        found += DefinitionKeeper.bound(statement, state.catalog, redefines: true, &reported, schemas: file.schemas).1
      case .append: break
      case .use(let syntax):
        var changed = state
        found += importer.use(syntax, statement.span, &changed, directory: directory, path: []).diagnostics
      case .link, .column, .table, .metric, .measure, .segment, .lifecycle, .param, .function, .split, .asOf, .show, .list, .describe,
        .explain,
        .why, .expect, .export, .snapshot, .report, .note:
        let isFirst = own.isDisjoint(with: statement.definedNames)
        let (bound, problems) = DefinitionKeeper.bound(statement, state.catalog, redefines: isFirst, &reported)
        found += problems
        if let bound, let problem = problemOfOutput(bound, directory, state.files) { found.append(problem) }
      }
    }
    return found.filter { $0.severity == .error && !isConsequence($0, state) }
  }
}
