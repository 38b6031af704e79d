// use: definitions of other files and of the standard library.

import SegColumns
import SegDiagnostics
import SegPlan
import SegSemantics
import SegSyntax

/// An expectation of a library. Data that do not meet it are a warning where the library is used.
struct LibraryCheck {
  let condition: Expression
  let message: String
}

/// Imports definitions into a state.
struct DefinitionImporter {
  let work: Workspace
  let definitions: DefinitionKeeper

  /// What an import changes, and what was wrong with it.
  struct Result {
    var changes: [CatalogChange] = []
    var diagnostics: [Diagnostic] = []
    /// The library's expectations of the data: `expect` in its text.
    var checks: [LibraryCheck] = []

    mutating func add(_ other: Result) {
      changes += other.changes
      diagnostics += other.diagnostics
      checks += other.checks
    }
  }

  /// A file or a library that is used.
  private struct Library {
    let source: Source
    /// The folder to which its paths are relative.
    let directory: String?
    /// Its name, if it belongs to the standard library.
    let name: String?
  }

  /// Imports the definitions of a file or of the library into the catalog.
  ///
  /// Earlier definitions of the script are kept: a library that uses `profit` uses the
  /// script's own, if there is one. If a library's definition needs a table or column that
  /// is missing, that is an error only where the definition is used. If the library defines
  /// a name twice, the first definition whose tables and columns exist is used. An `expect` of
  /// a library is checked if its tables and columns exist. `path` has the files that are being
  /// imported, outermost first.
  func use(_ use: UseSyntax, _ span: SourceSpan, _ state: inout SessionState, directory: String?, path: [String]) -> Result {
    // The parser has reported such a path.
    if case .path(let path, _) = use, path.utf8.contains(0) { return Result() }
    let library: Library
    var result = Result()
    do throws(ScriptError) {
      library = try self.library(use, span, &state, directory, &result)
    } catch {
      miss(use, &state)
      return Result(diagnostics: error.diagnostics)
    }
    let source = library.source
    if path.contains(source.name) { return Result(diagnostics: [.usedInACircle(source.name, at: span)]) }
    guard path.count < 32 else {
      miss(use, &state)
      return Result(diagnostics: [.usedTooDeep(at: span)])
    }
    // A file that two others use is imported once; one that a statement names is read again, as it may have been edited.
    if state.catalog.usedFiles.contains(source.name), library.name != nil || path.count > 1 { return result }
    state.apply(.file(source.name))
    let (script, problems) = work.parse(source)
    if problems.contains(where: { $0.severity == .error }) {
      miss(use, &state)
      return Result(diagnostics: problems.map { $0.used(at: span) })
    }
    result.changes.append(.file(source.name))
    for statement in script.statements {
      if case .use(let inner) = statement.kind {
        result.add(self.use(inner, statement.span, &state, directory: library.directory, path: path + [source.name]))
      } else if library.name != nil, case .expect(_, let message?) = statement.kind {
        result.checks += check(statement, message, state)
      } else {
        result.add(take(statement, of: library, &state, usedAt: span))
      }
    }
    return result
  }

  /// Notes that definitions could not be taken, so that their names are not reported where they are used.
  private func miss(_ use: UseSyntax, _ state: inout SessionState) {
    switch use {
    case .library:
      let known = state.catalog
      state.catalog.failedNames.formUnion(StandardLibrary.definedNames.filter { !known.isKnown($0) })
    case .path: state.catalog.hasUnreadDefinitions = true
    }
  }

  /// An expectation of a library, if the tables and columns exist that it looks at.
  private func check(_ statement: StatementSyntax, _ message: String, _ state: SessionState) -> [LibraryCheck] {
    var reported: Set<String> = []
    let bound = DefinitionKeeper.bound(statement, state.catalog, redefines: true, &reported).0
    guard case .question(.expect(let condition, _), _)? = bound else { return [] }
    return [LibraryCheck(condition: condition, message: message)]
  }

  /// The text that is used.
  private func library(
    _ use: UseSyntax, _ span: SourceSpan, _ state: inout SessionState, _ directory: String?, _ result: inout Result
  ) throws(ScriptError) -> Library {
    switch use {
    case .library(let names, let own):
      let name = names.map(\.text).joined(separator: ".")
      guard let text = StandardLibrary.files[name] else {
        throw ScriptError(.unknownLibrary(name, StandardLibrary.files.keys.sorted(), at: span))
      }
      result.add(libraryNames(own, of: name, &state))
      let errors = result.diagnostics.filter { $0.severity == .error }
      if !errors.isEmpty { throw ScriptError(errors) }
      let source = LibraryNames.rewritten(Source(name: name, text: text), state.libraryNames, state.catalog)
      return Library(source: source, directory: directory, name: name)
    case .path(let written, let place):
      guard work.capabilities.readsFiles else { throw ScriptError(.filesNotAllowed("read", at: place)) }
      let resolved = ScriptPath.resolved(written, directory)
      do {
        let source = Source(name: resolved, text: try ScriptFile.text(of: resolved, stops: work.checkInterrupt))
        return Library(source: source, directory: ScriptFile.directory(of: resolved), name: nil)
      } catch let error as ScriptError {
        throw ScriptError(
          error.diagnostics.map { diagnostic in
            var diagnostic = ScriptPath.asWritten(diagnostic, directory)
            diagnostic.labels = [Diagnostic.Label(place)]
            return diagnostic
          })
      } catch {
        throw ScriptError(Diagnostic("cannot-read", "\(error)", at: place))
      }
    }
  }

  /// Takes a definition of a library, unless the script has one of its name.
  private func take(
    _ statement: StatementSyntax, of library: Library, _ state: inout SessionState, usedAt span: SourceSpan
  ) -> Result {
    let names = statement.definedNames
    guard !names.isEmpty else { return Result(diagnostics: [Diagnostic.notADefinition(at: statement.span).used(at: span)]) }
    let isOwn = library.name == nil && names.allSatisfy { state.catalog.file(of: $0) == library.source.name }
    if !isOwn, let known = names.first(where: state.catalog.isKnown) ?? state.catalog.nameOfTable(in: statement) {
      // A library adapts to the script; but if a definition of the user's own file is
      // skipped, a note says so.
      return Result(diagnostics: library.name == nil ? [Diagnostic.notTaken(known, at: statement.span).used(at: span)] : [])
    }
    var reported: Set<String> = []
    let (bound, found) = DefinitionKeeper.bound(statement, state.catalog, redefines: true, &reported)
    if let name = library.name, bound == nil, let reason = found.first(where: { $0.severity == .error }) {
      let change = CatalogChange.unavailable(names, Unavailable(library: name, reason: reason), file: library.source.name)
      state.apply(change)
      return Result(changes: [change])
    }
    var result = Result(diagnostics: found.map { library.name == nil ? $0.used(at: span) : $0.outOfLibrary(at: span) })
    guard let bound else {
      state.catalog.failedNames.formUnion(names)
      return result
    }
    do throws(ScriptError) {
      let (changes, problems) = try definitions.adopt(bound, statement, &state)
      result.changes += changes
      result.diagnostics += problems
    } catch {
      result.diagnostics += error.diagnostics
    }
    return result
  }
}

extension Catalog {
  /// The script or file in which a name was defined; nil if it is not.
  fileprivate func file(of name: String) -> String? {
    (statements[name]?.span ?? parameters[name]?.span ?? functions[name]?.span)?.source.name
  }

  /// Whether the script has defined the name.
  func isKnown(_ name: String) -> Bool {
    definitions[name] != nil || parameters[name] != nil || functions[name] != nil || customers?.types[name] != nil
  }
}

extension Catalog {
  /// The name of a column or of a table in a statement, if a loaded table has the column or the name.
  fileprivate func nameOfTable(in statement: StatementSyntax) -> String? {
    switch statement.kind {
    case .column(let column): eventTable(column.table.text)?.types[column.name.text] != nil ? column.name.text : nil
    case .table(let table): eventTable(table.name.text) != nil ? table.name.text : nil
    case .load, .append, .link, .asOf, .param, .metric, .measure, .function, .lifecycle, .segment, .split, .show, .list, .describe,
      .explain, .why,
      .expect, .export, .snapshot, .report, .note, .use:
      nil
    }
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
