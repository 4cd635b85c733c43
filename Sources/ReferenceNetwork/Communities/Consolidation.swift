import HTTPExchange
import IHE
import NIOCore

extension CommunityDirectory {
  /// Longest document that is passed on, in bytes.
  private static let limit = 64 << 20

  /// What a community gives of the documents that it is asked for; nil where it does not answer.
  func retrieve(from community: Community, _ request: SOAPRequest) async -> DocumentSetAnswer? {
    guard let answer = try? await ask(community, request), let retrieved = try? RetrievedDocuments(answer) else {
      return nil
    }
    var given = DocumentSetAnswer()
    given.refusals = retrieved.response.faults.map { Refusal($0, of: community) }
    for document in retrieved.documents {
      guard let bytes = answer.bytes(of: document.content, upTo: Self.limit) else {
        given.refusals.append(
          Refusal(.repositoryError, "a document came without its content", location: community.home))
        continue
      }
      given.documents.append(
        DocumentSetAnswer.Document(
          reference: document.reference, mimeType: document.mimeType, content: ByteBuffer(bytes: bytes)))
    }
    return given
  }
}

extension Refusal {
  /// What a community refused, passed on; it is of that community where nothing is said.
  init(_ fault: RegistryResponse.Fault, of community: CommunityDirectory.Community) {
    self.init(fault.code, fault.context, location: fault.location ?? community.home, isError: fault.isError)
  }
}

extension ReceivedQuery {
  /// Its parameters as they are asked of another community, in the order of their names.
  var passedOn: [StoredQuery.Parameter] {
    parameters.sorted { $0.key < $1.key }.map { name, lists in
      if name.hasSuffix("PatientId") { return StoredQuery.Parameter(name, .text, lists) }
      if name.hasSuffix("TimeFrom") || name.hasSuffix("TimeTo") { return StoredQuery.Parameter(name, .number, lists) }
      return StoredQuery.Parameter(name, .list, lists)
    }
  }
}

extension Array {
  /// What is asked of each community, in the order in which they are named first.
  func byCommunity(_ home: (Element) -> String?) -> [(home: String?, asked: [Element])] {
    var groups: [(home: String?, asked: [Element])] = []
    for element in self {
      let community = home(element).flatMap { $0.isEmpty ? nil : $0 }
      if let place = groups.firstIndex(where: { $0.home == community }) {
        groups[place].asked.append(element)
      } else {
        groups.append((community, [element]))
      }
    }
    return groups
  }
}
