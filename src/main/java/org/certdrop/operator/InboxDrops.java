package org.certdrop.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.certdrop.files.DurableFiles;
import org.certdrop.files.FileContent;
import org.certdrop.home.Home;
import org.certdrop.inbox.RefusedSubmissions;
import org.certdrop.submission.DropKind;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.PemDocument;

/**
 * Puts files into the inbox as a person would, so that the watcher judges them: each is written
 * under a hidden name, made durable and then renamed, the certificate after what comes with it.
 */
public final class InboxDrops {
  /** How many files are taken at once. */
  public static final int MOST_FILES = 64;

  /** In octets of UTF-8: what is added to a name for an id or a twin must fit, too. */
  private static final int LONGEST_NAME = 200;

  private final Home home;
  private final DurableFiles disk;

  /** Into the inbox of a home. */
  public InboxDrops(Home home) {
    this(home, new DurableFiles());
  }

  InboxDrops(Home home, DurableFiles disk) {
    this.home = home;
    this.disk = disk;
  }

  /**
   * Drops files that belong together, or not: their names say it.
   *
   * @param dropped name, of which the last part counts, to content
   * @return the names under which they lie in the inbox; or why none of them does
   * @throws IOException if the inbox cannot be written; what was begun is taken away
   */
  public Parsed<List<String>> drop(Map<String, byte[]> dropped) throws IOException {
    if (dropped.size() > MOST_FILES) {
      return bad(
          dropped.size() + " files are too many at once.", "Drop at most " + MOST_FILES + ".");
    }
    Map<String, byte[]> named = new LinkedHashMap<>();
    Set<String> spellings = new HashSet<>();
    for (Map.Entry<String, byte[]> file : dropped.entrySet()) {
      String name = lastPart(file.getKey());
      Optional<Parsed.Bad<List<String>>> objection = objection(name, file.getValue());
      if (objection.isPresent()) {
        return objection.get();
      }
      if (!spellings.add(name.toLowerCase(Locale.ROOT))) {
        return bad(
            "Two of the files are called " + Printable.quoted(name) + ".", "Drop them in turn.");
      }
      named.put(name, file.getValue());
    }
    return named.isEmpty()
        ? bad("No file was chosen.", "Choose a certificate, and what came with it.")
        : put(named);
  }

  private static String lastPart(String name) {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  private Optional<Parsed.Bad<List<String>>> objection(String name, byte[] content) {
    DropKind kind = DropKind.of(name);
    boolean taken = kind != DropKind.IGNORED && kind != DropKind.UNRECOGNISED;
    if (!taken && PemDocument.read(content).holdsPrivateKey()) {
      return Optional.of(
          bad(
              Printable.quoted(name)
                  + " holds a private key, which must never travel. Nothing was kept of it here.",
              "If another site sent it, the key must be considered compromised: ask its owner for a"
                  + " certificate with a new key."));
    }
    if (!taken) {
      return Optional.of(
          bad(
              Printable.quoted(name) + " is no file that certdrop takes, by its name.",
              "Drop a certificate (.pem, .crt, .cer), a text (.txt), what came with it (.json,"
                  + " .json.p7s, .receipt.json), or a ZIP of them."));
    }
    return name.getBytes(UTF_8).length <= LONGEST_NAME && isWritable(name)
        ? Optional.empty()
        : Optional.of(
            bad(
                Printable.quoted(name)
                    + " is too long a name, or has characters that no file can be called by here.",
                "Give the file a shorter, plain name."));
  }

  private boolean isWritable(String name) {
    try {
      return name.chars().noneMatch(Character::isISOControl)
          && home.inbox().resolve(name).getFileName().toString().equals(name);
    } catch (InvalidPathException e) {
      return false; // the process's locale has no octets for it
    }
  }

  private static Parsed.Bad<List<String>> bad(String problem, String hint) {
    return new Parsed.Bad<>(problem, hint);
  }

  private Parsed<List<String>> put(Map<String, byte[]> named) throws IOException {
    Map<String, Path> hidden = new LinkedHashMap<>();
    List<Path> shown = new ArrayList<>();
    String id = UUID.randomUUID().toString();
    try {
      for (Map.Entry<String, byte[]> file : named.entrySet()) {
        Path part = home.inbox().resolve(".certdrop-" + id + "." + hidden.size() + ".part");
        hidden.put(file.getKey(), part);
        disk.create(part, file.getValue(), DurableFiles.READABLE);
      }
      for (String name : certificatesLast(named.keySet())) {
        disk.moveIn(hidden.get(name), home.inbox().resolve(name));
        shown.add(home.inbox().resolve(name));
      }
      disk.sync(home.inbox());
      return Parsed.good(List.copyOf(named.keySet()));
    } catch (FileAlreadyExistsException e) {
      takeBack(hidden, shown, e);
      return bad(
          "A file called "
              + Printable.quoted(Path.of(e.getFile()).getFileName().toString())
              + " lies in the inbox already.",
          "Wait for its verdict, or give the new one another name.");
    } catch (IOException e) {
      takeBack(hidden, shown, e);
      throw e;
    }
  }

  /** A companion is there before the file that makes the drop complete. */
  private static List<String> certificatesLast(Set<String> names) {
    return names.stream()
        .sorted(Comparator.comparing(name -> DropKind.of(name) == DropKind.CERTIFICATE))
        .toList();
  }

  private void takeBack(Map<String, Path> hidden, List<Path> shown, IOException cause) {
    List<Path> all = new ArrayList<>(hidden.values());
    all.addAll(shown);
    for (Path file : all) {
      try {
        disk.delete(file);
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }

  /**
   * Drops what was refused once more, as it lies in {@code inbox/refused}.
   *
   * @param id the submission's id
   * @return as {@link #drop}
   * @throws IOException if the inbox cannot be read or written
   */
  public Parsed<List<String>> again(String id) throws IOException {
    RefusedSubmissions refused = new RefusedSubmissions(home);
    List<SubmittedFile> files = refused.newestFirst().contains(id) ? refused.files(id) : List.of();
    if (files.isEmpty()) {
      return bad(
          "Nothing that can be dropped again lies in refused/" + Printable.quoted(id) + ".",
          "Ask the sender for the files.");
    }
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (SubmittedFile file : files) {
      if (file.content() instanceof FileContent.Bytes whole) {
        contents.put(file.name(), whole.bytes());
      } else {
        return bad(
            Printable.quoted(file.name()) + " cannot be read, or is too large.",
            "Ask the sender for the file.");
      }
    }
    return drop(contents);
  }
}
