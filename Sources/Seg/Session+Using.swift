// use: definitions of other files and of the standard library.

import SegColumns
import SegDiagnostics
import SegSemantics
import SegSyntax

extension Session {
  /// Imports the definitions of a file or of the library into the catalog.
  ///
  /// Earlier definitions of the script are kept: a library that uses `profit` uses the
  /// script's own, if there is one. If a library's definition needs a table or column that
  /// is missing, that is an error only where the definition is used. If the library defines
  /// a name twice, the first definition whose tables and columns exist is used. `path` has
  /// the files that are being imported, outermost first.
  func using(
    _ use: UseSyntax, _ span: SourceSpan, _ state: inout State, directory: String?, path: [String]
  ) -> (changes: [CatalogChange], diagnostics: [Diagnostic]) {
    let source: Source
    var folder = directory
    var library: String?
    switch use {
    case .library(let names):
      let name = names.map(\.text).joined(separator: ".")
      guard let text = StandardLibrary.files[name] else {
        return ([], [.unknownLibrary(name, StandardLibrary.files.keys.sorted(), at: span)])
      }
      source = Source(name: name, text: text)
      library = name
    case .path(let written, let place):
      guard capabilities.readsFiles else { return ([], [.filesNotAllowed("read", at: place)]) }
      let resolved = Self.resolved(written, directory)
      do {
        source = Source(name: resolved, text: try ScriptFile.text(of: resolved))
      } catch let error as ScriptError {
        return (
          [],
          error.diagnostics.map { diagnostic in
            var diagnostic = Self.asWritten(diagnostic, directory)
            diagnostic.labels = [Diagnostic.Label(place)]
            return diagnostic
          }
        )
      } catch {
        return ([], [Diagnostic("cannot-read", "\(error)", at: place)])
      }
      folder = ScriptFile.directory(of: resolved)
    }
    if path.contains(source.name) { return ([], [.usedInACircle(source.name, at: span)]) }
    guard path.count < 32 else { return ([], [.usedTooDeep(at: span)]) }
    // A file that two others use is imported once.
    if state.catalog.usedFiles.contains(source.name) { return ([], []) }
    state.apply(.file(source.name))
    let (script, problems) = Parser.parse(source)
    if problems.contains(where: { $0.severity == .error }) { return ([], problems.map { $0.used(at: span) }) }
    var changes = [CatalogChange.file(source.name)]
    var diagnostics: [Diagnostic] = []
    for statement in script.statements {
      if case .use(let inner) = statement.kind {
        let more = using(inner, statement.span, &state, directory: folder, path: path + [source.name])
        changes += more.changes
        diagnostics += more.diagnostics
        continue
      }
      let names = statement.definedNames
      guard !names.isEmpty else {
        diagnostics.append(Diagnostic.notADefinition(at: statement.span).used(at: span))
        continue
      }
      if let known = names.first(where: state.catalog.isKnown) {
        // A library adapts to the script; but if a definition of the user's own file is
        // skipped, a note says so.
        if library == nil { diagnostics.append(Diagnostic.notTaken(known, at: statement.span).used(at: span)) }
        continue
      }
      var reported: Set<String> = []
      let (bound, found) = Self.bound(statement, state.catalog, redefines: true, &reported)
      if let library, bound == nil, let reason = found.first(where: { $0.severity == .error }) {
        let change = CatalogChange.unavailable(names, Unavailable(library: library, reason: reason), file: source.name)
        state.apply(change)
        changes.append(change)
        continue
      }
      diagnostics += found.map { $0.used(at: span) }
      guard let bound else {
        state.catalog.failedNames.formUnion(names)
        continue
      }
      do {
        let (own, problems) = try adopt(bound, statement, &state)
        changes += own
        diagnostics += problems
      } catch {
        diagnostics += error.diagnostics
      }
    }
    return (changes, diagnostics)
  }
}

extension Catalog {
  /// Whether the script has defined the name.
  func isKnown(_ name: String) -> Bool {
    definitions[name] != nil || parameters[name] != nil || functions[name] != nil || customers?.types[name] != nil
  }
}

extension Catalog {
  /// Notes what is missing; the library may be used again when it is there.
  mutating func miss(_ names: Set<String>, _ missing: Unavailable, of source: String) {
    for name in names where unavailable[name] == nil { unavailable[name] = missing }
    usedFiles.remove(source)
  }
}

extension Diagnostic {
  /// The same, with the place that uses the file in addition.
  fileprivate func used(at span: SourceSpan) -> Diagnostic {
    var diagnostic = self
    if diagnostic.span?.source !== span.source { diagnostic.labels.append(Label(span, "used here")) }
    return diagnostic
  }

  static func notTaken(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "not-taken", "`\(name)` is defined already, and this definition is not taken", at: span,
      label: "the earlier one stays", severity: .warning)
  }

  static func unknownLibrary(_ name: String, _ known: [String], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unknown-library", "no library `\(name)`", at: span, notes: ["there are \(known.map { "`\($0)`" }.joined(separator: ", "))"],
      fix: (known.first { $0 == "std.\(name)" } ?? Speller.nearest(to: name, among: known)).map { Fix("did you mean `\($0)`?") })
  }

  static func usedInACircle(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("circular", "`\(name)` uses itself", at: span, label: "circular")
  }

  static func usedTooDeep(at span: SourceSpan) -> Diagnostic {
    Diagnostic("nesting-too-deep", "more than 32 files use one another", at: span)
  }

  static func notADefinition(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "definitions-only", "a file that is used holds definitions only", at: span, label: "not a definition",
      fix: Fix("move it to the script that uses the file"))
  }
}
