extension ClusterTemplate {
  static let kustomizationText = #"""
    # Gathers an evaluation in many parts at a time, and serves a page over what was gathered. Change this file, then
    #   kubectl -n assay create secret generic assay-store --from-literal=AWS_ACCESS_KEY_ID=... \
    #     --from-literal=AWS_SECRET_ACCESS_KEY=...
    #   kubectl -n assay create secret generic assay-tokens --from-file=tokens.txt
    #   kubectl apply -k .
    # and when the job has ended
    #   assay merge s3://records/night --out Reports/acme
    # A part that it names as missing is gathered alone: by a copy of the job with `completions: 1`, and `--shard=7/64` in the
    # place of `--shard=auto`.
    apiVersion: kustomize.config.k8s.io/v1beta1
    kind: Kustomization
    namespace: assay
    resources: [namespace.yaml, run.yaml, serve.yaml]
    # An image of `assay init --ci container` with the specification, the network file and the bid in /tender.
    images:
      - {name: assay, newName: registry.example.org/assay, newTag: "2026.6"}
    configMapGenerator:
      - name: assay-run
        literals:
          - SPECIFICATION=/tender/Specs/tender
          - NETWORK=/tender/network.yaml
          - BID=/tender/bids/acme
          # Every part needs the same of these two.
          - SEED=7
          - NOW=2026-06-01
          # Where the parts go, of nothing else; https, or a store in the same pod.
          - PARTS=s3://records/night
          - AWS_ENDPOINT_URL=https://minio.example.org
          - AWS_REGION=us-east-1
    generatorOptions:
      # A job's template can't be changed: a new name for each content would ask for that.
      disableNameSuffixHash: true

    """#

  static let namespaceText = #"""
    apiVersion: v1
    kind: Namespace
    metadata:
      name: assay
      labels:
        # Nothing of this needs more: https://kubernetes.io/docs/concepts/security/pod-security-standards/
        pod-security.kubernetes.io/enforce: restricted
        pod-security.kubernetes.io/enforce-version: latest

    """#

  static let runText = #"""
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: assay-run
      labels: {app.kubernetes.io/name: assay, app.kubernetes.io/component: run}
    spec:
      completionMode: Indexed
      # As many pods as ASSAY_SHARDS below has parts; each finds its own part by JOB_COMPLETION_INDEX.
      completions: 64
      parallelism: 16
      # A part is begun again twice; one that fails for good takes no other with it.
      backoffLimitPerIndex: 2
      maxFailedIndexes: 64
      activeDeadlineSeconds: 28800
      podFailurePolicy:
        rules:
          # A node that is drained is no fault of the part.
          - action: Ignore
            onPodConditions: [{type: DisruptionTarget, status: "True"}]
          # Wrong arguments and invalid files (1, 2) are wrong for every part.
          - action: FailJob
            onExitCodes: {containerName: assay, operator: In, values: [1, 2]}
      template:
        metadata:
          labels: {app.kubernetes.io/name: assay, app.kubernetes.io/component: run}
        spec:
          restartPolicy: Never
          automountServiceAccountToken: false
          enableServiceLinks: false
          securityContext:
            runAsNonRoot: true
            runAsUser: 10001
            runAsGroup: 10001
            fsGroup: 10001
            seccompProfile: {type: RuntimeDefault}
          containers:
            - name: assay
              image: assay
              args:
                - run
                - $(SPECIFICATION)
                - --network=$(NETWORK)
                - --bid=$(BID)
                - --seed=$(SEED)
                - --now=$(NOW)
                - --shard=auto
                - --out=/out/part
                - --store=$(PARTS)
                - --quiet
              envFrom:
                - configMapRef: {name: assay-run}
                - secretRef: {name: assay-store}
              env:
                - {name: ASSAY_SHARDS, value: "64"}
                - {name: TMPDIR, value: /tmp}
              resources:
                requests: {cpu: 250m, memory: 128Mi, ephemeral-storage: 1Gi}
                limits: {memory: 512Mi, ephemeral-storage: 4Gi}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              volumeMounts:
                - {name: out, mountPath: /out}
                - {name: tmp, mountPath: /tmp}
          volumes:
            - {name: out, emptyDir: {sizeLimit: 3Gi}}
            - {name: tmp, emptyDir: {sizeLimit: 1Gi}}
    ---
    # Systems call back only where the network file has listeners: open their ports here then.
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata:
      name: assay-run
    spec:
      podSelector:
        matchLabels: {app.kubernetes.io/name: assay, app.kubernetes.io/component: run}
      policyTypes: [Ingress]

    """#

  static let serveText = #"""
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: assay-serve
      labels: {app.kubernetes.io/name: assay, app.kubernetes.io/component: serve}
    spec:
      replicas: 1
      # Two pods would write into one folder.
      strategy: {type: Recreate}
      selector:
        matchLabels: {app.kubernetes.io/name: assay, app.kubernetes.io/component: serve}
      template:
        metadata:
          labels: {app.kubernetes.io/name: assay, app.kubernetes.io/component: serve}
        spec:
          automountServiceAccountToken: false
          enableServiceLinks: false
          securityContext:
            runAsNonRoot: true
            runAsUser: 10001
            runAsGroup: 10001
            fsGroup: 10001
            seccompProfile: {type: RuntimeDefault}
          containers:
            - name: assay
              image: assay
              # For an index in PostgreSQL: --index=postgresql://assay@db.example.org/assay, with PGPASSWORD from a secret.
              args:
                - serve
                - /records
                - --host=0.0.0.0
                - --port=8080
                - --name=assay.example.org
                - --token-file=/run/assay/tokens.txt
              env:
                - {name: TMPDIR, value: /tmp}
              ports:
                - {name: http, containerPort: 8080}
              # Of all that is served this alone needs no token.
              startupProbe:
                httpGet: {path: /openapi.json, port: http}
                periodSeconds: 2
                failureThreshold: 60
              readinessProbe:
                httpGet: {path: /openapi.json, port: http}
                periodSeconds: 10
              livenessProbe:
                httpGet: {path: /openapi.json, port: http}
                periodSeconds: 30
                timeoutSeconds: 10
              resources:
                requests: {cpu: 100m, memory: 256Mi, ephemeral-storage: 256Mi}
                limits: {memory: 1Gi, ephemeral-storage: 2Gi}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: {drop: [ALL]}
              volumeMounts:
                - {name: records, mountPath: /records}
                - {name: tmp, mountPath: /tmp}
                - {name: tokens, mountPath: /run/assay, readOnly: true}
          volumes:
            - name: records
              persistentVolumeClaim: {claimName: assay-records}
            - {name: tmp, emptyDir: {sizeLimit: 1Gi}}
            - name: tokens
              secret: {secretName: assay-tokens, defaultMode: 0440}
    ---
    apiVersion: v1
    kind: Service
    metadata:
      name: assay-serve
    spec:
      selector: {app.kubernetes.io/name: assay, app.kubernetes.io/component: serve}
      ports:
        - {name: http, port: 80, targetPort: http}
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata:
      name: assay-records
    spec:
      accessModes: [ReadWriteOnce]
      resources:
        requests: {storage: 20Gi}
    ---
    # The page speaks plain HTTP: put an ingress with TLS before it, and let in nobody else.
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata:
      name: assay-serve
    spec:
      podSelector:
        matchLabels: {app.kubernetes.io/name: assay, app.kubernetes.io/component: serve}
      policyTypes: [Ingress]
      ingress:
        - ports: [{port: http, protocol: TCP}]

    """#
}
