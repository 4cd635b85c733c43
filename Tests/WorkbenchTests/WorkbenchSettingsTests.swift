import Testing
import Workbench

@Suite("Settings of the workbench")
struct WorkbenchSettingsTests {
  @Test(
    "Without a token the page is served on loopback alone",
    arguments: ["0.0.0.0", "192.0.2.1", "::", "127.example.org"])
  func token(host: String) throws {
    #expect(WorkbenchSettings(folder: ".", host: host) == nil)
    let tokens = try AccessTokens(file: "a-token-of-some-length")
    #expect(WorkbenchSettings(folder: ".", host: host, tokens: tokens) != nil)
  }

  @Test("Loopback needs no token", arguments: ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
  func loopback(host: String) { #expect(WorkbenchSettings(folder: ".", host: host) != nil) }
}
