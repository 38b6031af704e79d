// Follows all states of a pattern at once, one scalar of the text at a time.

/// One search of one text.
struct PatternSearch {
  private let program: [PatternInstruction]
  private let isCaseInsensitive: Bool
  /// States that wait for a scalar, each at most once.
  private var waiting: [Int] = []
  /// States that the last scalar led to.
  private var reached: [Int] = []
  private var stack: [Int] = []
  /// The position (from 1) at which a state was last entered.
  private var entered: [Int]

  init(_ program: [PatternInstruction], isCaseInsensitive: Bool) {
    self.program = program
    self.isCaseInsensitive = isCaseInsensitive
    entered = [Int](repeating: 0, count: program.count)
  }

  /// States after which it is asked whether work is to end: some milliseconds.
  private static let statesBetweenChecks = 1 << 18

  mutating func run(_ bytes: UnsafeBufferPointer<UInt8>, _ isStopped: () -> Bool) -> Bool {
    var states = 0
    var isAnchored = false
    if case .assert(.start)? = program.first { isAnchored = true }
    var offset = 0
    var step = 1
    var wasWord = false
    while true {
      let isAtEnd = offset >= bytes.count
      let (value, width) = isAtEnd ? (0, 0) : UTF8Reading.scalar(bytes, offset)
      let isWord = !isAtEnd && UTF8Reading.isWord(value)
      waiting.removeAll(keepingCapacity: true)
      if offset == 0 || !isAnchored { reached.append(0) }
      if reached.isEmpty { return false }
      for state in reached
      where enter(state, step, isAtStart: offset == 0, isAtEnd: isAtEnd, isBoundary: wasWord != isWord) {
        return true
      }
      if isAtEnd { return false }
      reached.removeAll(keepingCapacity: true)
      let folded = isCaseInsensitive ? UTF8Reading.folded(value) : value
      for state in waiting where consumes(program[state], value, folded) { reached.append(state + 1) }
      states += waiting.count + 1
      if states > Self.statesBetweenChecks {
        if isStopped() { return false }
        states = 0
      }
      wasWord = isWord
      offset += width
      step += 1
    }
  }

  /// Enters a state and all states that it leads to without a scalar; true if the
  /// pattern has matched.
  private mutating func enter(_ first: Int, _ step: Int, isAtStart: Bool, isAtEnd: Bool, isBoundary: Bool) -> Bool {
    stack.append(first)
    while let state = stack.popLast() {
      if entered[state] == step { continue }
      entered[state] = step
      switch program[state] {
      case .match:
        return true
      case .save:
        stack.append(state + 1)
      case .jump(let target):
        stack.append(target)
      case .split(let one, let other):
        stack.append(other)
        stack.append(one)
      case .assert(let assertion):
        let holds =
          switch assertion {
          case .start: isAtStart
          case .end: isAtEnd
          case .wordBoundary: isBoundary
          case .notWordBoundary: !isBoundary
          }
        if holds { stack.append(state + 1) }
      case .scalar, .any, .set:
        waiting.append(state)
      }
    }
    return false
  }

  private func consumes(_ instruction: PatternInstruction, _ value: UInt32, _ folded: UInt32) -> Bool {
    switch instruction {
    case .scalar(let wanted): folded == wanted
    case .any: value != 0x0A
    case .set(let set): set.contains(value)
    case .assert, .split, .jump, .save, .match: false
    }
  }
}
