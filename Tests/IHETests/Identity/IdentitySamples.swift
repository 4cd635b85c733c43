import IHE
import Testing
import XMLTree

/// A message of each kind as the library writes it.
enum IdentitySamples {
  /// A message with its name for people.
  struct Sample: Sendable, CustomTestStringConvertible {
    var name: String
    var element: MarkupElement

    var testDescription: String { name }
    var document: [UInt8] { Envelope(action: "a", messageID: "m", to: "t", body: element).document }

    func read() throws -> IdentityMessage { try IdentityMessage(ReceivedEnvelope(document)) }
  }

  static let transmission = Transmission(
    id: InstanceIdentifier(root: "1.2.7", extension: "1"), creationTime: "20261101120000",
    sender: .init("1.2.826.0.1.3680043.1"), receiver: .init("1.2.826.0.1.3680043.2"))
  private static let gateway = Transmission(
    id: transmission.id, creationTime: transmission.creationTime,
    sender: .init("1.2.826.0.1.3680043.1", organization: "1.2.6"), receiver: transmission.receiver)

  static let registration = Registration(
    PatientRole(
      identifiers: [InstanceIdentifier(root: "1.2.3", extension: "A1", assigningAuthorityName: "TRUST")],
      otherIdentifiers: [InstanceIdentifier(root: "1.2.4", extension: "9990000000")],
      names: [
        PersonName(family: ["O'Hara & Søn"], given: ["Zoë", "<Ann>"], prefix: ["Dr"], suffix: ["FRCR"], use: "L")
      ],
      gender: "F", birthTime: "19600102",
      addresses: [
        PostalAddress(lines: ["1 High Street"], city: "Leeds", state: "W", postalCode: "LS1 1AA", country: "GB")
      ],
      provider: "1.2.3"), custodian: "1.2.5")

  static let identifiersQuery = IdentifiersQuery(
    id: InstanceIdentifier(root: "1.2.8"), of: InstanceIdentifier(root: "1.2.3", extension: "A1"),
    in: ["1.2.4", "1.2.44"])

  static let candidatesQuery = CandidatesQuery(
    id: InstanceIdentifier(root: "1.2.9"), names: [PersonName(family: ["O'Hara"], given: ["Zoë"])], gender: "F",
    birthTime: .between("19600101", "19601231"), identifiers: [InstanceIdentifier(root: "1.2.3", extension: "A1")],
    address: PostalAddress(city: "Leeds", postalCode: "LS1 1AA"), domains: ["1.2.4"], initialQuantity: 1,
    assigningAuthority: "1.2.3")

  private static func acknowledgement(
    _ type: AcknowledgementType, _ details: [MessageAcknowledgement.Detail] = []
  ) -> MessageAcknowledgement {
    MessageAcknowledgement(type, of: InstanceIdentifier(root: "1.2.7.8"), details: details)
  }

  static let all: [Sample] = {
    var merged = registration
    merged.replaced = [InstanceIdentifier(root: "1.2.3", extension: "A2")]
    var candidate = registration
    candidate.patient.matchDegree = 88
    let unknown = MessageAcknowledgement.Detail.unknownKey(
      "not known", at: "/PRPA_IN201309UV02/controlActProcess/queryByParameter/parameterList/patientIdentifier/value")
    var exact = candidatesQuery
    exact.birthTime = .exact("19600102")
    let feeds: [Sample] = [
      Sample(name: "add", element: IdentityFeed(.add, registration).element(in: transmission)),
      Sample(name: "revise", element: IdentityFeed(.revise, registration).element(in: transmission)),
      Sample(name: "merge", element: IdentityFeed(.merge, merged).element(in: transmission)),
      Sample(name: "acknowledgement", element: acknowledgement(.commitAccept).element(in: transmission)),
      Sample(name: "error", element: acknowledgement(.commitError, [unknown]).element(in: transmission)),
    ]
    let queries: [Sample] = [
      Sample(name: "identifiers-query", element: identifiersQuery.element(in: transmission)),
      Sample(name: "candidates-query", element: candidatesQuery.element(in: transmission)),
      Sample(name: "exact-query", element: exact.element(in: gateway)),
      Sample(
        name: "continuation",
        element: QueryContinuation(of: .init(root: "1.2.9"), start: 3, quantity: 2).element(
          in: transmission, after: .init(root: "1.2.7.8"))),
      Sample(
        name: "cancellation",
        element: QueryContinuation(cancelling: .init(root: "1.2.9")).element(
          in: transmission, after: .init(root: "1.2.7.8"))),
    ]
    return feeds + queries + answers(unknown, candidate)
  }()

  private static func answers(
    _ unknown: MessageAcknowledgement.Detail, _ candidate: Registration
  ) -> [Sample] {
    let identifiers = IdentityAnswer.Query.identifiers(identifiersQuery)
    let candidates = IdentityAnswer.Query.candidates(candidatesQuery)
    let issue = DetectedIssue(
      requested: [CodedValue("PatientAddressRequested", system: DetectedIssue.requestSystem)],
      reasons: [CodedValue("ResponderBusy", system: DetectedIssue.reasonSystem)])
    let answers: [(String, IdentityAnswer, Transmission)] = [
      (
        "identifiers-found",
        IdentityAnswer(acknowledgement(.applicationAccept), .found, to: identifiers, registrations: [registration]),
        transmission
      ),
      (
        "identifiers-none", IdentityAnswer(acknowledgement(.applicationAccept), .notFound, to: identifiers),
        transmission
      ),
      (
        "identifiers-unknown",
        IdentityAnswer(acknowledgement(.applicationError, [unknown]), .applicationError, to: identifiers), transmission
      ),
      (
        "candidates",
        IdentityAnswer(
          acknowledgement(.applicationAccept), .found, to: candidates, registrations: [candidate], total: 5,
          remaining: 4
        ), transmission
      ),
      (
        "gateway-busy",
        IdentityAnswer(acknowledgement(.applicationError), .applicationError, to: candidates, issues: [issue]), gateway
      ),
    ]
    return answers.map { name, answer, wrapper in Sample(name: name, element: answer.element(in: wrapper)) }
  }

  static func sample(_ name: String) throws -> Sample { try #require(all.first { $0.name == name }) }
}
