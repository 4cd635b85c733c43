import DICOMWeb
import HTTPExchange

/// The parts of an answer, one where the content stands alone, with what is peculiar about their form.
struct WebContent {
  /// A part.
  struct Part {
    var mediaType: MediaType?
    var location: String?
    var range: Range<Int>
  }

  /// The content.
  let body: ReceivedBody
  /// The parts in order.
  private(set) var parts: [Part] = []
  /// Whether they are parts of a multipart message.
  private(set) var isMultipart = false
  /// What is wrong with the form, each a sentence.
  private(set) var faults: [String] = []

  /// Reads an answer.
  init(_ response: WebResponse) throws(RetrievedContent.Fault) {
    body = response.body
    if let type = response.contentType, let reading = try? MediaType.read(type) {
      faults += reading.deviations.map { "the media type of the answer: \($0)" }
    }
    switch try RetrievedContent(response) {
    case .alone(let type): parts = [Part(mediaType: type, location: nil, range: 0..<response.body.length)]
    case .parts(let message):
      isMultipart = true
      faults += message.notes.map(\.description)
      for part in message.parts {
        var type: MediaType?
        if let text = part.head.contentType {
          do throws(MediaTypeError) {
            let reading = try MediaType.read(text)
            type = reading.mediaType
            note(reading.deviations.map { "the media type of a part: \($0)" })
          } catch { note(["the media type of a part: \(error)"]) }
        }
        parts.append(Part(mediaType: type, location: part.head.contentLocation, range: part.range))
      }
    }
  }

  private mutating func note(_ texts: [String]) {
    if faults.count < 200 { faults += texts }
  }
}
