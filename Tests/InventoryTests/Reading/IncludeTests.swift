import Inventory
import Specification
import Testing

@testable import Inventory

@Suite("Networks of several files")
struct IncludeTests {
  private static let head = "edition: 1\nkind: network\n"

  private static func site(_ id: String, port: Int = 104, title: String? = nil, memberOf: String? = nil) -> String {
    """
      - id: \(id)
        name: \(title ?? id)
    \(memberOf.map { "    member-of: [\($0)]\n" } ?? "")\
        systems:
          - id: pacs
            vendor: V
            product: P
            roles: [archive]
            endpoints:
              dicom: { host: \(id).example, port: \(port), ae-title: A, tls: { trust: ca.pem } }

    """
  }

  private static func file(_ id: String, _ sites: [String], more: String = "") -> String {
    "\(head)id: \(id)\ntitle: The \(id)\n\(more)" + (sites.isEmpty ? "" : "sites:\n\(sites.joined())")
  }

  private static func read(_ files: [String: String]) throws -> InventoryReader.Reading<Network> {
    let top = try SourceText(path: "top.yaml", bytes: Array((files["top.yaml"] ?? "").utf8))
    return InventoryReader.network(top, rules: nil) { place throws(UnreadableText) in
      guard let text = files[place] else { return try InventoryReader.unreachable(place) }
      return try SourceText(path: place, bytes: Array(text.utf8))
    }
  }

  @Test("Two includes are one network, whose paths stay relative to their own files")
  func merged() throws {
    let reading = try Self.read([
      "top.yaml": Self.file("both", [], more: "include: [north/n.yaml, south/s.yaml]\n"),
      "north/n.yaml": Self.file("north", [Self.site("york")], more: "calling-ae-title: NORTH\n"),
      "south/s.yaml": Self.file("south", [Self.site("bath"), Self.site("hull")]),
    ])
    #expect(reading.diagnostics.map(\.rendered) == [])
    let network = try #require(reading.value)
    #expect(network.sites.map(\.id) == ["york", "bath", "hull"])
    #expect(network.parts.map(\.id) == ["both"] && network.parts.first?.sites.count == 3)
    #expect(network.includedFiles == ["north/n.yaml", "south/s.yaml"])
    let endpoints = network.sites.map { $0.systems.first?.endpoints[.dicom] }
    guard case .dicom(let york)?? = endpoints.first, case .dicom(let bath)?? = endpoints.dropFirst().first else {
      Issue.record("no endpoints")
      return
    }
    #expect(york.tls?.trust == "north/ca.pem" && york.callingAETitle == "NORTH")
    #expect(bath.tls?.trust == "south/ca.pem" && bath.callingAETitle == nil)
  }

  @Test("Networks that are not merged stay apart, and a site that both list alike is a member of both")
  func apart() throws {
    let reading = try Self.read([
      "top.yaml": Self.file("both", [], more: "merges: false\ninclude: [n.yaml, s.yaml]\n"),
      "n.yaml": Self.file("north", [Self.site("york"), Self.site("hull")]),
      "s.yaml": Self.file("south", [Self.site("hull"), Self.site("bath")]),
    ])
    #expect(reading.diagnostics.map(\.rendered) == [])
    let parts = try #require(reading.value).parts
    #expect(parts.map(\.id) == ["north", "south"] && parts.map(\.title) == ["The north", "The south"])
    #expect(parts.map { $0.sites.map(\.id) } == [["york", "hull"], ["hull", "bath"]])
  }

  @Test("A file that two networks include is read once, and its site is a member of both")
  func diamond() throws {
    let reading = try Self.read([
      "top.yaml": Self.file("both", [], more: "merges: false\ninclude: [n.yaml, s.yaml]\n"),
      "n.yaml": Self.file("north", [Self.site("york")], more: "include: [shared.yaml]\n"),
      "s.yaml": Self.file("south", [Self.site("bath")], more: "include: [shared.yaml]\n"),
      "shared.yaml": Self.file("shared", [Self.site("hub")]),
    ])
    #expect(reading.diagnostics.map(\.rendered) == [])
    let network = try #require(reading.value)
    #expect(network.parts.map { $0.sites.map(\.id) } == [["york", "hub"], ["hub", "bath"]])
    #expect(network.includedFiles.sorted() == ["n.yaml", "s.yaml", "shared.yaml"])
  }

  @Test("A prefix keeps sites of one id apart")
  func prefix() throws {
    let south = Self.file("south", [Self.site("york", port: 105)])
    let reading = try Self.read([
      "top.yaml": Self.file("both", [Self.site("york")], more: "include: [{file: s.yaml, prefix: south}]\n"),
      "s.yaml": south,
    ])
    #expect(reading.diagnostics.map(\.rendered) == [])
    #expect(reading.value?.sites.flatMap(\.systems).map(\.reference) == ["york/pacs", "south-york/pacs"])
  }

  @Test(
    "What does not fit together is told with the file and the place",
    arguments: [
      (
        ["n.yaml": file("n", [site("york")], more: "include: [top.yaml]\n")], "n.yaml:5:11: error: `top.yaml` includes",
        "include-cycle"
      ),
      (
        ["n.yaml": file("n", [site("hull", port: 105)])], "top.yaml:5:11: error: there is another site `hull`",
        "site-conflict"
      ),
      (
        ["n.yaml": file("n", [site("york").replacing("york.example", with: "hull.example")])],
        "n.yaml:9:13: error: york/pacs and hull/pacs of top.yaml", "endpoint-twice"
      ),
      ([:], "top.yaml:5:11: error: `n.yaml` cannot be read: there is no such file", "unreadable-file"),
      (
        ["n.yaml": file("n", [site("york", memberOf: "m")])], "n.yaml:8:17: error: there is no network `m`",
        "unknown-network"
      ),
      (["n.yaml": "edition: 1\nkind: bid\n"], "n.yaml:2:7: error: a file of kind `network`", "wrong-kind"),
      (["n.yaml": file("n", [], more: "")], "n.yaml:1:1: error: a network file needs at least one of", "one-of-keys"),
    ])
  func faults(files: [String: String], message: String, rule: String) throws {
    let top = ["top.yaml": Self.file("top", [Self.site("hull")], more: "include: [n.yaml]\n")]
    let reading = try Self.read(top.merging(files) { $1 })
    #expect(reading.value == nil)
    let found = try #require(reading.diagnostics.first { $0.code == rule }, "\(reading.diagnostics.map(\.rendered))")
    #expect(found.rendered.hasPrefix(message), "\(found.rendered)")
    #expect(rule == "unreadable-file" || found.sourceLine != nil)
  }

  @Test("A file outside the folder is not read")
  func outside() throws {
    let reading = try Self.read(["top.yaml": Self.file("top", [], more: "include: [../n.yaml]\n")])
    #expect(reading.diagnostics.map(\.code) == ["include-outside-folder"])
  }
}
