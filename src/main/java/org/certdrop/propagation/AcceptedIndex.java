package org.certdrop.propagation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.certdrop.files.OpenFolder;
import org.certdrop.inbox.SubmissionFolder;
import org.certdrop.inbox.SubmissionId;
import org.certdrop.submission.DropKind;
import org.certdrop.x509.Fingerprint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What another instance has accepted, found by the content that each verdict names: the user who
 * dropped a file may have written into it since. Each verdict is read once a run; 100,000 of them
 * take some 20 MB.
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
    judged(name, place)
        .forEach(
            (file, content) -> {
              if (DropKind.of(file) == DropKind.CERTIFICATE) {
                folders.computeIfAbsent(key(content), first -> new ArrayList<>(1)).add(name);
              }
            });
  }

  /** None of what was taken away meanwhile, cannot be read, or certdrop did not make. */
  private static Map<String, Fingerprint> judged(String name, OpenFolder place) {
    try (OpenFolder folder = place.folder(name)) {
      return SubmissionFolder.judged(folder);
    } catch (IOException e) {
      LOG.debug("{}/{} is passed over", place, name, e);
      return Map.of();
    }
  }

  /** Enough to find it again; what is found is compared whole. */
  private static long key(Fingerprint content) {
    return ByteBuffer.wrap(content.bytes()).getLong();
  }

  /** Whether one submission there was judged by all of these contents. */
  boolean holds(Collection<byte[]> contents) throws IOException {
    Set<Fingerprint> wanted =
        contents.stream().map(Fingerprint::of).collect(Collectors.toUnmodifiableSet());
    Set<String> candidates = new HashSet<>();
    wanted.forEach(content -> candidates.addAll(folders.getOrDefault(key(content), List.of())));
    if (candidates.isEmpty()) {
      return false;
    }
    try (OpenFolder open = OpenFolder.below(accepted.getParent(), accepted)) {
      return candidates.stream().anyMatch(name -> judged(name, open).values().containsAll(wanted));
    }
  }
}
