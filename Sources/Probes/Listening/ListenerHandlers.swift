import DICOMNetwork

/// What the harness's listeners answer to what systems send: everything well-formed is taken and noted.
enum ListenerHandlers {
  /// The handlers of one listener.
  static func make(aeTitle: String, log: ArrivalLog) -> RequestHandlers {
    let steps = PerformedSteps()
    var handlers = RequestHandlers()
    handlers.store = { object, association in
      note(.object(object), DIMSEReply(), from: association, at: aeTitle, in: log)
    }
    handlers.normalized = { request, association in
      // Events are of the class of all workitems, and come in a context of their own (PS3.4 §CC.3.1).
      let isEvent = request.sopClassUID == WorkitemService.push.rawValue
      let context = isEvent ? WorkitemService.event.rawValue : request.sopClassUID
      let syntax = association.context(abstractSyntax: context)?.transferSyntax ?? ""
      let reply =
        switch (request.sopClassUID, request.operation) {
        case (ListenerServices.performedProcedureStep, _): steps.answer(request, transferSyntax: syntax)
        case (ListenerServices.instanceAvailability, .create), (ListenerServices.storageCommitment, .eventReport),
          (WorkitemService.push.rawValue, .eventReport):
          DIMSEReply()
        default: DIMSEReply(.unrecognizedOperation)
        }
      return RequestHandlers.NormalizedReply(
        note(.notice(request, transferSyntax: syntax), reply, from: association, at: aeTitle, in: log))
    }
    return handlers
  }

  /// Keeps an arrival; its sender learns where there is no room for it.
  private static func note(
    _ content: Arrival.Content, _ reply: DIMSEReply, from association: AcceptedAssociation, at listener: String,
    in log: ArrivalLog
  ) -> DIMSEReply {
    let arrival = Arrival(
      number: 0, time: .now, listener: listener, callingAETitle: association.request.callingAETitle,
      remoteHost: association.remoteHost, content: content, status: reply.status, recorder: association.recorder)
    return log.add(arrival) ? reply : DIMSEReply(.outOfResources, errorComment: "the harness has no room left")
  }
}
