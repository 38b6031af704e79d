// What became of something that a script may leave out.

/// A part that may be left out, after binding: without a second optional that
/// says whether it was wrong.
enum Optionally<Value> {
  /// It was not written.
  case absent
  case bound(Value)
  /// It was wrong, and reported.
  case failed

  /// Binds what was written.
  init<Syntax>(_ syntax: Syntax?, _ bind: (Syntax) -> Value?) {
    guard let syntax else {
      self = .absent
      return
    }
    self = bind(syntax).map { .bound($0) } ?? .failed
  }

  /// nil where it was left out, or failed.
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
