/// A profile as its file says it (FHIR R4 StructureDefinition), not yet put on top of its base.
struct StructureDefinition: Hashable, Sendable {
  /// Its canonical URL.
  let url: String
  /// Its business version.
  let version: String?
  /// Its name for programs.
  let name: String
  /// The type that it constrains, `Patient`.
  let type: String
  /// The definition that it is based on.
  let base: String?
  /// Whether the elements are all there are; else they come on top of those of the base.
  let isSnapshot: Bool
  /// What it demands.
  let elements: [ElementRules]
  /// Where it begins.
  let place: FilePlace
  /// Where it names its base.
  let basePlace: FilePlace
}
