// Surveys of files, kept in the user's cache folder.

import SegPlatform
import Seg
import SegRaster
import SegSpreadsheet
import SegFiles

/// `$XDG_CACHE_HOME/seg`, or `~/.cache/seg`. Without write access there is no cache.
struct SurveyFolder: SurveyCache {
  private let folder: String

  /// nil if the environment names no folder.
  init?() {
    func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    guard let base = variable("XDG_CACHE_HOME") ?? variable("HOME").map({ $0 + "/.cache" }) else { return nil }
    folder = base + "/seg"
  }

  func survey(_ name: String) -> [UInt8]? {
    let descriptor = open(folder + "/" + name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0 { return nil }
    defer { close(descriptor) }
    // A survey of 10,000 columns is not larger.
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { read(descriptor, $0 + count, buffer.count - count) } ?? 0
      }
      if got <= 0 { return got < 0 ? nil : Array(bytes[..<count]) }
      count += got
    }
    return nil
  }

  func keep(_ survey: [UInt8], as name: String) {
    // After any failure, the next load tries again.
    let options = WriteOptions(replaces: true, makesFolders: true, isLasting: false)
    try? writeFile(path: folder + "/" + name, options) { put in
      try survey.withUnsafeBufferPointer { try put($0) }
    }
  }
}

extension Capabilities {
  /// The capabilities of a command line, with the user's cache.
  static func ofCommandLine(threads: Int) -> Capabilities {
    var all = Capabilities.all(threads: threads)
    all.surveys = SurveyFolder()
    return all
  }
}

extension [ReportFormat] {
  /// The formats of exported files: workbooks and pictures of points, too.
  static var ofCommandLine: [ReportFormat] { ReportFormat.all + [.xlsx, .png] }
}
