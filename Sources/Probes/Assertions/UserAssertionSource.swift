import Evidence
import Foundation
import HTTPExchange
import IHE
import Inventory
import Specification
import XMLSecurity
import XMLTree

/// Makes the assertions of one endpoint as the network file has them, right or bent.
struct UserAssertionSource: Sendable {
  private let settings: AssertionSettings
  private let identity: SigningIdentity
  private let audience: String

  /// Reads key and certificate; nil where the endpoint has no assertion block.
  static func make(
    in context: StepContext, at endpoint: EndpointProtocol
  ) -> Result<UserAssertionSource?, DICOMExchange.Unprepared> {
    guard case .address(let address) = context.system.endpoints[endpoint],
      case .assertion(let settings) = address.authorization
    else { return .success(nil) }
    func problem(_ message: String) -> Result<UserAssertionSource?, DICOMExchange.Unprepared> {
      .failure(
        .init(
          result: .misuse(
            "No assertion can be signed for \(context.system.reference): \(message)",
            advice: "Check certificate and key of the assertion block in the network file, and run again.")))
    }
    let reading = SecretReading(context: context)
    do throws(SecretReading.Problem) {
      let key = try reading.text(settings.key)
      let certificate = try reading.text(.file(settings.certificate))
      do throws(SignatureError) {
        let identity = try SigningIdentity(key: key, certificate: certificate)
        return .success(
          UserAssertionSource(
            settings: settings, identity: identity, audience: settings.audience ?? address.address))
      } catch {
        return problem("\(error).")
      }
    } catch {
      return problem(error.message)
    }
  }

  /// Puts the assertion that a step asks for into a message.
  ///
  /// - Returns: Why there is none; nil where there is.
  func assert(_ inputs: StepInputs, in envelope: inout Envelope, _ recorder: WebRecorder) -> StepResult? {
    var codes: [String: AssertionCode] = [:]
    for name in ["role", "purpose-of-use"] {
      switch Self.code(name, inputs) {
      case .failure(let problem): return problem.result
      case .success(let code): codes[name] = code
      }
    }
    do throws(SignatureError) {
      envelope.headers += try headers(
        bend: UserAssertionFields.bend(inputs), role: codes["role"], purposeOfUse: codes["purpose-of-use"],
        patient: inputs.text("patient").map(XDSFields.patient), recorder)
      return nil
    } catch {
      return .misuse("No assertion can be signed: \(error).")
    }
  }

  private static func code(
    _ name: String, _ inputs: StepInputs
  ) -> Result<AssertionCode?, DICOMExchange.Unprepared> {
    guard let text = inputs.text(name) else { return .success(nil) }
    guard let code = AssertionCode(text) else {
      return .failure(
        .init(result: .misuse("The input \(name) is written `code^name^scheme`; `\(text.prefix(64))` is not.")))
    }
    return .success(code)
  }

  /// What the assertion of a step says, as fields of an observation: type `UserAssertionFields.asserted`.
  func facts(_ inputs: StepInputs) -> Value {
    var fields: [String: Value] = [
      "user": .string("<\(settings.subject)@\(settings.issuer)>"), "subject": .string(settings.subject),
      "issuer": .string(settings.issuer),
    ]
    let role = inputs.text("role").flatMap(AssertionCode.init) ?? settings.role.map(AssertionCode.init)
    let purpose =
      inputs.text("purpose-of-use").flatMap(AssertionCode.init) ?? settings.purposeOfUse.map(AssertionCode.init)
    fields["role"] = role.map { .string($0.code) }
    fields["purpose-of-use"] = purpose.map { .string($0.code) }
    return .record(fields)
  }

  /// Header blocks with an assertion about the user of the network file.
  ///
  /// - Parameter patient: Whose data are asked for, as CX.
  func headers(
    bend: AssertionBend?, role: AssertionCode?, purposeOfUse: AssertionCode?, patient: String?, _ recorder: WebRecorder
  ) throws(SignatureError) -> [MarkupElement] {
    var texts: [AssertionAttribute: String] = [:]
    texts[.subjectID] = settings.name
    texts[.organization] = settings.organization
    texts[.organizationID] = settings.organizationID
    texts[.homeCommunityID] = settings.homeCommunityID
    texts[.resourceID] = patient
    let roles = [role ?? settings.role.map(AssertionCode.init)].compactMap { $0 }
    let assertion = UserAssertion(
      issuer: settings.issuer, subject: settings.subject, now: Date(), audience: audience, texts: texts, roles: roles,
      purposeOfUse: purposeOfUse ?? settings.purposeOfUse.map(AssertionCode.init))
    let headers = try assertion.headers(signedBy: identity, bend: bend)
    // Whoever has a signed assertion can use it while it is valid: the record holds what it says, and no signature.
    for signature in AssertionSignatures.values(of: headers) { recorder.conceal(Secret(signature), isLasting: false) }
    recorder.event("User assertion, \(bend?.rawValue ?? "good")", details: facts(assertion))
    return headers
  }

  private func facts(_ assertion: UserAssertion) -> [String] {
    func line(_ code: AssertionCode) -> String { "\(code.code) (\(code.display ?? ""), \(code.scheme))" }
    return [
      "Issuer: \(assertion.issuer)", "Subject: \(assertion.subject)", "Audience: \(audience)",
      "Role: \(assertion.roles.map(line).joined(separator: ", "))",
      "Purpose of use: \(assertion.purposeOfUse.map(line) ?? "none")",
      "Valid: \(assertion.notBefore.formatted(.iso8601)) to \(assertion.notOnOrAfter.formatted(.iso8601))",
    ]
  }
}

extension AssertionCode {
  /// The code of a network file.
  fileprivate init(_ value: AssertionSettings.CodedValue) {
    self.init(value.code, scheme: value.scheme, display: value.display)
  }
}
