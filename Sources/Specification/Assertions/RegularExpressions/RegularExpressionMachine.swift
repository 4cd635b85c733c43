extension RegularExpression {
  /// Whether the pattern occurs in the text.
  public func occurs(in text: String) -> Bool {
    var current = Threads(program.count)
    var next = Threads(program.count)
    var previous: Unicode.Scalar?
    var iterator = text.unicodeScalars.makeIterator()
    var scalar = iterator.next()
    while true {
      // A match may begin anywhere, so a thread starts at every place.
      if follow(from: 0, into: &current, between: previous, and: scalar) { return true }
      guard let read = scalar else { return false }
      let following = iterator.next()
      next.clear()
      for counter in current.list {
        if consumes(program[counter], read),
          follow(from: counter + 1, into: &next, between: read, and: following)
        {
          return true
        }
      }
      swap(&current, &next)
      previous = read
      scalar = following
    }
  }

  private func consumes(_ instruction: Instruction, _ scalar: Unicode.Scalar) -> Bool {
    switch instruction {
    case .scalar(let wanted): wanted == scalar
    case .any: scalar != "\n"
    case .set(let set): set.contains(scalar)
    case .assert, .jump, .split, .match: false
    }
  }

  /// Adds the place and all that is reached from it without reading; true where that includes the end of the pattern.
  private func follow(
    from start: Int, into threads: inout Threads, between previous: Unicode.Scalar?, and next: Unicode.Scalar?
  ) -> Bool {
    var open = [start]
    while let counter = open.popLast() {
      guard threads.insert(counter) else { continue }
      switch program[counter] {
      case .match: return true
      case .jump(let target): open.append(target)
      case .split(let first, let second):
        open.append(second)
        open.append(first)
      case .assert(let assertion):
        if holds(assertion, between: previous, and: next) { open.append(counter + 1) }
      case .scalar, .any, .set: break
      }
    }
    return false
  }

  private func holds(_ assertion: Assertion, between previous: Unicode.Scalar?, and next: Unicode.Scalar?) -> Bool {
    switch assertion {
    case .start: previous == nil
    case .end: next == nil
    case .wordBoundary: isWord(previous) != isWord(next)
    case .noWordBoundary: isWord(previous) == isWord(next)
    }
  }

  private func isWord(_ scalar: Unicode.Scalar?) -> Bool { scalar.map(ScalarSet.word.contains) ?? false }

  /// The places of the program that are alive, each once.
  private struct Threads {
    private(set) var list: [Int] = []
    private var marks: [Bool]

    init(_ count: Int) { marks = [Bool](repeating: false, count: count) }

    mutating func insert(_ counter: Int) -> Bool {
      guard !marks[counter] else { return false }
      marks[counter] = true
      list.append(counter)
      return true
    }

    mutating func clear() {
      for counter in list { marks[counter] = false }
      list.removeAll(keepingCapacity: true)
    }
  }
}
