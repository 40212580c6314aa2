package io.soakgate.starter;

import io.soakgate.plan.reading.Problem;
import io.temporal.client.WorkflowNotFoundException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code soakgate}: durable, approval-gated PostgreSQL deployments. */
@Command(
    name = "soakgate",
    description = "Durable, approval-gated PostgreSQL deployments on Temporal.",
    mixinStandardHelpOptions = true,
    version = "soakgate 0.1.0",
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      Demo.class,
      Dev.class,
      WorkerVerb.class,
      Init.class,
      Validate.class,
      Preview.class,
      Connect.class,
      Start.class,
      StatusVerb.class,
      Approve.class,
      Reject.class,
      Revoke.class,
      Pause.class,
      Resume.class,
      Abort.class,
      RollbackVerb.class,
      Retry.class,
      Skip.class,
      Resolve.class,
      Waive.class,
      IssueVerb.class,
      BreachVerb.class,
      SnoozeVerb.class,
      ExtendVerb.class,
      AnswerVerb.class,
      LookVerb.class,
      DoVerb.class,
      WindowVerb.class,
      SchedulesVerb.class,
      ReportVerb.class,
      LostRowsVerb.class,
      RunbookVerb.class,
      ReconcileVerb.class,
      BackupsVerb.class,
      AuditVerb.class,
      KeyVerb.class,
      SlackVerb.class
    })
public final class Main {
  private Main() {}

  /** Runs one verb and exits with its code. */
  public static void main(String[] arguments) {
    int code = commandLine().execute(arguments);
    System.out.flush();
    System.err.flush();
    // Threads of the client and of an embedded server must not keep a finished verb alive.
    System.exit(code);
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.getSubcommands().values().forEach(Main::withoutVersions);
    return line.setExecutionExceptionHandler(Main::explain)
        .setParameterExceptionHandler(Main::refuse)
        .setUsageHelpWidth(100);
  }

  private static void withoutVersions(CommandLine verb) {
    withoutVersion(verb);
    verb.getSubcommands().values().forEach(Main::withoutVersion);
  }

  /** A verb has no version of its own. */
  private static void withoutVersion(CommandLine verb) {
    CommandSpec spec = verb.getCommandSpec();
    spec.remove(spec.findOption("--version"));
  }

  private static int refuse(ParameterException problem, String[] arguments) {
    CommandLine line = problem.getCommandLine();
    PrintWriter err = line.getErr();
    String command = line.getCommandSpec().qualifiedName();
    err.println(command + ": " + problem.getMessage() + "; see " + command + " --help");
    UnmatchedArgumentException.printSuggestions(problem, err);
    return ExitCode.BAD_INPUT;
  }

  private static int explain(Exception problem, CommandLine line, ParseResult result) {
    PrintWriter err = line.getErr();
    if (problem instanceof BadInput bad) {
      bad.problems().stream().map(Problem::line).forEach(err::println);
      if (bad.problems().isEmpty()) {
        err.println(bad.getMessage());
      }
      return ExitCode.BAD_INPUT;
    }
    String words = problem instanceof WorkflowNotFoundException none ? words(none) : words(problem);
    err.println("soakgate " + line.getCommandName() + ": " + words);
    return ExitCode.ANYTHING_ELSE;
  }

  private static String words(WorkflowNotFoundException none) {
    String id = none.getExecution().getWorkflowId();
    return words((Throwable) none).contains("already completed")
        ? id + " has ended; see soakgate report " + id
        : "there is no deployment "
            + id
            + "; see its id in the Temporal UI or where it was started";
  }

  private static String words(Throwable problem) {
    StringBuilder words = new StringBuilder(String.valueOf(problem.getMessage()));
    for (Throwable cause = problem.getCause(); cause != null; cause = cause.getCause()) {
      String more = cause.getMessage();
      if (more != null && words.indexOf(more) < 0) {
        words.append(": ").append(more);
      }
    }
    return words.toString();
  }
}
