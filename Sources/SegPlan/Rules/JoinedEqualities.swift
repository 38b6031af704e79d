// `city = "a" or city = "b"` is `city in ("a", "b")`.

import SegColumns

extension Expression {
  /// The parts of an `or`, in which comparisons of one text column with several texts are
  /// one list: a back end searches its dictionary once.
  package static func joiningEqualities(_ parts: [Expression]) -> [Expression] {
    var lists: [String: (place: Int, values: [Value])] = [:]
    var joined: [Expression] = []
    for part in parts {
      guard case .compare(.equal, let one, let other) = part.kind, case .column(let name) = one.kind,
        case .literal(let value) = other.kind, case .text = value
      else {
        joined.append(part)
        continue
      }
      if lists[name]?.values.append(value) == nil {
        lists[name] = (joined.count, [value])
        joined.append(part)
      }
    }
    for (name, list) in lists where list.values.count > 1 {
      let first = joined[list.place]
      joined[list.place] = Expression(.isIn(Expression(.column(name), .text, like: first), list.values), first.type, like: first)
    }
    return joined
  }
}
