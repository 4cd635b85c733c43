import HTTPExchange

/// The content of an answer to a retrieval: in parts or alone.
public enum RetrievedContent: Hashable, Sendable {
  case parts(MultipartContent)
  case alone(MediaType)

  /// Why an answer has no content that can be read.
  public enum Fault: Error, Hashable, Sendable {
    /// No media type, or none by the grammar.
    case mediaType(String)
    /// No multipart message by the letter.
    case multipart(MultipartError)
    /// The file that the content was kept in can't be read again.
    case lost

    /// What is wrong, for people.
    public var description: String {
      switch self {
      case .mediaType(let text): text
      case .multipart(let error): error.description
      case .lost: "the file that it was kept in can't be read again"
      }
    }

    /// The rule broken; nil for a limit or a fault of ours.
    public var rule: String? {
      switch self {
      case .mediaType: "PS3.18 §8.7.9"
      case .multipart(let error): error.rule
      case .lost: nil
      }
    }
  }

  /// Reads an answer.
  public init(_ response: WebResponse) throws(Fault) {
    guard let text = response.contentType else { throw .mediaType("the answer names no media type") }
    let type: MediaType
    do throws(MediaTypeError) { type = try MediaType.read(text).mediaType } catch {
      throw .mediaType("the media type is none: \(error)")
    }
    guard type.type == "multipart" else {
      self = .alone(type)
      return
    }
    let boundary: MultipartBoundary
    do throws(MultipartError) { boundary = try MultipartBoundary(of: type) } catch { throw .multipart(error) }
    do throws(MultipartContent.Fault) {
      self = .parts(try MultipartContent(response.body, boundary: boundary))
    } catch {
      switch error {
      case .multipart(let error): throw .multipart(error)
      case .lost: throw .lost
      }
    }
  }
}
