package io.simpleflow.distribution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Brings the class files of a jar into the format of Java 8, for the build of the installation. The
 * JVM keeps none that is older than Java 6 in its archive of classes, and checks such a one by
 * inferring the types that newer ones state: for picocli a tenth of a second in every command.
 */
final class NewerClassFiles {
  private static final int JAVA_6 = 50;

  private NewerClassFiles() {}

  /**
   * Writes jars anew, in their places.
   *
   * @param jars their paths; their classes must be on the class path too
   */
  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      Path path = Path.of(jar);
      Files.write(path, rewritten(path));
    }
  }

  private static byte[] rewritten(Path jar) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipFile from = new ZipFile(jar.toFile());
        ZipOutputStream to = new ZipOutputStream(bytes)) {
      to.setComment("Class files brought into the format of Java 8.");
      for (ZipEntry entry : from.stream().toList()) {
        byte[] content = from.getInputStream(entry).readAllBytes();
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        to.putNextEntry(copy);
        to.write(entry.getName().endsWith(".class") ? newer(content) : content);
        to.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] newer(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    if (reader.readUnsignedShort(6) >= JAVA_6) {
      return classFile;
    }
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version,
              int access,
              String name,
              @Nullable String signature,
              @Nullable String superName,
              String @Nullable [] interfaces) {
            super.visit(Opcodes.V1_8, access, name, signature, superName, interfaces);
          }
        };
    reader.accept(visitor, 0);
    return writer.toByteArray();
  }
}
