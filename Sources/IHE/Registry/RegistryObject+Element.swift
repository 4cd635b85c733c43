import XMLTree

extension RegistryObject {
  /// The object as a submission holds it (ITI TF-3 §4.2). Ids of its classifications and identifiers are made of its own.
  public var element: MarkupElement {
    var attributes = [MarkupElement.Attribute("id", id)]
    func add(_ name: String, _ value: String?) { if let value { attributes.append(.init(name, value)) } }
    if kind == .objectReference {
      add("home", home)
      return MarkupElement("rim:ObjectRef", attributes)
    }
    if let association {
      add("associationType", association.type)
      add("sourceObject", association.source)
      add("targetObject", association.target)
      add("objectType", "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:Association")
    } else {
      add("mimeType", mimeType)
      add("objectType", objectType)
    }
    add("lid", logicalID)
    add("home", home)
    add("status", status)
    if kind == .classification, let own = classifications.first {
      return own.element(id: id, of: own.classifiedObject ?? "")
    }
    var elements = slots.map(\.element)
    if let name { elements.append(Self.localized("rim:Name", name)) }
    if let comments { elements.append(Self.localized("rim:Description", comments)) }
    if let versionName { elements.append(MarkupElement("rim:VersionInfo", [.init("versionName", versionName)])) }
    for (index, classification) in classifications.enumerated() {
      elements.append(classification.element(id: "\(id)-cl\(index + 1)", of: id))
    }
    for (index, identifier) in identifiers.enumerated() {
      elements.append(
        MarkupElement(
          "rim:ExternalIdentifier",
          [
            .init("id", "\(id)-ei\(index + 1)"), .init("objectType", Self.type("ExternalIdentifier")),
            .init("registryObject", id), .init("identificationScheme", identifier.scheme),
            .init("value", identifier.value),
          ], [Self.localized("rim:Name", IdentificationScheme(rawValue: identifier.scheme)?.attribute ?? "id")]))
    }
    return MarkupElement("rim:\(kind.rawValue)", attributes, elements)
  }

  static func localized(_ name: String, _ value: String) -> MarkupElement {
    MarkupElement(name, [], [MarkupElement("rim:LocalizedString", [.init("value", value)])])
  }

  static func type(_ name: String) -> String {
    "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:\(name)"
  }
}

extension RegistryObject.Slot {
  /// The slot as it is written.
  var element: MarkupElement {
    MarkupElement(
      "rim:Slot", [.init("name", name)],
      [MarkupElement("rim:ValueList", [], values.map { MarkupElement("rim:Value", text: $0) })])
  }
}

extension RegistryObject {
  /// The reference to an object by its id (`rim:ObjectRef`).
  public static func reference(to id: String) -> RegistryObject {
    RegistryObject(kind: .objectReference, id: id, line: 0)
  }
}

extension RegistryObject.Classification {
  /// The classification as it is written, of an object.
  fileprivate func element(id: String, of object: String) -> MarkupElement {
    var attributes = [
      MarkupElement.Attribute("id", id), .init("objectType", RegistryObject.type("Classification")),
      .init("classifiedObject", object),
    ]
    if let scheme { attributes.append(.init("classificationScheme", scheme)) }
    if let node { attributes.append(.init("classificationNode", node)) }
    if scheme != nil { attributes.append(.init("nodeRepresentation", nodeRepresentation ?? "")) }
    var elements = slots.map(\.element)
    if let name { elements.append(RegistryObject.localized("rim:Name", name)) }
    return MarkupElement("rim:Classification", attributes, elements)
  }
}

extension IdentificationScheme {
  /// The attribute that it identifies, as its name is written (ITI TF-3 §4.2.3.1.4).
  public var attribute: String {
    switch self {
    case .documentEntryPatientID: "XDSDocumentEntry.patientId"
    case .documentEntryUniqueID: "XDSDocumentEntry.uniqueId"
    case .submissionSetPatientID: "XDSSubmissionSet.patientId"
    case .submissionSetUniqueID: "XDSSubmissionSet.uniqueId"
    case .submissionSetSourceID: "XDSSubmissionSet.sourceId"
    case .folderPatientID: "XDSFolder.patientId"
    case .folderUniqueID: "XDSFolder.uniqueId"
    }
  }
}
