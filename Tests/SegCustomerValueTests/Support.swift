// What the tests of this target share: the reference files.

import Foundation
import SegCustomerValue

/// A file of `Reference`, as text.
func reference(_ name: String) throws -> String {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "Reference/\(name)")
  return try String(contentsOf: file, encoding: .utf8)
}
