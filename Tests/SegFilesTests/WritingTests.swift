// Writing files wholly or not at all.

import SegPlatform
import SegDiagnostics
import SegFiles
import Testing

struct WritingTests {
  private func write(_ text: String, path: String) throws {
    try writeFile(path: path) { put in
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
        try writeFile(path: folder + "/a/b/x.csv") { _ in throw Stop() }
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
