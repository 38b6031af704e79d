// Chinese names by the first letters of their readings: `bj` finds 北京.

/// First letters of the readings of Chinese characters.
enum PinyinInitials {
  private static let base: UInt32 = 0x4E00

  /// Further first letters by character.
  private static let further: [Unicode.Scalar: [UInt8]] = {
    var further: [Unicode.Scalar: [UInt8]] = [:]
    var last: Unicode.Scalar?
    for scalar in others.unicodeScalars {
      if scalar.isASCII {
        if let last { further[last, default: []].append(UInt8(scalar.value)) }
      } else {
        last = scalar
      }
    }
    return further
  }()

  /// Whether a text begins with characters whose readings begin with the letters of a word. Letters and digits of the text stand for
  /// themselves.
  static func begin(_ text: String, with word: String) -> Bool {
    var letters = word.lowercased().utf8.makeIterator()
    var hasCharacter = false
    for scalar in text.unicodeScalars {
      guard let letter = letters.next() else { return hasCharacter }
      if isLetter(letter, of: scalar) {
        hasCharacter = true
      } else if !scalar.isASCII || String(scalar).lowercased().utf8.first != letter {
        return false
      }
    }
    return hasCharacter && letters.next() == nil
  }

  private static func isLetter(_ letter: UInt8, of scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= base, Int(scalar.value - base) < first.utf8CodeUnitCount else { return false }
    return first.utf8Start[Int(scalar.value - base)] == letter || further[scalar]?.contains(letter) == true
  }
}
