/// A group of segments of a profile; the message itself is the outermost.
struct ProfileGroup: Hashable, Sendable {
  /// A place of a group.
  enum Member: Hashable, Sendable {
    case segment(SegmentProfile)
    case group(ProfileGroup)

    var name: String {
      switch self {
      case .segment(let segment): segment.name
      case .group(let group): group.name
      }
    }

    var occurrence: ProfileOccurrence {
      switch self {
      case .segment(let segment): segment.occurrence
      case .group(let group): group.occurrence
      }
    }

    var line: Int {
      switch self {
      case .segment(let segment): segment.line
      case .group(let group): group.line
      }
    }
  }

  /// Identifier in the profile.
  var id: String?
  /// Name without those of the groups around it.
  var name: String
  /// Name as written, by which conditions may call it.
  var writtenName: String
  var occurrence: ProfileOccurrence
  var members: [Member]
  /// Line of the profile.
  var line: Int
}

/// A segment of a profile, at its place in a message.
struct SegmentProfile: Hashable, Sendable {
  /// Identifier of the definition that it refers to.
  var id: String?
  /// Its three characters.
  var name: String
  var occurrence: ProfileOccurrence
  var fields: [ProfileElement]
  /// Which data type a field has by the value of another one.
  var mappings: [DataTypeMapping] = []
  /// Line of the profile.
  var line: Int
}

/// The data type of a field whose content decides, by the value of another field.
struct DataTypeMapping: Hashable, Sendable {
  /// Number of the field whose type is sought.
  var field: Int
  /// Number of the field that says it.
  var reference: Int
  /// Identifiers of data types by value.
  var cases: [String: String]
}
