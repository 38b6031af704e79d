// The parts of a workbook: which sheets it has, and where they are.

import SegFiles

/// A workbook in the form of ECMA-376 (.xlsx, .xlsm): its sheets, its epoch, and what its styles
/// say of numbers.
struct Workbook {
  struct Sheet {
    let name: String
    let isHidden: Bool
    /// Its file in the archive.
    let path: String
  }

  let archive: ZipArchive
  /// In the order of the tabs, without sheets that are charts.
  let sheets: [Sheet]
  let dates: SerialDates
  let sharedTexts: ZipEntry?
  /// What the numbers of cells are, by the number of the cell's style.
  let styles: [NumberKind]

  /// - Throws: `ReadError`: `bad-workbook`; `SystemError`.
  init(_ content: FileContent, _ work: ReadWork) throws {
    let (source, name) = (try content.source(), content.name)
    let beginning = try content.beginning(64)
    guard beginning.starts(with: [0x50, 0x4B]) else { throw Self.notWorkbook(name, beginning) }
    let archive = try ZipArchive(source, name: name)
    self.archive = archive
    let root = try Self.relations(of: "", archive, work).first { $0.type == "officeDocument" }?.target ?? "xl/workbook.xml"
    guard let entry = archive[root], !root.hasSuffix(".bin") else { throw Self.otherArchive(archive, name) }
    let relations = try Self.relations(of: root, archive, work)
    var targets: [String: Relation] = [:]
    for relation in relations { targets[relation.id] = relation }
    let listed = try WorkbookList(try XMLReader(archive, entry, work))
    guard listed.isWorkbook else { throw Self.otherArchive(archive, name) }
    sheets = listed.sheets.compactMap { sheet in
      guard let relation = targets[sheet.relation], relation.type == "worksheet" else { return nil }
      return Sheet(name: sheet.name, isHidden: sheet.isHidden, path: relation.target)
    }
    dates = SerialDates(is1904: listed.is1904)
    func part(_ type: String, _ usual: String) -> ZipEntry? { archive[relations.first { $0.type == type }?.target ?? usual] }
    sharedTexts = part("sharedStrings", "xl/sharedStrings.xml")
    styles = try part("styles", "xl/styles.xml").map { try StyleList(try XMLReader(archive, $0, work)).kinds } ?? []
  }

  /// The file of a sheet.
  func entry(of sheet: Sheet) throws -> ZipEntry {
    guard let entry = archive[sheet.path] else {
      throw ReadError.badWorkbook(archive.name, "its sheet `\(sheet.name)` is not in it")
    }
    return entry
  }

  // MARK: Relations between parts

  private struct Relation {
    let id: String
    /// The last word of the type: `worksheet`.
    let type: String
    /// The path from the root of the archive.
    let target: String
  }

  /// The parts that a part names.
  private static func relations(of part: String, _ archive: ZipArchive, _ work: ReadWork) throws -> [Relation] {
    let folder = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
    let file = part.dropFirst(folder.count)
    guard let entry = archive["\(folder)_rels/\(file).rels"] else { return [] }
    let reader = try XMLReader(archive, entry, work)
    var found: [Relation] = []
    while true {
      switch try reader.next() {
      case .finished: return found
      case .start where reader.isNamed("Relationship"):
        guard let id = reader.attribute("Id"), let target = reader.attribute("Target") else { continue }
        let type = reader.attribute("Type")?.split(separator: "/").last.map(String.init) ?? ""
        found.append(Relation(id: id, type: type, target: path(target, from: folder)))
      case .start, .end, .text: continue
      }
    }
  }

  /// `../worksheets/sheet1.xml` from `xl/` is `worksheets/sheet1.xml`.
  private static func path(_ target: String, from folder: String) -> String {
    var parts: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for part in target.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }

  // MARK: Files that are no workbooks

  private static func notWorkbook(_ name: String, _ beginning: [UInt8]) -> ReadError {
    if beginning.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      return .badWorkbook(
        name, "it is a workbook of the old form (.xls), or one with a password", fix: "save it as .xlsx without a password, or as CSV")
    }
    if beginning.drop(while: { $0 <= 0x20 }).first == UInt8(ascii: "<") {
      return .badWorkbook(name, "it is a page or an XML document under the name of a workbook", fix: "save it as .xlsx, or as CSV")
    }
    let isText = beginning.allSatisfy { $0 >= 0x20 || 0x09...0x0D ~= $0 }
    return .badWorkbook(name, "it is no zip archive", fix: isText ? "if it is a text, with (format: csv) reads it" : nil)
  }

  private static func otherArchive(_ archive: ZipArchive, _ name: String) -> ReadError {
    if archive.hasFile(where: { $0 == "xl/workbook.bin" }) {
      return .badWorkbook(name, "it is a binary workbook (.xlsb)", fix: "save it as .xlsx, or as CSV")
    }
    if archive.hasFile(where: { $0 == "content.xml" }) {
      return .badWorkbook(name, "it is an OpenDocument file", fix: "save it as .xlsx, or as CSV")
    }
    if archive.hasFile(where: { $0.hasPrefix("word/") || $0.hasPrefix("ppt/") }) {
      return .badWorkbook(name, "it is a text document or a presentation", fix: "save its table as .xlsx, or as CSV")
    }
    return .badWorkbook(name, "it is a zip archive without a workbook", fix: "unpack it first: unzip FILE")
  }
}

/// The list of sheets in the main part.
private struct WorkbookList {
  struct Sheet {
    let name: String
    let isHidden: Bool
    let relation: String
  }

  private(set) var sheets: [Sheet] = []
  private(set) var is1904 = false
  private(set) var isWorkbook = false

  init(_ reader: XMLReader) throws {
    while true {
      switch try reader.next() {
      case .finished: return
      case .start:
        if reader.isNamed("workbook") { isWorkbook = true }
        if reader.isNamed("workbookPr"), let flag = reader.attribute("date1904") { is1904 = flag == "1" || flag == "true" }
        if reader.isNamed("sheet"), let name = reader.attribute("name"), let relation = reader.attribute("id") {
          let state = reader.attribute("state") ?? "visible"
          sheets.append(Sheet(name: name, isHidden: state != "visible", relation: relation))
        }
      case .end, .text: continue
      }
    }
  }
}

/// What the styles of a workbook say of numbers.
private struct StyleList {
  private(set) var kinds: [NumberKind] = []

  init(_ reader: XMLReader) throws {
    var codes: [Int: NumberKind] = [:]
    var isInFormats = false
    while true {
      switch try reader.next() {
      case .finished: return
      case .start:
        if reader.isNamed("cellXfs") { isInFormats = true }
        if reader.isNamed("numFmt"), let id = reader.attribute("numFmtId").flatMap({ Int($0) }), let code = reader.attribute("formatCode") {
          codes[id] = NumberKind(code: code)
        }
        if isInFormats, reader.isNamed("xf") {
          let id = reader.attribute("numFmtId").flatMap { Int($0) } ?? 0
          kinds.append(codes[id] ?? NumberKind(builtIn: id))
        }
      case .end: if reader.isNamed("cellXfs") { isInFormats = false }
      case .text: continue
      }
    }
  }
}
