// Paths of scripts, which are relative to the folder of the script.

import SegDiagnostics
import SegFiles

/// Paths as the system needs them, and as scripts have them.
enum ScriptPath {
  /// A path of a script; relative ones start from the script's folder, and `~` is the home
  /// folder.
  static func resolved(_ path: String, _ directory: String?) -> String {
    let path = HomeFolder.expanded(path)
    guard let directory, !path.hasPrefix("/") else { return path }
    return directory.hasSuffix("/") ? directory + path : directory + "/" + path
  }

  /// A message with paths as in the script, and the folder to which they are relative.
  static func asWritten(_ diagnostic: Diagnostic, _ directory: String?) -> Diagnostic {
    guard let directory, directory != ".", directory != "" else { return diagnostic }
    let prefix = directory.hasSuffix("/") ? directory : directory + "/"
    func cut(_ text: String) -> String { text.replacing(prefix, with: "") }
    var result = diagnostic
    result.message = result.message.mapTexts(cut)
    result.notes = result.notes.map { $0.mapTexts(cut) }
    func cutFix(_ fix: Diagnostic.Fix) -> Diagnostic.Fix {
      Diagnostic.Fix(
        fix.message.mapTexts(cut), replace: fix.span, with: fix.replacement.map(cut), fallbacks: fix.fallbacks.map(cutFix))
    }
    result.fix = result.fix.map(cutFix)
    result.otherFixes = result.otherFixes.map(cutFix)
    if result.id == "file-not-found" { result.notes.append("paths start from the script's folder, `\(directory)`") }
    return result
  }
}
