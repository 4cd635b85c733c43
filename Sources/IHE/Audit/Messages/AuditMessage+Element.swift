import Foundation
import XMLTree

extension AuditMessage {
  /// The message as it is sent (PS3.15 §A.5.1).
  public var element: MarkupElement {
    var attributes: [MarkupElement.Attribute] = []
    if let action = event.action { attributes.append(.init("EventActionCode", action)) }
    attributes.append(.init("EventDateTime", event.time ?? ""))
    attributes.append(.init("EventOutcomeIndicator", event.outcome ?? ""))
    let identification = MarkupElement(
      "EventIdentification", attributes,
      [event.id.map { Self.element("EventID", $0) }].compactMap { $0 }
        + event.types.map { Self.element("EventTypeCode", $0) }
        + event.purposes.map { Self.element("PurposeOfUse", $0) })
    return MarkupElement(
      "AuditMessage", [],
      [identification] + participants.map(Self.element)
        + [MarkupElement("AuditSourceIdentification", [.init("AuditSourceID", source ?? "")])]
        + objects.map(Self.element))
  }

  private static func element(_ name: String, _ code: Code) -> MarkupElement {
    MarkupElement(
      name,
      [
        .init("csd-code", code.code), .init("codeSystemName", code.system),
        .init("originalText", code.meaning.isEmpty ? code.code : code.meaning),
      ])
  }

  private static func element(_ participant: Participant) -> MarkupElement {
    var attributes: [MarkupElement.Attribute] = [.init("UserID", participant.userID)]
    if let text = participant.alternativeUserID { attributes.append(.init("AlternativeUserID", text)) }
    if let text = participant.name { attributes.append(.init("UserName", text)) }
    attributes.append(.init("UserIsRequestor", participant.isRequestor ? "true" : "false"))
    if let text = participant.accessPoint { attributes.append(.init("NetworkAccessPointID", text)) }
    if let text = participant.accessPointType { attributes.append(.init("NetworkAccessPointTypeCode", text)) }
    return MarkupElement("ActiveParticipant", attributes, participant.roles.map { element("RoleIDCode", $0) })
  }

  private static func element(_ object: Object) -> MarkupElement {
    var attributes: [MarkupElement.Attribute] = []
    if let text = object.id { attributes.append(.init("ParticipantObjectID", text)) }
    if let text = object.type { attributes.append(.init("ParticipantObjectTypeCode", text)) }
    if let text = object.role { attributes.append(.init("ParticipantObjectTypeCodeRole", text)) }
    var content = [object.idType.map { element("ParticipantObjectIDTypeCode", $0) }].compactMap { $0 }
    if let name = object.name {
      content.append(MarkupElement("ParticipantObjectName", text: name))
    } else if let query = object.query {
      content.append(MarkupElement("ParticipantObjectQuery", text: Data(query).base64EncodedString()))
    }
    content += object.details.map {
      MarkupElement(
        "ParticipantObjectDetail", [.init("type", $0.type), .init("value", Data($0.value).base64EncodedString())])
    }
    return MarkupElement("ParticipantObjectIdentification", attributes, content)
  }
}
