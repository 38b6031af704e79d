// What was written on the command line: `getopt_long` of the C library reads it, by the table of commands and options.

import CGetopt
import SegPlatform
import SegDiagnostics

/// A command line that cannot be understood: exit code 2.
struct UsageError: Error {
  let diagnostic: Diagnostic

  init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

  /// A value that an option or operand does not take.
  init(_ message: Message, fix: Message? = nil) {
    diagnostic = Diagnostic("bad-argument", message, fix: fix.map { Diagnostic.Fix($0) })
  }
}

/// A command with its options and operands.
struct CommandArguments {
  private(set) var command = Command.seg
  private(set) var operands: [String] = []
  /// The options in the order in which they were written.
  private var given: [(option: CommandOption, value: String)] = []
  private var mistake: Diagnostic?

  /// Reads the command line of the process; `getopt_long` keeps its place in variables of the C library, so this is done once.
  ///
  /// - Parameters:
  ///   - count: the number of arguments, the program's name among them.
  ///   - arguments: the arguments, and a null pointer behind them.
  init(_ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) {
    func written(_ place: Int32) -> String { place < count ? arguments[Int(place)].map { String(cString: $0) } ?? "" : "" }
    getopt_silence()
    Self.withTable { letters, table in
      while true {
        let place = getopt_place()
        let text = written(place)
        let code = getopt_long(count, arguments, letters, table, nil)
        if code == -1 { break }
        let value = getopt_value().map { String(cString: $0) } ?? ""
        if code == Self.operandCode {
          take(operand: value)
        } else if let option = Self.option(code), let name = Self.longName(text), name != option.long {
          refuse(unknown: "--" + name)
        } else if let option = Self.option(code) {
          take(option, value, isApart: getopt_place() == place + 2)
        } else if code == Self.missingCode {
          let option = Self.longName(text).flatMap { CommandOption(long: $0) } ?? .text
          refuse("`\(option.spelling)` wants a value: `\(option.form)`")
        } else if let name = Self.longName(text) {
          if let option = CommandOption(long: name) { refuse("`\(option.spelling)` takes no value") } else { refuse(unknown: "--" + name) }
        } else {
          let letter = UInt8(truncatingIfNeeded: getopt_letter())
          refuse(unknown: letter < 0x80 ? "-\(Character(Unicode.Scalar(letter)))" : text, in: text)
        }
      }
    }
    // What stands behind `--` is no command.
    for place in getopt_place()..<max(count, getopt_place()) { operands.append(written(place)) }
  }

  // MARK: what was given

  /// Whether an option was given.
  func has(_ option: CommandOption) -> Bool { given.contains { $0.option == option } }

  /// The values of an option, in the order in which they were written.
  ///
  /// - Throws: ``UsageError`` with the option's name, if `read` throws one.
  func values<Value>(of option: CommandOption, _ read: (String) throws -> Value) throws -> [Value] {
    try given.filter { $0.option == option }.map { given in
      do {
        return try read(given.value)
      } catch let error as UsageError {
        var diagnostic = error.diagnostic
        diagnostic.message = "\(option.spelling): \(diagnostic.message)"
        throw UsageError(diagnostic)
      }
    }
  }

  /// The value of an option that counts once: the last one.
  func value<Value>(of option: CommandOption, _ read: (String) throws -> Value) throws -> Value? {
    try values(of: option, read).last
  }

  func texts(of option: CommandOption) -> [String] { given.filter { $0.option == option }.map(\.value) }

  /// - Throws: the first mistake: an option that is not known or not one of the command's, a value that is missing, operands too many
  ///   or too few.
  func check() throws {
    if let mistake { throw UsageError(mistake) }
    for (option, _) in given where !command.options.contains(option) {
      let homes = Command.allCases.filter { $0.options.contains(option) }.map { "`\($0.words)`" }.joined(separator: ", ")
      throw UsageError(
        Diagnostic(
          "unknown-option", "`\(command.words)` has no option `\(option.spelling)`", fix: Diagnostic.Fix("it is an option of \(homes)")))
    }
    _ = try value(of: .lang) { try OneOf.read($0, Language.init(rawValue:), .lang) }
    guard let operand = command.operand else {
      if let first = operands.first { throw UsageError(Self.misplaced(first)) }
      return
    }
    switch operand.count {
    case .any: break
    case .one, .oneOrMore:
      if operands.isEmpty { throw UsageError("`\(command.words)` wants \(operand.name): `\(command.form)`", fix: command.helpHint) }
    }
    if operand.count == .one, operands.count > 1 {
      throw UsageError("`\(command.words)` takes one \(operand.name), so `\(operands[1])` is one too many", fix: command.helpHint)
    }
  }

  // MARK: reading

  /// Codes of `getopt_long`: an operand, a value that is missing; long options have codes above those of letters.
  private static let operandCode: Int32 = 1
  private static let missingCode = Int32(UInt8(ascii: ":"))
  private static let firstLong: Int32 = 256

  private static func option(_ code: Int32) -> CommandOption? {
    let all = CommandOption.allCases
    if code >= firstLong { return all.indices.contains(Int(code - firstLong)) ? all[Int(code - firstLong)] : nil }
    return all.first { $0.letter.flatMap(\.asciiValue).map(Int32.init) == code }
  }

  /// The name in `--name` and `--name=value`.
  private static func longName(_ text: String) -> String? {
    guard text.hasPrefix("--") else { return nil }
    return String(text.dropFirst(2).prefix { $0 != "=" })
  }

  /// Hands over the options as `getopt_long` reads them. The first letter, `-`, asks for operands where they stand; the second, `:`,
  /// tells a missing value from an unknown option.
  private static func withTable(_ body: (UnsafePointer<CChar>, UnsafePointer<CGetopt.option>) -> Void) {
    let all = CommandOption.allCases
    let letters = all.compactMap { option in option.letter.map { "\($0)" + (option.value.name == nil ? "" : ":") } }.joined()
    let names = all.map { ($0.long ?? "") + "\0" }
    names.joined().withCString { start in
      var place = start
      var table: [CGetopt.option] = []
      for (index, each) in all.enumerated() {
        let hasValue = each.value.name == nil ? no_argument : required_argument
        if each.long != nil { table.append(CGetopt.option(name: place, has_arg: hasValue, flag: nil, val: firstLong + Int32(index))) }
        place += names[index].utf8.count
      }
      table.append(CGetopt.option())
      "-:\(letters)".withCString { letters in
        table.withUnsafeBufferPointer { table in
          if let start = table.baseAddress { body(letters, start) }
        }
      }
    }
  }

  private mutating func take(operand text: String) {
    if command == .seg, operands.isEmpty, let named = Command(rawValue: text), named != .seg {
      command = named
    } else {
      operands.append(text)
    }
  }

  /// - Parameter isApart: whether the value is an argument of its own. Then it is no option, which is what follows a forgotten value.
  private mutating func take(_ option: CommandOption, _ value: String, isApart: Bool) {
    let isOption = Self.longName(value)?.isEmpty == false || CommandOption.allCases.contains { $0.letter.map { "-\($0)" } == value }
    if isApart, isOption {
      return refuse("`\(option.spelling)` wants a value: `\(option.form)`; `\(value)` follows")
    }
    // `-c=TEXT` is `-c TEXT`.
    given.append((option, option.long == nil && !isApart && value.hasPrefix("=") ? String(value.dropFirst()) : value))
  }

  private mutating func refuse(_ message: Message) {
    mistake = mistake ?? Diagnostic("bad-argument", message, fix: Diagnostic.Fix(command.helpHint))
  }

  private mutating func refuse(unknown option: String, in text: String? = nil) {
    // `-version` has one hyphen too few.
    let name = text.map { $0.count > 2 ? String($0.dropFirst()) : "" } ?? String(option.dropFirst(2))
    let near = Self.nearest(to: name, in: command)
    mistake =
      mistake
      ?? Diagnostic(
        "unknown-option",
        text.map { $0 == option ? "no option `\(option)`" : "no option `\(option)` in `\($0)`" } ?? "no option `\(option)`",
        fix: Diagnostic.Fix(near.map { "did you mean `--\($0)`?" } ?? command.helpHint))
  }

  /// The option that a wrong name means: one that begins so, else the nearest.
  private static func nearest(to name: String, in command: Command) -> String? {
    let names = command.options.filter { !$0.isHidden }.compactMap(\.long)
    let begun = name.isEmpty ? [] : names.filter { $0.hasPrefix(name) }
    return begun.count == 1 ? begun[0] : Speller.nearest(to: name, among: names)
  }

  /// A word where a command is expected: a script without `run`, or a command that is misspelled.
  private static func misplaced(_ word: String) -> Diagnostic {
    if access(word, F_OK) == 0 {
      return Diagnostic("unknown-command", "unexpected argument `\(word)`: a script is run by `seg run \(word)`")
    }
    let near = Speller.nearest(to: word, among: Command.named.map(\.rawValue))
    return Diagnostic(
      "unknown-command", "no command `\(word)`", fix: Diagnostic.Fix(near.map { "did you mean `seg \($0)`?" } ?? Command.seg.helpHint))
  }
}

extension Command {
  /// Where more stands.
  var helpHint: Message { "`\(words) --help` lists what there is" }
}
