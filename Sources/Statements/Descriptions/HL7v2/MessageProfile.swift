import Evidence

/// One message of a conformance profile, in either schema.
struct MessageProfile {
  /// The element that defines it.
  var element: DescriptionElement
  /// What every claim about it says: event, structure, version, direction.
  var message: ClaimDetail.Message
  /// Name in words.
  var name: String?
  /// Identifier, where it has one.
  var identifier: String?
  /// Dynamic definition around it: acknowledgements.
  var dynamic: [DescriptionElement]
  /// Encodings around it.
  var encodings: [DescriptionElement]
  /// Segments that the message refers to, by identifier; empty where it holds them itself.
  var segments: [String: DescriptionElement]

  /// The messages of the schema of HL7.
  static func staticDefinitions(_ elements: [DescriptionElement], in profile: DescriptionElement?) -> [MessageProfile] {
    elements.map { element in
      MessageProfile(
        element: element,
        message: ClaimDetail.Message(
          event: event(element.attribute("MsgType"), element.attribute("EventType")),
          structure: element.given("MsgStructID"), version: profile?.given("HL7Version"),
          direction: direction(element.attribute("Role"))),
        name: element.given("EventDesc"), identifier: element.given("Identifier"),
        dynamic: profile?.children("DynamicDef") ?? [],
        encodings: profile?.child("Encodings")?.children("Encoding") ?? [], segments: [:])
    }
  }

  /// The messages of the schema of NIST.
  static func messages(of profile: DescriptionElement) -> [MessageProfile] {
    var segments: [String: DescriptionElement] = [:]
    for segment in profile.child("Segments")?.children("Segment") ?? [] {
      if let id = segment.attribute("ID"), segments[id] == nil { segments[id] = segment }
    }
    let encodings = profile.child("Encodings")?.children("Encoding") ?? []
    return (profile.child("Messages")?.children("Message") ?? []).map { element in
      MessageProfile(
        element: element,
        message: ClaimDetail.Message(
          event: event(element.attribute("Type"), element.attribute("Event")),
          structure: element.given("StructID"), version: profile.given("HL7Version"),
          direction: direction(element.attribute("Role"))),
        name: element.given("Name") ?? element.given("Description"), identifier: element.given("Identifier"),
        dynamic: [], encodings: encodings, segments: segments)
    }
  }

  private static func event(_ type: String?, _ event: String?) -> String {
    [type, event].compactMap { $0?.collapsed }.filter { !$0.isEmpty }.joined(separator: "^")
  }

  private static func direction(_ role: String?) -> ClaimDetail.Message.Direction? {
    ["Sender": .outbound, "Receiver": .inbound][role ?? ""]
  }
}

extension DescriptionElement {
  /// An attribute that is there and not empty.
  func given(_ name: String) -> String? { attribute(name).flatMap { $0.isEmpty ? nil : $0 } }
}
