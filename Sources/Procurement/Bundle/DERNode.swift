import SwiftASN1

/// Walking through DER (ITU-T X.690) without a type for each structure.
struct DERNode {
  let node: ASN1Node

  /// The outermost node of some bytes.
  ///
  /// - Throws: Where they are not one node of DER.
  init(_ bytes: some Collection<UInt8>) throws { node = try DER.parse(Array(bytes)) }

  private init(node: ASN1Node) { self.node = node }

  /// What it is made of; nothing of a primitive one.
  var children: [DERNode] {
    guard case .constructed(let nodes) = node.content else { return [] }
    return nodes.map { DERNode(node: $0) }
  }

  /// Content of a primitive node; nothing of another.
  var content: [UInt8] {
    guard case .primitive(let bytes) = node.content else { return [] }
    return Array(bytes)
  }

  /// The node with its header.
  var encoded: [UInt8] { Array(node.encodedBytes) }

  /// Whether it is of a universal type.
  func isUniversal(_ identifier: ASN1Identifier) -> Bool { node.identifier == identifier }

  /// Whether it has a context-specific tag.
  func isTagged(_ number: UInt) -> Bool {
    node.identifier.tagClass == .contextSpecific && node.identifier.tagNumber == number
  }

  /// An object identifier, `1.2.840…`; nil where it is none.
  var objectIdentifier: String? {
    (try? ASN1ObjectIdentifier(derEncoded: node)).map { "\($0)" }
  }
}
