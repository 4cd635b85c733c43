import FHIR
import Testing

@Suite("Releases of FHIR")
struct ReleaseTests {
  @Test(
    "a version tells its release",
    arguments: [
      ("1.0.2", Release.dstu2), ("3.0.2", .stu3), ("4.0.1", .r4), ("4.3.0", .r4b), ("5.0.0", .r5),
      ("3.5.0", nil), ("", nil), ("4", nil),
    ])
  func version(text: String, release: Release?) {
    #expect(Release(version: text) == release)
  }
}
