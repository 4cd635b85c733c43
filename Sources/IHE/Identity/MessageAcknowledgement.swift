import XMLTree

/// How a message was taken, and what was wrong with it (MCCI_MT000200UV01 and MCCI_MT000300UV01, Acknowledgement).
public struct MessageAcknowledgement: Hashable, Sendable {
  /// What was wrong.
  public struct Detail: Hashable, Sendable {
    /// `E` for an error, `W` for a warning, `I` for information.
    public var kind: String?
    /// The code: 204 for an unknown key identifier (HL7 table 0357).
    public var code: CodedValue?
    /// In the words of the sender.
    public var text: String
    /// Where in the message, as XPath.
    public var locations: [String]

    /// Makes a detail.
    public init(kind: String? = "E", code: CodedValue?, text: String, locations: [String] = []) {
      self.kind = kind
      self.code = code
      self.text = text
      self.locations = locations
    }

    /// An identifier or a domain that is not known (ITI TF-2 §3.45.4.2.3, §3.47.4.2.3).
    public static func unknownKey(_ text: String, at location: String) -> Detail {
      Detail(code: CodedValue("204", system: "2.16.840.1.113883.12.357"), text: text, locations: [location])
    }
  }

  /// Code as written.
  public var code: String
  /// Id of the message that is acknowledged.
  public var target: InstanceIdentifier
  /// What was wrong.
  public var details: [Detail]

  /// The code; nil for one that HL7 V3 does not have.
  public var type: AcknowledgementType? { AcknowledgementType(rawValue: code) }

  /// Makes an acknowledgement.
  public init(_ type: AcknowledgementType, of target: InstanceIdentifier, details: [Detail] = []) {
    code = type.rawValue
    self.target = target
    self.details = details
  }

  var element: MarkupElement {
    MarkupElement(
      "acknowledgement", [],
      [
        CodedValue(code).element("typeCode"), MarkupElement("targetMessage", [], [target.element("id")]),
      ]
        + details.map { detail in
          var elements: [MarkupElement] = []
          if let code = detail.code { elements.append(code.element("code")) }
          if !detail.text.isEmpty { elements.append(MarkupElement("text", text: detail.text)) }
          elements += detail.locations.map { MarkupElement("location", text: $0) }
          return MarkupElement(
            "acknowledgementDetail", detail.kind.map { [.init("typeCode", $0)] } ?? [], elements)
        })
  }

  /// Reads an acknowledgement; what is missing is empty.
  init(_ tree: MarkupTree, _ index: Int) {
    let space = IdentityInteraction.namespace
    code = tree.child("typeCode", in: space, of: index).flatMap { tree.attribute("code", of: $0) } ?? ""
    target =
      tree.child("targetMessage", in: space, of: index).flatMap { tree.child("id", in: space, of: $0) }.map {
        InstanceIdentifier(tree, $0)
      } ?? InstanceIdentifier(root: "")
    details = tree.elements("acknowledgementDetail", in: space, of: index).map { detail in
      Detail(
        kind: tree.attribute("typeCode", of: detail),
        code: tree.child("code", in: space, of: detail).map { CodedValue(tree, $0) },
        text: tree.child("text", in: space, of: detail).map { tree.trimmedText(of: $0) } ?? "",
        locations: tree.elements("location", in: space, of: detail).map { tree.trimmedText(of: $0) })
    }
  }
}
