/// What FHIR R4 itself says of a type, by the names that JSON uses.
struct BaseType {
  /// The elements in the standard's order, inherited ones first.
  let elements: [ElementDefinition]
  /// Element and type by name in JSON: `valueQuantity` is of the element `value` and of the type `Quantity`.
  let members: [String: Member]

  /// What a member's name says.
  struct Member {
    /// Which element it is.
    let element: Int
    /// The type.
    let kind: ElementDefinition.Kind
  }

  /// The type of a name; nil for primitive types and names that FHIR R4 does not have.
  init?(_ name: String) {
    guard ElementRegistry.r4.structure(name) != nil else { return nil }
    elements = ElementRegistry.r4.elements(of: name)
    let isResource = ElementRegistry.r4.isResource(name)
    var members: [String: Member] = [:]
    for (index, element) in elements.enumerated() {
      for kind in element.kinds {
        var kind = kind
        // What the table, after FHIRPath's own types, only knows as text.
        if isResource, element.name == "id" { kind = ElementDefinition.Kind(name: "id", targets: []) }
        if name == "Extension", element.name == "url" { kind = ElementDefinition.Kind(name: "uri", targets: []) }
        members[element.memberName(for: kind.name)] = Member(element: index, kind: kind)
      }
    }
    self.members = members
  }
}
