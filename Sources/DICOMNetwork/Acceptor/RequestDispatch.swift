/// Serves the requests on one accepted association, one after the other.
struct RequestDispatch: Sendable {
  let association: AcceptedAssociation
  let handlers: RequestHandlers

  private var driver: AssociationDriver { association.driver }

  /// Serves until the peer releases.
  func run() async throws(AssociationFailure) {
    while let message = try await driver.nextRequest() { try await serve(message) }
  }

  private func serve(_ message: DIMSEMessage) async throws(AssociationFailure) {
    let command = message.command
    guard command.messageID != nil || command.commandField == .cCancelRequest else {
      throw await breach("PS3.7 §9.3", expected: "Message ID (0000,0110) in a request", got: command.summary)
    }
    let syntax = await driver.transferSyntax(of: message.contextID)
    switch command.commandField {
    case .cEchoRequest, .cStoreRequest:
      // What is verified or stored is of the class that the context was accepted for.
      guard command.text(CommandElementNumber.affectedSOPClassUID) == abstractSyntax(of: message.contextID) else {
        return try await reply(
          DIMSEReply(.classNotSupported, errorComment: "the SOP class is not that of the context"),
          command.commandField == .cEchoRequest ? .cEchoResponse : .cStoreResponse, to: message)
      }
    default: break
    }
    switch command.commandField {
    case .cEchoRequest:
      try await reply(await handlers.echo?(association), .cEchoResponse, to: message)
    case .cStoreRequest:
      guard let indication = StoreIndication(message, transferSyntax: syntax) else {
        throw await breach(
          "PS3.7 §9.3.1.1", expected: "Affected SOP Class and Instance UID and a data set", got: command.summary)
      }
      try await reply(await handlers.store?(indication, association), .cStoreResponse, to: message)
    case .cFindRequest: try await query(message, syntax, .cFindResponse, handlers.find)
    case .cGetRequest: try await query(message, syntax, .cGetResponse, handlers.get)
    case .cMoveRequest: try await query(message, syntax, .cMoveResponse, handlers.move)
    case .nCreateRequest, .nSetRequest, .nGetRequest, .nActionRequest, .nEventReportRequest, .nDeleteRequest:
      guard let request = NormalizedRequest(message) else {
        throw await breach(
          "PS3.7 §10.3", expected: "the SOP Class, SOP Instance and type that the request must name",
          got: command.summary)
      }
      let answer = await handlers.normalized?(request, association)
      try await reply(answer?.reply, request.operation.responseField, to: message)
      try await answer?.afterwards?(association)
    // A cancel that comes after the final response asks for nothing any more.
    case .cCancelRequest: break
    default: throw await breach("PS3.7 §9.1", expected: "a request", got: command.summary)
    }
  }

  private func abstractSyntax(of contextID: UInt8) -> String? {
    association.request.presentationContexts.first { $0.id == contextID }?.abstractSyntax
  }

  private func query(
    _ message: DIMSEMessage, _ syntax: String, _ field: CommandField,
    _ handler: (
      @Sendable (RequestHandlers.Query, Responder, AcceptedAssociation) async throws(AssociationFailure) -> DIMSEReply
    )?
  ) async throws(AssociationFailure) {
    guard let sopClass = message.command.text(CommandElementNumber.affectedSOPClassUID),
      let identifier = message.dataSet
    else {
      throw await breach(
        "PS3.7 §9.3", expected: "Affected SOP Class UID and an identifier", got: message.command.summary)
    }
    let query = RequestHandlers.Query(
      sopClassUID: sopClass, identifier: identifier, transferSyntax: syntax,
      messageID: message.command.messageID ?? 0,
      destination: message.command.text(CommandElementNumber.moveDestination))
    let responder = Responder(
      driver: driver, request: message.command, field: field, contextID: message.contextID, association: association)
    try await reply(try await handler?(query, responder, association), field, to: message)
    await driver.forgetCancel(of: query.messageID)
  }

  private func reply(
    _ reply: DIMSEReply?, _ field: CommandField, to message: DIMSEMessage
  ) async throws(AssociationFailure) {
    let reply = reply ?? DIMSEReply(.unrecognizedOperation)
    try await driver.send(
      reply.command(field, to: message.command), dataSet: reply.dataSet, contextID: message.contextID,
      maximumLength: association.maximumLength)
  }

  private func breach(_ rule: String, expected: String, got: String) async -> AssociationFailure {
    await driver.breach(ProtocolViolation(offset: 0, rule: rule, expected: expected, got: got))
  }
}
