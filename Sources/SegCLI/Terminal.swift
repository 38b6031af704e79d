// The properties of the terminal: whether there is one, its width, colors.

import SegPlatform
import Seg
import SegDiagnostics

enum Terminal {
  static let hasInput = isatty(STDIN_FILENO) == 1
  static let hasOutput = isatty(STDOUT_FILENO) == 1
  static let hasError = isatty(STDERR_FILENO) == 1

  static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The language of messages: as `SEG_LANG` says, otherwise that of the locale.
  static let language: Language = {
    if let own = environment("SEG_LANG"), let language = Language(rawValue: own) { return language }
    let locale = environment("LC_ALL") ?? environment("LC_MESSAGES") ?? environment("LANG") ?? ""
    return Language.allCases.first { locale.hasPrefix($0.rawValue) } ?? .english
  }()

  private static let allowsColor = environment("NO_COLOR") == nil && environment("TERM") != "dumb"
  static let outputColor = hasOutput && allowsColor
  static let errorColor = hasError && allowsColor

  private static var size: winsize {
    var size = winsize()
    return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? size : winsize()
  }

  /// Columns of the terminal of standard error; 80 if unknown.
  static var errorWidth: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  /// Columns of the terminal; 80 if unknown.
  static var width: Int { size.ws_col > 0 ? Int(size.ws_col) : 80 }

  /// Lines of the terminal; 24 if unknown.
  static var height: Int { size.ws_row > 0 ? Int(size.ws_row) : 24 }

  /// How answers are shown on standard output.
  static func style(moreHint: Message) -> ReportStyle {
    var style = ReportStyle.plain
    style.language = language
    guard hasOutput else { return style }
    style.width = width
    style.rowLimit = 40
    style.color = outputColor
    style.isTerminal = true
    style.moreHint = moreHint
    return style
  }

  static func dim(_ text: String) -> String { outputColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  /// Asks the person at the terminal; anything but `y` or `yes` is a no, and so is Ctrl-C.
  static func consents(to question: String) -> Bool {
    StandardError.write(Diagnostic.visible(question) + " (y/n) ")
    var answer: [UInt8] = []
    var byte: UInt8 = 0
    while !Interruption.wasRequested {
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 || byte == 0x0A { break }
      answer.append(byte)
    }
    let word = String(decoding: answer, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined().lowercased()
    return !Interruption.wasRequested && (word == "y" || word == "yes")
  }

  /// A text of several lines, with its control characters shown.
  static func visibleLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { Diagnostic.visible(String($0)) }.joined(separator: "\n")
  }

  /// Writes a sentence to standard error.
  static func say(_ message: Message) { StandardError.write(message.text(in: language) + "\n") }

  /// Prints diagnostics to standard error.
  static func report(_ diagnostics: [Diagnostic]) {
    let width = hasError ? errorWidth : nil
    for diagnostic in diagnostics { StandardError.write(diagnostic.rendered(color: errorColor, width: width, language: language) + "\n") }
  }

  /// Opens closed descriptors 0, 1 and 2 in a way that makes their use fail. Otherwise the
  /// next opened file would get the number, and the answers.
  static func holdStandardDescriptors() {
    for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
    where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", mode)
    }
  }
}
