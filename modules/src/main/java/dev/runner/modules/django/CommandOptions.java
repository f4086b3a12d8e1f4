package dev.runner.modules.django;

import dev.runner.module.BadParameter;
import dev.runner.module.Param;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Options of single commands of `manage.py` that have a parameter of their own. Names and the
/// commands that they go with are those of `community.general.django_manage`.
public record CommandOptions(
    @Param(
            value = "Whether test ends at the first failure.",
            aliases = "fail_fast",
            byDefault = "false")
        boolean failfast,
    @Param(value = "The class by which test runs tests.", aliases = "test_runner")
        Optional<String> testrunner,
    @Param(
            value = "Whether migrate leaves out older migrations that weren't applied.",
            byDefault = "false")
        boolean skip,
    @Param(
            value = "Whether migrate applies older migrations that weren't applied.",
            byDefault = "false")
        boolean merge,
    @Param(value = "Whether collectstatic makes links instead of copies.", byDefault = "false")
        boolean link,
    @Param(value = "Whether collectstatic removes what is there first.", byDefault = "false")
        boolean clear) {
  private record Option(String command, String word) {}

  /// The words that stand for them.
  ///
  /// @throws BadParameter if one is given that the command doesn't have
  List<String> words(String command) {
    List<String> words = new ArrayList<>();
    given()
        .forEach(
            (parameter, option) -> {
              if (!option.command().equals(command)) {
                throw new BadParameter(
                    parameter,
                    "%s param is incompatible with command=%s".formatted(parameter, command));
              }
              words.add(option.word());
            });
    return words;
  }

  private Map<String, Option> given() {
    Map<String, Option> given = new LinkedHashMap<>();
    flag(given, failfast, "failfast", "test");
    testrunner.ifPresent(
        name -> given.put("testrunner", new Option("test", "--testrunner=" + name)));
    flag(given, skip, "skip", "migrate");
    flag(given, merge, "merge", "migrate");
    flag(given, link, "link", "collectstatic");
    flag(given, clear, "clear", "collectstatic");
    return given;
  }

  private static void flag(Map<String, Option> given, boolean wanted, String name, String command) {
    if (wanted) {
      given.put(name, new Option(command, "--" + name));
    }
  }
}
