import DICOM
import Foundation
import HTTPExchange
import NIOCore
import NIOHTTP1

/// Studies over the web (PS3.18 Chapter 10), and the URI service (Chapter 9), under one address.
struct ArchiveWebService: Sendable {
  /// Path of the service.
  static let root = "/dicom-web"

  let holdings: ArchiveHoldings
  let store: StoreService
  let settings: ImageArchive.Settings

  /// Answers a request.
  func answer(_ request: ReceivedRequest) async -> WebReply {
    let origins = ArchiveOrigins(settings)
    guard let route = WebRoute(request, decodes: !settings.has(.qidoKeepsEscapes)) else { return WebReply(.notFound) }
    if request.method == .OPTIONS {
      return origins.preflight(request) ?? ArchiveCapabilities.answer(request, route, settings)
    }
    var reply: WebReply
    if let refusal = await settings.authorize?(request) {
      reply = refusal
    } else {
      reply = await serve(request, route)
    }
    origins.mark(&reply, of: request)
    return reply
  }

  private func serve(_ request: ReceivedRequest, _ route: WebRoute) async -> WebReply {
    switch (request.method, route.resource) {
    case (.GET, .uri): uri(request, route)
    case (.GET, .search(let level)): search(level, request, route)
    case (.GET, .instances): instances(request, route)
    case (.GET, .metadata): metadata(request, route)
    case (.GET, .bulkData): bulkData(request, route)
    case (.GET, .frames(let numbers)): frames(numbers, request, route)
    case (.GET, .rendered(let numbers)): rendered(numbers, request, route)
    case (.POST, .search(.study)): await WebStoreService(store: store, settings: settings).answer(request, route)
    case (.POST, .instances) where route.series == nil:
      await WebStoreService(store: store, settings: settings).answer(request, route)
    default: WebReply(.methodNotAllowed, fields: ["Allow": "GET, OPTIONS, POST"])
    }
  }

  /// What a resource names; none where it is not held.
  func objects(_ route: WebRoute) -> [HeldObject] {
    var scope = ArchiveHoldings.Scope()
    scope.studies = route.study.map { [$0] }
    scope.series = route.series.map { [$0] }
    scope.instances = route.instance.map { [$0] }
    return holdings.studies(in: scope).flatMap(\.objects)
  }

  /// Address of an instance.
  static func address(of instance: StoredInstance, base: String) -> String {
    "\(base)/studies/\(instance.study)/series/\(instance.series)/instances/\(instance.sopInstance)"
  }

  /// Answers in JSON.
  static func json(_ bytes: [UInt8], status: HTTPResponseStatus = .ok, type: String = "application/dicom+json")
    -> WebReply
  {
    WebReply(status, fields: ["Content-Type": type], content: ByteBuffer(bytes: bytes))
  }
}
