package org.certdrop.submission;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.rules.Finding;

/**
 * A JSON file that says whose certificate it accompanies and where the party listens; see {@code
 * etc/schema/sidecar.schema.json}.
 *
 * @param metadata what it says, as far as it is sound
 * @param said of which fields it speaks, soundly or not; all of them where it cannot be read
 * @param declaration what it says of itself, if it says that it is signed
 * @param findings what is wrong with it; that a field is missing is not said here
 * @param unknown names of fields that mean nothing to certdrop, its own and its objects'
 */
public record Sidecar(
    Metadata metadata,
    Set<Field> said,
    Optional<Declaration> declaration,
    List<Finding> findings,
    List<UnknownName> unknown) {
  private static final String EXAMPLE =
      "a sidecar such as {\"party_id\": \"node_...\", \"ip\": \"10.221.0.2\", \"port\": 14001}";

  /**
   * Reads a sidecar.
   *
   * @param content the file's bytes, at most {@link Limits#FILE_BYTES}
   * @return what it says and what is wrong with it; never fails, whatever the content
   */
  public static Sidecar read(byte[] content) {
    DroppedJson json = DroppedJson.read(content, "sidecar", EXAMPLE);
    return json instanceof DroppedJson.Fields fields
        ? SidecarFields.read(fields.byName())
        : unreadable(((DroppedJson.Bad) json).finding());
  }

  /** The names of its own fields that mean nothing to certdrop, fit to be shown. */
  public List<String> ignoredFields() {
    return unknown.stream().filter(UnknownName::isOutermost).map(UnknownName::name).toList();
  }

  private static Sidecar unreadable(Finding finding) {
    return new Sidecar(
        Metadata.NONE, EnumSet.allOf(Field.class), Optional.empty(), List.of(finding), List.of());
  }
}
