// Where a file will be written, found out before anything is written.

import SegPlatform

/// What writing to a path may do, other than to make a new file.
package struct WriteOptions: Sendable {
  /// Whether a file that exists may be replaced.
  package var replaces: Bool
  /// Whether missing folders may be made.
  package var makesFolders: Bool
  /// Whether the file must be there after a loss of power.
  package var isLasting: Bool

  package init(replaces: Bool = false, makesFolders: Bool = false, isLasting: Bool = true) {
    self.replaces = replaces
    self.makesFolders = makesFolders
    self.isLasting = isLasting
  }
}

/// The place that a path names.
package struct WriteTarget: Sendable {
  enum Kind: Sendable {
    /// - Parameter mode: the permissions of a file that exists.
    case file(mode: mode_t?)
    /// A device or a pipe, which is written as it is.
    case stream
    /// An open descriptor: `/dev/stdout`.
    case descriptor(Int32)
  }

  /// The path as it was given.
  package let path: String
  /// The path of the file, with links followed: also one that leads to no file yet.
  let file: String
  let kind: Kind
  /// The folder of the file, if it does not exist.
  package let missingFolder: String?

  /// Whether there is a regular file, which writing would replace.
  package var exists: Bool {
    if case .file(.some) = kind { return true }
    return false
  }

  /// - Throws: `cannot-write` for a path at which no file can be.
  package init(path: String) throws(ReadError) {
    self.path = path
    if path.utf8.contains(0) { throw .cannotWrite(path, "a path has no character NUL") }
    if path.isEmpty { throw .cannotWrite(path, "the path is empty") }
    if let number = Self.descriptor(of: path) {
      (file, kind, missingFolder) = (path, .descriptor(number), nil)
      return
    }
    var status = stat()
    if stat(path, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFDIR: throw .cannotWrite(path, "it is a folder")
      case S_IFREG: (file, kind) = (Self.real(path) ?? path, .file(mode: status.st_mode & 0o777))
      default: (file, kind) = (path, .stream)
      }
      missingFolder = nil
      return
    }
    let error = SystemError()
    if error.number != ENOENT || path.hasSuffix("/") {
      throw .cannotWrite(path, error.number == ENOENT ? "it is a folder's name" : error.text)
    }
    file = try Self.end(of: path)
    kind = .file(mode: nil)
    let folder = Self.folder(of: file)
    missingFolder = stat(folder, &status) == 0 ? nil : folder
  }

  /// The folder in which a path's last name stands.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The path to which links lead, where there is no file yet.
  private static func end(of path: String) throws(ReadError) -> String {
    var place = path
    // As many as the system follows.
    for _ in 0..<40 {
      var status = stat()
      guard lstat(place, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return place }
      var name = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      guard readlink(place, &name, name.count - 1) > 0 else { throw .cannotWrite(path, SystemError().text) }
      let next = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      place = next.hasPrefix("/") ? next : folder(of: place) + "/" + next
    }
    throw .cannotWrite(path, SystemError(number: ELOOP).text)
  }

  /// The number of the descriptor that a path stands for. To open the path would begin
  /// the file anew in which the output of the program is.
  private static func descriptor(of path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      let prefixes = ["/dev/fd/", "/proc/self/fd/"]
      return prefixes.first { path.hasPrefix($0) }.flatMap { Int32(path.dropFirst($0.count)) }
    }
  }
}
