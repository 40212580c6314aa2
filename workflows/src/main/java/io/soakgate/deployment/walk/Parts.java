package io.soakgate.deployment.walk;

/** The rooms of one deployment, joined; each knows only those built before it. */
record Parts(
    PlanTime time,
    Chronicle chronicle,
    Board board,
    Orders orders,
    Telling telling,
    GateKeeper gates,
    Looking looking,
    Checks checks,
    Readiness readiness,
    Changes changes,
    Fingerprints fingerprints,
    Watching watching,
    Compensation compensation) {

  static Parts of(String deployment, String run) {
    PlanTime time = new PlanTime();
    Chronicle chronicle = new Chronicle(deployment, run, time);
    Board board = new Board(deployment, time, chronicle);
    Orders orders = new Orders(board);
    Telling telling = new Telling(deployment, time, chronicle);
    Looking looking = new Looking(time, orders, telling, chronicle);
    Checks checks = new Checks(looking, time, chronicle, orders);
    Readiness readiness = new Readiness(time, chronicle, board, orders, telling);
    Changes changes = new Changes(time, chronicle, board, checks, orders, readiness);
    Fingerprints fingerprints = new Fingerprints(looking, chronicle);
    return new Parts(
        time,
        chronicle,
        board,
        orders,
        telling,
        new GateKeeper(time, orders, board, chronicle, telling),
        looking,
        checks,
        readiness,
        changes,
        fingerprints,
        new Watching(time, orders, board, chronicle, telling, looking),
        new Compensation(orders, board, chronicle, telling, changes, checks, fingerprints));
  }
}
