import DICOMNetwork

/// Answers to associations as an archive gives them that is told to get them wrong.
struct BentAcceptance: Sendable {
  let defects: Set<ArchiveDefect>
  /// What it would answer without defects.
  let policy: AcceptancePolicy

  /// Contexts that are answered by an archive that does not answer them all.
  private static let few = 64

  /// The answer in the place of a proper one.
  func answer(to request: AssociateRequest, _ proper: AcceptancePolicy.Answer) -> AcceptancePolicy.Answer {
    guard case .accept(var accept) = proper else {
      guard defects.contains(.associateTakesAnyContext), request.applicationContextName != dicomApplicationContextName
      else { return proper }
      var usual = request
      usual.applicationContextName = dicomApplicationContextName
      guard case .accept(var accept) = policy.answer(to: usual) else { return proper }
      accept.applicationContextName = request.applicationContextName
      return .accept(accept)
    }
    if defects.contains(.associateRejectsAll),
      accept.presentationContexts.contains(where: { $0.result == .abstractSyntaxNotSupported })
    {
      return .reject(AssociateReject(result: .rejectedPermanent, source: .serviceUser, reason: 1))
    }
    let offered = Dictionary(request.presentationContexts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    accept.presentationContexts = accept.presentationContexts.map { answered in
      guard let proposed = offered[answered.id] else { return answered }
      var answered = answered
      if defects.contains(.associateTakesUnknownSyntax), answered.result == .transferSyntaxesNotSupported {
        (answered.result, answered.transferSyntax) = (.acceptance, proposed.transferSyntaxes.first)
      }
      if defects.contains(.associateTakesClassOnce), !seen.insert(proposed.abstractSyntax).inserted {
        (answered.result, answered.transferSyntax) = (.userRejection, nil)
      }
      return answered
    }
    if defects.contains(.associateAnswersSome) {
      accept.presentationContexts = Array(accept.presentationContexts.prefix(Self.few))
    }
    if defects.contains(.associateHidesImplementation) {
      accept.userInformation.items.removeAll {
        if case .implementationClassUID = $0 { true } else { false }
      }
    }
    return .accept(accept)
  }
}
