// Every row of the reference figures, within its tolerance.

import SegCustomerValue
import Testing

@Suite struct ReferenceTests {
  /// A row that this test cannot compute fails it: no row is skipped.
  @Test func everyRowAgrees() throws {
    let computed = try ReferenceValues()
    let rows = try ExpectedRow.readAll()
    #expect(rows.count == 647)
    var unknown: [String] = []
    var different: [String] = []
    for row in rows {
      guard let value = computed.value(of: row) else {
        unknown.append(row.label)
        continue
      }
      if !(abs(value - row.value) <= row.tolerance) {
        different.append("\(row.label): \(value) instead of \(row.value)")
      }
    }
    #expect(unknown == [])
    #expect(different == [])
  }

  /// Functions at given parameters must agree to a hundredth of the tolerance:
  /// 1e-11 relative.
  @Test func functionsAreMoreAccurateThanAsked() throws {
    let computed = try ReferenceValues()
    var different: [String] = []
    for row in try ExpectedRow.readAll() where row.kind == "fn" {
      guard let value = computed.value(of: row) else { continue }
      if !(abs(value - row.value) <= 1e-11 * abs(row.value)) {
        different.append("\(row.label): \(value) instead of \(row.value)")
      }
    }
    #expect(different == [])
  }
}
