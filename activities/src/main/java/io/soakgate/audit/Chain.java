package io.soakgate.audit;

/**
 * Which chain: every run of a deployment has one, every run of a watch another.
 *
 * @param store the id of the store it is kept in
 * @param deployment the deployment's id
 * @param run Temporal's run id of the workflow that writes it
 * @param stream {@code deployment}, or {@code watch <environment>/<name>}
 */
record Chain(String store, String deployment, String run, String stream) {
  /** The stream of a deployment's own entries. */
  static final String DEPLOYMENT = "deployment";

  /** Names are kept as a database can hold them. */
  Chain {
    deployment = Canonical.text(deployment);
    run = Canonical.text(run);
    stream = Canonical.text(stream);
  }

  /** What the first entry follows on: a chain cannot be carried elsewhere. */
  String root() {
    return Canonical.hash("soakgate-audit/1", store, deployment, run, stream);
  }
}
