package org.certdrop.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.ProcessLock;
import org.certdrop.x509.PrivateKeys;
import org.certdrop.x509.SelfSignedCertificate;

/**
 * The files {@code component.pem} and {@code component.key}, and how a new pair takes their place
 * so that a crash at any point leaves the old pair or the new one, never half of each.
 *
 * <p>Two renames are not atomic together. So one of them decides, and the next start can tell:
 *
 * <ol>
 *   <li>The new pair is written as {@code .component.key.new} and {@code .component.pem.new}; the
 *       pair that is there is copied to {@code .component-TIME.key} and {@code
 *       .component-TIME.pem}. All of it is on disk before step 2. <em>A crash so far: {@code
 *       .component.key.new} exists, so nothing has changed; the next start deletes all these
 *       files.</em>
 *   <li>{@code .component.key.new} becomes {@code component.key}. This decides.
 *   <li>{@code .component.pem.new} becomes {@code component.pem}. <em>A crash before this: there is
 *       a {@code .component.pem.new}, no {@code .component.key.new}, and it matches {@code
 *       component.key}; the next start does the rest.</em>
 *   <li>The copies lose their leading dot. <em>A crash before this: the next start does it.</em>
 * </ol>
 *
 * <p>A name that is taken is only ever replaced if the copy of step 1 exists. A certificate is
 * shown to others only after step 3, so what a crash before step 2 discards was never seen by
 * anybody.
 *
 * <p>The caller holds the {@link ProcessLock}.
 */
final class PairFiles {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String KEPT = ".component-*.{pem,key}";

  private final Path folder;
  private final DurableFiles files;
  private final Path certificate;
  private final Path key;
  private final Path newCertificate;
  private final Path newKey;

  PairFiles(Path folder, DurableFiles files) {
    this.folder = folder;
    this.files = files;
    this.certificate = folder.resolve("component.pem");
    this.key = folder.resolve("component.key");
    this.newCertificate = folder.resolve(".component.pem.new");
    this.newKey = folder.resolve(".component.key.new");
  }

  Path certificate() {
    return certificate;
  }

  Path key() {
    return key;
  }

  /** Whether neither the certificate nor the key is there. */
  boolean isEmpty() {
    return !HeldCertificate.isThere(certificate) && !HeldCertificate.isThere(key);
  }

  /** Whether no {@link #put} is under way or was interrupted. */
  boolean isAtRest() throws IOException {
    return !HeldCertificate.isThere(newKey)
        && !HeldCertificate.isThere(newCertificate)
        && copies().isEmpty();
  }

  /**
   * Puts a new pair in the place of the present one, if any, which is kept under a time-stamped
   * name. Nothing may be left of an earlier, interrupted call.
   *
   * @param pair the new pair
   * @param now the time for the name of the old one
   */
  void put(SelfSignedCertificate pair, Instant now) throws IOException {
    files.create(newKey, ascii(PrivateKeys.pem(pair.privateKey())), DurableFiles.OWNER_ONLY);
    files.create(newCertificate, ascii(pair.certificate().pem()), DurableFiles.READABLE);
    String kept = unusedName(now);
    if (HeldCertificate.isThere(certificate)) {
      files.create(
          folder.resolve("." + kept + ".pem"),
          Files.readAllBytes(certificate),
          DurableFiles.READABLE);
    }
    if (HeldCertificate.isThere(key)) {
      files.create(
          folder.resolve("." + kept + ".key"), Files.readAllBytes(key), DurableFiles.OWNER_ONLY);
    }
    files.sync(folder);
    install(newKey, key, ".key");
    files.sync(folder);
    install(newCertificate, certificate, ".pem");
    files.sync(folder);
    showCopies();
  }

  /** Completes or undoes a {@link #put} that was interrupted, as the class comment says. */
  void recover() throws IOException {
    if (HeldCertificate.isThere(newKey)) {
      undo();
    } else {
      complete();
    }
  }

  private void undo() throws IOException {
    files.delete(newCertificate);
    for (Path copy : copies()) {
      files.delete(copy);
    }
    files.sync(folder);
    // The last to go: while it exists, everything above is done again.
    files.delete(newKey);
    files.sync(folder);
  }

  private void complete() throws IOException {
    if (HeldCertificate.isThere(newCertificate)) {
      // Somebody may have put files of his own there since; then ours has lost its key.
      if (isPair(newCertificate, key)
          && (!HeldCertificate.isThere(certificate) || hasCopy(".pem"))) {
        install(newCertificate, certificate, ".pem");
      } else {
        files.delete(newCertificate);
      }
      files.sync(folder);
    }
    showCopies();
  }

  private static boolean isPair(Path certificate, Path key) {
    try {
      return HeldCertificate.isThere(key)
          && HeldCertificate.read(certificate, key)
              .flatMap(HeldCertificate::privateKey)
              .isPresent();
    } catch (IdentityException e) {
      return false;
    }
  }

  private void install(Path from, Path to, String suffix) throws IOException {
    if (hasCopy(suffix)) {
      files.replace(from, to);
    } else {
      files.rename(from, to);
    }
  }

  private boolean hasCopy(String suffix) throws IOException {
    return copies().stream().anyMatch(copy -> copy.toString().endsWith(suffix));
  }

  private void showCopies() throws IOException {
    List<Path> copies = copies();
    for (Path copy : copies) {
      files.rename(copy, copy.resolveSibling(copy.getFileName().toString().substring(1)));
    }
    if (!copies.isEmpty()) {
      files.sync(folder);
    }
  }

  private List<Path> copies() throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, KEPT)) {
        stream.forEach(found::add);
      }
    }
    return found;
  }

  private String unusedName(Instant now) {
    String name = "component-" + STAMP.format(now);
    String unique = name;
    for (int i = 2; isUsed(unique); i++) {
      unique = name + "-" + i;
    }
    return unique;
  }

  private boolean isUsed(String name) {
    return HeldCertificate.isThere(folder.resolve(name + ".pem"))
        || HeldCertificate.isThere(folder.resolve(name + ".key"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
