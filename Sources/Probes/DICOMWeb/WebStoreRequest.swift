import DICOM
import DICOMNetwork
import DICOMWeb
import HTTPExchange
import NIOCore

/// The requests of a store over the web: the instances of a synthetic study in multipart messages, good or bent.
struct WebStoreRequest {
  /// How instances are written (PS3.18 §10.5.1.4).
  enum Form: String, CaseIterable {
    /// A file each.
    case instances
    /// The attributes of all as JSON, and the pixel data of each by itself.
    case metadata

    static let words = allCases.map(\.rawValue)
  }

  /// What is wrong with a request.
  enum Bend: String, CaseIterable {
    case none
    /// The message says to be text.
    case mediaType = "media-type"
    /// The address names another study than the instances.
    case otherStudy = "other-study"
    /// The last instance is of another study than the address names.
    case lastOfOtherStudy = "last-of-other-study"
    /// A message without a part.
    case noPart = "no-part"
    /// The last part is text and says to be an instance.
    case notDICOM = "not-dicom"
    /// The last instance ends in the middle.
    case truncatedPart = "truncated-part"
    /// The message ends without its final boundary.
    case noFinalBoundary = "no-final-boundary"
    /// The last instance is of a SOP class that nobody knows.
    case unknownClass = "unknown-class"

    static let words = allCases.map(\.rawValue)

    /// Whether no instance may be stored: none is sent as one, or all are of another study.
    var spoilsAll: Bool { self == .mediaType || self == .otherStudy || self == .noPart }

    /// Whether the last instance must not be stored. One of an unknown class may be: archives differ in that by right.
    var isRefused: Bool { self != .unknownClass }

    /// Whether the last instance is another than the study's own.
    var spoilsLast: Bool {
      switch self {
      case .lastOfOtherStudy, .notDICOM, .truncatedPart, .unknownClass: true
      case .none, .mediaType, .otherStudy, .noPart, .noFinalBoundary: false
      }
    }
  }

  /// An instance to send.
  struct Instance: Sendable {
    var uid: String
    var dataSet: @Sendable () throws -> DataSet
    /// Whether something is wrong with it on purpose.
    var isSpoiled = false
  }

  /// A SOP class of our own, which no system can know (PS3.5 §B.2).
  static let unknownClass = "2.25.211700913215284376544119021845063279931"

  let study: SyntheticStudy
  let form: Form
  let bend: Bend
  let syntax: TransferSyntax

  /// The instances in order.
  var instances: [Instance] {
    let image = SyntheticImage(study: study)
    var instances = study.series.flatMap { series in
      series.instances.indices.map { index in
        Instance(uid: series.instances[index]) { try image.dataSet(series: series, index: index, in: syntax) }
      }
    }
    guard bend.spoilsLast, var last = instances.popLast() else { return instances }
    last.isSpoiled = true
    let make = last.dataSet
    switch bend {
    case .lastOfOtherStudy:
      let other = otherStudy
      last.dataSet = { try Self.replacing(.studyInstanceUID, by: other, in: make()) }
    case .unknownClass: last.dataSet = { try Self.replacing(.sopClassUID, by: Self.unknownClass, in: make()) }
    default: break
    }
    return instances + [last]
  }

  /// A study that no system holds.
  var otherStudy: String { SyntheticUID.make(seed: study.uid, name: "other study") }

  private static func replacing(_ tag: Tag, by value: String, in dataSet: DataSet) throws -> DataSet {
    var dataSet = dataSet
    try dataSet.set(tag, value)
    return dataSet
  }

  /// The message that holds instances.
  func message(_ instances: [Instance], boundary: MultipartBoundary) -> MultipartBody {
    let parts: [MultipartBody.Part] =
      switch (bend, form) {
      case (.noPart, _): []
      case (_, .instances): instances.map(file)
      case (_, .metadata): [metadata(instances)] + instances.map(pixels)
      }
    return MultipartBody(parts, writer: MultipartWriter(boundary), isWhole: bend != .noFinalBoundary)
  }

  /// The media type of a message.
  func contentType(_ message: MultipartBody) -> MediaType {
    if bend == .mediaType { return MediaType("text", "plain") }
    return message.writer.contentType(form == .instances ? .dicom : .dicomJSON)
  }

  private func file(_ instance: Instance) -> MultipartBody.Part {
    let syntax = syntax
    let bend = instance.isSpoiled ? bend : .none
    return MultipartBody.Part(headers: [("Content-Type", MediaType.dicom.description)]) {
      if bend == .notDICOM { return ByteBuffer(string: "This is no instance.") }
      var bytes = try DICOMFile(
        instance.dataSet(), transferSyntax: syntax,
        implementationClassUID: UID(AssociationRequest.implementationClassUID),
        implementationVersionName: AssociationRequest.implementationVersionName
      ).encoded()
      if bend == .truncatedPart {
        bytes = bytes.getSlice(at: bytes.readerIndex, length: bytes.readableBytes / 2) ?? bytes
      }
      return bytes
    }
  }

  /// All attributes but pixel data, which are referenced.
  private func metadata(_ instances: [Instance]) -> MultipartBody.Part {
    let spoils = bend == .notDICOM
    return MultipartBody.Part(headers: [("Content-Type", MediaType.dicomJSON.description)]) {
      var output = ByteBuffer(string: "[")
      for (index, instance) in instances.enumerated() {
        if index > 0 { output.writeString(",") }
        if spoils, instance.isSpoiled {
          output.writeString("\"This is no instance.\"")
          continue
        }
        var dataSet = try instance.dataSet()
        let hasPixels = dataSet[.pixelData] != nil
        dataSet[.pixelData] = nil
        let text = DICOMJSON.write(dataSet, characterSet: .utf8)
        guard hasPixels else {
          output.writeBytes(text)
          continue
        }
        // Pixel Data (7FE0,0010) follows every attribute of an image in the order of tags.
        output.writeBytes(text.dropLast())
        output.writeString(#","7FE00010":{"vr":"OW","BulkDataURI":"\#(Self.location(of: instance))"}}"#)
      }
      output.writeString("]")
      return output
    }
  }

  private func pixels(_ instance: Instance) -> MultipartBody.Part {
    let isTruncated = instance.isSpoiled && bend == .truncatedPart
    return MultipartBody.Part(
      headers: [("Content-Type", "application/octet-stream"), ("Content-Location", Self.location(of: instance))]
    ) {
      guard case .bytes(let pixels)? = try instance.dataSet()[.pixelData]?.value else { return ByteBuffer() }
      return isTruncated
        ? pixels.getSlice(at: pixels.readerIndex, length: pixels.readableBytes / 2) ?? pixels : pixels
    }
  }

  private static func location(of instance: Instance) -> String { "instances/\(instance.uid)/pixel-data" }
}
