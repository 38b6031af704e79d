// The temporary file in which a file is written, and its removal where the program ends.

import SegPlatform
import Synchronization

/// A file beside the one that is being written. Its writer holds a lock on it, so that
/// others can tell a file that is being written from one that an ended program left.
struct PartFile {
  let path: String
  let descriptor: Int32
  private let slot: Int?

  /// Makes a new file, under a name that no other can have.
  init(beside file: String, mode: mode_t) throws(SystemError) {
    for _ in 0..<100 {
      let path = Self.name(beside: file)
      // Before the file is made, so that there is no moment at which a signal leaves it.
      let slot = PartFiles.add(path)
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      if descriptor >= 0 {
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
        var status = stat()
        // Another program may have taken it for an old one, before it was locked.
        if fstat(descriptor, &status) == 0, status.st_nlink > 0 {
          (self.path, self.descriptor, self.slot) = (path, descriptor, slot)
          return
        }
        close(descriptor)
        PartFiles.remove(slot)
        continue
      }
      let error = SystemError()
      PartFiles.remove(slot)
      if error.number != EEXIST { throw error }
    }
    throw SystemError(number: EEXIST)
  }

  /// The file is no longer a temporary one: it was renamed or removed.
  func release() { PartFiles.remove(slot) }

  private static let ending = ".part"
  /// Hexadecimal digits of the number in a name.
  private static let digits = 16

  private static func name(beside file: String) -> String {
    let hex = String(UInt64.random(in: 0 ... .max), radix: 16)
    return beginning(of: file) + String(repeating: "0", count: digits - hex.count) + hex + ending
  }

  /// The beginning of the names of a file's temporary files. A name has 255 bytes at
  /// most, so a long one is cut.
  private static func beginning(of file: String) -> String {
    let name = file.lastIndex(of: "/").map { file[file.index(after: $0)...] } ?? file[...]
    var cut = ""
    var count = 0
    for character in name {
      count += character.utf8.count
      if count > 200 { break }
      cut.append(character)
    }
    return file.dropLast(name.count) + cut + "."
  }

  /// Removes what ended programs have left of a file: the temporary files that nobody
  /// has locked.
  static func removeOld(beside file: String) {
    let folder = WriteTarget.folder(of: file)
    let beginning = Self.beginning(of: file)
    let name = beginning.lastIndex(of: "/").map { beginning[beginning.index(after: $0)...] } ?? beginning[...]
    let length = name.utf8.count + digits + ending.utf8.count
    guard let directory = opendir(folder) else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let found = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        let name = bytes.prefix { $0 != 0 }
        // The folder may hold very many others.
        return name.count == length && name.last == 0x74 ? String(decoding: name, as: UTF8.self) : ""
      }
      guard found.hasPrefix(name), found.hasSuffix(ending),
        found.utf8.dropFirst(name.utf8.count).prefix(digits).allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
      else { continue }
      let path = folder + "/" + found
      let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      if descriptor < 0 { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(descriptor)
    }
  }
}

/// The temporary files of this process, for the handlers of signals that end it.
package enum PartFiles {
  private static let capacity = 64
  /// The address of a path in each place that is taken, otherwise 0. The one who takes
  /// an address out of its place owns the path. Unsafe: never freed, and each place is
  /// an atomic.
  nonisolated(unsafe) private static let places: UnsafeMutablePointer<Atomic<UInt>> = {
    let places = UnsafeMutablePointer<Atomic<UInt>>.allocate(capacity: capacity)
    for index in 0..<capacity { (places + index).initialize(to: Atomic(0)) }
    return places
  }()

  /// Makes the list now: a handler of a signal may not.
  package static func prepare() { _ = places }

  /// The place of a path in the list; nil if the list is full.
  static func add(_ path: String) -> Int? {
    guard let text = strdup(path) else { return nil }
    for index in 0..<capacity
    where places[index].compareExchange(expected: 0, desired: UInt(bitPattern: text), ordering: .acquiringAndReleasing).exchanged {
      return index
    }
    free(text)
    return nil
  }

  static func remove(_ place: Int?) {
    if let place, let text = taken(place) { free(text) }
  }

  private static func taken(_ place: Int) -> UnsafeMutablePointer<CChar>? {
    UnsafeMutablePointer(bitPattern: places[place].exchange(0, ordering: .acquiringAndReleasing))
  }

  /// Removes all of them. May be called from a handler of a signal.
  package static func removeAll() {
    for index in 0..<capacity { if let path = taken(index) { unlink(path) } }
  }
}
