import HTTPExchange
import NIOCore
import NIOHTTP1

/// The Capabilities Description of the web services (PS3.18 §8.9, Annex H).
enum ArchiveCapabilities {
  private static let mediaType = MediaType("application", "vnd.sun.wadl+xml")

  /// Answers an OPTIONS request.
  static func answer(_ request: ReceivedRequest, _ route: WebRoute, _ settings: ImageArchive.Settings) -> WebReply {
    if settings.has(.capabilitiesMissing) { return WebReply(.methodNotAllowed) }
    let accept = AcceptedTypes(request)
    guard accept.takes(mediaType) || accept.takes(MediaType("application", "xml")) else {
      return WebReply(.notAcceptable)
    }
    return WebReply(
      .ok, fields: ["Content-Type": mediaType.description, "Allow": "GET, OPTIONS, POST"],
      content: ByteBuffer(string: document(route.base)))
  }

  private static func document(_ base: String) -> String {
    let address = base.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    let instance = "studies/{StudyInstanceUID}/series/{SeriesInstanceUID}/instances/{SOPInstanceUID}"
    let resources: [(path: String, methods: [String])] = [
      ("studies", ["GET", "POST"]), ("studies/{StudyInstanceUID}", ["GET", "POST"]),
      ("studies/{StudyInstanceUID}/metadata", ["GET"]), ("studies/{StudyInstanceUID}/series", ["GET"]),
      ("studies/{StudyInstanceUID}/instances", ["GET"]), ("series", ["GET"]), ("instances", ["GET"]),
      ("studies/{StudyInstanceUID}/series/{SeriesInstanceUID}", ["GET"]),
      ("studies/{StudyInstanceUID}/series/{SeriesInstanceUID}/metadata", ["GET"]),
      ("studies/{StudyInstanceUID}/series/{SeriesInstanceUID}/instances", ["GET"]), (instance, ["GET"]),
      ("\(instance)/metadata", ["GET"]), ("\(instance)/rendered", ["GET"]), ("\(instance)/bulkdata", ["GET"]),
      ("\(instance)/frames/{frames}", ["GET"]), ("\(instance)/frames/{frames}/rendered", ["GET"]),
    ]
    let lines = resources.map { resource in
      let methods = resource.methods.map { "<method name=\"\($0)\"/>" }.joined()
      return "<resource path=\"\(resource.path)\">\(methods)</resource>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <application xmlns="http://wadl.dev.java.net/2009/02"><resources base="\(address)/">\(lines.joined())</resources>\
      </application>
      """
  }
}
