package org.certdrop.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.inbox.SubmissionId;
import org.certdrop.json.StrictJson;
import org.certdrop.outbox.Instructions;
import org.certdrop.registry.RecentActs;
import org.certdrop.submission.Limits;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;

/** Makes of what the operator asks for the submission that a drop of the same would be. */
final class TypedSubmissions {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Clock clock;

  TypedSubmissions(Clock clock) {
    this.clock = clock;
  }

  /** A certificate file, with what the operator typed in the place of a sidecar. */
  Submission of(RegisterRequest request) throws IOException {
    Path file = request.publicKey().toRealPath();
    String name = String.valueOf(request.publicKey().getFileName());
    return Submission.unsigned(
        id(name),
        new SubmittedFile(name, BoundedFile.read(file, Limits.FILE_BYTES)),
        Optional.of(sidecar(request)),
        List.of(name));
  }

  /** All files of a party's instructions. */
  Submission of(Instructions instructions) {
    List<SubmittedFile> files = new ArrayList<>();
    instructions
        .bundle()
        .forEach(
            (name, content) ->
                files.add(
                    new SubmittedFile(
                        name, new FileContent.Bytes(content.getBytes(StandardCharsets.UTF_8)))));
    return Submission.of(id(files.get(0).name()), files);
  }

  /** Two calls in the same millisecond, on two machines of one registry perhaps, are told apart. */
  private String id(String name) {
    return RecentActs.TYPED
        + SubmissionId.of(clock.instant(), name)
        + "-"
        + RANDOM.nextInt(1_000_000_000);
  }

  private static SubmittedFile sidecar(RegisterRequest request) throws IOException {
    ObjectNode json = StrictJson.mapper().createObjectNode();
    request.party().ifPresent(party -> json.put("party_id", party));
    request.ip().ifPresent(ip -> json.put("ip", ip));
    request.port().ifPresent(port -> json.put("port", port));
    return new SubmittedFile(
        "command line", new FileContent.Bytes(StrictJson.mapper().writeValueAsBytes(json)));
  }
}
