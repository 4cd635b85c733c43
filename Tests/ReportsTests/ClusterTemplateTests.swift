import Foundation
import TestPeers
import Testing

@testable import Reports

@Suite("Files for clusters")
struct ClusterTemplateTests {
  /// Renders the kustomization as `kubectl apply -k` does, with one text changed where asked.
  private static func rendered(_ word: String = "", as fault: String = "") throws -> (status: Int32, output: String) {
    var files: [String: String] = [:]
    for file in ClusterTemplate.kubernetes.files {
      files[file.path] = word.isEmpty ? file.text : file.text.replacing(word, with: fault)
    }
    return try ExternalTool.run("kubectl", ["kustomize", "."], files: files)
  }

  private static func judge(_ manifests: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    try ExternalTool.run("python3", arguments + ["all.yaml"], files: ["all.yaml": manifests])
  }

  private static let schemas = ["-m", "kubernetes_validate", "--strict", "--no-warn"]
  private static let script = Project.root.appendingPathComponent("Tests/TestPeers/Python/pod_security.py").path

  @Test(
    "The kustomization renders, every manifest is of Kubernetes' published schema, and no pod is more than restricted")
  func kubernetes() throws {
    let manifests = try Self.rendered()
    #expect(manifests.status == 0, "\(manifests.output)")
    for kind in ["Namespace", "ConfigMap", "Job", "Deployment", "Service", "PersistentVolumeClaim", "NetworkPolicy"] {
      #expect(manifests.output.contains("kind: \(kind)\n"))
    }
    #expect(manifests.output.contains("image: registry.example.org/assay:2026.6"))
    let schema = try Self.judge(manifests.output, Self.schemas)
    #expect(schema.status == 0, "\(schema.output)")
    let security = try Self.judge(manifests.output, [Self.script])
    #expect(security.status == 0, "\(security.output)")
  }

  @Test(
    "A field that the schema does not have is refused",
    arguments: [
      ("completionMode: Indexed", "completionMod: Indexed"), ("replicas: 1", "replicas: one"),
    ])
  func schema(word: String, fault: String) throws {
    let manifests = try Self.rendered(word, as: fault)
    guard manifests.status == 0 else { return }
    #expect(try Self.judge(manifests.output, Self.schemas).status != 0)
  }

  @Test(
    "A pod that is more than it must be is named",
    arguments: [
      ("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "readOnlyRootFilesystem"),
      ("runAsNonRoot: true", "runAsNonRoot: false", "runAsNonRoot"), ("drop: [ALL]", "drop: [NET_RAW]", "capabilities"),
      ("allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", "allowPrivilegeEscalation"),
      ("{type: RuntimeDefault}", "{type: Unconfined}", "seccompProfile"),
      ("automountServiceAccountToken: false", "automountServiceAccountToken: true", "automountServiceAccountToken"),
      ("limits: {memory: 512Mi, ephemeral-storage: 4Gi}", "limits: {ephemeral-storage: 4Gi}", "resources"),
      ("livenessProbe", "lifecycle", "probes"), ("completions: 64", "completions: 32", "completions"),
      ("emptyDir: {sizeLimit: 3Gi}", "hostPath: {path: /out}", "volume out"),
    ])
  func security(word: String, fault: String, name: String) throws {
    #expect(ClusterTemplate.kubernetes.files.contains { $0.text.contains(word) })
    let manifests = try Self.rendered(word, as: fault)
    #expect(manifests.status == 0, "\(manifests.output)")
    let security = try Self.judge(manifests.output, [Self.script])
    #expect(security.status == 1 && security.output.contains(name), "\(security.output)")
  }

  @Test("The script of Slurm is one that bash can read, with as many tasks as parts")
  func slurm() throws {
    let script = try #require(ClusterTemplate.slurm.files.first).text
    let read = try ExternalTool.run("bash", ["-n", "assay.sbatch"], files: ["assay.sbatch": script])
    #expect(read.status == 0, "\(read.output)")
    let tasks = try #require(script.firstMatch(of: #/#SBATCH --array=1-([0-9]+)/#)).1
    let parts = try #require(script.firstMatch(of: #/ASSAY_SHARDS:=([0-9]+)/#)).1
    #expect(tasks == parts)
    // Slurm reads no option behind the first command.
    let first = try #require(script.range(of: "\nset -euo"))
    #expect(!script[first.upperBound...].contains("#SBATCH"))
  }
}
