// Opens files, and explains failures.

import SegPlatform
import SegDiagnostics
import SegRuntime

extension InputSource {
  /// The file of a path.
  ///
  /// - Parameter limit: how much to take of what has no known size.
  /// - Throws: ``ReadError``: `file-not-found`, `not-a-file`, `cannot-read`; ``SystemError``.
  package static func opened(path: String, limit: Int, _ context: ExecutionContext = .serial) throws -> InputSource {
    if path.utf8.contains(0) { throw ReadError.cannotRead(path, "a path has no character NUL") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      let error = SystemError()
      if error.number == ENOENT || error.number == ENOTDIR { throw Folder.notFound(path) }
      throw ReadError.cannotRead(path, error.text)
    }
    var status = stat()
    do {
      guard fstat(descriptor, &status) == 0 else { throw SystemError() }
      if status.st_mode & S_IFMT == S_IFDIR { throw ReadError.notAFile(path, "a folder") }
      if isEndless(descriptor, status) { throw ReadError.notAFile(path, "a device") }
    } catch {
      close(descriptor)
      throw error
    }
    return try InputSource.opened(descriptor, status, limit: limit, context)
  }
}

/// The error for a file that cannot be read, after a failed system call.
package func systemErrors<Result>(_ name: String, _ body: () throws -> Result) throws(ReadError) -> Result {
  do {
    return try body()
  } catch let error as ReadError {
    throw error
  } catch let error as ScriptError {
    throw ReadError(error)
  } catch let error as SystemError {
    if error.number == ENOMEM, let refusal = MemoryAccount.current?.refusal {
      throw ReadError(RuntimeDiagnostics.memory(refusal))
    }
    throw .cannotRead(name, error.text)
  } catch {
    throw .cannotRead(name, "\(error)")
  }
}

/// Whether an open file is a device other than a terminal or `/dev/null`. Reading
/// `/dev/zero`, for example, would never end.
package func isEndless(_ descriptor: Int32, _ status: stat) -> Bool {
  let kind = status.st_mode & S_IFMT
  if kind != S_IFCHR { return kind == S_IFBLK }
  if isatty(descriptor) == 1 { return false }
  var null = stat()
  return stat("/dev/null", &null) != 0 || null.st_rdev != status.st_rdev
}

/// Suggestions for a path that does not exist.
private enum Folder {
  static func notFound(_ path: String) -> ReadError {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let file = String(parts.last ?? "")
    let folder = parts.dropLast().joined(separator: "/")
    let shown = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
    guard let entries = names(in: shown) else { return .folderNotFound(shown, path: path) }
    let nearest = Speller.nearest(to: file, among: entries.sorted())
    return .fileNotFound(path, nearest: nearest.map { folder.isEmpty ? $0 : folder + "/" + $0 })
  }

  private static func names(in folder: String) -> [String]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while names.count < 10_000, let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
