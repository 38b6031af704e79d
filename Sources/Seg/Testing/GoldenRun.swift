// Runs one script statement by statement and compares each with its expectation.

import SegColumns
import SegDiagnostics

/// A difference between a script's output and its expectation.
struct GoldenFailure {
  /// From 1.
  let line: Int
  let message: String
  let details: [String]
}

/// One run of one script. A statement that is expected to fail is removed from the script
/// once it has failed; the rest continues in the same session.
struct GoldenRun {
  private let script: GoldenScript
  private let session: Session
  private let expectations: [GoldenExpectation]
  /// The byte at which each statement begins, its first and its last line from 0.
  private let statements: [(offset: Int, line: Int, lastLine: Int)]
  private var answers: [Int: Answer] = [:]
  /// The expectation of a statement, by the byte at which it begins.
  private let plans: [Int: [String]]
  private var diagnostics: [Int: [Diagnostic]] = [:]
  private var hasRun: Set<Int> = []
  private(set) var failures: [GoldenFailure] = []
  /// New texts for the lines of expectations, for `--update`.
  private(set) var updates: [(expectation: GoldenExpectation, lines: [String])] = []

  init(_ script: GoldenScript, session: Session) {
    self.script = script
    self.session = session
    expectations = GoldenExpectation.all(in: script.text)
    plans =
      expectations.contains { $0.view == "plan" }
      ? session.plans(in: script.text, name: script.name, directory: ScriptFile.directory(of: script.path)) : [:]
    statements = session.statements(in: script.text, name: script.name)
      .map { span in
        let range = span.range
        return (range.lowerBound, span.position.line - 1, span.source.line(at: max(range.lowerBound, range.upperBound - 1)))
      }
      .sorted { $0.0 < $1.0 }
    execute()
    for index in statements.indices {
      judgeColumns(index)
      judge(index)
    }
    for expectation in expectations where owner(of: expectation) == nil {
      fail(expectation.lines.lowerBound, "states output before any statement")
    }
    failures.sort { $0.line < $1.line }
  }

  private mutating func fail(_ line: Int, _ message: String, _ details: [String] = []) {
    failures.append(GoldenFailure(line: line + 1, message: message, details: details))
  }

  /// The last statement that begins above an expectation.
  private func owner(of expectation: GoldenExpectation) -> Int? {
    statements.lastIndex { $0.line < expectation.lines.lowerBound }
  }

  private func statement(at offset: Int) -> Int? { statements.lastIndex { $0.offset <= offset } }

  private func expectsDiagnostics(_ index: Int) -> Bool {
    expectations.contains { $0.kind == .diagnostics && owner(of: $0) == index }
  }

  private static func details(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.flatMap { GoldenComparison.lines(of: $0, in: .english) }.map { "    " + $0 }
  }

  // MARK: running

  private mutating func execute() {
    var failed = record(
      session.check(script.text, name: script.name, directory: directory).filter { $0.severity == .error }, after: nil)
    // Statements that depend on one with an unexpected mistake would only repeat it.
    var warnings: [(diagnostic: Diagnostic, statement: Int?)] = []
    while failed.allSatisfy(expectsDiagnostics), let text = remaining() {
      let collected = Collected()
      session.onWarning = { collected.warnings.append(($0, collected.last)) }
      let known = statements
      do {
        try session.run(text, name: script.name, directory: directory) { outcome, span in
          guard let index = known.lastIndex(where: { $0.offset <= span.range.lowerBound }) else { return }
          collected.last = index
          collected.finished.append((index, outcome))
        }
        take(collected)
        failed = []
      } catch let error as ScriptError {
        // A script with mistakes runs nothing; its tables are loaded only to find them.
        let isLoading = collected.finished.allSatisfy { if case .loaded = $0.1 { true } else { false } }
        if isLoading { collected.warnings = [] } else { take(collected) }
        let before = diagnostics.count
        failed = record(error.diagnostics, after: collected.last)
        // No statement is at fault, or one that was at fault before: give up.
        if failed.isEmpty || diagnostics.count == before { break }
      } catch {
        take(collected)
        fail(0, "stopped: \(error)")
        break
      }
      warnings += collected.warnings.map { warning, last in
        (warning, collected.finished.map(\.0).first { $0 > last ?? -1 })
      }
      if failed.isEmpty { break }
    }
    for (warning, statement) in warnings { _ = record([warning], after: nil, of: statement) }
  }

  /// The results of a run; a class, because closures fill it.
  private final class Collected {
    var finished: [(Int, Outcome)] = []
    var last: Int?
    /// Each with the last statement that had run.
    var warnings: [(diagnostic: Diagnostic, last: Int?)] = []
  }

  private mutating func take(_ collected: Collected) {
    for (index, outcome) in collected.finished {
      hasRun.insert(index)
      if case .answer(let answer) = outcome { answers[index] = answer }
    }
  }

  /// Assigns diagnostics to statements. A diagnostic without a place in the script belongs
  /// to the statement known to have reported it, or to the one after the last that ran.
  private mutating func record(_ found: [Diagnostic], after last: Int?, of statement: Int? = nil) -> Set<Int> {
    var failed: Set<Int> = []
    for diagnostic in found {
      let span = diagnostic.labels.map(\.span).first { $0.source.name == script.name }
      let next = statements.indices.first { $0 > last ?? -1 && !hasRun.contains($0) && diagnostics[$0] == nil }
      guard let index = span.flatMap({ self.statement(at: $0.range.lowerBound) }) ?? statement ?? next else {
        fail(span.map { $0.position.line - 1 } ?? 0, "unexpected error", Self.details([diagnostic]))
        continue
      }
      if diagnostic.severity == .error { failed.insert(index) }
      if diagnostics[index]?.contains(diagnostic) != true { diagnostics[index, default: []].append(diagnostic) }
    }
    return failed
  }

  private var directory: String { ScriptFile.directory(of: script.path) }

  /// The script with the statements that ran or failed made blank, byte for byte, so that
  /// places stay right; nil if nothing is left.
  private func remaining() -> String? {
    var bytes = Array(script.text.utf8)
    var isLeft = false
    for (index, statement) in statements.enumerated() {
      if !hasRun.contains(index) && diagnostics[index]?.contains(where: { $0.severity == .error }) != true {
        isLeft = true
        continue
      }
      let end = index + 1 < statements.count ? statements[index + 1].offset : bytes.count
      for place in min(statement.offset, bytes.count)..<min(end, bytes.count)
      where bytes[place] != 0x0A && bytes[place] != 0x0D {
        bytes[place] = 0x20
      }
    }
    return isLeft ? String(decoding: bytes, as: UTF8.self) : nil
  }

  // MARK: judging

  /// A view of a statement other than its answer.
  private mutating func judge(_ expectation: GoldenExpectation, _ view: String, _ index: Int) {
    let line = expectation.lines.lowerBound
    guard view == "plan" else {
      fail(line, "there is no view `\(view)`: the views are `plan`")
      return
    }
    guard let plan = plans[statements[index].offset] else {
      fail(line, "the statement has no plan")
      return
    }
    var difference = GoldenDifference()
    let expected = Array(expectation.texts.dropFirst())
    for place in 0..<max(expected.count, plan.count) {
      let (a, b) = (place < expected.count ? expected[place] : nil, place < plan.count ? plan[place] : nil)
      if let b, a == b { difference.same(b) } else { difference.differs(expected: a, actual: b) }
    }
    if difference.isEmpty { return }
    fail(line, "another plan", difference.excerpt)
    updates.append((expectation, (["[plan]"] + plan).map { "#> " + $0 }))
  }

  /// Whether an answer has the columns that its schema has stated.
  private mutating func judgeColumns(_ index: Int) {
    if let answer = answers[index], let mismatch = answer.schema.mismatch(with: answer.table) {
      fail(statements[index].line, "not the columns that the plan states: \(mismatch)")
    }
  }

  private mutating func judge(_ index: Int) {
    let own = expectations.filter { owner(of: $0) == index }
    let found = diagnostics[index] ?? []
    let errors = found.filter { $0.severity == .error }
    if !found.isEmpty && !own.contains(where: { $0.kind == .diagnostics }) {
      let kind = errors.isEmpty ? "a warning that the script does not state" : "unexpected error"
      fail(statements[index].line, kind, Self.details(errors.isEmpty ? found : errors))
      if errors.isEmpty { updates.append((placeOfDiagnostics(index), Self.expectation(of: found, in: .english))) }
    }
    for expectation in own {
      let line = expectation.lines.lowerBound
      if let view = expectation.view {
        judge(expectation, view, index)
        continue
      }
      switch expectation.kind {
      case .diagnostics:
        let difference = GoldenComparison.compare(expectation.texts, with: found)
        if difference.isEmpty { continue }
        fail(line, "other diagnostics", difference.excerpt)
      case .answer:
        if let answer = answers[index] {
          let difference = GoldenComparison.compare(expectation.texts, with: answer.report)
          if difference.isEmpty { continue }
          fail(line, "another answer", difference.excerpt)
        } else if hasRun.contains(index) {
          fail(line, "the statement gives no answer")
        } else if failures.isEmpty && errors.isEmpty {
          fail(line, "not run")
        }
      }
      // Matching lines keep their wording; only the others are rewritten.
      if hasRun.contains(index) || !errors.isEmpty {
        let language = GoldenComparison.language(of: expectation.texts)
        let isAnswer = errors.isEmpty && (expectation.kind == .answer || found.isEmpty)
        updates.append((expectation, isAnswer ? answer(index, as: expectation.texts) : Self.expectation(of: found, in: language)))
      }
    }
  }

  /// The answer of a statement as expectation lines, in the language of those that it had.
  private func answer(_ index: Int, as expected: [String]) -> [String] {
    guard let report = answers[index]?.report else { return [] }
    let language = GoldenComparison.language(of: expected, report)
    return GoldenComparison.lines(of: report.said(in: language).table, in: language).map { "#> " + $0 }
  }

  /// Where a statement that states no diagnostics would state them: the empty
  /// range of lines under it.
  private func placeOfDiagnostics(_ index: Int) -> GoldenExpectation {
    let lines = script.text.linesByBytes
    let line = statements[index].lastLine + 1
    let indentation =
      lines.indices.contains(statements[index].line)
      ? String(lines[statements[index].line].prefix { $0 == " " || $0 == "\t" }) : ""
    return GoldenExpectation(kind: .diagnostics, lines: line..<line, texts: [], indentation: indentation)
  }

  /// Diagnostics as expectation lines, without the excerpts: their line
  /// numbers change with the lines above.
  private static func expectation(of diagnostics: [Diagnostic], in language: Language) -> [String] {
    let starts = [Diagnostic.Severity.error, .warning, .note].map { "\($0.word.text(in: language)):" }
    let marks = (["note", "fix", "or"] as [Message]).map { " = \($0.text(in: language)): " }
    return diagnostics.flatMap { GoldenComparison.lines(of: $0, in: language) }
      .filter { line in starts.contains(where: line.hasPrefix) || marks.contains(where: line.contains) }
      .map { "#! " + $0 }
  }
}
