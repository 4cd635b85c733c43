import DICOMNetwork
import Specification

/// What `dicom.associate` proposes, from its inputs.
struct AssociationProposal {
  /// Presentation contexts.
  var contexts: [ProposedContext]
  private var roles: [RoleSelection] = []
  private var items: [UserInformationItem] = []
  private var window: AsynchronousOperationsWindow?
  private var applicationContext: String?
  private var protocolVersion: UInt16 = 1
  private var omitted: Set<AssociationRequest.RequiredItem> = []
  private let isBent: Bool

  /// Parts of the user information that can be left out.
  static let omittable = AssociationRequest.RequiredItem.allCases.map(\.rawValue)

  /// Most presentation contexts of a bent proposal: there are no more IDs.
  private static let contextLimit = 255

  /// What stands in the way.
  struct Problem: Error {
    var message: String
  }

  /// Reads the inputs.
  init(_ inputs: StepInputs) throws(Problem) {
    isBent = inputs.values["bend"] == .boolean(true)
    var syntaxes: [(abstractSyntax: String, transferSyntaxes: [String])] = []
    guard case .list(let proposals) = inputs.values["propose"], !proposals.isEmpty else {
      throw Problem(message: "dicom.associate proposes at least one presentation context (PS3.8 §9.3.2.2).")
    }
    for proposal in proposals {
      guard case .record(let fields) = proposal, case .uid(let abstract) = fields["abstract"],
        let transfer = StepInputs(fields).uids("transfer"), !transfer.isEmpty
      else {
        throw Problem(
          message: "A proposal of dicom.associate needs an abstract syntax and at least one transfer syntax.")
      }
      guard let copies = StepInputs(fields).integer("copies", or: 1, in: 1...Self.contextLimit) else {
        throw Problem(message: "The copies of a proposal are a whole number from 1 to \(Self.contextLimit).")
      }
      syntaxes += Array(repeating: (abstract, transfer), count: copies)
      if let role = StepInputs(fields).text("role"), !roles.contains(where: { $0.sopClassUID == abstract }) {
        roles.append(RoleSelection(sopClassUID: abstract, scu: role != "scp", scp: role != "scu"))
      }
    }
    let most = isBent ? Self.contextLimit : 128
    guard syntaxes.count <= most else {
      throw Problem(
        message: "dicom.associate proposes 1 to \(most) presentation contexts, not \(syntaxes.count) (PS3.8 §9.3.2.2).")
    }
    contexts = AssociationRequest.contexts(syntaxes)
    try readUserInformation(inputs)
    applicationContext = inputs.text("application-context")
    guard let version = inputs.integer("protocol-version", or: 1, in: 0...Int(UInt16.max)) else {
      throw Problem(message: "The protocol version of dicom.associate is a whole number from 0 to 65535.")
    }
    protocolVersion = UInt16(version)
    if case .list(let words) = inputs.values["omit"] {
      omitted = Set(StepInputs.words(words).compactMap(AssociationRequest.RequiredItem.init))
    }
  }

  private mutating func readUserInformation(_ inputs: StepInputs) throws(Problem) {
    if case .record(let fields) = inputs.values["window"] {
      let written = StepInputs(fields)
      guard let invoked = written.integer("invoked", or: 1, in: 0...65_535),
        let performed = written.integer("performed", or: 1, in: 0...65_535)
      else { throw Problem(message: "The window of dicom.associate has whole numbers from 0 to 65535.") }
      window = AsynchronousOperationsWindow(invoked: UInt16(invoked), performed: UInt16(performed))
    }
    if case .list(let negotiations) = inputs.values["negotiate"] { items += negotiations.compactMap(Self.negotiation) }
    if let word = inputs.text("identity-type") {
      guard let kind = UserIdentityKind(rawValue: word), let identity = inputs.text("identity") else {
        throw Problem(message: "dicom.associate needs an identity of the kind \(word).")
      }
      items.append(.userIdentityRequest(kind.request(identity, passcode: inputs.text("passcode"))))
    }
  }

  private static func negotiation(_ written: Value) -> UserInformationItem? {
    guard case .record(let fields) = written, case .uid(let sopClass) = fields["class"],
      case .list(let features) = fields["features"]
    else { return nil }
    return .extendedNegotiation(
      ExtendedNegotiation(
        sopClassUID: sopClass, information: ExtendedQueryFeature.information(Set(StepInputs.words(features)))))
  }

  /// Writes it into a request, whose contexts are these already.
  func apply(to request: inout AssociationRequest) {
    request.roleSelections = roles
    request.furtherInformation += items
    request.asynchronousOperations = window
    request.isBent = isBent
    request.protocolVersion = protocolVersion
    request.omitted = omitted
    if let applicationContext { request.applicationContextName = applicationContext }
  }
}
