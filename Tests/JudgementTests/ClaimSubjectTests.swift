import DICOM
import Evidence
import Specification
import Testing

@testable import Judgement

/// Which claims an assertion over a statement rests on.
@Suite("What an assertion asks of claims")
struct ClaimSubjectTests {
  private static func claim(
    _ kind: Claim.Kind, name: String? = nil, uid: String? = nil, role: Claim.Role? = nil, property: String? = nil,
    detail: ClaimDetail? = nil
  ) -> Claim {
    Claim(
      kind: kind, uid: uid, name: name, role: role, property: property, detail: detail, evidence: [], method: "test",
      confidence: 90)
  }

  private static let source = claim(
    .ihe, detail: .integration(.init(profile: "XDS-I.b", actor: "Imaging Document Source", option: "Set of DICOM")))
  private static let consumer = claim(
    .ihe, detail: .integration(.init(profile: "XDS-I.b", actor: "Imaging Document Consumer")))
  private static let search = claim(
    .dicomweb, role: .originServer, detail: .web(.init(service: "QIDO-RS", resource: "Studies")))
  private static let admit = claim(
    .hl7Message, detail: .message(.init(event: "ADT^A01", structure: "ADT_A01", direction: .inbound)))
  private static let read = claim(
    .fhir, role: .server, detail: .resource(.init(resource: "ImagingStudy", interaction: "read")))
  private static let key = claim(
    .queryKey, role: .scp, detail: .queryKey(.init(tag: "(0010,0020)", level: "PATIENT", matching: ["wildcard"])))
  private static let tls = claim(.securityProfile, name: "BCP 195 TLS Secure Transport Connection Profile")
  private static let fuzzy = claim(.extendedNegotiation, name: "Fuzzy", property: "fuzzy-semantic-matching")
  private static let disc = claim(.mediaProfile, name: "STD-GEN-CD", role: .fileSetCreator)

  private static let all = [source, consumer, search, admit, read, key, tls, fuzzy, disc]

  private func field(_ name: String) -> Path.Segment { .field(name) }
  private static func key(_ text: String) -> Path.Segment { .key(.value(.string(text))) }

  private func matches(_ segments: [Path.Segment]) -> [Claim] {
    let subject = ClaimSubject(
      path: Path(segments: segments, text: "", span: Sample.span), variables: [:])
    return Self.all.filter(subject.matches)
  }

  @Test("Claims are found by kind, by what stands in brackets, and by role")
  func found() {
    let profile: [Path.Segment] = [field("ihe"), Self.key("XDS-I.b")]
    #expect(matches(profile + [field("support")]) == [Self.source, Self.consumer])
    #expect(
      matches(profile + [field("actors"), Self.key("Imaging Document Source"), field("support")]) == [Self.source])
    #expect(matches([field("ihe"), Self.key("XCA"), field("support")]).isEmpty)
    let web: [Path.Segment] = [field("dicomweb"), Self.key("QIDO-RS")]
    #expect(matches(web + [field("origin-server")]) == [Self.search])
    #expect(matches(web + [field("user-agent")]).isEmpty)
    #expect(matches(web + [field("resources"), Self.key("Series"), field("origin-server")]).isEmpty)
    let message: [Path.Segment] = [field("hl7-message"), Self.key("ADT^A01")]
    #expect(matches(message + [field("inbound")]) == [Self.admit])
    #expect(matches(message + [field("outbound")]).isEmpty)
    #expect(matches([field("fhir"), Self.key("ImagingStudy"), field("interactions")]) == [Self.read])
    #expect(matches([field("fhir"), Self.key("Patient"), field("interactions")]).isEmpty)
    #expect(
      matches([field("query-key"), .key(.value(.tag(Tag(0x0010, 0x0020)))), field("scp")])
        == [Self.key])
    #expect(matches([field("query-key"), .key(.value(.tag(Tag(0x0010, 0x0010))))]).isEmpty)
    #expect(
      matches([field("security-profile"), Self.key("BCP 195 TLS Secure Transport Connection Profile")]) == [Self.tls])
    #expect(matches([field("extended-negotiation"), Self.key("fuzzy-semantic-matching")]) == [Self.fuzzy])
    #expect(matches([field("media-profile"), Self.key("STD-GEN-CD"), field("fsc")]) == [Self.disc])
    #expect(matches([field("media-profile"), Self.key("STD-GEN-CD"), field("fsr")]).isEmpty)
  }

  @Test("What selects all, or by something else than the key, leaves no claim of the kind aside")
  func selections() {
    let actors: [Path.Segment] = [field("actors"), Self.key("Imaging Document Source"), field("support")]
    #expect(matches([field("ihe"), .all] + actors) == [Self.source])
    #expect(matches([field("ihe"), .index(0)] + actors) == [Self.source])
    #expect(matches([field("ihe"), .filter("support", .value(.string("supported")))] + actors) == [Self.source])
    #expect(
      matches([field("security-profile"), .filter("support", .value(.string("supported"))), field("name")])
        == [Self.tls])
    #expect(matches([field("query-key"), .filter("name", .value(.string("PatientID"))), field("scp")]) == [Self.key])
    #expect(matches([field("ihe"), .filter("profile", .value(.string("XCA")))]).isEmpty)
    #expect(matches([field("media-profile"), .filter("name", .value(.string("STD-GEN-CD")))]) == [Self.disc])
  }

  @Test("Who denies all extended negotiation denies what is negotiated for SOP classes, and nothing else")
  func negotiation() {
    func matches(_ name: String, _ polarity: Claim.Polarity) -> Bool {
      var whole = Self.claim(.extendedNegotiation, property: "extended-negotiation")
      whole.polarity = polarity
      return ClaimSubject(
        path: Path(segments: [field("extended-negotiation"), Self.key(name)], text: "", span: Sample.span),
        variables: [:]
      ).matches(whole)
    }
    #expect(matches("relational-queries", .notSupported) && !matches("relational-queries", .supported))
    #expect(!matches("user-identity", .notSupported))
    #expect(matches("extended-negotiation", .supported))
  }

  @Test("A list's element leads back to the claims that put it there")
  func elements() {
    func elements(_ segments: [Path.Segment], _ claim: Claim) -> [String] {
      ClaimSubject(path: Path(segments: segments, text: "", span: Sample.span), variables: [:]).elements(of: claim)
    }
    #expect(elements([field("fhir"), Self.key("ImagingStudy"), field("interactions")], Self.read) == ["read"])
    #expect(elements([field("fhir"), Self.key("ImagingStudy"), field("operations")], Self.read) == [])
    #expect(elements([field("query-key"), field("matching")], Self.key) == ["wildcard"])
    #expect(
      elements([field("ihe"), Self.key("XDS-I.b"), field("actors"), field("options")], Self.source)
        == ["Set of DICOM"])
  }
}
