import IHE

/// A responding imaging gateway (RAD TF-1 §29.1): gives the images of its community to others (RAD-75).
struct ImagingGatewayActor: SOAPActor {
  /// Its home community id, `urn:oid:…`.
  let homeCommunityID: String
  /// What it gives.
  let documents: ImagingDocuments
  /// What goes wrong.
  var defects: Set<ImagingGatewayDefect> = []

  var actions: Set<String> { [ImagingRetrieval.crossGatewayAction] }
  var packedActions: Set<String> { actions }

  func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer {
    var request = try ImagingRetrieval(asked: message)
    var refusals: [Refusal] = []
    request.documents.removeAll { asked in
      guard let refusal = refusal(asked.document.homeCommunityID) else { return false }
      refusals.append(refusal)
      return true
    }
    var home: String? = homeCommunityID
    if defects.contains(.namesNoCommunity) { home = nil }
    if defects.contains(.namesOtherCommunity) { home = "urn:oid:2.25.7" }
    var answer = documents.answer(request, home: home)
    answer.refusals = (answer.refusals + refusals).map { refusal in
      var refusal = refusal
      refusal.location = homeCommunityID
      return refusal
    }
    var given = answer.answer
    if defects.contains(.answersByLocalAction) { given.action = "\(ImagingRetrieval.action)Response" }
    return given
  }

  private func refusal(_ home: String?) -> Refusal? {
    guard !defects.contains(.answersForOthers) else { return nil }
    guard let home, !home.isEmpty else {
      return Refusal(.missingHomeCommunityID, "the home community id is missing")
    }
    return home == homeCommunityID
      ? nil : Refusal(.unknownCommunity, "\(home.prefix(200)) is not this community")
  }
}
