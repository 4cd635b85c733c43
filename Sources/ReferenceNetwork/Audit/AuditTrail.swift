import Foundation
import IHE
import NIOCore
import TransportSecurity
import XMLTree

/// Tells an audit record repository what happens at a system, message by message in order (ITI TF-2 §3.20).
public actor AuditTrail {
  /// Where a repository takes messages.
  public struct Repository: Hashable, Sendable {
    /// Host name or address.
    public var host: String
    /// TCP port.
    public var port: Int
    /// How to secure the connection; plain TCP where nil.
    public var tls: ClientSecurity?

    /// Makes a repository.
    public init(host: String, port: Int, tls: ClientSecurity? = nil) {
      self.host = host
      self.port = port
      self.tls = tls
    }
  }

  /// Messages that wait at most; what comes beyond is lost, as on a disk that is full.
  private static let limit = 10_000

  nonisolated let broken: Set<AuditRule>
  private nonisolated let repositories: [Repository]
  private nonisolated let source: String
  private nonisolated let group: any EventLoopGroup
  private var waiting: [AuditMessage] = []
  private var isSending = false

  /// Makes a trail.
  ///
  /// - Parameters:
  ///   - repositories: All that are told.
  ///   - source: Who tells, `site/system`.
  ///   - defects: What it does wrong.
  public init(
    to repositories: [Repository], source: String, defects: Set<AuditDefect> = [], group: any EventLoopGroup
  ) {
    self.repositories = repositories
    self.source = source
    self.group = group
    broken = Set(defects.map(\.rule))
  }

  nonisolated func keeps(_ rule: AuditRule) -> Bool { !broken.contains(rule) }

  /// Tells of an event: soon, and without keeping anybody waiting.
  public nonisolated func tell(_ message: AuditMessage) {
    guard !repositories.isEmpty else { return }
    Task { await add(message) }
  }

  private func add(_ message: AuditMessage) async {
    guard waiting.count < Self.limit else { return }
    var message = message
    message.source = source
    waiting.append(message)
    guard !isSending else { return }
    isSending = true
    while !waiting.isEmpty {
      let messages = waiting.map(written)
      waiting = []
      for repository in repositories {
        var sender = SyslogSender(host: repository.host, port: repository.port, security: repository.tls)
        sender.countsLengths = keeps(.countsLengths)
        // A repository that is down is told nothing; the systems go on.
        try? await sender.send(messages, within: .seconds(5), group: group)
      }
    }
    isSending = false
  }

  private func written(_ message: AuditMessage) -> SyslogMessage {
    var element = message.element
    if !keeps(.keepsSchema) {
      element.content = element.content.map { content in
        guard case .element(var child) = content, child.name == "EventIdentification" else { return content }
        child.attributes.removeAll { $0.name == "EventDateTime" }
        return .element(child)
      }
    }
    return SyslogMessage(
      timestamp: message.event.time, host: "127.0.0.1", application: "reference-network",
      messageID: "IHE+RFC-3881", content: element.document)
  }

  /// The moment, as messages state it.
  static func now() -> String { Date().ISO8601Format(.init(includingFractionalSeconds: true, timeZone: .gmt)) }
}
