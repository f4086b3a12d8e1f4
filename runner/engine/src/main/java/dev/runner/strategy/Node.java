package dev.runner.strategy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A part of a play as the coordinator sees it: tasks without their content, and how they nest.
public sealed interface Node {

  /// A task.
  ///
  /// @param id what the engine knows it by
  /// @param place its order among all leaves of the play
  /// @param runOnce the first host of the batch runs it for all
  /// @param anyErrorsFatal the failure of one host is the failure of all
  /// @param flush hosts run the handlers that they were told to before they pass
  record Leaf(String id, Place place, boolean runOnce, boolean anyErrorsFatal, boolean flush)
      implements Node {
    /// The same in another place.
    public Leaf at(Place other) {
      return new Leaf(id, other, runOnce, anyErrorsFatal, flush);
    }
  }

  /// Tasks that follow one another, with what to do when one fails, and what to do in any case.
  ///
  /// @param known what hosts remember that have been through the group; nothing where it doesn't
  ///   matter
  record Group(
      String id, List<Node> body, List<Node> rescue, List<Node> always, Optional<Known> known)
      implements Node {
    public Group {
      body = List.copyOf(body);
      rescue = List.copyOf(rescue);
      always = List.copyOf(always);
    }

    /// The ids of groups that are roles begin with this: `meta: end_role` leaves the innermost one.
    public static final String ROLE = "role ";

    /// The ids of groups that are sections of a play (`pre_tasks`, …) begin with this.
    public static final String SECTION = "section ";

    /// The ids of groups that are the turns of a block's loop begin with this.
    public static final String LOOP = "loop ";

    /// The ids of groups that are tried again when they fail begin with this.
    public static final String ATTEMPT = "attempt ";

    /// What groups are remembered by.
    ///
    /// @param what groups of which this is equal are the same
    /// @param again whether a host goes through it that has been through the same
    public record Known(Object what, boolean again) {}

    /// One that hosts go through each time, and forget.
    public Group(String id, List<Node> body, List<Node> rescue, List<Node> always) {
      this(id, body, rescue, always, Optional.empty());
    }

    /// Tasks that follow one another.
    public static Group of(String id, List<Node> body) {
      return new Group(id, body, List.of(), List.of());
    }
  }

  /// A place in the order of a play: numbers from the outside in. What an include adds at run time
  /// lies below the include's own place, so that no other place has to change.
  final class Place implements Comparable<Place> {
    private final int[] numbers;

    private Place(int[] numbers) {
      this.numbers = numbers;
    }

    /// The place of these numbers.
    public static Place of(int... numbers) {
      return new Place(numbers.clone());
    }

    /// A place below this one.
    public Place below(int number) {
      int[] longer = Arrays.copyOf(numbers, numbers.length + 1);
      longer[numbers.length] = number;
      return new Place(longer);
    }

    /// The place that this one is below.
    Place above() {
      return new Place(Arrays.copyOf(numbers, numbers.length - 1));
    }

    /// The innermost number.
    int last() {
      return numbers[numbers.length - 1];
    }

    @Override
    public int compareTo(Place other) {
      return Arrays.compare(numbers, other.numbers);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Place place && Arrays.equals(numbers, place.numbers);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
      return Arrays.toString(numbers);
    }
  }
}
