// What a command of the prompt may do.

import Seg
import SegDiagnostics

/// The prompt as its commands see it.
protocol PromptActions: AnyObject {
  var session: Session { get }
  var settings: PromptSettings { get set }
  var journal: Journal { get set }

  /// Runs statements; returns whether all of them ran.
  @discardableResult
  func execute(_ text: String) -> Bool
  /// Shows an answer.
  func show(_ report: Report) throws
  /// Prints a text of several lines.
  func print(_ text: String)
  /// Prints one dimmed line.
  func note(_ message: Message)
  func help(on topic: String) -> String
  /// Ends the prompt after the line.
  func leave()

  /// Runs a script, with the commands in it.
  func read(_ path: String) throws
  /// Writes the session as a script.
  func save(_ path: String) throws
  /// Opens a definition, or the last statement, in an editor and runs what comes of it.
  func edit(_ name: String) throws
  /// Sends answers to a file; `-`: to the terminal.
  func redirect(_ path: String) throws
  /// Adds what is typed and answered to a file; `off`: no more.
  func log(_ path: String) throws
  func changeFolder(_ path: String) throws
  /// Runs a command of the system's shell.
  func shell(_ command: String) throws
  /// Lists what was entered last.
  ///
  /// - Parameter wanted: how many lines, or a text that they have; empty: 20.
  func listHistory(_ wanted: String) throws
}
