import FHIR
import Testing

@Suite("Pages of a search")
struct SearchPagesTests {
  private func bundle(_ entries: String, next: String? = nil, total: Int = 3) throws -> Resource {
    let link = next.map { #","link":[{"relation":"next","url":"\#($0)"}]"# } ?? ""
    return try Resource(
      json: Array(#"{"resourceType":"Bundle","type":"searchset","total":\#(total),"entry":[\#(entries)]\#(link)}"#.utf8)
    )
  }

  private let match = #"{"resource":{"resourceType":"Patient","id":"1"},"search":{"mode":"match"}}"#

  @Test("Matches, what came along and issues are told apart")
  func modes() throws {
    var pages = SearchPages(base: "http://h/fhir", type: "Patient", pageLimit: 5)
    pages.take(
      try bundle(
        match + #","# + #"{"resource":{"resourceType":"Organization","id":"2"}},"#
          + #"{"resource":{"resourceType":"Patient","id":"3"},"search":{"mode":"include"}},"#
          + #"{"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"x"}]}}"#))
    #expect(pages.matches.map(\.id) == ["1"])
    #expect(pages.included.map(\.id) == ["2", "3"])
    #expect(pages.issues.map(\.code) == ["x"])
    #expect(pages.total == 3)
    #expect(pages.end == .complete)
  }

  @Test(
    "The next page is asked of the same origin only, once, and within bounds",
    arguments: [
      ("http://h/fhir?page=2", SearchPages.End?.none), ("/fhir?page=2", nil), ("http://H:80/other", nil),
      ("http://h:8080/fhir?page=2", .otherOrigin), ("https://h/fhir?page=2", .otherOrigin),
      ("http://evil/fhir?page=2", .otherOrigin), ("ftp://h/x", .otherOrigin), ("http://h@evil/x", .otherOrigin),
    ])
  func origin(_ next: String, end: SearchPages.End?) throws {
    var pages = SearchPages(base: "http://h/fhir", type: "Patient", pageLimit: 5)
    pages.take(try bundle(match, next: next))
    #expect(pages.end == end)
    #expect((pages.next != nil) == (end == nil))
  }

  @Test("A page that comes again, and more pages than asked for, end the walk; what came twice is told")
  func ends() throws {
    var loop = SearchPages(base: "http://h/fhir", type: "Patient", pageLimit: 5)
    loop.take(try bundle(match, next: "http://h/fhir?page=2"))
    loop.take(try bundle(match, next: "http://h/fhir?page=2"))
    #expect(loop.end == .loop)
    #expect(loop.repeated == ["Patient/1"])
    var long = SearchPages(base: "http://h/fhir", type: "Patient", pageLimit: 2)
    long.take(try bundle(match, next: "http://h/fhir?page=2"))
    long.take(try bundle("", next: "http://h/fhir?page=3"))
    #expect(long.end == .limit)
    var broken = SearchPages(base: "http://h/fhir", type: "Patient", pageLimit: 2)
    broken.take(try Resource(json: Array(#"{"resourceType":"OperationOutcome"}"#.utf8)))
    #expect(broken.end == .broken)
  }
}
