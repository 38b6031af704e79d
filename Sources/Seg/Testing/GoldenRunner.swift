// `seg test`: runs scripts that state their own output, and compares it.

import SegDiagnostics
import SegFiles

/// Runs golden scripts: `.seg` files, and the `seg` blocks of `.md` files,
/// whose comments after a statement state its answer.
///
///     show count() of loyal
///     #> count
///     #>    12
///
///     show lyal
///     #! error: no segment or metric `lyal` [unknown-name]
///
/// Cells are parted by two or more spaces, `·` is missing, and numbers agree
/// at the precision that is written; `*` is anything. A statement need
/// not state its answer, but each of its errors and warnings. A Markdown block is a script of its own, unless it begins with
/// ` ```seg continue `.
public struct GoldenRunner {
  /// How many scripts passed and failed.
  public struct Tally: Sendable, Equatable {
    public var passed = 0
    public var failed = 0
  }

  /// Whether expectations are rewritten to what the scripts give.
  public var updates = false
  /// Makes the session of a script.
  private let makeSession: () -> Session

  public init(makeSession: @escaping () -> Session) {
    self.makeSession = {
      let session = makeSession()
      // Its statements run one by one.
      session.keepsAnswers = true
      return session
    }
  }

  /// Runs all scripts at the paths (files or folders).
  ///
  /// - Parameter show: called with each line for people: one for a failure,
  ///   and its details.
  public func run(_ paths: [String], report show: (String) -> Void) -> Tally {
    var tally = Tally()
    // Data and names of files must not control a terminal.
    func report(_ text: String) {
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) { show(Diagnostic.visible(String(line))) }
    }
    for path in paths {
      do {
        for file in try GoldenScript.files(at: path) { try run(file: file, &tally, report) }
      } catch {
        tally.failed += 1
        report("FAIL \(path): \(error)")
      }
    }
    return tally
  }

  private func run(file path: String, _ tally: inout Tally, _ report: (String) -> Void) throws {
    let text = try ScriptFile.text(of: path)
    var changes: [(expectation: GoldenExpectation, lines: [String])] = []
    for script in GoldenScript.scripts(in: text, path: path) {
      var run = GoldenRun(script, session: makeSession())
      if updates && !run.updates.isEmpty {
        changes += run.updates
        let updated = Self.applying(run.updates, to: script.text)
        run = GoldenRun(GoldenScript(path: path, text: updated), session: makeSession())
      }
      if run.failures.isEmpty {
        tally.passed += 1
      } else {
        tally.failed += 1
      }
      for failure in run.failures {
        report("FAIL \(path):\(failure.line): \(failure.message)")
        for line in failure.details { report(line) }
      }
    }
    let updated = Self.applying(changes, to: text)
    if updates && updated != text { try Self.replace(path, with: updated) }
  }

  /// A text with the lines of expectations replaced.
  private static func applying(
    _ changes: [(expectation: GoldenExpectation, lines: [String])], to text: String
  ) -> String {
    var lines = text.linesByBytes
    // From the end, so that places above stay right. An empty range is a place to insert
    // and comes after what stands there.
    let fromTheEnd = changes.map { ($0.expectation, $0.lines) }.sorted {
      ($0.0.lines.lowerBound, $0.0.lines.upperBound) > ($1.0.lines.lowerBound, $1.0.lines.upperBound)
    }
    for (expectation, replacement) in fromTheEnd where expectation.lines.upperBound <= lines.count {
      let ending = lines[min(expectation.lines.lowerBound, lines.count - 1)].hasSuffix("\r") ? "\r" : ""
      // `#> ` alone would end in a space.
      let written = replacement.map { expectation.indentation + ($0.hasSuffix(" ") ? String($0.dropLast()) : $0) + ending }
      lines.replaceSubrange(expectation.lines, with: written)
    }
    return lines.joined(separator: "\n")
  }

  /// Rewrites a file, completely or not at all.
  private static func replace(_ path: String, with text: String) throws {
    var text = text
    do {
      try writeFile(path: path, WriteOptions(replaces: true)) { write in try text.withUTF8 { try write($0) } }
    } catch let error as ReadError {
      throw error.scriptError(at: nil)
    }
  }
}
