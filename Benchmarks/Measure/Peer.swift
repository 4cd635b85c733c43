import DICOM
import DICOMNetwork
import Foundation
import NIOCore

/// The peer that is measured against.
struct Peer {
  var address: DICOMAddress
  var title: String

  /// Associations with one C-ECHO each, released, one after the other.
  func echo(until end: ContinuousClock.Instant, clock: ContinuousClock) async throws -> Work {
    let (address, request) = (address, request(for: "1.2.840.10008.1.1", as: .implicitVRLittleEndian))
    return try await DICOMAssociation.onOneThread { thread in
      var done = Work()
      while clock.now < end {
        let association = try await DICOMAssociation.open(to: address, request: request, group: thread.loop)
        let response = try await association.echo()
        guard response.status == .success else { throw MeasureError.status(response.status) }
        _ = try await association.release()
        done.count += 1
      }
      return done
    }
  }

  /// One association, on which the data set of each file is sent as it lies on disk.
  func store(_ paths: some Collection<String>) async throws -> Work {
    var association: DICOMAssociation?
    var done = Work()
    for path in paths {
      let (header, length) = try Self.header(of: path)
      guard let sopClass = header.metaInformation.uid(.mediaStorageSOPClassUID),
        let instance = header.metaInformation.uid(.mediaStorageSOPInstanceUID)
      else { throw MeasureError.noObject(path) }
      let open: DICOMAssociation
      if let association {
        open = association
      } else {
        open = try await DICOMAssociation.open(
          to: address, request: request(for: sopClass.value, as: header.transferSyntax))
        association = open
      }
      let file = DataSetFile(path: path, offset: header.dataSetOffset, length: length - header.dataSetOffset)
      let response = try await open.store(
        StoreRequest(
          sopClassUID: sopClass.value, sopInstanceUID: instance.value,
          transferSyntax: header.transferSyntax.uid.value, source: .file(file)))
      guard response.status == .success else { throw MeasureError.status(response.status) }
      done.count += 1
      done.bytes += file.length
    }
    _ = try await association?.release()
    return done
  }

  /// One query for every study (PS3.4 §C.6.2), its responses counted and decoded.
  func find() async throws -> Work {
    let model = "1.2.840.10008.5.1.4.1.2.2.1"
    var keys = DataSet()
    try keys.set(Tag(0x0008, 0x0052), "STUDY")
    for tag in [Tag.studyDate, .patientName, .patientID, .studyInstanceUID] { try keys.set(tag, "") }
    let association = try await DICOMAssociation.open(
      to: address, request: request(for: model, as: .implicitVRLittleEndian))
    guard let context = association.acceptance.context(abstractSyntax: model) else { throw MeasureError.usage }
    let result = try await association.find(
      FindRequest(
        sopClassUID: model, identifier: try keys.encoded(as: .implicitVRLittleEndian), limit: 1_000_000,
        byteLimit: 1 << 30),
      in: context)
    if let status = result.completion?.status, status != .success { throw MeasureError.status(status) }
    var done = Work()
    for match in result.matches {
      let study = try DataSet(decoding: match.identifier, as: .implicitVRLittleEndian)
      guard study.uid(.studyInstanceUID) != nil else { throw MeasureError.noObject("a response") }
      done.count += 1
      done.bytes += match.identifier.readableBytes
    }
    _ = try await association.release()
    return done
  }

  /// What stands before the data set of a file, and the file's length.
  static func header(of path: String) throws -> (header: DICOMFileHeader, length: Int) {
    guard let file = fopen(path, "rb") else { throw MeasureError.unreadable(path) }
    defer { fclose(file) }
    guard fseek(file, 0, SEEK_END) == 0, case let length = ftell(file), length > 0 else {
      throw MeasureError.unreadable(path)
    }
    rewind(file)
    let wanted = min(length, DICOMFileHeader.usualLength)
    var buffer = ByteBuffer()
    buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { fread($0.baseAddress, 1, wanted, file) }
    guard buffer.readableBytes == wanted else { throw MeasureError.unreadable(path) }
    return (try DICOMFileHeader(reading: buffer), length)
  }

  private func request(for abstractSyntax: String, as syntax: TransferSyntax) -> AssociationRequest {
    AssociationRequest(
      calledAETitle: title, callingAETitle: "ASSAY",
      contexts: AssociationRequest.contexts([(abstractSyntax, [syntax.uid.value])]))
  }
}
