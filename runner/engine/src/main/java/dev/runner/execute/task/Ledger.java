package dev.runner.execute.task;

import dev.runner.module.Obligation;
import dev.runner.module.Step;
import dev.runner.transport.ConnectException;
import java.util.List;

/// Records intents, and what is owed.
public interface Ledger {
  /// Steps are about to be applied, on account of which this will be owed.
  void intent(List<Step> steps, List<Obligation> owed) throws ConnectException;

  /// They were applied, or not, or nobody knows.
  void outcome(String result);

  /// What is owed under these keys is paid.
  void settled(List<String> keys) throws ConnectException;

  /// The host was lost while they were applied, and what was running there may go on: what is owed
  /// stays owed, since to pay it meanwhile would do harm.
  void lost();

  /// What is owed under these keys stays owed if the run ends before it is known what steps came
  /// to.
  void staked(List<String> keys);

  /// It is known now.
  void known(List<String> keys);

  /// What is owed under these keys stays owed.
  void held(List<String> keys);
}
