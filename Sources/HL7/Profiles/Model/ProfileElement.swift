/// A field, component or subcomponent of a profile.
struct ProfileElement: Hashable, Sendable {
  /// Name in words.
  var name: String
  var occurrence: ProfileOccurrence
  /// Fewest characters of a value.
  var minimumLength: Int?
  /// Most characters of a value.
  var maximumLength: Int?
  /// Name of the data type, or identifier of a data type of the profile.
  var dataType: String?
  /// Table of its codes.
  var table: TableBinding?
  /// The only value allowed.
  var constant: String?
  /// The condition of its usage, in words.
  var condition: String?
  /// What it consists of, where the profile says it here.
  var components: [ProfileElement] = []
  /// Line of the profile.
  var line: Int
}

/// Which table a value must be of.
struct TableBinding: Hashable, Sendable {
  /// Identifier of the table.
  var table: String
  /// Numbers of the components of which one must hold a code of it; empty for the value itself, or the first component.
  var locations: [Int] = []
  /// Whether other codes are allowed all the same.
  var isSuggestion = false
}

/// The codes of a table.
struct ProfileTable: Hashable, Sendable {
  /// Codes that may be sent.
  var codes: Set<String>
  /// Codes that must not be sent.
  var excluded: Set<String> = []
  /// Whether codes beyond those listed are allowed.
  var isOpen: Bool
}
