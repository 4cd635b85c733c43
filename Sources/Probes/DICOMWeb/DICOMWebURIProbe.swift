import DICOM
import DICOMWeb
import Evidence
import Foundation
import HTTPExchange
import Inventory
import NIOCore
import Specification

/// `dicomweb.wado`: asks the URI service for one instance, as a file or as a picture.
enum DICOMWebURIProbe: Probe {
  static let description = DICOMWebURIDescription.description

  /// Bytes in which the header of a picture is looked for.
  private static let pictureHeaderLength = 256 << 10

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let name = inputs.text("study"), let study = context.fixtures.studies[name] else {
      return .misuse("The study \(inputs.text("study") ?? "") of dicomweb.wado is not a fixture of the specification.")
    }
    guard let series = inputs.integer("series", or: 1, in: 1...study.series.count),
      let index = inputs.integer("instance", or: 1, in: 1...study.series[series - 1].instances.count)
    else { return .misuse("The study \(name) has no such series or instance.") }
    let asked = Asked(study: study, series: study.series[series - 1], index: index - 1)
    let exchange: WebExchange
    switch WebExchange.make(inputs, in: context) {
    case .success(let made): exchange = made
    case .failure(let problem): return problem.result
    }
    var address = exchange.base
    if case .address(let endpoint) = context.system.endpoints[.dicomweb], let own = endpoint.settings["wado-uri"] {
      address = own
    }
    guard let url = url(address, inputs, asked) else {
      return .misuse("\(address) is no address that parameters can be added to.")
    }
    let contentType = inputs.text("content-type")
    let limits = BodyLimits(total: ReceivedObject.decodedLength, folder: exchange.folder)
    return await exchange.run { client, observation throws(WebFailure) in
      // Accept has to agree with contentType (RAD TF-2 4.55.4.1.2).
      let response = try await client.exchange(
        WebRequest(.GET, url, fields: ["Accept": contentType ?? "*/*"], limits: limits))
      observation.merge(
        fields(of: response, asked: asked, contentType: contentType), uniquingKeysWith: { _, new in new })
      return WebExchange.refusal(response, inputs: inputs)
    }
  }

  /// The instance that is meant, whatever the request says.
  private struct Asked {
    var study: SyntheticStudy
    var series: SyntheticStudy.Series
    var index: Int
  }

  private static func url(_ address: String, _ inputs: StepInputs, _ asked: Asked) -> String? {
    guard var components = URLComponents(string: address) else { return nil }
    var parameters = [
      ("requestType", inputs.text("request-type") ?? "WADO"),
      ("studyUID", inputs.text("study-uid") ?? asked.study.uid),
      ("seriesUID", inputs.text("series-uid") ?? asked.series.uid),
      ("objectUID", inputs.text("object-uid") ?? asked.series.instances[asked.index]),
    ]
    let optional = [
      ("contentType", "content-type"), ("transferSyntax", "transfer"), ("rows", "rows"), ("columns", "columns"),
      ("frameNumber", "frame"), ("windowCenter", "window-center"), ("windowWidth", "window-width"),
      ("imageQuality", "quality"),
    ]
    for (parameter, input) in optional {
      if let value = inputs.text(input) { parameters.append((parameter, value)) }
    }
    if inputs.values["anonymize"] == .boolean(true) { parameters.append(("anonymize", "yes")) }
    components.queryItems = (components.queryItems ?? []) + parameters.map { URLQueryItem(name: $0.0, value: $0.1) }
    // A slash stays as it is: it may in a query, and some servers do not decode it. A plus sign would be read as a space
    // by servers that take queries for forms.
    components.percentEncodedQuery = components.percentEncodedQuery?.replacingOccurrences(of: "+", with: "%2B")
    return components.string
  }

  private static func fields(of response: WebResponse, asked: Asked, contentType: String?) -> [String: Value] {
    var fields = WebFields.fields(response)
    fields["bytes"] = .size(bytes: Int64(response.body.length))
    let type = WebFields.mediaType(response)
    if let wanted = contentType.flatMap({ try? MediaType($0) }) {
      fields["as-asked"] = .boolean(type == wanted.essence)
    }
    let beginning = response.body.bytes(in: 0..<pictureHeaderLength) ?? ByteBuffer()
    let format = ImageFormat(beginning)
    fields["format"] = .string(format.rawValue)
    if let picture = PictureHeader(beginning) {
      fields["rows"] = .number(Decimal(picture.rows))
      fields["columns"] = .number(Decimal(picture.columns))
    }
    guard response.isSuccess, format == .dicom || type == MediaType.dicom.essence else { return fields }
    let object = WebObject(
      response.body, range: 0..<response.body.length,
      mediaType: response.contentType.flatMap { try? MediaType.read($0).mediaType })
    let image = SyntheticImage(study: asked.study)
    let dataSet = image.dataSet(series: asked.series, index: asked.index)
    let sent = RetrievedSet.Sent(dataSet: dataSet, syntax: image.syntax(of: dataSet))
    fields["instance"] = RetrievedSet.value(of: object, number: 0, sent: sent)
    return fields
  }
}
