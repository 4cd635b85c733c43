import Foundation
import TestPeers
import Testing

@testable import XMLSecurity

@Suite("Signatures within an element")
struct EnvelopedSignatureTests {
  private static let document = Array(
    """
    <e:Envelope xmlns:e="urn:e" xmlns:unused="urn:u"><a:Assertion xmlns:a="urn:a" ID="_1"><a:Issuer>é</a:Issuer>\
    <a:Subject>orla</a:Subject></a:Assertion></e:Envelope>
    """.utf8)

  private struct Bench {
    let authority: CertificateAuthority
    let key: String
    let certificate: String
    let file: String

    init(_ kind: CertificateAuthority.Key = .p256, _ name: String = "issuer") throws {
      authority = try CertificateAuthority()
      let files = try authority.issue(name, names: "DNS:issuer.example", key: kind)
      key = try String(contentsOfFile: files.key, encoding: .utf8)
      certificate = try String(contentsOfFile: files.certificate, encoding: .utf8)
      file = files.certificate
    }

    var identity: SigningIdentity { get throws { try SigningIdentity(key: key, certificate: certificate) } }

    func signed() throws -> [UInt8] {
      try EnvelopedSignature.sign(
        EnvelopedSignatureTests.document, elementWithID: "_1", after: "Issuer", by: try identity)
    }

    func found(_ document: [UInt8]) throws -> [FoundSignature] {
      try SignatureVerification.signatures(in: document, trusting: [certificate])
    }
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test(
    "What is signed here is taken here and by another program, with what it covers",
    arguments: [CertificateAuthority.Key.p256, .rsa2048])
  func signed(kind: CertificateAuthority.Key) throws {
    let bench = try Bench(kind)
    let signed = try bench.signed()
    let found = try #require(try bench.found(signed).first)
    #expect(found.isGoodForItsPlace)
    #expect(found.covers?.path == "/Envelope[1]/Assertion[1]" && found.covers?.id == "_1")
    #expect(bench.certificate.filter { !$0.isWhitespace }.contains(found.certificate ?? "-"))
    #expect(Self.text(signed).contains("</a:Issuer><ds:Signature "))
    #expect(try AssertionPeer.verifies(signed, element: "urn:a:Assertion", certificate: bench.file))
    let altered = Array(Self.text(signed).replacing("orla", with: "piet").utf8)
    #expect(try bench.found(altered).first?.fault == .mismatch)
    #expect(try !AssertionPeer.verifies(altered, element: "urn:a:Assertion", certificate: bench.file))
  }

  @Test("A signature of another key is none, whatever certificate it shows")
  func foreign() throws {
    let bench = try Bench()
    for algorithm in SigningIdentity.Algorithm.allCases {
      let stranger = try SigningIdentity.generated(name: "issuer", algorithm)
      let signed = try EnvelopedSignature.sign(Self.document, elementWithID: "_1", by: stranger)
      #expect(try bench.found(signed).first?.fault == .mismatch)
      #expect(
        try SignatureVerification.signatures(in: signed, trusting: [bench.certificate, stranger.certificate])
          .first?.isGoodForItsPlace == true)
    }
  }

  @Test("A good signature over another element than its own shows what it covers")
  func wrapped() throws {
    let bench = try Bench()
    let signed = Self.text(try bench.signed())
    let start = try #require(signed.range(of: "<ds:Signature "))
    let end = try #require(signed.range(of: "</ds:Signature>"))
    let signature = signed[start.lowerBound..<end.upperBound]
    let original = """
      <a:Assertion xmlns:a="urn:a" ID="_1"><a:Issuer>é</a:Issuer><a:Subject>orla</a:Subject></a:Assertion>
      """
    func wrapping(_ id: String) -> [UInt8] {
      Array(
        """
        <e:Envelope xmlns:e="urn:e"><a:Assertion xmlns:a="urn:a" ID="\(id)"><a:Issuer>é</a:Issuer>\(signature)\
        <a:Subject>piet</a:Subject></a:Assertion>\(original)</e:Envelope>
        """.utf8)
    }
    let moved = try #require(try bench.found(wrapping("_2")).first)
    #expect(moved.fault == nil && !moved.isGoodForItsPlace)
    #expect(moved.place?.path == "/Envelope[1]/Assertion[1]" && moved.covers?.path == "/Envelope[1]/Assertion[2]")
    #expect(try bench.found(wrapping("_1")).first?.fault == .ambiguous(id: "_1"))
  }

  @Test(
    "Signatures of other forms are not taken, with the reason",
    arguments: [
      ("URI=\"#_1\"", "URI=\"\""), ("URI=\"#_1\"", "URI=\"http://127.0.0.1/x\""),
      ("URI=\"#_1\"", "URI=\"#xpointer(id('_1'))\""), ("URI=\"#_1\"", "URI=\"#_9\""),
      ("<ds:Transforms>", "<ds:Transforms><ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/>"),
      ("xmlenc#sha256", "xmldsig#sha1"), ("ecdsa-sha256", "hmac-sha256"),
      ("<ds:Reference ", "<ds:Reference URI=\"#_1\"/><ds:Reference "),
    ])
  func forms(found: String, put: String) throws {
    let bench = try Bench()
    let bent = Array(Self.text(try bench.signed()).replacing(found, with: put, maxReplacements: 1).utf8)
    let signature = try #require(try bench.found(bent).first)
    #expect(signature.fault != nil && signature.fault != .mismatch)
  }

  @Test("What can't be read or signed is a typed error")
  func errors() throws {
    let bench = try Bench()
    let identity = try bench.identity
    #expect(throws: SignatureError.documentType) {
      try bench.found(Array("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>".utf8))
    }
    #expect(throws: SignatureError.notWellFormed(line: 2)) { try bench.found(Array("<a>\n<b></a>".utf8)) }
    #expect(throws: SignatureError.notWellFormed(line: 1)) { try bench.found([]) }
    #expect(throws: SignatureError.noElement(id: "_2")) {
      try EnvelopedSignature.sign(Self.document, elementWithID: "_2", by: identity)
    }
    #expect(throws: SignatureError.ambiguous(id: "1")) {
      try EnvelopedSignature.sign(Array("<a><b ID='1'/><c Id='1'/></a>".utf8), elementWithID: "1", by: identity)
    }
    let deep = String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000)
    #expect(throws: SignatureError.notWellFormed(line: 1)) { try bench.found(Array(deep.utf8)) }
    let many = "<a>" + String(repeating: "<Signature xmlns='\(SignatureVerification.namespace)'/>", count: 17) + "</a>"
    #expect(throws: SignatureError.tooManySignatures(limit: 16)) { try bench.found(Array(many.utf8)) }
  }

  @Test("A key without its certificate, and what is no key, are refused, and no key is shown")
  func identities() throws {
    let (one, other) = (try Bench(), try Bench(.p256, "other"))
    #expect(throws: SignatureError.otherCertificate) {
      try SigningIdentity(key: one.key, certificate: other.certificate)
    }
    #expect(throws: SignatureError.unusableKey) { try SigningIdentity(key: "none", certificate: one.certificate) }
    #expect(throws: SignatureError.unusableCertificate) { try SigningIdentity(key: one.key, certificate: one.key) }
    let identity = try one.identity
    #expect(!"\(identity)".contains("KEY") && !String(reflecting: identity).contains("KEY"))
    var dumped = ""
    dump(identity, to: &dumped)
    #expect(!dumped.contains("PRIVATE"))
  }

  @Test("Signatures of 16 documents at once are looked at side by side")
  func concurrent() async throws {
    let bench = try Bench()
    let signed = try bench.signed()
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 { group.addTask { (try? bench.found(signed).first?.isGoodForItsPlace) ?? false } }
      for await isGood in group { #expect(isGood) }
    }
  }

  @Test("20,000 mutants of a signed message: never a trap, and none is believed that says something else")
  func mutants() throws {
    let bench = try Bench()
    let signed = try bench.signed()
    let pieces = [
      "<ds:Signature>", "ID=\"_1\"", "#_1", "<!DOCTYPE a>", "</a:Assertion>", "&amp;", "\u{0}", "<a:Subject>",
    ]
    var mutator = Mutator(generator: SeededGenerator(state: 40), pieces: pieces.map { Array($0.utf8) })
    var read = 0
    for _ in 0..<20_000 {
      let mutant = mutator.mutant(of: signed)
      guard let found = try? bench.found(mutant) else { continue }
      read += 1
      if found.contains(where: \.isGoodForItsPlace) {
        #expect(Self.text(mutant).contains("<a:Issuer>é</a:Issuer>"))
        #expect(Self.text(mutant).contains("<a:Subject>orla</a:Subject>"))
      }
    }
    #expect(read > 100)
  }
}
