// Fixes are tried before they are offered.

import SegDiagnostics

/// Tries the fixes of one statement's mistakes: each is applied to the text, which is then
/// checked.
///
/// A fix is offered if no mistake is left at its place. What it brings to light elsewhere
/// is repaired too, and then the whole statement is offered. A mistake that vanishes with
/// the fix of an earlier one was its consequence and is not reported.
struct FixTrial {
  /// The statement.
  private let piece: SourceSpan
  private let text: String
  /// The mistakes of a text in the place of the statement.
  private let mistakes: (String) -> [Diagnostic]
  /// Whole statements that the text may mean, the likeliest first.
  private let readings: () -> Rephrasing

  /// The most fixes that are tried for one statement.
  private static let limit = 20
  /// The most fixes that are applied one after another.
  private static let stepLimit = 5
  /// The longest statement, in bytes, whose fixes are tried.
  private static let lengthLimit = 20_000

  init(_ piece: SourceSpan, readings: @escaping () -> Rephrasing, mistakes: @escaping (String) -> [Diagnostic]) {
    self.piece = piece
    text = piece.text
    self.readings = readings
    self.mistakes = mistakes
  }

  /// The text with a fix, and what is still wrong with it.
  private struct Repair {
    var text: String
    /// The fixes that it took.
    var steps: Int
    var remaining: [Diagnostic]
  }

  /// What makes two mistakes the same, wherever they are.
  private struct Identity: Hashable {
    let id: String
    let message: Message

    init(_ diagnostic: Diagnostic) {
      id = diagnostic.id
      message = diagnostic.message
    }
  }

  /// The mistakes that are to be reported, with fixes that work.
  func advised(_ problems: [Diagnostic]) -> [Diagnostic] {
    guard text.utf8.count <= Self.lengthLimit, problems.contains(where: { $0.severity == .error }) else { return problems }
    var advised: [Diagnostic] = []
    var consequences: Set<Int> = []
    var trials = 0
    for (index, problem) in problems.enumerated() where !consequences.contains(index) {
      var problem = problem
      guard problem.severity == .error, !problem.isIncomplete, trials < Self.limit else {
        advised.append(problem)
        continue
      }
      let tried = tried(problem, among: problems, &trials)
      problem.fix = tried.fix
      problem.otherFixes = problem.otherFixes.filter { repair(with: $0, among: problems, &trials) != nil }
      if problem.fix == nil, !problem.otherFixes.isEmpty { problem.fix = problem.otherFixes.removeFirst() }
      if tried.isWhole, problem.otherFixes.isEmpty, let text = tried.repair?.text {
        problem.otherFixes = alternatives(to: text, &trials)
      }
      if let repair = tried.repair {
        let left = Set(repair.remaining.map(Identity.init))
        for (other, consequence) in problems.enumerated() where other != index && consequence.severity == .error {
          if !left.contains(Identity(consequence)), other > index || tried.isWhole { consequences.insert(other) }
        }
        if tried.isWhole { advised.removeAll { $0.severity == .error && !left.contains(Identity($0)) } }
      }
      advised.append(problem)
    }
    return advised
  }

  /// A fix of a problem that works.
  private func tried(
    _ problem: Diagnostic, among problems: [Diagnostic], _ trials: inout Int
  ) -> (fix: Diagnostic.Fix?, repair: Repair?, isWhole: Bool) {
    if Self.isOfPlace(problem) { return (problem.fix, nil, false) }
    let readings = readings()
    // A statement with one slip is likelier than a question; with several, the question is.
    let isQuestion = problems.count { $0.severity == .error } > 1
    if let repair = repaired(readings.certain + (isQuestion ? readings.ofSeveralMistakes : []), &trials) {
      return (whole(repair.text), repair, true)
    }
    if let fix = problem.fix, fix.replacement != nil {
      for candidate in [fix] + fix.fallbacks {
        guard let repair = repair(with: candidate, among: problems, &trials) else { continue }
        if repair.steps == 1 { return (candidate, repair, false) }
        return (whole(repair.text), repair, true)
      }
    }
    if let repair = repaired(readings.guesses, &trials) { return (whole(repair.text), repair, true) }
    // A text for a person cannot be tried.
    let advice = [problem.fix].compactMap { $0 } + (problem.fix?.fallbacks ?? [])
    return (advice.first { $0.replacement == nil }, nil, false)
  }

  /// The first of some statements that has no mistake, or only such as have fixes.
  private func repaired(_ readings: [String], _ trials: inout Int) -> Repair? {
    for reading in readings where reading != text && trials < Self.limit {
      var repair = Repair(text: reading, steps: 1, remaining: [])
      for _ in 0..<3 {
        trials += 1
        repair.remaining = mistakes(repair.text)
        let wrong = repair.remaining.filter { !Self.isOfPlace($0) }
        if wrong.isEmpty { return repair }
        // Another name would be another question.
        guard !wrong.contains(where: { $0.id == "unknown-name" }), let (range, replacement) = wrong.lazy.compactMap({ Self.edit($0) }).first
        else { break }
        repair.text = Self.replacing(range, of: repair.text, with: replacement)
      }
    }
    return nil
  }

  /// The other readings of a question of which one is offered.
  private func alternatives(to offered: String, _ trials: inout Int) -> [Diagnostic.Fix] {
    let worded = readings().worded
    guard worded.contains(offered) else { return [] }
    var found: [String] = []
    for reading in worded where reading != offered && !found.contains(reading) && found.count < 2 && trials < Self.limit {
      trials += 1
      if mistakes(reading).allSatisfy({ Self.isOfPlace($0) }) { found.append(reading) }
    }
    return found.map(whole)
  }

  private func whole(_ text: String) -> Diagnostic.Fix {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.hasPrefix("#") }
    let shown = lines.joined(separator: " ")
    return Diagnostic.Fix("write \(Diagnostic.code(shown))", replace: piece, with: text)
  }

  /// The text with a fix, if no new mistake is left at its place.
  private func repair(with fix: Diagnostic.Fix, among problems: [Diagnostic], _ trials: inout Int) -> Repair? {
    guard let replacement = fix.replacement, let span = fix.span, span.source === piece.source else { return nil }
    let start = span.range.lowerBound - piece.range.lowerBound
    guard start >= 0, span.range.upperBound <= piece.range.upperBound else { return nil }
    var known: [Identity: Int] = [:]
    for problem in problems where problem.severity == .error { known[Identity(problem), default: 0] += 1 }
    var text = self.text
    var range = start..<start + span.range.count
    var replacement2 = replacement
    var touched: [Range<Int>] = []
    for step in 1...Self.stepLimit {
      trials += 1
      text = Self.replacing(range, of: text, with: replacement2)
      let shift = replacement2.utf8.count - range.count
      touched = touched.map { $0.lowerBound >= range.upperBound ? $0.lowerBound + shift..<$0.upperBound + shift : $0 }
      touched.append(range.lowerBound..<range.lowerBound + replacement2.utf8.count)
      let remaining = mistakes(text)
      // A mistake in what was written anew belongs to the fix, also if it was there before.
      let inside = remaining.filter { problem in Self.edit(problem) != nil && touched.contains { Self.lies(problem, within: $0) } }
      let fresh = (inside + Self.fresh(remaining, known).filter { !inside.contains($0) }).filter { !Self.isOfPlace($0) }
      let repair = Repair(text: text, steps: step, remaining: remaining)
      if fresh.isEmpty {
        let isUseless = step == 1 && Self.wrong(remaining) >= Self.wrong(problems)
        return isUseless ? nil : repair
      }
      if let next = fresh.lazy.compactMap({ Self.edit($0) }).first, trials < Self.limit {
        (range, replacement2) = next
        continue
      }
      let isTouched = fresh.contains { problem in touched.contains { Self.touches(problem, $0) } }
      return isTouched ? nil : Repair(text: text, steps: step, remaining: remaining)
    }
    return nil
  }

  /// Whether a mistake says that the statement does not belong here, however well it is
  /// written: what it defines, or the file that it writes, is there already.
  private static func isOfPlace(_ problem: Diagnostic) -> Bool {
    problem.id == "file-exists" || problem.id == "name-taken" && problem.message.description.hasSuffix(" already")
  }

  /// How many mistakes are in the writing.
  private static func wrong(_ problems: [Diagnostic]) -> Int { problems.count { $0.severity == .error && !isOfPlace($0) } }

  /// The mistakes that were not there before.
  private static func fresh(_ found: [Diagnostic], _ known: [Identity: Int]) -> [Diagnostic] {
    var known = known
    return found.filter { problem in
      guard let count = known[Identity(problem)], count > 0 else { return true }
      known[Identity(problem)] = count - 1
      return false
    }
  }

  private static func edit(_ problem: Diagnostic) -> (Range<Int>, String)? {
    guard let span = problem.fix?.span, let replacement = problem.fix?.replacement, span.source === problem.span?.source else { return nil }
    return (span.range, replacement)
  }

  private static func touches(_ problem: Diagnostic, _ range: Range<Int>) -> Bool {
    guard let span = problem.span?.range else { return true }
    // A blank between them does not part them.
    return span.lowerBound <= range.upperBound + 1 && range.lowerBound <= span.upperBound + 1
  }

  private static func lies(_ problem: Diagnostic, within range: Range<Int>) -> Bool {
    guard let span = problem.span?.range else { return false }
    return span.lowerBound >= range.lowerBound && span.upperBound <= range.upperBound
  }

  private static func replacing(_ range: Range<Int>, of text: String, with replacement: String) -> String {
    let bytes = Array(text.utf8)
    let start = min(max(0, range.lowerBound), bytes.count)
    let end = min(max(start, range.upperBound), bytes.count)
    return String(decoding: bytes[..<start] + Array(replacement.utf8) + bytes[end...], as: UTF8.self)
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return start.prefix(0) }
    return start[...last]
  }
}
