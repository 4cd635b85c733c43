import Evidence
import IHE
import Specification

/// Which repository is asked for which manifests.
struct ManifestPlaces {
  /// What one repository is asked for.
  struct Request {
    /// The step, aimed at the system that keeps the manifests.
    var place: StepContext
    var references: [DocumentReference]
  }

  /// Requests in the order in which their repositories are named first.
  private(set) var requests: [Request] = []
  /// Manifests in repositories that the network file gives to nobody.
  private(set) var unknown: [DocumentReference] = []
  /// Whether there is not one repository for each manifest.
  private(set) var isUneven = false

  /// Reads the inputs `document`, `documents`, `repository`, `repositories` and `home`.
  init(_ inputs: StepInputs, in context: StepContext) throws(ImagingInputs.Problem) {
    let documents = Self.words("documents", inputs) ?? inputs.text("document").map { [$0] } ?? []
    guard !documents.isEmpty else {
      throw ImagingInputs.Problem(message: "xds.retrieve-manifest needs `document` or `documents`.")
    }
    let repositories: [String]
    if let named = Self.words("repositories", inputs) {
      repositories = named
    } else {
      let repository = try ImagingInputs.repository(inputs, in: context, at: .xds)
      repositories = documents.map { _ in repository }
    }
    guard repositories.count == documents.count else {
      isUneven = true
      return
    }
    let home = inputs.text("home")
    for (document, repository) in zip(documents, repositories) {
      let reference = DocumentReference(
        repositoryUniqueID: repository, documentUniqueID: document, homeCommunityID: home)
      if let index = requests.firstIndex(where: { $0.references[0].repositoryUniqueID == repository }) {
        requests[index].references.append(reference)
        continue
      }
      // What lies in another community is asked for at a gateway.
      if let place = home == nil ? try context.moved(toRepository: repository) : context {
        requests.append(Request(place: place, references: [reference]))
      } else {
        unknown.append(reference)
      }
    }
  }

  /// Why the step shows nothing though nobody it asked is to blame; nil where every manifest could be asked for.
  var failure: StepFailure? {
    let rule = "ITI TF-2 §3.43.4.1.2"
    if isUneven {
      return StepFailure(
        blame: .silence,
        message: "Not every manifest that is listed has a repository: which is asked for which can't be told.",
        rule: rule, advice: "Look whether each document entry of the registry has its repositoryUniqueId.")
    }
    guard let first = unknown.first else { return nil }
    return StepFailure(
      blame: .silence,
      message: """
        \(unknown.count == 1 ? "A manifest lies" : "\(unknown.count) manifests lie") in a repository that the network file gives \
        to no system, and was not asked for: \(first.documentUniqueID) in \(first.repositoryUniqueID).
        """, rule: rule,
      advice: "Enter the repository with its repository-unique-id, or correct what the registry lists.")
  }

  private static func words(_ name: String, _ inputs: StepInputs) -> [String]? {
    guard case .list(let elements)? = inputs.values[name] else { return nil }
    return StepInputs.words(elements)
  }
}

extension StepResult {
  /// What several requests of one step show together: lists one after the other, the worst answer, and else what the first shows.
  mutating func join(_ next: StepResult) {
    let elapsed = observation["duration"]
    observation.merge(next.observation) { one, other in
      switch (one, other) {
      case (.list(let first), .list(let second)): .list(first + second)
      case (.duration(let first), .duration(let second)): .duration(nanoseconds: first + second)
      default: one
      }
    }
    if observation["response"] == .string("success") { observation["response"] = next.observation["response"] }
    if observation["outcome"] == .string("completed") { observation["outcome"] = next.observation["outcome"] }
    var entries = next.transcript.entries
    if case .duration(let nanoseconds)? = elapsed {
      // A connection may be closed after its answer was there, which is when the duration ended.
      let start = max(nanoseconds / 1_000, transcript.entries.last?.microseconds ?? 0)
      for index in entries.indices { entries[index].microseconds += start }
    }
    transcript.entries += entries
    failure = failure ?? next.failure
  }
}
