import Testing
import Workbench

@Suite("Settings of the workbench")
struct WorkbenchSettingsTests {
  @Test(
    "Without a token the page is served on loopback alone",
    arguments: ["0.0.0.0", "192.0.2.1", "::", "127.example.org"])
  func token(host: String) {
    #expect(WorkbenchSettings(folder: ".", host: host) == nil)
    #expect(WorkbenchSettings(folder: ".", host: host, token: "") == nil)
    #expect(WorkbenchSettings(folder: ".", host: host, token: "secret") != nil)
  }

  @Test("Loopback needs no token", arguments: ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
  func loopback(host: String) { #expect(WorkbenchSettings(folder: ".", host: host) != nil) }
}
