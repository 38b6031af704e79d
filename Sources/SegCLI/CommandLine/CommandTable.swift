// The commands and the options of `seg`, as data: parsing, help, spelling and the completion of shells read them.
// To add one: a case, its line in `CommandTexts`, and the compiler names the rest.

import Seg
import SegDiagnostics

/// A command of the program: its first operand.
enum Command: String, CaseIterable {
  /// `seg` itself: a prompt, texts, or a script from standard input.
  case seg = ""
  case run, watch, check, test, fmt, help

  /// The version of the program.
  static let version = "0.2.0"

  /// The commands that have a word.
  static let named = allCases.filter { $0 != .seg }

  /// What a command takes beside its options.
  struct Operand {
    enum Count { case one, oneOrMore, any }
    enum Kind { case file, topic }

    let name: String
    let count: Count
    let kind: Kind

    /// `FILE…`
    var form: String {
      switch count {
      case .one: name
      case .oneOrMore: name + "…"
      case .any: "[\(name)…]"
      }
    }
  }

  /// Nil: it takes none.
  var operand: Operand? {
    switch self {
    case .seg: nil
    case .run, .check: Operand(name: "FILE", count: .oneOrMore, kind: .file)
    case .watch: Operand(name: "FILE", count: .one, kind: .file)
    case .test: Operand(name: "PATH", count: .oneOrMore, kind: .file)
    case .fmt: Operand(name: "FILE", count: .any, kind: .file)
    case .help: Operand(name: "TOPIC", count: .any, kind: .topic)
    }
  }

  /// Its options, in the order of its help.
  var options: [CommandOption] {
    let ofAll: [CommandOption] = [.lang, .version, .help]
    let ofRuns: [CommandOption] = [.set, .asOf, .format, .output, .threads, .limit, .myriads, .quiet]
    switch self {
    case .seg: return [.text] + ofRuns + [.completion] + ofAll
    case .run: return ofRuns + ofAll
    case .watch: return [.every, .onFail, .times] + ofRuns + ofAll
    case .check: return [.json] + ofAll
    case .test: return [.update, .threads] + ofAll
    case .fmt: return [.check] + ofAll
    case .help: return [.pages] + ofAll
    }
  }

  /// `seg run`
  var words: String { self == .seg ? "seg" : "seg \(rawValue)" }

  /// `seg run FILE…`
  var form: String { operand.map { "\(words) \($0.form)" } ?? words }
}

/// An option: its long name, or its letter if it has only that.
enum CommandOption: String, CaseIterable {
  case text = "c"
  case set
  case asOf = "as-of"
  case format, output, threads, limit, myriads, quiet
  case every
  case onFail = "on-fail"
  case times
  case json, update, check, lang
  case pages
  case completion = "generate-completion-script"
  case version, help

  enum Value {
    case none
    case any(String)
    case file(String)
    case oneOf(String, [String])

    /// What help calls the value; nil if the option takes none.
    var name: String? {
      switch self {
      case .none: nil
      case .any(let name), .file(let name), .oneOf(let name, _): name
      }
    }
  }

  var value: Value {
    switch self {
    case .text: .any("TEXT")
    case .set: .any("NAME=VALUE")
    case .asOf: .any("DATE")
    case .format: .oneOf("FORMAT", ReportFormat.all.map(\.name))
    case .output: .file("FILE")
    case .threads: .any("N")
    case .limit: .any("NAME=AMOUNT")
    case .every: .any("TIME")
    case .onFail: .any("COMMAND")
    case .times: .any("N")
    case .lang: .oneOf("LANGUAGE", Language.allCases.map(\.rawValue))
    case .pages: .file("FOLDER")
    case .completion: .oneOf("SHELL", ShellCompletion.allCases.map(\.rawValue))
    case .myriads, .quiet, .json, .update, .check, .version, .help: .none
    }
  }

  /// Its long name; nil if it has only a letter.
  var long: String? { self == .text ? nil : rawValue }

  /// Its letter; nil if it has none.
  var letter: Character? {
    switch self {
    case .text: "c"
    case .help: "h"
    case .set, .asOf, .format, .output, .threads, .limit, .myriads, .quiet, .every, .onFail, .times, .json, .update, .check, .lang, .pages,
      .completion, .version:
      nil
    }
  }

  /// Options that help leaves out: those of the project's own work, and of installing.
  var isHidden: Bool { self == .pages }

  /// `--format`, `-c`
  var spelling: String { long.map { "--" + $0 } ?? "-" + rawValue }

  /// `--format FORMAT`, `-h, --help`
  var form: String {
    let spellings = [long == nil ? nil : letter.map { "-\($0)" }, spelling].compactMap { $0 }.joined(separator: ", ")
    return spellings + (value.name.map { " " + $0 } ?? "")
  }

  /// What a person wrote as an option, as far as it is one: the option of that whole name.
  init?(long name: String) {
    guard let option = Self(rawValue: name), option.long != nil else { return nil }
    self = option
  }
}
