// Writing files wholly or not at all.

import SegPlatform
import SegDiagnostics
import SegFiles
import Testing

struct WritingTests {
  private func write(_ text: String, path: String) throws {
    try writeFile(path: path, WriteOptions(replaces: true, makesFolders: true)) { put in
      for piece in Array(text.utf8).chunked(3) { try piece.withUnsafeBufferPointer { try put($0) } }
    }
  }

  @Test func writes() throws {
    try withFolder { folder in
      try write("hello", path: folder + "/a/b/x.csv")
      #expect(contents(folder + "/a/b/x.csv") == "hello")
      try write(String(repeating: "z", count: 600_000), path: folder + "/a/b/x.csv")
      #expect(contents(folder + "/a/b/x.csv")?.utf8.count == 600_000)
      struct Stop: Error {}
      #expect(throws: Stop.self) {
        try writeFile(path: folder + "/a/b/x.csv", WriteOptions(replaces: true)) { _ in throw Stop() }
      }
      #expect(contents(folder + "/a/b/x.csv")?.utf8.count == 600_000)
      #expect(system("test $(ls '\(folder)/a/b' | wc -l) = 1") == 0)
      symlink(folder + "/a/b/x.csv", folder + "/link.csv")
      try write("through", path: folder + "/link.csv")
      #expect(contents(folder + "/a/b/x.csv") == "through")
      #expect(diagnostic { try write("x", path: folder + "/a") }?.id == "cannot-write")
      #expect(diagnostic { try write("x", path: folder + "/link.csv/x") }?.id == "cannot-write")
    }
    #expect(diagnostic { try write("hello", path: "/dev/full") }?.id == "cannot-write")
    try write("hello", path: "/dev/null")
    #expect(diagnostic { try write("x", path: "/proc/nothing/x.csv") }?.id == "cannot-write")
  }

  @Test func replacesAndMakesFoldersOnlyIfAllowed() throws {
    try withFolder { folder in
      let path = folder + "/x.csv"
      func plain(_ path: String) throws { try writeFile(path: path) { _ in } }
      try plain(path)
      #expect(diagnostic { try plain(path) }?.id == "file-exists")
      #expect(diagnostic { try plain(folder + "/a/b/x.csv") }?.id == "no-folder")
      #expect(diagnostic { try plain(folder + "/y.csv\0.txt") }?.id == "cannot-write")
      #expect(diagnostic { try plain(folder + "/none/") }?.id == "cannot-write")
      // A file that appears while another is written.
      let late = folder + "/late.csv"
      #expect(
        diagnostic {
          try writeFile(path: late) { _ in try write("theirs", path: late) }
        }?.id == "file-exists")
      #expect(contents(late) == "theirs")
      #expect(system("test $(ls -A '\(folder)' | wc -l) = 2") == 0)
    }
  }

  @Test func writesWhereADanglingLinkPoints() throws {
    try withFolder { folder in
      symlink("there.csv", folder + "/link.csv")
      symlink("link.csv", folder + "/second.csv")
      try write("through", path: folder + "/second.csv")
      #expect(contents(folder + "/there.csv") == "through")
      #expect(system("test -L '\(folder)/link.csv' -a -L '\(folder)/second.csv'") == 0)
      symlink("nowhere/x.csv", folder + "/far.csv")
      #expect(diagnostic { try writeFile(path: folder + "/far.csv") { _ in } }?.id == "no-folder")
      symlink("round.csv", folder + "/round.csv")
      #expect(diagnostic { try write("x", path: folder + "/round.csv") }?.id == "cannot-write")
    }
  }

  @Test func removesWhatOthersLeft() throws {
    try withFolder { folder in
      let path = folder + "/x.csv"
      for name in ["x.csv.0123456789abcdef.part", "x.csv.0123456789abcdeg.part", "y.csv.0123456789abcdef.part"] {
        fclose(fopen(folder + "/" + name, "w"))
      }
      // One that is being written.
      let other = open(folder + "/x.csv.fedcba9876543210.part", O_CREAT | O_WRONLY, 0o600)
      flock(other, LOCK_EX)
      try write("mine", path: path)
      close(other)
      #expect(system("cd '\(folder)'; test ! -e x.csv.0123456789abcdef.part -a -e x.csv.fedcba9876543210.part") == 0)
      #expect(system("test $(ls -A '\(folder)' | wc -l) = 4") == 0)
      let long = folder + "/" + String(repeating: "长", count: 84) + ".x"
      try write("long", path: long)
      #expect(contents(long) == "long")
    }
  }

  @Test func closedPipe() throws {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    close(ends[0])
    let found = diagnostic { try write("hello", path: "/proc/self/fd/\(ends[1])") }
    close(ends[1])
    #expect(found?.id == "cannot-write")
  }
}

extension Array {
  fileprivate func chunked(_ size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}

/// The diagnostic that `body` throws.
func diagnostic(_ body: () throws -> Void) -> Diagnostic? {
  do {
    try body()
    return nil
  } catch let error as ReadError {
    return error.diagnostic
  } catch {
    return nil
  }
}

/// A folder that is deleted afterwards.
func withFolder(_ body: (String) throws -> Void) throws {
  var template = Array("/tmp/segconnectXXXXXX".utf8CString)
  guard let made = mkdtemp(&template) else { return }
  let folder = String(cString: made)
  defer { _ = system("rm -rf '\(folder)'") }
  try body(folder)
}

func contents(_ path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 20)
  let count = fread(&bytes, 1, bytes.count, file)
  return String(decoding: bytes[..<count], as: UTF8.self)
}
