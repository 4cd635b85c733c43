import DICOM
import Testing

@testable import DICOMWeb

@Suite("Addresses of searches")
struct SearchQueryTests {
  @Test("Each resource of PS3.18 Table 10.6.1-1 has its path, and no other exists")
  func resources() {
    func path(_ level: SearchResource.Level, _ study: String? = nil, _ series: String? = nil) -> String? {
      SearchResource(level, study: study, series: series)?.path
    }
    #expect(path(.studies) == "/studies")
    #expect(path(.series) == "/series")
    #expect(path(.instances) == "/instances")
    #expect(path(.series, "1.2") == "/studies/1.2/series")
    #expect(path(.instances, "1.2") == "/studies/1.2/instances")
    #expect(path(.instances, "1.2", "1.2.3") == "/studies/1.2/series/1.2.3/instances")
    #expect(path(.studies, "1.2") == nil && path(.series, "1.2", "1.3") == nil && path(.instances, nil, "1.3") == nil)
    // A UID from a peer never becomes more of a path than its own place.
    #expect(path(.series, "../x?y") == "/studies/..%2Fx%3Fy/series")
  }

  @Test("Parameters are written as PS3.18 §8.3.4 has them")
  func parameters() {
    var query = SearchQuery()
    #expect(query.text == "")
    let sequence = Tag(0x0040, 0x0275)
    query.matches = [
      SearchQuery.Match([Tag(0x0010, 0x0010)], ["Müller*"]), SearchQuery.Match([.studyInstanceUID], ["1.2", "1.3"]),
      SearchQuery.Match([sequence, Tag(0x0040, 0x1001)], ["a&b"]),
      SearchQuery.Match([Tag(0x0009, 0x0010)], ["x,y"]),
    ]
    query.include = .attributes([[Tag(0x0008, 0x1030)], [sequence, Tag(0x0032, 0x1060)]])
    query.fuzzyMatching = true
    query.limit = 10
    query.offset = 20
    #expect(
      query.text
        == "?PatientName=M%C3%BCller*&StudyInstanceUID=1.2,1.3&RequestAttributesSequence.RequestedProcedureID=a%26b"
        + "&00090010=x%2Cy&includefield=StudyDescription"
        + "&includefield=RequestAttributesSequence.RequestedProcedureDescription&fuzzymatching=true&limit=10&offset=20")
    query.naming = .tag
    #expect(query.text.hasPrefix("?00100010=M%C3%BCller*&0020000D=1.2,1.3&00400275.00401001=a%26b"))
    query.include = .all
    #expect(query.text.contains("&includefield=all&"))
  }
}
