import IHE
import XMLTree

/// An actor whose transactions are told to the audit record repository once they are over.
struct AuditedActor: SOAPActor {
  let actor: any SOAPActor
  let trail: AuditTrail
  /// Who asks, and who is asked: addresses.
  let places: (consumer: String, own: String)
  /// Reads who is asserted to ask; nil where nobody has to be.
  var gate: AssertionGate?

  var actions: Set<String> { actor.actions }
  var packedActions: Set<String> { actor.packedActions }

  func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer {
    do throws(ActorFault) {
      let answer = try await actor.respond(to: message, action: action)
      tell(of: message, action, isSuccess: answer.isSuccess)
      return answer
    } catch {
      tell(of: message, action, isSuccess: false)
      throw error
    }
  }

  private func tell(of message: SOAPMessage, _ action: String, isSuccess: Bool) {
    guard let event = AuditedEvent(message, action: action) else { return }
    let isTold =
      switch event.kind {
      case .query: trail.keeps(.tellsQueries)
      case .retrieval: trail.keeps(.tellsRetrievals)
      case .submission: trail.keeps(.tellsSubmissions)
      }
    guard isTold else { return }
    var told = event.message(isSuccess: isSuccess, from: places.consumer, at: places.own, by: trail)
    gate?.name(whoAsked: message, in: &told)
    trail.tell(told)
  }
}

extension ActorAnswer {
  /// Whether it, or the registry's answer in it, tells of a success.
  var isSuccess: Bool {
    let inner = body.content.compactMap { content -> MarkupElement? in
      guard case .element(let element) = content else { return nil }
      return element
    }
    let status = ([body] + inner).lazy.flatMap(\.attributes).first { $0.name == "status" }?.value
    return status == ResponseStatus.success.rawValue
  }
}
