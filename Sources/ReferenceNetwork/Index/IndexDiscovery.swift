import IHE
import Synchronization
import XMLTree

/// The responding gateway of patient discovery between communities (ITI-55), over the identities of its own.
final class IndexDiscovery: SOAPActor {
  /// Action of the query.
  private static let action = "\(IdentityInteraction.candidatesQuery.action):CrossGatewayPatientDiscovery"

  private let identities: PatientIdentities
  private let community: HomeCommunityID
  private let defects: Set<IndexDefect>
  private let count = Mutex(0)

  init(_ identities: PatientIdentities, community: HomeCommunityID, defects: Set<IndexDefect>) {
    self.identities = identities
    self.community = community
    self.defects = defects
  }

  var actions: Set<String> { [Self.action] }

  /// The cases of ITI TF-2 §3.55.4.2.3: one who fits is told, of several who fit none is told and more is asked for.
  func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer {
    let request: IdentityMessage
    do throws(IdentityMessage.Problem) { request = try IdentityMessage(message.envelope) } catch {
      throw ActorFault(.sender, error.description)
    }
    guard case .candidates(let query)? = request.query else { throw ActorFault(.sender, "the message holds no query") }
    var criteria = PatientCriteria(query, in: identities)
    if defects.contains(.ignoresDemographics), !criteria.identifiers.isEmpty { criteria.birthDate = nil }
    var found = identities.persons(criteria)
    var issues: [DetectedIssue] = []
    if found.count > 1 {
      if defects.contains(.guessesCandidate) {
        found = Array(found.prefix(1))
      } else {
        found = []
        issues = [Self.request]
      }
    }
    return answer(request, query, found, issues)
  }

  private static let request = DetectedIssue(
    requested: [CodedValue("LivingSubjectAdministrativeGenderRequested", system: DetectedIssue.requestSystem)])

  private func answer(
    _ request: IdentityMessage, _ query: CandidatesQuery, _ found: [IndexedPatient], _ issues: [DetectedIssue]
  ) -> ActorAnswer {
    let isError = found.isEmpty && issues.isEmpty && defects.contains(.errsOnNobody)
    let acknowledgement = MessageAcknowledgement(
      isError ? .applicationError : .applicationAccept, of: request.id ?? InstanceIdentifier(root: ""))
    let response: QueryResponse = isError ? .applicationError : found.isEmpty && issues.isEmpty ? .notFound : .found
    var answered = query
    if defects.contains(.forgetsQuery) { answered.id = InstanceIdentifier(root: "2.25.1") }
    let answer = IdentityAnswer(
      acknowledgement, response, to: .candidates(answered), registrations: found.map(registration), issues: issues)
    var transmission = request.answering()
    transmission.sender = Transmission.Device(IndexInteractions.device, organization: community.oid)
    return ActorAnswer(
      action: "\(IdentityInteraction.candidatesResponse.action):CrossGatewayPatientDiscovery",
      answer.element(in: transmission))
  }

  private func registration(_ person: IndexedPatient) -> Registration {
    var identifiers = person.identifiers.map { InstanceIdentifier(root: $0.domain, extension: $0.value) }
    if defects.contains(.omitsIdentifier) {
      identifiers.removeAll { $0.root == IdentifierDomain.nhsNumber.objectIdentifier }
    }
    let role = PatientRole(
      identifiers: identifiers,
      names: [PersonName(family: [person.family], given: [person.given].filter { !$0.isEmpty })],
      gender: person.sex.isEmpty ? nil : person.sex, birthTime: person.birthDate.isEmpty ? nil : person.birthDate,
      provider: community.oid, matchDegree: 100)
    let number = count.withLock { count in
      count += 1
      return count
    }
    return Registration(
      role, custodian: defects.contains(.otherCommunity) ? "2.25.\(number)" : community.oid,
      locator: CodedValue("NotHealthDataLocator", system: "1.3.6.1.4.1.19376.1.2.27.2"))
  }
}
