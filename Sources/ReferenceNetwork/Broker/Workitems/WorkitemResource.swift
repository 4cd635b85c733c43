import DICOM
import HTTPExchange
import NIOCore
import NIOHTTP1

/// The workitems as resources of the web (PS3.18 Chapter 11).
struct WorkitemResource: Sendable {
  let desk: BrokerDesk
  /// Path under which they are; `/` for none.
  let path: String
  let defects: Set<BrokerDefect>

  private static let json: HTTPHeaders = ["Content-Type": "application/dicom+json"]

  /// Answers a request.
  func answer(_ request: ReceivedRequest) async -> WebReply {
    let prefix = path.split(separator: "/")
    let all = request.path.split(separator: "/")
    guard all.starts(with: prefix) else { return WebReply(.notFound) }
    let parts = all.dropFirst(prefix.count).map { $0.removingPercentEncoding ?? "" }
    guard parts.first == "workitems", parts.count <= 5 else { return WebReply(.notFound) }
    let query = request.target.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    switch (request.method, parts.count) {
    case (.POST, 1): return await create(request, query)
    case (.GET, 1): return await search(query)
    case (.GET, 2):
      guard let held = await desk.workitem(parts[1], way: .web) else { return WebReply(.notFound) }
      return WebReply(
        .ok, fields: Self.json, content: ByteBuffer(bytes: DICOMJSON.writeAll([held], characterSet: .utf8)))
    case (.POST, 2):
      guard let dataSet = content(request) else { return WebReply(.badRequest) }
      let transaction = query.isEmpty ? nil : query
      return reply(await desk.updateWorkitem(parts[1], dataSet, transaction: transaction, way: .web))
    case (.PUT, 3) where parts[2] == "state":
      guard let dataSet = content(request) else { return WebReply(.badRequest) }
      return reply(await desk.changeWorkitem(parts[1], dataSet, way: .web))
    case (.POST, 3) where parts[2] == "cancelrequest":
      let asked = request.content.isEmpty ? DataSet() : content(request) ?? DataSet()
      let status = await desk.requestCancel(parts[1], asked, by: "WEB")
      return status == .success ? WebReply(.accepted) : reply(status)
    case (_, 4...5) where parts[2] == "subscribers": return await watch(request, parts)
    default: return WebReply(.methodNotAllowed)
    }
  }

  private func create(_ request: ReceivedRequest, _ query: String) async -> WebReply {
    guard let dataSet = content(request) else { return WebReply(.badRequest) }
    let named = query.split(separator: "=").last.map(String.init) ?? query
    let uid = named.isEmpty ? dataSet.uid(.sopInstanceUID)?.value ?? OrderBook.newUID() : named
    guard UID(uid).isValid else { return WebReply(.badRequest) }
    let status = await desk.createWorkitem(uid, dataSet)
    guard status == .success else { return reply(status) }
    let code: HTTPResponseStatus = defects.contains(.webCreatesWithOK) ? .ok : .created
    return WebReply(code, fields: ["Content-Location": "\(base(request))\(path == "/" ? "" : path)/workitems/\(uid)"])
  }

  private func search(_ query: String) async -> WebReply {
    var keys = AttributeList()
    for pair in query.split(separator: "&").prefix(100) {
      let parts = pair.split(separator: "=", maxSplits: 1).map { $0.removingPercentEncoding ?? "" }
      guard let name = parts.first, !["limit", "offset", "fuzzymatching", "includefield"].contains(name) else {
        continue
      }
      guard let tag = Tag(keyword: name) ?? Tag(hexadecimal: name), let keyword = tag.keyword else {
        return WebReply(.badRequest)
      }
      keys.put("SpecificCharacterSet", "ISO_IR 192")
      keys.put(keyword, parts.count > 1 ? parts[1] : "")
    }
    let found = await desk.workitems(keys.dataSet, way: .web)
    if found.isEmpty { return WebReply(.noContent) }
    return WebReply(
      .ok, fields: Self.json, content: ByteBuffer(bytes: DICOMJSON.writeAll(found, characterSet: .utf8)))
  }

  /// Subscriptions (PS3.18 §11.10 to §11.12); the answer says where events are heard.
  private func watch(_ request: ReceivedRequest, _ parts: [String]) async -> WebReply {
    let (uid, title) = (parts[1], parts[3])
    switch (request.method, parts.count) {
    case (.POST, 4):
      let status = await desk.subscribe(uid, title)
      guard status == .success else { return reply(status) }
      let scheme = request.isSecured ? "wss" : "ws"
      let host = request.fields.first(name: "host") ?? "127.0.0.1"
      return WebReply(.created, fields: ["Content-Location": "\(scheme)://\(host)\(EventSockets.path)\(title)"])
    case (.DELETE, 4): return reply(await desk.unsubscribe(uid, title))
    case (.POST, 5) where parts[4] == "suspend":
      return reply(await desk.unsubscribe(uid, title, keepsExisting: true))
    default: return WebReply(.methodNotAllowed)
    }
  }

  private func base(_ request: ReceivedRequest) -> String {
    "\(request.isSecured ? "https" : "http")://\(request.fields.first(name: "host") ?? "127.0.0.1")"
  }

  /// The data set of a request: one, or a list of one (PS3.18 §8.7.3.2).
  private func content(_ request: ReceivedRequest) -> DataSet? {
    if request.content.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "[") {
      guard let all = try? DICOMJSON.readAll(request.content), all.count == 1 else { return nil }
      return all.first?.dataSet
    }
    return try? DICOMJSON.read(request.content).dataSet
  }

  private func reply(_ status: WorkitemStatus) -> WebReply {
    var fields = HTTPHeaders()
    if status != .success {
      let hexadecimal = String(status.rawValue, radix: 16, uppercase: true)
      fields.add(name: "Warning", value: "299 BROKER: \"\(hexadecimal): \(status)\"")
    }
    return WebReply(HTTPResponseStatus(statusCode: status.http), fields: fields)
  }
}
