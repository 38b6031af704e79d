// Completion of the prompt's commands, of questions in plain words, and of the topics of help.

import Seg
import SegDiagnostics

enum CommandCompletion {
  /// The candidates for a line that is no statement; nil if it is one.
  static func of(_ text: String, in session: Session) -> Completion? {
    if text.contains("\n") { return nil }
    let line = String(text.drop { $0 == " " })
    if line.lowercased().hasPrefix("help ") || line.lowercased().hasPrefix(".help ") {
      return matching(String(line.drop { $0 != " " }.drop { $0 == " " }), session.helpTopics)
    }
    if line.hasPrefix("??") { return matching(String(line.dropFirst(2).drop { $0 == " " }), session.helpTopics) }
    if let first = line.first, first == "?" || first == "？" {
      let (word, candidates) = session.candidates(afterQuestion: String(line.dropFirst()))
      return Completion(
        wordLength: word.unicodeScalars.count, candidates: candidates.map(\.text),
        kinds: candidates.map { $0.kind.text(in: Terminal.language) })
    }
    guard line.hasPrefix(".") else { return nil }
    guard let blank = line.firstIndex(of: " ") else { return matching(line, PromptCommand.all.map { "." + $0.name }) }
    guard let command = PromptCommand.all.first(where: { $0.name == line[..<blank].dropFirst().lowercased() }) else { return nil }
    let argument = String(line[line.index(after: blank)...].drop { $0 == " " })
    switch command.argument {
    case .nothing: return Completion(wordLength: 0, candidates: [])
    case .words(let words): return matching(argument, words)
    case .name: return matching(argument, session.forgettableNames.map { Diagnostic.name($0) })
    case .names:
      let last = argument.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
      return matching(last, session.forgettableNames.map { Diagnostic.name($0) })
    case .file: return FileCompletion.names(beginning: argument)
    case .folder: return FileCompletion.names(beginning: argument) { $0.hasSuffix("/") }
    }
  }

  private static func matching(_ word: String, _ candidates: [String]) -> Completion {
    let wanted = word.lowercased()
    return Completion(
      wordLength: word.unicodeScalars.count, candidates: candidates.filter { $0.lowercased().drop { $0 == "`" }.hasPrefix(wanted) })
  }
}
