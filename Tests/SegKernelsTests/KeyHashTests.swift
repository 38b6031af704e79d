// MD5 against the vectors of RFC 1321, at every level of the kernels.

import CKernels
import Testing

@testable import SegKernels

extension KernelLevelTests {
  private static let vectors: [(String, String)] = [
    ("", "d41d8cd98f00b204e9800998ecf8427e"),
    ("a", "0cc175b9c0f1b6a831c399e269772661"),
    ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"),
    (String(repeating: "1234567890", count: 8), "57edf4a22be3c955ac49da2e2107b67a"),
  ]

  private func md5(_ text: String) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 16)
    let bytes = Array(text.utf8)
    seg_md5(bytes, bytes.count, &digest)
    return digest
  }

  @Test func md5IsThatOfTheStandard() {
    for (text, digest) in Self.vectors {
      let hex = md5(text).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      #expect(hex == digest, "\(text)")
    }
  }

  /// Texts of all lengths that fit into a block, in batches of any size.
  @Test func manyTextsAtOnceGiveTheSame() {
    for count in [0, 1, 3, 4, 8, 15, 16, 17, 56] {
      let texts = (0..<count).map { String("the quick brown fox jumps over the lazy dog and runs for good".prefix($0)) }
      var blocks: [UInt8] = []
      for text in texts {
        let bytes = Array(text.utf8)
        blocks += bytes + [0x80] + [UInt8](repeating: 0, count: 55 - bytes.count)
        blocks += (0..<8).map { UInt8(truncatingIfNeeded: (bytes.count * 8) >> ($0 * 8)) }
      }
      let expected = texts.map { md5($0).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
      atEachLevel { level in
        var heads = [UInt64](repeating: 0, count: count)
        seg_md5_heads(blocks, count, &heads)
        #expect(heads == expected, "level \(level), \(count) texts")
      }
    }
  }
}
