import DICOM
import HTTPExchange
import NIOCore
import NIOHTTP1

/// An answer to a search (PS3.18 §10.6.3).
public struct SearchAnswer: Sendable {
  /// The answer as it came.
  public var response: WebResponse
  /// The results, in their order; nil where the answer holds none in the DICOM JSON model: another status, another media
  /// type.
  public var results: [DataSet]?
  /// Where the results leave the DICOM JSON model.
  public var findings: [ModelFinding]

  /// Media type that is asked for and read.
  public static let mediaType = "application/dicom+json"
  /// Bytes of one answer that are taken.
  public static let byteLimit = 32 << 20
  /// Values of one answer that are taken.
  static let valueLimit = 2_000_000

  /// Reads an answer.
  ///
  /// - Throws: That a successful answer of the media type is no array of JSON.
  public init(_ response: WebResponse) throws(DICOMJSONError) {
    self.response = response
    findings = []
    if response.status == 204 || (response.status == 200 && response.body.length == 0) {
      results = response.status == 204 ? [] : nil
      return
    }
    let type = response.contentType?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    // JSON by its general name is read all the same; that it is not the name asked for can be told from the media type.
    guard response.status == 200 || response.status == 206, type == Self.mediaType || type == "application/json",
      let bytes = response.body.bytes(upTo: Self.byteLimit)
    else { return }
    let model = try ModelDocuments(bytes, limits: DecodingLimits(maximumElements: Self.valueLimit))
    results = model.documents.map(\.dataSet)
    findings = model.findings
  }
}

extension WebClient {
  /// Searches once.
  ///
  /// - Parameter service: Address of the service without a slash at its end.
  public func search(
    _ resource: SearchResource, _ query: SearchQuery, of service: String, accept: String = SearchAnswer.mediaType
  ) async throws(WebFailure) -> WebResponse {
    try await exchange(
      WebRequest(
        .GET, service + resource.path + query.text, fields: ["Accept": accept],
        limits: BodyLimits(memory: SearchAnswer.byteLimit)))
  }
}
