import Inventory

/// Looks for the studies of a run at the systems to which others hand them on: the run's record names those alone that it
/// wrote to.
public struct CopySearch: Sendable {
  private let cleanup: Cleanup
  /// Systems that did not tell once. They are not asked again: a silent one would take its deadline for each study.
  private var silent: Set<String> = []
  /// Where something was written, or looked for already.
  private var known: Set<String>

  /// Makes a search.
  ///
  /// - Parameter remnants: What the run wrote, from its record.
  public init(_ cleanup: Cleanup, besides remnants: [Remnant]) {
    self.cleanup = cleanup
    known = Set(remnants.map(\.identity))
  }

  /// Looks for a study elsewhere, and removes what is found there. Where it is not found there is nothing to tell; a system
  /// that does not tell is named once.
  public mutating func removals(of remnant: Remnant) async -> [Removal] {
    guard remnant.kind == .study else { return [] }
    var removals: [Removal] = []
    for place in cleanup.places(besides: remnant.system) where !silent.contains(place) {
      let copy = remnant.handedOn(to: place)
      guard known.insert(copy.identity).inserted else { continue }
      var conversation = CleanupConversation(remnant: copy, cleanup: cleanup)
      switch await conversation.sightOfStudy() {
      case .absent: continue
      case .present: removals.append(await cleanup.remove(copy))
      case .unclear(let why):
        silent.insert(place)
        removals.append(
          Removal(
            remnant: copy, state: .unknown,
            why: "Whether it was handed on to this system is not known, nor of the studies after it. \(why)",
            exchanges: conversation.exchanges, transcripts: conversation.transcripts))
      }
    }
    return removals
  }
}

extension Cleanup {
  /// Systems that may hold what was handed on by another: they share a role with it, can be asked for studies, and may be
  /// read and written to.
  public func places(besides reference: String) -> [String] {
    guard let roles = system(reference)?.roles else { return [] }
    return references.filter { other in
      guard other != reference, let system = system(other), !Set(system.roles).isDisjoint(with: roles) else {
        return false
      }
      return (system.endpoints[.dicom] != nil || system.endpoints[.dicomweb] != nil)
        && system.permits.isSuperset(of: [.read, .write]) && permits.isSuperset(of: [.read, .write])
    }
  }
}
