/// A profile with everything that its base demands.
struct CompiledProfile: Hashable, Sendable {
  /// Its canonical URL.
  let url: String
  /// Its name for programs.
  let name: String
  /// The type that it constrains.
  let type: String
  /// Where it is defined.
  let origin: RuleOrigin
  /// What it demands.
  let root: ProfileNode
}

/// A profile with all that judging by it needs: the profiles of its elements, and the value sets. Nothing else is read later.
public struct ProfileRules: Hashable, Sendable {
  /// The profile's name for programs.
  public var name: String { main.name }
  /// The type of the resources that it is for.
  public var type: String { main.type }

  /// The profile.
  let main: CompiledProfile
  /// Profiles of its elements, by URL.
  let profiles: [String: CompiledProfile]
  /// Value sets and code systems.
  let terminology: Terminology
}
