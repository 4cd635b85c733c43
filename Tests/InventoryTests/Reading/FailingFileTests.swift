import Foundation
import Inventory
import Specification
import Testing

/// A good file with one thing changed, and the first line of what is reported.
struct Failing: Sendable, CustomTestStringConvertible {
  var sort: FileKind
  var old: String
  var new: String
  var rule: String
  var line: String

  init(_ sort: FileKind, _ old: String, _ new: String, _ rule: String, _ line: String) {
    (self.sort, self.old, self.new, self.rule, self.line) = (sort, old, new, rule, line)
  }

  var testDescription: String { "\(sort.rawValue): \(new)" }

  func reported() throws -> (diagnostics: [Diagnostic], hasValue: Bool) {
    func reported<Value>(_ reading: InventoryReader.Reading<Value>) -> ([Diagnostic], Bool) {
      (reading.diagnostics, reading.value != nil)
    }
    func source(_ good: String) throws -> SourceText {
      let range = try #require(good.range(of: old))
      return try Sample.source(good.replacingCharacters(in: range, with: new), "f.yaml")
    }
    return switch sort {
    case .network: reported(InventoryReader.network(try source(Sample.network), rules: Sample.rules))
    case .bid: reported(InventoryReader.bid(try source(Sample.bid), rules: Sample.rules))
    case .declaration: reported(InventoryReader.declaration(try source(Sample.declaration), rules: Sample.rules))
    case .assessment:
      reported(InventoryReader.assessment(try source(Sample.assessment), rules: Sample.rules, bid: "acme"))
    case .baseline: reported(InventoryReader.baseline(try source(Sample.baseline)))
    case .tender: reported(InventoryReader.tender(try source(Sample.tender)))
    default: reported(InventoryReader.waivers(try source(Sample.waivers)))
    }
  }
}

@Suite("Reading bad inventories")
struct FailingFileTests {
  static let cases: [Failing] = [
    Failing(
      .tender, "{quality: 60, price: 40}", "{quality: 60, price: 30}", "weight-sum",
      ":9:20: error: quality 60 and price 30 add up to 90, not to 100"),
    Failing(
      .tender, "{quality: 70, price: 30}", "{quality: 70, price: 31}", "weight-sum",
      ":14:58: error: quality 70 and price 31 add up to 101, not to 100"),
    Failing(
      .tender, "formula: linear", "formula: lowest-over-price", "zero-at",
      ":10:46: error: `zero-at` means nothing with `lowest-over-price`"),
    Failing(.tender, "zero-at: 1.5", "zero-at: 1.0", "zero-at", ":10:35: error: `zero-at` must be more than 1"),
    Failing(.tender, "GBP", "pounds", "currency", ":10:50: error: `pounds` is not a currency's code"),
    Failing(
      .tender, "id: viewer", "id: archive", "duplicate-id", ":15:10: error: there is a lot `archive` already"),
    Failing(.tender, "lot: viewer}", "lot: vewer}", "unknown-lot", ":19:27: error: there is no lot `vewer`"),
    Failing(
      .tender, "bids/best, lot: viewer", "bids/best", "lot-of-bid",
      ":19:11: error: the bid does not say which lot it is for"),
    Failing(
      .tender, "bids/best", "bids/acme", "repeated-entry", ":19:11: error: `bids/acme` stands in `bids` already"),
    Failing(
      .tender, "[STO-01]", "[STO-01, STO-01]", "repeated-entry",
      ":12:17: error: `STO-01` stands in `gates` already"),
    Failing(.baseline, "STO-02@1", "STO-01@3", "duplicate-answer", ":10:19: error: `STO-01` stands here already"),
    Failing(
      .baseline, "STO-02@1", "STO-02", "requirement-reference",
      ":10:19: error: `STO-02` is not a requirement with its revision"),
    Failing(.baseline, "2/3", "2/0", "baseline-credit", ":10:56: error: `2/0` is not an exact fraction"),
    Failing(.network, "id: south", "id: north", "duplicate-id", ":50:9: error: there is a site `north` already"),
    Failing(
      .network, "id: shut", "id: pacs", "duplicate-id", ":55:15: error: there is a system `pacs` at this site already"),
    Failing(
      .network, "[archive, viewer]", "[archive, vewer]", "unknown-role", ":15:26: error: there is no role `vewer`"),
    Failing(
      .network, "[archive, viewer]", "[archive, archive]", "repeated-entry",
      ":15:26: error: `archive` stands in `roles` already"),
    Failing(.network, "RGT01", "rgt01", "organisation-code", ":9:15: error: `rgt01` is not an ODS code"),
    Failing(.network, "RGT01", "RG", "organisation-code", ":9:15: error: `RG` is not an ODS code"),
    Failing(
      .network, "HARNESS", "HARNESS-AE-TITLE-", "application-entity-title",
      ":5:19: error: `HARNESS-AE-TITLE-` is not an AE title"),
    Failing(
      .network, "ae-title: ARCHIVE", "ae-title: A\\B", "application-entity-title",
      ":20:23: error: `A\\B` is not an AE title"),
    Failing(
      .network, "PROBE", "PRÖBE", "application-entity-title", ":21:31: error: `PRÖBE` is not an AE title"),
    Failing(
      .network, "LISTENER_TLS", "LISTENER_IN", "duplicate-id",
      ":58:15: error: there is a listener with the AE title `LISTENER_IN` already"),
    Failing(
      .network, "host: harness.example\n    port: 2762", "host: 127.0.0.1\n    port: 11120", "duplicate-id",
      ":60:11: error: there is a listener on `127.0.0.1` port 11120 already"),
    Failing(.network, "PROBE", "\"  \"", "missing-value", ":21:31: error: `calling-ae-title` is empty"),
    Failing(
      .network, ", key: me.key", "", "certificate-without-key", ":22:48: error: `certificate` stands without `key`"),
    Failing(
      .network, "certificate: me.pem, ", "", "certificate-without-key",
      ":22:40: error: `key` stands without `certificate`"),
    Failing(
      .network, "https://pacs", "ftp://pacs", "address",
      ":23:28: error: `url` must be an `http` or `https` address with a host"),
    Failing(
      .network, "http://[::1]/fhir", "http:///fhir", "address",
      ":31:24: error: `url` must be an `http` or `https` address with a host"),
    Failing(
      .network, "https://xds", "https://me:secret@xds", "address-credentials",
      ":32:23: error: `url` must not hold a user name or a password"),
    Failing(
      .network, "https://pacs", "http://pacs", "unused-tls", ":23:71: error: an `http` address has no TLS"),
    Failing(
      .network, ", tls: { certificate: a.pem, key: a.key, trust: ca.pem } }", " }", "listener-without-tls",
      ":74:58: error: a listener over TLS needs `tls`"),
    Failing(
      .network, "transport: tls,", "transport: tcp,", "unused-tls", ":74:68: error: `tcp` has no TLS"),
    Failing(
      .network, "port: 6515", "port: 6514", "duplicate-id",
      ":76:39: error: there is a listener on `127.0.0.1` port 6514 already"),
    Failing(
      .network, "tls: { trust: ca.pem } }",
      "authorization: { basic: { user: \"me:you\", password: { environment: PASSWORD } } } }", "user-name",
      ":23:99: error: `me:you` is no user name of basic authorization"),
    Failing(
      .network, "tls: { trust: ca.pem } }",
      "authorization: { bearer: { token: { environment: secret@value } } } }", "environment-variable",
      ":23:116: error: `environment` must be the name of an environment variable"),
    Failing(
      .network, "tls: { trust: ca.pem } }",
      "authorization: { oauth2: { token-url: login, client-id: me, client-secret: { file: secret } } } }", "address",
      ":23:105: error: `token-url` must be an `http` or `https` address with a host"),
    Failing(
      .network, "host: time.example", "host: \"time.example:123\"", "host-name",
      ":43:24: error: `time.example:123` is not a host name or an address"),
    Failing(.network, "1.2.3,", "1.02.3,", "object-identifier", ":32:69: error: `1.02.3` is not an OID"),
    Failing(
      .network, "1.2.4", "urn:oid:1.2.4", "object-identifier", ":32:95: error: `urn:oid:1.2.4` is not an OID"),
    Failing(
      .network, "\"06:30\"", "\"22:00\"", "empty-window", ":47:55: error: the window ends when it begins"),
    Failing(
      .network, "port: 11112", "port: 0", "out-of-range", ":19:19: error: `port` must be between 1 and 65535, not 0"),
    Failing(
      .network, "version: \"3.1\"", "verson: \"3.1\"", "unknown-key", ":14:9: error: unknown key `verson` in a system"),
    Failing(
      .bid, "id: manual", "id: statement", "duplicate-id", ":7:11: error: there is a document `statement` already"),
    Failing(
      .bid, "docs/manual.html", "./docs//statement.pdf", "duplicate-path",
      ":7:25: error: document `statement` has this path already"),
    Failing(
      .bid, "docs/manual.html", "docs/../../x", "path-outside-folder",
      ":7:25: error: `docs/../../x` leads out of the bid's folder"),
    Failing(
      .bid, "declaration.yaml", "../declaration.yaml", "path-outside-folder",
      ":16:14: error: `../declaration.yaml` leads out of the bid's folder"),
    Failing(
      .bid, "docs/manual.html", "/etc/passwd", "wrong-value",
      ":7:25: error: `path` must be a relative path with `/`, not `/etc/passwd`"),
    Failing(
      .bid, "[statement, manual]", "[statment]", "unknown-document", ":13:17: error: there is no document `statment`"),
    Failing(.bid, "roles: [viewer]", "roles: [printer]", "unknown-role", ":15:15: error: there is no role `printer`"),
    Failing(
      .bid, Sample.digest, "0" + Sample.digest.dropFirst(2), "digest",
      ":6:74: error: `sha256` must be 64 hexadecimal digits"),
    Failing(
      .bid, Sample.digest, "g" + Sample.digest.dropFirst(1), "digest",
      ":6:74: error: `sha256` must be 64 hexadecimal digits"),
    Failing(
      .bid, "kind: bid", "kind: network", "wrong-kind",
      ":2:7: error: a file of kind `bid` is expected here, not `network`"),
    Failing(
      .declaration, "specification: imaging", "specification: other", "other-specification",
      ":3:16: error: the declaration answers `other`, not `imaging`"),
    Failing(
      .declaration, "QRY-01@1", "QRY-02@1", "unknown-requirement", ":7:20: error: there is no requirement `QRY-02`"),
    Failing(.declaration, "STO-01@2", "STO-01@1", "stale-revision", ":6:20: error: `STO-01` has revision 2, not 1"),
    Failing(.declaration, "QRY-01@1", "STO-01@2", "duplicate-answer", ":7:20: error: `STO-01@2` is answered already"),
    Failing(
      .declaration, "QRY-01@1", "QRY-01", "requirement-reference",
      ":7:20: error: `QRY-01` is not a requirement with its revision"),
    Failing(
      .declaration, "document: statement, ", "", "page-without-document",
      ":6:69: error: `page` stands without `document`"),
    Failing(
      .assessment, "specification: imaging", "specification: other", "other-specification",
      ":3:16: error: the assessment is of `other`, not `imaging`"),
    Failing(
      .assessment, "bid: acme", "bid: bolt", "other-bid",
      ":5:6: error: the assessment is of the bid `bolt`, not `acme`"),
    Failing(.assessment, "STO-01@2", "STO-01@1", "stale-revision", ":7:18: error: `STO-01` has revision 2, not 1"),
    Failing(
      .assessment, "evidence: claim", "evidence: clam", "unknown-evidence",
      ":8:15: error: there is no evidence `clam`"),
    Failing(
      .assessment, "evidence: claim", "evidence: live", "not-a-statement",
      ":8:15: error: `live` of `STO-01@2` is a probe, which is no reading of a document"),
    Failing(
      .assessment, "sha256: 0", "sha256: x", "digest", ":12:13: error: `sha256` must be 64 hexadecimal digits"),
    Failing(
      .assessment, "[first, second]", "[first, first]", "repeated-entry",
      ":11:25: error: `first` stands in `evaluators` already"),
    Failing(
      .waivers, "STO-01@2", "STO-01@02", "requirement-reference",
      ":4:18: error: `STO-01@02` is not a requirement with its revision"),
    Failing(
      .waivers, "expires: 2026-01-01", "expires: 2025-12-31", "date-order",
      ":9:14: error: the waiver expires before it is granted, 2026-01-01"),
    Failing(
      .waivers, "south/pacs", "south/pacs/x", "waiver-scope",
      ":5:20: error: `south/pacs/x` is neither a site nor a `site/system`"),
    Failing(
      .waivers, "2026-01-01", "2026-02-30", "wrong-value", ":8:14: error: `granted` must be a date, not `2026-02-30`"),
  ]

  @Test("A fault is reported at its place, with its line, and nothing is returned", arguments: cases)
  func fails(_ failing: Failing) throws {
    let (diagnostics, hasValue) = try failing.reported()
    #expect(!hasValue)
    let first = try #require(diagnostics.first)
    let lines = first.rendered.split(separator: "\n")
    #expect(lines.first.map(String.init) == "f.yaml" + failing.line)
    #expect(first.code == failing.rule)
    #expect((first.sourceLine == nil) == ["address-credentials", "environment-variable"].contains(failing.rule))
    #expect(!diagnostics.contains { $0.rendered.contains("secret@") })
    #expect(diagnostics == diagnostics.sorted())
  }

  @Test("Every rule has a file that breaks it")
  func rules() {
    // The one warning, the marks and files that include each other have tests of their own.
    let others: Set = [
      "other-version", "not-an-assessment", "unknown-mark", "mark-of-nobody", "include-cycle", "include-outside-folder",
      "answer-of-nobody", "abstained-and-given", "repeated-number", "site-conflict", "endpoint-twice",
      "unknown-network",
    ]
    let shown = Set(Self.cases.map(\.rule)).union(others)
    #expect(InventoryRule.allCases.filter { !shown.contains($0.rawValue) } == [])
  }

  @Test("Without rules, roles, revisions and the specification's name are not judged")
  func withoutRules() throws {
    let roles = Sample.network.replacingOccurrences(of: "viewer", with: "printer")
    #expect(InventoryReader.network(try Sample.source(roles, "n.yaml"), rules: nil).value != nil)
    let stale = Sample.declaration.replacingOccurrences(of: "STO-01@2", with: "STO-01@1")
    #expect(InventoryReader.declaration(try Sample.source(stale, "d.yaml"), rules: nil).value != nil)
  }
}
