import DICOMWeb
import Foundation
import HTTPExchange
import Specification

/// What a `dicomweb.retrieve` asks for, from its inputs.
struct RetrieveInputs {
  /// The resource; nil where an address is given.
  var resource: RetrieveResource?
  /// An address to retrieve instead.
  var address: String?
  /// In which form.
  var form: RetrieveResource.Form
  /// The request.
  var request: RetrieveRequest
  /// The fixture that the study is; nil where it is none.
  var study: SyntheticStudy?
  /// SOP Instance UIDs of the fixture that are asked for.
  var expected: [String]?
  /// Bulk data addresses of metadata that are retrieved.
  var resolved: Int

  /// What stands in the way.
  struct Problem: Error {
    var message: String
  }

  /// Reads the inputs.
  init(_ inputs: StepInputs, fixtures: FixtureSet) throws(Problem) {
    guard let form = RetrieveResource.Form(rawValue: inputs.text("as") ?? "instances") else {
      throw Problem(message: "The input as of dicomweb.retrieve is one of its words.")
    }
    self.form = form
    let (series, instance) = (inputs.text("series"), inputs.text("instance"))
    address = inputs.text("url")
    if let study = inputs.text("study") {
      guard
        let resource = RetrieveResource(
          study: study, series: series, instance: instance, frames: try Self.frames(inputs), as: form)
      else {
        throw Problem(
          message:
            "dicomweb.retrieve needs the series of an instance, and frames of one instance where it asks for frames.")
      }
      self.resource = resource
      self.study = fixtures.studies.values.first { $0.uid == study }
      expected = self.study.map { fixture in
        fixture.series.filter { series == nil || $0.uid == series }.flatMap(\.instances)
          .filter { instance == nil || $0 == instance }
      }
    } else if address == nil {
      throw Problem(message: "dicomweb.retrieve needs a study or a url.")
    }
    request = RetrieveRequest(accept: try Self.accept(inputs, form))
    request.takesGzip = inputs.values["gzip"] == .boolean(true)
    request.range = inputs.text("range")
    for value in [request.accept, request.range ?? ""] where !value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
      throw Problem(message: "\(value) is no value of a header field.")
    }
    guard let resolved = inputs.integer("resolve", or: 0, in: 0...1_000) else {
      throw Problem(message: "The input resolve of dicomweb.retrieve is a whole number to 1000.")
    }
    self.resolved = resolved
  }

  private static func frames(_ inputs: StepInputs) throws(Problem) -> [Int] {
    guard let value = inputs.values["frames"] else { return [] }
    guard case .list(let elements) = value, (1...1_000).contains(elements.count) else {
      throw Problem(message: "The frames of dicomweb.retrieve are 1 to 1000 numbers.")
    }
    var frames: [Int] = []
    for element in elements {
      guard let number = StepInputs(["": element]).integer("", or: 1, in: 0...1_000_000_000) else {
        throw Problem(message: "A frame of dicomweb.retrieve is a whole number.")
      }
      frames.append(number)
    }
    return frames
  }

  private static func accept(_ inputs: StepInputs, _ form: RetrieveResource.Form) throws(Problem) -> String {
    if let accept = inputs.text("accept") { return accept }
    var type: MediaType?
    if let text = inputs.text("media-type") {
      do throws(MediaTypeError) { type = try MediaType(text) } catch {
        throw Problem(message: "\(text) is no media type: \(error).")
      }
    }
    let isAny = inputs.values["any-transfer"] == .boolean(true)
    return RetrieveRequest.accept(
      form, mediaType: type, transferSyntaxes: (inputs.uids("transfer") ?? []) + (isAny ? ["*"] : []))
  }
}
