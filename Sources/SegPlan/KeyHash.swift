// The random number of a customer: the same on every engine.

import SegColumns

/// The first 60 bits of the MD5 of seed, base, strata and the customer's key: an
/// integer from 0 to below 2^60 that stays when customers are added.
///
/// The text that is hashed is made of fields, in this order: the seed, the base,
/// a field for each stratum, the key. A field is its length in UTF-8 bytes as
/// decimal digits, a colon, and the bytes; a missing stratum is `-` alone. Values
/// are written as ``Value/description`` has them.
package struct KeyHash: Sendable, Hashable {
  package let seed: Int64
  /// What is divided: the name of a segment; empty for `sample`.
  package let base: String
  /// The strata: each has random numbers of its own.
  package let per: [Expression]

  package init(seed: Int64, base: String, per: [Expression]) {
    self.seed = seed
    self.base = base
    self.per = per
  }

  /// The first number that is not in the first `share` of all.
  package static func bound(_ share: ExactShare) -> Int64 { Int64(share.count(of: 1 << 60)) }
}
