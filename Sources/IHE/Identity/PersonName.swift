import XMLTree

/// A person's name in parts: data type PN of HL7 V3.
public struct PersonName: Hashable, Sendable {
  /// Family names in order.
  public var family: [String]
  /// Given names in order.
  public var given: [String]
  /// Prefixes in order.
  public var prefix: [String]
  /// Suffixes in order.
  public var suffix: [String]
  /// What it is used for: `L` for the legal one, `SRCH` for one that is searched for by likeness.
  public var use: String?

  /// Makes a name.
  public init(
    family: [String] = [], given: [String] = [], prefix: [String] = [], suffix: [String] = [], use: String? = nil
  ) {
    self.family = family
    self.given = given
    self.prefix = prefix
    self.suffix = suffix
    self.use = use
  }

  /// The element; one without parts is null.
  func element(_ name: String) -> MarkupElement {
    let parts: [MarkupElement] = [("prefix", prefix), ("given", given), ("family", family), ("suffix", suffix)].flatMap
    {
      part, texts in texts.map { MarkupElement(part, text: $0) }
    }
    guard !parts.isEmpty else { return MarkupElement(name, [.init("nullFlavor", "UNK")]) }
    return MarkupElement(name, use.map { [.init("use", $0)] } ?? [], parts)
  }

  /// Reads an element.
  init(_ tree: MarkupTree, _ index: Int) {
    func texts(_ name: String) -> [String] {
      tree.elements(name, in: IdentityInteraction.namespace, of: index).map { tree.trimmedText(of: $0) }.filter {
        !$0.isEmpty
      }
    }
    self.init(
      family: texts("family"), given: texts("given"), prefix: texts("prefix"), suffix: texts("suffix"),
      use: tree.attribute("use", of: index))
  }
}

/// A postal address in parts: data type AD of HL7 V3, as far as a patient is traced by it.
public struct PostalAddress: Hashable, Sendable {
  /// Lines with street and number.
  public var lines: [String]
  /// Town.
  public var city: String?
  /// County or state.
  public var state: String?
  /// Postcode.
  public var postalCode: String?
  /// Country.
  public var country: String?

  /// Makes an address.
  public init(
    lines: [String] = [], city: String? = nil, state: String? = nil, postalCode: String? = nil, country: String? = nil
  ) {
    self.lines = lines
    self.city = city
    self.state = state
    self.postalCode = postalCode
    self.country = country
  }

  /// The element.
  func element(_ name: String) -> MarkupElement {
    let named: [(String, String?)] = [
      ("city", city), ("state", state), ("postalCode", postalCode), ("country", country),
    ]
    return MarkupElement(
      name, [],
      lines.map { MarkupElement("streetAddressLine", text: $0) }
        + named.compactMap { part, text in text.map { MarkupElement(part, text: $0) } })
  }

  /// Reads an element.
  init(_ tree: MarkupTree, _ index: Int) {
    func text(_ name: String) -> String? {
      tree.child(name, in: IdentityInteraction.namespace, of: index).map { tree.trimmedText(of: $0) }
    }
    self.init(
      lines: tree.elements("streetAddressLine", in: IdentityInteraction.namespace, of: index).map {
        tree.trimmedText(of: $0)
      }, city: text("city"), state: text("state"), postalCode: text("postalCode"), country: text("country"))
  }
}
