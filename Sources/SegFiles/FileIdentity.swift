// The identity of a file, to see whether it is still the same.

import SegPlatform

/// A regular file as it is now: its path, its size, and the time of its last change.
package struct FileIdentity: Sendable, Hashable {
  /// The path from the root, with links followed.
  package private(set) var path: String
  package private(set) var size: Int
  /// Device, inode and time of the last change.
  package private(set) var numbers: [Int64]

  /// nil if there is no regular file.
  package init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    self.path = String(cString: real)
    size = Int(status.st_size)
    numbers = [
      Int64(truncatingIfNeeded: status.st_dev), Int64(truncatingIfNeeded: status.st_ino), Int64(status.modificationTime.tv_sec),
      Int64(status.modificationTime.tv_nsec),
    ]
  }

  /// The file's place on the disk alone, whatever its path and its content.
  var place: FileIdentity {
    var identity = self
    identity.numbers = Array(numbers.prefix(2))
    identity.path = ""
    identity.size = 0
    return identity
  }

  /// Whether both are one file, by its path or by its place on the disk (a second name), also
  /// if it has changed meanwhile.
  package func isSameFile(as other: FileIdentity) -> Bool {
    path == other.path || numbers.prefix(2) == other.numbers.prefix(2)
  }

  /// Whether the path can be read only once: pipes, sockets, terminals.
  package static func isStream(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    switch status.st_mode & S_IFMT {
    case S_IFIFO, S_IFSOCK: return true
    case S_IFCHR:
      let descriptor = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
      defer { if descriptor >= 0 { close(descriptor) } }
      return descriptor >= 0 && isatty(descriptor) == 1
    default: return false
    }
  }
}
