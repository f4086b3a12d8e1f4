package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What the record of a run keeps of its command.
class RecordedWordsTest {

  @Test
  void valuesOfVariablesAreNotKept() {
    assertEquals(
        List.of("play", "x.yml", "-e", "user=********", "-e", "@vars.yml", "-e", "********"),
        RecordedWords.of(
            List.of("play", "x.yml", "-e", "user=ann", "-e", "@vars.yml", "-e", "{\"a\": 1}")));
    assertEquals(
        List.of("--extra-vars=a=********", "-ea=********", "--check"),
        RecordedWords.of(List.of("--extra-vars=a=b c=d", "-ea=b", "--check")));
  }

  @Test
  void otherSpellingsOfOptionsAreKnown() {
    assertEquals(
        List.of("--extra-v", "p=********", "-ve", "s=********", "-bKep=********", "--arg=********"),
        RecordedWords.of(
            List.of("--extra-v", "p=hunter2", "-ve", "s=abcd99", "-bKep=x", "--arg={\"a\": 1}")));
    assertEquals(
        List.of("-a", "********"), RecordedWords.of(List.of("-a", "{\"password\":\"zeta77\"}")));
    assertEquals(
        List.of("--ask-pass", "-b", "--args"),
        RecordedWords.of(List.of("--ask-pass", "-b", "--args")));
  }

  @Test
  void passwordsAmongParametersAreNotKept() {
    assertEquals(
        List.of("run", "all", "-m", "user", "-a", "name=ann password=******** state=present"),
        RecordedWords.of(
            List.of("run", "all", "-m", "user", "-a", "name=ann password='a b' state=present")));
  }
}
