package dev.runner.transport.ssh;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// OpenSSL's library of algorithms, version 3, where this machine has it: ChaCha20 and Poly1305
/// with the processor's help, which the JVM's quick compiler can't give
/// ([EVP_EncryptInit](https://docs.openssl.org/3.0/man3/EVP_EncryptInit/),
/// [EVP_MAC](https://docs.openssl.org/3.0/man3/EVP_MAC/)).
@SuppressWarnings("restricted") // calls into a library are what it is for
final class Libcrypto {
  private static final String LIBRARY = "libcrypto.so.3";

  private final MethodHandle newCipher;
  private final MethodHandle freeCipher;
  private final MethodHandle initCipher;
  private final MethodHandle updateCipher;
  private final MethodHandle newMac;
  private final MethodHandle freeMac;
  private final MethodHandle initMac;
  private final MethodHandle updateMac;
  private final MethodHandle finishMac;
  private final MemorySegment chacha;
  private final MemorySegment poly;

  private Libcrypto(SymbolLookup symbols) throws GeneralSecurityException {
    ValueLayout.OfInt number = ValueLayout.JAVA_INT;
    MemoryLayout size = ValueLayout.JAVA_LONG;
    MemoryLayout pointer = ValueLayout.ADDRESS;
    newCipher = handle(symbols, "EVP_CIPHER_CTX_new", pointer);
    freeCipher = handle(symbols, "EVP_CIPHER_CTX_free", null, pointer);
    initCipher =
        handle(symbols, "EVP_EncryptInit_ex", number, pointer, pointer, pointer, pointer, pointer);
    updateCipher =
        handle(symbols, "EVP_EncryptUpdate", number, pointer, pointer, pointer, pointer, number);
    newMac = handle(symbols, "EVP_MAC_CTX_new", pointer, pointer);
    freeMac = handle(symbols, "EVP_MAC_CTX_free", null, pointer);
    initMac = handle(symbols, "EVP_MAC_init", number, pointer, pointer, size, pointer);
    updateMac = handle(symbols, "EVP_MAC_update", number, pointer, pointer, size);
    finishMac = handle(symbols, "EVP_MAC_final", number, pointer, pointer, pointer, size);
    chacha = there(call(handle(symbols, "EVP_chacha20", pointer)), "ChaCha20");
    MethodHandle fetch = handle(symbols, "EVP_MAC_fetch", pointer, pointer, pointer, pointer);
    try (Arena arena = Arena.ofConfined()) {
      poly =
          there(
              call(fetch, MemorySegment.NULL, arena.allocateFrom("POLY1305"), MemorySegment.NULL),
              "Poly1305");
    }
  }

  /// The library, found once; nothing where it isn't there, is another version, or lacks one of the
  /// two algorithms.
  static Optional<Libcrypto> there() {
    return Holder.FOUND;
  }

  private static final class Holder {
    static final Optional<Libcrypto> FOUND = found();

    private static Optional<Libcrypto> found() {
      try {
        return Optional.of(new Libcrypto(SymbolLookup.libraryLookup(LIBRARY, Arena.global())));
      } catch (IllegalArgumentException
          | IllegalCallerException
          | GeneralSecurityException
          | UnsatisfiedLinkError e) {
        return Optional.empty(); // not there, not whole, or not for us to call
      }
    }
  }

  private static MethodHandle handle(
      SymbolLookup symbols, String name, @Nullable MemoryLayout result, MemoryLayout... parameters)
      throws GeneralSecurityException {
    FunctionDescriptor shape =
        result == null
            ? FunctionDescriptor.ofVoid(parameters)
            : FunctionDescriptor.of(result, parameters);
    MemorySegment function =
        symbols
            .find(name)
            .orElseThrow(
                () -> new GeneralSecurityException("no %s in %s".formatted(name, LIBRARY)));
    // critical: arrays of ours are worked on where they are; each call takes microseconds
    return Linker.nativeLinker().downcallHandle(function, shape, Linker.Option.critical(true));
  }

  private static Object call(MethodHandle handle, Object... arguments)
      throws GeneralSecurityException {
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new GeneralSecurityException("a call of %s failed".formatted(LIBRARY), e);
    }
  }

  private static MemorySegment there(Object pointer, String what) throws GeneralSecurityException {
    MemorySegment segment = (MemorySegment) pointer;
    if (segment.address() == 0) {
      throw new GeneralSecurityException("%s has no %s".formatted(LIBRARY, what));
    }
    return segment;
  }

  /// A stream of ChaCha20 with one key.
  ///
  /// @param key 32 bytes
  ChaCha chaCha(byte[] key) throws GeneralSecurityException {
    Arena arena = Arena.ofAuto();
    MemorySegment context =
        there(call(newCipher), "memory").reinterpret(arena, freed -> quietly(freeCipher, freed));
    ChaCha stream = new ChaCha(context, arena.allocate(Integer.BYTES));
    stream.init(chacha, MemorySegment.ofArray(key), MemorySegment.NULL);
    return stream;
  }

  /// A code of authenticity that gets a new key for each message.
  Poly poly() throws GeneralSecurityException {
    MemorySegment context =
        there(call(newMac, poly), "memory")
            .reinterpret(Arena.ofAuto(), freed -> quietly(freeMac, freed));
    return new Poly(context);
  }

  private static void quietly(MethodHandle free, MemorySegment context) {
    try {
      free.invokeExact(context);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(int result) throws GeneralSecurityException {
    if (result != 1) {
      throw new GeneralSecurityException(LIBRARY + " refused to encrypt or to authenticate");
    }
  }

  private static GeneralSecurityException failed(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof GeneralSecurityException known
        ? known
        : new GeneralSecurityException("a call of %s failed".formatted(LIBRARY), e);
  }

  /// ChaCha20 (RFC 8439), whose first words of state after the key are given.
  final class ChaCha {
    private final MemorySegment context;
    private final MemorySegment written;

    private ChaCha(MemorySegment context, MemorySegment written) {
      this.context = context;
      this.written = written;
    }

    private void init(MemorySegment cipher, MemorySegment key, MemorySegment start)
        throws GeneralSecurityException {
      try {
        check((int) initCipher.invokeExact(context, cipher, MemorySegment.NULL, key, start));
      } catch (Throwable e) {
        throw failed(e);
      }
    }

    /// Begins at a counter and a nonce.
    ///
    /// @param start 16 bytes: the counter, least byte first, and the nonce
    void restart(byte[] start) throws GeneralSecurityException {
      init(MemorySegment.NULL, MemorySegment.NULL, MemorySegment.ofArray(start));
    }

    /// Encrypts or decrypts bytes where they are.
    void crypt(byte[] bytes, int offset, int length) throws GeneralSecurityException {
      MemorySegment place = MemorySegment.ofArray(bytes).asSlice(offset, length);
      try {
        check((int) updateCipher.invokeExact(context, place, written, place, length));
      } catch (Throwable e) {
        throw failed(e);
      }
    }
  }

  /// Poly1305 (RFC 8439).
  final class Poly {
    static final int TAG = 16;
    private static final int KEY = 32;

    private final MemorySegment context;

    private Poly(MemorySegment context) {
      this.context = context;
    }

    /// Begins a message; the key is the first 32 bytes.
    void restart(byte[] key) throws GeneralSecurityException {
      try {
        check(
            (int)
                initMac.invokeExact(
                    context, MemorySegment.ofArray(key), (long) KEY, MemorySegment.NULL));
      } catch (Throwable e) {
        throw failed(e);
      }
    }

    /// Takes more of the message.
    void update(byte[] bytes, int offset, int length) throws GeneralSecurityException {
      MemorySegment place = MemorySegment.ofArray(bytes).asSlice(offset, length);
      try {
        check((int) updateMac.invokeExact(context, place, (long) length));
      } catch (Throwable e) {
        throw failed(e);
      }
    }

    /// Ends the message and writes its tag of 16 bytes.
    void finish(byte[] bytes, int offset) throws GeneralSecurityException {
      MemorySegment place = MemorySegment.ofArray(bytes).asSlice(offset, TAG);
      try {
        check((int) finishMac.invokeExact(context, place, MemorySegment.NULL, (long) TAG));
      } catch (Throwable e) {
        throw failed(e);
      }
    }
  }
}
