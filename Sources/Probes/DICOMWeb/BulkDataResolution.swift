import DICOM
import DICOMWeb
import Foundation
import HTTPExchange
import NIOCore
import Specification

/// Retrieves what the addresses of bulk data in metadata lead to (PS3.18 §F.2.6).
///
/// Only addresses of the service itself are called: what a system writes into an answer must not lead the harness, and its
/// credentials, anywhere else.
struct BulkDataResolution {
  /// An address, and what it is of.
  struct Reference {
    var attribute: Tag
    var uri: String
    var instance: String
  }

  /// Fields `bulkdata` and `elsewhere` of the observation.
  private(set) var fields: [String: Value] = [:]

  private static let elsewhereLimit = 100

  /// Calls up to so many addresses.
  init(
    _ references: [Reference], limit: Int, relativeTo base: String, by client: WebClient, folder: String,
    study: SyntheticStudy?
  ) async throws(WebFailure) {
    var records: [Value] = []
    var elsewhere: [Value] = []
    defer {
      fields = ["bulkdata": .list(records), "elsewhere": .list(elsewhere)]
    }
    for reference in references {
      guard let url = Self.resolved(reference.uri, relativeTo: base) else {
        if elsewhere.count < Self.elsewhereLimit { elsewhere.append(.string(String(reference.uri.prefix(500)))) }
        continue
      }
      guard records.count < limit else { continue }
      let response = try await Self.retrieved(url, by: client, folder: folder)
      var record: [String: Value] = [
        "attribute": .tag(reference.attribute), "uri": .string(String(reference.uri.prefix(500))),
        "status": .number(Decimal(response.status)),
      ]
      if response.isSuccess {
        do throws(RetrievedContent.Fault) {
          let content = try WebContent(response)
          record["parts"] = .number(Decimal(content.parts.count))
          if let part = content.parts.first {
            let isImage = reference.attribute == .pixelData
            let sent: ByteBuffer? = isImage ? study?.pixels(of: reference.instance) : nil
            let image = isImage ? study?.image(1, of: reference.instance) : nil
            let first = WebPart(
              content: content.body, range: part.range, mediaType: part.mediaType, location: part.location)
            record.merge(first.fields(sent: sent, image: image), uniquingKeysWith: { own, _ in own })
          }
        } catch { record["fault"] = .string(error.description) }
      }
      records.append(.record(record))
    }
  }

  /// What is at an address: uncompressed, as it is due where nothing else is asked for (PS3.18 §8.7.3.3); in whatever form where a
  /// service has no other.
  private static func retrieved(
    _ url: String, by client: WebClient, folder: String
  ) async throws(WebFailure) -> WebResponse {
    let plain = RetrieveRequest.accept(.bulkdata)
    let response = try await client.retrieve(url, RetrieveRequest(accept: plain), folder: folder)
    guard [400, 406].contains(response.status) else { return response }
    let any = [
      RetrieveRequest.accept(.bulkdata, transferSyntaxes: ["*"]), "multipart/related; type=\"image/*\"", "*/*",
    ]
    return try await client.retrieve(url, RetrieveRequest(accept: any.joined(separator: ", ")), folder: folder)
  }

  /// The address, where it is one of the service's own.
  static func resolved(_ uri: String, relativeTo base: String) -> String? {
    guard let origin = URL(string: base), let url = URL(string: uri, relativeTo: origin)?.absoluteURL,
      url.scheme?.lowercased() == origin.scheme?.lowercased(), url.host?.lowercased() == origin.host?.lowercased(),
      port(url) == port(origin), url.user == nil
    else { return nil }
    return url.absoluteString
  }

  private static func port(_ url: URL) -> Int { url.port ?? (url.scheme?.lowercased() == "https" ? 443 : 80) }
}

extension SyntheticStudy {
  /// All native pixel data of an instance; nil where it has none.
  fileprivate func pixels(of instance: String) -> ByteBuffer? {
    if case .bytes(let pixels) = dataSet(of: instance)?[.pixelData]?.value { pixels } else { nil }
  }
}
