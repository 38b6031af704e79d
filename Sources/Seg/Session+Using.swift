// use: definitions of other files and of the standard library.

import SegColumns
import SegDiagnostics
import SegSemantics
import SegSyntax

extension Session {
  /// Takes the definitions of a file or of the library into the catalog.
  ///
  /// What the script has defined before stays: so a pack that rests on `profit`
  /// takes the script's own where there is one. `path`: the files that are
  /// being used, outermost first.
  func using(
    _ use: UseSyntax, _ span: SourceSpan, _ catalog: inout Catalog, directory: String?, path: [String]
  ) -> [Diagnostic] {
    let source: Source
    var folder = directory
    switch use {
    case .library(let names):
      let name = names.map(\.text).joined(separator: ".")
      guard let text = StandardLibrary.files[name] else {
        return [.unknownLibrary(name, StandardLibrary.files.keys.sorted(), at: span)]
      }
      source = Source(name: name, text: text)
    case .path(let written, let place):
      guard capabilities.readsFiles else { return [.filesNotAllowed("read", at: place)] }
      let resolved = Self.resolved(written, directory)
      do {
        source = Source(name: resolved, text: try ScriptFile.text(of: resolved))
      } catch let error as ScriptError {
        return error.diagnostics.map { diagnostic in
          var diagnostic = Self.asWritten(diagnostic, directory)
          diagnostic.labels = [Diagnostic.Label(place)]
          return diagnostic
        }
      } catch {
        return [Diagnostic("cannot-read", "\(error)", at: place)]
      }
      folder = ScriptFile.directory(of: resolved)
    }
    if path.contains(source.name) { return [.usedInACircle(source.name, at: span)] }
    guard path.count < 32 else { return [.usedTooDeep(at: span)] }
    // A file that two others use is taken once.
    guard catalog.usedFiles.insert(source.name).inserted else { return [] }
    let (script, problems) = Parser.parse(source)
    if problems.contains(where: { $0.severity == .error }) { return problems.map { $0.used(at: span) } }
    var diagnostics: [Diagnostic] = []
    for statement in script.statements {
      if case .use(let inner) = statement.kind {
        diagnostics += using(inner, statement.span, &catalog, directory: folder, path: path + [source.name])
        continue
      }
      let names = statement.definedNames
      guard !names.isEmpty else {
        diagnostics.append(Diagnostic.notADefinition(at: statement.span).used(at: span))
        continue
      }
      if names.contains(where: catalog.isKnown) { continue }
      let binder = Binder(catalog, allowsRedefinition: true)
      let bound = binder.bind(statement, version: Catalog.makeVersion())
      diagnostics += binder.diagnostics.map { $0.used(at: span) }
      guard let bound else {
        catalog.failedNames.formUnion(names)
        continue
      }
      do {
        diagnostics += try adopt(bound, statement, &catalog)
      } catch {
        diagnostics += error.diagnostics
      }
    }
    return diagnostics
  }
}

extension Catalog {
  /// Whether the script has given the name a meaning.
  func isKnown(_ name: String) -> Bool {
    definitions[name] != nil || parameters[name] != nil || functions[name] != nil || customers?.types[name] != nil
  }
}

extension Diagnostic {
  /// The same, with the place that uses the file beside it.
  fileprivate func used(at span: SourceSpan) -> Diagnostic {
    var diagnostic = self
    if diagnostic.span?.source !== span.source { diagnostic.labels.append(Label(span, "used here")) }
    return diagnostic
  }

  static func unknownLibrary(_ name: String, _ known: [String], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "unknown-library", "no library `\(name)`", at: span, notes: ["there are \(known.map { "`\($0)`" }.joined(separator: ", "))"],
      fix: Speller.nearest(to: name, among: known).map { Fix("did you mean `\($0)`?") })
  }

  static func usedInACircle(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic("circular", "`\(name)` uses itself", at: span, label: "goes round in a circle")
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
