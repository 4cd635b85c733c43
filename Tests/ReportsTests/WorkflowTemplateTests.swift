import Foundation
import TestPeers
import Testing

@testable import Reports

@Suite("Files for CI services")
struct WorkflowTemplateTests {
  @Test(
    "The services' published schemas accept them, and refuse them with a fault",
    .enabled(if: ExternalTool.hasPython),
    arguments: [
      (WorkflowTemplate.github, ["--builtin-schema", "vendor.github-workflows"], "runs-on:", "runs-off:"),
      (
        .gitlab, ["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"], "expire_in: 90 days",
        "expire_in: [90]"
      ),
    ])
  func schemas(template: WorkflowTemplate, options: [String], word: String, fault: String) throws {
    func check(_ text: String) throws -> (status: Int32, output: String) {
      try ExternalTool.run("python3", ["-m", "check_jsonschema"] + options + ["file.yml"], files: ["file.yml": text])
    }
    let accepted = try check(template.text)
    #expect(accepted.status == 0, "\(accepted.output)")
    #expect(template.text.contains(word))
    #expect(try check(template.text.replacing(word, with: fault)).status != 0)
  }

  @Test(
    "Each gates with a baseline, waivers and retries, keeps the reports whatever the outcome, and says what codes mean")
  func content() {
    for template in [WorkflowTemplate.github, .gitlab, .jenkins] {
      for phrase in [
        "assay check", "assay gate", "--baseline \"$BASELINE\"", "--waivers waivers.yaml", "--retries 1", "always",
        "gate/",
        "3 the harness could not do its work",
      ] {
        #expect(template.text.contains(phrase), "\(template): \(phrase)")
      }
    }
  }

  @Test("The pipeline of Jenkins closes what it opens")
  func jenkins() {
    var depth = 0
    for line in WorkflowTemplate.jenkins.text.split(separator: "\n")
    where !line.drop(while: { $0 == " " }).hasPrefix("//") {
      for character in line {
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
      }
      #expect(depth >= 0)
    }
    #expect(depth == 0)
  }

  @Test("Groovy, the language of Jenkins' pipelines, reads it, and refuses it with a brace too many")
  func groovy() throws {
    func parse(_ text: String) throws -> (status: Int32, output: String) {
      try ExternalTool.run(
        "bash",
        [
          "-c",
          "export JAVA_HOME=${JAVA_HOME:-$(dirname \"$(dirname \"$(readlink -f \"$(command -v java)\")\")\")}; "
            + "exec groovy parse.groovy Jenkinsfile",
        ],
        files: ["Jenkinsfile": text, "parse.groovy": "new GroovyShell().parse(new File(args[0]))\nprintln 'read'\n"])
    }
    let text = WorkflowTemplate.jenkins.text
    let read = try parse(text)
    #expect(read.status == 0 && read.output.contains("read\n"), "\(read.output)")
    #expect(try parse(text.replacing("stages {", with: "stages {{")).status != 0)
  }

  @Test("hadolint accepts the container file, and refuses it as root")
  func container() throws {
    let text = WorkflowTemplate.container.text
    func check(_ text: String) throws -> (status: Int32, output: String) {
      // DL3008 asks for a version of each package: Debian's stable suite is the version here.
      try ExternalTool.run(
        "hadolint", ["--ignore", "DL3008", "--failure-threshold", "info", "Containerfile"],
        files: ["Containerfile": text])
    }
    let accepted = try check(text)
    #expect(accepted.status == 0, "\(accepted.output)")
    let refused = try check(text.replacing("USER 10001:10001", with: "USER root"))
    #expect(refused.output.contains("DL3002"), "\(refused.output)")
  }
}
