// `~` in paths.

import SegPlatform

/// The folder of the user.
package enum HomeFolder {
  /// A path with `~` at its start read as the home folder. A file that is called `~` is
  /// written `./~`.
  package static func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = folder(ofUser: getuid()) else { return path }
    return home + path.dropFirst()
  }

  private static func folder(ofUser user: uid_t) -> String? {
    if let home = getenv("HOME"), home.pointee != 0 { return String(cString: home) }
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 1 << 14)
    guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil, let home = entry.pw_dir else { return nil }
    return String(cString: home)
  }
}
