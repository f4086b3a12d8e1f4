import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Copies a jar whose classes were compiled for Java 5, giving them the stack maps of Java 8: the
/// JVM's ahead-of-time cache takes no class that the old verifier has to check (JEP 483), and
/// picocli, which every start needs, is made of such.
///
/// `java build/Reframe.java FROM.jar TO.jar`
public final class Reframe {
  private static final int FIRST_WITH_STACK_MAPS = 50;

  private Reframe() {}

  /// Runs the copy.
  public static void main(String[] words) throws IOException {
    Path from = Path.of(words[0]);
    Path to = Path.of(words[1]);
    try (JarFile jar = new JarFile(from.toFile());
        URLClassLoader loader = new URLClassLoader(new URL[] {from.toUri().toURL()});
        OutputStream file = Files.newOutputStream(to);
        ZipOutputStream copy = new ZipOutputStream(file)) {
      ClassFile classFile =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(loader)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (JarEntry entry : jar.stream().toList()) {
        byte[] content = jar.getInputStream(entry).readAllBytes();
        copy.putNextEntry(new ZipEntry(entry.getName()));
        copy.write(entry.getName().endsWith(".class") ? reframed(classFile, content) : content);
        copy.closeEntry();
      }
    }
  }

  private static byte[] reframed(ClassFile classFile, byte[] content) {
    ClassModel old = classFile.parse(content);
    if (old.majorVersion() >= FIRST_WITH_STACK_MAPS) {
      return content;
    }
    return classFile.transformClass(
        old,
        ClassTransform.dropping(ClassFileVersion.class::isInstance)
            // Written anew instruction by instruction; a body that is copied whole gets no stack
            // maps.
            .andThen(ClassTransform.transformingMethodBodies((body, part) -> body.with(part)))
            .andThen(
                ClassTransform.endHandler(
                    built -> built.withVersion(ClassFile.JAVA_8_VERSION, 0))));
  }
}
