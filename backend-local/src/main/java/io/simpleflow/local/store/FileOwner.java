package io.simpleflow.local.store;

import io.simpleflow.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The ownership of a store's file by one process: a lock on the file of the same name with {@code
 * .lock} added, in which the owner's process id stands. The operating system gives it up when the
 * process dies, however it dies.
 */
final class FileOwner implements AutoCloseable {
  /**
   * The lock files that are open, each once. Static because a lock on a file is the process's, and
   * on POSIX closing any channel to a file gives up all the locks that the process has on it: an
   * attempt that opened the file anew, found it locked by this process, and closed it again, would
   * give the first owner's lock away.
   */
  private static final Map<Path, FileChannel> OPEN = new HashMap<>();

  /** Where the lock lies: behind the text, which others may then read even on Windows. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int LONGEST_PID = 20;

  private final Path lockFile;
  private final FileChannel channel;

  private FileOwner(Path lockFile, FileChannel channel) {
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /**
   * Takes ownership.
   *
   * @param file the store's file, by its real path; it need not exist, but its folder must
   * @throws StoreException naming the owner if there is another, or if the folder is not writable
   */
  static FileOwner of(Path file) {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    synchronized (OPEN) {
      try {
        FileChannel channel = OPEN.get(lockFile);
        if (channel == null) {
          channel = open(lockFile);
          OPEN.put(lockFile, channel);
        }
        lock(file, lockFile, channel);
        return new FileOwner(lockFile, channel);
      } catch (OverlappingFileLockException e) {
        // The channel stays open even if the owner is a class of another class loader.
        throw Failures.owned(file, "this process (%d)".formatted(ProcessHandle.current().pid()));
      } catch (IOException e) {
        throw Failures.of(file, e);
      }
    }
  }

  private static FileChannel open(Path lockFile) throws IOException {
    if (Files.isSymbolicLink(lockFile)) {
      throw new IOException(lockFile + " is a symbolic link");
    }
    return FileChannel.open(
        lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static void lock(Path file, Path lockFile, FileChannel channel) throws IOException {
    FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
    boolean owned = false;
    try {
      if (lock == null) {
        throw Failures.owned(file, "process " + read(channel));
      }
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid), 0);
      owned = true;
    } finally {
      if (!owned) {
        OPEN.remove(lockFile);
        channel.close();
      }
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST_PID);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
  }

  /** Gives the file free. The lock file stays: to delete it would let two processes own two. */
  @Override
  public void close() {
    synchronized (OPEN) {
      try {
        OPEN.remove(lockFile, channel);
        channel.close();
      } catch (IOException e) {
        throw new StoreException(lockFile + " cannot be closed: " + e.getMessage(), e);
      }
    }
  }
}
