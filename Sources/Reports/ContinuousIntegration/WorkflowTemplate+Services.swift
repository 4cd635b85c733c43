extension WorkflowTemplate {
  static let githubText = #"""
    # Lets a change of the network pass, or not. Put into .github/workflows/ and change the three names under env.
    # Exit codes of `assay gate`: 0 all well; 3 the harness could not do its work; 4 a mandatory requirement is not met;
    # 5 below the threshold or worse than the baseline; 6 a waiver does not hold.
    name: Imaging network

    on:
      pull_request:
        paths: ["Specs/**", "network.yaml", "baseline.yaml", "waivers.yaml"]
      schedule:
        - cron: "17 3 * * *"
      workflow_dispatch:

    permissions:
      contents: read
      # For the findings among the repository's alerts.
      security-events: write

    # Two gates at once would measure each other.
    concurrency:
      group: imaging-network
      cancel-in-progress: false

    env:
      SPECIFICATION: Specs/tender
      NETWORK: network.yaml
      BASELINE: baseline.yaml

    jobs:
      gate:
        # The systems under test are reached from here: a runner of your own inside the network, with assay on its path.
        runs-on: [self-hosted, imaging-network]
        timeout-minutes: 120
        steps:
          - uses: actions/checkout@v4
          - name: Check the files
            run: assay check "$SPECIFICATION" "$NETWORK" --spec "$SPECIFICATION" --strict
          - name: Gate
            env:
              # Secrets that the network file reads from the environment.
              ARCHIVE_PASSWORD: ${{ secrets.ARCHIVE_PASSWORD }}
            run: >-
              assay gate --spec "$SPECIFICATION" --network "$NETWORK" --baseline "$BASELINE" --waivers waivers.yaml
              --slower-than 200 --retries 1 --out gate --replace
          - name: Keep the record and the reports
            if: always()
            uses: actions/upload-artifact@v4
            with:
              name: gate
              path: gate/
              retention-days: 90
          - name: Show the findings
            if: always() && hashFiles('gate/report.sarif') != ''
            uses: github/codeql-action/upload-sarif@v3
            with:
              sarif_file: gate/report.sarif
              category: imaging-network

    """#

  static let gitlabText = #"""
    # Lets a change of the network pass, or not. Put into .gitlab-ci.yml, or include it, and change the three names.
    # Exit codes of `assay gate`: 0 all well; 3 the harness could not do its work; 4 a mandatory requirement is not met;
    # 5 below the threshold or worse than the baseline; 6 a waiver does not hold.
    stages: [check, gate]

    variables:
      SPECIFICATION: Specs/tender
      NETWORK: network.yaml
      BASELINE: baseline.yaml

    specification:
      stage: check
      # A runner of your own inside the network, with assay on its path.
      tags: [imaging-network]
      script:
        - assay check "$SPECIFICATION" "$NETWORK" --spec "$SPECIFICATION" --strict

    gate:
      stage: gate
      tags: [imaging-network]
      timeout: 2 hours
      # Two gates at once would measure each other.
      resource_group: imaging-network
      rules:
        - if: $CI_PIPELINE_SOURCE == "schedule"
        - if: $CI_PIPELINE_SOURCE == "merge_request_event"
        - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      script:
        # Secrets that the network file reads from the environment are masked variables of the project.
        - >-
          assay gate --spec "$SPECIFICATION" --network "$NETWORK" --baseline "$BASELINE" --waivers waivers.yaml
          --slower-than 200 --retries 1 --out gate --replace
      artifacts:
        when: always
        expire_in: 90 days
        paths: [gate/]
        reports:
          junit: gate/junit.xml

    """#

  static let jenkinsText = #"""
    // Lets a change of the network pass, or not. Put into the file Jenkinsfile and change the three names.
    // Exit codes of `assay gate`: 0 all well; 3 the harness could not do its work; 4 a mandatory requirement is not met;
    // 5 below the threshold or worse than the baseline; 6 a waiver does not hold.
    pipeline {
      // A node of your own inside the network, with assay on its path.
      agent { label 'imaging-network' }
      options {
        // Two gates at once would measure each other.
        disableConcurrentBuilds()
        timeout(time: 2, unit: 'HOURS')
        buildDiscarder(logRotator(daysToKeepStr: '90'))
      }
      triggers { cron('H 3 * * *') }
      environment {
        SPECIFICATION = 'Specs/tender'
        NETWORK = 'network.yaml'
        BASELINE = 'baseline.yaml'
      }
      stages {
        stage('Check the files') {
          steps {
            sh 'assay check "$SPECIFICATION" "$NETWORK" --spec "$SPECIFICATION" --strict'
          }
        }
        stage('Gate') {
          steps {
            // Secrets that the network file reads from the environment.
            withCredentials([string(credentialsId: 'archive-password', variable: 'ARCHIVE_PASSWORD')]) {
              sh '''assay gate --spec "$SPECIFICATION" --network "$NETWORK" --baseline "$BASELINE" \
                --waivers waivers.yaml --slower-than 200 --retries 1 --out gate --replace'''
            }
          }
        }
      }
      post {
        always {
          junit testResults: 'gate/junit.xml', allowEmptyResults: true
          archiveArtifacts artifacts: 'gate/**', allowEmptyArchive: true
        }
      }
    }

    """#

  static let containerText = #"""
    # Assay in a container, for runners that start one for each job. Built in the folder of Assay's sources:
    #   podman build -f Containerfile -t assay . && podman run --rm --network host -v "$PWD:/tender" assay check Specs/tender
    # It writes into the folders that it is given and /tmp alone: --read-only --tmpfs /tmp --cap-drop all go well with it.
    # Both stages stand on the same Debian, so that the libraries are those that it was built with.
    FROM docker.io/library/swift:6.2-bookworm AS build
    WORKDIR /source
    COPY . .
    # .ci/install names the packages once, for this and for every other build.
    RUN .ci/install build \
     && swift build --configuration release --product assay --static-swift-stdlib \
     && install -D .build/release/assay /out/assay

    FROM docker.io/library/debian:bookworm-slim
    # What it is linked with; what reads and prints PDF; what confines them.
    RUN apt-get update \
     && apt-get install --yes --no-install-recommends \
        ca-certificates libarchive13 libcharls2 libcmark-gfm-extensions0.29.0.gfm.6 libcmark-gfm0.29.0.gfm.6 \
        libldap-2.5-0 libopenjp2-7 libpq5 libsqlite3-0 libturbojpeg0 libxlsxwriter4 libxml2 libxmlsec1 libxmlsec1-openssl \
        poppler-utils util-linux weasyprint fonts-dejavu-core \
     && rm -rf /var/lib/apt/lists/* \
     && useradd --uid 10001 --create-home --shell /usr/sbin/nologin assay
    COPY --from=build /out/assay /usr/local/bin/assay
    # Nothing of it needs to be root; ports that it listens on are above 1024.
    USER 10001:10001
    WORKDIR /tender
    ENTRYPOINT ["/usr/local/bin/assay"]
    CMD ["--help"]

    """#
}
