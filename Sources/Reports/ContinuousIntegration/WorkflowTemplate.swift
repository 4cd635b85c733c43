/// Files that let a service gate each change of a network, to be put into a repository of one's own and changed there.
public enum WorkflowTemplate: String, CaseIterable, Sendable {
  /// A workflow of GitHub Actions.
  case github
  /// A pipeline of GitLab CI.
  case gitlab
  /// A declarative pipeline of Jenkins.
  case jenkins
  /// A container that holds the program, for any of them.
  case container

  /// Where the service looks for the file, from the top of the repository.
  public var path: String {
    switch self {
    case .github: ".github/workflows/imaging-network.yml"
    case .gitlab: ".gitlab-ci.yml"
    case .jenkins: "Jenkinsfile"
    case .container: "Containerfile"
    }
  }

  /// The file.
  public var text: String {
    switch self {
    case .github: Self.githubText
    case .gitlab: Self.gitlabText
    case .jenkins: Self.jenkinsText
    case .container: Self.containerText
    }
  }
}
