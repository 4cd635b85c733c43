import ReferenceNetwork
import Testing

@Suite("The reference network")
struct ReferenceNetworkTests {
  @Test("It can be made")
  func made() { _ = ReferenceNetwork() }
}
