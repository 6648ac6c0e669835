package io.cairn.models;

import java.io.BufferedOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** Writes files so that they are on the disk when the call returns. */
final class DurableFiles {
  private static final boolean FOLDERS_CAN_BE_FORCED =
      !System.getProperty("os.name", "").startsWith("Windows");

  private DurableFiles() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  interface Content {
    void write(DataOutput out) throws IOException;
  }

  /** Writes a file, replacing one that is there, and returns its seal. */
  static ArtifactJson.Seal write(Path file, Content content) throws IOException {
    CRC32C sum = new CRC32C();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream checked = new CheckedOutputStream(Channels.newOutputStream(channel), sum);
      DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, 1 << 16));
      content.write(out);
      out.flush();
      channel.force(true);
      return new ArtifactJson.Seal(channel.position(), sum.getValue());
    }
  }

  /** Renames a file or folder inside a folder in one step. */
  static void rename(Path folder, String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    force(folder);
  }

  /** Forces the names in a folder to the disk, where the system has a way to. */
  static void force(Path folder) throws IOException {
    if (FOLDERS_CAN_BE_FORCED) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Deletes a folder that has only files, if it is there. */
  static void deleteFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      List<Path> files;
      try (Stream<Path> list = Files.list(folder)) {
        files = list.toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }
}
