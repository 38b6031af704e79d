// Recognizes columns of codes by name.

/// Names of columns in which the letters N and Y are no answers, but initials, grades and
/// the like.
enum CodeNames {
  private static let words: Set = [
    "initial", "initials", "middle", "mi", "grade", "code", "letter", "class", "category", "group", "type", "kind", "tier",
    "band", "rank", "size", "state", "region", "country", "zone", "area", "sex", "gender", "series", "suffix", "prefix",
    "name", "id", "key", "sku", "variant", "block", "row", "seat", "side", "direction",
  ]

  /// Whether a word of the name means a code.
  static func contains(_ name: String) -> Bool {
    // `middleInitial` has two words as well.
    var spaced = ""
    for character in name {
      if character.isUppercase, spaced.last?.isLowercase == true { spaced.append(" ") }
      spaced.append(character)
    }
    return spaced.lowercased().split { !$0.isLetter }.contains { words.contains(String($0)) }
  }
}
