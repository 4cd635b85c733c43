/// Where a message departs from a profile.
public struct ProfileFinding: Hashable, Sendable, CustomStringConvertible {
  /// Kind of rule that is not kept.
  public enum Rule: String, Hashable, Sendable, CaseIterable {
    /// The profile describes no such message.
    case message = "message"
    /// An element that must be sent has no value, or must not be sent and has one.
    case usage
    /// Too few or too many repetitions.
    case cardinality
    /// A segment that the profile does not have, or not there.
    case order
    /// A field or component that the profile does not have.
    case unknownPart = "unknown-part"
    /// Too short or too long.
    case length
    /// Not in the form of its data type.
    case dataType = "data-type"
    /// Not among the codes of its table.
    case table
    /// Not the one value that is allowed.
    case constant
    /// A statement of the profile does not hold.
    case statement
    /// An escape or a character that cannot be read.
    case text
  }

  /// Kind of rule.
  public let rule: Rule
  /// Where, as an address; for segments and groups the groups around them.
  public let address: String
  /// Line of the profile, or of the file of its conditions.
  public let line: Int
  /// What is wrong, with what was there.
  public let sentence: String

  /// A sentence for people.
  public var description: String { "\(sentence) (profile line \(line), \(rule.rawValue))" }
}

/// Something that a profile asks for and that could be decided neither way.
public struct ProfileOmission: Hashable, Sendable, CustomStringConvertible {
  /// Where, as an address without numbers of repetitions.
  public let address: String
  /// Line of the profile, or of the file of its conditions.
  public let line: Int
  /// What, and why not.
  public let sentence: String

  /// A sentence for people.
  public var description: String { "\(address): \(sentence) (profile line \(line))" }
}

/// What came of holding a message against a profile.
public struct ProfileReport: Hashable, Sendable {
  /// Where it departs, in its order; the first of them.
  public var findings: [ProfileFinding] = []
  /// How many findings there are.
  public var findingCount = 0
  /// What was not checked; each place once, the first of them.
  public var omissions: [ProfileOmission] = []
  /// How many places were not checked in something.
  public var omissionCount = 0
  /// The first condition or statement that was not decided: with it the message may keep the profile or break it.
  public var undecided: ProfileOmission?

  /// Findings and omissions that are kept.
  public static let limit = 200
}
