import DICOM
import DICOMNetwork
import NIOCore

/// Answers C-MOVE and C-GET (PS3.4 §C.4.2, §C.4.3).
struct RetrieveService: Sendable {
  let holdings: ArchiveHoldings
  let settings: ImageArchive.Settings
  let group: any EventLoopGroup
  /// How many fetch, for archives that are soon full.
  let pace = Pace()

  /// Transfer syntaxes that everybody can read, tried where the stored one is not accepted.
  private static let uncompressed = [TransferSyntax.explicitVRLittleEndian, .implicitVRLittleEndian]
  /// Contexts that are proposed on one association.
  private static let contextLimit = 128

  /// Answers C-GET: objects on the same association, in the contexts whose SCP role the peer has.
  func get(
    _ query: RequestHandlers.Query, _ responder: Responder, _ association: AcceptedAssociation
  ) async throws(AssociationFailure) -> DIMSEReply {
    let objects: [HeldObject]
    do throws(DIMSERefusal) { objects = try self.objects(query, on: association) } catch { return error.reply }
    let readers = pace.begin()
    defer { pace.end() }
    if settings.has(.getRefusesWhenBusy), readers > 2 { return DIMSEReply(.outOfResources) }
    if settings.has(.getFailsAtTimes), pace.isTooMuch(objects) { return DIMSEReply(.outOfResources) }
    var progress = RetrieveProgress(count: objects.count)
    for object in settings.has(.getStopsEarly) ? Array(objects.dropLast()) : objects {
      if await responder.isCancelled { return progress.reply(.cancel, query.transferSyntax) }
      var status = DIMSEStatus.unableToPerform
      for syntax in syntaxes(of: object, on: association) {
        guard let request = object.request(in: syntax) else { continue }
        status = try await responder.store(request)
        break
      }
      progress.note(status, of: object)
      if progress.remaining > 0 { try await responder.pending(counts: progress.counts) }
    }
    if settings.has(.getStopsEarly) { progress = progress.pretended }
    return progress.reply(nil, query.transferSyntax)
  }

  /// Transfer syntaxes in which an object can be sent on an association, the one that needs no change first.
  private func syntaxes(of object: HeldObject, on association: AcceptedAssociation) -> [TransferSyntax] {
    let sopClass = object.instance.sopClass
    let roles = association.accept.userInformation.roleSelections
    guard roles.contains(where: { $0.sopClassUID == sopClass && $0.scp }) else { return [] }
    let accepted = association.contexts(abstractSyntax: sopClass).map { TransferSyntax(UID($0.transferSyntax)) }
    let stored = object.instance.transferSyntax
    return accepted.filter { $0 == stored } + accepted.filter { $0 != stored && object.isAvailable(in: $0) }
  }

  /// Answers C-MOVE: objects on an association with the destination.
  func move(
    _ query: RequestHandlers.Query, _ responder: Responder, _ association: AcceptedAssociation
  ) async throws(AssociationFailure) -> DIMSEReply {
    guard let title = query.destination, let address = settings.destinations[title] else {
      if settings.has(.moveIgnoresUnknownDestination) { return RetrieveProgress(count: 0).reply(nil, "") }
      let coded = settings.has(.moveMiscodesUnknownDestination) ? DIMSEStatus.unableToProcess : .moveDestinationUnknown
      return DIMSEReply(coded, errorComment: "the move destination is unknown")
    }
    if settings.has(.moveRefusesPatientRoot), QueryModel(sopClass: query.sopClassUID) == .patientRoot {
      return DIMSEReply(.classNotSupported)
    }
    var objects: [HeldObject]
    do throws(DIMSERefusal) { objects = try self.objects(query, on: association) } catch { return error.reply }
    var progress = RetrieveProgress(count: objects.count)
    let left = settings.has(.moveSendsOneLess) ? Array(objects.suffix(1)) : []
    objects.removeLast(min(left.count, objects.count))
    if settings.has(.moveSendsOneTwice), let last = objects.last { objects.append(last) }
    for batch in Self.batches(objects) {
      do throws(AssociationFailure) {
        let isCancelled = try await send(batch, to: title, at: address, responder, &progress)
        if isCancelled { return progress.reply(.cancel, query.transferSyntax) }
      } catch {
        // The destination can't be reached or broke off: what was not sent has failed.
        progress.failRest(of: batch.objects)
      }
    }
    if !left.isEmpty { progress = progress.pretended }
    if settings.has(.moveMiscounts) { progress = progress.miscounted }
    return progress.reply(nil, query.transferSyntax)
  }

  /// Sends a batch over one association.
  /// - Returns: Whether the retrieval was cancelled meanwhile.
  private func send(
    _ batch: Batch, to title: String, at address: DICOMAddress, _ responder: Responder,
    _ progress: inout RetrieveProgress
  ) async throws(AssociationFailure) -> Bool {
    let out = try await DICOMAssociation.open(
      to: address,
      request: AssociationRequest(
        calledAETitle: title, callingAETitle: settings.aeTitle, contexts: AssociationRequest.contexts(batch.contexts)),
      group: group)
    do throws(AssociationFailure) {
      for object in batch.objects {
        if await responder.isCancelled {
          _ = try await out.release()
          return true
        }
        progress.note(try await store(object, on: out), of: object)
        if progress.remaining > 0 { try await responder.pending(counts: progress.counts) }
      }
      _ = try await out.release()
      return false
    } catch {
      await out.abort()
      throw error
    }
  }

  private func store(_ object: HeldObject, on out: DICOMAssociation) async throws(AssociationFailure) -> DIMSEStatus {
    for syntax in [object.instance.transferSyntax] + Self.uncompressed {
      guard
        out.acceptance.context(abstractSyntax: object.instance.sopClass, transferSyntaxes: [syntax.uid.value]) != nil,
        let request = object.request(in: syntax)
      else { continue }
      return try await out.store(request).status
    }
    return .unableToPerform
  }

  /// The objects that an identifier names.
  private func objects(
    _ query: RequestHandlers.Query, on association: AcceptedAssociation
  ) throws(DIMSERefusal) -> [HeldObject] {
    let identifier = try QueryIdentifier(
      query, isRelational: ExtendedBehaviour(of: query.sopClassUID, on: association).isRelational)
    var scope = identifier.scope
    if identifier.level == .patient {
      guard let patients = identifier.dataSet.strings(.patientID), !patients.isEmpty else {
        throw DIMSERefusal(.identifierMismatch, "Patient ID is missing")
      }
      scope.patients = Set(patients)
    } else if (identifier.dataSet.strings(identifier.level.uniqueKey) ?? []).isEmpty {
      throw DIMSERefusal(.identifierMismatch, "the unique key of the level is missing")
    }
    if settings.has(.retrieveSendsWholeStudy), identifier.level > .study {
      scope.series = nil
      scope.instances = nil
    }
    return holdings.studies(in: scope).flatMap(\.objects)
  }

  /// Objects that go over one association, and the contexts that they need.
  struct Batch: Sendable {
    var objects: [HeldObject] = []
    var contexts: [(abstractSyntax: String, transferSyntaxes: [String])] = []
  }

  /// Each class is proposed once in each stored transfer syntax, and once in those that everybody can read.
  private static func batches(_ objects: [HeldObject]) -> [Batch] {
    var batches: [Batch] = []
    var batch = Batch()
    var proposed: Set<[String]> = []
    for object in objects {
      let (sopClass, syntax) = (object.instance.sopClass, object.instance.transferSyntax)
      let wanted = [[syntax.uid.value], uncompressed.map(\.uid.value)].filter {
        !proposed.contains([sopClass] + $0)
      }
      if batch.contexts.count + wanted.count > contextLimit {
        batches.append(batch)
        batch = Batch()
        proposed = []
      }
      for syntaxes in wanted where proposed.insert([sopClass] + syntaxes).inserted {
        batch.contexts.append((sopClass, syntaxes))
      }
      batch.objects.append(object)
    }
    return batch.objects.isEmpty ? batches : batches + [batch]
  }
}
