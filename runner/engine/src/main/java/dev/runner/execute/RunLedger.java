package dev.runner.execute;

import dev.runner.execute.reach.Obligations;
import dev.runner.execute.reach.OpenHosts;
import dev.runner.execute.task.Ledger;
import dev.runner.execute.task.Masking;
import dev.runner.journal.RunJournal;
import dev.runner.module.Obligation;
import dev.runner.module.Step;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Identity;
import dev.runner.values.Text;
import java.util.List;
import java.util.Map;

/// Writes the intents and outcomes of one attempt to the journal, and what is owed on its account
/// to the host.
///
/// @param attempt unique in the run
/// @param host that the steps are applied to
record RunLedger(
    RunJournal journal,
    Obligations obligations,
    Masking masking,
    String attempt,
    String host,
    String task,
    Identity who,
    Map<String, Text> environment,
    OpenHosts.Opened opened)
    implements Ledger {

  @Override
  public void intent(List<Step> steps, List<Obligation> owed) throws ConnectException {
    obligations.record(host, who, environment, owed, opened.access(), opened.record());
    journal.intent(
        attempt,
        host,
        masking.text(task),
        steps.stream().map(step -> masking.text(step.title())).toList());
  }

  @Override
  public void outcome(String result) {
    journal.outcome(attempt, result);
  }

  @Override
  public void settled(List<String> keys) throws ConnectException {
    obligations.settle(host, who, keys, opened.record());
  }

  @Override
  public void lost() {
    obligations.hold(host);
  }

  @Override
  public void staked(List<String> keys) {
    obligations.stake(host, keys);
  }

  @Override
  public void known(List<String> keys) {
    obligations.release(host, keys);
  }

  @Override
  public void held(List<String> keys) {
    obligations.hold(host, keys);
  }
}
