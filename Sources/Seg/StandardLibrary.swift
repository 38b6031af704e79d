// The standard library, as it stands in the binary.

package enum StandardLibrary {
  /// Texts by name: `std.lifecycle`.
  package static let files: [String: String] = [:]
}
