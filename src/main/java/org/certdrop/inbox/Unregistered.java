package org.certdrop.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.files.OpenFolder;
import org.certdrop.home.Home;
import org.certdrop.home.ListFile;
import org.certdrop.home.Memberships;
import org.certdrop.home.TypedCommands;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.submission.DropKind;
import org.certdrop.submission.Limits;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.Certificate;

/** Says of a party that is not registered here why: it was removed, or its files were refused. */
public final class Unregistered {
  /** So many refusals are looked through; what is older is forgotten by those who ask. */
  private static final int MOST = 50;

  private Unregistered() {}

  /**
   * A sentence on a party, and what to do.
   *
   * @param registry who is registered, and who was removed
   * @param party what was typed for its id
   * @throws IOException if what was refused cannot be read
   */
  public static <T> Parsed.Bad<T> sentence(Home home, RegistryView registry, String party)
      throws IOException {
    if (PartyId.isForm(party)) {
      Optional<Entry> removed = registry.removed(new PartyId(party));
      if (removed.isPresent()) {
        return new Parsed.Bad<>(
            removed.get().party() + " was removed here.",
            takeBack(
                home,
                removed.get(),
                "To take it back with the key that it had, type: ",
                " If its new certificate was refused key-change, type what the site reads out by"
                    + " telephone: ./certdrop confirm "
                    + removed.get().party()
                    + " NUMBER --replace"));
      }
    }
    for (Path folder : RecentVerdicts.refused(home, MOST)) {
      Optional<JsonNode> verdict = RecentVerdicts.find(folder);
      if (verdict.filter(found -> isOf(party, found)).isPresent()) {
        return refused(party, verdict.get(), folder.getFileName().toString());
      }
    }
    String known = PartyId.isForm(party) ? party : Printable.quoted(party);
    return new Parsed.Bad<>(
        known + " is not known here: it is not registered, and does not wait.",
        "Look at the id with ./certdrop list, and at what became of its files with ./certdrop"
            + " status.");
  }

  /**
   * How a removed party comes back: by a command, and what follows from it; or, if it is
   * distrusted, what that list leaves to do.
   *
   * @param removed its last entry
   * @param before what is said before the command
   * @param after what is said after it
   * @throws IOException if the list of the distrusted cannot be used, or the folder of its last
   *     submission not read
   */
  public static String takeBack(Home home, Entry removed, String before, String after)
      throws IOException {
    Optional<String> distrusted =
        Memberships.counting(home, ListFile.DISTRUSTED.read(home), Optional.empty())
            .comeback(removed);
    return distrusted.isPresent()
        ? distrusted.get()
        : before
            + registration(home, removed)
            + " Then compare its number and confirm it again."
            + after;
  }

  /** The command, and what the file in it is; a full stop ends it. */
  private static String registration(Home home, Entry removed) throws IOException {
    Optional<Path> file = certificate(home, removed);
    return "./certdrop register -pk "
        + file.map(path -> TypedCommands.quoted(Printable.of(path.toString()))).orElse("FILE")
        + " -pi "
        + removed.party()
        + removed
            .endpoint()
            .map(place -> " --ip " + place.ip() + " --port " + place.port())
            .orElse("")
        + " --upsert ("
        + (file.isPresent() ? "that file" : "FILE")
        + " is its certificate).";
  }

  /** The file with an entry's certificate, of the submission that brought it. */
  private static Optional<Path> certificate(Home home, Entry entry) throws IOException {
    Path folder = home.accepted().resolve(entry.submission());
    try (OpenFolder open = OpenFolder.below(home.inbox(), folder)) {
      for (String name : open.names()) {
        if (DropKind.of(name) == DropKind.CERTIFICATE && holds(open, name, entry)) {
          return Optional.of(folder.resolve(name));
        }
      }
      return Optional.empty();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty(); // typed, or thrown away since
    }
  }

  private static boolean holds(OpenFolder open, String name, Entry entry) throws IOException {
    return BoundedFile.read(open, name, Limits.FILE_BYTES) instanceof FileContent.Bytes whole
        && Certificate.parsePem(whole.bytes())
            .sound()
            .filter(found -> found.fingerprint().equals(entry.sha256()))
            .isPresent();
  }

  private static boolean isOf(String party, JsonNode verdict) {
    return party.equalsIgnoreCase(verdict.path("party_id").asText());
  }

  private static <T> Parsed.Bad<T> refused(String party, JsonNode verdict, String folder) {
    return new Parsed.Bad<>(
        party
            + " is not registered: its files were refused, "
            + Printable.of(verdict.path("code").asText())
            + ", at "
            + Printable.of(verdict.path("decided_at").asText())
            + ".",
        hint(verdict)
            + "(The full verdict: inbox/refused/"
            + Printable.of(folder)
            + "/verdict.json)");
  }

  /** What to do about the first finding that refuses. */
  private static String hint(JsonNode verdict) {
    for (JsonNode finding : verdict.path("findings")) {
      String hint = Printable.of(finding.path("hint").asText());
      if (finding.path("severity").asText().equals("refuse") && !hint.isEmpty()) {
        return hint + " ";
      }
    }
    return "";
  }
}
