import NIOCore
import NIOSSL

/// Holds the certificate of a peer against the name that it must bear (RFC 9525 §6).
///
/// The library's own check takes a certificate for the address of the socket whatever name was asked for, so that one of
/// another service on the same machine would pass.
package enum PeerName {
  /// Refuses a certificate whose alternative names are for others. One without any was held against its common name by
  /// the library.
  package static func require(
    _ name: String, on pipeline: ChannelPipeline.SynchronousOperations
  ) throws(PeerNameMismatch) {
    guard let certificate = try? pipeline.nioSSL_peerCertificate(), let der = try? certificate.toDERBytes(),
      let facts = try? CertificateReader.read(der)
    else { throw PeerNameMismatch(name: name, found: nil) }
    guard facts.names.isEmpty || facts.isFor(name) else {
      throw PeerNameMismatch(name: name, found: facts.namesForPeople)
    }
  }
}

/// The peer showed a trusted certificate that is for another name.
package struct PeerNameMismatch: Error, CustomStringConvertible {
  let name: String
  /// The names that it is for; nil where it can't be read.
  let found: [String]?

  /// A sentence for people.
  package var description: String {
    guard let found else { return "the certificate's names can't be read" }
    let shown = found.prefix(8).joined(separator: ", ") + (found.count > 8 ? ", …" : "")
    return "the certificate is for \(shown.isEmpty ? "no name" : shown), not for \(name)"
  }
}
