/// Reads an X.509 certificate (RFC 5280 §4.1).
enum CertificateReader {
  /// What a certificate says.
  static func read(_ der: [UInt8]) throws(TLSViolation) -> CertificateFacts {
    var facts = CertificateFacts(der: der)
    var outer = DERReader(der[...])
    var certificate = try outer.next("a certificate", tag: 0x30).reader
    var body = try certificate.next("the certificate's body", tag: 0x30).reader
    var algorithm = try certificate.next("the signature algorithm", tag: 0x30).reader
    let identifier = DERReader.objectIdentifier(try algorithm.next("an algorithm", tag: 0x06).contents)
    facts.signatureAlgorithm = CertificateIdentifiers.signatures[identifier] ?? identifier
    if body.nextTag == 0xA0 { _ = try body.next("the version") }
    facts.serialNumber = hexadecimal(try body.next("the serial number", tag: 0x02).contents.prefix(64))
    _ = try body.next("the signature algorithm", tag: 0x30)
    let issuer = try body.next("the issuer", tag: 0x30)
    var validity = try body.next("the validity", tag: 0x30).reader
    facts.notBefore = try DERReader.time(try validity.next("the beginning of validity"))
    facts.notAfter = try DERReader.time(try validity.next("the end of validity"))
    let subject = try body.next("the subject", tag: 0x30)
    facts.issuer = try distinguishedName(issuer)
    facts.subject = try distinguishedName(subject)
    facts.isSelfIssued = issuer.contents == subject.contents
    try key(try body.next("the public key", tag: 0x30), into: &facts)
    while !body.isAtEnd {
      let element = try body.next("the extensions")
      guard element.tag == 0xA3 else { continue }
      var wrapper = element.reader
      var list = try wrapper.next("the extensions", tag: 0x30).reader
      var count = 0
      while !list.isAtEnd, count < 64 {
        count += 1
        try anExtension(try list.next("an extension", tag: 0x30), into: &facts)
      }
    }
    return facts
  }

  private static func distinguishedName(_ name: DERReader.Element) throws(TLSViolation) -> String {
    var reader = name.reader
    var parts: [String] = []
    while !reader.isAtEnd, parts.count < 32 {
      var set = try reader.next("a relative distinguished name", tag: 0x31).reader
      while !set.isAtEnd, parts.count < 32 {
        var pair = try set.next("an attribute", tag: 0x30).reader
        let type = DERReader.objectIdentifier(try pair.next("an attribute's type", tag: 0x06).contents)
        parts.append("\(CertificateIdentifiers.attributes[type] ?? type)=\(DERReader.text(try pair.next("a value")))")
      }
    }
    return parts.joined(separator: ", ")
  }

  private static func key(_ element: DERReader.Element, into facts: inout CertificateFacts) throws(TLSViolation) {
    var reader = element.reader
    var algorithm = try reader.next("the key's algorithm", tag: 0x30).reader
    let identifier = DERReader.objectIdentifier(try algorithm.next("an algorithm", tag: 0x06).contents)
    facts.keyType = CertificateIdentifiers.keys[identifier] ?? identifier
    let bits = try reader.next("the key", tag: 0x03)
    switch facts.keyType {
    case "RSA":
      var inner = DERReader(bits.contents.dropFirst(), origin: bits.offset + 1)
      var pair = try inner.next("an RSA key", tag: 0x30).reader
      facts.keyBits = length(try pair.next("the modulus", tag: 0x02).contents)
    case "EC":
      guard algorithm.nextTag == 0x06 else { return }
      let curve = DERReader.objectIdentifier(try algorithm.next("the curve").contents)
      facts.curve = CertificateIdentifiers.curves[curve]?.name ?? curve
      facts.keyBits = CertificateIdentifiers.curves[curve]?.bits
    case "DSA":
      guard algorithm.nextTag == 0x30 else { return }
      var parameters = try algorithm.next("the parameters").reader
      facts.keyBits = length(try parameters.next("the prime", tag: 0x02).contents)
    case "Ed25519": facts.keyBits = 255
    case "Ed448": facts.keyBits = 448
    default: break
    }
  }

  private static func length(_ integer: ArraySlice<UInt8>) -> Int {
    let digits = integer.drop { $0 == 0 }
    guard let first = digits.first else { return 0 }
    return digits.count * 8 - first.leadingZeroBitCount
  }

  private static func anExtension(
    _ element: DERReader.Element, into facts: inout CertificateFacts
  ) throws(TLSViolation) {
    var reader = element.reader
    let identifier = DERReader.objectIdentifier(try reader.next("an extension's identifier", tag: 0x06).contents)
    if reader.nextTag == 0x01 { _ = try reader.next("whether it is critical") }
    let wrapped = try reader.next("an extension's value", tag: 0x04)
    var value = wrapped.reader
    switch identifier {
    case "2.5.29.17":
      var names = try value.next("the names", tag: 0x30).reader
      while !names.isAtEnd, facts.names.count < 256 {
        let name = try names.next("a name")
        switch name.tag {
        case 0x82: facts.names.append(.dns(DERReader.text(name)))
        case 0x87: facts.names.append(.address(Array(name.contents.prefix(16))))
        default: facts.names.append(.other)
        }
      }
    case "2.5.29.19":
      var constraints = try value.next("the basic constraints", tag: 0x30).reader
      facts.isAuthority = false
      if constraints.nextTag == 0x01 {
        facts.isAuthority = try constraints.next("whether it is an authority").contents.first ?? 0 != 0
      }
    case "2.5.29.15":
      let bits = try value.next("the key usage", tag: 0x03).contents.dropFirst()
      facts.keyUsage = CertificateIdentifiers.usages.enumerated().compactMap { index, name in
        let byte = bits.dropFirst(index / 8).first ?? 0
        return byte & (0x80 >> UInt8(index % 8)) == 0 ? nil : name
      }
    case "2.5.29.37":
      var usages = try value.next("the extended key usage", tag: 0x30).reader
      var names: [String] = []
      while !usages.isAtEnd, names.count < 32 {
        let usage = DERReader.objectIdentifier(try usages.next("a usage", tag: 0x06).contents)
        names.append(CertificateIdentifiers.extendedUsages[usage] ?? usage)
      }
      facts.extendedKeyUsage = names
    case "2.5.29.31": facts.distributionPoints = try locations(wrapped)
    case "1.3.6.1.5.5.7.1.1":
      var methods = try value.next("the authority's information", tag: 0x30).reader
      while !methods.isAtEnd, facts.responders.count < 16 {
        var method = try methods.next("an access method", tag: 0x30).reader
        let kind = DERReader.objectIdentifier(try method.next("a method", tag: 0x06).contents)
        let location = try method.next("a location")
        if kind == "1.3.6.1.5.5.7.48.1", location.tag == 0x86 { facts.responders.append(DERReader.text(location)) }
      }
    case "1.3.6.1.5.5.7.1.24": facts.demandsStapling = true
    default: break
    }
  }

  /// URIs of distribution points: point [0] fullName [0] URI [6] (RFC 5280 §4.2.1.13).
  private static func locations(_ wrapped: DERReader.Element) throws(TLSViolation) -> [String] {
    var outer = wrapped.reader
    var points = try outer.next("the distribution points", tag: 0x30).reader
    var found: [String] = []
    while !points.isAtEnd, found.count < 16 {
      var point = try points.next("a distribution point", tag: 0x30).reader
      guard point.nextTag == 0xA0 else { continue }
      var name = try point.next("its name").reader
      guard name.nextTag == 0xA0 else { continue }
      var full = try name.next("its full name").reader
      while !full.isAtEnd, found.count < 16 {
        let location = try full.next("a location")
        if location.tag == 0x86 { found.append(DERReader.text(location)) }
      }
    }
    return found
  }

  private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
