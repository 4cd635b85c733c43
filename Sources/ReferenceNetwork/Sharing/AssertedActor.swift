import IHE
import XMLTree

/// An actor that answers to users who are asserted rightly alone, and lists to each what the user may see.
struct AssertedActor: SOAPActor {
  let actor: any SOAPActor
  let gate: AssertionGate

  var actions: Set<String> { actor.actions }
  var packedActions: Set<String> { actor.packedActions }

  func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer {
    let user = try gate.user(of: message)
    var answer = try await actor.respond(to: message, action: action)
    answer.body.content = answer.body.content.map { content in
      guard case .element(var list) = content, list.name == "rim:RegistryObjectList" else { return content }
      list.content.removeAll { object in
        guard case .element(let entry) = object, entry.name == "rim:ExtrinsicObject" else { return false }
        return !gate.opens(Self.confidentiality(of: entry), to: user)
      }
      return .element(list)
    }
    return answer
  }

  /// Confidentiality codes of a document entry (ITI TF-3 §4.2.3.2.5).
  private static func confidentiality(of entry: MarkupElement) -> [String] {
    entry.content.compactMap { content in
      guard case .element(let element) = content, element.name == "rim:Classification" else { return nil }
      func value(_ name: String) -> String? { element.attributes.first { $0.name == name }?.value }
      guard value("classificationScheme") == DocumentEntryScheme.confidentialityCode.rawValue else { return nil }
      return value("nodeRepresentation")
    }
  }
}
