// The identity of a store's data.

import SegColumns

extension Store {
  /// Objects of all tables that each load makes again.
  package var identities: [AnyObject] {
    let keys: [AnyObject] = (customers?.keys.values.storage).map { [$0] } ?? []
    let made = links.compactMap { linkRows[Self.name(of: $0.table, $0.link.role)] as AnyObject? }
    return keys + events.map { $0.offsets as AnyObject } + made
  }
}

extension Column.Values {
  fileprivate var storage: AnyObject {
    switch self {
    case .int8(let buffer): buffer
    case .uint8(let buffer): buffer
    case .int16(let buffer): buffer
    case .int32(let buffer): buffer
    case .int64(let buffer): buffer
    case .float64(let buffer): buffer
    case .codes8(let buffer): buffer
    case .codes16(let buffer): buffer
    case .codes32(let buffer): buffer
    case .bits(let bits): bits.words
    }
  }
}
