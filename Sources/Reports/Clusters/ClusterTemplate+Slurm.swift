extension ClusterTemplate {
  static let slurmText = #"""
    #!/bin/bash
    # Gathers an evaluation in many parts at a time. Change the names below, then
    #   sbatch assay.sbatch
    # and when the array has ended
    #   assay merge PARTS --out Reports/acme
    # Parts that it names as missing, and only those, are gathered again by
    #   sbatch --array=7,12 assay.sbatch
    # A listener of the network file has one address: where there are any, let all parts run on the node that has it.
    #
    # As many tasks as ASSAY_SHARDS has parts, counted from 1.
    #SBATCH --job-name=assay
    #SBATCH --array=1-64
    #SBATCH --ntasks=1
    #SBATCH --cpus-per-task=1
    #SBATCH --mem=512M
    #SBATCH --time=02:00:00
    #SBATCH --output=assay-%A-%a.txt
    # A part whose node fails is begun again on another one.
    #SBATCH --requeue
    #SBATCH --open-mode=append
    set -euo pipefail

    : "${SPECIFICATION:=Specs/tender}"
    : "${NETWORK:=network.yaml}"
    # Empty where there are no papers.
    : "${BID=bids/acme}"
    # Every part needs the same of these three; they cut the work.
    : "${ASSAY_SHARDS:=64}"
    : "${SEED:=7}"
    : "${NOW:=2026-06-01}"
    # Where the parts go: a folder that all nodes share, or s3://bucket/prefix. Of nothing else.
    : "${PARTS:=Reports/parts}"
    export ASSAY_SHARDS

    # Gathered on the node's own disk. What could not be put with the other parts stays there, and the output says where.
    work=$(mktemp -d "${TMPDIR:-/tmp}/assay-${SLURM_JOB_ID:-0}-XXXXXX")
    trap 'status=$?; if [ "$status" = 0 ]; then rm -rf "$work"; else echo "left in $work" >&2; fi' EXIT

    assay run "$SPECIFICATION" --network "$NETWORK" ${BID:+--bid "$BID"} --seed "$SEED" --now "$NOW" \
      --shard auto --out "$work/part" --store "$PARTS" --quiet

    """#
}
