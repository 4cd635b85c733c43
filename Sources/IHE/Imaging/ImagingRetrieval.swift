import XMLTree

/// An instance of an imaging document source, as a request names it: its place in the hierarchy, and the source that keeps
/// it (RAD TF-2 §4.69.4.1).
public struct ImagingDocumentReference: Hashable, Sendable {
  /// Study Instance UID.
  public var study: String
  /// Series Instance UID.
  public var series: String
  /// The instance: its SOP Instance UID as unique id of the document, the source as repository.
  public var document: DocumentReference

  /// Makes a reference.
  public init(study: String, series: String, document: DocumentReference) {
    self.study = study
    self.series = series
    self.document = document
  }
}

/// A Retrieve Imaging Document Set request, RAD-69 and RAD-75 (RAD TF-2 §4.69.4.1, §4.75.4.1). The answer is read by
/// `RetrievedDocuments`.
public struct ImagingRetrieval: Hashable, Sendable {
  /// The instances asked for, in order.
  public var documents: [ImagingDocumentReference]
  /// Transfer syntaxes that the consumer takes.
  public var transferSyntaxes: [String]

  /// The WS-Addressing action (RAD TF-2 §4.69.5).
  public static let action = "urn:ihe:rad:2009:RetrieveImagingDocumentSet"
  /// The same between communities (RAD TF-2 §4.75.5).
  public static let crossGatewayAction = "urn:ihe:rad:2011:CrossGatewayRetrieveImagingDocumentSet"
  /// Name of the element.
  private static let name = "RetrieveImagingDocumentSetRequest"

  /// Makes a request.
  public init(_ documents: [ImagingDocumentReference], transferSyntaxes: [String]) {
    self.documents = documents
    self.transferSyntaxes = transferSyntaxes
  }

  /// The body of the message. The order of the elements is the schema's; instances of one series, and series of one study,
  /// stand together where the request has them together.
  public var element: MarkupElement {
    var studies: [MarkupElement] = []
    var series: [MarkupElement] = []
    var requests: [MarkupElement] = []
    for (index, document) in documents.enumerated() {
      requests.append(Self.request(document.document))
      let next = index + 1 < documents.count ? documents[index + 1] : nil
      if next?.study == document.study && next?.series == document.series { continue }
      series.append(MarkupElement("iherad:SeriesRequest", [.init("seriesInstanceUID", document.series)], requests))
      requests = []
      if next?.study == document.study { continue }
      studies.append(MarkupElement("iherad:StudyRequest", [.init("studyInstanceUID", document.study)], series))
      series = []
    }
    let syntaxes = transferSyntaxes.map { MarkupElement("iherad:TransferSyntaxUID", text: $0) }
    return MarkupElement(
      "iherad:\(Self.name)", [.init("xmlns:iherad", Namespace.imaging), .init("xmlns:xds", Namespace.xds)],
      studies + [MarkupElement("iherad:TransferSyntaxUIDList", [], syntaxes)])
  }

  private static func request(_ document: DocumentReference) -> MarkupElement {
    var elements: [MarkupElement] = []
    if let home = document.homeCommunityID { elements.append(MarkupElement("xds:HomeCommunityId", text: home)) }
    elements.append(MarkupElement("xds:RepositoryUniqueId", text: document.repositoryUniqueID))
    elements.append(MarkupElement("xds:DocumentUniqueId", text: document.documentUniqueID))
    return MarkupElement("xds:DocumentRequest", [], elements)
  }
}

extension ImagingRetrieval {
  /// Why a body is no such request.
  public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another element, or none.
    case otherElement(name: String?, line: Int)
    /// More instances than are taken.
    case tooMany(limit: Int)

    /// A sentence for people.
    public var description: String {
      switch self {
      case .otherElement(let name?, let line):
        "the body holds \(name.prefix(64)) at line \(line), where \(ImagingRetrieval.name) is expected"
      case .otherElement(nil, _): "the body is empty, where \(ImagingRetrieval.name) is expected"
      case .tooMany(let limit): "the request names more than \(limit) instances"
      }
    }
  }

  /// Instances of one request that are read.
  public static let limit = 1_000_000

  /// Reads the body of a message. An identifier that is missing is an empty text, as an empty one is: an imaging document
  /// source has to refuse both.
  public init(_ envelope: ReceivedEnvelope) throws(Problem) {
    let tree = envelope.tree
    guard let body = envelope.body else { throw .otherElement(name: nil, line: 1) }
    guard tree.name(of: body) == Self.name, tree.nodes[body].namespace == Namespace.imaging else {
      throw .otherElement(name: tree.name(of: body), line: tree.nodes[body].line)
    }
    func text(_ name: String, _ index: Int) -> String? {
      tree.child(name, in: Namespace.xds, of: index).map { tree.trimmedText(of: $0) }
    }
    var documents: [ImagingDocumentReference] = []
    for study in tree.elements("StudyRequest", in: Namespace.imaging, of: body) {
      for series in tree.elements("SeriesRequest", in: Namespace.imaging, of: study) {
        for request in tree.elements("DocumentRequest", in: Namespace.xds, of: series) {
          guard documents.count < Self.limit else { throw .tooMany(limit: Self.limit) }
          documents.append(
            ImagingDocumentReference(
              study: tree.attribute("studyInstanceUID", of: study) ?? "",
              series: tree.attribute("seriesInstanceUID", of: series) ?? "",
              document: DocumentReference(
                repositoryUniqueID: text("RepositoryUniqueId", request) ?? "",
                documentUniqueID: text("DocumentUniqueId", request) ?? "",
                homeCommunityID: text("HomeCommunityId", request))))
        }
      }
    }
    self.documents = documents
    transferSyntaxes = tree.elements("TransferSyntaxUIDList", in: Namespace.imaging, of: body)
      .flatMap { tree.elements("TransferSyntaxUID", in: Namespace.imaging, of: $0) }.map { tree.trimmedText(of: $0) }
  }
}
