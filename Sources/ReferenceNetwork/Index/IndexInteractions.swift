import Foundation
import IHE
import Synchronization
import XMLTree

/// The index over HL7 V3: Patient Identity Feed (ITI-44), PIX V3 Query (ITI-45) and Patient Demographics Query (ITI-47)
/// with its continuation.
final class IndexInteractions: SOAPActor {
  /// A query whose candidates are given in parts.
  private struct Session {
    var query: CandidatesQuery
    var found: [Registration]
    var place: Int
  }

  /// Queries that are kept open at a time.
  private static let sessionLimit = 1000
  /// Object identifier of the index as a device.
  static let device = "2.25.223461085402367201934475812096551302848"

  private let identities: PatientIdentities
  private let defects: Set<IndexDefect>
  private let changed: @Sendable (IndexChange) -> Void
  private let sessions = Mutex<[String: Session]>([:])

  init(
    _ identities: PatientIdentities, defects: Set<IndexDefect>, changed: @escaping @Sendable (IndexChange) -> Void
  ) {
    self.identities = identities
    self.defects = defects
    self.changed = changed
  }

  var actions: Set<String> {
    let taken: [IdentityInteraction] = [
      .recordAdded, .recordRevised, .duplicatesResolved, .identifiersQuery, .candidatesQuery, .queryContinuation,
    ]
    return Set(taken.map(\.action) + [IdentityInteraction.cancelAction])
  }

  func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer {
    let request: IdentityMessage
    do throws(IdentityMessage.Problem) { request = try IdentityMessage(message.envelope) } catch {
      throw ActorFault(.sender, error.description)
    }
    var answer = try respond(to: request)
    if defects.contains(.wrongAction) { answer.action = "urn:hl7-org:v3:PatientRegistryResponse" }
    return answer
  }

  private func respond(to request: IdentityMessage) throws(ActorFault) -> ActorAnswer {
    switch (request.interaction, request.query) {
    case (.recordAdded, _), (.recordRevised, _), (.duplicatesResolved, _): feed(request)
    case (.identifiersQuery, .identifiers(let query)?): crossReference(query, request)
    case (.candidatesQuery, .candidates(let query)?): trace(query, request)
    case (.queryContinuation, _): try proceed(request)
    default: throw ActorFault(.sender, "the message holds no query")
    }
  }

  // MARK: Feed

  private func feed(_ request: IdentityMessage) -> ActorAnswer {
    let type: AcknowledgementType = isTaken(request) ? .commitAccept : .commitError
    let given: AcknowledgementType =
      type == .commitAccept && defects.contains(.applicationAcknowledgement) ? .applicationAccept : type
    let target = defects.contains(.relatesElsewhere) ? InstanceIdentifier(root: "1.2.3") : request.id
    let acknowledgement = MessageAcknowledgement(given, of: target ?? InstanceIdentifier(root: ""))
    return ActorAnswer(
      action: IdentityInteraction.acceptAcknowledgement.action, acknowledgement.element(in: wrapper(request)))
  }

  private func isTaken(_ request: IdentityMessage) -> Bool {
    guard let registration = request.registrations.first else { return false }
    let role = registration.patient
    let patient = IndexedPatient(
      identifiers: role.allIdentifiers.compactMap(identifier), family: role.names.first?.family.first ?? "",
      given: role.names.first?.given.first ?? "", birthDate: String((role.birthTime ?? "").prefix(8)),
      sex: role.gender ?? "")
    do throws(PatientIdentities.Refusal) {
      switch request.interaction {
      case .duplicatesResolved:
        if defects.contains(.ignoresMergesV3) { return true }
        try identities.merge(Set(registration.replaced.compactMap(identifier)), into: patient)
        changed(.merged(patient))
      case .recordRevised where defects.contains(.ignoresRevisions): return true
      default: if try identities.register(patient) { changed(.joined(patient)) }
      }
      return true
    } catch { return false }
  }

  private func identifier(_ given: InstanceIdentifier) -> IndexedPatient.Identifier? {
    guard let value = given.extension, !value.isEmpty, !given.root.isEmpty else { return nil }
    return IndexedPatient.Identifier(domain: identities.met(given.root).objectIdentifier, value: value)
  }

  // MARK: Identifiers

  /// The cases of ITI TF-2 §3.45.4.2.3.
  private func crossReference(_ query: IdentifiersQuery, _ request: IdentityMessage) -> ActorAnswer {
    var unknown: [String] = []
    for (place, domain) in query.domains.enumerated() where identities.domain(named: domain) == nil {
      unknown.append(Self.location("dataSource", place + 1))
    }
    guard unknown.isEmpty else {
      return failed(.identifiers(query), request, at: unknown, empty: defects.contains(.emptyForUnknownDomainV3))
    }
    let asked = query.identifiers.first
    let isDomainKnown = asked.map { identities.domain(named: $0.root) != nil } ?? false
    guard isDomainKnown, let own = asked.flatMap(identifier), let all = identities.identifiers(of: own) else {
      let rule: IndexDefect = isDomainKnown ? .emptyForUnknownPatientV3 : .emptyForUnknownDomainV3
      return failed(
        .identifiers(query), request, at: [Self.location("patientIdentifier", 1)], empty: defects.contains(rule))
    }
    var found = all.filter { $0 != own || defects.contains(.returnsAskedIdentifier) }
    if !query.domains.isEmpty, !defects.contains(.ignoresDataSource) {
      let wanted = Set(query.domains.compactMap { identities.domain(named: $0)?.objectIdentifier })
      found.removeAll { !wanted.contains($0.domain) }
    }
    guard !found.isEmpty, let patient = identities.patient(with: own) else {
      return answer(.notFound, to: .identifiers(query), request)
    }
    let name = PersonName(family: [patient.family], given: [patient.given])
    let role = PatientRole(identifiers: found.map(written), names: [name], provider: Self.device)
    return answer(
      .found, to: .identifiers(query), request, registrations: [Registration(role, custodian: Self.device)])
  }

  private static func location(_ parameter: String, _ place: Int) -> String {
    let list = "/PRPA_IN201309UV02/controlActProcess/queryByParameter/parameterList"
    return "\(list)/\(parameter)[\(place)]/value"
  }

  private func written(_ identifier: IndexedPatient.Identifier) -> InstanceIdentifier {
    let root = defects.contains(.textDomains) ? identities.met(identifier.domain).namespace : identifier.domain
    return InstanceIdentifier(root: root, extension: identifier.value)
  }

  // MARK: Candidates

  private func trace(_ query: CandidatesQuery, _ request: IdentityMessage) -> ActorAnswer {
    var unknown: [String] = []
    for (place, domain) in query.domains.enumerated() where identities.domain(named: domain) == nil {
      let list = "/PRPA_IN201305UV02/controlActProcess/queryByParameter/parameterList"
      unknown.append("\(list)/otherIDsScopingOrganization[\(place + 1)]/value")
    }
    guard unknown.isEmpty else {
      return failed(.candidates(query), request, at: unknown, empty: defects.contains(.tracesUnknownDomain))
    }
    var people = isHopeless(query) ? [] : identities.persons(PatientCriteria(query, in: identities))
    if defects.contains(.firstCandidateV3) { people = Array(people.prefix(1)) }
    let found = people.map { registration(of: $0, in: query.domains) }
    guard !found.isEmpty else { return answer(.notFound, to: .candidates(query), request) }
    guard let size = query.initialQuantity, size > 0, size < found.count, !defects.contains(.noPaging) else {
      return answer(.found, to: .candidates(query), request, registrations: found)
    }
    sessions.withLock { sessions in
      if sessions.count >= Self.sessionLimit { sessions.removeAll() }
      sessions[query.id.text] = Session(query: query, found: found, place: size)
    }
    return answer(
      .found, to: .candidates(query), request, registrations: Array(found.prefix(size)), total: found.count,
      remaining: found.count - size)
  }

  private func isHopeless(_ query: CandidatesQuery) -> Bool {
    if case .between? = query.birthTime, defects.contains(.ignoresRange) { return true }
    return query.gender != nil && defects.contains(.localSexCodes)
  }

  private func registration(of person: IndexedPatient, in domains: [String]) -> Registration {
    let wanted = domains.compactMap { identities.domain(named: $0)?.objectIdentifier }
    let identifiers = person.identifiers.filter { wanted.isEmpty || wanted.contains($0.domain) }
    let role = PatientRole(
      identifiers: identifiers.map(written),
      names: [PersonName(family: [person.family], given: [person.given].filter { !$0.isEmpty })],
      gender: person.sex.isEmpty ? nil : person.sex, birthTime: person.birthDate.isEmpty ? nil : person.birthDate,
      provider: Self.device, matchDegree: 100)
    return Registration(role, custodian: Self.device)
  }

  /// The next candidates, or no more of them (ITI TF-2 §3.47.4.3.3).
  private func proceed(_ request: IdentityMessage) throws(ActorFault) -> ActorAnswer {
    guard let wish = request.continuation else { throw ActorFault(.sender, "the message continues no query") }
    let key = wish.query.text
    if wish.isCancelled {
      if !defects.contains(.forgetsCancellation) { sessions.withLock { _ = $0.removeValue(forKey: key) } }
      return request.acknowledgement(.commitAccept)
    }
    guard let session = sessions.withLock({ $0[key] }) else {
      let query = IdentityAnswer.Query.candidates(CandidatesQuery(id: wish.query))
      return answer(.applicationError, to: query, request, type: .applicationError)
    }
    let size = max(0, wish.quantity ?? session.query.initialQuantity ?? 1)
    let start = defects.contains(.stuckPaging) ? 0 : max(0, wish.start.map { $0 - 1 } ?? session.place)
    let page = Array(session.found.dropFirst(start).prefix(size))
    let end = min(session.found.count, start + page.count)
    sessions.withLock { $0[key]?.place = end }
    return answer(
      .found, to: .candidates(session.query), request, registrations: page, total: session.found.count,
      remaining: session.found.count - end)
  }

  // MARK: Answers

  private func failed(
    _ query: IdentityAnswer.Query, _ request: IdentityMessage, at locations: [String], empty: Bool
  ) -> ActorAnswer {
    if empty { return answer(.notFound, to: query, request) }
    let details = locations.map { MessageAcknowledgement.Detail.unknownKey("Unknown key identifier", at: $0) }
    return answer(
      .applicationError, to: query, request, type: .applicationError,
      details: defects.contains(.omitsDetail) ? [] : details)
  }

  private func answer(
    _ response: QueryResponse, to query: IdentityAnswer.Query, _ request: IdentityMessage,
    type: AcknowledgementType = .applicationAccept, details: [MessageAcknowledgement.Detail] = [],
    registrations: [Registration] = [], total: Int? = nil, remaining: Int = 0
  ) -> ActorAnswer {
    let target = defects.contains(.relatesElsewhere) ? InstanceIdentifier(root: "1.2.3") : request.id
    let counted = defects.contains(.wrongCounts) && remaining > 0 ? remaining - 1 : remaining
    let content = IdentityAnswer(
      MessageAcknowledgement(type, of: target ?? InstanceIdentifier(root: ""), details: details), response, to: query,
      registrations: registrations, total: total, remaining: counted)
    var element = content.element(in: wrapper(request))
    if defects.contains(.omitsQueryCopy) { element = Self.withoutQuery(element) }
    return ActorAnswer(action: content.interaction.action, element)
  }

  private func wrapper(_ request: IdentityMessage) -> Transmission {
    var transmission = request.answering()
    if transmission.sender.id.isEmpty { transmission.sender.id = Self.device }
    return transmission
  }

  /// An answer without the copy of the query.
  private static func withoutQuery(_ element: MarkupElement) -> MarkupElement {
    var element = element
    element.content = element.content.compactMap { content in
      guard case .element(let child) = content else { return content }
      if child.name == "queryByParameter" { return nil }
      return child.name == "controlActProcess" ? .element(withoutQuery(child)) : content
    }
    return element
  }
}

extension PatientCriteria {
  /// The criteria of a query of HL7 V3.
  init(_ query: CandidatesQuery, in identities: PatientIdentities) {
    self.init()
    family = query.names.first?.family.first
    given = query.names.first?.given.first
    sex = query.gender
    switch query.birthTime {
    case .exact(let day)?: birthDate = String(day.prefix(8))
    case .between(let low, let high)?:
      let (first, last) = (String(low.prefix(8)), String(high.prefix(8)))
      // A range that ends before it begins holds nobody.
      birthRange = first <= last ? first...last : "~"..."~"
    case nil: break
    }
    identifiers = query.identifiers.map { given in
      IndexedPatient.Identifier(
        domain: identities.domain(named: given.root)?.objectIdentifier ?? given.root, value: given.extension ?? "")
    }
  }
}
