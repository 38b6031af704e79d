// The messages about files that cannot be read or written: all wording of this target.

import SegDiagnostics
import SegRuntime

/// Why a file cannot be read or written: a diagnostic without a place, which
/// the caller adds.
package struct ReadError: Error, Sendable {
  /// What is wrong, without a place in a script.
  package var diagnostic: Diagnostic
  /// The option of `with (…)` that is at fault.
  package var option: String?

  /// An error with the text of a diagnostic.
  package init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

  /// What work was ended with.
  package init(_ error: ScriptError) {
    diagnostic = error.diagnostics.first ?? RuntimeDiagnostics.interrupted()
  }

  /// The error as a public call throws it, at the place in the script that
  /// asked for the file.
  package func scriptError(at span: SourceSpan?, label: Message = "") -> ScriptError {
    var placed = diagnostic
    if let span { placed.labels.insert(.init(span, label), at: 0) }
    return ScriptError(placed)
  }
}

extension ReadError {
  /// An error from the parts of a diagnostic.
  package static func make(_ id: String, _ message: Message, notes: [Message] = [], fix: Message? = nil) -> ReadError {
    ReadError(Diagnostic(id, message, notes: notes, fix: fix.map { Diagnostic.Fix($0) }))
  }

  /// `no file `orders.cvs` [file-not-found]`
  package static func fileNotFound(_ path: String, nearest: String?) -> ReadError {
    make("file-not-found", "no file `\(path)`", fix: nearest.map { "did you mean `\($0)`?" })
  }

  /// `no folder `data` for the file `data/orders.csv` [file-not-found]`
  package static func folderNotFound(_ folder: String, path: String) -> ReadError {
    make("file-not-found", "no folder `\(folder)` for the file `\(path)`")
  }

  /// - Parameter kind: what it is, with an article.
  package static func notAFile(_ path: String, _ kind: Message) -> ReadError {
    make(
      "not-a-file", "`\(path)` is \(kind), not a file",
      fix: kind == "a folder" ? "with `/` at the end all files in it are loaded: `\(path)/`" : nil)
  }

  /// `orders.csv` is empty [empty-file]
  package static func emptyFile(_ name: String) -> ReadError {
    make("empty-file", "`\(name)` is empty", notes: ["a table needs at least one record or a header line"])
  }

  package static func badGzip(_ name: String, _ what: Message, fix: Message? = nil) -> ReadError {
    make("bad-gzip", "`\(name)` is compressed with gzip, but \(what)", fix: fix)
  }

  package static func cannotRead(_ name: String, _ what: Message) -> ReadError {
    make("cannot-read", "cannot read `\(name)`: \(what)")
  }

  package static func badOption(_ name: String, _ value: String, expected: [Message]) -> ReadError {
    var error = make(
      "bad-option", "option `\(name)` cannot be `\(value)`",
      notes: ["expected: \(expected.joined(separator: ", "))"])
    error.option = name
    return error
  }

  /// - Parameter known: the names of the options that the format has.
  package static func unknownOption(_ name: String, _ known: [String]) -> ReadError {
    var error = make(
      "bad-option", "no option `\(name)` for reading a file",
      notes: ["options are \(known.joined(separator: ", "))"],
      fix: Speller.nearest(to: name, among: known).map { "did you mean `\($0)`?" })
    error.option = name
    return error
  }

  package static func cannotWrite(_ path: String, _ what: Message) -> ReadError {
    make("cannot-write", "cannot write `\(path)`: \(what)")
  }

  /// `out.csv` exists already [file-exists]
  package static func fileExists(_ path: String) -> ReadError {
    make("file-exists", "`\(path)` exists already")
  }

  /// `no folder `out` for the file `out/loyal.csv` [no-folder]`
  package static func noFolder(_ folder: String, for path: String) -> ReadError {
    make("no-folder", "no folder `\(folder)` for the file `\(path)`")
  }

  /// What `seg help ID` says about the diagnostics of this target.
  package static let topics: [DiagnosticTopic] = [
    DiagnosticTopic(
      "file-not-found",
      "The file of a `load` does not exist. Paths in a script are relative to the script's folder."),
    DiagnosticTopic("not-a-file", "The path is a folder, or a device such as `/dev/zero`, not a file."),
    DiagnosticTopic(
      "no-match",
      """
      A pattern such as `orders-*.csv` matches no file, or no file of a folder can be loaded. Hidden files are matched only where the \
      pattern begins with a dot. Paths in a script are relative to the script's folder.
      """),
    DiagnosticTopic(
      "file-twice",
      "Two paths of one `load` name the same file, perhaps through a link. Its rows would count twice, so it may be named once."),
    DiagnosticTopic("empty-file", "The file has no bytes, or nothing but blank lines."),
    DiagnosticTopic("bad-gzip", "The file starts like a gzip file but is damaged, cut off, or too large when it is unpacked."),
    DiagnosticTopic(
      "cannot-read",
      """
      The system refused to read the file (permissions, a broken disk), or another program changed it while it \
      was read: load it again when that is done.
      """),
    DiagnosticTopic(
      "cannot-write",
      """
      The system refused to write the file: permissions, a full disk, a closed pipe. Nothing is left \
      half-written.
      """),
    DiagnosticTopic(
      "file-exists",
      "`export` replaces no file by itself. `with (replace: yes)` allows it; at the prompt, seg asks."),
    DiagnosticTopic(
      "no-folder",
      """
      `export` makes no folder by itself. `with (folders: yes)` allows it, and so does `with (replace: yes)`; at the \
      prompt, seg asks.
      """),
    DiagnosticTopic("bad-option", "An option of `with (…)` does not exist or has a value it cannot have."),
  ]
}
