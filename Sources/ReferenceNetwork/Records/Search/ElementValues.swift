/// Finds the values of a search parameter in a resource.
enum ElementValues {
  private static let ontology = "http://dicom.nema.org/resources/ontology/DCM"
  private static let mado = "https://profiles.ihe.net/RAD/MADO/StructureDefinition/ext-R5-DocumentReference."

  /// All values at a path of ``SearchParameter``, arrays opened.
  static func at(_ path: String, in resource: JSONContent) -> [JSONContent] {
    if path.hasPrefix("related=") { return related(String(path.dropFirst(8)), in: resource) }
    if path.hasPrefix("extension=") {
      let url = mado + path.dropFirst(10)
      return at("extension", in: resource).filter { $0["url"]?.text == url }.compactMap { $0["valueCodeableConcept"] }
    }
    var found = [resource]
    for name in path.split(separator: ".") { found = found.flatMap { step(name, from: $0) } }
    return found
  }

  private static func step(_ name: Substring, from value: JSONContent) -> [JSONContent] {
    let stem = name.hasSuffix("[x]") ? name.dropLast(3) : nil
    return value.members.filter { stem.map($0.name.hasPrefix) ?? ($0.name == name) }.flatMap { member in
      if case .array(let values) = member.value { values } else { [member.value] }
    }
  }

  /// Identifiers of related things of one kind.
  private static func related(_ code: String, in resource: JSONContent) -> [JSONContent] {
    at("context.related.identifier", in: resource).filter { identifier in
      at("type.coding", in: identifier).contains { $0["system"]?.text == ontology && $0["code"]?.text == code }
    }
  }
}
