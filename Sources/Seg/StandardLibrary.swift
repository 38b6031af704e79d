// The standard library, built into the binary.

import SegDiagnostics
import SegSyntax

/// Scripts of definitions, each a file in `Library/` with the name used in scripts. To add
/// one: its file, and its line here.
package enum StandardLibrary {
  /// Texts by name: `std.lifecycle`.
  package static let files: [String: String] = [
    "std.actions": text(PackageResources.std_actions_seg),
    "std.base": text(PackageResources.std_base_seg),
    "std.delivered_value": text(PackageResources.std_delivered_value_seg),
    "std.kpi": text(PackageResources.std_kpi_seg),
    "std.ledger": text(PackageResources.std_ledger_seg),
    "std.lifecycle": text(PackageResources.std_lifecycle_seg),
    "std.lines": text(PackageResources.std_lines_seg),
    "std.pareto": text(PackageResources.std_pareto_seg),
    "std.period": text(PackageResources.std_period_seg),
    "std.retention": text(PackageResources.std_retention_seg),
    "std.rfm": text(PackageResources.std_rfm_seg),
    "std.warning": text(PackageResources.std_warning_seg),
    // The same under Chinese names.
    "std.基础": text(PackageResources.std_base_zh_seg),
    "std.期间": text(PackageResources.std_period_zh_seg),
    "std.生命周期": text(PackageResources.std_lifecycle_zh_seg),
    "std.指标": text(PackageResources.std_kpi_zh_seg),
    "std.留存": text(PackageResources.std_retention_zh_seg),
    "std.RFM": text(PackageResources.std_rfm_zh_seg),
    "std.帕累托": text(PackageResources.std_pareto_zh_seg),
    "std.预警": text(PackageResources.std_warning_zh_seg),
    "std.价值": text(PackageResources.std_ledger_zh_seg),
    "std.行动": text(PackageResources.std_actions_zh_seg),
    "std.让渡价值": text(PackageResources.std_delivered_value_zh_seg),
  ]

  /// The library that is about a name, or defines it.
  static func library(about name: String) -> String? { files["std.\(name)"] != nil ? "std.\(name)" : definers[name] }

  /// The names that the libraries define.
  static var definedNames: Dictionary<String, String>.Keys { definers.keys }

  /// The libraries by the names that they define.
  private static let definers: [String: String] = {
    var definers: [String: String] = [:]
    for library in files.keys.sorted() {
      let script = Parser.parse(Source(name: library, text: files[library] ?? "")).script
      for name in script.statements.flatMap(\.definedNames) where definers[name] == nil { definers[name] = library }
    }
    return definers
  }()

  /// The comment at the start of a library: its model and what it needs.
  package static func header(of name: String) -> String? {
    files[name].map { text in
      text.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.hasPrefix("#") }
        .map { String($0.dropFirst($0.hasPrefix("# ") ? 2 : 1)) }.joined(separator: "\n")
    }
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
