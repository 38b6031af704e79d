// The C library under its name on each system, and the differences between systems.

#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#elseif canImport(Darwin)
  @_exported import Darwin
#endif

/// Asks for large pages under a range of memory, or for small ones.
///
/// - Returns: whether the system takes the advice; Darwin has none.
@discardableResult
package func adviseLargePages(_ areLarge: Bool, _ start: UnsafeMutableRawPointer, _ bytes: Int) -> Bool {
  #if canImport(Darwin)
    return false
  #else
    return madvise(start, bytes, areLarge ? MADV_HUGEPAGE : MADV_NOHUGEPAGE) == 0
  #endif
}

extension stat {
  /// When the file was changed last.
  package var modificationTime: timespec {
    #if canImport(Darwin)
      return st_mtimespec
    #else
      return st_mtim
    #endif
  }
}
