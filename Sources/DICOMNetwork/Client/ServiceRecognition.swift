/// Tells by their first bytes which services answer where a DICOM peer was expected.
enum ServiceRecognition {
  /// Name of the service; nil for DICOM and for what is not known.
  static func service(of bytes: some Collection<UInt8>) -> String? {
    let start = Array(bytes.prefix(16))
    let known: [(prefix: [UInt8], name: String)] = [
      (Array("HTTP/".utf8), "HTTP"), (Array("SSH-".utf8), "SSH"), (Array("220".utf8), "SMTP or FTP"),
      (Array("RFB ".utf8), "VNC"), (Array("+OK".utf8), "POP3"), (Array("* OK".utf8), "IMAP"),
      (Array("MSH|".utf8), "HL7"), ([0x0B], "HL7 over MLLP"), ([0x15, 0x03], "TLS (an alert)"),
      ([0x16, 0x03], "TLS (a handshake)"), (Array("<!DOCTYPE".utf8), "HTML"), (Array("<html".utf8), "HTML"),
      (Array("<?xml".utf8), "XML"),
    ]
    return known.first { start.starts(with: $0.prefix) }?.name
  }
}
