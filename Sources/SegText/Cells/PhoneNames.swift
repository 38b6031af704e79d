// Recognizes columns of phone numbers by name.

/// Names of columns with phone numbers.
enum PhoneNames {
  private static let words = ["phone", "mobile", "tel", "telephone", "cellphone", "fax"]
  private static let chinese = ["手机", "电话", "手機", "電話", "传真"]

  /// Whether a word of the name, or a part of a Chinese name, means phone.
  static func contains(_ name: String) -> Bool {
    let parts = name.lowercased().split { !$0.isLetter }
    return parts.contains { part in words.contains { part == $0 || part == $0 + "s" } }
      || chinese.contains { word in
        name.indices.contains { name[$0...].hasPrefix(word) }
      }
  }
}
