/// Files that let a cluster gather an evaluation in many parts, to be put into a repository of one's own and changed there.
public enum ClusterTemplate: String, CaseIterable, Sendable {
  /// A script of Slurm, an array with a task for each part.
  case slurm
  /// A kustomization: an Indexed Job with a pod for each part, and the page over what they gathered.
  case kubernetes

  /// A file, by its path in the folder that the user names.
  public struct File: Hashable, Sendable {
    /// Path.
    public var path: String
    /// Content.
    public var text: String
  }

  /// The files.
  public var files: [File] {
    switch self {
    case .slurm: [File(path: "assay.sbatch", text: Self.slurmText)]
    case .kubernetes:
      [
        File(path: "kustomization.yaml", text: Self.kustomizationText),
        File(path: "namespace.yaml", text: Self.namespaceText), File(path: "run.yaml", text: Self.runText),
        File(path: "serve.yaml", text: Self.serveText),
      ]
    }
  }

  /// What to do next, a line each; `{folder}` stands for the folder.
  public var next: [String] {
    switch self {
    case .slurm: ["change the names at the top of {folder}/assay.sbatch", "sbatch {folder}/assay.sbatch"]
    case .kubernetes:
      ["change {folder}/kustomization.yaml and make the secrets that it names", "kubectl apply -k {folder}"]
    }
  }
}
