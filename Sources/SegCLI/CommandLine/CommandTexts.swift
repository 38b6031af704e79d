// All that the help of the command line says, in one place.

import SegDiagnostics

/// The words of the command line's help.
enum CommandTexts {
  static let usage: Message = "Usage:"
  static let anyOptions: Message = "[OPTION…]"
  static let anyCommand: Message = "[COMMAND]"
  static let options: Message = "Options"
  static let commands: Message = "Commands"
  static let values: Message = "One of:"
  static let moreHelp: Message = "`seg help COMMAND` explains a command, `seg help` the language."
}

extension Command {
  /// One sentence: what it does.
  var summary: Message {
    switch self {
    case .seg: "A prompt; or a script from standard input, where a name is defined once."
    case .run: "Runs scripts."
    case .watch: "Runs a script again when it or a file that it loads changes."
    case .check: "Reports every mistake in scripts, without running them or reading rows."
    case .test: "Runs scripts and compares their output with what they state."
    case .fmt: "Formats scripts in the one standard layout."
    case .help: "Explains a statement, a function or a diagnostic's id."
    }
  }

  /// The paragraphs above its options.
  var discussion: [Message] {
    switch self {
    case .seg:
      return [
        "Which customers, and what are they worth?",
        """
        Without arguments, seg starts a prompt on a terminal; otherwise it runs a script from standard input. At the prompt a name may be \
        defined again; in a script it is defined once.
        """,
      ]
    case .watch:
      return [
        summary,
        """
        The pages of its `report` are renewed, and a browser that shows one reads it anew. Each run is a line on standard output. A run \
        that fails, because an `expect` does not hold, say, leaves the page as it was. Ctrl-C ends it.
        """,
      ]
    case .fmt:
      return [
        summary,
        """
        Each file is rewritten in place, completely or not at all. Without files, or with -, standard input is formatted to standard \
        output. Comments and the meaning of a script do not change. A script with mistakes is not changed, and its mistakes are reported.
        """,
      ]
    case .run, .check, .test, .help: return [summary]
    }
  }

  /// What its operands are.
  var operandSummary: Message {
    switch self {
    case .seg: ""
    case .run: "Scripts; paths inside are relative to the script's folder. - is standard input."
    case .watch: "A script."
    case .check, .fmt: "Scripts; - is standard input."
    case .test: "Files (.seg, .md) or folders."
    case .help: "What to explain."
    }
  }
}

extension CommandOption {
  /// One line: what it does.
  var summary: Message {
    switch self {
    case .text: "Runs a text; several texts are one script."
    case .set: "A parameter's value; once for each parameter."
    case .asOf: "The day that is `today`; overrides `as of` in scripts."
    case .format: "The format of answers."
    case .output: "A file for the answers; it is written completely or not at all."
    case .threads: "The number of threads."
    case .limit: "Limits of a statement and of its answer: time=10s,memory=2GB,rows=1000000."
    case .myriads: "Shows figures of 10,000 and more in 万 and 亿, in tables for people."
    case .quiet: "Prints no load receipts and no progress."
    case .every: "Runs it also after so much time: 30s, 10m, 1h."
    case .onFail: "A command of the shell for each run that fails; it gets the diagnostics on its standard input."
    case .times: "Ends after so many runs, with the exit code of the last."
    case .json: "Writes an object of JSON a line for each mistake, with its place and its fixes."
    case .update: "Rewrites the expectations to the actual output."
    case .check: "Changes nothing; lists the files that would change, and exits with 1 if there are any."
    case .lang: "The language of messages; for `seg fmt`, that of the words in the scripts, which otherwise stay as they are."
    case .pages: "Writes the reference pages into a folder."
    case .completion: "Writes what makes a shell complete commands, options and topics."
    case .version: "Prints the version."
    case .help: "Prints this help."
    }
  }
}
