import Foundation
import TestPeers
import Testing
import XMLSecurity
import XMLTree

@testable import IHE

@Suite("User assertions")
struct UserAssertionTests {
  private static let audience = "http://registry/"
  private static let now = Date()

  private struct Issuer {
    let authority: CertificateAuthority
    let files: (key: String, certificate: String)
    let certificate: String
    let identity: SigningIdentity

    init(_ kind: CertificateAuthority.Key = .p256) throws {
      authority = try CertificateAuthority()
      files = try authority.issue("issuer", names: "DNS:issuer.example", key: kind)
      certificate = try String(contentsOfFile: files.certificate, encoding: .utf8)
      identity = try SigningIdentity(
        key: try String(contentsOfFile: files.key, encoding: .utf8), certificate: certificate)
    }
  }

  private static let assertion = UserAssertion(
    issuer: "urn:assay:issuer", subject: "orla", now: now, audience: audience,
    texts: [
      .subjectID: "Orla Quill", .organization: "Trust & Co", .organizationID: "urn:oid:1.2.3",
      .homeCommunityID: "urn:oid:1.2.4", .resourceID: "9990000018^^^&2.16.840.1.113883.2.1.4.1&ISO",
    ], roles: [AssertionCode("66862007", scheme: "2.16.840.1.113883.6.96", display: "Radiologist")],
    purposeOfUse: AssertionCode("TREAT", scheme: "2.16.840.1.113883.5.8"))

  private static func message(_ headers: [MarkupElement]) -> [UInt8] {
    Envelope(
      action: "urn:a", messageID: "urn:uuid:1", to: audience, headers: headers,
      body: MarkupElement("x:Query", [.init("xmlns:x", "urn:x")])
    ).document
  }

  private static func read(
    _ message: [UInt8], _ issuer: Issuer, audience: String? = audience
  ) throws -> ReceivedAssertion {
    try ReceivedAssertion(message: message, trusting: [issuer.certificate], audience: audience, now: now)
  }

  @Test("A good assertion is believed within its message, with all that it says")
  func good() throws {
    let issuer = try Issuer()
    let read = try Self.read(Self.message(try Self.assertion.headers(signedBy: issuer.identity)), issuer)
    #expect(read.faults.isEmpty)
    #expect(read.issuer == "urn:assay:issuer" && read.subject == "orla")
    #expect(read.confirmation == "urn:oasis:names:tc:SAML:2.0:cm:bearer")
    #expect(read.authentication == Self.assertion.authentication && read.begin?.isEmpty == false)
    #expect(read.texts == Self.assertion.texts)
    #expect(read.roles == Self.assertion.roles && read.purposeOfUse == Self.assertion.purposeOfUse)
  }

  @Test("Each bent assertion is not believed, for its own reason", arguments: AssertionBend.allCases)
  func bent(bend: AssertionBend) throws {
    let issuer = try Issuer()
    let read = try Self.read(Self.message(try Self.assertion.headers(signedBy: issuer.identity, bend: bend)), issuer)
    let expected: [ReceivedAssertion.Fault] =
      switch bend {
      case .missing: [.missing]
      case .unsigned: [.unsigned]
      case .expired: [.expired]
      case .notYetValid: [.notYetValid]
      case .wrongAudience: [.wrongAudience]
      case .altered, .foreignKey: [.badSignature(.mismatch)]
      case .wrappedBefore: [.several, .wrapped]
      case .wrappedInside, .wrappedElsewhere: [.several, .wrapped]
      case .wrappedSameID: [.several, .badSignature(.ambiguous(id: Self.assertion.id))]
      }
    #expect(read.faults == expected)
    if AssertionBend.wrappings.contains(bend) || bend == .altered { #expect(read.subject == "orla-forged") }
  }

  @Test("The good signature of a wrapped assertion is good still, so that its refusal is one of the wrapping")
  func wrappings() throws {
    let issuer = try Issuer()
    for bend in AssertionBend.wrappings where bend != .wrappedSameID {
      let message = Self.message(try Self.assertion.headers(signedBy: issuer.identity, bend: bend))
      let found = try SignatureVerification.signatures(in: message, trusting: [issuer.certificate])
      #expect(found.map(\.fault) == [nil], "\(bend)")
      #expect(found.first?.covers?.id == Self.assertion.id, "\(bend)")
    }
  }

  @Test(
    "pysaml2 finds assertions in the form of SAML, their signatures good, and reads what they say",
    arguments: [CertificateAuthority.Key.p256, .rsa2048])
  func judged(kind: CertificateAuthority.Key) throws {
    let issuer = try Issuer(kind)
    var assertion = Self.assertion
    let text = String(decoding: try assertion.signed(by: issuer.identity), as: UTF8.self)
    let lines = try AssertionPeer.judge(text, certificate: issuer.files.certificate)
    #expect(lines.prefix(5) == ["valid", "signed", "urn:assay:issuer", "orla", Self.audience])
    #expect(lines.contains("urn:oasis:names:tc:xspa:1.0:subject:organization Trust & Co"))
    #expect(lines.contains("urn:oasis:names:tc:xacml:2.0:subject:role Role 66862007 2.16.840.1.113883.6.96"))
    #expect(lines.contains("urn:oasis:names:tc:xspa:1.0:subject:purposeofuse PurposeOfUse TREAT 2.16.840.1.113883.5.8"))
    let altered = text.replacing(">orla<", with: ">piet<")
    #expect(try AssertionPeer.judge(altered, certificate: issuer.files.certificate).prefix(2) == ["valid", "unsigned"])
    assertion.confirmation = .holderOfKey(certificate: "AAAA")
    let held = String(decoding: try assertion.signed(by: issuer.identity), as: UTF8.self)
    #expect(try AssertionPeer.judge(held, certificate: issuer.files.certificate).prefix(2) == ["valid", "signed"])
  }

  @Test(
    "Assertions of pysaml2 are believed where they are good, and nowhere else",
    arguments: [
      ("good", [ReceivedAssertion.Fault]()), ("unsigned", [.unsigned]), ("expired", [.expired]),
      ("altered", [.badSignature(.mismatch)]), ("other-audience", [.wrongAudience]),
    ])
  func others(kind: String, faults: [ReceivedAssertion.Fault]) throws {
    let issuer = try Issuer(.rsa2048)
    let made = try AssertionPeer.make(kind, key: issuer.files.key, certificate: issuer.files.certificate)
    let assertion = made.hasPrefix("<?xml") ? String(made.drop { $0 != ">" }.dropFirst()) : made
    var header = MarkupElement("w:Security", [.init("xmlns:w", AssertionNamespace.security)])
    header.content = [.written(Array(assertion.utf8))]
    let read = try Self.read(Self.message([header]), issuer)
    #expect(read.faults == faults)
    #expect(read.issuer == "pysaml2" && read.subject == "orla")
    #expect(read.texts[.subjectID] == (kind == "altered" ? "Orla Queen" : "Orla Quill"))
  }

  @Test("An assertion for nobody in particular is taken by who asks for no audience; a begin of its time is enough")
  func conditions() throws {
    let issuer = try Issuer()
    var open = Self.assertion
    open.audience = nil
    let message = Self.message(try open.headers(signedBy: issuer.identity))
    #expect(try Self.read(message, issuer).faults == [.wrongAudience])
    #expect(try Self.read(message, issuer, audience: nil).faults.isEmpty)
    let text = String(decoding: message, as: UTF8.self)
    let conditions = try #require(text.firstMatch(of: #/<saml2:Conditions [^>]*>/#)).output
    func faults(_ other: String) throws -> [ReceivedAssertion.Fault] {
      let bent = Array(text.replacing(conditions, with: other).utf8)
      return try Self.read(bent, issuer, audience: nil).faults.filter { $0 != .badSignature(.mismatch) }
    }
    let endless = conditions.replacing(#/ NotOnOrAfter="[^"]*"/#, with: "")
    #expect(try faults(String(endless)).isEmpty)
    #expect(try faults(String(endless.replacing(#/ NotBefore="[^"]*"/#, with: ""))) == [.noTime])
    #expect(try faults(String(endless.replacing(#/NotBefore="[^"]*"/#, with: "NotBefore=\"soon\""))) == [.noTime])
  }

  @Test("Codes are read as they are written, and others are none")
  func codes() {
    #expect(AssertionCode("A^B^1.2") == AssertionCode("A", scheme: "1.2", display: "B"))
    #expect(AssertionCode("A^^1.2") == AssertionCode("A", scheme: "1.2"))
    for text in ["", "A", "A^B", "^B^1", "A^B^", "A^B^1^2"] { #expect(AssertionCode(text) == nil, "\(text)") }
  }

  @Test("20,000 mutants of a message with an assertion: never a trap, and no other user is believed")
  func mutants() throws {
    let issuer = try Issuer()
    let message = Self.message(try Self.assertion.headers(signedBy: issuer.identity))
    let pieces = ["<saml2:Assertion>", "</ds:Signature>", "orla", "NotOnOrAfter=\"2999-01-01T00:00:00Z\"", "Z", "&#0;"]
    var mutator = Mutator(generator: SeededGenerator(state: 41), pieces: pieces.map { Array($0.utf8) })
    for _ in 0..<20_000 {
      guard let read = try? Self.read(mutator.mutant(of: message), issuer), read.faults.isEmpty else { continue }
      #expect(read.subject == "orla" && read.roles == Self.assertion.roles && read.texts == Self.assertion.texts)
    }
  }
}
