// Functions and formats of the host: the same values as Seg's own.

import SegDiagnostics
import SegFiles
import SegFunctions
import SegPlan
import SegReport
import SegRuntime
import SegSemantics
import SegSyntax

extension Session {
  /// A session whose scripts may call other functions, or export to other formats,
  /// than Seg's own.
  ///
  ///     let halved = Function(
  ///       "halved", "half of a number", example: ("halved(3)", "1.5"),
  ///       [Function.Overload([.number], .number, .number { $0 / 2 })])
  ///     let session = try Session(functions: .all + [halved])
  ///
  /// A function of the host is checked, completed and explained by ``help(_:)`` like any
  /// other.
  ///
  /// - Parameters:
  ///   - functions: the functions of scripts, in addition to aggregates and analyses.
  ///   - formats: the formats of files that scripts may load: `.all + [mine]`.
  ///   - reports: the formats that `export` finds by the ending of a file.
  /// - Throws: `bad-function` for a name that is taken, is a word of the language or
  ///   is not a name, for a function without overloads, and for a kernel that does
  ///   not fit its signature.
  public convenience init(
    today: Today = .newestEvent, capabilities: Capabilities = Capabilities(), limits: Limits = Limits(), functions: [Function],
    formats: [FileFormat] = .all, reports: [ReportFormat] = ReportFormat.all, language: Language = .english
  ) throws(ScriptError) {
    let problems = withAmpleStack { Self.problems(of: functions) }
    if !problems.isEmpty { throw ScriptError(problems) }
    let library = withAmpleStack { FunctionLibrary(functions: functions) }
    self.init(
      today: today, capabilities: capabilities, limits: limits, library: library, formats: formats, reports: reports, language: language)
  }

  private static func problems(of functions: [Function]) -> [Diagnostic] {
    var names = Set(CallableList(FunctionLibrary(functions: [])).all.map(\.name))
    return functions.compactMap { function in
      if let problem = function.problem { return .badFunction(Message(stringLiteral: problem)) }
      if Keyword(word: function.name)?.isReserved ?? false {
        return .badFunction("`\(function.name)` is a word of the language")
      }
      return names.insert(function.name).inserted ? nil : .badFunction("there are two functions `\(function.name)`")
    }
  }
}

extension [Function] {
  /// The built-in functions, to which a host may add others:
  /// `Session(functions: .all + [mine])`.
  public static var all: [Function] { withAmpleStack { Function.all } }
}

extension Diagnostic {
  static func badFunction(_ problem: Message) -> Diagnostic { Diagnostic("bad-function", problem) }
}
