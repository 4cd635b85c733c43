import DICOMNetwork
import Testing

@Suite("The acceptor's answer to a proposal")
struct AcceptancePolicyTests {
  private static let implicit = "1.2.840.10008.1.2"
  private static let explicit = "1.2.840.10008.1.2.1"
  private static let ct = "1.2.840.10008.5.1.4.1.1.2"
  private static let find = "1.2.840.10008.5.1.4.1.2.2.1"

  private func request(
    _ items: [UserInformationItem] = [], transferSyntaxes: [String] = [implicit, explicit],
    application: String = dicomApplicationContextName
  ) -> AssociateRequest {
    AssociateRequest(
      calledAETitle: "ARCHIVE", callingAETitle: "SCANNER", applicationContextName: application,
      presentationContexts: [
        ProposedContext(id: 1, abstractSyntax: Self.ct, transferSyntaxes: transferSyntaxes),
        ProposedContext(id: 3, abstractSyntax: "1.2.3", transferSyntaxes: transferSyntaxes),
      ], userInformation: UserInformation([.maximumLength(16_384)] + items))
  }

  private func policy(_ change: (inout AcceptancePolicy) -> Void = { _ in }) -> AcceptancePolicy {
    var policy = AcceptancePolicy(services: [
      AcceptancePolicy.Service(Self.ct, transferSyntaxes: [Self.explicit, Self.implicit], requestorMayBeSCP: true),
      AcceptancePolicy.Service(Self.find, transferSyntaxes: [Self.implicit]),
    ])
    change(&policy)
    return policy
  }

  private func accept(_ answer: AcceptancePolicy.Answer) throws -> AssociateAccept {
    guard case .accept(let accept) = answer else {
      throw AssociationFailure.misuse("rejected")
    }
    return accept
  }

  private func reason(_ answer: AcceptancePolicy.Answer) -> String? {
    if case .reject(let reject) = answer { reject.reasonWord } else { nil }
  }

  @Test("The preferred transfer syntax is ours or the requestor's, as told")
  func preference() throws {
    let ours = try accept(policy().answer(to: request()))
    #expect(ours.presentationContexts.map(\.transferSyntax) == [Self.explicit, nil])
    #expect(ours.presentationContexts.map(\.result) == [.acceptance, .abstractSyntaxNotSupported])
    let theirs = try accept(policy { $0.preference = .requestor }.answer(to: request()))
    #expect(theirs.presentationContexts.first?.transferSyntax == Self.implicit)
    let none = try accept(policy().answer(to: request(transferSyntaxes: ["1.2.840.10008.1.2.5"])))
    #expect(none.presentationContexts.first?.result == .transferSyntaxesNotSupported)
  }

  @Test("AE titles and the application context are checked as told")
  func titles() {
    #expect(reason(policy { $0.calledAETitles = ["ARCHIVE"] }.answer(to: request())) == nil)
    #expect(
      reason(policy { $0.calledAETitles = ["OTHER"] }.answer(to: request())) == "called-AE-title-not-recognized")
    #expect(
      reason(policy { $0.callingAETitles = ["OTHER"] }.answer(to: request())) == "calling-AE-title-not-recognized")
    #expect(reason(policy().answer(to: request(application: "1.2.3"))) == "application-context-name-not-supported")
  }

  @Test("Roles are granted where they were asked for and are allowed")
  func roles() throws {
    let asked: [UserInformationItem] = [
      .roleSelection(RoleSelection(sopClassUID: Self.ct, scu: false, scp: true)),
      .roleSelection(RoleSelection(sopClassUID: Self.find, scu: true, scp: true)),
      .roleSelection(RoleSelection(sopClassUID: "1.2.3", scu: true, scp: true)),
    ]
    #expect(
      try accept(policy().answer(to: request(asked))).userInformation.roleSelections == [
        RoleSelection(sopClassUID: Self.ct, scu: false, scp: true),
        RoleSelection(sopClassUID: Self.find, scu: true, scp: false),
      ])
    #expect(try accept(policy().answer(to: request())).userInformation.roleSelections.isEmpty)
  }

  @Test("A window is answered by one operation at a time, where one was proposed")
  func window() throws {
    let asked = request([.asynchronousOperations(AsynchronousOperationsWindow(invoked: 0, performed: 8))])
    #expect(
      try accept(policy().answer(to: asked)).userInformation.asynchronousOperations
        == AsynchronousOperationsWindow(invoked: 1, performed: 1))
    #expect(try accept(policy().answer(to: request())).userInformation.asynchronousOperations == nil)
  }

  @Test("User identity is answered, ignored or a reason to reject", arguments: [false, true])
  func identity(wantsResponse: Bool) throws {
    let asked = request([
      .userIdentityRequest(
        UserIdentityRequest(type: 1, positiveResponseRequested: wantsResponse, primary: Array("edith".utf8)))
    ])
    let known = policy { $0.identity = { $0.primary == Array("edith".utf8) ? .accepted(response: []) : .rejected } }
    #expect(
      try accept(known.answer(to: asked)).userInformation.userIdentityResponseLength == (wantsResponse ? 0 : nil))
    #expect(try accept(policy().answer(to: asked)).userInformation.userIdentityResponseLength == nil)
    #expect(reason(policy { $0.identity = { _ in .rejected } }.answer(to: asked)) == "no-reason-given")
  }

  @Test("Extended negotiation is answered for what is served")
  func extended() throws {
    let asked = request([
      .extendedNegotiation(ExtendedNegotiation(sopClassUID: Self.find, information: [1, 1, 1])),
      .extendedNegotiation(ExtendedNegotiation(sopClassUID: "1.2.3", information: [1])),
    ])
    let relational = policy { $0.extendedNegotiation = { [$0.information.first ?? 0] } }
    #expect(
      try accept(relational.answer(to: asked)).userInformation.extendedNegotiations == [
        ExtendedNegotiation(sopClassUID: Self.find, information: [1])
      ])
    #expect(try accept(policy().answer(to: asked)).userInformation.extendedNegotiations.isEmpty)
  }
}
