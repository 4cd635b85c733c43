import DICOM
import DICOMNetwork
import HTTPExchange
import NIOCore
import NIOHTTP1
import PixelCoding

extension ArchiveWebService {
  private static let explicit = TransferSyntax.explicitVRLittleEndian
  private static let dicom = MediaType("application", "dicom")
  private static let octets = MediaType("application", "octet-stream")

  /// Answers with instances (PS3.18 §10.4.1.1.1).
  func instances(_ request: ReceivedRequest, _ route: WebRoute) -> WebReply {
    var objects = objects(route)
    guard !objects.isEmpty else { return WebReply(settings.has(.wadoAnswersUnknown) ? .noContent : .notFound) }
    guard let chosen = choice(AcceptedTypes(request, parameter: route.value("accept")), for: objects) else {
      return WebReply(settings.has(.wadoMiscodesAccept) ? .badRequest : .notAcceptable)
    }
    if settings.has(.wadoLeavesOneOut), objects.count > 1 { objects.removeLast() }
    if settings.has(.wadoGivesOneTwice), let first = objects.first { objects.append(first) }
    var parts: [MultipartBody.Part] = []
    for object in objects {
      let syntax = chosen.syntax(of: object)
      guard let file = Self.file(of: object, in: syntax) else { return WebReply(.internalServerError) }
      let label = settings.has(.wadoMislabelsSyntax) ? TransferSyntax.implicitVRLittleEndian : syntax
      let type = Self.dicom.with("transfer-syntax", label.uid.value)
      guard chosen.isRelated else {
        return WebReply(.ok, fields: ["Content-Type": type.description], content: file)
      }
      parts.append(
        MultipartBody.Part(
          headers: [
            ("Content-Type", type.description),
            ("Content-Location", Self.address(of: object.instance, base: route.base)),
          ], content: { file }))
    }
    return Self.multipart(parts, Self.dicom)
  }

  /// How instances are given.
  private struct Chosen {
    var isRelated: Bool
    /// The transfer syntax asked for; nil for the stored one.
    var target: TransferSyntax?

    /// The transfer syntax of one instance: what can't be had in the standard one, as video, is given as it is.
    func syntax(of object: HeldObject) -> TransferSyntax {
      guard let target, object.isAvailable(in: target) else { return object.instance.transferSyntax }
      return target
    }
  }

  /// The first choice that all objects can be had in.
  private func choice(_ accept: AcceptedTypes, for objects: [HeldObject]) -> Chosen? {
    if settings.has(.wadoIgnoresAccept) { return Chosen(isRelated: true, target: Self.explicit) }
    for choice in accept.choices where choice.covers(Self.dicom) {
      let isRelated = choice.isRelated || objects.count > 1
      if !choice.isRelated, choice.type.type != "*", objects.count > 1 { continue }
      switch settings.has(.wadoIgnoresSyntax) ? nil : choice.transferSyntax {
      case nil:
        return Chosen(isRelated: isRelated || choice.type.type == "*", target: Self.explicit)
      case "*"?: return Chosen(isRelated: isRelated, target: nil)
      case let uid?:
        let target = TransferSyntax(UID(uid))
        guard StorageClasses.transferSyntaxes.contains(uid), objects.allSatisfy({ $0.isAvailable(in: target) }) else {
          continue
        }
        return Chosen(isRelated: isRelated, target: target)
      }
    }
    return nil
  }

  /// The file of an object; nil where it can't be made.
  static func file(of object: HeldObject, in syntax: TransferSyntax) -> ByteBuffer? {
    object.dataSet(in: syntax).flatMap { file(of: $0, in: syntax) }
  }

  /// The file of a data set that is in a transfer syntax already; nil where it can't be written.
  static func file(of dataSet: DataSet, in syntax: TransferSyntax) -> ByteBuffer? {
    try? DICOMFile(
      dataSet, transferSyntax: syntax, implementationClassUID: UID(AssociationRequest.implementationClassUID),
      implementationVersionName: AssociationRequest.implementationVersionName
    ).encoded()
  }

  /// Answers in parts.
  static func multipart(_ parts: [MultipartBody.Part], _ type: MediaType) -> WebReply {
    var generator = SystemRandomNumberGenerator()
    let writer = MultipartWriter(MultipartBoundary(random: &generator))
    guard let content = try? MultipartBody(parts, writer: writer).whole() else { return WebReply(.internalServerError) }
    return WebReply(.ok, fields: ["Content-Type": writer.contentType(type).description], content: content)
  }

  /// Answers with attributes (PS3.18 §10.4.1.1.2).
  func metadata(_ request: ReceivedRequest, _ route: WebRoute) -> WebReply {
    let objects = objects(route)
    guard !objects.isEmpty else { return WebReply(.notFound) }
    let type = MediaType("application", "dicom+json")
    let accept = AcceptedTypes(request, parameter: route.value("accept"))
    guard accept.takes(type) || accept.takes(MediaType("application", "json")) else { return WebReply(.notAcceptable) }
    var output: [UInt8] = [UInt8(ascii: "[")]
    for (index, object) in objects.enumerated() {
      guard let dataSet = object.dataSet else { return WebReply(.internalServerError) }
      if index > 0 { output.append(UInt8(ascii: ",")) }
      output += model(of: dataSet, at: Self.address(of: object.instance, base: route.base))
    }
    output.append(UInt8(ascii: "]"))
    return Self.json(output)
  }

  /// The model of a data set, its pixel data by address. They come last of all that a composite instance has, but for
  /// padding, which is left out.
  private func model(of dataSet: DataSet, at address: String) -> [UInt8] {
    var attributes = DataSet(dataSet.elements.filter { $0.tag < .pixelData && $0.tag.group != 0x7FE0 })
    if settings.has(.wadoDropsMetadata) {
      attributes[.referringPhysicianName] = nil
      attributes[.studyDescription] = nil
    }
    var output = DICOMJSON.write(attributes, characterSet: .utf8)
    guard let pixels = dataSet[.pixelData] else { return output }
    let tag = Tag.pixelData.hexadecimal
    let place = settings.has(.wadoBreaksBulkData) ? "frames/999999" : "bulkdata/\(tag)"
    output.removeLast()
    if output.count > 1 { output.append(UInt8(ascii: ",")) }
    output += Array(#""\#(tag)":{"vr":"\#(pixels.vr.rawValue)","BulkDataURI":"\#(address)/\#(place)"}}"#.utf8)
    return output
  }

  /// Answers with the pixel data of each instance (PS3.18 §10.4.1.1.5), in native form.
  func bulkData(_ request: ReceivedRequest, _ route: WebRoute) -> WebReply {
    let objects = objects(route)
    guard !objects.isEmpty else { return WebReply(.notFound) }
    guard takesOctets(request, route) else { return WebReply(.notAcceptable) }
    var parts: [MultipartBody.Part] = []
    for object in objects {
      guard object.isAvailable(in: Self.explicit) else { return WebReply(.notAcceptable) }
      guard let element = object.dataSet(in: Self.explicit)?[.pixelData], case .bytes(let bytes) = element.value else {
        continue
      }
      let address = "\(Self.address(of: object.instance, base: route.base))/bulkdata/\(Tag.pixelData.hexadecimal)"
      parts.append(part(bytes, at: address))
    }
    return parts.isEmpty ? WebReply(.notFound) : Self.multipart(parts, Self.octets)
  }

  /// Answers with frames of one instance (PS3.18 §10.4.1.1.6), in native form.
  func frames(_ numbers: [Int], _ request: ReceivedRequest, _ route: WebRoute) -> WebReply {
    guard let object = objects(route).first, route.instance != nil else { return WebReply(.notFound) }
    guard takesOctets(request, route), object.isAvailable(in: Self.explicit) else { return WebReply(.notAcceptable) }
    guard let dataSet = object.dataSet(in: Self.explicit),
      let frames = try? DecodedPixels(dataSet, Self.explicit).frames
    else { return WebReply(.notFound) }
    var parts: [MultipartBody.Part] = []
    for number in numbers {
      let number = settings.has(.wadoGivesAnyFrame) ? 1 : number
      guard number >= 1, number <= frames.count else { return WebReply(.notFound) }
      var frame = frames[number - 1]
      if settings.has(.wadoShiftsFrames), frame.count > 2 { frame = Array(frame.dropFirst(2)) + frame.prefix(2) }
      let address = "\(Self.address(of: object.instance, base: route.base))/frames/\(number)"
      parts.append(part(ByteBuffer(bytes: frame), at: address))
    }
    return Self.multipart(parts, Self.octets)
  }

  private func part(_ bytes: ByteBuffer, at address: String) -> MultipartBody.Part {
    let type = Self.octets.with("transfer-syntax", Self.explicit.uid.value)
    return MultipartBody.Part(
      headers: [("Content-Type", type.description), ("Content-Location", address)], content: { bytes })
  }

  /// Whether uninterpreted bytes in the native form are taken.
  private func takesOctets(_ request: ReceivedRequest, _ route: WebRoute) -> Bool {
    AcceptedTypes(request, parameter: route.value("accept")).choices.contains { choice in
      choice.covers(Self.octets) && [nil, "*", Self.explicit.uid.value].contains(choice.transferSyntax)
    }
  }

  /// Answers with images for display (PS3.18 §10.4.1.1.3).
  func rendered(_ numbers: [Int], _ request: ReceivedRequest, _ route: WebRoute) -> WebReply {
    let objects = objects(route)
    guard !objects.isEmpty else { return WebReply(.notFound) }
    let type = MediaType("image", "jpeg")
    let accept = AcceptedTypes(request, parameter: route.value("accept"))
    guard accept.takes(type) || accept.choices.contains(where: { $0.isRelated && $0.covers(type) }),
      !settings.has(.wadoRefusesRendered)
    else { return WebReply(.notAcceptable) }
    var pictures: [ByteBuffer] = []
    for object in objects {
      for number in numbers.isEmpty ? [1] : numbers {
        guard let picture = RenderedPicture(object, frame: number) else { return WebReply(.notAcceptable) }
        pictures.append(picture.jpeg)
      }
    }
    let label = settings.has(.wadoMislabelsRendered) ? MediaType("image", "png") : type
    guard let only = pictures.first, pictures.count == 1 else {
      return Self.multipart(
        pictures.map { picture in
          MultipartBody.Part(headers: [("Content-Type", label.description)], content: { picture })
        }, type)
    }
    return WebReply(.ok, fields: ["Content-Type": label.description], content: only)
  }
}
