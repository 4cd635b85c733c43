import CXMLSec

/// A signature that a document holds.
public struct FoundSignature: Hashable, Sendable {
  /// The element that it stands in.
  public let place: SignedPlace?
  /// The element that it covers; nil where that can't be told.
  public let covers: SignedPlace?
  /// The certificate that it shows, in Base64 without white space; nobody has to trust it.
  public let certificate: String?
  /// What is wrong with it; nil for a good one of a trusted signer.
  public let fault: Fault?

  /// Whether it is good, and covers the very element that it stands in.
  public var isGoodForItsPlace: Bool { fault == nil && covers != nil && covers == place }

  /// What is wrong with a signature.
  public enum Fault: Hashable, Sendable, CustomStringConvertible {
    /// It lacks a part or has one too many.
    case form(String)
    /// An algorithm that is not taken.
    case algorithm(String)
    /// It refers to an identifier that no element has.
    case unresolved(id: String)
    /// It refers to an identifier that several elements have.
    case ambiguous(id: String)
    /// It is no signature of a trusted signer over the element as it stands: altered, or signed by another key.
    case mismatch

    /// A sentence for people.
    public var description: String {
      switch self {
      case .form(let what): what
      case .algorithm(let name): "the algorithm \(name.prefix(128)) is not taken"
      case .unresolved(let id): "it refers to \(id.prefix(64)), which no element has"
      case .ambiguous(let id): "it refers to \(id.prefix(64)), which several elements have"
      case .mismatch: "it is no signature of a trusted signer over the element as it stands"
      }
    }
  }
}

/// An element of a document by its place.
public struct SignedPlace: Hashable, Sendable {
  /// Local name.
  public let name: String
  /// Namespace.
  public let namespace: String?
  /// Its identifier, where it has one.
  public let id: String?
  /// Where it is: local names with their number among siblings, `/Envelope[1]/Header[1]/Security[1]`.
  public let path: String

  init(_ element: xmlNodePtr) {
    name = SecureDocument.text(element.pointee.name)
    namespace = SecureDocument.namespace(of: element)
    id = SecureDocument.identifier(of: element).map(SecureDocument.value)
    var path = ""
    var place: xmlNodePtr? = element
    while let current = place, current.pointee.type == XML_ELEMENT_NODE {
      let name = SecureDocument.text(current.pointee.name)
      var number = 1
      var sibling = current.pointee.prev
      while let before = sibling {
        if before.pointee.type == XML_ELEMENT_NODE, SecureDocument.text(before.pointee.name) == name { number += 1 }
        sibling = before.pointee.prev
      }
      path = "/\(name)[\(number)]\(path)"
      place = current.pointee.parent
    }
    self.path = path
  }
}
