/// Actors of IHE's technical frameworks, as far as they concern imaging and what it relies on.
enum IntegrationActors {
  /// The actors that a text consists of; nil where it has other words too.
  static func all(of text: String) -> [String]? {
    let words = Words(text)
    guard words.list.count <= 80 else { return nil }
    var rest = words.joined
    let found = take(from: &rest)
    let left = rest.split(separator: " ").filter { !["and", "or", "actor", "actors", "the", "as"].contains($0) }
    return found.isEmpty || !left.isEmpty ? nil : found
  }

  /// The actors that the words of a sentence name, in its order.
  static func named(in words: Words) -> [String] {
    var rest = words.joined
    return take(from: &rest)
  }

  private static func take(from rest: inout String) -> [String] {
    var found: [(name: String, place: String.Index)] = []
    let whole = rest
    for item in phrases where rest.utf8Contains(item.phrase) {
      guard let place = whole.range(of: item.phrase)?.lowerBound else { continue }
      if !found.contains(where: { $0.name == item.name }) { found.append((item.name, place)) }
      rest = rest.replacing(item.phrase, with: "  ")
    }
    return found.sorted { $0.place < $1.place }.map(\.name)
  }

  private static let phrases: [(phrase: String, name: String)] =
    (names.map { (Words($0).joined, $0) } + otherNames.map { (Words($0.key).joined, $0.value) })
    .sorted { ($0.0.utf8.count, $0.0) > ($1.0.utf8.count, $1.0) }

  private static let otherNames = [
    "Image Manager / Image Archive": "Image Manager/Archive", "Image Manager and Archive": "Image Manager/Archive",
    "Image Manager & Image Archive": "Image Manager/Archive",
    "Department System Scheduler / Order Filler": "DSS/Order Filler",
    "DSS / OF": "DSS/Order Filler", "ADT": "ADT Patient Registration",
    "PPS Manager": "Performed Procedure Step Manager",
    "Report Repository/External Report Repository Access": "External Report Repository Access",
    "Integrated Document Source / Repository": "Integrated Document Source/Repository",
    "Imaging Document Consumers": "Imaging Document Consumer", "Imaging Document Sources": "Imaging Document Source",
  ]

  private static let names = """
    ADT Patient Registration
    Order Placer
    DSS/Order Filler
    Department System Scheduler
    Order Filler
    Acquisition Modality
    Acquisition Modality Importer
    Image Manager/Archive
    Image Manager
    Image Archive
    Image Display
    Image Display Invoker
    Evidence Creator
    Performed Procedure Step Manager
    Post-Processing Manager
    Print Composer
    Print Server
    Report Creator
    Report Manager
    Report Repository
    Report Reader
    Enterprise Report Repository
    External Report Repository Access
    Charge Processor
    Portable Media Creator
    Portable Media Importer
    Importer
    Media Creator
    Export Selector
    Export Manager
    Receiver
    Dose Information Reporter
    Dose Information Consumer
    Dose Registry
    Radiopharmaceutical Activity Supplier
    Imaging Document Source
    Imaging Document Consumer
    Imaging Document Responder
    Imaging Document Recipient
    Imaging Manifest Consumer
    Imaging Manifest Responder
    Initiating Imaging Gateway
    Responding Imaging Gateway
    Change Requester
    Report Template Creator
    Report Template Manager
    Task Requester
    Task Performer
    Task Manager
    Workflow Manager
    Watcher
    Evidence Creator AI
    Imaging AI Display
    Assessment Creator
    Critical Results Receiver
    Results Aggregator
    Result Tracker
    Encounter Manager
    Lightweight Modality
    Result Aggregator
    Event Reporter
    Event Consumer
    Event Repository
    Content Creator
    Content Consumer
    Hub
    Document Source
    Document Consumer
    Document Registry
    Document Repository
    On-Demand Document Source
    Integrated Document Source/Repository
    Document Administrator
    Document Recipient
    Document Responder
    Metadata-Limited Document Source
    Patient Identity Source
    Patient Identity Registry
    Patient Identity Manager
    Patient Identity Consumer
    Patient Identifier Cross-reference Manager
    Patient Identifier Cross-reference Consumer
    Patient Demographics Supplier
    Patient Demographics Consumer
    Patient Encounter Supplier
    Patient Encounter Consumer
    Patient Demographics Source
    Initiating Gateway
    Responding Gateway
    Secure Node
    Secure Application
    Audit Record Repository
    Audit Record Forwarder
    Audit Consumer
    Time Server
    Time Client
    Kerberos Authentication Server
    Client Authentication Agent
    Kerberized Server
    X-Service User
    X-Service Provider
    X-Assertion Provider
    Authorization Client
    Authorization Server
    Resource Server
    Document Metadata Publisher
    Document Metadata Subscriber
    Document Metadata Notification Broker
    Document Metadata Notification Recipient
    Notification Pull Point
    Workflow Document Creator
    Workflow Consumer
    Provider Information Directory
    Provider Information Consumer
    Provider Information Source
    Care Services Selective Consumer
    Care Services Selective Supplier
    Value Set Repository
    Value Set Consumer
    Terminology Consumer
    Terminology Repository
    Information Source
    Display
    Form Filler
    Form Manager
    Form Receiver
    Form Archiver
    """
    .split(separator: "\n").map { String($0).collapsed }
}
