import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// CPU time of children that have ended, by getrusage(2), to the microsecond.
final class Usage {
  private static final int CHILDREN = -1;
  private static final long SIZE = 144;

  private final MethodHandle call;

  Usage() {
    Linker linker = Linker.nativeLinker();
    call =
        linker.downcallHandle(
            linker.defaultLookup().find("getrusage").orElseThrow(),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  /// Seconds, in user and kernel mode, of all that have been waited for.
  double children() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(SIZE, Long.BYTES);
      int status = (int) call.invokeExact(CHILDREN, usage);
      if (status != 0) {
        throw new IllegalStateException("getrusage ended with " + status);
      }
      return seconds(usage, 0) + seconds(usage, 2);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static double seconds(MemorySegment usage, long at) {
    return usage.getAtIndex(ValueLayout.JAVA_LONG, at)
        + usage.getAtIndex(ValueLayout.JAVA_LONG, at + 1) / 1e6;
  }
}
