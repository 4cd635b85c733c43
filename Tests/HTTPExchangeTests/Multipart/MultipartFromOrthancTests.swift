import HTTPExchange
import Foundation
import TestPeers
import Testing

@Suite("Multipart messages of an archive")
struct MultipartFromOrthancTests {
  /// Stores two instances by dicomweb-client and prints the study as it comes, the media type first.
  static let script = #"""
    import base64, io, sys, pydicom, requests
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage
    from dicomweb_client.api import DICOMwebClient
    def instance(number):
        data = Dataset()
        data.SOPClassUID = SecondaryCaptureImageStorage
        data.SOPInstanceUID = f"2.25.1.3.{number}"
        data.StudyInstanceUID, data.SeriesInstanceUID = "2.25.1.1", "2.25.1.2"
        data.PatientID, data.PatientName, data.InstanceNumber = "9990000018", "ASSAY^MULTIPART", number
        data.file_meta, data.preamble = FileMetaDataset(), b"\0" * 128
        data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        data.file_meta.MediaStorageSOPClassUID = data.SOPClassUID
        data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
        return data
    root = f"http://127.0.0.1:{sys.argv[1]}/dicom-web"
    DICOMwebClient(root).store_instances([instance(1), instance(2)])
    answer = requests.get(root + "/studies/2.25.1.1", headers={"Accept": 'multipart/related; type="application/dicom"'})
    print(answer.headers["Content-Type"], base64.b64encode(answer.content).decode(), sep="\n")
    """#

  @Test("A study of Orthanc comes as whole files, by the letter of the grammar")
  func study() async throws {
    let orthanc = try await Orthanc.start(settings: Orthanc.dicomWeb)
    defer { orthanc.process.stop() }
    let ended = try await PeerClient.python(Self.script, ["\(orthanc.httpPort)"])
    let lines = ended.output.split(separator: "\n").map(String.init)
    try #require(ended.status == 0 && lines.count >= 2, "\(ended.output)")
    let mediaType = try MediaType(lines[lines.count - 2])
    #expect(mediaType["type"] == "application/dicom")
    let bytes = Array(try #require(Data(base64Encoded: lines[lines.count - 1])))
    let message = try ReadMessage.read(bytes, boundary: try MultipartBoundary(of: mediaType).text, pieces: 1000)
    #expect(message.parts.count == 2)
    for part in message.parts {
      #expect(try MediaType(#require(part.head.contentType)).essence == "application/dicom")
      #expect(part.body[128..<132] == Array("DICM".utf8)[...])
    }
  }
}
