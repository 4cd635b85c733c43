import DICOM
import DICOMNetwork
import Foundation
import HL7
import HTTPExchange
import TransportSecurity

extension Broker {
  /// Who is sent messages.
  public struct MessageReceiver: Sendable {
    /// What a message is about.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
      /// What became of an order.
      case orderStatus
      /// A report or a document.
      case report
      /// An appointment.
      case appointment
    }

    /// Where it listens.
    public var endpoint: MLLPConnection.Endpoint
    /// What it is sent.
    public var kinds: Set<Kind>
    /// How long an acknowledgement may take before the message is sent again.
    public var patience: Duration

    /// Makes a receiver, by default of everything.
    public init(
      _ endpoint: MLLPConnection.Endpoint, kinds: Set<Kind> = Set(Kind.allCases), patience: Duration = .seconds(1)
    ) {
      self.endpoint = endpoint
      self.kinds = kinds
      self.patience = patience
    }
  }

  /// What became of an examination.
  public enum OrderChange: String, Hashable, Sendable {
    case new
    case changed
    case cancelled
    case begun
    case completed
    case discontinued
  }

  /// What is to be started.
  public struct Settings: Sendable {
    /// What it does wrong; nothing where empty.
    public var defects: Set<BrokerDefect> = []
    /// AE title.
    public var aeTitle = "BROKER"
    /// Address to listen on.
    public var host = "127.0.0.1"
    /// Path under which the workitems are on the web; `/` for none.
    public var webPath = "/"
    /// TCP port for messages; 0 for a free one.
    public var messagePort = 0
    /// TCP port for associations; 0 for a free one.
    public var dicomPort = 0
    /// TCP port for the web; 0 for a free one.
    public var webPort = 0
    /// TLS of the port for messages; plain TCP where nil.
    public var messageTLS: ServerSecurity?
    /// TLS of the port for associations; plain TCP where nil.
    public var dicomTLS: ServerSecurity?
    /// TLS of the port for the web; plain TCP where nil.
    public var webTLS: ServerSecurity?
    /// Decides about a web request before it is served: nil to serve it, else the refusal.
    public var authorize: (@Sendable (ReceivedRequest) -> WebReply?)?
    /// Where it stands: worklists have the days and times of the place.
    public var zone = TimeZone(identifier: "Europe/London") ?? .gmt
    /// Who is sent messages, each kept in order.
    public var receivers: [MessageReceiver] = []
    /// Where reports on workitems go, by AE title.
    public var subscribers: [String: DICOMAddress] = [:]
    /// Whether three examinations of two patients who do not exist stand on the worklist from the start, and one
    /// reading among the workitems.
    public var hasStandingExaminations = true
    /// Told of each message that was accepted, when it has been acted on.
    public var onMessage: @Sendable (Message) async -> Void = { _ in }
    /// Told of each message that the broker sends by itself, whether anybody receives it or not.
    public var onSent: @Sendable (Message) async -> Void = { _ in }
    /// Told what became of each examination.
    public var onOrder: @Sendable (ScheduledExamination, OrderChange) async -> Void = { _, _ in }
    /// Told of each notice that instances are available (PS3.4 Annex R).
    public var onAvailable: @Sendable (DataSet) async -> Void = { _ in }

    /// Makes the settings of a broker without defects.
    public init() {}
  }
}
