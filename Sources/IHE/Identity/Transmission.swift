import XMLTree

/// What is written on the wrapper of a message: its id, when it was made, from whom to whom (ITI TF-2 Appendix O.1).
public struct Transmission: Hashable, Sendable {
  /// A system that sends or receives.
  public struct Device: Hashable, Sendable {
    /// Its object identifier.
    public var id: String
    /// Object identifier of the organisation that it acts for; between communities the home community
    /// (ITI TF-2 §3.55.4.1.2).
    public var organization: String?

    /// Makes a system.
    public init(_ id: String, organization: String? = nil) {
      self.id = id
      self.organization = organization
    }

    func element(_ name: String, _ type: String) -> MarkupElement {
      var elements = [InstanceIdentifier(root: id).element("id")]
      if let organization {
        let represented = MarkupElement(
          "representedOrganization", [.init("classCode", "ORG"), .init("determinerCode", "INSTANCE")],
          [InstanceIdentifier(root: organization).element("id")])
        elements.append(MarkupElement("asAgent", [.init("classCode", "AGNT")], [represented]))
      }
      let device = MarkupElement(
        "device", [.init("classCode", "DEV"), .init("determinerCode", "INSTANCE")], elements)
      return MarkupElement(name, [.init("typeCode", type)], [device])
    }
  }

  /// Id of the message.
  public var id: InstanceIdentifier
  /// When it was made, `YYYYMMDDHHMMSS`.
  public var creationTime: String
  /// From whom.
  public var sender: Device
  /// To whom.
  public var receiver: Device
  /// `P` in production, `T` for training, `D` for looking for faults.
  public var processingCode: String

  /// Makes a wrapper.
  public init(
    id: InstanceIdentifier, creationTime: String, sender: Device, receiver: Device, processingCode: String = "P"
  ) {
    self.id = id
    self.creationTime = creationTime
    self.sender = sender
    self.receiver = receiver
    self.processingCode = processingCode
  }

  /// The body of the message. The order of the elements is the schema's.
  ///
  /// - Parameters:
  ///   - name: Name of the root where it is not that of the interaction.
  ///   - content: What stands in the control act behind its code; nil for a message without one.
  func element(
    _ interaction: IdentityInteraction, name: String? = nil, acknowledgement: MessageAcknowledgement? = nil,
    content: [MarkupElement]?
  ) -> MarkupElement {
    var elements = [
      id.element("id"), MarkupElement("creationTime", [.init("value", creationTime)]),
      InstanceIdentifier(root: IdentityInteraction.registry, extension: interaction.rawValue).element("interactionId"),
      CodedValue(processingCode).element("processingCode"), CodedValue("T").element("processingModeCode"),
      CodedValue(interaction.acceptAcknowledgementCode).element("acceptAckCode"),
      receiver.element("receiver", "RCV"), sender.element("sender", "SND"),
    ]
    if let acknowledgement { elements.append(acknowledgement.element) }
    if let content {
      var act: [MarkupElement] = []
      if let trigger = interaction.trigger {
        act.append(CodedValue(trigger, system: IdentityInteraction.registry).element("code"))
      }
      elements.append(
        MarkupElement(
          "controlActProcess", [.init("classCode", "CACT"), .init("moodCode", "EVN")], act + content))
    }
    return MarkupElement(
      name ?? interaction.rawValue,
      [
        .init("xmlns", IdentityInteraction.namespace),
        .init("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"), .init("ITSVersion", "XML_1.0"),
      ], elements)
  }

  /// Who asks, as the control act of a query names him.
  func author(_ assigningAuthority: String?) -> MarkupElement {
    let device = MarkupElement(
      "assignedDevice", [.init("classCode", "ASSIGNED")],
      [InstanceIdentifier(root: assigningAuthority ?? sender.id).element("id")])
    return MarkupElement("authorOrPerformer", [.init("typeCode", "AUT")], [device])
  }
}
