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
    let request = request(for: "1.2.840.10008.1.1", as: .implicitVRLittleEndian)
    var done = Work()
    while clock.now < end {
      let association = try await DICOMAssociation.open(to: address, request: request)
      let response = try await association.echo()
      guard response.status == .success else { throw MeasureError.status(response.status) }
      _ = try await association.release()
      done.count += 1
    }
    return done
  }

  /// One association, on which each file is read when it is its turn, decoded, encoded and sent: what a sender does that
  /// looks at what it sends.
  func store(_ paths: some Collection<String>) async throws -> Work {
    var association: DICOMAssociation?
    var done = Work()
    for path in paths {
      let file = try DICOMFile(reading: Self.bytes(of: path))
      guard let sopClass = file.dataSet.uid(.sopClassUID), let instance = file.dataSet.uid(.sopInstanceUID) else {
        throw MeasureError.noObject(path)
      }
      let dataSet = try file.dataSet.encoded(as: file.transferSyntax)
      let open: DICOMAssociation
      if let association {
        open = association
      } else {
        open = try await DICOMAssociation.open(
          to: address, request: request(for: sopClass.value, as: file.transferSyntax))
        association = open
      }
      let response = try await open.store(
        StoreRequest(
          sopClassUID: sopClass.value, sopInstanceUID: instance.value, transferSyntax: file.transferSyntax.uid.value,
          dataSet: dataSet))
      guard response.status == .success else { throw MeasureError.status(response.status) }
      done.count += 1
      done.bytes += dataSet.readableBytes
    }
    _ = try await association?.release()
    return done
  }

  /// The bytes of a file, read where they stay: a copy of every large object would show in the figures.
  private static func bytes(of path: String) throws -> ByteBuffer {
    guard let file = fopen(path, "rb") else { throw MeasureError.unreadable(path) }
    defer { fclose(file) }
    guard fseek(file, 0, SEEK_END) == 0, case let length = ftell(file), length > 0 else {
      throw MeasureError.unreadable(path)
    }
    rewind(file)
    var buffer = ByteBuffer()
    buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: length) { fread($0.baseAddress, 1, length, file) }
    guard buffer.readableBytes == length else { throw MeasureError.unreadable(path) }
    return buffer
  }

  private func request(for abstractSyntax: String, as syntax: TransferSyntax) -> AssociationRequest {
    AssociationRequest(
      calledAETitle: title, callingAETitle: "ASSAY",
      contexts: AssociationRequest.contexts([(abstractSyntax, [syntax.uid.value])]))
  }
}
