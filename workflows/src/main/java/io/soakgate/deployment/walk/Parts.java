package io.soakgate.deployment.walk;

import io.soakgate.deployment.walk.change.Acting;
import io.soakgate.deployment.walk.change.Beside;
import io.soakgate.deployment.walk.change.Changes;
import io.soakgate.deployment.walk.change.Drilling;
import io.soakgate.deployment.walk.change.OnDemand;
import io.soakgate.deployment.walk.change.Temporary;
import io.soakgate.deployment.walk.check.Checks;
import io.soakgate.deployment.walk.check.Fingerprints;
import io.soakgate.deployment.walk.check.Handing;
import io.soakgate.deployment.walk.check.Looking;
import io.soakgate.deployment.walk.check.Readiness;
import io.soakgate.deployment.walk.freeze.Freeze;
import io.soakgate.deployment.walk.freeze.Frozen;
import io.soakgate.deployment.walk.gate.GateKeeper;
import io.soakgate.deployment.walk.gate.Permission;
import io.soakgate.deployment.walk.gate.Picking;
import io.soakgate.deployment.walk.gate.ProvidersRestore;
import io.soakgate.deployment.walk.gate.Timing;
import io.soakgate.deployment.walk.people.Asking;
import io.soakgate.deployment.walk.people.AuditHold;
import io.soakgate.deployment.walk.people.Blocked;
import io.soakgate.deployment.walk.people.Board;
import io.soakgate.deployment.walk.people.Cards;
import io.soakgate.deployment.walk.people.Holding;
import io.soakgate.deployment.walk.people.IssueLog;
import io.soakgate.deployment.walk.people.Notebook;
import io.soakgate.deployment.walk.people.Orders;
import io.soakgate.deployment.walk.rollback.Compensation;
import io.soakgate.deployment.walk.rollback.Course;
import io.soakgate.deployment.walk.stage.Admitted;
import io.soakgate.deployment.walk.stage.Chronicle;
import io.soakgate.deployment.walk.stage.Concessions;
import io.soakgate.deployment.walk.stage.Escalating;
import io.soakgate.deployment.walk.stage.Foresight;
import io.soakgate.deployment.walk.stage.PlanTime;
import io.soakgate.deployment.walk.stage.Telling;
import io.soakgate.deployment.walk.watch.AtStake;
import io.soakgate.deployment.walk.watch.Incidents;
import io.soakgate.deployment.walk.watch.Snoozes;
import io.soakgate.deployment.walk.watch.Suspects;
import io.soakgate.deployment.walk.watch.Watching;

/** The rooms of one deployment, joined; each knows only those built before it. */
record Parts(
    PlanTime time,
    Chronicle chronicle,
    Concessions concessions,
    Board board,
    Cards cards,
    Orders orders,
    Notebook notebook,
    Telling telling,
    Escalating escalating,
    AuditHold hold,
    Freeze freeze,
    GateKeeper gates,
    Looking looking,
    Checks checks,
    Readiness readiness,
    Acting acting,
    Changes changes,
    Temporary temporary,
    Timing timing,
    Drilling drilling,
    Fingerprints fingerprints,
    Watching watching,
    Permission permission,
    Course course,
    Suspects suspects,
    Beside beside,
    Compensation compensation) {

  /** Tells the rooms of every workflow what is walked from now on. */
  void admitted(Admitted admitted) {
    cards.admitted(admitted);
    board.admitted(admitted.plan().name(), admitted.digest(), admitted.origin().words());
    escalating.admitted(admitted);
    orders.admitted(admitted.plan());
    telling.admitted(admitted.plan());
  }

  static Parts of(String deployment, String run) {
    PlanTime time = new PlanTime();
    Chronicle chronicle = new Chronicle(deployment, run, time);
    Concessions concessions = new Concessions(chronicle);
    Board board = new Board(deployment, time, chronicle, concessions);
    Cards cards = new Cards(board, chronicle);
    Notebook notebook = new Notebook(time);
    Telling telling = new Telling(deployment, time, chronicle);
    Escalating escalating = new Escalating(chronicle, telling);
    IssueLog issues = new IssueLog(notebook, telling, chronicle);
    Orders orders = new Orders(board, notebook, issues, new Asking(board, escalating, cards));
    AuditHold hold = new AuditHold(time, board, chronicle, telling);
    Handing handing = new Handing(notebook);
    Freeze freeze = new Freeze(time, board, chronicle, orders, telling, hold, concessions);
    Looking looking = new Looking(time, orders, telling, chronicle, handing);
    Holding holding = new Holding(time, orders, telling, chronicle, concessions, hold);
    Checks checks = new Checks(looking, time, chronicle, orders, holding, concessions);
    Readiness readiness = new Readiness(time, chronicle, board, orders, telling);
    GateKeeper gates =
        new GateKeeper(time, orders, board, chronicle, telling, hold, escalating, cards);
    Acting acting = new Acting(gates, looking, concessions);
    OnDemand onDemand = new OnDemand(acting, looking, time, chronicle);
    orders.onDemand(onDemand::take);
    Changes changes =
        new Changes(time, chronicle, board, checks, orders, holding, hold, readiness, acting);
    Foresight foresight = new Foresight(time);
    Incidents incidents = new Incidents(chronicle, telling, foresight, cards);
    Snoozes snoozes = new Snoozes(time, chronicle, concessions);
    Suspects suspects = new Suspects(time, chronicle);
    Fingerprints fingerprints = new Fingerprints(looking, chronicle);
    Course course = new Course(time, chronicle);
    Frozen frozen = new Frozen(freeze, chronicle, telling);
    Permission permission = new Permission(gates, orders, chronicle, foresight, board);
    return new Parts(
        time,
        chronicle,
        concessions,
        board,
        cards,
        orders,
        notebook,
        telling,
        escalating,
        hold,
        freeze,
        gates,
        looking,
        checks,
        readiness,
        acting,
        changes,
        new Temporary(chronicle, board, changes, checks, orders, holding, hold, acting),
        new Timing(time, board, chronicle, orders, new Picking(time, orders, telling, chronicle)),
        new Drilling(time, chronicle, board, orders, telling, concessions),
        fingerprints,
        new Watching(
            time,
            orders,
            board,
            chronicle,
            incidents,
            looking,
            handing,
            issues,
            frozen,
            new AtStake(time, board, chronicle, looking),
            snoozes,
            suspects),
        permission,
        course,
        suspects,
        new Beside(
            time, orders, chronicle, incidents, handing, issues, changes, frozen, snoozes,
            suspects),
        new Compensation(
            board,
            chronicle,
            telling,
            course,
            hold,
            changes,
            checks,
            fingerprints,
            new Blocked(orders, board, chronicle, telling, escalating, holding),
            concessions,
            permission,
            time,
            acting,
            freeze,
            new ProvidersRestore(gates)));
  }
}
