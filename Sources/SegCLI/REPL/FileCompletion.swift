// File names inside quotes after `from` and `to`.

import SegFiles
import SegPlatform

enum FileCompletion {
  /// The file names that complete the end of a text; nil if it does not end inside
  /// `from "…` or `to "…`.
  static func of(_ text: String) -> Completion? {
    var quote: Character?
    var opening = text.startIndex
    for index in text.indices {
      if let open = quote {
        if text[index] == open { quote = nil }
      } else if text[index] == "\"" || text[index] == "'" {
        quote = text[index]
        opening = index
      }
    }
    guard quote != nil else { return nil }
    let words = text[..<opening].split { $0 == " " || $0 == "\n" || $0 == "\t" }
    guard let word = words.last?.lowercased(), word == "from" || word == "to" || word == "use" else { return nil }
    let typed = text[text.index(after: opening)...]
    let found = self.names(beginning: String(typed))
    let closing = quote.map { String($0) } ?? ""
    guard found.candidates.count == 1 else { return found }
    return Completion(wordLength: found.wordLength, candidates: found.candidates.map { $0.hasSuffix("/") ? $0 : $0 + closing })
  }

  /// The names of files that complete a path.
  static func names(beginning typed: String, where isWanted: (String) -> Bool = { _ in true }) -> Completion {
    let start = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
    let folder = typed[..<start]
    let beginning = typed[start...]
    let found = names(in: folder.isEmpty ? "." : HomeFolder.expanded(String(folder))).filter {
      $0.hasPrefix(beginning) && (beginning.hasPrefix(".") || !$0.hasPrefix(".")) && isWanted($0)
    }
    return Completion(wordLength: beginning.unicodeScalars.count, candidates: found)
  }

  /// Names in a folder, sorted; folders end in `/`.
  private static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name == "." || name == ".." { continue }
      var status = stat()
      let isFolder = stat(path + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      names.append(isFolder ? name + "/" : name)
      if names.count > 10_000 { break }
    }
    return names.sorted()
  }
}
