import DICOM
import JSONTree
import NIOCore
import XMLTree

/// What a service says that it can do (PS3.18 Annex H): a WADL document, in XML or in JSON, as the list of its resources.
public struct CapabilitiesDescription: Hashable, Sendable {
  /// A resource with its methods.
  public struct Resource: Hashable, Sendable {
    /// Path below the service, `studies/{StudyInstanceUID}`.
    public var path: String
    /// Methods, `GET`, in the order of the document.
    public var methods: [String]
  }

  /// Address of the service as the document gives it.
  public private(set) var base: String?
  /// Resources that have methods, in the order of the document.
  public private(set) var resources: [Resource] = []

  /// Why bytes are no description.
  public enum Fault: Error, Hashable, Sendable {
    case notXML(String)
    case notJSON(String)
    /// Another document, whose outermost element is named.
    case otherDocument(String)
  }

  /// Media types in which descriptions come, the standard's own first (PS3.18 §8.9.4).
  public static let mediaTypes = ["application/vnd.sun.wadl+xml", "application/json", "application/dicom+json"]

  private static let byteLimit = 4 << 20
  private static let resourceLimit = 2_000
  private static let depthLimit = 64

  /// Reads a document in XML.
  public init(xml bytes: ByteBuffer) throws(Fault) {
    let tree: MarkupTree
    do throws(MarkupError) {
      tree = try MarkupTree(
        xml: Array(bytes.readableBytesView),
        limits: MarkupLimits(bytes: Self.byteLimit, depth: Self.depthLimit, nodes: 200_000, attributes: 100))
    } catch { throw .notXML("\(error)") }
    if let fault = tree.fault { throw .notXML("\(fault.message), in line \(fault.line)") }
    guard let root = tree.roots.first(where: { tree.name(of: $0) != nil }), let name = tree.name(of: root) else {
      throw .notXML("no element")
    }
    guard name == "application" else { throw .otherDocument(name) }
    // Paths of the resources around the present node, with the index after the last node of each.
    var around: [(path: String, end: Int)] = []
    for (index, node) in tree.nodes.enumerated() {
      while let last = around.last, index >= last.end { around.removeLast() }
      switch tree.name(of: index) {
      case "resources": base = base ?? tree.attribute("base", of: index)
      case "resource":
        let path = Self.joined(around.last?.path ?? "", tree.attribute("path", of: index) ?? "")
        around.append((path, node.end))
      case "method":
        if let method = tree.attribute("name", of: index) { note(method, at: around.last?.path ?? "") }
      default: break
      }
    }
  }

  /// Reads a document in JSON.
  public init(json bytes: ByteBuffer) throws(Fault) {
    let bytes = Array(bytes.readableBytesView)
    guard bytes.count <= Self.byteLimit else { throw .notJSON("more than \(Self.byteLimit) bytes") }
    let root: JSONNode
    do throws(JSONSyntaxError) {
      root = try JSONNode(parsing: bytes, limits: JSONLimits(depth: 2 * Self.depthLimit, nodes: 200_000))
    } catch { throw .notJSON("\(error)") }
    guard let application = root["application"] else { throw .otherDocument("JSON without application") }
    for resources in application.elements("resources") {
      base = base ?? resources.attribute("base")
      for resource in resources.elements("resource") { read(resource, under: "", depth: 0) }
    }
  }

  private mutating func read(_ resource: JSONNode, under path: String, depth: Int) {
    guard depth < Self.depthLimit else { return }
    let path = Self.joined(path, resource.attribute("path") ?? "")
    for method in resource.elements("method") {
      if let name = method.attribute("name") { note(name, at: path) }
    }
    for inner in resource.elements("resource") { read(inner, under: path, depth: depth + 1) }
  }

  private mutating func note(_ method: String, at path: String) {
    if resources.last?.path == path {
      resources[resources.count - 1].methods.append(method)
    } else if resources.count < Self.resourceLimit {
      resources.append(Resource(path: path, methods: [method]))
    }
  }

  private static func joined(_ outer: String, _ inner: String) -> String {
    let parts = (outer + "/" + inner).split(separator: "/").joined(separator: "/")
    return String(parts.prefix(1_000))
  }
}

extension JSONNode {
  /// An attribute of WADL, which JSON has with or without a sign before its name.
  fileprivate func attribute(_ name: String) -> String? {
    (self["@" + name] ?? self[name])?.text
  }

  /// Elements of a name, which JSON has as one object or as an array of them.
  fileprivate func elements(_ name: String) -> [JSONNode] {
    guard let node = self[name] else { return [] }
    return node.elements ?? [node]
  }
}
