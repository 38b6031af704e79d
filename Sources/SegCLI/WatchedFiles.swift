// The files that a script depends on, and whether they have changed.

import SegPlatform
import Seg
import SegDiagnostics
import SegFiles
import SegSyntax

/// The script, the scripts that it uses and the files that it loads, as they are now.
struct WatchedFiles {
  private let script: String
  private var states: [String: FileState] = [:]

  /// What tells one content of a file from another, without reading it.
  private struct FileState: Equatable {
    let size: Int
    let seconds: Int
    let nanoseconds: Int
    let inode: UInt
  }

  init(script: String) {
    self.script = HomeFolder.expanded(script)
    var wanted = [self.script]
    var seen: Set<String> = []
    while let path = wanted.popLast() {
      guard seen.insert(path).inserted else { continue }
      states[path] = Self.state(of: path)
      if path.hasSuffix(".seg") || path == self.script { wanted += Self.dependencies(of: path) }
    }
  }

  /// The files that a script names; of a pattern, the files that match now and their folders.
  private static func dependencies(of script: String) -> [String] {
    guard let text = try? ScriptFile.text(of: script, stops: {}) else { return [] }
    let directory = ScriptFile.directory(of: script)
    return Parser.parse(Source(name: script, text: text)).script.statements.flatMap { statement -> [String] in
      let paths: [String]
      switch statement.kind {
      case .load(let load), .append(let load): paths = load.paths.map(\.text)
      case .use(.path(let path, _)): paths = [path]
      case .use(.library), .link, .column, .table, .asOf, .param, .metric, .measure, .function, .lifecycle, .segment, .split, .show, .list,
        .describe, .explain, .why, .expect, .export, .snapshot, .report, .note:
        paths = []
      }
      guard let matches = try? FileMatches(paths, in: directory, endings: nil) else { return [] }
      return matches.files.map(\.path) + matches.folders
    }
  }

  private static func state(of path: String) -> FileState? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return FileState(
      size: Int(status.st_size), seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, inode: UInt(status.st_ino))
  }

  /// Waits until a file has changed and is at rest again, or the time is over.
  ///
  /// - Parameter seconds: nil: as long as it takes.
  /// - Throws: `ExitCode` 130 after Ctrl-C.
  func waitForChange(atMost seconds: Int?) throws {
    let start = ContinuousClock.now
    var before = self
    while true {
      for _ in 0..<5 {
        usleep(200_000)
        try Interruption.check()
      }
      if let seconds, start.duration(to: .now) >= .seconds(seconds) { return }
      let now = WatchedFiles(script: script)
      // A file may be written slowly.
      if now.states != states, now.states == before.states { return }
      before = now
    }
  }
}
