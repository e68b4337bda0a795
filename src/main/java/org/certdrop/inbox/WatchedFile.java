package org.certdrop.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.files.FileLook;
import org.certdrop.party.PartyId;
import org.certdrop.rules.CertificateFile;
import org.certdrop.rules.CertifiedParty;
import org.certdrop.submission.Announcement;
import org.certdrop.submission.Completeness;
import org.certdrop.submission.DropKind;
import org.certdrop.submission.Limits;
import org.certdrop.submission.Receipt;
import org.certdrop.x509.PemDocument;

/** A file in the inbox that may be part of a drop, as long as it looks the same. */
public final class WatchedFile {

  /** How far its content goes. */
  public enum State {
    /** Complete, or complete enough to be refused for what it is. */
    WHOLE,
    /** May still be written. */
    INCOMPLETE,
    /** Nothing that certdrop could judge yet, as where a copier sets the size first. */
    ILLEGIBLE,
    /** Fed-BioMed's printed text: complete in itself once nothing more is written. */
    INSTRUCTIONS,
    /** Complete, and refused with or without a twin, for it holds a private key. */
    PRIVATE_KEY
  }

  private final FileLook look;
  private final long seenAt;
  private final ReadAhead ahead;
  private boolean unchanged;
  private State state;
  private Optional<Announcement> announcement = Optional.empty();
  private Optional<PartyId> sender = Optional.empty();
  private Optional<PartyId> named;
  private Instant since;

  /**
   * A file seen for the first time, or changed since.
   *
   * @param seenAt nanoseconds of a clock that never jumps
   * @param ahead keeps what is read of it
   */
  public WatchedFile(FileLook look, long seenAt, ReadAhead ahead) {
    this.look = look;
    this.seenAt = seenAt;
    this.ahead = ahead;
  }

  FileLook look() {
    return look;
  }

  /** Which look first saw it so, in nanoseconds of a clock that never jumps. */
  long seenAt() {
    return seenAt;
  }

  void seenUnchanged() {
    unchanged = true;
  }

  /** Whether it looked the same at two looks. */
  boolean isUnchanged() {
    return unchanged;
  }

  /** Whether it has looked the same for so long. */
  boolean restsFor(Duration time, long nanoTime) {
    return nanoTime - seenAt >= time.toNanos();
  }

  /** Reads the file, once, and says how far it goes. */
  public State state(Path file) throws IOException {
    if (state == null) {
      String name = file.getFileName().toString();
      DropKind kind = DropKind.of(name);
      FileContent content = BoundedFile.read(file, Limits.of(name));
      ahead.keep(look, content);
      state = stateOf(content, kind);
      if (kind == DropKind.SIDECAR && content instanceof FileContent.Bytes whole) {
        announcement = Announcement.of(whole.bytes());
      }
      if (kind == DropKind.RECEIPT && content instanceof FileContent.Bytes whole) {
        sender = Receipt.sender(whole.bytes());
      }
    }
    return state;
  }

  /** What a sidecar announces; to be called after the state was asked for. */
  Optional<Announcement> announcement() {
    return announcement;
  }

  /** Whether it is a certificate that says by itself whose it is; reads the file, once. */
  public boolean namesItsParty(Path file) throws IOException {
    if (named == null) {
      named =
          DropKind.of(file.getFileName().toString()) == DropKind.CERTIFICATE
                  && BoundedFile.read(file, Limits.FILE_BYTES) instanceof FileContent.Bytes whole
              ? CertificateFile.open(whole.bytes()).certificate().flatMap(CertifiedParty::of)
              : Optional.empty();
    }
    return named.isPresent();
  }

  private static State stateOf(FileContent content, DropKind kind) {
    if (content instanceof FileContent.Bytes whole) {
      return stateOf(whole.bytes(), kind);
    }
    // What is too large may still be growing; what cannot be read will not become readable.
    return content instanceof FileContent.TooLarge ? State.INCOMPLETE : State.WHOLE;
  }

  private static State stateOf(byte[] bytes, DropKind kind) {
    if (kind == DropKind.ARCHIVE) {
      return stateOfArchive(bytes);
    }
    boolean json = kind == DropKind.SIDECAR || kind == DropKind.RECEIPT;
    boolean complete =
        json
            ? Completeness.isCompleteSidecar(bytes)
            : Completeness.isCompleteCertificateText(bytes);
    if (!complete) {
      return State.INCOMPLETE;
    }
    if (kind == DropKind.CERTIFICATE && Completeness.isInstructions(bytes)) {
      return State.INSTRUCTIONS;
    }
    if (PemDocument.read(bytes).holdsPrivateKey()) {
      return State.PRIVATE_KEY;
    }
    boolean legible =
        json ? Completeness.isLegibleSidecar(bytes) : Completeness.isLegibleCertificateText(bytes);
    return legible ? State.WHOLE : State.ILLEGIBLE;
  }

  private static State stateOfArchive(byte[] bytes) {
    if (!Completeness.isCompleteArchive(bytes)) {
      return State.INCOMPLETE;
    }
    return Completeness.isLegibleArchive(bytes) ? State.WHOLE : State.ILLEGIBLE;
  }

  /** The party that a receipt names as its sender; ask for the state first. */
  Optional<PartyId> sender() {
    return sender;
  }

  /**
   * Since when the file has lain there: its change time, which a rename sets and a restart of
   * certdrop does not, or now where the platform has none.
   */
  Instant since(Path file, Instant now) throws IOException {
    if (since == null) {
      since = changeTime(file, now);
    }
    return since;
  }

  /** The change time of a file, never later than now. */
  public static Instant changeTime(Path file, Instant now) throws IOException {
    try {
      FileTime changed =
          (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
      return changed.toInstant().isBefore(now) ? changed.toInstant() : now;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return now;
    }
  }
}
