import CXMLSec

/// The form of a signature that is taken.
struct SignatureForm {
  /// Identifier that its one reference names.
  let id: String

  private static let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
  private static let transforms: Set<String> = [
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature", exclusive,
  ]
  private static let signatures: Set<String> = Set(
    ["rsa", "ecdsa"].flatMap { kind in
      ["256", "384", "512"].map { "http://www.w3.org/2001/04/xmldsig-more#\(kind)-sha\($0)" }
    })
  private static let digests: Set<String> = [
    "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512",
  ]

  /// Reads what a signature says of itself.
  static func read(_ node: xmlNodePtr) -> Result<SignatureForm, Problem> {
    do throws(Problem) { return .success(try form(of: node)) } catch { return .failure(error) }
  }

  /// The fault as an error.
  typealias Problem = FoundSignature.Fault

  private static func form(of node: xmlNodePtr) throws(Problem) -> SignatureForm {
    let info = try only("SignedInfo", of: node)
    try method("CanonicalizationMethod", of: info, among: [exclusive])
    try method("SignatureMethod", of: info, among: signatures)
    let reference = try only("Reference", of: info)
    try method("DigestMethod", of: reference, among: digests)
    let list = try only("Transforms", of: reference)
    for transform in SecureDocument.children(of: list) {
      let algorithm = SecureDocument.attribute("Algorithm", of: transform) ?? ""
      guard transforms.contains(algorithm) else { throw .algorithm(algorithm) }
    }
    guard let address = SecureDocument.attribute("URI", of: reference), address.hasPrefix("#") else {
      throw .form("its reference names no element of the document by an identifier")
    }
    let id = String(address.dropFirst())
    guard !id.isEmpty, id.utf8.count <= 256,
      id.utf8.allSatisfy({
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || [0x2D, 0x2E, 0x5F].contains($0)
      })
    else { throw .form("its reference is no plain identifier") }
    return SignatureForm(id: id)
  }

  private static func only(_ name: String, of element: xmlNodePtr) throws(Problem) -> xmlNodePtr {
    let found = SecureDocument.children(of: element).filter {
      SecureDocument.isElement($0, name, in: SignatureVerification.namespace)
    }
    guard let first = found.first, found.count == 1 else {
      throw .form("it has \(found.count) \(name) where one is due")
    }
    return first
  }

  private static func method(
    _ name: String, of element: xmlNodePtr, among algorithms: Set<String>
  ) throws(Problem) {
    let algorithm = SecureDocument.attribute("Algorithm", of: try only(name, of: element)) ?? ""
    guard algorithms.contains(algorithm) else { throw .algorithm(algorithm) }
  }

  /// The first certificate that a signature shows.
  static func certificate(of node: xmlNodePtr) -> String? {
    var place: xmlNodePtr? = node
    for name in ["KeyInfo", "X509Data", "X509Certificate"] {
      place = place.flatMap { element in
        SecureDocument.children(of: element).first {
          SecureDocument.isElement($0, name, in: SignatureVerification.namespace)
        }
      }
    }
    guard let place, let content = xmlNodeGetContent(place) else { return nil }
    defer { releaseXML(content) }
    return SecureDocument.text(content).filter { !$0.isWhitespace }
  }
}

extension FoundSignature.Fault: Error {}
