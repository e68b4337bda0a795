package org.certdrop.propagation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.certdrop.files.FileContent;
import org.certdrop.files.OpenFolder;
import org.certdrop.inbox.SubmissionFolder;
import org.certdrop.inbox.SubmissionId;
import org.certdrop.submission.DropKind;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.x509.Fingerprint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What another instance has accepted, found by content. Each folder is read once a run; 100,000 of
 * them take some 20 MB.
 */
final class AcceptedIndex {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptedIndex.class);

  private final Path accepted;
  private final Set<String> seen = new HashSet<>();
  private final Map<Long, List<String>> folders = new HashMap<>();

  /** An index of a folder {@code accepted}, which need not exist. */
  AcceptedIndex(Path accepted) {
    this.accepted = accepted;
  }

  /** Reads what came since the last call. */
  void refresh() throws IOException {
    try (OpenFolder open = OpenFolder.below(accepted.getParent(), accepted)) {
      for (String name : open.names()) {
        if (SubmissionId.isForm(name) && seen.add(name)) {
          add(name, open);
        }
      }
    } catch (NoSuchFileException e) {
      return; // nothing was accepted there yet
    }
  }

  private void add(String name, OpenFolder place) {
    for (SubmittedFile file : files(name, place)) {
      if (DropKind.of(file.name()) == DropKind.CERTIFICATE
          && file.content() instanceof FileContent.Bytes whole) {
        folders.computeIfAbsent(key(whole.bytes()), first -> new ArrayList<>(1)).add(name);
      }
    }
  }

  /** None of what was taken away meanwhile, cannot be read, or certdrop did not make. */
  private static List<SubmittedFile> files(String name, OpenFolder place) {
    try (OpenFolder folder = place.folder(name)) {
      return SubmissionFolder.files(folder, SubmissionFolder.droppedNames(folder));
    } catch (IOException e) {
      LOG.debug("{}/{} is passed over", place, name, e);
      return List.of();
    }
  }

  /** Enough to find it again; what is found is compared octet by octet. */
  private static long key(byte[] content) {
    return ByteBuffer.wrap(Fingerprint.of(content).bytes()).getLong();
  }

  /** Whether one submission there holds all of these contents. */
  boolean holds(Collection<byte[]> contents) throws IOException {
    Set<String> candidates = new HashSet<>();
    contents.forEach(content -> candidates.addAll(folders.getOrDefault(key(content), List.of())));
    if (candidates.isEmpty()) {
      return false;
    }
    try (OpenFolder open = OpenFolder.below(accepted.getParent(), accepted)) {
      return candidates.stream().anyMatch(name -> holds(files(name, open), contents));
    }
  }

  private static boolean holds(List<SubmittedFile> files, Collection<byte[]> contents) {
    return contents.stream()
        .allMatch(content -> files.stream().anyMatch(file -> isSame(file, content)));
  }

  private static boolean isSame(SubmittedFile file, byte[] content) {
    return file.content() instanceof FileContent.Bytes whole
        && Arrays.equals(whole.bytes(), content);
  }
}
