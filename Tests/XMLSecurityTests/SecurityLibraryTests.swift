import Testing

@testable import XMLSecurity

@Suite("The signature library")
struct SecurityLibraryTests {
  @Test("It can be made ready")
  func ready() { #expect(SecurityLibrary.isReady) }
}
