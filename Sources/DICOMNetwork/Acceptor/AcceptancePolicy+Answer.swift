extension AcceptancePolicy {
  /// The answer to a request.
  public enum Answer: Hashable, Sendable {
    case accept(AssociateAccept)
    case reject(AssociateReject)
  }

  /// Answers a request (PS3.8 §9.3.3, §9.3.4; PS3.7 Annex D). The service-user's reasons to reject come in the order of
  /// the PDU: application context, calling, called title, user identity.
  public func answer(to request: AssociateRequest) -> Answer { amends(request, properAnswer(to: request)) }

  /// The answer that keeps the rules.
  private func properAnswer(to request: AssociateRequest) -> Answer {
    func reject(_ reason: UInt8) -> Answer {
      .reject(AssociateReject(result: .rejectedPermanent, source: .serviceUser, reason: reason))
    }
    guard request.applicationContextName == dicomApplicationContextName else { return reject(2) }
    if let callingAETitles, !callingAETitles.contains(request.callingAETitle) { return reject(3) }
    if let calledAETitles, !calledAETitles.contains(request.calledAETitle) { return reject(7) }
    var items: [UserInformationItem] = [
      .maximumLength(maximumLength), .implementationClassUID(AssociationRequest.implementationClassUID),
    ]
    let information = request.userInformation
    // One operation at a time, whatever was proposed.
    if information.asynchronousOperations != nil {
      items.append(.asynchronousOperations(AsynchronousOperationsWindow(invoked: 1, performed: 1)))
    }
    items += roles(information.roleSelections).map { .roleSelection($0) }
    items.append(.implementationVersionName(AssociationRequest.implementationVersionName))
    for negotiation in information.extendedNegotiations where services[negotiation.sopClassUID] != nil {
      guard let answer = extendedNegotiation(negotiation) else { continue }
      items.append(
        .extendedNegotiation(ExtendedNegotiation(sopClassUID: negotiation.sopClassUID, information: answer)))
    }
    if let asked = information.userIdentity {
      switch identity(asked) {
      case .ignored: break
      case .accepted(let response):
        if asked.positiveResponseRequested { items.append(.userIdentityAccept(response)) }
      case .rejected: return reject(1)
      }
    }
    return .accept(
      AssociateAccept(
        calledAETitle: request.calledAETitle, callingAETitle: request.callingAETitle,
        presentationContexts: request.presentationContexts.map(answer(to:)), userInformation: UserInformation(items)))
  }

  /// Answers one presentation context.
  private func answer(to context: ProposedContext) -> AnsweredContext {
    guard let service = services[context.abstractSyntax] else {
      return AnsweredContext(id: context.id, result: .abstractSyntaxNotSupported, transferSyntax: nil)
    }
    let chosen =
      switch preference {
      case .acceptor: service.transferSyntaxes.first(where: context.transferSyntaxes.contains)
      case .requestor: context.transferSyntaxes.first(where: service.transferSyntaxes.contains)
      }
    guard let chosen else {
      return AnsweredContext(id: context.id, result: .transferSyntaxesNotSupported, transferSyntax: nil)
    }
    return AnsweredContext(id: context.id, result: .acceptance, transferSyntax: chosen)
  }

  /// Answers roles: each is granted where it was asked for and the policy lets the requestor have it.
  private func roles(_ asked: [RoleSelection]) -> [RoleSelection] {
    var seen: Set<String> = []
    return asked.compactMap { role in
      guard let service = services[role.sopClassUID], seen.insert(role.sopClassUID).inserted else { return nil }
      return RoleSelection(
        sopClassUID: role.sopClassUID, scu: role.scu && service.requestorMayBeSCU,
        scp: role.scp && service.requestorMayBeSCP)
    }
  }
}
