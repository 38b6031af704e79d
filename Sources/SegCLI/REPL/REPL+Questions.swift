// `? how many loyal customers`: a question in plain words becomes a statement, which Enter runs.

import Seg
import SegDiagnostics
import SegSyntax

extension REPL {
  /// Shows the statements that a question may mean, and writes the first, or the one whose number is given,
  /// on the next line.
  func ask(_ question: String) {
    if let number = Int(question), !readings.isEmpty {
      guard readings.indices.contains(number - 1) else { return note("there are readings 1 to \(readings.count)") }
      return offer(readings[number - 1])
    }
    readings = session.readings(ofQuestion: question)
    guard let first = readings.first else {
      if question.isEmpty { return note("a question follows `?`: `? how many customers by city`, `? 各城市有多少客户`") }
      guard let word = session.misunderstoodWord(ofQuestion: question).map({ Diagnostic.code(Diagnostic.visible($0)) }) else {
        return note(
          "not understood: a question names tables, columns, definitions and values as `.tables`, `.defs` and `describe` show them")
      }
      return note(
        "not understood: \(word). A question names tables, columns, definitions and values as `.tables`, `.defs` and `describe` show them")
    }
    if readings.count > 1 {
      for (index, reading) in readings.enumerated() { note("\(index + 1)  \(Diagnostic.visible(Self.said(reading)))") }
      note("Enter runs the first; `? 2` offers another")
    }
    offer(first)
  }

  /// Writes a statement on the next line, as if it had been typed.
  private func offer(_ statement: String) { typed = Self.said(statement) }

  /// A statement with the words of scripts in the language of the person.
  private static func said(_ statement: String) -> String {
    guard Terminal.language == .chinese, case .formatted(let text) = Formatter.format(Source(name: "", text: statement), in: .chinese)
    else {
      return statement
    }
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
