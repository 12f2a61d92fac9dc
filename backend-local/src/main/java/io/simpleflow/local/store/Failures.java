package io.simpleflow.local.store;

import io.simpleflow.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says in one line what is wrong with a store's file, and what to do. */
final class Failures {
  private static final String ELSEWHERE = "name another file with --store or the setting 'store'";

  private Failures() {}

  static StoreException of(Path file, SQLException e) {
    return new StoreException(text(file, e), e);
  }

  private static String text(Path file, SQLException e) {
    if (!(e instanceof SQLiteException sqlite)) {
      String why = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
      return "%s cannot be used: %s%s".formatted(file, e.getMessage(), why);
    }
    return switch (primary(sqlite)) {
      case SQLITE_NOTADB -> "%s is not a simpleflow store; %s".formatted(file, ELSEWHERE);
      case SQLITE_CORRUPT ->
          "%s is damaged or cut short; restore it from a backup, or %s".formatted(file, ELSEWHERE);
      case SQLITE_FULL ->
          "there is no space left to write %s; make room, then resume".formatted(file);
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH, SQLITE_CANTOPEN ->
          "%s cannot be opened or written; check its permissions and those of its folder, or %s"
              .formatted(file, ELSEWHERE);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "%s is locked by another program; close that, then resume".formatted(file);
      case SQLITE_IOERR ->
          "%s cannot be read or written (%s); check the disk, then resume"
              .formatted(file, sqlite.getResultCode());
      default -> "%s cannot be used: %s".formatted(file, e.getMessage());
    };
  }

  /** The primary result code, of which the code at hand may be a refinement. */
  private static SQLiteErrorCode primary(SQLiteException e) {
    return SQLiteErrorCode.getErrorCode(e.getResultCode().code & 0xff);
  }

  static StoreException of(Path file, IOException e) {
    return new StoreException(
        "%s cannot be opened or written: %s; or %s".formatted(file, reason(e), ELSEWHERE), e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "permission denied for " + denied.getFile();
    } else if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is not a folder";
    } else if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " is not there";
    }
    return String.valueOf(e.getMessage());
  }

  static StoreException foreign(Path file, String what) {
    return new StoreException(
        "%s is not a simpleflow store: %s; %s".formatted(file, what, ELSEWHERE));
  }

  static StoreException damaged(Path file, String what) {
    return new StoreException(
        "%s is damaged (%s); restore it from a backup, or %s".formatted(file, what, ELSEWHERE));
  }

  static StoreException missing(Path file, Path log) {
    return new StoreException(
        "%s is not there, but %s is, with changes to it; put it back, or delete that too"
            .formatted(file, log.getFileName()));
  }

  static StoreException newer(Path file, int version, int known) {
    return new StoreException(
        "%s was written by a newer simpleflow (store version %d; this one knows %d); use that, or %s"
            .formatted(file, version, known, ELSEWHERE));
  }

  static StoreException owned(Path file, String owner) {
    return new StoreException(
        "%s is in use by %s; wait until that ends, stop it, or %s"
            .formatted(file, owner, ELSEWHERE));
  }
}
