import CXMLSec

/// Signs an element by a signature that stands in it (XML Signature §6.6.4): exclusive canonicalization, SHA-256,
/// reference by the element's identifier, certificate in X509Data, as SAML 2.0 Core §5.4 has it.
public enum EnvelopedSignature {
  private static let sha256 = "http://www.w3.org/2001/04/xmlenc#sha256"

  /// The document with the signature in it, in UTF-8 without a declaration.
  ///
  /// - Parameters:
  ///   - document: XML with one element of that identifier.
  ///   - id: Value of its attribute `ID`.
  ///   - sibling: Local name of the child after which the signature stands; it comes first where nil or absent.
  ///   - identity: Key and certificate.
  public static func sign(
    _ document: [UInt8], elementWithID id: String, after sibling: String? = nil, by identity: SigningIdentity
  ) throws(SignatureError) -> [UInt8] {
    let document = try SecureDocument(document)
    let (element, attribute) = try document.holder(of: id)
    xmlAddID(nil, document.pointer, id, attribute)
    guard let signature = template(in: document, id: id, identity.algorithm) else { throw .notSigned }
    let before = SecureDocument.children(of: element).first {
      SecureDocument.text($0.pointee.name) == sibling
    }
    let isPlaced: Bool
    if let before {
      isPlaced = xmlAddNextSibling(before, signature) != nil
    } else if let first = element.pointee.children {
      isPlaced = xmlAddPrevSibling(first, signature) != nil
    } else {
      isPlaced = xmlAddChild(element, signature) != nil
    }
    guard isPlaced else {
      xmlFreeNode(signature)
      throw .notSigned
    }
    guard let context = xmlSecDSigCtxCreate(nil) else { throw .notSigned }
    defer { xmlSecDSigCtxDestroy(context) }
    context.pointee.signKey = try key(of: identity)
    let isSigned = SecurityLibrary.silently {
      xmlSecDSigCtxSign(context, signature) == 0 && context.pointee.status == xmlSecDSigStatusSucceeded
    }
    guard isSigned else { throw .notSigned }
    guard let bytes = written(document) else { throw .notSigned }
    return bytes
  }

  private static func template(
    in document: SecureDocument, id: String, _ algorithm: SigningIdentity.Algorithm
  ) -> xmlNodePtr? {
    guard let transforms = xmlSecTransformIdsGet(),
      let method = xmlSecTransformIdListFindByHref(
        transforms, algorithm.rawValue, xmlSecTransformUsage(xmlSecTransformUsageSignatureMethod)),
      let digest = xmlSecTransformIdListFindByHref(
        transforms, sha256, xmlSecTransformUsage(xmlSecTransformUsageDigestMethod)),
      let signature = xmlSecTmplSignatureCreateNsPref(
        document.pointer, xmlSecTransformExclC14NGetKlass(), method, nil, "ds")
    else { return nil }
    guard let reference = xmlSecTmplSignatureAddReference(signature, digest, nil, "#\(id)", nil),
      xmlSecTmplReferenceAddTransform(reference, xmlSecTransformEnvelopedGetKlass()) != nil,
      xmlSecTmplReferenceAddTransform(reference, xmlSecTransformExclC14NGetKlass()) != nil,
      let keyInfo = xmlSecTmplSignatureEnsureKeyInfo(signature, nil),
      let data = xmlSecTmplKeyInfoAddX509Data(keyInfo), xmlSecTmplX509DataAddCertificate(data) != nil
    else {
      xmlFreeNode(signature)
      return nil
    }
    return signature
  }

  private static func key(of identity: SigningIdentity) throws(SignatureError) -> xmlSecKeyPtr {
    let bytes = Array(identity.key.utf8)
    guard
      let key = xmlSecOpenSSLAppKeyLoadMemory(
        bytes, UInt32(bytes.count), xmlSecKeyDataFormatPem, "", nil, nil)
    else { throw .unusableKey }
    let certificate = Array(identity.certificate.utf8)
    guard
      xmlSecOpenSSLAppKeyCertLoadMemory(
        key, certificate, UInt32(certificate.count), xmlSecKeyDataFormatCertPem) == 0
    else {
      xmlSecKeyDestroy(key)
      throw .unusableCertificate
    }
    return key
  }

  private static func written(_ document: SecureDocument) -> [UInt8]? {
    guard let buffer = xmlBufferCreate() else { return nil }
    defer { xmlBufferFree(buffer) }
    guard xmlNodeDump(buffer, document.pointer, xmlDocGetRootElement(document.pointer), 0, 0) >= 0,
      let content = xmlBufferContent(buffer)
    else { return nil }
    return Array(UnsafeBufferPointer(start: content, count: Int(xmlBufferLength(buffer))))
  }
}
