import IHE

/// An imaging document source (RAD TF-1 §18.1.1.4): gives the images of its archive by Retrieve Imaging Document Set.
struct ImagingSourceActor: SOAPActor {
  /// What it gives.
  let documents: ImagingDocuments

  var actions: Set<String> { [ImagingRetrieval.action] }
  var packedActions: Set<String> { actions }

  func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer {
    documents.answer(try ImagingRetrieval(asked: message)).answer
  }
}

extension ImagingRetrieval {
  /// Reads what a message asks for.
  init(asked message: SOAPMessage) throws(ActorFault) {
    do throws(Problem) { try self.init(message.envelope) } catch { throw ActorFault(.sender, error.description) }
  }
}
