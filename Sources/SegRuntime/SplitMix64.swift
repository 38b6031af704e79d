// A hash of 64 bits.

/// A hash in which every bit of a key moves about half of all bits: the finalizer of
/// SplitMix64 (Guy Steele, Doug Lea, Christine Flood, Fast Splittable Pseudorandom
/// Number Generators, 2014, mix64variant13) with its increment.
@inlinable
@inline(__always)
package func splitMix64(_ key: UInt64) -> UInt64 {
  var bits = key &+ 0x9E37_79B9_7F4A_7C15
  bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
  bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
  return bits ^ bits >> 31
}
