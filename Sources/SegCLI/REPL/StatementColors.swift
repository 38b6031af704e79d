// The colors of a statement at the prompt.

import SegSyntax

enum StatementColors {
  /// The terminal's code for each scalar of a line; nil where the line is no statement.
  ///
  /// - Parameter before: the lines of the statement before this one.
  static func codes(of line: String, after before: String) -> [String?]? {
    if before.isEmpty, let first = line.first(where: { $0 != " " }) {
      if first == "?" || first == "？" || PromptCommand.begins(line) { return nil }
    }
    let roles = Parser.roles(in: before + line)
    var codes: [String?] = []
    var place = 0
    var offset = 0
    for scalar in (before + line).unicodeScalars {
      while place < roles.count, roles[place].range.upperBound <= offset { place += 1 }
      let isInside = place < roles.count && roles[place].range.contains(offset)
      codes.append(isInside ? code(of: roles[place].role) : nil)
      offset += String(scalar).utf8.count
    }
    return Array(codes.dropFirst(before.unicodeScalars.count))
  }

  /// Colors that are read on light and on dark grounds.
  private static func code(of role: TokenRole) -> String {
    switch role {
    case .keyword: "\u{1B}[36m"
    case .text: "\u{1B}[32m"
    case .value: "\u{1B}[35m"
    case .comment: "\u{1B}[2m"
    }
  }
}
