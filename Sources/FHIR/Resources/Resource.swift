import JSONTree

/// A resource of FHIR as it was sent: its JSON text, and the tree of values in it.
///
/// Any release's resource is one: only `resourceType` is asked for. Numbers keep the digits that were sent.
public struct Resource: Sendable {
  /// The JSON text.
  public let bytes: [UInt8]
  /// The object, with the place of each value in the text.
  public let root: JSONNode
  /// The type of the resource: `Patient`.
  public let type: String

  /// Reads a JSON text.
  ///
  /// Throws what breaks RFC 8259, a limit or R4 json.html §2.6.2, with its offset.
  public init(json bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(ResourceError) {
    let root: JSONNode
    do throws(JSONSyntaxError) { root = try JSONNode(parsing: bytes, limits: limits) } catch {
      throw ResourceError(.json(error.reason), offset: error.offset)
    }
    guard case .object = root.value else { throw ResourceError(.notAnObject, offset: root.offset) }
    guard let named = root["resourceType"] else { throw ResourceError(.noResourceType, offset: root.offset) }
    guard let type = named.text, Self.isTypeName(type) else {
      throw ResourceError(.resourceTypeNotAName, offset: named.offset)
    }
    self.init(bytes: bytes, root: root, type: type)
  }

  private init(bytes: [UInt8], root: JSONNode, type: String) {
    self.bytes = bytes
    self.root = root
    self.type = type
  }

  /// The resource at a place within this one, such as `Bundle.entry.resource`; nil where the value is none.
  ///
  /// Offsets in its tree count from its own first byte.
  public func inner(_ node: JSONNode) -> Resource? {
    guard node.offset >= 0, node.end <= bytes.count, node.offset < node.end else { return nil }
    return try? Resource(json: Array(bytes[node.offset..<node.end]), limits: JSONLimits(depth: Int.max, nodes: Int.max))
  }

  /// Letters and digits, a capital first, as all resources are named.
  private static func isTypeName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x41...0x5A).contains(first), text.utf8.count <= 64 else { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: false
      }
    }
  }

  /// The logical id (R4 resource.html §2.27.1); nil where there is none.
  public var id: String? { root["id"]?.text }

  /// The version that the server gave it, `meta.versionId`; nil where there is none.
  public var versionID: String? { root["meta"]?["versionId"]?.text }

  /// When the server changed it last, `meta.lastUpdated`, as it is written; nil where there is none.
  public var lastUpdated: String? { root["meta"]?["lastUpdated"]?.text }
}

extension Resource: Hashable {
  /// Two resources are the same when their bytes are.
  public static func == (first: Resource, second: Resource) -> Bool { first.bytes == second.bytes }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
