// The result of binding an optional part.

/// An optional part after binding, which distinguishes an absent part from a wrong one.
enum Optionally<Value> {
  /// It was not written.
  case absent
  case bound(Value)
  /// It was wrong, and reported.
  case failed

  /// Binds the part, if it was written.
  init<Syntax>(_ syntax: Syntax?, _ bind: (Syntax) -> Value?) {
    guard let syntax else {
      self = .absent
      return
    }
    self = bind(syntax).map { .bound($0) } ?? .failed
  }

  /// nil if it is absent or wrong.
  var value: Value? {
    switch self {
    case .bound(let value): value
    case .absent, .failed: nil
    }
  }

  var hasFailed: Bool {
    switch self {
    case .failed: true
    case .absent, .bound: false
    }
  }
}
