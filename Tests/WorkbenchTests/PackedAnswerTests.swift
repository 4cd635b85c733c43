import Foundation
import TestPeers
import Testing

@testable import Workbench

@Suite("Answers that browsers take packed")
struct PackedAnswerTests {
  private static let script = """
    import gzip, sys, urllib.request
    def get(path, **fields):
        request = urllib.request.Request(sys.argv[1] + path, headers={k.replace('_', '-'): v for k, v in fields.items()})
        with urllib.request.urlopen(request) as answer:
            return answer.headers, answer.read()
    for path in sys.argv[2:]:
        plain, whole = get(path)
        packed, small = get(path, Accept_Encoding='br;q=1.0, gzip;q=0.8')
        refused, same = get(path, Accept_Encoding='gzip;q=0')
        print(plain['Content-Encoding'], packed['Content-Encoding'], refused['Content-Encoding'], packed['Vary'],
              gzip.decompress(small) == whole == same, len(small) < len(whole) * 0.7, plain['ETag'] == packed['ETag'])
        try:
            get(path, Accept_Encoding='gzip', If_None_Match=packed['ETag'])
        except urllib.error.HTTPError as error:
            print(error.code)
    """

  @Test("A report and a style sheet are sent as gzip to who takes it, each form with its own tag, and once")
  func packed() async throws {
    let served = try await ServedWorkshop.fresh()
    let ended = try await PeerClient.python(
      Self.script,
      ["http://127.0.0.1:\(served.port)", "/runs/\(served.first)/report", "/assets/\(Asset.style.name)"], within: 60)
    let line = "None gzip None Accept-Encoding True True False\n304\n"
    #expect(ended.status == 0 && ended.output == line + line, "\(ended.output)")
  }

  @Test(
    "What a browser says it takes is read",
    arguments: [
      ("gzip", true), ("br, GZIP", true), ("gzip;q=0.5", true), ("x-gzip", true), ("gzip;q=0", false),
      ("gzip; q=0.000", false), ("br", false), ("", false), ("gzipped", false),
    ])
  func accepted(text: String, takes: Bool) {
    let visit = Visit(
      method: .get, authority: "", path: "/", query: [], fields: [.acceptEncoding: text],
      session: Sessions(tokens: nil).session(cookies: [], authorization: nil).session)
    #expect(visit.takesGzip == takes)
  }
}
