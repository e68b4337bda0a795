package org.certdrop.outbox;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.files.OpenFolder;
import org.certdrop.party.PartyId;
import org.certdrop.submission.DropKind;
import org.certdrop.submission.Limits;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.PemDocument;

/** What an outbox holds for other sites, to be sent; nothing in it is changed, no link followed. */
public final class Packs {
  /** How often to look again while certdrop renews what lies there. */
  private static final int LOOKS = 20;

  /** More than any sheet has. */
  private static final int SHEET_BYTES = 1 << 20;

  private static final Pattern ROTATION = Pattern.compile(".*\\.chain-[0-9]+\\.pem");
  private static final String CERTIFICATE = ".pem";

  private final Path outbox;

  /** Those of the outbox of a home. */
  public Packs(Path outbox) {
    this.outbox = outbox;
  }

  /**
   * What every other site should get.
   *
   * @throws IOException if the operating system cannot read it now
   */
  public Parsed<Pack> forAll() throws IOException {
    return stable(() -> registration());
  }

  /**
   * What one other site should get: its folder, or, where that was sent and deleted, what every
   * site should get and the receipt.
   *
   * @throws IOException if the operating system cannot read it now
   */
  public Parsed<Pack> forParty(PartyId party) throws IOException {
    return stable(() -> reply(party));
  }

  /**
   * The page to print of this party; empty if there is no such plain file.
   *
   * @throws IOException if the operating system cannot read it now
   */
  public Optional<byte[]> sheet(PartyId us) throws IOException {
    try (OpenFolder open = OpenFolder.below(outbox.getParent(), path(List.of("sheet")))) {
      return BoundedFile.read(open, us + ".html", SHEET_BYTES) instanceof FileContent.Bytes whole
          ? Optional.of(whole.bytes())
          : Optional.empty();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  private interface Look {
    Parsed<Pack> take() throws IOException;
  }

  /** Files that change while they are read might not fit each other: so they are read twice. */
  private static Parsed<Pack> stable(Look look) throws IOException {
    Parsed<Pack> before = look.take();
    for (int looks = 1; looks < LOOKS; looks++) {
      Parsed<Pack> now = look.take();
      if (isSame(before, now)) {
        return now;
      }
      before = now;
    }
    throw new IOException("the outbox changes all the time");
  }

  private static boolean isSame(Parsed<Pack> one, Parsed<Pack> other) {
    return one instanceof Parsed.Good<Pack> first && other instanceof Parsed.Good<Pack> second
        ? Arrays.equals(first.value().zip(), second.value().zip())
        : one.equals(other);
  }

  private Parsed<Pack> registration() throws IOException {
    return read(List.of("registration"), name -> true)
        .then(
            files ->
                files.isEmpty()
                    ? Parsed.bad(
                        "There is nothing in outbox/registration.",
                        "./certdrop run --once writes it.")
                    : of(stem(files), files));
  }

  private Parsed<Pack> reply(PartyId party) throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    for (String folder : names(List.of("to"))) {
      if (PartyId.isForm(folder) && new PartyId(folder).key().equals(party.key())) {
        Parsed<Map<String, byte[]>> files = read(List.of("to", folder), name -> true);
        if (files instanceof Parsed.Bad<Map<String, byte[]>> bad) {
          return Parsed.bad(bad.problem(), bad.hint());
        }
        all.putAll(((Parsed.Good<Map<String, byte[]>>) files).value());
      }
    }
    if (!all.isEmpty()) {
      return of(stem(all) + "--to--" + party, all);
    }
    Pattern receipt =
        Pattern.compile(
            ".*--to--" + Pattern.quote(party.value()) + "\\.receipt\\.json(?:\\.p7s)?",
            Pattern.CASE_INSENSITIVE);
    Parsed<Map<String, byte[]>> receipts =
        read(List.of("receipts"), name -> receipt.matcher(name).matches());
    Parsed<Pack> ours = registration();
    return receipts
        .then(files -> files.isEmpty() ? nothingFor(party) : ours)
        .then(pack -> receipts.then(files -> with(pack, party, files)));
  }

  private static Parsed<Pack> with(Pack ours, PartyId party, Map<String, byte[]> receipts) {
    Map<String, byte[]> all = new TreeMap<>(ours.files());
    all.putAll(receipts);
    return of(ours.name() + "--to--" + party, all);
  }

  private static Parsed<Pack> nothingFor(PartyId party) {
    return Parsed.bad(
        "There is nothing for " + party + " in outbox/to and outbox/receipts.",
        "./certdrop list shows who is registered. A start of the service makes the receipts of"
            + " registered parties that are missing: ./certdrop run --once. What every site should"
            + " get: ./certdrop pack");
  }

  private static Parsed<Pack> of(String name, Map<String, byte[]> files) {
    return files.size() > Limits.ARCHIVE_ENTRIES
        ? Parsed.bad(
            "There are "
                + files.size()
                + " files; a ZIP of at most "
                + Limits.ARCHIVE_ENTRIES
                + " is taken.",
            "Send the files themselves.")
        : Parsed.good(new Pack(name, files));
  }

  /** Our name, as the certificate's file has it. */
  private static String stem(Map<String, byte[]> files) {
    return files.keySet().stream()
        .filter(name -> name.endsWith(CERTIFICATE) && !ROTATION.matcher(name).matches())
        .map(name -> name.substring(0, name.length() - CERTIFICATE.length()))
        .findFirst()
        .orElse("certdrop");
  }

  private List<String> names(List<String> folders) throws IOException {
    try (OpenFolder open = OpenFolder.below(outbox.getParent(), path(folders))) {
      return open.names();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  private Path path(List<String> folders) {
    return outbox.resolve(String.join("/", folders));
  }

  /** The files of a folder that another certdrop takes; what somebody else put there stays. */
  private Parsed<Map<String, byte[]>> read(List<String> folders, Predicate<String> wanted)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (OpenFolder open = OpenFolder.below(outbox.getParent(), path(folders))) {
      for (String name : open.names()) {
        if (wanted.test(name) && DropKind.of(name).isTakenFromArchive()) {
          FileContent content = BoundedFile.read(open, name, Limits.FILE_BYTES);
          if (!(content instanceof FileContent.Bytes whole)
              || PemDocument.read(whole.bytes()).holdsPrivateKey()) {
            return Parsed.bad(
                Printable.quoted(open + "/" + name)
                    + " is a link, cannot be read, is too large, or holds a private key.",
                "Nobody should get it: take it away, and pack again.");
          }
          files.put(name, whole.bytes());
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Parsed.good(Map.of());
    }
    return Parsed.good(files);
  }
}
