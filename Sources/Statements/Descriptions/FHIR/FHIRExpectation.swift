/// How far an element of a capability statement is expected, by the extensions of FHIR for it.
struct FHIRExpectation: Hashable {
  /// Codes on the way from the statement to the element, outermost first.
  private(set) var codes: [String] = []
  /// Whether one of the elements is said to be prohibited.
  private(set) var isProhibited = false

  /// Codes of `capabilitystatement-expectation`.
  static let known: Set<String> = ["SHALL", "SHOULD", "MAY", "SHOULD-NOT", "SHALL-NOT"]

  /// Takes up the extensions of an element; returns a code that FHIR does not define.
  mutating func take(_ extensions: [DescriptionElement]) -> DescriptionElement? {
    var unknown: DescriptionElement?
    for item in extensions {
      switch item.fhirURL?.split(separator: "/").last {
      case "capabilitystatement-expectation", "conformance-expectation":
        guard let code = item.child("valueCode")?.fhirValue else { continue }
        if Self.known.contains(code) { codes.append(code) } else { unknown = item }
      case "capabilitystatement-prohibited", "conformance-prohibited":
        if item.child("valueBoolean")?.fhirValue == "true" { isProhibited = true }
      default: break
      }
    }
    return unknown
  }

  /// Whether it is said not to be done.
  var denies: Bool { isProhibited || codes.contains { $0.hasSuffix("-NOT") } }
  /// The codes that leave it open, and those that a requirement needs to be understood; nil for none.
  func words(all: Bool) -> String? {
    let told = codes.filter { all || ["SHOULD", "MAY"].contains($0) }
    return told.isEmpty ? nil : told.joined(separator: ", ")
  }
}

extension DescriptionElement {
  /// Value of a primitive of FHIR: the member itself in JSON, the attribute `value` in XML.
  var fhirValue: String? {
    switch tree.syntax {
    case .json: value
    case .xml: attribute("value")
    }
  }

  /// Value of a child that is a primitive.
  func fhirValue(_ name: String) -> String? { child(name)?.fhirValue }

  /// What an extension is defined by.
  var fhirURL: String? {
    switch tree.syntax {
    case .json: child("url")?.value
    case .xml: attribute("url")
    }
  }

  /// Extensions of an element; those of a primitive in JSON stand in a member whose name begins with an underscore.
  var fhirExtensions: [DescriptionElement] {
    let own = children("extension") + children("modifierExtension")
    return own.isEmpty ? companion?.children("extension") ?? [] : own
  }
}
