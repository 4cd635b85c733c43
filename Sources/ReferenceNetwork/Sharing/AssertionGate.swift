import Foundation
import IHE

/// What a service asks of who asks it: an assertion about the user that can be believed (ITI TF-2 §3.40), and by its role
/// and purpose of use it decides what the user sees.
struct AssertionGate: Sendable {
  /// The certificate of the issuer that is trusted, in PEM.
  let certificate: String
  /// For whom assertions must be meant.
  let audience: String
  /// What goes wrong.
  let defects: Set<AssertionDefect>

  /// SNOMED CT: radiologist, who alone sees reports.
  private static let reader = "66862007"
  /// HL7 PurposeOfUse.
  private static let treatment = "TREAT"
  private static let emergency = "ETREAT"
  /// HL7 Confidentiality: restricted.
  private static let restricted = "R"

  private func has(_ defect: AssertionDefect) -> Bool { defects.contains(defect) }

  /// Who is asserted to ask.
  ///
  /// - Throws: That nobody is who can be believed.
  func user(of message: SOAPMessage) throws(ActorFault) -> ReceivedAssertion {
    guard let assertion = read(message) else { throw Self.refusal("the message can't be read again") }
    if let fault = assertion.faults.first(where: { !isOverlooked($0) }) {
      throw Self.refusal("the assertion is not believed: \(fault)")
    }
    return assertion
  }

  private func read(_ message: SOAPMessage) -> ReceivedAssertion? {
    message.bytes.flatMap {
      try? ReceivedAssertion(message: $0, trusting: [certificate], audience: audience, now: Date())
    }
  }

  private static func refusal(_ reason: String) -> ActorFault {
    ActorFault(.sender, subcode: "FailedAuthentication", reason)
  }

  /// Whether a defect keeps the service from seeing what is wrong.
  private func isOverlooked(_ fault: ReceivedAssertion.Fault) -> Bool {
    switch fault {
    case .missing: has(.takesMissing)
    case .unsigned: has(.takesUnsigned)
    case .badSignature: has(.verifiesNothing)
    case .wrapped, .several: has(.takesWrapped)
    case .expired: has(.takesExpired)
    case .notYetValid: has(.takesEarly)
    case .wrongAudience: has(.takesOthers)
    case .noTime, .unreadable: false
    }
  }

  /// Whether a user sees a document whose access has these codes.
  func opens(_ codes: [String], to user: ReceivedAssertion) -> Bool {
    // Who is let in without an assertion sees what everybody sees.
    let isAnonymous = user.faults.contains(.missing)
    let (roles, purpose) = (user.roles.map(\.code), user.purposeOfUse?.code)
    if !isAnonymous, !roles.contains(Self.reader), !has(.ignoresRole) { return false }
    let isEmergency = purpose == Self.emergency
    if !isAnonymous, purpose != Self.treatment, !isEmergency, !has(.ignoresPurpose) { return false }
    guard codes.contains(Self.restricted), !has(.ignoresRestriction) else { return true }
    return isEmergency && !has(.closesInEmergency)
  }

  /// Names in an audit message who asked, in which role and for what (ITI TF-2 §3.40.4.2).
  func name(whoAsked message: SOAPMessage, in audit: inout AuditMessage) {
    guard let user = read(message), let subject = user.subject, let issuer = user.issuer else { return }
    func code(_ code: AssertionCode) -> AuditMessage.Code { .init(code.code, code.scheme, code.display ?? "") }
    if !has(.auditsNoUser) {
      audit.participants.append(
        AuditMessage.Participant(
          userID: subject, name: "<\(subject)@\(issuer)>", isRequestor: true,
          roles: has(.auditsNoRole) ? [] : user.roles.map(code)))
    }
    if let purpose = user.purposeOfUse, !has(.auditsNoPurpose) { audit.event.purposes.append(code(purpose)) }
  }
}
