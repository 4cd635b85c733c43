/// What conditions and statements apply to.
struct ProfileContext: Hashable, Sendable {
  /// The sort of element.
  enum Sort: String, Hashable, Sendable, CaseIterable {
    case message = "Message"
    case group = "Group"
    case segment = "Segment"
    case dataType = "Datatype"
  }

  var sort: Sort
  /// Identifier or name.
  var key: String
  /// Whether the key is a name.
  var isByName: Bool
}

/// The conditions and statements of one context.
struct ContextRules: Hashable, Sendable {
  /// A usage that depends on a condition.
  struct Predicate: Hashable, Sendable {
    /// Positions from the context down to the element.
    var target: [Int]
    /// Usage where the condition holds, and where it does not.
    var usage: ProfileUsage
    var otherwise: ProfileUsage
    /// In words.
    var text: String
    var condition: ProfileCondition
    /// Line of its file.
    var line: Int
  }

  /// Something that must hold.
  struct Statement: Hashable, Sendable {
    var id: String
    /// In words.
    var text: String
    var condition: ProfileCondition
    /// Line of its file.
    var line: Int
  }

  var predicates: [Predicate] = []
  var statements: [Statement] = []
}

/// A condition that a program can decide.
indirect enum ProfileCondition: Hashable, Sendable {
  /// How two values compare.
  enum Comparison: String, Hashable, Sendable {
    case equal = "EQ"
    case notEqual = "NE"
    case greater = "GT"
    case less = "LT"
    case greaterOrEqual = "GE"
    case lessOrEqual = "LE"
  }

  /// What the values at a path are held against.
  enum Demand: Hashable, Sendable {
    case oneOf([String], ignoresCase: Bool)
    case number(oneOf: [String])
    case compares(Comparison, String, asNumber: Bool)
    case matches(String)
  }

  case presence(ProfilePath)
  /// Every value at the path, or one at least, keeps to the demand; where there is none, nothing breaks it.
  case values(ProfilePath, Demand, oneIsEnough: Bool)
  case paths(ProfilePath, Comparison, ProfilePath)
  case not(ProfileCondition)
  case all([ProfileCondition])
  case any([ProfileCondition])
  case oneOnly(ProfileCondition, ProfileCondition)
  case implies(ProfileCondition, ProfileCondition)
  /// One that is not decided here; its name in the profile.
  case undecided(String)
}

/// Positions below a context: `3[1].1[*]`.
struct ProfilePath: Hashable, Sendable {
  struct Step: Hashable, Sendable {
    var position: Int
    /// Which repetition; nil for every one.
    var instance: Int?
  }

  /// None for the context itself.
  var steps: [Step]

  /// Reads a path; nil where it is none.
  init?(_ text: String) {
    steps = []
    if text == "." { return }
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "[", maxSplits: 1, omittingEmptySubsequences: false)
      guard let position = Int(pieces[0]), (1...9_999).contains(position) else { return nil }
      var instance: Int? = 1
      if pieces.count == 2 {
        guard pieces[1].hasSuffix("]") else { return nil }
        let number = pieces[1].dropLast()
        instance = Int(number)
        guard number == "*" || (instance ?? 0) > 0 else { return nil }
      }
      steps.append(Step(position: position, instance: instance))
    }
    guard steps.count <= 40 else { return nil }
  }
}
