// Where the tests are: `.seg` files, and the `seg` blocks of Markdown files.

import SegPlatform
import SegDiagnostics

/// One script to test. A block of a Markdown file keeps its line numbers: all other lines
/// are blank.
struct GoldenScript {
  let path: String
  let text: String

  /// The name in diagnostics: without its folder, so that expectations do not depend on
  /// where they are run.
  var name: String { path.split(separator: "/").last.map { String($0) } ?? path }

  /// The files at a path: itself, or those of a folder and its folders, in
  /// the order of their names. Names that begin with `.` are skipped.
  static func files(at path: String) throws -> [String] {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw ScriptError(Diagnostic("cannot-read", "cannot read `\(path)`: \(ScriptFile.reason(errno))"))
    }
    if status.st_mode & S_IFMT != S_IFDIR { return [path] }
    guard let folder = opendir(path) else {
      throw ScriptError(Diagnostic("cannot-read", "cannot read `\(path)`: \(ScriptFile.reason(errno))"))
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    var files: [String] = []
    for name in names.sorted() {
      let child = path.hasSuffix("/") ? path + name : path + "/" + name
      guard lstat(child, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        files += try Self.files(at: child)
      } else if name.hasSuffix(".seg") || name.hasSuffix(".md"), stat(child, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
        files.append(child)
      }
    }
    return files
  }

  /// The scripts of a file: one, or one for each block that does not continue another.
  static func scripts(in text: String, path: String) -> [GoldenScript] {
    guard path.hasSuffix(".md") else { return [GoldenScript(path: path, text: text)] }
    let lines = text.linesByBytes
    var scripts: [[Bool]] = []
    var fence: String?
    var isScript = false
    for (index, line) in lines.enumerated() {
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      let marks = String(trimmed.prefix { $0 == trimmed.first && ($0 == "`" || $0 == "~") })
      let rest = trimmed.dropFirst(marks.count).filter { $0 != "\r" }
      if let open = fence {
        if marks.count >= open.count, marks.first == open.first, rest.allSatisfy({ $0 == " " }) {
          fence = nil
          isScript = false
        } else if isScript, !scripts.isEmpty {
          scripts[scripts.count - 1][index] = true
        }
      } else if marks.count >= 3 {
        fence = marks
        let words = rest.split(separator: " ")
        isScript = words == ["seg"] || words == ["seg", "continue"]
        if isScript && (words.count == 1 || scripts.isEmpty) {
          scripts.append([Bool](repeating: false, count: lines.count))
        }
      }
    }
    return scripts.map { kept in
      GoldenScript(
        path: path,
        text: zip(lines, kept).map { $1 ? $0 : "" }.joined(separator: "\n"))
    }
  }
}

extension String {
  /// The lines between line feeds; a carriage return stays at the end of its line. Splits
  /// bytes, because `\r\n` is one character and not `\n`.
  var linesByBytes: [String] {
    utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
  }
}
