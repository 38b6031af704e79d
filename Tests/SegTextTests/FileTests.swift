// Encodings, compression, and files that cannot be read.

import CZlib
import SegPlatform
import SegColumns
import SegFiles
import SegRuntime
import Synchronization
import Testing

@testable import SegText

/// Compresses as one gzip member.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: bytes.count + 1000)
  return input.withUnsafeMutableBufferPointer { source in
    output.withUnsafeMutableBufferPointer { target in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(target.count)
      deflate(&stream, Z_FINISH)
      return Array(target[..<(target.count - Int(stream.avail_out))])
    }
  }
}

func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
  ([0xFEFF] + Array(text.utf16)).flatMap { unit -> [UInt8] in
    let high = UInt8(unit >> 8)
    let low = UInt8(unit & 0xFF)
    return bigEndian ? [high, low] : [low, high]
  }
}

struct FileTests {
  static let text = "编号,城市\n1,北京\n2,上海😀\n"
  /// `text` without the emoji in GB18030.
  static let gb: [UInt8] =
    [0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xB3, 0xC7, 0xCA, 0xD0, 0x0A] + [0x31, 0x2C, 0xB1, 0xB1, 0xBE, 0xA9, 0x0A]
    + [0x32, 0x2C, 0xC9, 0xCF, 0xBA, 0xA3, 0x0A]

  @Test func encodings() throws {
    let plain = try readBytes(Array(Self.text.utf8))
    #expect(plain.encoding == "UTF-8")
    let expected = dump(plain.table)
    let marked = try readBytes([0xEF, 0xBB, 0xBF] + Array(Self.text.utf8))
    #expect(dump(marked.table) == expected)
    for bigEndian in [true, false] {
      let result = try readBytes(utf16(Self.text, bigEndian: bigEndian))
      #expect(dump(result.table) == expected)
      #expect(result.encoding == (bigEndian ? "UTF-16BE" : "UTF-16LE"))
    }
    let chinese = try readBytes(Self.gb)
    #expect(chinese.encoding == "GB18030")
    #expect(shown(chinese.table["城市"]) == "text: 北京 | 上海")
    let told = try readBytes(Self.gb) { $0.encoding = "gbk" }
    #expect(dump(told.table) == dump(chinese.table))
    let western = try readBytes(Array("id,name\n1,caf".utf8) + [0xE9, 0x0A]) { $0.encoding = "windows-1252" }
    #expect(shown(western.table["name"]) == "text: café")
  }

  /// Bytes that are not UTF-8 far into a file are found wherever they stand.
  @Test(arguments: ["1,%\n", "%,1\n", "1,1,%\n", "1,\"%\"\n"])
  func lateEncoding(_ line: String) throws {
    var bytes = Array("k,v\n".utf8)
    for row in 0..<30_000 { bytes += Array("\(row),x\(row % 100)\n".utf8) }
    bytes += line.utf8.flatMap { $0 == 0x25 ? [0xB1, 0xE0] : [$0] }
    for threads in [1, 2] {
      let result = try readBytes(bytes) {
        $0.context = ExecutionContext(threads: threads)
        $0.chunkSize = 5000
      }
      #expect(result.encoding == "GB18030")
      #expect(result.table.rowCount + result.rejects.rowCount == 30_001)
    }
  }

  /// If another program truncates a file while it is read, Seg neither crashes nor
  /// loads a part of it.
  @Test(arguments: [1, 3, 8])
  func fileThatIsCut(_ after: Int) throws {
    let path = "/tmp/seg-cut-\(getpid())-\(after).csv"
    defer { unlink(path) }
    let line = "1234567,2024-01-05,上海\n"
    let text = "id,date,city\n" + String(repeating: line, count: (4 << 20) / line.utf8.count)
    let descriptor = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
    defer { close(descriptor) }
    #expect(Glibc.write(descriptor, text, text.utf8.count) == text.utf8.count)
    let asked = Atomic<Int>(0)
    var options = ReadOptions()
    options.context = ExecutionContext(threads: 2)
    options.chunkSize = 1 << 17
    options.progress = { _ in
      if asked.add(1, ordering: .relaxed).newValue == after { ftruncate(descriptor, 100_000) }
    }
    var rows = 0
    let found = diagnostic { rows = try readTable(path: path, options: options).table.rowCount }
    // The last bytes may have been read before the file is cut.
    if after == 8, found == nil {
      #expect(rows == (4 << 20) / line.utf8.count)
      return
    }
    #expect(found?.id == "cannot-read")
    // Between two reads only the change is seen.
    #expect(found?.message.description.contains("while it was read") == true)
  }

  /// A file that is changed while it is read never gives a mixture; appended rows
  /// are left to the next load.
  @Test(arguments: [true, false])
  func fileThatChanges(_ isAppended: Bool) throws {
    let path = "/tmp/seg-changed-\(getpid())-\(isAppended).csv"
    defer { unlink(path) }
    let text = "id,n\n" + (0..<300_000).map { "\($0),7\n" }.joined()
    let descriptor = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
    defer { close(descriptor) }
    #expect(Glibc.write(descriptor, text, text.utf8.count) == text.utf8.count)
    // The clock of file times has a resolution of some milliseconds.
    usleep(20_000)
    let asked = Atomic<Int>(0)
    var options = ReadOptions()
    options.progress = { _ in
      if asked.add(1, ordering: .relaxed).newValue == 2 {
        let place = isAppended ? text.utf8.count : text.utf8.count - 7
        pwrite(descriptor, "9,8\n", 4, place)
      }
    }
    if isAppended {
      #expect(try readTable(path: path, options: options).table.rowCount == 300_000)
    } else {
      let found = diagnostic { _ = try readTable(path: path, options: options) }
      #expect(found?.id == "cannot-read")
      #expect(found?.message.description.contains("it was changed while it was read") == true)
    }
  }

  /// Long quoted fields near the beginning do not hide the delimiter.
  @Test(arguments: [100, 3500, 30_000])
  func delimiterBesideLongFields(_ lines: Int) throws {
    let long = "\"" + String(repeating: String(repeating: "x", count: 79) + "\n", count: lines) + "\""
    for delimiter in [",", ";", "\t", "|"] {
      let rows = ["id", "a", "n"].joined(separator: delimiter) + "\n1\(delimiter)\(long)\(delimiter)2\n"
      let text = rows + (2..<40_000).map { "\($0)\(delimiter)tea\(delimiter)\($0)\n" }.joined()
      for chunk in [1 << 20, 1 << 18] {
        let result = try csv(text) { $0.chunkSize = chunk }
        #expect(result.table.columnNames == ["id", "a", "n"])
        #expect(result.table.rowCount == 39_999 && result.rejects.rowCount == 0)
      }
    }
  }

  /// Records far longer than the part that is examined at once, at any place.
  @Test(arguments: [0, 1, 5])
  func longRecords(_ place: Int) throws {
    var lines = ["id,note,city"]
    for row in 0..<6 {
      let note = row == place ? "\"" + String(repeating: "long, long\n", count: 30_000) + "\"" : "short"
      lines.append("\(row),\(note),上海")
    }
    let text = lines.joined(separator: "\n") + "\n"
    let expected = dump(try csv(text) { $0.delimiter = 0x2C }.table)
    for chunk in [1000, 100_000] {
      let result = try csv(text) {
        $0.chunkSize = chunk
        $0.context = ExecutionContext(threads: 2)
        $0.delimiter = 0x2C
      }
      #expect(dump(result.table) == expected)
      #expect(result.table.rowCount == 6 && result.rejects.rowCount == 0)
    }
    let header = try csv("id,\"a\(String(repeating: "b\n", count: 70_000))\"\n1,2\n") {
      $0.chunkSize = 9
      $0.delimiter = 0x2C
    }
    #expect(header.table.columnNames.last?.count == 140_000)
    #expect(header.table.rowCount == 1)
  }

  /// A quote that is never closed rejects its line alone, and is looked for in
  /// the 16 MB after it at most.
  @Test func quotesNeverClosed() throws {
    let tail = (0..<900_000).map { "\($0),2,a city somewhere\n" }.joined()
    let text = "id,n,city\n1,\"2,3\n" + tail
    #expect(text.utf8.count > TextLimits.longestQuoted)
    var expected: [String]?
    for chunk in [1 << 20, 1 << 18] {
      let result = try csv(text) { $0.chunkSize = chunk }
      #expect(result.table.rowCount == 900_000)
      let found = rejects(result)
      #expect(found.count == 1 && found[0].contains("not closed within 16 MB"))
      #expect(found == expected ?? found)
      expected = found
    }
    let closed = try csv(text + "9,8,\"\n") { $0.chunkSize = 1 << 18 }
    #expect(closed.table.rowCount == 900_000 && closed.rejects.rowCount == 2)
  }

  @Test func badEncoding() {
    let found = diagnostic { _ = try readBytes(Array("id,name\n1,caf".utf8) + [0xE9, 0x0A]) { $0.encoding = "utf-8" } }
    #expect(found?.id == "bad-encoding")
    #expect(found?.message == "`t.csv` is not valid UTF-8 at byte 13, line 2")
    #expect(diagnostic { _ = try readBytes(Self.gb) { $0.encoding = "utf-8" } }?.id == "bad-encoding")
    #expect(diagnostic { _ = try readBytes(Self.gb) { $0.encoding = "klingon" } }?.id == "bad-option")
    #expect(diagnostic { _ = try readBytes([0xFF, 0xFE, 0x31]) }?.id == "bad-encoding")
    #expect(diagnostic { _ = try readBytes(Array("id,na".utf8) + [0xC3, 0x28, 0x0A] + Array("1,Zoë\n2,Zoë\n".utf8)) }?.id == "bad-format")
  }

  @Test func compressed() throws {
    let expected = dump(try readBytes(Array(Self.text.utf8)).table)
    let whole = gzip(Array(Self.text.utf8))
    #expect(dump(try readBytes(whole, name: "t.csv.gz").table) == expected)
    let bytes = Array(Self.text.utf8)
    let members = gzip(Array(bytes[..<9])) + gzip(Array(bytes[9...])) + [0, 0, 0]
    let result = try readBytes(members, name: "t.csv.gz")
    #expect(dump(result.table) == expected)
    for cut in [3, 12, whole.count - 1] {
      #expect(diagnostic { _ = try readBytes(Array(whole[..<cut])) }?.id == "bad-gzip", "cut \(cut)")
    }
    #expect(diagnostic { _ = try readBytes(whole + [1, 2]) }?.id == "bad-gzip")
    var damaged = whole
    damaged[whole.count / 2] ^= 0xFF
    #expect(diagnostic { _ = try readBytes(damaged) } != nil)
    #expect(diagnostic { _ = try readBytes(gzip([])) }?.id == "empty-file")
    let large = Array((0..<200_000).map { "\($0),x\n" }.joined().utf8)
    #expect(try readBytes(gzip(large)).table.rowCount == 200_000)
  }

  @Test func notTexts() {
    #expect(diagnostic { _ = try readBytes([]) }?.id == "empty-file")
    #expect(diagnostic { _ = try readBytes([0xEF, 0xBB, 0xBF]) }?.id == "empty-file")
    #expect(diagnostic { _ = try readBytes(Array("\n\r\n\n".utf8)) }?.id == "empty-file")
    #expect(diagnostic { _ = try readBytes([0x50, 0x4B, 3, 4, 0, 1]) }?.id == "binary-file")
    #expect(diagnostic { _ = try readBytes(Array(repeating: 0, count: 100)) }?.id == "binary-file")
    #expect(diagnostic { _ = try readBytes((0..<200).map { UInt8($0 % 7) }) }?.id == "binary-file")
    // A NUL rejects its row, wherever it stands.
    for place in [1, 40_000] {
      var bytes = Array("id,t\n".utf8)
      for row in 0..<50_000 { bytes += Array("\(row),x\(row == place ? "\0" : "")y\n".utf8) }
      let result = try? readBytes(bytes)
      #expect(result?.table.rowCount == 49_999)
      #expect(result.map(rejects)?.first?.hasPrefix("\(place + 2) | t | a NUL byte") == true)
    }
  }

  @Test func paths() throws {
    try withFolder { folder in
      save(Array("a,b\n1,2\n".utf8), to: folder + "/orders.csv")
      let result = try readTable(path: folder + "/orders.csv", options: ReadOptions())
      #expect(shown(result.table["a"]) == "integer: 1")
      let typo = diagnostic { _ = try readTable(path: folder + "/ordrs.csv", options: ReadOptions()) }
      #expect(typo?.id == "file-not-found")
      #expect(typo?.fix?.message == "did you mean `\(folder)/orders.csv`?")
      #expect(diagnostic { _ = try readTable(path: folder, options: ReadOptions()) }?.id == "not-a-file")
      let noFolder = diagnostic { _ = try readTable(path: folder + "/x/y.csv", options: ReadOptions()) }
      #expect(noFolder?.id == "file-not-found")
      #expect(diagnostic { _ = try readTable(path: "/dev/null", options: ReadOptions()) }?.id == "empty-file")
      // Sizes around a page, where the mapped file has no room behind it.
      for size in [4095, 4096, 4097, 8192] {
        var bytes = Array("a,b\n".utf8)
        while bytes.count + 4 <= size { bytes += Array("1,2\n".utf8) }
        let rest = size - bytes.count
        bytes += Array("1,23".utf8.prefix(rest))
        save(bytes, to: folder + "/page.csv")
        let fromFile = try readTable(path: folder + "/page.csv", options: ReadOptions())
        #expect(dump(fromFile.table) == dump(try readBytes(bytes).table))
        #expect(rejects(fromFile) == rejects(try readBytes(bytes)))
      }
    }
  }

  /// An endless input is not read until memory is full.
  @Test func endless() throws {
    let zero = diagnostic { _ = try readTable(path: "/dev/zero", options: ReadOptions()) }
    #expect(zero?.id == "not-a-file")
    #expect(zero?.message == "`/dev/zero` is a device, not a file")
    #expect(diagnostic { _ = try readTable(path: "/dev/urandom", options: ReadOptions()) }?.id == "not-a-file")
    try withFolder { folder in
      let path = folder + "/pipe.csv"
      mkfifo(path, 0o600)
      // A writer that would never stop; it ends when the pipe is closed.
      #expect(system("sh -c 'yes 1,2 > \(path)' 2>/dev/null &") == 0)
      var options = ReadOptions()
      options.memoryLimit = 1 << 20
      let pipe = diagnostic { _ = try readTable(path: path, options: options) }
      #expect(pipe?.id == "cannot-read")
      #expect(pipe?.message == "cannot read `\(path)`: cannot allocate memory")
    }
    try withFolder { folder in
      // A separate pipe, because the writer above may still run for a moment.
      let path = folder + "/ended.csv"
      mkfifo(path, 0o600)
      #expect(system("sh -c 'printf \"a,b\\n1,2\\n\" > \(path)' &") == 0)
      let ended = try readTable(path: path, options: ReadOptions())
      #expect(ended.table.rowCount == 1)
    }
    let packed = gzip(Array(repeating: 0x61, count: 1 << 22))
    #expect(diagnostic { _ = try readBytes(packed) { $0.memoryLimit = 1 << 16 } }?.id == "bad-gzip")
  }

  @Test func cancelled() {
    let interrupt = Interrupt()
    interrupt.request()
    let found = diagnostic { _ = try csv("a,b\n1,2\n") { $0.context = ExecutionContext(interrupt: interrupt) } }
    #expect(found?.id == "interrupted")
  }

  @Test func topicsCoverIDs() {
    let ids = Set((ReadError.topics + ReadError.textTopics).map(\.id))
    #expect(ids.isSuperset(of: ["file-not-found", "bad-gzip", "cannot-write", "ambiguous-date", "unknown-column"]))
  }
}
