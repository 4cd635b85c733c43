import CXMLSec

/// Looks at the signatures of a document and says for each which element it covers, so that a signature over something
/// else than what is believed shows.
///
/// Keys come from the certificates that are trusted and from nowhere else: what a signature says of its key is not read.
/// A signature is taken in the form alone that SAML 2.0 Core §5.4 has: one reference, to an element of the same document
/// by its identifier, by no other transforms than the enveloped signature and exclusive canonicalization.
public enum SignatureVerification {
  static let namespace = "http://www.w3.org/2000/09/xmldsig#"
  /// Signatures of one document that are looked at.
  public static let limit = 16

  /// Whether this is a certificate in PEM by whose key signatures can be looked at.
  public static func isUsable(_ certificate: String) -> Bool {
    guard SecurityLibrary.isReady else { return false }
    let bytes = Array(certificate.utf8)
    guard
      let key = SecurityLibrary.silently({
        xmlSecOpenSSLAppKeyLoadMemory(bytes, UInt32(bytes.count), xmlSecKeyDataFormatCertPem, nil, nil, nil)
      })
    else { return false }
    xmlSecKeyDestroy(key)
    return true
  }

  /// All signatures in the order of the document.
  ///
  /// - Parameter certificates: Certificates of the signers that are trusted, in PEM.
  public static func signatures(
    in document: [UInt8], trusting certificates: [String]
  ) throws(SignatureError) -> [FoundSignature] {
    let document = try SecureDocument(document)
    var nodes: [xmlNodePtr] = []
    document.walk { element in
      if SecureDocument.isElement(element, "Signature", in: namespace) { nodes.append(element) }
      return nodes.count <= limit
    }
    guard nodes.count <= limit else { throw .tooManySignatures(limit: limit) }
    var found: [FoundSignature] = []
    for node in nodes {
      let place = node.pointee.parent.flatMap { $0.pointee.type == XML_ELEMENT_NODE ? SignedPlace($0) : nil }
      let certificate = SignatureForm.certificate(of: node)
      switch SignatureForm.read(node) {
      case .failure(let fault):
        found.append(FoundSignature(place: place, covers: nil, certificate: certificate, fault: fault))
      case .success(let form):
        do throws(SignatureError) {
          let (element, attribute) = try document.holder(of: form.id)
          let isGood = isGood(node, in: document, form.id, attribute, certificates)
          found.append(
            FoundSignature(
              place: place, covers: SignedPlace(element), certificate: certificate, fault: isGood ? nil : .mismatch))
        } catch {
          let fault: FoundSignature.Fault =
            if case .ambiguous(let id) = error { .ambiguous(id: id) } else { .unresolved(id: form.id) }
          found.append(FoundSignature(place: place, covers: nil, certificate: certificate, fault: fault))
        }
      }
    }
    return found
  }

  /// Whether the signature is one of the trusted certificates' over the element as it stands.
  private static func isGood(
    _ node: xmlNodePtr, in document: SecureDocument, _ id: String, _ attribute: xmlAttrPtr, _ certificates: [String]
  ) -> Bool {
    xmlAddID(nil, document.pointer, id, attribute)
    defer { xmlRemoveID(document.pointer, attribute) }
    return certificates.contains { certificate in
      let bytes = Array(certificate.utf8)
      guard let context = xmlSecDSigCtxCreate(nil) else { return false }
      defer { xmlSecDSigCtxDestroy(context) }
      context.pointee.enabledReferenceUris = xmlSecTransformUriType(xmlSecTransformUriTypeSameDocument)
      context.pointee.signKey = xmlSecOpenSSLAppKeyLoadMemory(
        bytes, UInt32(bytes.count), xmlSecKeyDataFormatCertPem, nil, nil, nil)
      guard context.pointee.signKey != nil else { return false }
      return SecurityLibrary.silently {
        xmlSecDSigCtxVerify(context, node) == 0 && context.pointee.status == xmlSecDSigStatusSucceeded
      }
    }
  }
}
