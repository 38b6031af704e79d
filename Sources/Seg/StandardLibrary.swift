// The standard library, as it stands in the binary.

/// Scripts of definitions, each a file in `Library/` named as it is used: a new
/// one is its file and its line here.
package enum StandardLibrary {
  /// Texts by name: `std.lifecycle`.
  package static let files: [String: String] = [
    "std.pareto": text(PackageResources.std_pareto_seg)
  ]

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
