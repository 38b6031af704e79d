// Files that are no text, by their first bytes.

import SegDiagnostics
import SegPlatform
import SegFiles

/// Recognizes compressed, binary and other files that programs write.
enum FileKind {
  /// What a file is, and what to do with it.
  struct Form {
    let kind: Message
    let fix: Message
    /// The program that does it, before the name of the file.
    var command: String?
  }

  private static let save: Message = "save it as CSV in UTF-8"

  private static let forms: [(bytes: [UInt8], form: Form)] = [
    (
      [0x50, 0x4B, 0x03, 0x04],
      Form(kind: "a zip archive or an Excel workbook, not a text file", fix: "with (format: xlsx) reads a workbook")
    ),
    (
      [0xD0, 0xCF, 0x11, 0xE0],
      Form(kind: "an Excel workbook of the old form (.xls) or with a password", fix: "save it as .xlsx without a password, or as CSV")
    ),
    (Array("PAR1".utf8), Form(kind: "a Parquet file, not a text file", fix: save)),
    (Array("SQLite format 3".utf8), Form(kind: "an SQLite database, not a text file", fix: save)),
    (Array("%PDF-".utf8), Form(kind: "a PDF document, not a text file", fix: save)),
    (Array("ARROW1".utf8), Form(kind: "an Arrow file, not a text file", fix: save)),
    (Array("FEA1".utf8), Form(kind: "a Feather file, not a text file", fix: save)),
    (Array("ORC".utf8), Form(kind: "an ORC file, not a text file", fix: save)),
    ([0x4F, 0x62, 0x6A, 0x01], Form(kind: "an Avro file, not a text file", fix: save)),
    ([0x89, 0x50, 0x4E, 0x47], Form(kind: "a picture, not a text file", fix: save)),
    ([0xFF, 0xD8, 0xFF], Form(kind: "a picture, not a text file", fix: save)),
    (Array("GIF8".utf8), Form(kind: "a picture, not a text file", fix: save)),
    ([0x7F, 0x45, 0x4C, 0x46], Form(kind: "a program, not a text file", fix: save)),
    ([0x1F, 0x8B], Form(kind: "compressed with gzip twice", fix: "unpack it once", command: "gunzip")),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], Form(kind: "compressed with xz", fix: "unpack it first", command: "xz -d")),
    (Array("BZh".utf8), Form(kind: "compressed with bzip2", fix: "unpack it first", command: "bzip2 -d")),
    ([0x28, 0xB5, 0x2F, 0xFD], Form(kind: "compressed with zstd", fix: "unpack it first", command: "zstd -d")),
    ([0x04, 0x22, 0x4D, 0x18], Form(kind: "compressed with lz4", fix: "unpack it first", command: "lz4 -d")),
    ([0x1F, 0x9D], Form(kind: "compressed with compress", fix: "unpack it first", command: "gunzip")),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], Form(kind: "a 7z archive", fix: "unpack it first", command: "7z x")),
    (Array("Rar!".utf8), Form(kind: "a rar archive", fix: "unpack it first", command: "unrar x")),
  ]

  /// The form of a file that is no text; nil if it may be one.
  static func form(of input: InputBytes) -> Form? {
    if let known = forms.first(where: { starts(input, with: $0.bytes, at: 0) }), !isText(input, known.bytes) { return known.form }
    if starts(input, with: Array("ustar".utf8), at: 257) { return Form(kind: "a tar archive", fix: "unpack it first", command: "tar -xf") }
    // Control characters other than those of lines and terminals.
    let seen = min(input.count, 1 << 16)
    var controls = 0
    for index in 0..<seen where input.base[index] < 0x07 || 0x0E...0x1A ~= input.base[index] { controls += 1 }
    return controls > 8 && controls * 20 > seen ? Form(kind: "not a text file", fix: save) : nil
  }

  private static func starts(_ input: InputBytes, with bytes: [UInt8], at place: Int) -> Bool {
    input.count >= place + bytes.count && bytes.indices.allSatisfy { input.base[place + $0] == bytes[$0] }
  }

  /// Whether a file that begins with letters of a format is a text all the same: `ORC,name`.
  private static func isText(_ input: InputBytes, _ bytes: [UInt8]) -> Bool {
    guard bytes.allSatisfy({ 0x20..<0x7F ~= $0 }) && bytes != Array("%PDF-".utf8) else { return false }
    return (0..<min(input.count, 256)).allSatisfy { input.base[$0] >= 0x20 || 0x09...0x0D ~= input.base[$0] }
  }
}
