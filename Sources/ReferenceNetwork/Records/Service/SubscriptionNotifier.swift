import HTTPExchange
import NIOCore
import NIOHTTP1

/// Calls the addresses of subscriptions (R4 subscription.html §2.46.7.1).
///
/// A call has no content unless one is asked for, and is made again where it fails.
struct SubscriptionNotifier: Sendable {
  /// A call that is to be made.
  struct Notice: Sendable {
    /// The channel of the Subscription.
    var channel: JSONContent
    /// The resource that it is about.
    var content: JSONContent
  }

  private static let attempts = 6
  private static let limit = 10_000
  /// How late calls come where they come late: between the two times that the profile for simulated networks gives them.
  private static let lateness = Duration.milliseconds(2_400)

  private let line: AsyncStream<Notice>.Continuation
  private let task: Task<Void, Never>

  init(defects: Set<RecordsDefect>, group: any EventLoopGroup) throws(WebFailure) {
    let client = try WebClient(
      WebClientSettings(deadlines: WebDeadlines(connect: .seconds(5), idle: .seconds(10), exchange: .seconds(10))),
      group: group)
    let (stream, line) = AsyncStream.makeStream(of: Notice.self, bufferingPolicy: .bufferingNewest(Self.limit))
    self.line = line
    task = Task {
      await withDiscardingTaskGroup { calls in
        for await notice in stream { calls.addTask { await Self.call(notice, by: client, defects) } }
        calls.cancelAll()
      }
      await client.close()
    }
  }

  /// Puts a call into the line.
  func tell(_ notice: Notice) { line.yield(notice) }

  /// Ends all calls.
  func stop() async {
    line.finish()
    task.cancel()
    await task.value
  }

  private static func call(_ notice: Notice, by client: WebClient, _ defects: Set<RecordsDefect>) async {
    if defects.contains(.callsLate) { try? await Task.sleep(for: lateness) }
    let request = request(notice, defects)
    for attempt in 0..<attempts {
      if let answer = try? await client.exchange(request), answer.isSuccess { return }
      guard (try? await Task.sleep(for: .milliseconds(100 << attempt))) != nil else { return }
    }
  }

  private static func request(_ notice: Notice, _ defects: Set<RecordsDefect>) -> WebRequest {
    var fields = HTTPHeaders()
    for line in notice.channel["header"]?.elements.compactMap(\.text) ?? [] {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      fields.add(name: String(parts[0]), value: parts[1].drop { $0 == " " }.description)
    }
    let endpoint = notice.channel["endpoint"]?.text ?? ""
    let payload = notice.channel["payload"]?.text
    guard payload != nil || defects.contains(.sendsContentUnasked) else {
      return WebRequest(.POST, endpoint, fields: fields)
    }
    fields.replaceOrAdd(name: "Content-Type", value: payload ?? "application/fhir+json")
    let body = WebRequestBody.bytes(ByteBuffer(bytes: notice.content.bytes))
    guard payload != nil else { return WebRequest(.POST, endpoint, fields: fields, body: body) }
    let (type, id) = (notice.content["resourceType"]?.text ?? "", notice.content["id"]?.text ?? "")
    return WebRequest(.PUT, "\(endpoint)/\(type)/\(id)", fields: fields, body: body)
  }
}
