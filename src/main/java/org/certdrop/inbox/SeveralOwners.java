package org.certdrop.inbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.certdrop.files.OpenFolder;
import org.certdrop.text.Printable;
import org.certdrop.verdict.Outcome;
import org.certdrop.verdict.Verdict;

/**
 * Says whose the files of a refused submission are, if several users own them: certdrop joins files
 * by name alone, so a user who takes a name first can keep the sender from writing that file.
 */
final class SeveralOwners {
  private SeveralOwners() {}

  /** A verdict that says so, where it is the case. */
  static Verdict saidIn(Verdict verdict, OpenFolder folder) throws IOException {
    if (verdict.outcome() != Outcome.REFUSED) {
      return verdict;
    }
    Map<String, List<String>> byOwner = new TreeMap<>();
    for (String name : SubmissionFolder.droppedNames(folder)) {
      byOwner
          .computeIfAbsent(folder.attributes(name).owner().getName(), first -> new ArrayList<>())
          .add(Printable.of(name));
    }
    return byOwner.size() < 2 ? verdict : verdict.withHint(sentence(byOwner));
  }

  private static String sentence(Map<String, List<String>> byOwner) {
    return "The files belong to different users: "
        + byOwner.entrySet().stream()
            .map(
                files ->
                    String.join(", ", files.getValue()) + " to " + Printable.of(files.getKey()))
            .collect(Collectors.joining("; "))
        + ". If they do not come from one sender, somebody took a name first, and the sender could"
        + " not write that file: drop all files once more with another stem, which nobody knows, and"
        + " ask that user, or take the right to write into the inbox away.";
  }
}
