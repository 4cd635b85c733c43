import Specification
import Statements

/// What IHE's frameworks give a name to: a transaction, or an integration profile.
enum FrameworkTopic {
  case transaction(Transaction)
  case profile(IntegrationProfile)

  /// Takes `ITI-18`, `XDR-I` or `Cross-Enterprise Document Workflow`; nil where it is neither.
  init?(_ text: String) {
    if let transaction = Transaction(text) {
      self = .transaction(transaction)
    } else if let profile = IntegrationProfile(text) {
      self = .profile(profile)
    } else {
      return nil
    }
  }

  /// The first line of its page.
  var heading: String {
    switch self {
    case .transaction(let transaction): "\(transaction.name): a transaction of IHE's frameworks"
    case .profile(let profile): "\(profile.acronym): an integration profile of IHE, \(profile.name)"
    }
  }

  /// Whether a text names it.
  func isNamed(in text: String) -> Bool {
    switch self {
    case .transaction(let transaction): transaction.isNamed(in: text)
    case .profile(let profile): profile.isNamed(in: text)
    }
  }

  /// Whether a step exercises it or rests upon it: by a source, its summary, or, of a profile, by its name.
  func isNamed(by step: StepDescription) -> Bool {
    (step.sources + step.observation.compactMap(\.source) + [step.summary]).contains(where: isNamed(in:))
      || isBegun(by: step.name.uppercased().replacing(".", with: "-"))
  }

  /// Whether a requirement rests on it: by a source, its title or its statement, or, of a profile, by its own name.
  func isDemanded(by requirement: Requirement) -> Bool {
    isNamed(in: requirement.title) || isNamed(in: requirement.statement)
      || requirement.sources.contains { source in
        switch self {
        case .transaction(let transaction): transaction.isNamed(in: source)
        case .profile(let profile):
          source.ref == profile.acronym
            || [source.section, source.note].contains { $0.map(profile.isNamed(in:)) == true }
        }
      } || isBegun(by: requirement.id)
  }

  private func isBegun(by id: String) -> Bool {
    // The group SEC is not the profile of that name.
    guard case .profile(let profile) = self, profile.isNamed(in: profile.acronym) else { return false }
    return id.hasPrefix(profile.acronym.uppercased() + "-")
  }
}
