import IHE
import NIOCore

/// An initiating gateway (ITI TF-1 §18.1.1.1): asks other communities for its own, and consolidates what they answer.
struct InitiatingGatewayActor: SOAPActor {
  /// Whom it knows.
  let directory: CommunityDirectory
  /// What goes wrong.
  var defects: Set<InitiatingGatewayDefect> = []

  /// How long one that waits for silent communities waits.
  static let wait = Duration.seconds(11)

  var actions: Set<String> { [StoredQuery.action, DocumentRetrieval.action] }
  var packedActions: Set<String> { [DocumentRetrieval.action] }

  private func has(_ defect: InitiatingGatewayDefect) -> Bool { defects.contains(defect) }

  func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer {
    guard action == DocumentRetrieval.action else { return ActorAnswer(await query(message.envelope).queryResponse) }
    return await retrieve(try DocumentRetrieval(asked: message.envelope).documents).answer
  }

  /// What is said of a community that does not answer; nothing where that is kept quiet.
  private func silence(_ community: CommunityDirectory.Community) async -> [Refusal] {
    if has(.waits) { try? await Task.sleep(for: Self.wait) }
    guard !has(.hidesSilence) else { return [] }
    let home = has(.placesNoSilence) ? nil : community.home
    return [
      Refusal(
        has(.miscodesSilence) ? .registryError : .unavailableCommunity,
        "\(home ?? "a community") does not answer", location: home)
    ]
  }

  // MARK: - ITI-18 by ITI-38

  private func query(_ envelope: ReceivedEnvelope) async -> SharingAnswer {
    let asked: ReceivedQuery
    do throws(Refusal) { asked = try ReceivedQuery(envelope) } catch { return SharingAnswer(refusals: [error]) }
    var communities = directory.communities
    if let home = asked.homeCommunityID {
      guard let community = directory[home] else {
        guard !has(.takesStrangers) else { return SharingAnswer() }
        return SharingAnswer(refusals: [Refusal(.unknownCommunity, "\(home.prefix(200)) is not known", location: home)])
      }
      if !has(.asksAll) { communities = [community] }
    } else if !asked.parameters.keys.contains(where: { $0.lowercased().hasSuffix("patientid") }) {
      return SharingAnswer(
        refusals: [Refusal(.missingHomeCommunityID, "a query by ids names the community that it asks")])
    }
    if has(.asksLastAlone) { communities = Array(communities.suffix(2)) }
    let answers = await withTaskGroup(of: (Int, SharingAnswer).self) { group in
      for (index, community) in communities.enumerated() {
        group.addTask { (index, await self.query(asked, community)) }
      }
      return await group.reduce(into: [Int: SharingAnswer]()) { $0[$1.0] = $1.1 }
    }
    var answer = communities.indices.compactMap { answers[$0] }.reduce(into: SharingAnswer()) {
      $0.objects += $1.objects
      $0.refusals += $1.refusals
      $0.isPart = $0.isPart || $1.isPart
    }
    bend(&answer)
    return answer
  }

  /// What one community answers; `isPart` where it does.
  private func query(_ asked: ReceivedQuery, _ community: CommunityDirectory.Community) async -> SharingAnswer {
    let query = StoredQuery(
      id: asked.id, asked.passedOn.filter { !has(.ignoresTimes) || !$0.name.contains("Time") },
      returning: asked.returnType, homeCommunityID: community.home)
    do throws(CommunityDirectory.Silence) {
      let answer = try await directory.ask(
        community, CommunityDirectory.request(StoredQuery.crossGatewayAction, query.element, packaging: .simple))
      guard let response = try? RegistryResponse(answer.envelope) else { throw CommunityDirectory.Silence() }
      // A consumer of an affinity domain does not expect this code: it comes to an answer without objects.
      let unknown = RegistryErrorCode.unknownPatientID
      let faults = response.faults.filter { $0.code != unknown.rawValue }
      var refusals = faults.map { Refusal($0, of: community) }
      if has(.passesUnknown), response.objects.isEmpty, faults.isEmpty {
        refusals = [Refusal(unknown, "nobody has told of the patient", location: community.home)]
      }
      return SharingAnswer(
        objects: response.objects, refusals: refusals,
        isPart: response.outcome != .failure || faults.isEmpty && !response.faults.isEmpty)
    } catch {
      return SharingAnswer(refusals: await silence(community))
    }
  }

  private func bend(_ answer: inout SharingAnswer) {
    if has(.givesUpTogether), answer.refusals.contains(where: \.isError) {
      answer = SharingAnswer(refusals: answer.refusals)
    }
    if has(.namesNoCommunity) { for index in answer.objects.indices { answer.objects[index].home = nil } }
    if has(.repeatsDocuments) { answer.objects += answer.objects }
    if has(.listsOnce) {
      var seen: Set<String> = []
      answer.objects.removeAll { object in
        guard let id = DocumentEntry(object)?.uniqueID else { return false }
        return !seen.insert(id).inserted
      }
    }
  }

  // MARK: - ITI-43 by ITI-39

  private func retrieve(_ documents: [DocumentReference]) async -> DocumentSetAnswer {
    var answer = DocumentSetAnswer()
    for (home, asked) in documents.byCommunity(\.homeCommunityID) {
      guard let home else {
        if !has(.takesNameless) {
          answer.refusals.append(Refusal(.missingHomeCommunityID, "a retrieval names the community of each document"))
        }
        continue
      }
      guard let community = directory[home] else {
        if !has(.takesStrangers) {
          answer.refusals.append(Refusal(.unknownCommunity, "\(home.prefix(200)) is not known", location: home))
        }
        continue
      }
      let given = await directory.retrieve(
        from: community,
        CommunityDirectory.request(
          DocumentRetrieval.crossGatewayAction, DocumentRetrieval(asked).element, packaging: .mtom))
      guard let given else {
        answer.refusals += await silence(community)
        continue
      }
      answer.documents += given.documents
      answer.refusals += given.refusals
    }
    if has(.givesUpTogether), !answer.refusals.isEmpty { answer.documents = [] }
    if has(.givesOnce) {
      var seen: Set<String> = []
      answer.documents.removeAll { !seen.insert($0.reference.documentUniqueID).inserted }
    }
    for index in answer.documents.indices {
      if has(.namesNoCommunity) { answer.documents[index].reference.homeCommunityID = nil }
      if has(.cutsDocuments), case .made(let make) = answer.documents[index].content, var bytes = try? make() {
        bytes.moveWriterIndex(to: max(bytes.readerIndex, bytes.writerIndex - 1))
        answer.documents[index].content = .init(bytes)
      }
    }
    return answer
  }
}
