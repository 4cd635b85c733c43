import IHE
import NIOCore

/// An initiating imaging gateway (RAD TF-1 §29.1): fetches the images of other communities for its own (RAD-69 by RAD-75).
struct InitiatingImagingGatewayActor: SOAPActor {
  /// Whom it knows.
  let directory: CommunityDirectory
  /// What goes wrong.
  var defects: Set<InitiatingImagingGatewayDefect> = []

  var actions: Set<String> { [ImagingRetrieval.action] }
  var packedActions: Set<String> { actions }

  private func has(_ defect: InitiatingImagingGatewayDefect) -> Bool { defects.contains(defect) }

  func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer {
    let request = try ImagingRetrieval(asked: message)
    var answer = DocumentSetAnswer()
    for (home, asked) in request.documents.byCommunity(\.document.homeCommunityID) {
      let given = await retrieve(ImagingRetrieval(asked, transferSyntaxes: request.transferSyntaxes), from: home)
      answer.documents += given.documents
      answer.refusals += given.refusals
    }
    if has(.givesUpTogether), !answer.refusals.isEmpty { answer.documents = [] }
    return answer.answer
  }

  /// What one community gives.
  private func retrieve(_ request: ImagingRetrieval, from home: String?) async -> DocumentSetAnswer {
    var answer = DocumentSetAnswer()
    guard let home else {
      answer.refusals = [Refusal(.missingHomeCommunityID, "a retrieval names the community of each image")]
      return answer
    }
    guard let community = directory[home] else {
      if !has(.takesStrangers) {
        answer.refusals = [Refusal(.unknownCommunity, "\(home.prefix(200)) is not known", location: home)]
      }
      return answer
    }
    let given = await directory.retrieve(
      from: community,
      CommunityDirectory.request(ImagingRetrieval.crossGatewayAction, request.element, packaging: .mtom))
    guard var given else {
      if has(.waits) { try? await Task.sleep(for: InitiatingGatewayActor.wait) }
      if !has(.hidesSilence) {
        answer.refusals = [
          Refusal(
            .unavailableCommunity, "the community does not answer", location: has(.placesNoSilence) ? nil : home)
        ]
      }
      return answer
    }
    if has(.hidesFailures) { given.refusals = [] }
    if has(.forgetsImages), !given.documents.isEmpty { given.documents.removeLast() }
    for index in given.documents.indices {
      if has(.namesNoCommunity) { given.documents[index].reference.homeCommunityID = nil }
      if has(.spoilsPixels), case .made(let make) = given.documents[index].content, var bytes = try? make(),
        let last = bytes.getInteger(at: bytes.writerIndex - 1, as: UInt8.self)
      {
        // Pixel data come last in a file.
        bytes.setInteger(last ^ 1, at: bytes.writerIndex - 1)
        given.documents[index].content = .init(bytes)
      }
    }
    return given
  }
}
