/// What a web peer does wrong below the level of any service; each case says where it leaves the way of HTTP. Content and
/// its type are the test's own, so that every service can be answered so.
public enum WebMisbehaviour: String, CaseIterable, Sendable {
  /// Nothing wrong: the control.
  case none
  // Before the content
  case closesAtRequest
  case resetsAtRequest
  case neverAnswers
  case dripsHead
  case greetsAsSSH
  case answersTLSAlert
  case answersGarbage
  case closesInHead
  case sendsHeaderField50MB
  case sendsHeaderFieldsWithoutEnd
  case sendsTwoContentLengths
  case sendsNegativeContentLength
  case sendsHeaderFieldWithoutColon
  case answersInterimOnly
  case redirectsToItself
  // The content
  case closesInContent
  case resetsInContent
  case closesBeforeLastChunk
  case sendsBadChunkSize
  case hangsInContent
  case dripsContent
  case sendsContentWithoutEnd
  case sendsShortContentLength
  case sendsBombInGzip
  case sendsGarbageAsGzip
  case cutsGzip

  /// What it does with a request, for a good answer with this content.
  public func acts(type: String, body: [UInt8]) -> [WebAct] {
    let length = "Content-Length: \(body.count)"
    let fields = ["Content-Type: \(type)", length]
    let half = Array(body.prefix(max(1, body.count / 2)))
    let chunk = Array(String(body.count, radix: 16).utf8) + [0x0D, 0x0A] + body + [0x0D, 0x0A]
    let chunked = ["Content-Type: \(type)", "Transfer-Encoding: chunked"]
    let gzipped = ["Content-Type: \(type)", "Content-Encoding: gzip"]
    func head(_ fields: [String]) -> [UInt8] { WebAct.head("200 OK", fields) }
    func text(_ text: String) -> [UInt8] { Array(text.utf8) }
    switch self {
    case .none: return [.send(head(fields) + body)]
    case .closesAtRequest: return [.close]
    case .resetsAtRequest: return [.reset]
    case .neverAnswers: return [.hang]
    case .dripsHead: return [.drip(head(fields + ["X-Filler: " + String(repeating: "x", count: 4_096)])), .hang]
    case .greetsAsSSH: return [.send(text("SSH-2.0-OpenSSH_9.2p1\r\n")), .hang]
    case .answersTLSAlert: return [.send([0x15, 3, 1, 0, 2, 2, 70]), .close]
    case .answersGarbage: return [.send([0, 1, 2, 3, 4, 5, 6, 7]), .close]
    case .closesInHead: return [.send(text("HTTP/1.1 200 OK\r\nContent-Ty")), .close]
    case .sendsHeaderField50MB:
      return [.send(text("HTTP/1.1 200 OK\r\nX-Long: "))]
        + Array(repeating: .send([UInt8](repeating: 0x78, count: 1 << 20)), count: 50) + [.send(text("\r\n\r\n"))]
    case .sendsHeaderFieldsWithoutEnd: return [.send(text("HTTP/1.1 200 OK\r\n")), .flood(text("X-More: more\r\n"))]
    case .sendsTwoContentLengths: return [.send(head(fields + ["Content-Length: \(body.count + 1)"]) + body), .close]
    case .sendsNegativeContentLength: return [.send(head(["Content-Length: -5"]) + body), .close]
    case .sendsHeaderFieldWithoutColon: return [.send(head(["this is no header field"]) + body), .close]
    case .answersInterimOnly: return [.send(text("HTTP/1.1 100 Continue\r\n\r\n")), .close]
    case .redirectsToItself: return [.send(WebAct.head("302 Found", ["Location: /", "Content-Length: 0"]))]
    case .closesInContent: return [.send(head(fields) + half), .close]
    case .resetsInContent: return [.send(head(fields) + half), .reset]
    case .closesBeforeLastChunk: return [.send(head(chunked) + chunk), .close]
    case .sendsBadChunkSize: return [.send(head(chunked) + text("xyz\r\n") + body), .close]
    case .hangsInContent: return [.send(head(fields) + half), .hang]
    case .dripsContent:
      return [
        .send(head(["Content-Type: \(type)", "Content-Length: 100000"])),
        .drip([UInt8](repeating: 0x20, count: 99_999)), .hang,
      ]
    case .sendsContentWithoutEnd:
      return [.send(head(["Content-Type: \(type)"])), .flood([UInt8](repeating: 0x20, count: 1 << 16))]
    case .sendsShortContentLength:
      return [.send(head(["Content-Type: \(type)", "Content-Length: \(half.count)"]) + body)]
    case .sendsBombInGzip: return [.send(head(gzipped)), .flood(GzipBytes.member(zeros: 1 << 20))]
    case .sendsGarbageAsGzip: return [.send(head(gzipped + [length]) + body)]
    case .cutsGzip:
      let member = GzipBytes.member(body)
      return [.send(head(gzipped + ["Content-Length: \(member.count - 8)"]) + member.dropLast(8))]
    }
  }
}
