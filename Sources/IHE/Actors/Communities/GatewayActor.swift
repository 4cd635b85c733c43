/// A responding gateway (ITI TF-1 §18.1.1.2): answers other communities from the registry and repository of its own.
public struct GatewayActor: SOAPActor {
  /// The rules that it keeps, each of which can be broken on purpose.
  public enum Rule: String, CaseIterable, Hashable, Sendable {
    /// Every object and document names the community.
    case namesCommunity
    /// Another community is not answered for.
    case refusesOtherCommunities
    /// A query by ids names the community that it asks (ITI TF-2 §3.38.4.1.2).
    case demandsCommunity
    /// Every error says by its location which community it comes from (ITI TF-2 §3.38.4.1.3, §3.39.4.1.3).
    case placesErrors
  }

  /// Its home community id, `urn:oid:…`.
  public let homeCommunityID: String
  private let registry: RegistryActor
  private let repository: RepositoryActor
  private let broken: Set<Rule>

  /// Makes a gateway before a registry and a repository.
  public init(
    homeCommunityID: String, registry: RegistryActor, repository: RepositoryActor, breaking broken: Set<Rule> = []
  ) {
    self.homeCommunityID = homeCommunityID
    self.registry = registry
    self.repository = repository
    self.broken = broken
  }

  /// What it takes.
  public var actions: Set<String> { [StoredQuery.crossGatewayAction, DocumentRetrieval.crossGatewayAction] }
  /// Documents are packed.
  public var packedActions: Set<String> { [DocumentRetrieval.crossGatewayAction] }

  /// Does what a message asks for.
  public func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer {
    guard action == DocumentRetrieval.crossGatewayAction else {
      return ActorAnswer(await query(message.envelope).queryResponse)
    }
    return await retrieve(try DocumentRetrieval(asked: message.envelope).documents).answer
  }

  /// The community that objects and documents are said to be in.
  private var home: String? { broken.contains(.namesCommunity) ? nil : homeCommunityID }

  /// Gives documents to another community (ITI TF-2 §3.39.4.1.3).
  public func retrieve(_ references: [DocumentReference]) async -> DocumentSetAnswer {
    var (ours, refusals): ([DocumentReference], [Refusal]) = ([], [])
    for document in references {
      if var refusal = refusal(document.homeCommunityID, isDemanded: true) {
        refusal.location = document.documentUniqueID
        refusals.append(refusal)
      } else {
        ours.append(document)
      }
    }
    var answer = await repository.retrieve(ours, home: home)
    answer.refusals = placed(answer.refusals + refusals)
    return answer
  }

  /// Answers the stored query of another community (ITI TF-2 §3.38.4.1.3).
  public func query(_ envelope: ReceivedEnvelope) async -> SharingAnswer {
    do throws(Refusal) {
      let query = try ReceivedQuery(envelope)
      // Searches by patient go to every community; everything else goes to the one that named the ids.
      let isSearch = query.parameters.keys.contains { $0.lowercased().hasSuffix("patientid") }
      if let refusal = refusal(query.homeCommunityID, isDemanded: !isSearch) { throw refusal }
      var answer = await registry.query(query, home: home)
      answer.refusals = placed(answer.refusals)
      return answer
    } catch {
      return SharingAnswer(refusals: placed([error]))
    }
  }

  /// Errors with the community that they come from, beside the document that they are of where there is one.
  private func placed(_ refusals: [Refusal]) -> [Refusal] {
    refusals.map { refusal in
      var refusal = refusal
      refusal.location =
        broken.contains(.placesErrors)
        ? nil : [homeCommunityID, refusal.location].compactMap(\.self).joined(separator: " ")
      return refusal
    }
  }

  private func refusal(_ home: String?, isDemanded: Bool) -> Refusal? {
    guard let home else {
      guard isDemanded, !broken.contains(.demandsCommunity) else { return nil }
      return Refusal(.missingHomeCommunityID, "the home community id is missing")
    }
    guard home != homeCommunityID, !broken.contains(.refusesOtherCommunities) else { return nil }
    return Refusal(.unknownCommunity, "\(home.prefix(200)) is not this community")
  }
}
