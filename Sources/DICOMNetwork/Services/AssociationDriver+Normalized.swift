extension AssociationDriver {
  /// A request of the DIMSE-N services and its response.
  func normalized(
    _ request: NormalizedRequest, contextID: UInt8, maximumLength: UInt32?,
    onReport: @Sendable (NormalizedRequest) async -> DIMSEReply = { _ in DIMSEReply() }
  ) async throws(AssociationFailure) -> NormalizedResponse {
    let id = nextMessageID()
    try await send(
      request.command(messageID: id), dataSet: request.dataSet, contextID: contextID, maximumLength: maximumLength)
    let rule = request.operation.rule
    let response = try await response(request.operation.responseField, to: [id], rule: rule) {
      (message) throws(AssociationFailure) in
      guard message.command.commandField == .nEventReportRequest else { return false }
      _ = try await self.answer(message, maximumLength: maximumLength, onReport)
      return true
    }
    let message = response.received.message
    if let uid = message.command.text(CommandElementNumber.affectedSOPInstanceUID), let asked = request.sopInstanceUID,
      !uid.isEmpty, uid != asked
    {
      throw breach(
        ProtocolViolation(
          offset: 0, rule: rule, expected: "Affected SOP Instance UID \(asked)", got: readable(uid)))
    }
    return NormalizedResponse(
      status: response.status, errorComment: message.command.errorComment,
      errorID: message.command.number(CommandElementNumber.errorID),
      sopInstanceUID: message.command.text(CommandElementNumber.affectedSOPInstanceUID),
      dataSet: message.dataSet, duration: duration(id, to: response.received.time))
  }

  /// Waits for an N-EVENT-REPORT; nil when the time is over.
  func report(
    within duration: Duration, maximumLength: UInt32?, answer: @Sendable (NormalizedRequest) async -> DIMSEReply
  ) async throws(AssociationFailure) -> NormalizedRequest? {
    try await exclusively { () throws(AssociationFailure) in
      do throws(AssociationFailure) {
        try await self.wait(for: .message, "N-EVENT-REPORT-RQ", within: duration, isPatient: true)
      } catch {
        if case .timedOut = error, self.handler.failure == nil { return nil }
        throw error
      }
      guard let received = self.handler.takeMessage() else { throw self.ended() }
      return try await self.answer(received.message, maximumLength: maximumLength, answer)
    }
  }

  /// Answers an N-EVENT-REPORT-RQ.
  private func answer(
    _ message: DIMSEMessage, maximumLength: UInt32?, _ answer: @Sendable (NormalizedRequest) async -> DIMSEReply
  ) async throws(AssociationFailure) -> NormalizedRequest {
    guard message.command.commandField == .nEventReportRequest, message.command.messageID != nil,
      let request = NormalizedRequest(message)
    else {
      throw breach(
        ProtocolViolation(
          offset: 0, rule: "PS3.7 §10.3.1.1",
          expected: "N-EVENT-REPORT-RQ with Message ID, Affected SOP Class and Instance UID and Event Type ID",
          got: message.command.summary))
    }
    let reply = await answer(request)
    try await send(
      reply.command(.nEventReportResponse, to: message.command), dataSet: reply.dataSet, contextID: message.contextID,
      maximumLength: maximumLength)
    return request
  }
}
