// The files that the paths of a load name: a path, a pattern, or a folder.

import SegDiagnostics
import SegPlatform

/// A file that a load reads.
package struct NamedFile: Sendable, Hashable {
  /// As a script would write it.
  package let name: String
  /// As the system finds it.
  package let path: String

  package init(name: String, path: String) {
    self.name = name
    self.path = path
  }
}

/// The files of one load.
package struct FileMatches: Sendable {
  package private(set) var files: [NamedFile] = []
  /// The names of files in folders that have no known ending.
  package private(set) var leftOut: [String] = []
  /// Subfolders that were not looked into.
  package private(set) var folders: [String] = []

  /// What is said about files that are not read, one sentence each.
  package var notes: [Message] {
    func note(_ names: [String], _ what: Message, _ why: Message) -> [Message] {
      guard let first = names.first else { return [] }
      if names.count == 1 { return ["`\(first)` is left out: \(why)"] }
      return ["\(names.count) \(what) are left out, the first `\(first)`: \(why)"]
    }
    return note(leftOut, "files", "no format has such an ending") + note(folders, "folders", "folders in folders are not read")
  }

  /// Why the paths name no files, and the place of the path at fault among them.
  package struct Problem: Error {
    package let error: ReadError
    package let path: Int
  }

  /// Finds the files of some paths, in their order; those of one pattern or folder by name.
  ///
  /// A pattern has `*`, `?` or `[…]`, unless a file is called exactly so. A folder ends with `/`: its
  /// files are those with one of `endings`. Hidden files are named by themselves alone.
  ///
  /// - Parameters:
  ///   - directory: to which paths are relative; nil: the current one.
  ///   - endings: without the dot; nil: any file of a folder is read.
  package init(_ paths: [String], in directory: String?, endings: [String]?) throws(Problem) {
    var places: [FileIdentity: (file: NamedFile, path: Int)] = [:]
    for (place, path) in paths.enumerated() {
      let found = try Self.matches(path, in: directory) { error in Problem(error: error, path: place) }
      var taken: [NamedFile] = []
      for file in found {
        if path.hasSuffix("/"), let endings, !Self.hasEnding(file.name, endings) {
          if Self.isFolder(file.path) { folders.append(file.name) } else { leftOut.append(file.name) }
        } else if found.count > 1 || path.hasSuffix("/"), Self.isFolder(file.path) {
          folders.append(file.name)
        } else {
          taken.append(file)
        }
      }
      if taken.isEmpty { throw Problem(error: .noFiles(path, leftOut: leftOut + folders), path: place) }
      for file in taken {
        guard let identity = FileIdentity(path: file.path)?.place else { continue }
        if let known = places[identity] {
          throw Problem(error: .fileTwice(known.file.name, paths[known.path], file.name, path), path: place)
        }
        places[identity] = (file, place)
      }
      files += taken
    }
  }

  private static func matches(
    _ path: String, in directory: String?, _ problem: (ReadError) -> Problem
  ) throws(Problem) -> [NamedFile] {
    let whole = resolved(path, directory)
    let isFolder = path.hasSuffix("/")
    if isFolder, !self.isFolder(whole) {
      throw problem(FileIdentity(path: String(whole.dropLast())) == nil ? .noSuchFolder(path) : .notAFolder(path))
    }
    guard isFolder || isPattern(path), access(whole, F_OK) != 0 || isFolder else { return [NamedFile(name: path, path: whole)] }
    // The script's folder is no part of the pattern.
    let prefix = resolved("", path.hasPrefix("/") || path.hasPrefix("~") ? nil : directory)
    let pattern = escaped(prefix, also: "*?[") + escaped(HomeFolder.expanded(path), also: isFolder ? "*?[" : "") + (isFolder ? "*" : "")
    let matches = expanded(pattern).map { NamedFile(name: String($0.dropFirst(prefix.count)), path: $0) }
    if matches.isEmpty, !isFolder { throw problem(.noMatch(path, others: neighbors(of: path, directory))) }
    return matches
  }

  /// Whether a path is a pattern, unless a file is called so.
  package static func isPattern(_ path: String) -> Bool { path.contains { "*?[".contains($0) } }

  /// A path; a relative one starts from a folder.
  private static func resolved(_ path: String, _ directory: String?) -> String {
    let path = HomeFolder.expanded(path)
    guard let directory, !path.hasPrefix("/") else { return path }
    return directory.hasSuffix("/") ? directory + path : directory + "/" + path
  }

  private static func escaped(_ text: String, also marks: String) -> String {
    text.reduce(into: "") { text, character in
      if character == "\\" || marks.contains(character) { text.append("\\") }
      text.append(character)
    }
  }

  /// The paths that match a pattern, ordered by their bytes whatever the language of the system.
  private static func expanded(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, GLOB_NOSORT, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
    let names = (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func hasEnding(_ name: String, _ endings: [String]) -> Bool {
    var name = name.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    return endings.contains { name.hasSuffix(".\($0)") }
  }

  /// Some files of the folder of a pattern that nothing matches.
  private static func neighbors(of path: String, _ directory: String?) -> [String] {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    if isPattern(folder) { return [] }
    let prefix = resolved(folder, folder.isEmpty && path.hasPrefix("/") ? nil : directory)
    let all = expanded(escaped(prefix.isEmpty || prefix.hasSuffix("/") ? prefix : prefix + "/", also: "*?[") + "*")
    return all.compactMap { $0.split(separator: "/").last.map(String.init) }
  }
}

extension ReadError {
  /// `no file matches `orders-*.csv` [no-match]`
  static func noMatch(_ pattern: String, others: [String]) -> ReadError {
    let shown = others.prefix(5).joined(separator: ", ") + (others.count > 5 ? ", …" : "")
    return make(
      "no-match", "no file matches `\(pattern)`",
      notes: [others.isEmpty ? "its folder does not exist or is empty" : "its folder has \(shown)"],
      fix: "`*` stands for any characters, `?` for one, `[0-9]` for one of some")
  }

  /// - Parameter leftOut: what the folder has.
  static func noFiles(_ folder: String, leftOut: [String]) -> ReadError {
    let shown = leftOut.prefix(5).joined(separator: ", ") + (leftOut.count > 5 ? ", …" : "")
    return make(
      "no-match", "no file in `\(folder)` can be loaded", notes: leftOut.isEmpty ? [] : ["it has \(shown)"],
      fix: leftOut.isEmpty ? nil : "`with (format: csv)` reads files with any ending")
  }

  static func noSuchFolder(_ path: String) -> ReadError { make("file-not-found", "no folder `\(path)`") }

  static func notAFolder(_ path: String) -> ReadError {
    make("not-a-file", "`\(path)` is a file, not a folder", fix: "leave `/` out: `\(path.dropLast())`")
  }

  /// `orders-2024.csv` is named twice [file-twice]
  static func fileTwice(_ first: String, _ firstPath: String, _ second: String, _ secondPath: String) -> ReadError {
    let isOne = first == second
    return make(
      "file-twice", isOne ? "`\(first)` is named twice" : "`\(second)` is the same file as `\(first)`",
      notes: firstPath == secondPath ? [] : ["by `\(firstPath)` and by `\(secondPath)`"],
      fix: "leave one out: its rows would count twice")
  }
}
