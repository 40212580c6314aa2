package io.soakgate.action;

import io.soakgate.command.Commands;
import io.soakgate.command.Program.Ended;
import io.soakgate.command.Stopped;
import io.soakgate.deployment.ActActivity.ActRequest;
import io.soakgate.deployment.ActActivity.Effect;
import io.soakgate.plan.reading.Node;
import io.soakgate.target.Command;
import io.soakgate.target.Target;
import io.soakgate.target.Targets;
import java.io.IOException;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Runs a command that the worker's configuration names for the target: an application is stopped, a
 * cache worker restarted (P-037, P-039, A-049). The plan knows its name and nothing else.
 *
 * <pre>
 * command: {name: stop-application}
 * command: {undo-of: stop-application}
 * </pre>
 */
public final class CommandAction implements Action {
  private final Targets targets;
  private final Patience patience;

  public CommandAction(Targets targets) {
    this(targets, Patience.USUAL);
  }

  CommandAction(Targets targets, Patience patience) {
    this.targets = targets;
    this.patience = patience;
  }

  @Override
  public String kind() {
    return "command";
  }

  @Override
  public List<String> check(Node with) {
    Asked.read(with);
    return List.of();
  }

  @Override
  public boolean proved() {
    return false;
  }

  @Override
  public Effect act(Node with, ActRequest request, Pulse pulse) throws Exception {
    Target target = targets.get(request.scope().target());
    Command command = command(Asked.read(with), target, request.subject());
    return new Once(target, request, pulse, patience)
        .run(() -> run(target, command, request.subject(), pulse));
  }

  @Override
  public ByHand byHand(Node with, ActRequest request, Connection ledger, String said) {
    Target target = targets.get(request.scope().target());
    Command command = command(Asked.read(with), target, request.subject());
    return ByHand.nothing(
        "run on the worker's machine, as its configuration says: "
            + String.join(" ", command.run()));
  }

  private static Command command(Asked asked, Target target, String subject) {
    try {
      Commands commands = new Commands(target);
      Command named = commands.get(asked.name());
      if (!asked.undo()) {
        return named;
      }
      if (named.undo() == null) {
        throw new IllegalStateException(
            "command "
                + asked.name()
                + " of target "
                + target.name()
                + " has no undo; name one in the worker's configuration");
      }
      return commands.get(named.undo());
    } catch (IllegalStateException missing) {
      throw Refused.because(subject + ": " + missing.getMessage());
    }
  }

  @SuppressWarnings("try")
  private static Once.Done run(Target target, Command command, String subject, Pulse pulse)
      throws InterruptedException {
    Thread runner = Thread.currentThread();
    try (Pulse.Stop stop = pulse.onCancel(runner::interrupt)) {
      Ended ended =
          new Commands(target)
              .run(
                  command,
                  since ->
                      pulse.progress(command.name() + " runs for " + since.toSeconds() + " s"));
      return done(command, subject, ended);
    } catch (Stopped e) {
      throw Refused.statement(
          subject + ": command " + command.name() + " " + e.getMessage() + said(e.said()));
    } catch (IOException e) {
      throw Refused.because(
          subject
              + ": command "
              + command.name()
              + " cannot be run ("
              + e.getMessage()
              + "); mend it in the worker's configuration");
    } catch (InterruptedException e) {
      pulse.progress(command.name() + " was stopped");
      throw e;
    } catch (CancellationException e) {
      Thread.interrupted();
      throw e;
    }
  }

  private static Once.Done done(Command command, String subject, Ended ended) {
    if (ended.code() != 0) {
      throw Refused.statement(
          subject
              + ": command "
              + command.name()
              + " ended with exit code "
              + ended.code()
              + said(ended.said()));
    }
    return new Once.Done(
        "Ran " + command.name() + " in " + ended.took().toMillis() + " ms",
        ended.said().isEmpty() ? List.of() : ended.said().lines().toList());
  }

  private static String said(String said) {
    return said.isEmpty()
        ? " and said nothing"
        : ", saying: " + said.lines().reduce((a, b) -> b).orElse("");
  }

  private record Asked(String name, boolean undo) {
    static Asked read(Node with) {
      boolean undo = with.has("undo-of");
      String name =
          undo ? with.required("undo-of").map(Node::text).orElse(null) : Commands.name(with);
      if (undo && with.has("name")) {
        with.refuse("`name` and `undo-of`", "they name two commands", "write one of them");
        with.optional("name");
      }
      with.done();
      return new Asked(name, undo);
    }
  }
}
