/// An integration profile of IHE, as people name it: `MADO`, `Cross-Enterprise Document Workflow`.
public struct IntegrationProfile: Hashable, Sendable {
  /// Acronym: `XDS-I.b`.
  public let acronym: String
  /// Name: `Cross-Enterprise Document Sharing for Imaging`.
  public let name: String

  /// Takes an acronym or a name in any case; nil where no profile that concerns imaging and what it relies on has it.
  public init?(_ text: String) {
    guard let acronym = IntegrationProfiles.acronym(for: text), let name = IntegrationProfiles.name(of: acronym) else {
      return nil
    }
    self.init(acronym: acronym, name: name)
  }

  init(acronym: String, name: String) {
    self.acronym = acronym
    self.name = name
  }

  /// Whether a text names it, by its acronym as it is spelled or by its name.
  ///
  /// Acronyms that mean other things too, `CT` or `MAP`, say nothing. `XDS` does not stand in `XDS-I.b`.
  public func isNamed(in text: String) -> Bool {
    IntegrationProfiles.acronyms(in: text).contains(acronym)
      || IntegrationProfiles.names(in: Words(text)).contains(acronym)
  }
}
