/// An association that a peer opened with an acceptor, as handlers see it.
public struct AcceptedAssociation: Sendable {
  /// What the peer asked for.
  public let request: AssociateRequest
  /// What it was answered.
  public let accept: AssociateAccept
  /// Address of the peer, without its port; empty where the system does not say.
  public let remoteHost: String
  /// The exchange so far.
  public let recorder: ExchangeRecorder
  let driver: AssociationDriver

  /// Maximum length that the peer receives; nil where it stated none.
  var maximumLength: UInt32? { request.userInformation.maximumLength }

  /// The ID and transfer syntax of the first accepted context for an abstract syntax.
  public func context(abstractSyntax: String) -> (id: UInt8, transferSyntax: String)? {
    contexts(abstractSyntax: abstractSyntax).first
  }

  /// The IDs and transfer syntaxes of all accepted contexts for an abstract syntax, in the order of the proposal.
  public func contexts(abstractSyntax: String) -> [(id: UInt8, transferSyntax: String)] {
    request.presentationContexts.filter { $0.abstractSyntax == abstractSyntax }.compactMap { context in
      guard let answer = accept.presentationContexts.first(where: { $0.id == context.id }),
        answer.result == .acceptance, let syntax = answer.transferSyntax
      else { return nil }
      return (context.id, syntax)
    }
  }

  /// Sends a request of the DIMSE-N services to the peer, such as a report of a storage commitment; only between the
  /// peer's own requests, as a reply's `afterwards`.
  public func perform(_ request: NormalizedRequest) async throws(AssociationFailure) -> NormalizedResponse {
    guard let context = context(abstractSyntax: request.sopClassUID) else {
      throw .misuse("no accepted presentation context for \(request.sopClassUID)")
    }
    return try await driver.normalized(request, contextID: context.id, maximumLength: maximumLength)
  }
}
