// Reads the files of one table, each by itself, and again where their types must be others.

import SegColumns
import SegFiles

/// The readings of several files.
struct FilePartsReader {
  /// Opens a file; the content is given where it can be read only once.
  typealias Open = (_ file: NamedFile, _ request: FileRequest, _ content: InputSource?) -> FileSource

  private let files: [NamedFile]
  private var request: FileRequest
  private let open: Open
  private(set) var parts: [TableReading] = []
  /// The files as they were when they were read.
  private var identities: [FileIdentity?] = []
  /// What was read from pipes.
  private var streams: [Int: InputSource] = [:]
  /// What all files show of their columns' types, for each file that was read with it.
  private var shared: [Int: SharedTypes] = [:]

  init(_ files: [NamedFile], request: FileRequest, open: @escaping Open) {
    self.files = files
    self.request = request
    self.open = open
  }

  /// Reads all files.
  mutating func readAll() throws(ReadError) {
    let sizes = files.map { Double(FileIdentity(path: $0.path)?.size ?? 0) + 1 }
    let total = sizes.reduce(0, +)
    var done = 0.0
    for (place, file) in files.enumerated() {
      try request.checkContext()
      if FileIdentity.isStream(file.path) {
        let work = request.work
        streams[place] = try systemErrors(file.path) {
          try InputSource.opened(path: file.path, limit: work.memoryLimit, work.context)
        }
      }
      identities.append(FileIdentity(path: file.path))
      parts.append(try read(place, share: done / total...(done + sizes[place]) / total))
      done += sizes[place]
    }
  }

  /// Reads the files again whose columns were read as other types than those of all files.
  ///
  /// - Parameter types: of columns that are to be read as these.
  mutating func readAgain(
    _ all: SharedTypes, _ evidence: [FileEvidence], declaring types: [(name: String, type: ColumnType)] = []
  ) throws(ReadError) {
    request.types = request.types.filter { given in !types.contains { $0.name == given.name } } + types
    for place in files.indices where all.differs(from: evidence[place]) {
      try request.checkContext()
      var own = all
      own.hasHeader = evidence[place].hasHeader
      shared[place] = own
      // The memory of the first reading serves the second.
      parts[place] = TableReading(Table(fields: [], rowCount: 0))
      parts[place] = try read(place, share: 1...1)
    }
  }

  private func read(_ place: Int, share: ClosedRange<Double>) throws(ReadError) -> TableReading {
    var own = request
    own.isPart = true
    own.shared = shared[place]
    if let progress = request.work.progress {
      own.work.progress = { progress(share.lowerBound + $0 * (share.upperBound - share.lowerBound)) }
    }
    var reading = try open(files[place], own, streams[place]).read()
    // Bytes that were appended would be more rows than the first time.
    if shared[place] != nil, let before = identities[place], FileIdentity(path: files[place].path) != before {
      throw .cannotRead(files[place].path, SystemError.changed.text)
    }
    // An index of lines keeps its file open, or its text in memory: too much for many files.
    if files.count > 1 { reading.place = { _ in nil } }
    return reading
  }

  /// The column of each file, which is no longer kept here.
  mutating func takeColumns(_ name: String) -> [Column?] {
    parts.indices.map { place in
      parts[place].table.fields.firstIndex { $0.name == name }.map { parts[place].table.handOver($0).column }
    }
  }

  /// Where the rows of the table were written. A file is read again for that, and only if it has
  /// not changed.
  func places(_ rowCounts: [Int]) -> (Int) -> RowPlace? {
    var ends: [Int] = []
    for count in rowCounts { ends.append((ends.last ?? 0) + count) }
    let keeper = PlaceKeeper()
    if files.count == 1, let only = parts.first { keeper.last = (0, only.place) }
    return { [self] row in
      guard row >= 0, let place = ends.firstIndex(where: { row < $0 }) else { return nil }
      if keeper.last?.file != place {
        let isSame = identities[place] == nil || FileIdentity(path: files[place].path) == identities[place]
        keeper.last = (place, isSame ? linesAgain(place) : { _ in nil })
      }
      let first = place == 0 ? 0 : ends[place - 1]
      return RowPlace(file: files[place].name, line: keeper.last?.lines(row - first)?.line)
    }
  }

  private func linesAgain(_ place: Int) -> (Int) -> RowPlace? {
    var own = request
    own.isPart = true
    own.shared = shared[place]
    own.work.progress = nil
    return (try? open(files[place], own, streams[place]).read().place) ?? { _ in nil }
  }
}

/// The file whose lines were asked for last.
private final class PlaceKeeper {
  var last: (file: Int, lines: (Int) -> RowPlace?)?
}
