/// Turns the tree of a pattern into a program for the machine (Thompson's construction).
struct RegularExpressionCompiler {
  private var program: [RegularExpression.Instruction] = []
  private let length: Int

  static func program(
    for tree: RegularExpressionTree, length: Int
  ) throws(RegularExpression.Fault) -> [RegularExpression.Instruction] {
    var compiler = RegularExpressionCompiler(length: length)
    try compiler.add(tree)
    try compiler.emit(.match)
    return compiler.program
  }

  private init(length: Int) { self.length = length }

  private mutating func emit(_ instruction: RegularExpression.Instruction) throws(RegularExpression.Fault) {
    guard program.count < RegularExpression.maximumProgram else {
      throw RegularExpression.Fault(
        0..<length, "the regular expression is too large once its counts are written out",
        hint: "use smaller counts, or `*` and `+`")
    }
    program.append(instruction)
  }

  private mutating func add(_ tree: RegularExpressionTree) throws(RegularExpression.Fault) {
    switch tree {
    case .empty: break
    case .scalar(let scalar): try emit(.scalar(scalar))
    case .any: try emit(.any)
    case .set(let set): try emit(.set(set))
    case .assert(let assertion): try emit(.assert(assertion))
    case .sequence(let parts): for part in parts { try add(part) }
    case .alternatives(let branches): try add(alternatives: branches)
    case .repetition(let part, let least, let most):
      for _ in 0..<least { try add(part) }
      guard let most else {
        try add(star: part)
        return
      }
      var exits: [Int] = []
      for _ in least..<most {
        exits.append(program.count)
        try emit(.match)
        try add(part)
      }
      for exit in exits { program[exit] = .split(exit + 1, program.count) }
    }
  }

  private mutating func add(alternatives branches: [RegularExpressionTree]) throws(RegularExpression.Fault) {
    var ends: [Int] = []
    for (index, branch) in branches.enumerated() {
      let split = program.count
      let isLast = index == branches.count - 1
      if !isLast { try emit(.match) }
      try add(branch)
      if !isLast {
        ends.append(program.count)
        try emit(.match)
        program[split] = .split(split + 1, program.count)
      }
    }
    for end in ends { program[end] = .jump(program.count) }
  }

  private mutating func add(star part: RegularExpressionTree) throws(RegularExpression.Fault) {
    let split = program.count
    try emit(.match)
    try add(part)
    try emit(.jump(split))
    program[split] = .split(split + 1, program.count)
  }
}
