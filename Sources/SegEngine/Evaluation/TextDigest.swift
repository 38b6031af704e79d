// The digest of a text, as other programs compute it.

import CKernels

/// The MD5 of a text in UTF-8.
package enum TextDigest {
  /// 32 hexadecimal digits, as `md5sum` and the function `md5` of databases write them.
  package static func md5(_ text: String) -> String {
    var text = text
    var digest = [UInt8](repeating: 0, count: 16)
    text.withUTF8 { bytes in
      // The loop reads through a pointer to at least one byte.
      let empty: [UInt8] = [0]
      empty.withUnsafeBufferPointer { none in
        digest.withUnsafeMutableBufferPointer { out in
          guard let start = bytes.baseAddress ?? none.baseAddress, let end = out.baseAddress else { return }
          seg_md5(start, bytes.count, end)
        }
      }
    }
    return digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
