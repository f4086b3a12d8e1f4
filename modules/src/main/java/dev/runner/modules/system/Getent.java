package dev.runner.modules.system;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Effect;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.TaskModule;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Asks the host's name services.
@Describe(
    summary = "Look something up in a database of names: users, groups, hosts, services.",
    since = "0.1",
    example =
        """
        - name: learn about root
          getent:
            database: passwd
            key: root
        """,
    returns = {
      @Describe.Returned(
          name = "ansible_facts",
          value =
              "The fact getent_DATABASE: for each key the list of its fields, or of such lists.")
    })
@Needs("getent")
public record Getent(
    @Param("Name of the database: passwd, group, hosts and their like.") String database,
    @Param("What to look up; all of the database if left out.") Optional<String> key,
    @Param("What divides fields; a colon or blanks, by the database, if left out.")
        Optional<String> split,
    @Param("The service to ask instead of those that the host is set up for.")
        Optional<String> service,
    @Param(value = "Whether the task fails if the key isn't there.", byDefault = "true")
        boolean failKey)
    implements TaskModule {
  private static final Set<String> COLONS = Set.of("passwd", "shadow", "group", "gshadow");

  public Getent {
    if (split.filter(String::isEmpty).isPresent()) {
      throw new BadParameter("split", "Invalid split value. The value must be a non-empty string.");
    }
    for (String word : List.of(database, key.orElse("x"))) {
      if (word.isEmpty() || word.startsWith("-")) {
        throw new BadParameter("key", "'%s' can't be looked up".formatted(word));
      }
    }
  }

  @Override
  public Plan plan(Probe host) {
    List<Object> words = new ArrayList<>(List.of("getent"));
    service.ifPresent(name -> words.addAll(List.of("-s", name)));
    words.add(database);
    key.ifPresent(words::add);
    Output output = host.ask(new Question.Look(Command.of(words), true));
    return switch (output.exit()) {
      case 0 -> told(found(output));
      case 1 ->
          Plan.refuse(
              "Missing arguments, or database unknown.",
              "there is no database %s on the host".formatted(database));
      case 2 -> missing();
      case 3 ->
          Plan.refuse(
              "the database %s can't be listed as a whole".formatted(database), "give a key");
      default -> Plan.refuse("getent: " + output.lastWords(), "");
    };
  }

  private Plan missing() {
    String sentence = "One or more supplied key could not be found in the database.";
    return failKey
        ? Plan.refuse(sentence, "%s isn't in the database %s".formatted(key.orElse("it"), database))
        : told(Map.of(key.orElse(""), None.NONE)).with("msg", sentence);
  }

  private Plan.Learned told(Map<String, Object> found) {
    Map<String, Object> fact = Map.of("getent_" + database, found);
    return Plan.learned("%d found".formatted(found.size()))
        .with("ansible_facts", fact)
        .with(new Effect.Facts(fact));
  }

  /// A key that is there more than once has a list of all its entries.
  private Map<String, Object> found(Output output) {
    Map<String, List<List<String>>> entries = new LinkedHashMap<>();
    for (String line : output.lines()) {
      List<String> fields = fields(line);
      entries
          .computeIfAbsent(fields.getFirst(), name -> new ArrayList<>())
          .add(fields.subList(1, fields.size()));
    }
    Map<String, Object> found = new LinkedHashMap<>();
    entries.forEach(
        (name, all) -> found.put(name, all.size() == 1 ? all.getFirst() : List.copyOf(all)));
    return found;
  }

  private List<String> fields(String line) {
    Optional<String> divider =
        split.or(() -> COLONS.contains(database) ? Optional.of(":") : Optional.empty());
    return divider.isPresent()
        ? List.of(line.split(java.util.regex.Pattern.quote(divider.get()), -1))
        : List.of(line.strip().split("\\s+"));
  }
}
