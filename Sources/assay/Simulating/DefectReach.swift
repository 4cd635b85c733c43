import ReferenceNetwork
import Specification

/// Where a defect can show: which kinds of steps come near it. What no step of a requirement comes near cannot fail it, and
/// is not tried against it but in samples.
enum DefectReach {
  /// Kinds of steps by the first two words of defects' names; of what is not listed every step at its actor comes near.
  private static let kinds: [String: Set<String>] = [
    "archive.associate": [
      "dicom.associate", "dicom.capacity", "dicom.store", "dicom.find", "dicom.echo", "dicom.misbehave",
    ],
    "archive.resilience": ["dicom.misbehave"],
    "archive.echo": ["dicom.echo", "dicom.associate", "dicom.misbehave", "dicom.capacity"],
    "archive.find": ["dicom.find"],
    "archive.move": ["dicom.move"],
    "archive.get": ["dicom.get"],
    "archive.retrieve": ["dicom.move", "dicom.get"],
    "archive.commit": ["dicom.commit"],
    "archive.reject": ["dicom.reject"],
    "archive.notify": ["dicom.await"],
    "archive.qido": ["dicomweb.search"],
    "archive.wado": ["dicomweb.retrieve", "fhir.sweep"],
    "archive.wado-uri": ["dicomweb.wado"],
    "archive.stow": ["dicomweb.store"],
    "archive.capabilities": ["dicomweb.capabilities"],
    "archive.origin": ["dicomweb.origin"],
    "broker.mpps": ["dicom.mpps"],
    "broker.worklist": ["dicom.find"],
    "broker.ups": ["dicom.associate", "dicom.workitem", "dicom.find", "dicomweb.workitem"],
    "broker.ups-rs": ["dicomweb.workitem"],
    "broker.report": ["hl7.await"],
    "broker.queue": ["hl7.await"],
    "broker.status": ["hl7.await"],
    "index.pix-v2": ["hl7.query"],
    "index.pdq-v2": ["hl7.query"],
    "index.notify-v2": ["hl7.await"],
    "index.notify-v3": ["pixv3.await"],
    "index.visits": ["hl7.query"],
    "index.pix-v3": ["pixv3.query", "pixv3.feed"],
    "index.pdq-v3": ["pdqv3.query", "pdqv3.continue"],
    "index.xcpd": ["xcpd.discover"],
    "records.pdqm": ["fhir.search"],
    "records.match": ["fhir.operation"],
    "gateway": ["xca.find-documents", "xca.retrieve"],
    "audit": ["audit.await"],
    "manager": ["hl7.send"],
    "records.access": ["smart.access"],
    "records.authority": ["oauth.discover"],
    "records.tokens": ["smart.token", "smart.access"],
    "tls": ["tls.inspect"],
    "lock": ["dicomweb.search"],
    "notifications": ["dsub.subscribe", "dsub.await"],
    "registry.feed": ["hl7.send", "pixv3.feed"],
    "publisher": ["xds.await"],
    "consumer": ["xds.await"],
    "engine": ["hl7.await"],
    "assertion": ["xua.access"],
    "assertion.audit": ["audit.await"],
  ]

  /// Kinds of steps that look at who is let in, not at what an actor does.
  private static let atTheDoor: Set<String> = ["tls.inspect", "smart.access", "smart.token", "xua.access"]

  /// Whether a step of a requirement comes near a defect.
  ///
  /// - Parameter steps: Kinds of the requirement's steps that are aimed at the defect's actor.
  static func touches(_ defect: DefectCatalogue.Entry, steps: Set<String>) -> Bool {
    guard !steps.isEmpty else { return false }
    let words = defect.name.split(separator: ".").dropLast()
    guard let near = kinds[words.joined(separator: ".")] ?? kinds[defect.actor] else {
      return !steps.isSubset(of: atTheDoor)
    }
    return !steps.isDisjoint(with: near)
  }
}
